-- Events and estimates stay in their rows where one report more does not touch them: they are read in the order of place, and no longer of n. What is remembered of a pile to find what it touches (package estimate, by kinds and keys) is made anew with them. Sums are those of their rows. Grown are the reports since then: 1 if one came, 0 if its story is another.
ALTER TABLE event_rows ADD COLUMN place BLOB NOT NULL DEFAULT x'';
ALTER TABLE estimate_rows ADD COLUMN place BLOB NOT NULL DEFAULT x'';
CREATE INDEX event_rows_place ON event_rows(place);
CREATE INDEX estimate_rows_place ON estimate_rows(place);
DELETE FROM event_rows;
DELETE FROM estimate_rows;
DELETE FROM sums WHERE what IN ('event_rows', 'estimate_rows');
DELETE FROM made WHERE what = 'estimates';
CREATE TABLE remembered (kind INTEGER, "key" INTEGER, bytes BLOB, PRIMARY KEY (kind, "key")) WITHOUT ROWID;
CREATE TABLE listed (kind INTEGER, "key" INTEGER, n INTEGER, sum INTEGER, PRIMARY KEY (kind, "key", n)) WITHOUT ROWID;
CREATE TABLE grown (n INTEGER PRIMARY KEY, came INTEGER);
