package piece

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1,500 men left", "1,500 men left"},
		{"cost $3m in mid-May", "cost $ _3 _m in mid _- _may"},
		{"the 1990s", "the 1990 _s"},
		{"At 5 p.m. in the U.S. Army", "at 5 p.m. in the u.s. army"},
		{"rose 2.3, then .5", "rose 2.3 _, then . _5"},
		{"Juba’s mayor, Iho's aide", "juba _'s mayor _, iho _'s aide"},
		{"12\u00a0dead", "12 dead"},
		{"Ö. and Ünal", "ö _. and ünal"},
		{"", ""},
	} {
		var got []string
		for p := range Of(c.text, 0, len(c.text)) {
			w := p.Lower
			if p.Glued {
				w = "_" + w
			}
			got = append(got, w)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: %q, want %q", c.text, g, c.want)
		}
	}
}

// FuzzOf: pieces follow each other, are not empty, and leave only white space out.
func FuzzOf(f *testing.F) {
	f.Add("U.S. forces killed 1,500; ’s .5 é\xff")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for p := range Of(text, 0, len(text)) {
			if p.Start < end || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("%q: piece %d-%d after %d", text, p.Start, p.End, end)
			}
			if gap := text[end:p.Start]; strings.TrimSpace(gap) != "" || p.Glued != (gap == "" && end > 0) {
				t.Fatalf("%q: gap %q before %d, glued %v", text, gap, p.Start, p.Glued)
			}
			end = p.End
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Fatalf("%q: nothing for %q", text, text[end:])
		}
	})
}
