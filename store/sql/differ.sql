Statements that SQLite and PostgreSQL understand in different words: a name, that of SQLite, a line, that of
PostgreSQL. All others stand where they are asked, and both understand them (docs/postgres.md).

== number.next: the number that a row of TABLE gets, of which none is given twice
SELECT coalesce(max(n), 0) + 1 FROM (SELECT seq AS n FROM sqlite_sequence WHERE name = ?1 UNION ALL SELECT max(n) FROM TABLE) AS had
--
SELECT coalesce(max(n), 0) + 1 FROM (SELECT seq AS n FROM given WHERE name = ?1 UNION ALL SELECT max(n) FROM TABLE) AS had

== number.given: the highest number that a row of a table was given
SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?
--
SELECT coalesce(max(seq), 0) FROM given WHERE name = ?

== number.gave: says which number a row of a table was given last
INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)
--
INSERT INTO given (seq, name) VALUES (?, ?)

== number.take: forgets it
DELETE FROM sqlite_sequence WHERE name = ?
--
DELETE FROM given WHERE name = ?

== ledger.stamp: two numbers of which one changes whenever something does
SELECT data_version, total_changes() FROM pragma_data_version
--
SELECT n, CAST(0 AS BIGINT) FROM stamp

== words.drop: takes the words of a report out of the index
DELETE FROM search WHERE rowid = (SELECT at FROM search_rows WHERE n = ?)
--
DELETE FROM search WHERE at = (SELECT at FROM search_rows WHERE n = ?)

== words.empty: takes everything out of it
INSERT INTO search (search) VALUES ('delete-all')
--
DELETE FROM search

== words.join: writes the index anew, so that what was taken out stands in it no longer
INSERT INTO search (search) VALUES ('optimize')
--
SELECT gin_clean_pending_list('search_words')

== words.within: which rows of the index are of some days
SELECT rowid FROM search WHERE rowid >= ?1 AND rowid < ?2
--
SELECT at FROM search WHERE at >= ?1 AND at < ?2

== words.match: and hold words, see [Store.words]
 AND search MATCH ?3
--
 AND words @@ CAST(CAST(?3 AS TEXT) AS TSQUERY)

== words.order: the youngest first
 ORDER BY rowid DESC
--
 ORDER BY at DESC

== words.found: whether a report is among those that hold words
SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = (SELECT at FROM search_rows WHERE n = ?))
--
SELECT EXISTS (SELECT 1 FROM search WHERE words @@ CAST(CAST(? AS TEXT) AS TSQUERY) AND at = (SELECT at FROM search_rows WHERE n = ?))

== words.there: the rows of the index
SELECT id FROM search_docsize ORDER BY id
--
SELECT at FROM search ORDER BY at
