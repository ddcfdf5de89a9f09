-- What finding copies remembers, so that a report that comes is compared only
-- with those it may be a copy of, and moves only the stories near it. Keys are
-- sampled shingles, see package copies; their postings are in files beside the
-- ledger, named here, so that both change at one moment. All of it but the
-- rulings can be made anew from the reports.
DROP TABLE stories;
DROP TABLE lines;
DROP TABLE estimates;
CREATE TABLE made (
	what    TEXT PRIMARY KEY, -- "copies", "estimates"
	version INTEGER NOT NULL  -- of the rules it was made by; there is no row where it is to be made anew
) STRICT;
CREATE TABLE postings (
	pos  INTEGER PRIMARY KEY,
	name TEXT NOT NULL
) STRICT;
CREATE TABLE cards (
	n        INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE,
	words    INTEGER NOT NULL,
	whole    INTEGER NOT NULL,
	rare     INTEGER NOT NULL,
	keys     BLOB NOT NULL, -- 5 bytes each, rising, the highest byte first
	agency   TEXT,
	appeared TEXT
) STRICT;
CREATE INDEX cards_whole ON cards(whole);
CREATE TABLE common (
	key INTEGER PRIMARY KEY -- a shingle that otherwise unrelated reports share
) STRICT;
CREATE TABLE pairs ( -- reports that were compared
	a           INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE, -- the fuller
	b           INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE,
	kin         INTEGER NOT NULL,
	match       BLOB, -- from here on NULL if they are not kin
	relation    TEXT,
	containment REAL,
	resemblance REAL,
	link        TEXT,    -- as it stands in the story's line
	story       INTEGER, -- where it is listed, see stories
	pos         INTEGER,
	reason      TEXT, -- why they are two stories, if they are
	PRIMARY KEY (a, b)
) STRICT;
CREATE INDEX pairs_b ON pairs(b);
CREATE INDEX pairs_story ON pairs(story, pos) WHERE story IS NOT NULL;
CREATE TABLE stories ( -- one row a report; "story" is the first report of its story
	report_n INTEGER PRIMARY KEY REFERENCES reports(n) ON DELETE CASCADE, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL,
	"story" INTEGER NOT NULL, "report" TEXT, "path" TEXT, "publisher" TEXT, "published" TEXT, "agency" TEXT, "fullest" INTEGER, "earliest" INTEGER, "from" TEXT,
	"relation" TEXT, "containment" REAL, "resemblance" REAL
) STRICT;
CREATE INDEX stories_story ON stories("story", pos);
CREATE TABLE rulings ( -- the user's word on two reports, in the order of the ids
	n        INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which they were made
	a        TEXT NOT NULL,
	b        TEXT NOT NULL,
	together INTEGER NOT NULL,
	why      TEXT,
	UNIQUE (a, b)
) STRICT;
CREATE INDEX rulings_b ON rulings(b);
CREATE TABLE estimates (
	report_n INTEGER NOT NULL, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL, -- report_n is 0: of all reports
	"estimate" TEXT, "action" TEXT, "counted" TEXT, "unit" TEXT, "place" TEXT, "place_name" TEXT, "begin" TEXT, "end" TEXT, "of" TEXT, "low" REAL,
	"best" REAL, "high" REAL, "rule" TEXT, "origins_min" INTEGER, "origins_max" INTEGER, "conflict" INTEGER, "figures" INTEGER,
	"origins" TEXT
) STRICT;
CREATE TABLE estimate_lines ( -- the lines of the estimates, in order
	pos  INTEGER PRIMARY KEY,
	line TEXT NOT NULL
) STRICT;
