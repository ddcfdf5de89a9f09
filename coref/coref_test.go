package coref

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"assay"
	"assay/lang"
)

// read returns a text as a report in which the verbs and some nouns mention events.
func read(t *testing.T, text string, nouns ...string) Report {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text})
	if err := lang.New(lang.Options{Reader: lang.Fast}).Run(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	r := Report{Doc: doc}
	for i := range doc.Tokens {
		if doc.Tokens[i].POS == "VERB" || slices.Contains(nouns, doc.Tokens[i].Lemma) {
			r.Mentions = append(r.Mentions, []int{i})
		}
	}
	return r
}

func pileOf(t *testing.T) []Report {
	return []Report{
		read(t, "A fire destroyed a warehouse in Tarn on Monday. The blaze was put out by sixty firefighters from Tarn and Orwick.", "fire", "blaze"),
		read(t, "Sixty firefighters from Orwick fought the fire that destroyed the warehouse in Tarn. Mayor Oda Brandt said nobody was hurt in the fire.", "fire"),
		read(t, "Striker Ilan Rusk scored twice as Velmar beat Corsa in the final. Rusk scored the winning goal in the last minute.", "final"),
		read(t, "Velmar won the final against Corsa after two goals by Ilan Rusk. Fans celebrated in the streets of Velmar.", "final", "goal"),
		nothing(),
	}
}

func nothing() Report { return Report{Doc: assay.NewDoc(&assay.Report{})} }

// Which mentions are put together does not depend on the order of reports or mentions, and
// mentions of a fire and a final are not.
func TestChains(t *testing.T) {
	reports := pileOf(t)
	want, err := Chains(reports)
	if err != nil {
		t.Fatal(err)
	}
	same := func(chains [][]int, a, m, b, n int) bool { return chains[a][m] == chains[b][n] }
	for m := range reports[0].Mentions {
		for n := range reports[2].Mentions {
			if same(want, 0, m, 2, n) {
				t.Errorf("mention %d of a fire is mention %d of a final", m, n)
			}
		}
	}
	destroyed := func(r int) int {
		return slices.IndexFunc(reports[r].Mentions, func(w []int) bool { return reports[r].Doc.Tokens[w[0]].Lemma == "destroy" })
	}
	if !same(want, 0, destroyed(0), 1, destroyed(1)) {
		t.Error("what destroyed the warehouse are two")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		order := rng.Perm(len(reports))
		turned := make([]Report, len(reports))
		for i, k := range order {
			turned[i] = Report{reports[k].Doc, slices.Clone(reports[k].Mentions)}
			slices.Reverse(turned[i].Mentions)
		}
		got, err := Chains(turned)
		if err != nil {
			t.Fatal(err)
		}
		at := func(i, m int) (int, int) { return order[i], len(reports[order[i]].Mentions) - 1 - m }
		for i := range got {
			for m := range got[i] {
				for k := range got {
					for n := range got[k] {
						a, x := at(i, m)
						b, y := at(k, n)
						if same(got, i, m, k, n) != same(want, a, x, b, y) {
							t.Fatalf("order %v: mentions %d of %d and %d of %d", order, x, a, y, b)
						}
					}
				}
			}
		}
	}
	if _, err := Chains(nil); err != nil {
		t.Error(err)
	}
	for _, words := range [][]int{{}, {-1}, {len(reports[0].Doc.Tokens)}} {
		if _, err := Chains([]Report{{reports[0].Doc, [][]int{words}}}); err == nil {
			t.Errorf("tokens %v are a mention", words)
		}
	}
}

// A comparison does not depend on which is which.
func TestCompare(t *testing.T) {
	w, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := newPile(pileOf(t))
	if err != nil {
		t.Fatal(err)
	}
	p.relate(w.Reports)
	var v vector
	for i := range p.mentions {
		for k := range i {
			p.compare(&v, &p.mentions[i], &p.mentions[k])
			one := slices.Clone(v.at)
			if p.compare(&v, &p.mentions[k], &p.mentions[i]); !slices.Equal(one, v.at) {
				t.Fatalf("%s and %s: %v, %v", p.mentions[i].lemma, p.mentions[k].lemma, one, v.at)
			}
		}
	}
}

// Chains of nearest neighbours put together what looking for the nearest two again and
// again does.
func TestLink(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		n := 2 + rng.IntN(14)
		sum := make([]int64, n*n)
		for i := range n {
			for k := range i {
				sum[i*n+k] = rng.Int64N(1_000_000)
				sum[k*n+i] = sum[i*n+k]
			}
		}
		limit := 500_000.
		want, groups := newJoin(n), [][]int{}
		for i := range n {
			groups = append(groups, []int{i})
		}
		for {
			a, b, most := -1, -1, limit
			for i := range groups {
				for k := range i {
					s := int64(0)
					for _, x := range groups[i] {
						for _, y := range groups[k] {
							s += sum[x*n+y]
						}
					}
					if m := float64(s) / float64(len(groups[i])*len(groups[k])); m > most {
						a, b, most = k, i, m
					}
				}
			}
			if a < 0 {
				break
			}
			want.put(groups[a][0], groups[b][0])
			groups[a] = append(groups[a], groups[b]...)
			groups = slices.Delete(groups, b, b+1)
		}
		got, merges := newJoin(n), 0
		link(n, slices.Clone(sum), func(a, b []int, mean float64) {
			if merges++; mean > limit {
				got.put(a[0], b[0])
			}
		})
		for i := range n {
			if got.root(i) != want.root(i) {
				t.Fatalf("%d of %d: %v, want %v", i, n, got, want)
			}
		}
		if merges != n-1 {
			t.Errorf("%d times two of %d are put together", merges, n)
		}
	}
}

func TestWeights(t *testing.T) {
	if _, err := readWeights(weightsFile); err != nil {
		t.Fatal(err)
	}
	for _, broken := range [][]byte{nil, []byte("{}"), weightsFile[:len(weightsFile)/2], bytes.Replace(weightsFile, []byte(`"Hidden":[[`), []byte(`"Hidden":[[0,`), 1), bytes.Replace(weightsFile, []byte(`"Out":[`), []byte(`"Out":[0,`), 1)} {
		if _, err := readWeights(broken); err == nil {
			t.Errorf("broken weights of %d bytes are read", len(broken))
		}
	}
}
