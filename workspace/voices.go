package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/screen"
	"assay/store"
	"assay/table"
)

// What is said, and by whom: institutions, officials and outlets, by their names over all
// reports. Persons without a public office stay within their report, and so does who has no
// name: "the police" are others elsewhere.
type said struct {
	of      [sha256.Size]byte // which reports these are ([pile.reports])
	parties [][]string        // who speaks in the stories of the pile: of what parties they are
	reports []voiced
	list    []*source // those first who speak in most reports
	byID    map[string]*source
	byKey   map[string]*source
	at      map[string]int32 // of reports, by their ids
	told    map[uint64]bool  // claims of copies that another of the same text has
	small   map[string]bool  // keys of names that stand somewhere without a capital: "local police"
}

// A voiced report is who speaks in it, when it appeared, and how many claims it has.
type voiced struct {
	id      string
	day     int32 // since 1970; 0 where it is not known
	claims  int32
	outlet  *source
	sources []*source
}

// The kinds of sources.
const (
	institution = "institution"
	official    = "official"
	outlet      = "outlet"
)

// A source is one of these, with what it said.
type source struct {
	id, kind, name string
	claims         []saying
	reports        int // in which it says something
	carried        int // of an outlet: what it published
	stances        [4]int
}

// A saying is a claim, by its report and its number in that.
type saying struct {
	report int32
	claim  int32
	stance assay.Stance
	by     *source // who says it for an institution; nil where nobody is named
}

// newSaid looks at what the reports of a pile say. Where some are damaged it goes on with the
// others, and returns a [*store.Damage] too.
func newSaid(ctx context.Context, st *store.Store, p *pile) (*said, error) {
	s := &said{of: p.reports, byID: map[string]*source{}, byKey: map[string]*source{}, at: map[string]int32{}, small: map[string]bool{}, told: map[uint64]bool{}}
	s.parties = make([][]string, len(p.stories))
	known := map[string]string{} // rows are not kept for a word of theirs
	err := st.Each(ctx, table.Claims, func(t, named *table.Table) error {
		first := row{t, t.Rows[0]}
		id := strings.Clone(first.text("report"))
		report, err := assay.ParseReportID(id)
		if err != nil {
			return err
		}
		of, told := p.told[report]
		rep := voiced{id: id, claims: int32(len(t.Rows)), outlet: s.source(outlet, outletName(of.publisher))}
		if d, err := assay.ParseDate(first.text("published")); err == nil {
			if day, ok := d.Time(); ok {
				rep.day = int32(dayOf(day))
			}
		}
		if rep.outlet != nil {
			rep.outlet.carried++
		}
		n := int32(len(s.reports))
		for i := range t.Rows {
			r := row{t, t.Rows[i]}
			if party := r.text("party"); told && party != "" && !slices.Contains(s.parties[of.story], party) {
				if known[party] == "" {
					known[party] = strings.Clone(party)
				}
				s.parties[of.story] = append(s.parties[of.story], known[party])
			}
			if told && p.stories[of.story].reports > 1 && s.repeats(p.stories[of.story].id, r) {
				continue
			}
			s.take(&rep, n, r, row{named, named.Rows[i]})
		}
		s.at[id] = n
		s.reports = append(s.reports, rep)
		return nil
	})
	if err != nil && !store.IsDamage(err) {
		return nil, err
	}
	s.list = slices.DeleteFunc(s.list, func(of *source) bool {
		no := of.kind == institution && s.small[keyOf(of.name)]
		if no {
			delete(s.byID, of.id)
			delete(s.byKey, of.kind+"\x00"+keyOf(of.name))
		}
		return no
	})
	slices.SortStableFunc(s.list, func(a, b *source) int {
		if k := max(b.reports, b.carried) - max(a.reports, a.carried); k != 0 {
			return k
		}
		if k := len(b.claims) - len(a.claims); k != 0 {
			return k
		}
		return strings.Compare(a.name, b.name)
	})
	s.told, s.small = nil, nil
	return s, err
}

// repeats reports whether a claim of a report of a story was told in another one.
func (s *said) repeats(story string, r row) bool {
	h := fnv.New64a()
	io.WriteString(h, story+"\x00"+r.text("source")+"\x00"+strings.ToLower(r.text("content"))+"\x00"+r.text("stance"))
	before := s.told[h.Sum64()]
	s.told[h.Sum64()] = true
	return before
}

// outletName is what an outlet is called: without what a browser puts before its name.
func outletName(publisher string) string {
	return strings.TrimPrefix(screen.Publisher(publisher), "www.")
}

// take takes a claim of report n: as masks show it, and with the names of private persons.
func (s *said) take(rep *voiced, n int32, r, named row) {
	stance := assay.Stance(slices.Index(assay.Stances[:], r.text("stance")))
	claim, err := strconv.Atoi(strings.TrimPrefix(r.text("claim"), "c"))
	if err != nil || int(stance) >= 4 {
		return
	}
	say := saying{report: n, claim: int32(claim), stance: stance}
	name, class := r.text("source"), r.text("class")
	shown := name == named.text("source") // else it is a private person, by the role
	if !strings.ContainsFunc(name, unicode.IsUpper) {
		s.small[keyOf(name)] = true
	}
	switch {
	case name == "" || class == "author":
		s.says(rep, rep.outlet, say)
		return
	case class == "organization" && shown && properName(name):
		s.says(rep, s.source(institution, name), say)
	case class == "person" && shown && personName(name):
		say.by = s.source(official, name)
		s.says(rep, say.by, say)
	}
	if of := r.text("speaks_for"); of == named.text("speaks_for") && properName(of) && !strings.EqualFold(of, name) {
		s.says(rep, s.source(institution, of), say)
	}
}

func (s *said) says(rep *voiced, of *source, say saying) {
	if of == nil {
		return
	}
	if of == say.by {
		say.by = nil
	}
	if of.claims = append(of.claims, say); !slices.Contains(rep.sources, of) {
		rep.sources = append(rep.sources, of)
		of.reports++
	}
	of.stances[say.stance]++
}

// source returns the source of a name; nil for none.
func (s *said) source(kind, name string) *source {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	k := kind + "\x00" + keyOf(name)
	of := s.byKey[k]
	if of == nil {
		sum := sha256.Sum256([]byte(k))
		of = &source{id: hex.EncodeToString(sum[:6]), kind: kind, name: screen.Read(strings.Clone(name))}
		s.byKey[k], s.byID[of.id] = of, of
		s.list = append(s.list, of)
	}
	return of
}

// keyOf is what a name has in common with its other spellings.
func keyOf(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.Join(strings.Fields(name), " ")), "the ")
}

// properName reports whether an institution has a name of its own, as "the Ministry" has not: a
// word with a capital that is no noun.
func properName(name string) bool {
	if article, _, ok := strings.Cut(strings.ToLower(name), " "); ok && (article == "a" || article == "an") {
		return false
	}
	return slices.ContainsFunc(strings.Fields(strings.TrimPrefix(name, "The ")), func(w string) bool {
		return startsUpper(w) && en.Noun(strings.ToLower(w), false) == en.NoNoun
	})
}

// personName reports whether a person is called by a name, "Ana de la Rosa", not by a role.
func personName(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		if !startsUpper(w) && (i == 0 || i == len(words)-1 || len(w) > 3) {
			return false
		}
	}
	return len(words) > 1
}

func startsUpper(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}

// numbers are the figures of sources that stand in estimates, or stood.
type numbers struct {
	said *said
	of   map[*source]*figures
}

// figures are those of one source.
type figures struct {
	list            []stood
	stand           int
	raised, lowered int // by the source itself, later
}

// A stood figure is one in an estimate.
type stood struct {
	report      int32
	figure      string
	estimate    string
	says, later string // later: what its source said instead
	status      string
}

// take takes the figures of an estimate.
func (n *numbers) take(est *assay.Estimate) {
	for k := range est.Series {
		e := &est.Series[k]
		at, ok := n.said.at[e.Evidence.Report.String()]
		i, hasFigure := e.Figure.Index()
		of := n.said.behind(e, at)
		if !ok || !hasFigure || of == nil || e.Status == "repeats" {
			continue
		}
		fs := n.of[of]
		if fs == nil {
			fs = &figures{}
			n.of[of] = fs
		}
		f := stood{report: at, figure: "f" + strconv.Itoa(i+1), estimate: est.ID, says: screen.Span3(e.Low, e.Best, e.High), status: e.Status}
		switch later := e.SupersededBy; {
		case e.Status == "stands":
			fs.stand++
		case e.Status == "superseded" && later >= 0 && later < len(est.Series):
			next := &est.Series[later]
			f.later = screen.Span3(next.Low, next.Best, next.High)
			switch was, is := amountOf(e), amountOf(next); {
			case is > was:
				fs.raised++
			case is < was:
				fs.lowered++
			}
		}
		fs.list = append(fs.list, f)
	}
}

// behind returns who is behind an entry of an estimate, of those who may be shown; nil is
// nobody. A person is one only in reports in which a mask shows the name.
func (s *said) behind(e *assay.Entry, at int32) *source {
	if int(at) >= len(s.reports) {
		return nil
	}
	rep := &s.reports[at]
	if e.Own {
		return rep.outlet
	}
	key := keyOf(e.Origin)
	if of := s.byKey[official+"\x00"+key]; of != nil && slices.Contains(rep.sources, of) {
		return of
	}
	return s.byKey[institution+"\x00"+key]
}

func amountOf(e *assay.Entry) float64 {
	return amountIn(&assay.Estimate{Low: e.Low, Best: e.Best, High: e.High})
}
