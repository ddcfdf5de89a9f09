package export

import (
	"bufio"
	"fmt"
	"io"

	"assay/export/parquet"
	"assay/export/sqlite"
	"assay/export/xlsx"
	"assay/table"
)

// A Form is one in which a ledger leaves.
type Form struct {
	Name   string
	Is     string // in a few words, for help
	Folder bool   // of several files
	Words  bool   // it holds the words of reports at length, and cannot leave anything out

	write func(l *Ledger, make files) error
}

// files makes a file of a folder, or of the form itself where name is "".
type files func(name string, write func(io.Writer) error) error

// Forms are the forms, in the order in which they are told of.
var Forms = []Form{
	{"csv", "tables", true, false, csvFiles},
	{"xlsx", "an Excel workbook", false, false, one((*Ledger).xlsx)},
	{"parquet", "Parquet tables", true, false, parquetFiles},
	{"sqlite", "a database for SQL and Datasette", false, false, one((*Ledger).sqlite)},
	{"geojson", "what has a place, for maps", false, false, one((*Ledger).geoJSON)},
	{"ucdp", "the columns of UCDP GED", false, false, one((*Ledger).ucdp)},
	{"acled", "the columns of ACLED", false, false, one((*Ledger).acled)},
	{"idmc", "the columns of IDMC's Helix", false, false, one((*Ledger).idmc)},
	{"gidd", "the columns of IDMC's GIDD", false, false, one((*Ledger).gidd)},
	{"plover", "PLOVER events as JSON Lines", false, false, one((*Ledger).plover)},
	{"ftm", "FollowTheMoney statements as JSON Lines", false, false, one((*Ledger).followTheMoney)},
	{"rdf", "RDF as Turtle: NIF", false, true, one((*Ledger).rdf)},
	{"webannotation", "W3C Web Annotations", false, true, one((*Ledger).webAnnotation)},
	{"brat", "brat standoff", true, true, bratFiles},
	{"conllu", "CoNLL-U", false, true, one((*Ledger).conllu)},
	{"xmi", "UIMA CAS XMI, for INCEpTION", true, true, xmiFiles},
	{"gold", "reports that somebody went through whole, for assay eval ledger and for training", true, true, goldFiles},
	{"markdown", "Markdown", false, true, one((*Ledger).markdown)},
	{"card", "an HTML card of one estimate or figure", false, true, one((*Ledger).card)},
	{"svg", "the same as a picture", false, true, one((*Ledger).svg)},
}

// FormOf returns the form of a name; nil if there is none.
func FormOf(name string) *Form {
	for i := range Forms {
		if Forms[i].Name == name {
			return &Forms[i]
		}
	}
	return nil
}

// End is that of the file of a form, or of the archive of a folder.
func End(name string) string {
	if f := FormOf(name); f != nil && f.Folder {
		return ".zip"
	}
	if end := ends[name]; end != "" {
		return end
	}
	return ".jsonl"
}

var ends = map[string]string{"html": ".html", "xlsx": ".xlsx", "sqlite": ".db", "geojson": ".geojson", "ucdp": ".csv", "acled": ".csv", "idmc": ".csv", "gidd": ".csv", "rdf": ".ttl", "webannotation": ".jsonld", "conllu": ".conllu", "markdown": ".md", "card": ".html", "svg": ".svg"}

// Write hands l out in form f, each file to make; a form that is one file has no name
// for it.
func (f *Form) Write(l *Ledger, make func(name string, write func(io.Writer) error) error) error {
	if f.Words && l.opt.Short() {
		return fmt.Errorf("%s holds the words of reports, in which places, routes and prices stand", f.Name)
	}
	return f.write(l, make)
}

// one makes a form of what writes one file.
func one(write func(*Ledger, io.Writer) error) func(*Ledger, files) error {
	return func(l *Ledger, make files) error {
		return make("", func(w io.Writer) error {
			buf := bufio.NewWriter(w)
			if err := write(l, buf); err != nil {
				return err
			}
			return buf.Flush()
		})
	}
}

func csvFiles(l *Ledger, make files) error {
	for _, t := range l.tables() {
		if err := make(t.Name+".csv", func(w io.Writer) error { return table.CSV(w, t) }); err != nil {
			return err
		}
	}
	return nil
}

func parquetFiles(l *Ledger, make files) error {
	for _, t := range l.tables() {
		if err := make(t.Name+".parquet", func(w io.Writer) error { return parquet.Write(w, t) }); err != nil {
			return err
		}
	}
	return nil
}

// A workbook has what is asked for most first.
var sheets = [...][2]string{
	{table.Events, "A row is something that happened, with what its reports add up to."},
	{table.Estimates, "A row is a question (how many were killed where and when) with its answer: low, best and high, and who is behind it."},
	{table.Figures, "A row is a number in a report, with its sentence, and who says so."},
	{table.Claims, "A row is a statement of a source in a report: asserted, hedged, denied or declined."},
	{table.Movements, "A row is people who go from where to where, as a report has it."},
	{table.Stories, "A row is a report, and the text that it goes back to with others: those are one story, and count once."},
}

func (l *Ledger) xlsx(w io.Writer) error {
	var list []xlsx.Sheet
	for _, s := range sheets {
		list = append(list, xlsx.Sheet{Table: l.Table(s[0]), Is: s[1]})
	}
	return xlsx.Write(w, l.readme(), list)
}

func (l *Ledger) sqlite(w io.Writer) error { return sqlite.Write(w, l.tables()) }

// readme are the lines of the first sheet of a workbook.
func (l *Ledger) readme() []string {
	lines := []string{
		"This workbook is the ledger of assay: who said what, how many, where and when.",
		"It says what was asserted, and by whom; not what is true.",
		"A row of figures, claims or movements rests on bytes start to end of its report's text. assay show ID shows them.",
		"Days end before the day in end, day_end and time_end: from 2018-02-04 to 2018-02-05 is one day.",
		"An empty cell is unknown. It is never zero, and a day that is unknown is never the day of publication.",
		"Figures of one origin, or of copies of one report, count once in estimates.",
		"A day that is known in part (2018-02) and a day before 1900 stand as text; all other days, numbers and truths have their type.",
		"What begins like a formula is text; nothing in it is computed.",
	}
	if !l.opt.Names {
		lines = append(lines, "Persons without a public office appear by their role.")
	}
	if l.opt.Admin1 {
		lines = append(lines, "Places are no closer than a first-level division; sentences were left out.")
	}
	if l.opt.Routes {
		lines = append(lines, "Movements were left out.")
	}
	if l.opt.Prices {
		lines = append(lines, "Amounts of money were left out.")
	}
	return append(lines, "Columns are explained in docs/exports.md and docs/terms.md.")
}
