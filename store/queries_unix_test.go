//go:build unix

package store

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/internal/workload"
	"assay/query"
)

// asks are the questions of TestQueries: words stand in braces as what reports of the ledger
// have: in many of those looked at, in some, in one.
var asks = strings.Split(strings.TrimSpace(`
{many}
{some}
{one}
{many} {some}
{many} {many2} {some}
{some} OR {one}
({many} OR {one}) {some2}
"{pair}"
"{pair2}"
"{pair}" {some}
{many3}*
{some3}*
{one3}*
{some2l}*
{many2l}*
{many2l}* {one}
{some3}* {some2}
"{pair3}"*
NEAR({many} {some}, 5)
NEAR({some} {some2})
NEAR({many} {some3}*)
{some} NOT {many}
{many} NOT {some}
NOT {many}
NOT {some}
NOT {one}
NOT {some3}*
NOT ({some} OR {one})
{some} NOT {many2l}*
action:killed
action:killed min:10
action:injured {some}
place:{place}
place:{place} action:killed
place:{place3}*
source:police
source:police min:20
min:100
stance:asserts {some}
outlet:{outlet}
after:{day}
before:{day}
{some} after:{day}
{many} before:{day}
{one3}* after:{day}
NOT {some} before:{day}
language:en {one}
`), "\n")

// TestQueries says how long questions take in the ledger ASSAY_QUERIES_DB, which is opened for
// it, and how they do by kind; where there is none it is made of ASSAY_QUERIES invented reports.
func TestQueries(t *testing.T) {
	path := os.Getenv("ASSAY_QUERIES_DB")
	if path == "" {
		t.Skip("ASSAY_QUERIES_DB is not set")
	}
	_, err := os.Stat(path)
	fresh := err != nil
	s, err := Create(t.Context(), path) // which brings it up to date
	if err != nil {
		t.Fatal(err)
	}
	if fresh {
		n, _ := strconv.Atoi(os.Getenv("ASSAY_QUERIES"))
		const apart = 50_000 // told of apart, so that not all are held at once
		for lo := 0; lo < n; lo += apart {
			for docs := range slices.Chunk(workload.Tell(min(apart, n-lo), uint64(7+lo/apart)).Docs, 2000) {
				if _, err := s.Add(t.Context(), docs, nil); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d added", min(lo+apart, n))
		}
		if err := s.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	begun, at := time.Now(), processorTime()
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	t.Logf("opened in %v, of a processor %v", time.Since(begun), processorTime()-at)
	words, reports := wordsToAsk(t, s)
	s.Close()
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	type took struct {
		ask             string
		clock, computed time.Duration
		rows            int
	}
	var list []took
	for k := range words {
		for _, ask := range asks {
			ask = words[k].Replace(ask)
			begun, at := time.Now(), processorTime()
			found, _, err := s.Search(t.Context(), ask, false, 20)
			if err != nil {
				t.Fatal(ask, err)
			}
			list = append(list, took{ask, time.Since(begun), processorTime() - at, len(found.Rows)})
		}
	}
	t.Logf("the first: %v, of a processor %v", list[0].clock, list[0].computed)
	for what, of := range map[string]func(took) time.Duration{"the clock": func(x took) time.Duration { return x.clock }, "a processor": func(x took) time.Duration { return x.computed }} {
		slices.SortFunc(list, func(a, b took) int { return int(of(a) - of(b)) })
		n := len(list)
		t.Logf("%d questions to %d reports by %s: half in %v, 95 of 100 in %v, at most %v", n, reports, what, of(list[n/2]), of(list[n*95/100]), of(list[n-1]))
		for _, x := range list[n*90/100:] {
			t.Logf("  %v: %s, %d found", of(x), x.ask, x.rows)
		}
	}
}

// wordsToAsk takes words from reports here and there.
func wordsToAsk(t *testing.T, s *Store) (list []*strings.Replacer, reports int64) {
	all, err := numbers(t.Context(), s.db, "SELECT max(n) FROM reports")
	if err != nil {
		t.Fatal(err)
	}
	const looked, rounds = 120, 3
	reports = all[0]
	have := map[string]int{}
	type one struct {
		words                []string
		place, outlet, month string
	}
	var some []one
	for k := range int64(looked) {
		cells, err := sealedReports.row(t.Context(), s.db, 1+k*(reports-1)/looked)
		if err != nil || cells == nil {
			continue
		}
		doc, err := entryOf(0, cells).doc()
		if err != nil {
			t.Fatal(err)
		}
		var o one
		for _, w := range query.Words(doc.Text) {
			if len(w.Text) > 3 {
				o.words = append(o.words, w.Text)
			}
		}
		for _, w := range slices.Compact(slices.Sorted(slices.Values(o.words))) {
			have[w]++
		}
		if len(doc.Places) > 0 && len(query.Words(doc.Places[0].Name)) == 1 {
			o.place = query.Words(doc.Places[0].Name)[0].Text
		}
		if w := query.Words(doc.Publisher); len(w) > 0 {
			o.outlet = w[0].Text
		}
		if o.month, _ = cells[5].(string); len(o.month) > 7 {
			o.month = o.month[:7]
		}
		if o.place != "" && o.outlet != "" && len(o.month) == 7 && len(o.words) > 60 {
			some = append(some, o)
		}
	}
	for k := range rounds {
		o := some[k*len(some)/rounds]
		by := slices.SortedFunc(maps.Keys(have), func(a, b string) int { return 1000*(have[b]-have[a]) + strings.Compare(a, b) })
		by = slices.DeleteFunc(by, func(w string) bool { return !slices.Contains(o.words, w) })
		pick := map[string]string{"many": by[k], "many2": by[k+1], "some": by[len(by)/3+k], "some2": by[len(by)/3+k+1], "one": by[len(by)-1-k], "place": o.place, "outlet": o.outlet, "day": o.month}
		for name, w := range maps.Clone(pick) {
			pick[name+"2l"], pick[name+"3"] = w[:2], w[:min(len(w), 3)]
		}
		pick["pair"], pick["pair2"] = strings.Join(o.words[10:12], " "), strings.Join(o.words[30:32], " ")
		pick["pair3"] = pick["pair"][:len(pick["pair"])-1]
		var pairs []string
		for _, name := range slices.Sorted(maps.Keys(pick)) {
			pairs = append(pairs, fmt.Sprintf("{%s}", name), pick[name])
		}
		list = append(list, strings.NewReplacer(pairs...))
	}
	return list, reports
}
