-- Estimates say as of which day they were made, and what checks have found.
DROP VIEW estimates;
CREATE VIEW estimates (report_n, pos, names, search, "estimate", "action", "counted", "unit", "place", "place_name", "begin", "end", "of", "low", "best", "high", "rule", "origins_min", "origins_max", "conflict", "figures", "origins", "as_of", "checks") AS
	SELECT 0, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22
	FROM estimate_rows, json_each("rows");
