-- Events of all reports, made with the estimates; estimates say about which event they are, and ask in a sentence.
CREATE TABLE event_rows (
	n      INTEGER PRIMARY KEY, -- order, from 0
	id     TEXT NOT NULL,
	"rows" TEXT NOT NULL,
	line   TEXT NOT NULL, -- the line of the JSON form
	digest BLOB NOT NULL
) STRICT;
CREATE INDEX event_rows_id ON event_rows(id);
CREATE VIEW events (report_n, pos, names, search, "event", "type", "mode", "called", "place", "place_name", "country", "begin", "end", "background", "of", "reports", "stories", "origins_min", "origins_max", "killed_low", "killed_best", "killed_high", "tolls", "conflicts", "estimates") AS
	SELECT 0, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22, value ->> 23
	FROM event_rows, json_each("rows");
DROP VIEW estimates;
CREATE VIEW estimates (report_n, pos, names, search, "estimate", "action", "counted", "unit", "place", "place_name", "begin", "end", "of", "low", "best", "high", "rule", "origins_min", "origins_max", "conflict", "figures", "origins", "as_of", "checks", "event", "sentence") AS
	SELECT 0, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22, value ->> 23, value ->> 24
	FROM estimate_rows, json_each("rows");
