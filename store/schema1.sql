-- The ledger file. A row of claims, figures or movements with names NULL reads
-- the same with and without private names; where the two differ there are two
-- rows, names 0 and 1.
CREATE TABLE reports (
	n         INTEGER PRIMARY KEY AUTOINCREMENT, -- order of first reading
	id        TEXT NOT NULL UNIQUE,
	path      TEXT,
	url       TEXT,
	publisher TEXT,
	title     TEXT,
	published TEXT,
	language  TEXT,
	stages    TEXT NOT NULL, -- names and versions of the stages that read it
	marks     TEXT NOT NULL, -- what copies need and the line does not carry: spans of quantities that are no figures
	line      TEXT NOT NULL  -- the report's line of the JSON form
) STRICT;
CREATE TABLE claims (
	report_n INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL,
	"report" TEXT, "path" TEXT, "published" TEXT, "claim" TEXT, "source" TEXT, "class" TEXT, "speaks_for" TEXT, "party" TEXT,
	"kind" TEXT, "stance" TEXT, "mode" TEXT, "cue" TEXT, "content" TEXT, "said" TEXT, "channel" TEXT, "via" TEXT,
	"responds_to" TEXT, "checked" TEXT, "basis" TEXT, "region" TEXT, "start" INTEGER, "end" INTEGER, "confidence" REAL
) STRICT;
CREATE INDEX claims_report ON claims(report_n, pos);
CREATE TABLE figures (
	report_n INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL,
	"report" TEXT, "path" TEXT, "published" TEXT, "figure" TEXT, "text" TEXT, "bound" TEXT, "low" REAL, "best" REAL, "high" REAL,
	"unit" TEXT, "counted" TEXT, "action" TEXT, "verb" TEXT, "of" TEXT, "per" TEXT, "kind" TEXT, "total" TEXT, "places" TEXT,
	"gazetteer" TEXT, "lat" REAL, "lon" REAL, "time" TEXT, "time_begin" TEXT, "time_end" TEXT, "inherited" TEXT, "claim" TEXT,
	"source" TEXT, "stance" TEXT, "region" TEXT, "sentence" TEXT, "start" INTEGER, "end" INTEGER, "confidence" REAL
) STRICT;
CREATE INDEX figures_report ON figures(report_n, pos);
CREATE INDEX figures_action ON figures("action");
CREATE TABLE movements (
	report_n INTEGER NOT NULL REFERENCES reports(n) ON DELETE CASCADE, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL,
	"report" TEXT, "path" TEXT, "published" TEXT, "movement" TEXT, "who" TEXT, "from" TEXT, "to" TEXT, "via" TEXT, "count" TEXT,
	"low" REAL, "best" REAL, "high" REAL, "time" TEXT, "time_begin" TEXT, "time_end" TEXT, "status" TEXT, "claim" TEXT,
	"source" TEXT, "start" INTEGER, "end" INTEGER
) STRICT;
CREATE INDEX movements_report ON movements(report_n, pos);
CREATE TABLE stories (
	report_n INTEGER NOT NULL, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL, -- report_n is 0: of all reports
	"story" TEXT, "report" TEXT, "path" TEXT, "publisher" TEXT, "published" TEXT, "agency" TEXT, "fullest" INTEGER, "from" TEXT,
	"relation" TEXT, "containment" REAL, "resemblance" REAL
) STRICT;
CREATE TABLE estimates (
	report_n INTEGER NOT NULL, pos INTEGER NOT NULL, names INTEGER, search TEXT NOT NULL,
	"estimate" TEXT, "action" TEXT, "counted" TEXT, "unit" TEXT, "place" TEXT, "place_name" TEXT, "begin" TEXT, "end" TEXT, "of" TEXT, "low" REAL,
	"best" REAL, "high" REAL, "rule" TEXT, "origins_min" INTEGER, "origins_max" INTEGER, "conflict" INTEGER, "figures" INTEGER,
	"origins" TEXT
) STRICT;
-- The lines of the stories and estimates, in order.
CREATE TABLE lines (
	kind TEXT NOT NULL, -- "story", "estimate"
	pos  INTEGER NOT NULL,
	line TEXT NOT NULL,
	PRIMARY KEY (kind, pos)
) STRICT;
