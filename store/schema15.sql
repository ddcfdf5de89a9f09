-- Who may come in, and who sees which reports (package account, docs/team.md). What is known of an account, its password as argon2id among it, is JSON. Of sessions the SHA-256 is kept. A report that is not in collected is in the open collection and not confidential; collection * of a grant is every one.
CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, known TEXT NOT NULL);
CREATE TABLE sessions (sum TEXT PRIMARY KEY, account TEXT NOT NULL, program BIGINT NOT NULL, about TEXT NOT NULL, made TEXT NOT NULL, seen TEXT NOT NULL, ends TEXT NOT NULL);
CREATE INDEX sessions_account ON sessions(account);
CREATE TABLE collections (name TEXT PRIMARY KEY, made TEXT NOT NULL);
CREATE TABLE collected (report TEXT PRIMARY KEY, collection TEXT NOT NULL, confidential BIGINT NOT NULL);
CREATE TABLE grants (account TEXT NOT NULL, collection TEXT NOT NULL, confidential BIGINT NOT NULL, PRIMARY KEY (account, collection));
-- What somebody said who does not see all: the number of the ruling, and what they saw. Of a share of a ledger: which of its reports are in it, and the digests that they have there.
CREATE TABLE said_as (n BIGINT PRIMARY KEY, sees TEXT NOT NULL);
CREATE TABLE shared (n BIGINT PRIMARY KEY, report TEXT NOT NULL, digest BLOB NOT NULL);
