-- Events and estimates stay in their rows where one report more does not touch them: they are read in the order of place, and no longer of n. What is remembered of a pile to find what it touches (package estimate) is made anew with them.
ALTER TABLE event_rows ADD COLUMN place BLOB NOT NULL DEFAULT x'';
ALTER TABLE estimate_rows ADD COLUMN place BLOB NOT NULL DEFAULT x'';
CREATE INDEX event_rows_place ON event_rows(place);
CREATE INDEX estimate_rows_place ON estimate_rows(place);
DELETE FROM event_rows;
DELETE FROM estimate_rows;
DELETE FROM sums WHERE what IN ('event_rows', 'estimate_rows');
DELETE FROM made WHERE what = 'estimates';
CREATE TABLE remembered (
	kind  INTEGER NOT NULL,
	key   INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE listed (
	kind INTEGER NOT NULL,
	key  INTEGER NOT NULL,
	n    INTEGER NOT NULL, -- of a report or an event
	sum  INTEGER NOT NULL, -- of these three
	PRIMARY KEY (kind, key, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE grown ( -- since estimates were made
	n    INTEGER PRIMARY KEY, -- a report
	came INTEGER NOT NULL     -- 1 if it came, 0 if its story is another
) STRICT;
