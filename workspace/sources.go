package workspace

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
	"assay/query"
	"assay/screen"
	"assay/table"
)

// Who says what how often, and what became of their figures. Private persons never stand here,
// also where they are shown by name elsewhere.
type sourcesPage struct {
	Find   string
	Facets []facet
	Rows   []sourceRow
	Paging paging
}

type sourceRow struct {
	Href, Name, Kind, Said, Through, Figures string
}

// A weighed source is one with its figures.
type weighed struct {
	*source
	*figures
}

func (v *visit) sources() (any, error) {
	v.title = "Sources"
	s, of, err := v.whose()
	if err != nil {
		return nil, err
	}
	out := sourcesPage{Find: strings.TrimSpace(v.FormValue("find"))}
	root, err := query.Parse(out.Find)
	if err == nil && root != nil {
		err = root.Only(out.Find, "sources", []string{query.Source, query.Outlet, query.Stance})
	}
	if err != nil {
		return nil, err
	}
	var all []weighed
	for _, src := range s.list {
		if w := (weighed{src, of[src]}); root == nil || root.Holds(func(leaf *query.Node) bool { return s.holds(leaf, src) }) {
			if w.figures == nil {
				w.figures = &figures{}
			}
			if len(src.claims)+len(w.list)+src.carried > 0 {
				all = append(all, w)
			}
		}
	}
	all, out.Facets = choose(v.URL, all, []facetOf[weighed]{
		{"kind", "Kind", func(w weighed) []string { return []string{w.kind} }, nil},
		{query.Stance, "Also", func(w weighed) (list []string) {
			for k, n := range w.stances {
				if n > 0 && assay.Stance(k) != assay.Asserts {
					list = append(list, assay.Stance(k).String())
				}
			}
			return list
		}, nil},
		{"moved", "Own numbers", func(w weighed) (list []string) {
			if w.raised > 0 {
				list = append(list, "raised")
			}
			if w.lowered > 0 {
				list = append(list, "lowered")
			}
			return list
		}, nil},
	})
	var shown []weighed
	shown, out.Paging = part(v.URL, all)
	for _, w := range shown {
		out.Rows = append(out.Rows, sourceRow{Href: sourceAt(w.source), Name: w.name, Kind: w.kind, Said: w.said(), Through: heard(w.source, words(s.through(w.source), 3)), Figures: w.figures.words()})
	}
	return out, nil
}

func sourceAt(src *source) string { return "/sources/" + src.id }

// holds reports whether a part of a query holds of a source.
func (s *said) holds(leaf *query.Node, src *source) bool {
	switch leaf.Field {
	case query.Stance:
		k := slices.Index(assay.Stances[:], leaf.Value)
		return k >= 0 && k < len(src.stances) && src.stances[k] > 0
	case query.Outlet:
		return slices.ContainsFunc(src.claims, func(c saying) bool {
			of := s.reports[c.report].outlet
			return of != nil && len(leaf.Find(query.Words(of.name))) > 0
		})
	}
	return len(leaf.Find(query.Words(src.name))) > 0
}

// said says how much a source says: "12 claims in 7 reports; denies 2".
func (src *source) said() string {
	var list []string
	if src.carried > 0 {
		list = append(list, screen.Plural(src.carried, "report"))
	}
	if len(src.claims) > 0 {
		list = append(list, screen.Plural(len(src.claims), "claim")+" in "+screen.Plural(src.reports, "report"))
	}
	for k, n := range src.stances {
		if st := assay.Stance(k); n > 0 && st != assay.Asserts {
			list = append(list, st.String()+" "+screen.Grouped(float64(n)))
		}
	}
	return strings.Join(list, "; ")
}

// words says what became of the figures of a source.
func (f *figures) words() string {
	if len(f.list) == 0 {
		return ""
	}
	list := []string{strconv.Itoa(f.stand) + " of " + strconv.Itoa(len(f.list)) + " stand"}
	if f.raised > 0 {
		list = append(list, "raised "+strconv.Itoa(f.raised))
	}
	if f.lowered > 0 {
		list = append(list, "lowered "+strconv.Itoa(f.lowered))
	}
	return strings.Join(list, "; ")
}

// A through is somebody through whom a source speaks, and how often.
type through struct {
	of *source
	n  int
}

// through returns through whom a source speaks, those first who do so most: who speaks for an
// institution, and in which outlets; of an outlet, whom it has speak.
func (s *said) through(src *source) (list []through) {
	count := map[*source]int{}
	if src.kind == outlet {
		for i := range s.reports {
			if rep := &s.reports[i]; rep.outlet == src {
				for _, of := range rep.sources {
					if of != src {
						count[of]++
					}
				}
			}
		}
	}
	for _, c := range src.claims {
		if c.by != nil {
			count[c.by]++
		}
		if of := s.reports[c.report].outlet; of != nil && of != src {
			count[of]++
		}
	}
	for _, of := range slices.SortedFunc(maps.Keys(count), func(a, b *source) int {
		return cmp.Or(cmp.Compare(boolean(a.kind == outlet), boolean(b.kind == outlet)), cmp.Compare(count[b], count[a]), cmp.Compare(a.name, b.name))
	}) {
		list = append(list, through{of, count[of]})
	}
	return list
}

// heard says through whom a source is heard or, of an outlet, whom it quotes.
func heard(src *source, whom []string) string {
	words := strings.Join(whom, ", ")
	if src.kind == outlet && words != "" {
		return "quotes " + words
	}
	return words
}

// words are the names of the first, with how often.
func words(list []through, most int) (out []string) {
	for _, t := range list[:min(most, len(list))] {
		out = append(out, t.of.name+" ("+strconv.Itoa(t.n)+")")
	}
	if n := len(list) - most; n > 0 {
		out = append(out, "and "+strconv.Itoa(n)+" more")
	}
	return out
}

// One source: its claims or its figures.
type sourcePage struct {
	Name, Kind, Said, Figures string
	Through                   []throughRow
	More                      int
	Search                    string
	Lists                     []choice
	Facets                    []facet
	Claims                    []claimRow
	Stood                     []stoodRow
	Paging                    paging
}

type throughRow struct {
	Href, Name string
	N          int
}

type claimRow struct {
	head
	Words, Stance, Quote, By string
}

type stoodRow struct {
	head
	Says, Later, Status, Quote, Question, Estimate string
}

func (v *visit) source() (any, error) {
	s, of, err := v.whose()
	if err != nil {
		return nil, err
	}
	src := s.byID[v.PathValue("id")]
	if src == nil {
		return nil, v.none(v.PathValue("id"))
	}
	fs := of[src]
	if fs == nil {
		fs = &figures{}
	}
	v.title = src.name
	out := sourcePage{Name: src.name, Kind: src.kind, Said: src.said(), Figures: fs.words()}
	const most = 12
	all := s.through(src)
	for _, t := range all[:min(most, len(all))] {
		out.Through = append(out.Through, throughRow{sourceAt(t.of), t.of.name, t.n})
	}
	out.More = len(all) - len(out.Through)
	if src.kind != outlet && !strings.Contains(src.name, `"`) {
		out.Search = "/search?" + url.Values{"q": {`source:"` + src.name + `"`}}.Encode()
	}
	const figuresList = "figures"
	list := v.FormValue("list")
	if len(src.claims) == 0 {
		list = figuresList
	}
	for _, c := range []choice{{Words: "Claims", Href: "?list=claims", N: len(src.claims), On: list != figuresList}, {Words: "Figures", Href: "?list=" + figuresList, N: len(fs.list), On: list == figuresList}} {
		if c.N > 0 {
			c.Href = sourceAt(src) + c.Href
			out.Lists = append(out.Lists, c)
		}
	}
	if list == figuresList {
		err = v.stood(&out, s, fs)
	} else {
		err = v.claimed(&out, s, src)
	}
	return out, err
}

// stood lists figures.
func (v *visit) stood(out *sourcePage, s *said, fs *figures) error {
	list, facets := choose(v.URL, fs.list, []facetOf[stood]{
		{"status", "What became of them", func(f stood) []string { return []string{f.status} }, nil},
		{"through", "Outlet", func(f stood) []string { return s.outletOf(f.report) }, nil},
	})
	out.Facets = facets
	var shown []stood
	shown, out.Paging = part(v.URL, list)
	of, err := maskedHeads(v, s, shown, func(f stood) int32 { return f.report })
	for _, f := range shown {
		r := stoodRow{head: of[f.report], Says: f.says, Later: f.later, Status: f.status, Quote: s.quote(f.report, f.figure), Estimate: links.Estimate(f.estimate)}
		for i := range v.pile.screen.Run.Estimates {
			if est := &v.pile.screen.Run.Estimates[i]; est.ID == f.estimate {
				r.Question = v.pile.screen.Sentence(est)
			}
		}
		out.Stood = append(out.Stood, r)
	}
	return err
}

// claimed lists claims.
func (v *visit) claimed(out *sourcePage, s *said, src *source) error {
	list, facets := choose(v.URL, src.claims, []facetOf[saying]{
		{query.Stance, "Stance", func(c saying) []string { return []string{c.stance.String()} }, nil},
		{"by", "By", func(c saying) []string {
			if c.by == nil {
				return nil
			}
			return []string{c.by.name}
		}, nil},
		{"through", "Outlet", func(c saying) []string { return s.outletOf(c.report) }, nil},
	})
	out.Facets = facets
	var shown []saying
	shown, out.Paging = part(v.URL, list)
	of, err := maskedHeads(v, s, shown, func(c saying) int32 { return c.report })
	if err != nil {
		return err
	}
	var ids []string
	for _, c := range shown {
		add(&ids, s.reports[c.report].id)
	}
	t, err := v.store.Rows(v.Context(), table.Claims, ids)
	if err := v.whole(err); err != nil {
		return err
	}
	content := map[string]string{}
	for _, cells := range t.Rows {
		r := row{t, cells}
		content[r.text("report")+r.text("claim")] = r.text("content")
	}
	for _, c := range shown {
		id := ledger.ID('c', int(c.claim)-1)
		r := claimRow{head: of[c.report], Words: screen.Limit(screen.Read(content[s.reports[c.report].id+id]), 300), Quote: s.quote(c.report, id)}
		if c.stance != assay.Asserts {
			r.Stance = c.stance.String()
		}
		if c.by != nil {
			r.By = c.by.name
		}
		out.Claims = append(out.Claims, r)
	}
	return nil
}

func (s *said) outletOf(report int32) []string {
	if of := s.reports[report].outlet; of != nil {
		return []string{of.name}
	}
	return nil
}

// quote leads to the words of an entry.
func (s *said) quote(report int32, entry string) string {
	id, err := assay.ParseReportID(s.reports[report].id)
	if err != nil {
		return ""
	}
	return "/quotes/" + id.Short() + "/" + entry
}

// maskedHeads returns the heads of the reports behind rows, without the names of private
// persons also where they are shown elsewhere.
func maskedHeads[T any](v *visit, s *said, list []T, report func(T) int32) (map[int32]head, error) {
	masked := *v
	masked.names, masked.notes = false, nil
	of, err := heads(&masked, list, func(x T) string { return s.reports[report(x)].id })
	v.notes = append(v.notes, masked.notes...)
	out := map[int32]head{}
	for _, x := range list {
		out[report(x)] = of[s.reports[report(x)].id]
	}
	return out, err
}
