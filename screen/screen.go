package screen

import (
	"bytes"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"assay"
	"assay/mask"
)

// A Screen is a run as people look at it: what the digest and the page both
// have to look up again and again. Nothing in it is found here; it only brings
// together what the run says in several places.
type Screen struct {
	Run     Run
	Docs    []*Report
	ByID    map[assay.ReportID]*Report
	Stories []*Story
	Entries map[FigureAt]EntryAt
	named   map[string]string // gazetteer entry -> its name
}

// A Report is one report on a screen.
type Report struct {
	*assay.Doc
	N               int    // 1 for the first
	Short           string // the digits by which its entries are found, see assay.ReportID.Short
	Label           string // short name: "flood.txt"
	Story           *Story
	Mask            *mask.Mask       // what of it may be shown
	Answers         map[int][]int    // claim -> the claims that respond to it
	RepeatedClaims  map[int]Original // claims that only repeat those of the fuller report
	RepeatedFigures map[int]Original
	RepeatedMoves   map[int]Original
}

// A Original is where the fuller report of a story says what a copy repeats.
type Original struct {
	Report *Report
	Index  int
}

// A Story is a story with the reports that the run holds of it.
type Story struct {
	*assay.Story
	N    int // 1 for the first
	Docs []*Report
}

// A FigureAt is a figure of a report, by its index.
type FigureAt struct {
	Report assay.ReportID
	Index  int
}

// A EntryAt is a place in the series of an estimate.
type EntryAt struct{ Estimate, Entry int }

// New looks everything up once.
func New(run Run, names bool) *Screen { return Behind(run, mask.All(run.Docs, run.Stories, names)) }

// Behind is New where the reports of the run are shown as masks say, since not all reports of
// their stories are in it.
func Behind(run Run, masks map[assay.ReportID]*mask.Mask) *Screen {
	s := &Screen{Run: run, ByID: map[assay.ReportID]*Report{}, Entries: map[FigureAt]EntryAt{}, named: map[string]string{}}
	labels, short := labels(run.Docs), shorts(run.Docs)
	for i, doc := range run.Docs {
		d := &Report{Doc: doc, N: i + 1, Short: short[doc.ID], Label: labels[i], Answers: answers(doc), Mask: masks[doc.ID]}
		s.Docs = append(s.Docs, d)
		if s.ByID[doc.ID] == nil {
			s.ByID[doc.ID] = d
		} else {
			d.Short += "-" + strconv.Itoa(i+1) // the same bytes under another path
		}
		for k := range doc.Places {
			if pl := &doc.Places[k]; pl.Name != "" && s.named[pl.Gazetteer] == "" {
				s.named[pl.Gazetteer] = Clean(pl.Name)
			}
		}
	}
	s.putStories()
	for _, st := range s.Stories {
		s.fold(st)
	}
	for i := range run.Estimates {
		for k := range run.Estimates[i].Series {
			e := &run.Estimates[i].Series[k]
			if f, ok := e.Figure.Index(); ok {
				at := FigureAt{e.Evidence.Report, f}
				if _, seen := s.Entries[at]; !seen {
					s.Entries[at] = EntryAt{i, k}
				}
			}
		}
	}
	return s
}

// shorts returns the digits by which reports are told apart.
func shorts(docs []*assay.Doc) map[assay.ReportID]string {
	ids := make([]assay.ReportID, len(docs))
	for i, doc := range docs {
		ids[i] = doc.ID
	}
	slices.SortFunc(ids, func(a, b assay.ReportID) int { return bytes.Compare(a[:], b[:]) })
	ids = slices.Compact(ids)
	out := map[assay.ReportID]string{}
	for i, id := range ids {
		out[id] = id.Short(ids[max(0, i-1):min(len(ids), i+2)]...)
	}
	return out
}

// putStories gives every report its story. A report of which the run names no
// story is a story of its own.
func (s *Screen) putStories() {
	for i := range s.Run.Stories {
		st := &Story{Story: &s.Run.Stories[i], N: len(s.Stories) + 1}
		for _, id := range st.Reports {
			if d := s.ByID[id]; d != nil && d.Story == nil {
				d.Story = st
				st.Docs = append(st.Docs, d)
			}
		}
		if len(st.Docs) > 0 {
			s.Stories = append(s.Stories, st)
		}
	}
	for _, d := range s.Docs {
		if d.Story != nil {
			continue
		}
		if twin := s.ByID[d.ID]; twin.Story != nil { // the same bytes under two paths
			d.Story = twin.Story
			d.Story.Docs = append(d.Story.Docs, d)
			continue
		}
		d.Story = &Story{Story: &assay.Story{ID: assay.StoryID(d.ID), Reports: []assay.ReportID{d.ID}}, N: len(s.Stories) + 1, Docs: []*Report{d}}
		s.Stories = append(s.Stories, d.Story)
	}
}

// answers lists, for each claim that others respond to, those others.
func answers(doc *assay.Doc) map[int][]int {
	m := map[int][]int{}
	for i := range doc.Claims {
		for _, r := range doc.Claims[i].RespondsTo {
			if k, ok := r.Index(); ok && k != i {
				m[k] = append(m[k], i)
			}
		}
	}
	return m
}

// maxLabel is the longest short name of a report, in characters.
const maxLabel = 18

// labels returns a short name for each report, no two alike: the file's own
// name without its extension where it is short, else its beginning up to a mark at which it still
// differs from all others ("001" for "001_125c69b6.txt").
func labels(docs []*assay.Doc) []string {
	out := make([]string, len(docs))
	for i, doc := range docs {
		out[i] = Clean(filepath.Base(filepath.ToSlash(doc.Path)))
		if doc.Path == "" || out[i] == "." {
			out[i] = "report"
		}
		if out[i] == "-" {
			out[i] = "stdin"
		}
	}
	for i, short := range withoutExtensions(out) {
		out[i] = short
	}
	full := append([]string(nil), out...)
	sort.Strings(full)
	for i, name := range out {
		if len([]rune(name)) > maxLabel {
			out[i] = shorten(name, full)
		}
	}
	seen := map[string]int{}
	for _, name := range out {
		seen[name]++
	}
	taken, next := map[string]bool{}, map[string]int{}
	for i, name := range out {
		if (seen[name] > 1 || taken[name]) && !strings.Contains(name, "…") {
			dir := Clean(filepath.Base(filepath.Dir(filepath.ToSlash(docs[i].Path))))
			if dir != "." && dir != "/" && dir != "" && len([]rune(dir)) <= maxLabel {
				name = dir + "/" + name
			}
		}
		stem := strings.TrimRight(out[i], "#0123456789") + "#"
		for k := max(2, next[stem]); taken[name]; k++ {
			name, next[stem] = stem+strconv.Itoa(k), k+1
		}
		taken[name] = true
		out[i] = name
	}
	return out
}

// withoutExtensions takes the usual extensions off, and the number of the one record of a
// file, where no two names become one: "pile.jsonl:12" is "pile:12".
func withoutExtensions(names []string) []string {
	out := make([]string, len(names))
	records := map[string]int{}
	for i, name := range names {
		file, record := record(name)
		records[file]++
		switch ext := strings.ToLower(filepath.Ext(file)); ext {
		case ".txt", ".html", ".htm", ".json", ".jsonl":
			file = strings.TrimSuffix(file, filepath.Ext(file))
		}
		out[i] = file + record
	}
	for i, name := range names {
		if file, record := record(name); records[file] == 1 {
			out[i] = strings.TrimSuffix(out[i], record)
		}
	}
	count := map[string]int{}
	for _, name := range out {
		count[name]++
	}
	for i, name := range out {
		if count[name] > 1 || name == "" {
			out[i] = names[i]
		}
	}
	return out
}

// record cuts the number of a record from the name of its file: "pile.jsonl", ":12".
func record(name string) (file, number string) {
	i := strings.LastIndexByte(name, ':')
	if i < 0 || strings.Trim(name[i+1:], "0123456789") != "" {
		return name, ""
	}
	return name[:i], name[i:]
}

// shorten cuts name before the first mark at which no other of the sorted names
// begins alike, or leaves out its middle.
func shorten(name string, sorted []string) string {
	for i, r := range name {
		if i == 0 || !strings.ContainsRune("_-. ", r) {
			continue
		}
		head := name[:i]
		k := sort.SearchStrings(sorted, head)
		alike := 0
		for ; k < len(sorted) && alike < 2 && strings.HasPrefix(sorted[k], head); k++ {
			alike++
		}
		if alike == 1 && i >= 3 && i <= maxLabel {
			return head
		}
	}
	r := []rune(name) // files are often told apart by their ends
	return string(r[:maxLabel/2-1]) + "…" + string(r[len(r)-maxLabel/2:])
}

// At names the place in the text that a line rests on: "flood.txt:1817".
func (d *Report) At(sp assay.Span) string { return d.Label + ":" + strconv.Itoa(int(sp.Start)) }

// SentenceStart reports whether a sentence or region begins at off.
func (d *Report) SentenceStart(off int32) bool {
	if i := d.SentenceAt(off); i >= 0 && d.Sentences[i].Start == off {
		return true
	}
	i := d.RegionAt(off)
	return i >= 0 && d.Regions[i].Span.Start == off
}

// Repeats reports whether the byte at off stands in a headline, a caption or a
// passage that the page repeats: what is said there is said in the body too.
func (d *Report) Repeats(off int32) bool {
	i := d.RegionAt(off)
	if i < 0 {
		return false
	}
	switch d.Regions[i].Kind {
	case assay.Headline, assay.Caption, assay.Repeat:
		return true
	}
	return false
}

// Title returns the report's title: its headline, else from its metadata.
func (s *Screen) Title(d *Report) string {
	for _, r := range d.Regions {
		if r.Kind == assay.Headline {
			return s.Words(d, r.Span)
		}
	}
	return Read(d.Mask.Title())
}

// Lead returns the first words of the body, which stand for a title where a
// report has none.
func (s *Screen) Lead(d *Report) string {
	for _, r := range d.Regions {
		if r.Kind == assay.Body {
			return Limit(s.Words(d, assay.Span{Start: r.Span.Start, End: min(r.Span.End, RuneStart(d.Text, r.Span.Start+400))}), 72)
		}
	}
	return d.Label
}

// RuneStart returns the first place from off on where a character begins.
func RuneStart(text string, off int32) int32 {
	for int(off) < len(text) && text[off]&0xC0 == 0x80 {
		off++
	}
	return min(off, int32(len(text)))
}

// QuantityOf returns the quantity of figure i, or nil.
func (d *Report) QuantityOf(fig *assay.Figure) *assay.Quantity { return &fig.Quantity }

// ClaimSpan returns the first stretch of what is said, else the cue, else the
// source: where a reader should look.
func (d *Report) ClaimSpan(cl *assay.Claim) assay.Span {
	if len(cl.Content) > 0 {
		return cl.Content[0].Span
	}
	if !cl.Cue.IsZero() {
		return cl.Cue
	}
	if src := cl.Source.In(d.Sources); src != nil {
		return src.Span
	}
	return assay.Span{}
}
