-- Nothing is lost, and nothing is altered unseen. Raw bytes are kept; every row
-- that is shown has a digest, and every table of such rows a sum of them, so that
-- a row that was damaged and one that is gone are both noticed. The flat rows of
-- a report stand together in one row of a table, as a JSON array of arrays; views
-- lay them out as they were. docs/ledger-file.md says what is where.
DROP TABLE claims;
DROP TABLE figures;
DROP TABLE movements;
DROP TABLE stories;
DROP TABLE pairs;
DROP TABLE estimates;
DROP TABLE estimate_lines;
DELETE FROM cards;
ALTER TABLE cards ADD COLUMN digest BLOB;
DELETE FROM common;
DELETE FROM postings;
DELETE FROM made;
ALTER TABLE rulings RENAME TO old_rulings;
DROP INDEX rulings_b;

CREATE TABLE raw ( -- the bytes of the inputs as they came, identical ones once
	digest BLOB PRIMARY KEY, -- SHA-256 of the bytes
	size   INTEGER NOT NULL, -- how many they are
	bytes  BLOB NOT NULL     -- compressed: DEFLATE, RFC 1951
) STRICT;
CREATE TABLE inputs ( -- what was to be read, and what became of it
	n         INTEGER PRIMARY KEY AUTOINCREMENT,
	path      TEXT NOT NULL,
	report    TEXT NOT NULL, -- the id of the report it is, or is a copy of, byte for byte; '' in quarantine
	raw       BLOB,          -- digest of its bytes, see raw; NULL where they are not known
	size      INTEGER NOT NULL,
	published TEXT,          -- the date that the user gave with it
	at        TEXT NOT NULL, -- when, RFC 3339 in UTC
	reason    TEXT,          -- why it is in quarantine
	digest    BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX inputs_path ON inputs(path, report);
CREATE INDEX inputs_report ON inputs(report, n);
CREATE INDEX inputs_raw ON inputs(raw);
ALTER TABLE reports ADD COLUMN persons TEXT NOT NULL DEFAULT '[]'; -- who is named in it, and with whom of its story its flat rows were laid, JSON
ALTER TABLE reports ADD COLUMN digest BLOB;
CREATE TABLE claim_rows (n INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, "rows" TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE TABLE figure_rows (n INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, "rows" TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE TABLE movement_rows (n INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, "rows" TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE TABLE story_rows ( -- one row a story; n is the report that it has its name from
	n        INTEGER PRIMARY KEY,
	report   TEXT NOT NULL, -- the id of that
	appeared TEXT,          -- when that appeared
	"rows"   TEXT NOT NULL,
	line     TEXT NOT NULL, -- the story of the JSON form, without its id
	digest   BLOB NOT NULL
) STRICT;
CREATE TABLE story_of ( -- the way from a report to its story, which is checked against the story's line
	n     INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE,
	story INTEGER NOT NULL -- n of its row
) STRICT;
CREATE TABLE estimate_rows (
	n      INTEGER PRIMARY KEY, -- order, from 0
	id     TEXT NOT NULL,
	"rows" TEXT NOT NULL,
	line   TEXT NOT NULL, -- the line of the JSON form
	digest BLOB NOT NULL
) STRICT;
CREATE INDEX estimate_rows_id ON estimate_rows(id);
CREATE TABLE sums ( -- of the tables whose rows have digests
	what   TEXT PRIMARY KEY, -- the table
	"rows" INTEGER NOT NULL, -- how many it has
	digest BLOB NOT NULL     -- the digests of all of them, XOR
) STRICT;
CREATE TABLE pairs ( -- reports that were compared
	a           INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE, -- the fuller
	b           INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE,
	kin         INTEGER NOT NULL,
	match       BLOB, -- NULL if they are not kin
	link        TEXT, -- as it stands in the story's line, NULL if they are not kin
	digest      BLOB NOT NULL,
	PRIMARY KEY (a, b)
) STRICT;
CREATE INDEX pairs_b ON pairs(b);
CREATE TABLE rulings ( -- the word of persons, in the order in which they said it; it holds against the machine's
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	what    TEXT NOT NULL, -- "story": are two reports one story?
	subject TEXT NOT NULL, -- what it is about: the id of a report; of two, the lesser
	other   TEXT NOT NULL, -- the second one, or ''
	machine TEXT,          -- what the machine had found
	theirs  TEXT NOT NULL, -- what they say: "together", "apart"
	by      TEXT,          -- who
	at      TEXT,          -- when, RFC 3339 in UTC; NULL in ledgers of old
	why     TEXT,
	digest  BLOB NOT NULL,
	UNIQUE (what, subject, other)
) STRICT;
CREATE INDEX rulings_other ON rulings(other);
CREATE TABLE vectors ( -- of rows and events, by which the like of them is found; empty until something fills it
	report_n INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE,
	what     TEXT NOT NULL,    -- "claims", "figures", "movements", "events"
	pos      INTEGER NOT NULL, -- which of them, from 0
	model    TEXT NOT NULL,    -- name and version of what made it
	vector   BLOB NOT NULL,
	PRIMARY KEY (report_n, what, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE log ( -- what is to be known afterwards
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	at      TEXT NOT NULL, -- RFC 3339 in UTC
	what    TEXT NOT NULL, -- "names": private persons were shown by name; "removed", "reread"
	command TEXT NOT NULL  -- the command, or what it was done to
) STRICT;
CREATE VIEW claims (report_n, pos, names, search, "report", "path", "published", "claim", "source", "class", "speaks_for", "party", "kind", "stance", "mode", "cue", "content", "said", "channel", "via", "responds_to", "checked", "basis", "region", "start", "end", "confidence") AS
	SELECT n, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22, value ->> 23, value ->> 24, value ->> 25
	FROM claim_rows, json_each("rows");
CREATE VIEW figures (report_n, pos, names, search, "report", "path", "published", "figure", "text", "bound", "low", "best", "high", "unit", "counted", "action", "verb", "of", "per", "kind", "total", "places", "gazetteer", "lat", "lon", "time", "time_begin", "time_end", "inherited", "claim", "source", "stance", "region", "sentence", "start", "end", "confidence") AS
	SELECT n, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22, value ->> 23, value ->> 24, value ->> 25, value ->> 26, value ->> 27, value ->> 28, value ->> 29, value ->> 30, value ->> 31, value ->> 32, value ->> 33, value ->> 34, value ->> 35
	FROM figure_rows, json_each("rows");
CREATE VIEW movements (report_n, pos, names, search, "report", "path", "published", "movement", "who", "from", "to", "via", "count", "low", "best", "high", "time", "time_begin", "time_end", "status", "claim", "source", "start", "end") AS
	SELECT n, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20, value ->> 21, value ->> 22
	FROM movement_rows, json_each("rows");
CREATE VIEW stories (report_n, pos, names, search, "story", "report", "path", "publisher", "published", "agency", "fullest", "earliest", "from", "relation", "containment", "resemblance") AS
	SELECT n, value ->> 0, value ->> 1, value ->> 2, 'st' || substr(story_rows.report, 8, 8), value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14
	FROM story_rows, json_each("rows");
CREATE VIEW estimates (report_n, pos, names, search, "estimate", "action", "counted", "unit", "place", "place_name", "begin", "end", "of", "low", "best", "high", "rule", "origins_min", "origins_max", "conflict", "figures", "origins") AS
	SELECT 0, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, value ->> 18, value ->> 19, value ->> 20
	FROM estimate_rows, json_each("rows");
