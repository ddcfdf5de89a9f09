package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
)

// check holds what Read gives to what it promises.
func check(t *testing.T, sheet []byte, doc Document) {
	t.Helper()
	rep := assay.Report{Raw: sheet, Text: string(doc.Text.Bytes), Offsets: doc.Text.Steps}
	if err := rep.Check(); err != nil {
		t.Fatal(err)
	}
	for i := range doc.Text.Bytes {
		if at := doc.Text.Steps.Raw(int32(i)); at < 0 || int(at) > len(sheet) {
			t.Fatalf("byte %d leads to %d of %d", i, at, len(sheet))
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(printed("/Title (x)", at(70, 700, 12, "The river rose.")))
	f.Add(printed("", columns(700, []string{"The river rose in the night", "and so did the lake"}, []string{"Nobody knew"}), "q Q"))
	if _, err := start(); err != nil { // it takes longer than an input may
		f.Fatal(err)
	}
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Pages 1 0 R>>endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		sheet, err := Unpack(raw, 1<<20)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q", err)
			}
			return
		}
		if !IsSheet(sheet) || !utf8.Valid(sheet) {
			t.Fatalf("sheet %q", sheet)
		}
		doc, err := Read(sheet)
		if err != nil {
			t.Fatalf("%v: %q", err, sheet)
		}
		check(t, sheet, doc)
	})
}

func FuzzSheet(f *testing.F) {
	for _, s := range []string{
		"\n\f0\n700 1000 7000 120\tThe river rose-\n700 1000 6880 120\tin the night\n3000 4000 7000 120\tx\n\f2\n\f-1\n",
		"Title: x\nCreated: D:20240506\n\n\f0\n1 2 3 4\tx\n", "\n\f0\n-9999999 9999999 9999999 9999999\t\xff-\n0 0 0 0\t-\n",
	} {
		f.Add([]byte(mark + s))
	}
	long := mark + "\n"
	for page := range 3 {
		long += "\f0\n"
		for i := range 8 {
			for _, x := range []string{"700 2800", "3100 5300"} {
				long += x + " " + []string{"7", "6"}[page%2] + strings.Repeat(string(rune('9'-i)), 3) + " 100\tthe river rose in the night and 5\n"
			}
		}
	}
	f.Add([]byte(long))
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := Read(raw)
		if err == nil {
			check(t, raw, doc)
		}
	})
}
