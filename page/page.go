package page

import (
	"assay/lang/en"
	"assay/screen"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
)

// Options says what a page shows. The zero value is useful.
type Options struct {
	Title string // "Evidence page" where it is ""
	Names bool   // private persons by name; else a role stands in their place, also in the text
}

//go:embed templates/page.html
var pageHTML string

//go:embed templates/page.css
var pageCSS string

// PartsHTML are the templates of parts of pages, and PartsCSS how these look: colours, the
// text with its marks, tables, plots, maps, what copies changed.
var (
	//go:embed templates/parts.html
	PartsHTML string
	//go:embed templates/parts.css
	PartsCSS string
)

//go:embed templates/page.js
var pageJS string

// Write writes one page that needs nothing else: no network, no font, no picture,
// and no script to be read. It says what the reports are; the events on one line of time
// and one map; what is in conflict; who said what; the estimates as intervals, over time,
// and how they came about; where numbers come from and what hangs on them. Then come the
// text of every report with its claims and figures marked, beside the tables of them, where
// each row leads to its words and back, and what copies changed. What comes before the
// estimates is what is printed. The page grows with the text and no faster.
func Write(w io.Writer, run screen.Run, opt Options) error {
	t, err := template.New("page").Parse(pageHTML + PartsHTML)
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	p := newPage(NewParts(screen.New(run, opt.Names), here), opt)
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return nil
}

// Parts make what pages show of a screen: the page of all in one file, and pages of a part
// of it that lead to one another.
type Parts struct {
	*screen.Screen
	to       Links
	byID     map[string]*screen.Report // by the digits with which ids of entries begin
	estimate map[string]int            // by its id
	outlets  int                       // how many different ones the reports have
}

// A page is what the template shows.
type page struct {
	Title    string
	CSS      template.CSS
	JS       template.JS
	Policy   string
	Summary  []string
	Timeline *timeline // nil where nothing is told of any event
	Map      *pageMap  // nil where no place has a point
	Disputes []pageConflict
	Unlike   template.HTML // what else does not fit together
	Voices   *voices       // nil where nobody says anything
	Plots    []*Plot
	Once     []plotRow // questions that one figure answers
	Findings []finding
	Stories  []*pageStory
	Problems []pageProblem
	Kept     string // what is not printed unless it is asked for
	Many     bool   // reports are folded, and found by the list at the top
	Names    bool
}

type pageProblem struct{ Report, Label, Stage, Err string }

type pageStory struct {
	ID      string
	N       int
	Title   string
	Summary string
	Reports []*pageReport
	Diffs   []*Diff
}

type pageReport struct {
	ID, Label, Title, Path, Note string
	Facts                        []string
	Lang                         string
	Text                         template.HTML
	Figures                      []pageFigure
	Claims                       []pageClaim
	Moves                        []pageMove
	Counts                       string // "15 figures, 20 claims, 1 movement"
	Open                         bool
}

func newPage(s *Parts, opt Options) *page {
	p := &page{Title: opt.Title, CSS: template.CSS(PartsCSS + pageCSS), JS: template.JS(pageJS), Names: opt.Names}
	if p.Title == "" {
		p.Title = "What " + screen.Plural(len(s.Docs), "report") + " say"
		if len(s.Docs) == 1 {
			p.Title = "What 1 report says"
		}
	}
	p.Policy = "default-src 'none'; style-src " + digestOf(PartsCSS+pageCSS) + "; script-src " + digestOf(pageJS) +
		"; base-uri 'none'; form-action 'none'"
	p.Many = !s.Few()
	for _, st := range s.Stories {
		p.Stories = append(p.Stories, s.pageStory(st, !p.Many))
	}
	p.Timeline, p.Map, p.Disputes, p.Unlike, p.Voices = s.timeline(), s.pileMap(!p.Many), s.conflicts(), s.HTML(s.Findings()), s.voices()
	p.Plots, p.Once = s.plots()
	p.Findings = s.findings()
	p.Kept = s.kept(p)
	for _, d := range s.Docs {
		for _, pr := range d.Problems {
			p.Problems = append(p.Problems, pageProblem{idOf(d), d.Label, screen.Clean(pr.Stage), screen.Clean(pr.Err)})
		}
	}
	p.summarize(s)
	return p
}

// digestOf names a style or script for the page's policy: only what was built
// into the program may run.
func digestOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// kept says what is in the file and not on paper.
func (s *Parts) kept(p *page) string {
	var list []string
	if n := len(s.Run.Estimates); n > 0 {
		list = append(list, "the estimates of "+screen.Plural(n, "question"))
	}
	if len(p.Findings) > 0 {
		list = append(list, "where numbers come from and what hangs on them")
	}
	list = append(list, "the text of "+screen.Plural(len(s.Docs), "report")+" with all claims and figures")
	return strings.Join(list[:len(list)-1], ", ") + strings.Repeat(" and ", min(1, len(list)-1)) + list[len(list)-1]
}

func (p *page) summarize(s *Parts) {
	claims, figures, private := 0, 0, 0
	for _, d := range s.Docs {
		claims += len(d.Claims)
		figures += len(d.Figures)
		private += d.Mask.Hidden()
	}
	p.Summary = append(p.Summary, s.Screen.Summary()...)
	p.Summary = append(p.Summary, screen.Plural(claims, "attributed claim")+", "+screen.Plural(figures, "figure")+".")
	if n := len(s.Run.Estimates); n > 0 && !s.Run.Estimates[0].AsOf.IsZero() {
		p.Summary = append(p.Summary, "Estimates are those of "+screen.DateWords(s.Run.Estimates[0].AsOf)+": what appeared later, or on a day that is not known, is in none of them.")
	}
	if figures == 0 && len(s.Docs) > 0 {
		p.Summary = append(p.Summary, "No figures found.")
	}
	if private > 0 {
		p.Summary = append(p.Summary, "Persons without a public office or a spokesman’s role appear by their role, also in the text: “[a nurse]”.")
	}
}

// idOf is the anchor of a report, from which those of its entries are made: "r7f3" is the
// third figure in the text, "tr7f3" its row. They are short, since a page has thousands.
func idOf(d *screen.Report) string { return "r" + strconv.Itoa(d.N) }

func (s *Parts) pageStory(st *screen.Story, open bool) *pageStory {
	ps := &pageStory{ID: st.ID, N: st.N}
	ps.Title = s.Title(st.Docs[0])
	if ps.Title == "" {
		ps.Title = s.Lead(st.Docs[0])
	}
	if len(st.Docs) > 1 {
		ps.Summary = screen.Plural(len(st.Docs), "report") + " of one text, which count as one source."
	}
	for _, d := range st.Docs {
		r := s.pageReport(d, open)
		if r.Title == ps.Title {
			r.Title = "" // the story's heading says it
		}
		ps.Reports = append(ps.Reports, r)
		if ln := screen.LinkTo(st, d); ln != nil && s.ByID[d.ID] == d {
			if df := s.Diff(ln); df != nil {
				ps.Diffs = append(ps.Diffs, df)
			}
		}
	}
	return ps
}

func (s *Parts) pageReport(d *screen.Report, open bool) *pageReport {
	r := &pageReport{ID: idOf(d), Label: d.Label, Title: s.Title(d), Path: screen.Clean(d.Path), Open: open, Lang: languageTag(d.Language)}
	r.Facts = Facts(d)
	if ln := screen.LinkTo(d.Story, d); ln != nil {
		r.Note = strings.TrimSuffix(s.Relation(ln), "; ")
	} else if twin := s.ByID[d.ID]; twin != d {
		r.Note = "the same file as " + twin.Label
	}
	r.Text = Text(d)
	s.rows(d, r)
	r.Counts = screen.Plural(len(r.Figures), "figure") + ", " + screen.Plural(len(r.Claims), "claim") + ", " + screen.Plural(len(r.Moves), "movement")
	return r
}

// Facts says of a report who published it, who signed it, when it appeared and where it is from.
func Facts(d *screen.Report) (list []string) {
	fact := func(name, value string) {
		if value = screen.Clean(d.Mask.Scrub(value)); value != "" {
			list = append(list, name+" "+value)
		}
	}
	fact("published by", screen.Outlet(d))
	fact("by", d.Author)
	if date := screen.DateWords(d.Appeared.Date); date != "" {
		from := en.DayFrom(d.Appeared.From)
		if from != "" {
			from = " (" + from + ")"
		}
		fact("published", date+from)
	} else {
		list = append(list, "publication date unknown")
	}
	fact("address", d.URL)
	return append(list, screen.Grouped(float64(len(d.Text)))+" bytes", "id "+d.Short)
}

// Language returns the tag of the language of a report; "" where it is not known.
func Language(d *screen.Report) string { return languageTag(d.Language) }

// languageTag returns a tag only where it is well formed: it stands in an
// attribute that browsers act upon.
func languageTag(tag string) string {
	for _, r := range tag {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return ""
		}
	}
	return tag
}
