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

-- The workspace shows who sees a part a share, and this program connects as the owner of the tables, whom no policy holds.
-- Whoever else is let read them, by a user of the database of the name of an account, sees the reports of their
-- collections with what hangs on these alone; what was put together of all reports, and who may come in, only who sees all.
-- Where there are no accounts all see all.
CREATE FUNCTION sees_all(who name) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
	SELECT NOT EXISTS (SELECT FROM accounts)
		OR EXISTS (SELECT FROM accounts WHERE accounts.name = who AND role = 'owner')
		OR EXISTS (SELECT FROM accounts JOIN grants ON account = accounts.name WHERE accounts.name = who AND collection = '*' AND confidential = 1)
$$;
CREATE FUNCTION sees(who name, id text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
	SELECT sees_all(who) OR EXISTS (SELECT FROM accounts WHERE accounts.name = who) AND EXISTS (
		SELECT FROM (SELECT 1) AS one LEFT JOIN collected AS c ON c.report = id
		WHERE coalesce(c.collection, 'open') = 'open' AND coalesce(c.confidential, 0) = 0 OR EXISTS (
			SELECT FROM grants AS g WHERE g.account = who AND g.collection IN ('*', coalesce(c.collection, 'open')) AND g.confidential >= coalesce(c.confidential, 0)))
$$;
CREATE POLICY seen ON reports USING (sees(current_user, id));
CREATE POLICY seen ON claim_rows USING (EXISTS (SELECT FROM reports WHERE reports.n = claim_rows.n));
CREATE POLICY seen ON figure_rows USING (EXISTS (SELECT FROM reports WHERE reports.n = figure_rows.n));
CREATE POLICY seen ON movement_rows USING (EXISTS (SELECT FROM reports WHERE reports.n = movement_rows.n));
CREATE POLICY seen ON told USING (EXISTS (SELECT FROM reports WHERE reports.n = told.n));
CREATE POLICY seen ON search_rows USING (EXISTS (SELECT FROM reports WHERE reports.n = search_rows.n));
CREATE POLICY seen ON search USING (EXISTS (SELECT FROM search_rows WHERE search_rows.at = search.at));
CREATE POLICY seen ON inputs USING (CASE WHEN report = '' THEN sees_all(current_user) ELSE sees(current_user, report) END);
CREATE POLICY seen ON provenance USING (EXISTS (SELECT FROM inputs WHERE inputs.n = provenance.n));
CREATE POLICY seen ON raw USING (EXISTS (SELECT FROM inputs WHERE inputs.raw = raw.digest));
CREATE POLICY seen ON collected USING (sees(current_user, report));
CREATE POLICY seen ON made USING (true);
CREATE POLICY seen ON assay_ledger USING (true);
DO $$
DECLARE
	t text;
BEGIN
	FOR t IN SELECT relname FROM pg_class JOIN pg_namespace AS s ON s.oid = relnamespace WHERE nspname = current_schema() AND relkind = 'r' LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
		IF NOT EXISTS (SELECT FROM pg_policy JOIN pg_class AS c ON c.oid = polrelid JOIN pg_namespace AS s ON s.oid = relnamespace WHERE relname = t AND nspname = current_schema()) THEN
			EXECUTE format('CREATE POLICY seen ON %I USING (sees_all(current_user))', t);
		END IF;
	END LOOP;
END $$;
