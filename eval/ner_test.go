package eval

import (
	"context"
	"os"
	"path/filepath"
	"testing"
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
	res := NERTask(context.Background(), []string{path, "none"})
	if res.Gold != 2 || len(res.Skipped) != 1 || res.Measures["f1"] != 1 {
		t.Errorf("%+v", res)
	}
}
