package occurrence_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/occurrence"
)

// TestInvented puts invented reports together and holds what comes out to what they tell:
// of two figures of which one of the two says that they answer one question, both do.
func TestInvented(t *testing.T) {
	pile := workload.Misread(300, 99)
	type figure struct {
		report assay.ReportID
		fig    int
	}
	truth := map[figure][2]int{}
	for i, doc := range pile.Docs {
		for k := range doc.Figures {
			truth[figure{doc.ID, k}] = [2]int{pile.Questions[i][k], pile.Events[i][k]}
		}
	}
	var questions, events [][]figure
	for _, o := range occurrence.Occurrences(pile.Docs, nil) {
		var all []figure
		for _, tl := range o.Tellings {
			for _, ref := range tl.Figures {
				k, _ := ref.Index()
				all = append(all, figure{tl.Report, k})
			}
		}
		events = append(events, all)
		for _, q := range o.Questions {
			var asked []figure
			for _, tl := range q {
				for _, ref := range tl.Figures {
					k, _ := ref.Index()
					asked = append(asked, figure{tl.Report, k})
				}
			}
			questions = append(questions, asked)
		}
	}
	for n, groups := range [...][][]figure{questions, events} {
		both, read, told := 0, 0, 0
		of := map[int]int{}
		for _, g := range truth {
			if g[n] >= 0 {
				of[g[n]]++
			}
		}
		for _, k := range of {
			told += k * (k - 1) / 2
		}
		for _, g := range groups {
			read += len(g) * (len(g) - 1) / 2
			for i, a := range g {
				for _, b := range g[:i] {
					if truth[a][n] == truth[b][n] && truth[a][n] >= 0 {
						both++
					}
				}
			}
		}
		f1 := 2 * float64(both) / float64(read+told)
		t.Logf("%s: %d of %d pairs, %d read, F1 %.3f", []string{"questions", "occurrences"}[n], both, told, read, f1)
		if f1 < 0.75 {
			t.Errorf("%s: pairs F1 %.3f", []string{"questions", "occurrences"}[n], f1)
		}
	}
}

// TestOrder holds the result to the set of reports.
func TestOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	pile := workload.Misread(60, 5)
	want := fmt.Sprint(occurrence.Occurrences(pile.Docs, nil))
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		docs := slices.Clone(pile.Docs)
		r.Shuffle(len(docs), func(i, k int) { docs[i], docs[k] = docs[k], docs[i] })
		docs = append(docs, docs[0], nil)
		if got := fmt.Sprint(occurrence.Occurrences(docs, nil)); got != want {
			t.Fatal("the order of reports matters")
		}
	}
}

// BenchmarkGrowth measures how the work grows with the pile.
func BenchmarkGrowth(b *testing.B) {
	workload.Growth(b, []int{1000, 2000, 4000, 8000}, func(n int) func() {
		pile := workload.Misread(n, 1)
		return func() { occurrence.Occurrences(pile.Docs, nil) }
	})
}
