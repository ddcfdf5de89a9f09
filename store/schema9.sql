-- The words of reports, by which they are searched, as screens show them: without the names of private persons. With these
-- the lines in which they stand are in columns of their own, at which only a search with names looks.
CREATE VIRTUAL TABLE search USING fts5(text, title, source, place, action, stance, outlet, language, named, source_named, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE TABLE search_rows (
	n      INTEGER PRIMARY KEY, -- the report
	at     INTEGER NOT NULL,    -- its row in search: the day on which it appeared, from the year 1, 0 where that is not known, in the upper 32 bits, n in the lower
	title  TEXT,                -- as screens show it
	hidden TEXT NOT NULL,       -- what of the text screens do not show, and what stands in its place, JSON
	digest BLOB NOT NULL
) STRICT;
