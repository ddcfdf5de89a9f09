package eval

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"assay/lang"
)

func TestReadNames(t *testing.T) {
	for name, text := range map[string]string{
		"iob2": "# newdoc id = a\n# text = x\n1\tAmara\tB-PER\t-\tx\n2\tOkoro\tI-PER\t-\tx\n3\tleft\tO\t-\tx\n4\tMombasa\tB-LOC\t-\tx\n",
		"tsv":  "https://example.org/story\nAmara\tB-Person\nOkoro\tI-Person\nleft\tO\nMombasa\tB-Location\tO\n\n",
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		g, err := readNames(path)
		if err != nil {
			t.Fatal(err)
		}
		want := []nameSpan{{0, 0, 2, "PER"}, {0, 3, 4, "LOC"}}
		if len(g.names) != 2 || g.names[0] != want[0] || g.names[1] != want[1] || len(g.sentences) != 1 || len(g.sentences[0]) != 4 {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

// TestReadNamesLayouts reads one text of two documents in the layouts of CoNLL, with
// numbers among its words, and in a plain one: two names side by side, in IOB1 and in
// IOB2.
func TestReadNamesLayouts(t *testing.T) {
	want := nameText{
		sentences: [][]string{{"Amara", "Okoro", "Ben", "Obi", "met", "12\u00a0000", "men"}, {"2019", "3", "Lagos"}, {"Kano"}},
		newDoc:    []bool{true, false, true},
		names:     []nameSpan{{0, 0, 2, "PER"}, {0, 2, 4, "PER"}, {1, 2, 3, "LOC"}, {2, 0, 1, "ORG"}},
	}
	for name, text := range map[string]string{
		"conll iob1": "-DOCSTART- -X- -X- O\n\nAmara NNP I-NP I-PER\nOkoro NNP I-NP I-PER\nBen NNP B-NP B-PER\nObi NNP I-NP I-PER\nmet VBD I-VP O\n12\u00a0000 CD I-NP O\nmen NNS I-NP O\n\n" +
			"2019 CD I-NP O\n3 CD I-NP O\nLagos NNP I-NP I-LOC\n\n-DOCSTART- -X- O O\n\nKano NNP I-NP I-ORG\n",
		"conll iob2, tabs": "-DOCSTART-\t-X-\tO\tO\r\n\r\nAmara\tNNP\tB-NP\tB-PER\r\nOkoro\tNNP\tI-NP\tI-PER\r\nBen\tNNP\tB-NP\tB-PER\r\nObi\tNNP\tI-NP\tI-PER\r\nmet\tVBD\tB-VP\tO\r\n12\u00a0000\tCD\tB-NP\tO\r\nmen\tNNS\tI-NP\tO\r\n\r\n" +
			"2019\tCD\tB-NP\tO\r\n3\tCD\tB-NP\tO\r\nLagos\tNNP\tI-NP\tB-LOC\r\n-DOCSTART-\t-X-\tO\tO\r\n\r\nKano\tNNP\tB-NP\tB-ORG\r\n",
		"two columns": "-DOCSTART- O\n\nAmara I-PER\nOkoro I-PER\nBen B-PER\nObi I-PER\nmet O\n12\u00a0000 O\nmen O\n\n2019 O\n3 O\nLagos I-LOC\n\n-DOCSTART- O\n\nKano I-ORG\n",
		"numbered": "# newdoc id = a\n1\tAmara\tB-PER\t-\n2\tOkoro\tI-PER\t-\n3\tBen\tB-PER\t-\n4\tObi\tI-PER\t-\n5\tmet\tO\t-\n6\t12\u00a0000\tO\t-\n7\tmen\tO\t-\n\n" +
			"1\t2019\tO\t-\n2\t3\tO\t-\n3\tLagos\tB-LOC\t-\n\n# newdoc id = b\n1\tKano\tB-ORG\t-\n",
		"names within names": "# newdoc\nAmara\tB-Person\tO\nOkoro\tI-Person\tO\nBen\tB-Person\tO\nObi\tI-Person\tB-Location\nmet\tO\n12\u00a0000\tO\tO\nmen\tO\tO\n\n" +
			"2019\tO\tO\n3\tO\tO\nLagos\tB-Location\tO\n\n# newdoc\nKano\tB-Organization\tO\n",
	} {
		path := filepath.Join(t.TempDir(), "corpus")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		g, err := readNames(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !reflect.DeepEqual(*g, want) {
			t.Errorf("%s: %+v", name, *g)
		}
	}
	path := filepath.Join(t.TempDir(), "corpus")
	if err := os.WriteFile(path, []byte("Amara NNP I-NP I-PER\nOkoro NNP I-NP\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readNames(path); err == nil || !strings.Contains(err.Error(), "line 2 has no form and tag") {
		t.Errorf("a line without its tag: %v", err)
	}
}

func TestNameTags(t *testing.T) {
	// Two names side by side; an I that opens a name; a change of class.
	g := &nameText{}
	g.add([]string{"a", "b", "c", "d", "e"}, []string{"B-PER", "B-PER", "O", "I-LOC", "I-ORG"}, false)
	want := []nameSpan{{0, 0, 1, "PER"}, {0, 1, 2, "PER"}, {0, 3, 4, "LOC"}, {0, 4, 5, "ORG"}}
	if len(g.names) != len(want) {
		t.Fatalf("%v", g.names)
	}
	for i := range want {
		if g.names[i] != want[i] {
			t.Errorf("%v, want %v", g.names[i], want[i])
		}
	}
}

func TestNameMeasures(t *testing.T) {
	// Persons: 2 of 3 found, 4 claimed. Dates, which we do not have: 1, missed.
	// Nationalities: the gold has none, so what was found of them is dropped.
	res := newResult("ner", nil)
	nameMeasures(res, map[string]*[3]int{"PER": {2, 4, 3}, "DATE": {0, 0, 1}, "NORP": {0, 5, 0}})
	want := map[string]float64{"f1_PER": 4. / 7, "f1_DATE": 0, "f1": 4. / 8, "f1_shared": 4. / 7}
	measured(t, "", res.Measures, want)
	if len(res.Measures) != len(want) || res.Gold != 4 || res.Predicted != 4 {
		t.Errorf("%+v", res)
	}
}

func TestNERTask(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.iob2")
	text := "1\tPresident\tO\n2\tAmara\tB-PER\n3\tOkoro\tI-PER\n4\tvisited\tO\n5\tMombasa\tB-LOC\n6\ton\tO\n7\tMonday\tO\n8\t.\tO\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	res := NERTask(context.Background(), []string{path, "none"}, lang.Careful)
	if res.Gold != 2 || len(res.Skipped) != 1 || res.Measures["f1"] != 1 {
		t.Errorf("%+v", res)
	}
}
