package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/copies"
	"assay/lang/en"
	"assay/mask"
	"assay/page"
	"assay/screen"
	"assay/store"
)

// One story: the reports that go back to one text, which of them was made from which, and two of
// them side by side.
type storyPage struct {
	ID, Title, Agency string
	Rows              []copyRow
	Paging            paging
	Pair              *pair // nil where there is one report
	All               []copyOption
	Rulings           []rulingRow
	By, Back          string
	Fullest           string // the id of it, which another may be ruled to belong to
}

// A copyRow is a report with what it was made from.
type copyRow struct {
	head
	From              *head // nil where it was made from none that is known
	Relation, Share   string
	Why, Did          string // how that is known; what was cut, added and changed
	Pair              string // where both stand side by side
	Fullest, Earliest bool
}

// A pair are two reports side by side.
type pair struct {
	A, B     string // the ids by which they are ruled on
	From, To string // what they are called
	Diff     *page.Diff
}

// A copyOption is a report that may be one of the two.
type copyOption struct {
	ID, Words    string
	AsFrom, AsTo bool
}

// mostOptions is how many reports of a story may be chosen from a list; all of them from rows.
const mostOptions = 300

func (v *visit) story() (any, error) {
	out := &storyPage{ID: v.PathValue("id"), By: v.by(), Back: v.URL.RequestURI()}
	t, err := v.store.Story(v.Context(), out.ID, v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	rows := t.Rows
	item, err := v.store.StoryOf(v.Context(), row{t, rows[0]}.text("report"))
	if err != nil {
		return nil, err
	}
	st, err := item.Story()
	if err != nil {
		return nil, err
	}
	of, err := heads(v, rows, func(cells []any) string { return row{t, cells}.text("report") })
	if err != nil {
		return nil, err
	}
	v.title, out.Title, out.Agency, out.Fullest = "Story", of[st.Reports[0].String()].Title, screen.Clean(st.Agency), st.Reports[0].Short()
	if out.Title != "" {
		v.title = "Story: " + out.Title
	}
	from, to, err := v.two(st)
	if err != nil {
		return nil, err
	}
	var shown [][]any
	shown, out.Paging = part(v.URL, rows)
	for _, cells := range shown {
		r := row{t, cells}
		id, err := assay.ParseReportID(r.text("report"))
		if err != nil {
			return nil, err
		}
		c := copyRow{head: of[id.String()], Fullest: r.truth("fullest"), Earliest: r.truth("earliest")}
		if ln := madeFrom(st, id); ln != nil {
			h := of[ln.From.String()]
			c.From, c.Relation, c.Share = &h, en.MadeFrom(ln.Relation), percent(ln.Containment)
			c.Why, c.Did = screen.Clean(strings.Join(ln.Why, "; ")), did(ln)
			c.Pair = "/stories/" + out.ID + "?from=" + ln.From.Short() + "&to=" + ln.To.Short() + "#two"
		}
		out.Rows = append(out.Rows, c)
	}
	if len(st.Reports) > 1 {
		if out.Pair, err = v.pairOf(st, from, to, of); err != nil {
			return nil, err
		}
		for _, id := range st.Reports[:min(len(st.Reports), mostOptions)] {
			h := of[id.String()]
			out.All = append(out.All, copyOption{ID: id.Short(), Words: called(h), AsFrom: id == from, AsTo: id == to})
		}
	}
	out.Rulings, err = v.rulingsOnStory(st)
	return out, err
}

// called is what a report is called beside others of its text: by its outlet or, where that is not
// known, the beginning of its title, and its day.
func called(h head) string {
	list := []string{cmp.Or(h.Outlet, screen.Limit(h.Title, 40)), h.Published}
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), ", ")
}

// madeFrom is the link to what a report of a story was made from; nil where there is none.
func madeFrom(st *assay.Story, id assay.ReportID) *assay.Link {
	for i := range st.Links {
		if ln := &st.Links[i]; ln.To == id && slices.Contains(st.Reports, ln.From) {
			return ln
		}
	}
	return nil
}

// did says what became of a text on its way: "cut 1,204 bytes, added 80 bytes; changed 1 in figures".
func did(ln *assay.Link) string {
	var list []string
	for _, side := range []struct {
		word  string
		spans []assay.Span
	}{{en.LeftOut, ln.Cut}, {en.PutIn, ln.Added}} {
		n := 0
		for _, sp := range side.spans {
			n += int(sp.Len())
		}
		if n > 0 {
			list = append(list, side.word+" "+screen.Grouped(float64(n))+" bytes")
		}
	}
	edits := screen.Changed(ln)
	for _, kind := range screen.EditKinds {
		if n := screen.CountKind(edits, kind); n > 0 {
			list = append(list, strconv.Itoa(n)+" "+en.EditIn(kind))
		}
	}
	return cmp.Or(strings.Join(list, ", "), en.NoWordElse)
}

// two are the reports that the address chooses, or else the fullest and the first made from it.
func (v *visit) two(st *assay.Story) (from, to assay.ReportID, err error) {
	chosen := func(name string, or assay.ReportID) (assay.ReportID, error) {
		short := v.FormValue(name)
		if short == "" {
			return or, nil
		}
		for _, id := range st.Reports {
			if id.Short() == short || id.String() == short {
				return id, nil
			}
		}
		return or, v.none(short)
	}
	from = st.Reports[0]
	if len(st.Reports) > 1 {
		to = st.Reports[1]
	}
	for _, id := range st.Reports {
		if ln := madeFrom(st, id); ln != nil {
			from, to = ln.From, id
			break
		}
	}
	if from, err = chosen(fromKey, from); err == nil {
		to, err = chosen(toKey, to)
	}
	return from, to, err
}

// pairOf lays two reports of a story side by side.
func (v *visit) pairOf(st *assay.Story, from, to assay.ReportID, of map[string]head) (*pair, error) {
	if from == to {
		return nil, fmt.Errorf("%w: choose two different reports", assay.ErrInvalid)
	}
	run := screen.Run{Stories: []assay.Story{*st}}
	masks := map[assay.ReportID]*mask.Mask{}
	for _, id := range []assay.ReportID{from, to} {
		read, err := v.store.Read(v.Context(), id.String())
		if err != nil {
			return nil, err
		}
		run.Docs = append(run.Docs, read.Doc)
		masks[id] = mask.New(read.Doc, read.Others, v.names)
	}
	link := -1
	for i, ln := range st.Links {
		if ln.From == from && ln.To == to || ln.From == to && ln.To == from {
			link = i
		}
	}
	if link < 0 { // they are of one story by way of a third
		ln, _ := copies.Compare(run.Docs[0], run.Docs[1], copies.Options{})
		run.Stories[0].Links = append(slices.Clone(st.Links), ln)
		link = len(st.Links)
	}
	ln := &run.Stories[0].Links[link]
	s := screen.Behind(run, masks)
	for _, d := range s.Docs {
		d.Label = called(of[d.ID.String()])
	}
	a, b := s.ByID[ln.From], s.ByID[ln.To]
	if a.Label == b.Label {
		a.Label, b.Label = a.Label+" ("+a.Short+")", b.Label+" ("+b.Short+")"
	}
	out := &pair{A: ln.From.String(), B: ln.To.String(), From: a.Label, To: b.Label}
	out.Diff = page.NewParts(s, links).Diff(ln)
	return out, nil
}

// rulingsOnStory are those on two reports of which one is of a story.
func (v *visit) rulingsOnStory(st *assay.Story) (list []rulingRow, err error) {
	all, err := v.store.Rulings(v.Context(), store.OnStories)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	for i := range all {
		ru := &all[i]
		if !slices.ContainsFunc(st.Reports, func(id assay.ReportID) bool { return id.String() == ru.A || id.String() == ru.B }) {
			continue
		}
		r, err := v.ruling(ru)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// ruleStories writes down that two reports are of one text, or that they are not, and leads to the
// story in which the first is then.
func (v *visit) ruleStories() error {
	ru := store.Ruling{By: strings.TrimSpace(v.PostFormValue("by")), Why: strings.TrimSpace(v.PostFormValue("why"))}
	switch verb := v.PostFormValue("verb"); verb {
	case "together", "apart":
		ru.Together = verb == "together"
	default:
		return fmt.Errorf("%w: two reports are ruled together or apart, and not %q", assay.ErrInvalid, verb)
	}
	if ru.Why == "" {
		return fmt.Errorf("%w: say why; it is kept with the ruling", assay.ErrInvalid)
	}
	var err error
	if ru.A, err = v.store.Find(v.Context(), strings.TrimSpace(v.PostFormValue("a"))); err == nil {
		ru.B, err = v.store.Find(v.Context(), strings.TrimSpace(v.PostFormValue("b")))
	}
	if err != nil {
		return err
	}
	first := ru.A
	v.seat.said.Store(&ru.By)
	if err := v.server.write(v.Context(), func(st *store.Store) error { return st.Rule(v.Context(), ru) }); err != nil {
		return err
	}
	read, err := v.store.Read(v.Context(), first)
	if err != nil {
		return err
	}
	v.see("/stories/" + read.Story)
	return nil
}
