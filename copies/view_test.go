package copies

import (
	"strings"
	"testing"

	"assay"
)

// Reports are compared as they are read: what nobody sees makes no two texts of
// one, and what is found stands on the true bytes.
func TestCopiesLookAtTheView(t *testing.T) {
	text := "At least 14 villagers drowned when a ferry turned over on the lower river near Muñoz on Monday night, the harbor office said. " +
		"“We pulled some 20 men from the water by hand,” said the ferryman, who had no radio and no lights. " +
		"The boat had left the co-operative pier at dusk with cattle, maize and two families on board.\n"
	marks := strings.NewReplacer("l", "l\u00ad", "e f", "e\u00a0\u200bf", "ñ", "n\u0303", "h ", "h\u2060\u3000", "-", "\u2011", "“", "\u200e“\ufeff", "fi", "ﬁ")
	doc := func(path, text string) *assay.Doc {
		return assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(text)), Path: path, Text: text})
	}
	plain, marked := doc("plain", text), doc("marked", marks.Replace(text))
	other := doc("other", marks.Replace(strings.Replace(text, "14 villagers", "17 villagers", 1)))
	wrapped := doc("wrapped", strings.NewReplacer("villagers", "villa-\ngers", "families", "fami-\nlies").Replace(text))
	for _, x := range []*assay.Doc{marked, wrapped} {
		l, kin := Compare(plain, x, Options{})
		if !kin || l.Relation != "identical" || l.Containment != 1 || l.Resemblance != 1 || len(l.Passages) != 1 || len(l.Passages[0].Edits) > 0 {
			t.Fatalf("%s: %+v", x.Path, l)
		}
		from, to := plain, x
		if l.From == x.ID {
			from, to = x, plain
		}
		for sp, d := range map[*assay.Span]*assay.Doc{&l.Passages[0].From: from, &l.Passages[0].To: to} {
			if err := sp.Check(d.Text); err != nil || sp.Start != 0 || strings.TrimSpace(d.Text[sp.End:]) != "." {
				t.Errorf("%s: the passage %v ends before %q (%v)", d.Path, *sp, d.Text[sp.End:], err)
			}
		}
	}
	l, _ := Compare(plain, other, Options{})
	if len(l.Passages) != 1 || len(l.Passages[0].Edits) != 1 {
		t.Fatalf("an edit was to be found: %+v", l)
	}
	e := l.Passages[0].Edits[0]
	if l.From != plain.ID {
		e.From, e.To = e.To, e.From
	}
	if plain.Quote(e.From) != "14" || other.Quote(e.To) != "17" {
		t.Errorf("the edit is %q for %q", other.Quote(e.To), plain.Quote(e.From))
	}
	if got := len(Stories([]*assay.Doc{plain, marked, other, wrapped}, Options{})); got != 1 {
		t.Errorf("%d stories, want 1", got)
	}
}
