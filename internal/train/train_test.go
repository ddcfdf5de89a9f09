package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"assay/lang"
	"assay/lang/en"
)

const corpusFolder = "../../../shared/data/lang"

// floors are what the built-in weights must reach on the development parts.
// Raise them with the weights; never lower them to let a change pass.
var floors = map[string]map[string]float64{
	"EWT dev, its words": {"UPOS": 94.8, "XPOS": 94.2, "lemma": 97, "UAS": 84.4, "LAS": 81.3},
	"EWT dev, raw text":  {"sentences F1": 80.5, "words F1": 98.8, "LAS F1": 77.9},
	"GUM dev, its words": {"UPOS": 96.1, "XPOS": 96, "lemma": 98, "UAS": 84.7, "LAS": 81.6},
	"GUM dev, raw text":  {"sentences F1": 95.5, "words F1": 99.6, "LAS F1": 81},
	"worldwide dev":      {"PER": 85.3, "ORG": 78, "LOC": 83.5, "NORP": 86.5, "these": 83.4},
	"UNER-EWT dev":       {"PER": 74.3, "LOC": 69.2, "these": 67.4},
}

func TestFloors(t *testing.T) {
	if _, err := os.Stat(corpusFolder); err != nil {
		t.Skip("no corpora at ../shared/data/lang: accuracy is not measured")
	}
	if testing.Short() {
		t.Skip("short: accuracy is not measured")
	}
	c, err := readCorpora(corpusFolder)
	if err != nil {
		t.Fatal(err)
	}
	results, err := measure(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		want := floors[r.set]
		if len(want) == 0 {
			t.Errorf("no floors for %s", r.set)
		}
		for _, s := range r.scores {
			if s.value < want[s.name] {
				t.Errorf("%s: %s %.2f is below the floor of %.1f", r.set, s.name, s.value, want[s.name])
			}
		}
	}
}

func TestBILOU(t *testing.T) {
	classes := map[string]string{"Person": "PER", "Facility": "LOC", "Location": "LOC"}
	got := bilou(strings.Fields("B-Person I-Person O B-Location B-Facility I-Facility I-Facility B-Date I-Person"), classes)
	want := strings.Fields("B-PER L-PER O U-LOC B-LOC I-LOC L-LOC O U-PER")
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPerceptron(t *testing.T) {
	// Two features that tell two labels apart, and one that both have.
	p := newPerceptron([]string{"a", "b"}, 4, 1)
	f := [][]uint64{{1 << 60, 3 << 60}, {2 << 60, 3 << 60}}
	scores := make([]float32, 2)
	for range 5 {
		for right := range f {
			p.score(f[right], scores)
			if best := argmax(scores); best != right {
				p.update(f[right], right, best)
			}
			p.step++
		}
	}
	p.average()
	data, err := p.format()
	if err != nil {
		t.Fatal(err)
	}
	w, err := en.Read(string(data))
	if err != nil {
		t.Fatal(err)
	}
	sums := make([]int32, 2)
	for right := range f {
		w.Score(f[right], sums)
		if sums[right] <= sums[1-right] {
			t.Errorf("features of %d score %v", right, sums)
		}
	}
}

func TestLemmaRules(t *testing.T) {
	var list []*sentence
	for _, pair := range strings.Fields("walked/walk talked/talk barked/bark carried/carry married/marry went/go said/say") {
		form, lemma, _ := strings.Cut(pair, "/")
		list = append(list, &sentence{words: []lang.Word{lang.NewWord(form, false)}, lemma: []string{lemma},
			upos: []string{"VERB"}, xpos: []string{"VBD"}, rel: []string{"root"}})
	}
	table := lang.ReadLemmas(string(trainLemmas(list)))
	for form, want := range map[string]string{
		"went": "go", "said": "say", "walked": "walk", "ferried": "ferry", "lurked": "lurk", "Lurked": "lurk",
	} {
		if got := table.Lemma(form, strings.ToLower(form), "VERB", "VBD"); got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
}
