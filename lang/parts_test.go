package lang

import "testing"

// BenchmarkParts times what is done to the words of the story: tags and trees,
// names, and the making of words.
func BenchmarkParts(b *testing.B) {
	var sentences [][]Word
	var forms []string
	n := 0
	for _, s := range Split(story) {
		var words []Word
		for i, sp := range tokenize(nil, story, s) {
			words = append(words, NewWord(sp.In(story), i == 0))
			forms = append(forms, sp.In(story))
		}
		sentences = append(sentences, words)
		n += len(words)
	}
	a, err := newFast()
	if err != nil {
		b.Fatal(err)
	}
	a.context = Context{}
	for _, part := range []struct {
		name string
		run  func()
	}{{"trees", a.parse}, {"names", a.name}} {
		b.Run(part.name, func(b *testing.B) {
			for b.Loop() {
				for _, a.words = range sentences {
					part.run()
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			for _, f := range forms {
				NewWord(f, false)
			}
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
	})
}

// TestAnalyseNothing reads no sentences, and a sentence of no words.
func TestAnalyseNothing(t *testing.T) {
	for reader := range Readers {
		a, err := NewAnalyser(Options{Reader: Reader(reader)})
		if err != nil {
			t.Fatal(err)
		}
		for _, sentences := range [][][]Word{nil, {{}}, {{}, {NewWord("Flee", true)}}} {
			for _, list := range [][]Paragraph{{{Sentences: sentences}}, {{Sentences: sentences, Alone: true}, {}, {Sentences: sentences}}} {
				r, err := a.Analyse(t.Context(), list, true)
				if err != nil || len(r.Sentences) < len(sentences) || len(r.Sentences) > 2*len(sentences) {
					t.Errorf("%v: %d sentences: %v, %v", Readers[reader], len(sentences), r, err)
				}
				if _, err = a.Analyse(t.Context(), list, false); err != nil {
					t.Error(err)
				}
			}
		}
	}
}
