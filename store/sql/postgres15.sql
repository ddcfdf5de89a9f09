-- Who may come in, and who sees which reports (package account, docs/team.md). What is known of an account, its password as argon2id among it, is JSON. Of sessions the SHA-256 is kept. A report that is not in collected is in the open collection and not confidential; collection * of a grant is every one.
CREATE TABLE accounts (name text COLLATE "C" PRIMARY KEY, role text COLLATE "C" NOT NULL, known text COLLATE "C" NOT NULL);
CREATE TABLE sessions (sum text COLLATE "C" PRIMARY KEY, account text COLLATE "C" NOT NULL, program bigint NOT NULL, about text COLLATE "C" NOT NULL, made text COLLATE "C" NOT NULL, seen text COLLATE "C" NOT NULL, ends text COLLATE "C" NOT NULL);
CREATE INDEX sessions_account ON sessions(account);
CREATE TABLE collections (name text COLLATE "C" PRIMARY KEY, made text COLLATE "C" NOT NULL);
CREATE TABLE collected (report text COLLATE "C" PRIMARY KEY, collection text COLLATE "C" NOT NULL, confidential bigint NOT NULL);
CREATE TABLE grants (account text COLLATE "C" NOT NULL, collection text COLLATE "C" NOT NULL, confidential bigint NOT NULL, PRIMARY KEY (account, collection));
-- What somebody said who does not see all: the number of the ruling, and what they saw. Of a share of a ledger: which of its reports are in it, and the digests that they have there.
CREATE TABLE said_as (n bigint PRIMARY KEY, sees text COLLATE "C" NOT NULL);
CREATE TABLE shared (n bigint PRIMARY KEY, report text COLLATE "C" NOT NULL, digest bytea NOT NULL);
