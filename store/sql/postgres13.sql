-- A ledger of version 13 in PostgreSQL: the tables of the file (schema1.sql to schema13.sql say what is in them), and what
-- else a server needs. Text is in the order of its bytes, as SQLite has it. What is packed is not compressed once more.
CREATE TABLE assay_ledger (one bigint PRIMARY KEY CHECK (one = 1), version bigint NOT NULL);
CREATE TABLE reports (
	n         bigint PRIMARY KEY,
	id        text COLLATE "C" NOT NULL UNIQUE,
	path      text COLLATE "C",
	url       text COLLATE "C",
	publisher text COLLATE "C",
	title     text COLLATE "C",
	published text COLLATE "C",
	language  text COLLATE "C",
	persons   text COLLATE "C" NOT NULL DEFAULT '[]',
	digest    bytea,
	text      bytea NOT NULL,
	packed    bytea NOT NULL
);
CREATE TABLE made (what text COLLATE "C" PRIMARY KEY, version bigint NOT NULL);
-- Postings are files on each machine that adds, made from the cards; place is the machine's, see [Store.postings].
CREATE TABLE postings (place text COLLATE "C" NOT NULL, pos bigint NOT NULL, name text COLLATE "C" NOT NULL, PRIMARY KEY (place, pos));
CREATE TABLE cards (
	n        bigint PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE,
	words    bigint NOT NULL,
	whole    bigint NOT NULL,
	rare     bigint NOT NULL,
	keys     bytea NOT NULL,
	agency   text COLLATE "C",
	appeared text COLLATE "C",
	digest   bytea
);
CREATE TABLE common (key bigint PRIMARY KEY);
CREATE TABLE raw (digest bytea PRIMARY KEY, size bigint NOT NULL, bytes bytea NOT NULL);
CREATE TABLE inputs (
	n         bigint PRIMARY KEY,
	path      text COLLATE "C" NOT NULL,
	report    text COLLATE "C" NOT NULL,
	raw       bytea,
	size      bigint NOT NULL,
	published text COLLATE "C",
	at        text COLLATE "C" NOT NULL,
	reason    text COLLATE "C",
	digest    bytea NOT NULL
);
CREATE INDEX inputs_report ON inputs(report, n);
CREATE INDEX inputs_raw ON inputs(raw);
CREATE INDEX inputs_path ON inputs(path);
CREATE TABLE claim_rows (n bigint PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, digest bytea NOT NULL, packed bytea NOT NULL);
CREATE TABLE figure_rows (n bigint PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, digest bytea NOT NULL, packed bytea NOT NULL);
CREATE TABLE movement_rows (n bigint PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, digest bytea NOT NULL, packed bytea NOT NULL);
CREATE TABLE story_rows (
	n        bigint PRIMARY KEY,
	report   text COLLATE "C" NOT NULL,
	appeared text COLLATE "C",
	digest   bytea NOT NULL,
	packed   bytea NOT NULL
);
CREATE TABLE story_of (n bigint PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, story bigint NOT NULL);
CREATE INDEX story_of_story ON story_of(story);
CREATE TABLE event_rows (n bigint PRIMARY KEY, id text COLLATE "C" NOT NULL, digest bytea NOT NULL, packed bytea NOT NULL, place bytea NOT NULL);
CREATE INDEX event_rows_id ON event_rows(id);
CREATE INDEX event_rows_place ON event_rows(place);
CREATE TABLE estimate_rows (n bigint PRIMARY KEY, id text COLLATE "C" NOT NULL, digest bytea NOT NULL, packed bytea NOT NULL, place bytea NOT NULL);
CREATE INDEX estimate_rows_id ON estimate_rows(id);
CREATE INDEX estimate_rows_place ON estimate_rows(place);
CREATE TABLE sums (what text COLLATE "C" PRIMARY KEY, "rows" bigint NOT NULL, digest bytea NOT NULL);
CREATE TABLE pairs (
	a      bigint NOT NULL REFERENCES reports(n) ON DELETE CASCADE,
	b      bigint NOT NULL REFERENCES reports(n) ON DELETE CASCADE,
	kin    bigint NOT NULL,
	match  bytea,
	digest bytea NOT NULL,
	packed bytea,
	PRIMARY KEY (a, b)
);
CREATE INDEX pairs_b ON pairs(b);
CREATE TABLE rulings (
	n       bigint PRIMARY KEY,
	what    text COLLATE "C" NOT NULL,
	subject text COLLATE "C" NOT NULL,
	other   text COLLATE "C" NOT NULL,
	machine text COLLATE "C",
	theirs  text COLLATE "C" NOT NULL,
	by      text COLLATE "C",
	at      text COLLATE "C",
	why     text COLLATE "C",
	digest  bytea NOT NULL,
	UNIQUE (what, subject, other)
);
CREATE INDEX rulings_other ON rulings(other);
CREATE TABLE told (n bigint PRIMARY KEY, version bigint NOT NULL, digest bytea NOT NULL, packed bytea NOT NULL);
CREATE TABLE search_rows (n bigint PRIMARY KEY, at bigint NOT NULL, title text COLLATE "C", digest bytea NOT NULL, packed bytea NOT NULL);
CREATE TABLE journal (n bigint PRIMARY KEY, at text COLLATE "C" NOT NULL, what text COLLATE "C" NOT NULL, hash bytea NOT NULL, salt bytea, stated bytea);
CREATE TABLE journal_head (one bigint PRIMARY KEY CHECK (one = 1), origin text COLLATE "C" NOT NULL, size bigint NOT NULL, edge bytea NOT NULL);
CREATE TABLE provenance (n bigint PRIMARY KEY, known text COLLATE "C" NOT NULL, digest bytea NOT NULL);
CREATE TABLE remembered (kind bigint, key bigint, bytes bytea, PRIMARY KEY (kind, key));
CREATE TABLE listed (kind bigint, key bigint, n bigint, sum bigint, PRIMARY KEY (kind, key, n));
CREATE TABLE grown (n bigint PRIMARY KEY, came bigint);

-- The words of reports, each with a letter of its column before it, in the places where they stand (store/tsquery.go).
CREATE TABLE search (at bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX search_words ON search USING gin (words);

-- The highest number that a row was given, and one that changes whenever something does.
CREATE TABLE given (name text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL);
CREATE FUNCTION give() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO given AS g (name, seq) VALUES (TG_TABLE_NAME, NEW.n)
		ON CONFLICT (name) DO UPDATE SET seq = excluded.seq WHERE g.seq < excluded.seq;
	RETURN NULL;
END $$;
CREATE TRIGGER give AFTER INSERT ON reports FOR EACH ROW EXECUTE FUNCTION give();
CREATE TRIGGER give AFTER INSERT ON inputs FOR EACH ROW EXECUTE FUNCTION give();
CREATE TRIGGER give AFTER INSERT ON rulings FOR EACH ROW EXECUTE FUNCTION give();
CREATE TABLE stamp (one bigint PRIMARY KEY CHECK (one = 1), n bigint NOT NULL);
INSERT INTO stamp (one, n) VALUES (1, 0);

-- What SQLite calls so, of a list of numbers or texts: each with its place.
CREATE FUNCTION json_each(list text) RETURNS TABLE (key bigint, value text) LANGUAGE sql IMMUTABLE STRICT ROWS 16 AS
	$$ SELECT ordinality - 1, item FROM json_array_elements_text(list::json) WITH ORDINALITY AS e (item, ordinality) $$;
CREATE FUNCTION instr(whole text, part text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT strpos(whole, part) $$;

-- Inputs that wait to be read, see store/jobs.go.
CREATE TABLE jobs (
	n         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	same      text COLLATE "C" NOT NULL UNIQUE, -- what it is known by, so that it waits once
	path      text COLLATE "C" NOT NULL,
	part      boolean NOT NULL,
	raw       bytea NOT NULL, -- compressed
	size      bigint NOT NULL, -- of the bytes as they came
	known     text COLLATE "C" NOT NULL, -- of the bytes, as in provenance
	published text COLLATE "C", -- the date that the user gave with it
	tried     bigint NOT NULL DEFAULT 0, -- how often it was taken
	due       timestamptz NOT NULL DEFAULT now(), -- from when on it may be taken
	worker    text COLLATE "C", -- who has it, or had it last
	wrong     text COLLATE "C", -- why it was not taken in when it was tried last
	dead      boolean NOT NULL DEFAULT false -- it was tried often enough
);
CREATE INDEX jobs_due ON jobs(due, n) WHERE NOT dead;

ALTER TABLE reports ALTER COLUMN text SET STORAGE EXTERNAL, ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE claim_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE figure_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE movement_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE story_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE event_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE estimate_rows ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE told ALTER COLUMN packed SET STORAGE EXTERNAL;
ALTER TABLE raw ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE jobs ALTER COLUMN raw SET STORAGE EXTERNAL;
