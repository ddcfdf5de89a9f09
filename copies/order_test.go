package copies

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"assay"
)

// hashed gives docs the ids that they would have in earnest, so that their order
// is no order of names.
func hashed(docs []*assay.Doc) []*assay.Doc {
	for _, doc := range docs {
		doc.ID = assay.NewReportID(doc.Path, []byte(doc.Text))
	}
	return docs
}

// templates are n reports of one form, each with figures of its own; every tenth
// is printed twice. Each has a publisher and a day.
func templates(n int) []*assay.Doc {
	r := rand.New(rand.NewPCG(5, 6))
	var docs []*assay.Doc
	for i := range n {
		doc := balances(fmt.Sprint("May ", i), 1000+r.IntN(9000), 1000+r.IntN(9000), 1000+r.IntN(9000))
		doc.Appeared.Date = assay.Date{Year: 2023, Month: 5, Day: 1 + i%28}
		docs = append(docs, doc)
		if i%10 == 0 {
			docs = append(docs, report(fmt.Sprint("again ", i), doc.Text))
		}
	}
	return docs
}

// boilerplate are n reports of random words with one long paragraph in common,
// among them copies of each other.
func boilerplate(n int) []*assay.Doc {
	r := rand.New(rand.NewPCG(7, 8))
	small := babble(r, 40)
	var docs []*assay.Doc
	for i := range n {
		own := babble(r, 160+r.IntN(90))
		if i%5 == 4 {
			own = strings.TrimSuffix(docs[i-r.IntN(4)-1].Text, "\n"+small) + " " + babble(r, 10)
		}
		docs = append(docs, report(fmt.Sprint("site ", i), own+"\n"+small))
	}
	return docs
}

// piles are sets of reports in which what depends on order would show: crowds
// larger than the core of a group, small print that is found to be common only
// when some reports have come, and reports alike in all but their ids.
func piles() map[string][]*assay.Doc {
	piles := map[string][]*assay.Doc{"reprints": reprints(150), "templates": templates(100), "boilerplate": boilerplate(150)}
	piles["invented"], _ = invented(600)
	for i := range 50 {
		piles["crowds"] = append(piles["crowds"], report(fmt.Sprint("a", i), harbour), report(fmt.Sprint("b", i), election+fmt.Sprint(" ", i)))
	}
	piles["crowds"] = append(piles["crowds"], report("digest", harbour+"\n"+election), report("cut", paragraphs(harbour, 0, 1)))
	for i, name := range strings.Fields("a b c d e f g h") { // days that are known in part
		doc := report(name, paragraphs(harbour, 0, 1, 2))
		doc.Appeared.Date = []assay.Date{{}, {Year: 2023}, {Month: 5, Day: 3}, {Month: 12, Day: 31}, {Month: 1, Day: 1}, {Year: 2023, Month: 5, Day: 3}, {Year: 2023, Month: 5}, {Year: 2023, Month: 5, Day: 3}}[i]
		piles["days"] = append(piles["days"], doc)
	}
	for name, docs := range piles {
		if name != "invented" { // whose ids are hashes
			hashed(docs)
		}
	}
	return piles
}

// Stories are the same in whatever order the reports stand or come.
func TestOrderMakesNoDifference(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	for name, docs := range piles() {
		want := Stories(docs, Options{})
		for seed := range uint64(20) {
			r := rand.New(rand.NewPCG(seed, 9))
			r.Shuffle(len(docs), func(i, k int) { docs[i], docs[k] = docs[k], docs[i] })
			if got := Stories(docs, Options{}); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, order %d: other stories", name, seed)
			}
			if seed%5 > 0 {
				continue
			}
			rec := newRecords()
			take(t, t.TempDir(), rec, docs, nil, 1+len(docs)/(2+r.IntN(6)))
			if got := rec.all(t); !reflect.DeepEqual(got, want) {
				for i := range min(len(got), len(want)) {
					if !reflect.DeepEqual(got[i], want[i]) {
						t.Fatalf("%s, order %d, one after the other: story %d of %d reports and %d links, want %d and %d", name, seed, i,
							len(got[i].Reports), len(got[i].Links), len(want[i].Reports), len(want[i].Links))
					}
				}
				t.Fatalf("%s, order %d, one after the other: %d stories, want %d", name, seed, len(got), len(want))
			}
			if name == "boilerplate" && len(rec.common) == 0 {
				t.Error("nothing was ever common: the pile tests too little")
			}
		}
	}
}
