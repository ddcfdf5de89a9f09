-- What is long stands packed: JSON written as few bytes, compressed (store/packed.go, docs/ledger-file.md). There are no
-- views over it any more: assay export --as sqlite makes a file for other tools. What was in the columns that go is packed
-- by the program before they do.
DROP VIEW claims;
DROP VIEW figures;
DROP VIEW movements;
DROP VIEW stories;
DROP VIEW events;
DROP VIEW estimates;
DROP VIEW log;
CREATE VIEW log (n, at, what) AS SELECT n, at, what FROM journal;
DELETE FROM event_rows;
DELETE FROM estimate_rows;
DELETE FROM sums WHERE what IN ('event_rows', 'estimate_rows');
UPDATE made SET version = 0 WHERE what = 'estimates';
ALTER TABLE reports ADD COLUMN text BLOB NOT NULL DEFAULT x''; -- of its line
ALTER TABLE reports ADD COLUMN packed BLOB NOT NULL DEFAULT x''; -- stages, marks, line
ALTER TABLE claim_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
ALTER TABLE figure_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
ALTER TABLE movement_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
ALTER TABLE told ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
ALTER TABLE story_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x''; -- rows, line
ALTER TABLE event_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x''; -- rows, line
ALTER TABLE estimate_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x''; -- rows, line
ALTER TABLE pairs ADD COLUMN packed BLOB; -- link; NULL if they are not kin
ALTER TABLE journal ADD COLUMN stated BLOB; -- the statement; NULL where it was erased
CREATE INDEX story_of_story ON story_of(story);
ALTER TABLE search_rows ADD COLUMN packed BLOB NOT NULL DEFAULT x''; -- hidden
-- Of digests the first half stands there.
UPDATE reports SET digest = substr(digest, 1, 16);
UPDATE claim_rows SET digest = substr(digest, 1, 16);
UPDATE figure_rows SET digest = substr(digest, 1, 16);
UPDATE movement_rows SET digest = substr(digest, 1, 16);
UPDATE told SET digest = substr(digest, 1, 16);
UPDATE story_rows SET digest = substr(digest, 1, 16);
UPDATE search_rows SET digest = substr(digest, 1, 16);
UPDATE provenance SET digest = substr(digest, 1, 16);
UPDATE inputs SET digest = substr(digest, 1, 16);
UPDATE rulings SET digest = substr(digest, 1, 16);
UPDATE cards SET digest = substr(digest, 1, 16);
UPDATE pairs SET digest = substr(digest, 1, 16);
UPDATE sums SET digest = substr(digest, 1, 16);
DROP INDEX inputs_path;
CREATE INDEX inputs_path ON inputs(path); -- of which no two with the same report are written
