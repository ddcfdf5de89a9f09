-- What was done to the ledger, as the leaves of a tree of hashes (package journal, docs/proof.md).
-- Comments stand outside: SQLite keeps those within, and a page of them that breaks is one too many.
--   n: its place, from 0; at: RFC 3339 in UTC; hash: SHA-256 of salt and statement, both NULL where they were erased
CREATE TABLE journal (n INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, hash BLOB NOT NULL, salt BLOB, statement TEXT) STRICT;
--   edge: hashes of the whole subtrees, from the largest to the smallest
CREATE TABLE journal_head (one INTEGER PRIMARY KEY CHECK (one = 1), origin TEXT NOT NULL, size INTEGER NOT NULL, edge BLOB NOT NULL) STRICT;
ALTER TABLE log RENAME TO old_log;
CREATE VIEW log (n, at, what, command) AS SELECT n, at, what, coalesce(statement ->> '$.command', statement ->> '$.report', '') FROM journal;
