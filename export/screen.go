package export

import (
	"path/filepath"
	"sort"
	"strings"

	"assay"
)

// A screen is a run as people look at it: what the digest and the page both
// have to look up again and again. Nothing in it is found here; it only brings
// together what the run says in several places.
type screen struct {
	run     Run
	names   bool // show the names of private persons
	docs    []*shown
	byID    map[assay.ReportID]*shown
	stories []*storyShown
	private []privateName // of the whole run
	entries map[figureAt]entryAt
	named   map[string]string // gazetteer entry -> its name
}

// A shown is one report on a screen.
type shown struct {
	*assay.Doc
	n       int    // 1 for the first
	label   string // short name: "flood.txt"
	story   *storyShown
	hidden  []hidden         // stretches of the text that name a private person, in order
	answers map[int][]int    // claim -> the claims that respond to it
	claims  map[int]original // claims that only repeat those of the fuller report
	figures map[int]original
	moves   map[int]original
}

// An original is where the fuller report of a story says what a copy repeats.
type original struct {
	doc   *shown
	index int
}

// A storyShown is a story with the reports that the run holds of it.
type storyShown struct {
	*assay.Story
	n    int // 1 for the first
	docs []*shown
}

type figureAt struct {
	report assay.ReportID
	index  int
}

// An entryAt is a place in the series of an estimate.
type entryAt struct{ estimate, entry int }

// newScreen looks everything up once.
func newScreen(run Run, names bool) *screen {
	s := &screen{run: run, names: names, byID: map[assay.ReportID]*shown{}, entries: map[figureAt]entryAt{}, named: map[string]string{}}
	labels := labels(run.Docs)
	for i, doc := range run.Docs {
		d := &shown{Doc: doc, n: i + 1, label: labels[i], answers: answers(doc)}
		s.docs = append(s.docs, d)
		if s.byID[doc.ID] == nil {
			s.byID[doc.ID] = d
		}
		for k := range doc.Places {
			if pl := &doc.Places[k]; pl.Name != "" && s.named[pl.Gazetteer] == "" {
				s.named[pl.Gazetteer] = clean(pl.Name)
			}
		}
	}
	s.putStories()
	if !names {
		s.hideNames()
	}
	for _, st := range s.stories {
		s.fold(st)
	}
	for i := range run.Estimates {
		for k := range run.Estimates[i].Series {
			e := &run.Estimates[i].Series[k]
			if f, ok := e.Figure.Index(); ok {
				at := figureAt{e.Evidence.Report, f}
				if _, seen := s.entries[at]; !seen {
					s.entries[at] = entryAt{i, k}
				}
			}
		}
	}
	return s
}

// putStories gives every report its story. A report of which the run names no
// story is a story of its own.
func (s *screen) putStories() {
	for i := range s.run.Stories {
		st := &storyShown{Story: &s.run.Stories[i], n: len(s.stories) + 1}
		for _, id := range st.Reports {
			if d := s.byID[id]; d != nil && d.story == nil {
				d.story = st
				st.docs = append(st.docs, d)
			}
		}
		if len(st.docs) > 0 {
			s.stories = append(s.stories, st)
		}
	}
	for _, d := range s.docs {
		if d.story != nil {
			continue
		}
		if twin := s.byID[d.ID]; twin.story != nil { // the same bytes under two paths
			d.story = twin.story
			d.story.docs = append(d.story.docs, d)
			continue
		}
		d.story = &storyShown{Story: &assay.Story{Reports: []assay.ReportID{d.ID}}, n: len(s.stories) + 1, docs: []*shown{d}}
		s.stories = append(s.stories, d.story)
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
		out[i] = clean(filepath.Base(filepath.ToSlash(doc.Path)))
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
	taken := map[string]bool{}
	for i, name := range out {
		if (seen[name] > 1 || taken[name]) && !strings.Contains(name, "…") {
			dir := clean(filepath.Base(filepath.Dir(filepath.ToSlash(docs[i].Path))))
			if dir != "." && dir != "/" && dir != "" && len([]rune(dir)) <= maxLabel {
				name = dir + "/" + name
			}
		}
		for k := 2; taken[name]; k++ {
			name = strings.TrimRight(out[i], "#0123456789") + "#" + itoa(k)
		}
		taken[name] = true
		out[i] = name
	}
	return out
}

// withoutExtensions takes the usual extensions off, where no two names become one.
func withoutExtensions(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name
		switch ext := strings.ToLower(filepath.Ext(name)); ext {
		case ".txt", ".html", ".htm", ".json":
			out[i] = strings.TrimSuffix(name, filepath.Ext(name))
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
		for ; k < len(sorted) && strings.HasPrefix(sorted[k], head); k++ {
			alike++
		}
		if alike == 1 && i >= 3 && i <= maxLabel {
			return head
		}
	}
	r := []rune(name) // files are often told apart by their ends
	return string(r[:maxLabel/2-1]) + "…" + string(r[len(r)-maxLabel/2:])
}

// at names the place in the text that a line rests on: "flood.txt:1817".
func (d *shown) at(sp assay.Span) string { return d.label + ":" + itoa(int(sp.Start)) }

// sentenceStart reports whether a sentence or region begins at off.
func (d *shown) sentenceStart(off int32) bool {
	if i := d.SentenceAt(off); i >= 0 && d.Sentences[i].Start == off {
		return true
	}
	i := d.RegionAt(off)
	return i >= 0 && d.Regions[i].Span.Start == off
}

// repeats reports whether the byte at off stands in a headline, a caption or a
// passage that the page repeats: what is said there is said in the body too.
func (d *shown) repeats(off int32) bool {
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

// title returns the report's title: its headline, else from its metadata.
func (s *screen) title(d *shown) string {
	for _, r := range d.Regions {
		if r.Kind == assay.Headline {
			return s.quote(d, r.Span)
		}
	}
	return s.scrub(clean(d.Title))
}

// lead returns the first words of the body, which stand for a title where a
// report has none.
func (s *screen) lead(d *shown) string {
	for _, r := range d.Regions {
		if r.Kind == assay.Body {
			return limit(s.quote(d, assay.Span{Start: r.Span.Start, End: min(r.Span.End, runeStart(d.Text, r.Span.Start+400))}), 72)
		}
	}
	return d.label
}

// runeStart returns the first place from off on where a character begins.
func runeStart(text string, off int32) int32 {
	for int(off) < len(text) && text[off]&0xC0 == 0x80 {
		off++
	}
	return min(off, int32(len(text)))
}

// quantity returns the quantity of figure i, or nil.
func (d *shown) quantity(fig *assay.Figure) *assay.Quantity { return fig.Quantity.In(d.Quantities) }

// claimSpan returns the first stretch of what is said, else the cue, else the
// source: where a reader should look.
func (d *shown) claimSpan(cl *assay.Claim) assay.Span {
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
