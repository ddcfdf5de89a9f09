package eval

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/lang"
	"assay/occurrence"
)

// CasualtiesOptions say how much [CasualtiesTask] reads.
type CasualtiesOptions struct {
	Reader lang.Reader
	First  int // articles that are read; all if 0
	Show   bool
	Merged bool // only incidents with several articles, together
	Mixed  bool // all articles as one pile, into incidents
}

// A casualtyArticle is a report of an incident.
type casualtyArticle struct {
	Incident            label
	Title, DCT, Content string
	URI                 string
}

// A label is a string or a number.
type label string

func (l *label) UnmarshalJSON(b []byte) error {
	*l = label(bytes.Trim(b, `"`))
	return nil
}

// A casualtyIncident is what is known of what happened: how many were killed and injured.
type casualtyIncident struct {
	ID       label
	Incident label `json:"incident_id"`
	Killed   int   `json:"num_killed"`
	Injured  int   `json:"num_injured"`
}

func (in casualtyIncident) counts() [2]int { return [2]int{in.Killed, in.Injured} }

// casualtyKinds are what is asked, in the order of counts.
var casualtyKinds = [...]struct {
	name    string
	actions []string
}{{"killed", []string{"killed"}}, {"injured", []string{"injured", "hospitalized"}}}

// CasualtiesTask scores articles on incidents against the number of killed and injured
// that is known of each, as the published scorer guns.py does. Measures killed and
// injured are the shares of single articles that give the very number: the larger of the
// largest number of persons with that action, which is no part of another and no rate,
// and the number of rows of one person; merged_killed and merged_injured those of the
// incidents with two victims and more, over all their articles: the estimate with most
// numbers. With opt.Merged only these are read and measured; with opt.Mixed it is
// measured how well the articles, as one pile, are put into incidents.
func CasualtiesTask(ctx context.Context, articles, incidents string, opt CasualtiesOptions) *Result {
	res := newResult("casualties", []string{articles, incidents})
	res.names = []string{"killed", "injured", "merged_killed", "merged_injured"}
	known, err := readIncidents(incidents)
	if err != nil {
		res.skip(incidents, err)
		return res.done()
	}
	list, err := readArticles(articles, known, opt.First)
	if err != nil {
		res.skip(articles, err)
		return res.done()
	}
	if opt.Mixed {
		return mixedPile(ctx, res, list, opt.Reader, sameOccurrences)
	}
	several := severalArticles(list, known)
	if opt.Merged {
		res.names = res.names[2:]
		list = slices.DeleteFunc(list, func(a casualtyArticle) bool { return len(several[a.Incident]) == 0 })
		several = severalArticles(list, known)
	}
	texts, last := make([]record, len(list)), map[string]int{}
	for i, a := range list {
		texts[i] = record{a.Content, a.Title, a.DCT}
		last[strings.TrimSpace(a.Content)] = i
	}
	recs := parseRecords(texts)
	type reading struct {
		at   int
		read *read
	}
	var read []reading
	docs := map[assay.ReportID]*assay.Doc{}
	for i, doc := range recs.read(ctx, opt.Reader) {
		r, err := encoded(doc)
		if err != nil {
			res.skip(list[i].URI, err)
			continue
		}
		res.Bytes += int64(len(doc.Text))
		res.Predicted += len(r.Figures)
		read = append(read, reading{i, r})
		if len(several[list[i].Incident]) > 0 {
			rep := *doc.Report
			rep.Raw, rep.Offsets = nil, nil
			doc.Report, doc.Tokens, doc.States = &rep, nil, assay.States{}
			docs[doc.ID] = doc
		}
	}
	sum, mixed := newCounts(), map[WrongField]int{}
	add := func(name string, want, got int) bool {
		r := sum.right[name]
		sum.right[name] = ratio{r.n + count(want == got), r.of + 1}
		if want != got {
			mixed[WrongField{name, strconv.Itoa(want), victimsText(got)}]++
		}
		return want == got
	}
	singles := read
	if opt.Merged {
		singles, res.Items = nil, len(read)
	}
	for _, x := range singles {
		// The same text may stand under several incidents: the last one counts, as there.
		at, ok := last[strings.TrimSpace(x.read.Report.Text)]
		if !ok {
			if at = x.at; len(read) != len(list) {
				continue
			}
		}
		a := list[at]
		res.Items++
		f := Fault{Path: string(a.Incident), Kind: "wrong", What: "article", Around: flat(a.Title + " | " + a.URI), Says: victims(x.read)}
		for k, want := range known[a.Incident].counts() {
			res.Gold++
			if got := answer(x.read, casualtyKinds[k].actions); !add(casualtyKinds[k].name, want, got) {
				f.wrong(casualtyKinds[k].name, strconv.Itoa(want), victimsText(got))
			}
		}
		if opt.Show && len(f.Wrong) > 0 {
			res.Faults = append(res.Faults, f)
		}
	}
	for _, id := range incidentsInOrder(list) {
		if len(several[id]) == 0 {
			continue
		}
		var pile []*assay.Doc
		for _, i := range several[id] {
			if rep := recs[i].Report; rep != nil && docs[rep.ID] != nil && !slices.Contains(pile, docs[rep.ID]) {
				pile = append(pile, docs[rep.ID])
			}
		}
		estimates := estimate.Estimates(pile, copies.Stories(pile, copies.Options{}), estimate.Options{})
		f := Fault{Path: string(id), Kind: "wrong", What: "merged", Text: fmt.Sprintf("%d articles", len(pile))}
		for k, want := range known[id].counts() {
			if want < 2 {
				continue
			}
			if got := merged(estimates, casualtyKinds[k].actions); !add("merged_"+casualtyKinds[k].name, want, got) {
				f.wrong(casualtyKinds[k].name, strconv.Itoa(want), victimsText(got))
			}
		}
		if opt.Show && len(f.Wrong) > 0 {
			res.Faults = append(res.Faults, f)
		}
	}
	if opt.Show {
		slices.SortStableFunc(res.Faults, func(a, b Fault) int { return cmp.Compare(a.Path, b.Path) })
		res.Confusions = confusions(mixed)
	}
	res.Measures, res.Of = sum.ratios()
	return res.done()
}

// A grouping says which reports of a pile tell of one thing: a number for each.
type grouping func([]*assay.Doc) []int

// mixedPile measures by B³ how well a pile of articles is put into incidents. The same
// text counts once.
func mixedPile(ctx context.Context, res *Result, list []casualtyArticle, reader lang.Reader, into grouping) *Result {
	texts := make([]record, len(list))
	for i, a := range list {
		texts[i] = record{a.Content, a.Title, a.DCT}
	}
	var pile []*assay.Doc
	var of chains
	number := map[label]int{}
	for i, doc := range parseRecords(texts).read(ctx, reader) {
		rep := *doc.Report
		rep.Raw, rep.Offsets = nil, nil
		doc.Report, doc.Tokens, doc.States = &rep, nil, assay.States{}
		res.Bytes += int64(len(doc.Text))
		id := list[i].Incident
		if _, ok := number[id]; !ok {
			number[id] = len(number)
		}
		pile, of.gold = append(pile, doc), append(of.gold, number[id])
	}
	of.found = into(pile)
	res.names = nil
	res.Items, res.Gold, res.Predicted = len(pile), len(membersOf(of.gold)), len(membersOf(of.found))
	sum := storyCount{}
	sum.addParts(of.found, of.gold)
	sum.measures(res.Measures)
	return res.done()
}

// situation is how long an occurrence lasts that is no single incident: a year's shootings.
const situation = 30 * 24 * time.Hour

// sameOccurrences puts reports together that are one story, or that tell of one occurrence as
// news, or that others so connect.
func sameOccurrences(pile []*assay.Doc) []int {
	at := map[assay.ReportID]int{}
	for i, doc := range pile {
		at[doc.ID] = i
	}
	pairs := map[[2]int]string{}
	join := func(a, b assay.ReportID) {
		pairs[[2]int{min(at[a], at[b]), max(at[a], at[b])}] = ""
	}
	stories := copies.Stories(pile, copies.Options{})
	for _, st := range stories {
		for _, id := range st.Reports {
			join(st.Reports[0], id)
		}
	}
	for _, o := range occurrence.Occurrences(pile, stories) {
		if o.Background || o.End.Sub(o.Begin) >= situation {
			continue
		}
		for _, t := range o.Tellings {
			join(o.Tellings[0].Report, t.Report)
		}
	}
	return connected(len(pile), pairs)
}

// victimsText writes a number of victims, -1 as that there is none.
func victimsText(n int) string {
	if n < 0 {
		return nothing
	}
	return strconv.Itoa(n)
}

// answer is how many a report says it was; 0 where it says nothing.
func answer(r *read, actions []string) int {
	most, single := 0.0, 0
	for _, p := range r.Figures {
		if p.Unit != "person" || !slices.Contains(actions, p.Action) || p.Per != "" || p.Of != "" {
			continue
		}
		if p.Singular {
			single++
		} else if v, ok := oneNumber(p).Number(); ok {
			most = max(most, v)
		}
	}
	if most < float64(single) {
		return single
	}
	if most != float64(int(most)) {
		return -1 // "half a million" and the like: no number of victims
	}
	return int(most)
}

// oneNumber is the one number of a figure.
func oneNumber(p readFigure) assay.Amount {
	switch {
	case p.Best.IsKnown():
		return p.Best
	case p.Low.IsKnown() && p.Bound != "vague":
		return p.Low
	}
	return p.High
}

// victims lists the figures that an answer is made from, and those that it leaves out.
func victims(r *read) string {
	var list []string
	for _, p := range r.Figures {
		for _, k := range casualtyKinds {
			if slices.Contains(k.actions, p.Action) {
				s := fmt.Sprintf("«%s» %s %s", flat(p.Text), or(p.Unit), p.Action)
				if p.Of != "" {
					s += " of " + p.Of
				}
				if p.Per != "" {
					s += " per " + p.Per
				}
				list = append(list, s)
			}
		}
	}
	return or(strings.Join(list, "; "))
}

// merged is what the estimate with most numbers says, of two with as many the larger;
// -1 where there is none.
func merged(estimates []assay.Estimate, actions []string) int {
	best := -1
	number := func(i int) float64 {
		if v, ok := estimates[i].Best.Number(); ok && v != 0 {
			return v
		}
		v, _ := estimates[i].Low.Number()
		return v
	}
	for i := range estimates {
		e := &estimates[i]
		if !slices.Contains(actions, string(e.Question.Action)) || e.Question.Unit != "person" || e.Of != "" {
			continue
		}
		if best < 0 || cmp.Or(cmp.Compare(len(e.Series), len(estimates[best].Series)), cmp.Compare(number(i), number(best))) > 0 {
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	v, ok := estimates[best].Best.Number()
	if !ok {
		v, ok = estimates[best].Low.Number()
	}
	if !ok || v != float64(int(v)) {
		return -1
	}
	return int(v)
}

// severalArticles lists the articles of the incidents with two victims of a kind and more
// that have several.
func severalArticles(list []casualtyArticle, known map[label]casualtyIncident) map[label][]int {
	of := map[label][]int{}
	for i, a := range list {
		if n := known[a.Incident]; max(n.Killed, n.Injured) >= 2 {
			of[a.Incident] = append(of[a.Incident], i)
		}
	}
	for id, articles := range of {
		if len(articles) < 2 {
			delete(of, id)
		}
	}
	return of
}

func incidentsInOrder(list []casualtyArticle) (ids []label) {
	seen := map[label]bool{}
	for _, a := range list {
		if !seen[a.Incident] {
			seen[a.Incident] = true
			ids = append(ids, a.Incident)
		}
	}
	return ids
}

// readIncidents reads what is known: an object by the numbers of the incidents, or a list.
func readIncidents(path string) (map[label]casualtyIncident, error) {
	raw, err := readFile(path)
	if err != nil {
		return nil, err
	}
	known := map[label]casualtyIncident{}
	if err := json.Unmarshal(raw, &known); err == nil {
		return known, nil
	}
	var list []casualtyIncident
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf("%w: is no file of incidents: %v", assay.ErrInvalid, err)
	}
	for _, in := range list {
		known[cmp.Or(in.Incident, in.ID)] = in
	}
	return known, nil
}

// readArticles reads lines of JSON, packed or not, and returns the first of those whose
// incident is known.
func readArticles(path string, known map[label]casualtyIncident, first int) ([]casualtyArticle, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var lines io.Reader = in
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		if lines, err = gzip.NewReader(in); err != nil {
			return nil, err
		}
	}
	var list []casualtyArticle
	for dec := json.NewDecoder(lines); first <= 0 || len(list) < first; {
		var a casualtyArticle
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%w: article %d: %v; name lines of JSON with incident and content", assay.ErrInvalid, len(list)+1, err)
		}
		if _, ok := known[a.Incident]; ok {
			list = append(list, a)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%w: has no article whose incident is known", assay.ErrInvalid)
	}
	return list, nil
}
