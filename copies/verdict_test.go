package copies

import (
	"fmt"
	"strings"
	"testing"
)

// The strike and the talks are one matter told by two reporters; the background
// is what their agency repeats.
const (
	strike = `Drivers of the Tarn Valley railway stopped work on Thursday, and no train left the station of Oldmarket before noon.
A spokeswoman for the railway said that buses would carry passengers until the evening, and that nobody would be fined.
The union wants a shorter week and a say in the timetable. Its leader called the offer of the board a bad joke.
`
	talks = `The board of the Tarn Valley railway and its drivers sat down to talk on Thursday in the town hall of Oldmarket.
Both sides left by the back door in the evening. The mayor, who had invited them, spoke of a good start.
Travellers had to walk or to wait: the buses that had been promised were late, and some never came.
`
	background = `The railway, which belongs to the three towns of the valley, carries nine thousand passengers on a weekday and has lost money in every year since the mine at its upper end was shut.`
)

func verdictOf(a, b string) verdict {
	x, y := fullerFirst(newSide(report("a", a)), newSide(report("b", b)))
	var al aligner
	return al.measure(x, y, nil).verdict(Options{}.defaults().Containment)
}

func TestVerdict(t *testing.T) {
	brief := "At least 14 people drowned when a ferry sank near Port Lessing, the harbour police said on Monday. " +
		"Ruta Halonen, a crane driver, said she had pulled 20 of them out of the water."
	for _, c := range []struct {
		what, a, b string
		want       verdict
	}{
		{"a sentence of background", strike + background, talks + background, strangers},
		{"the same report, shorter", strike + background, strings.SplitAfter(strike, "\n")[0] + background, kindred},
		{"a figure altered in a brief", brief, strings.Replace(brief, "20 of", "21 of", 1), kindred},
		{"two figures and a name altered in a brief", brief, replace(brief, "20 of", "21 of", "14", "15", "Port Lessing", "Cape Harrow"), filled},
	} {
		if got := verdictOf(c.a, c.b); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// One outlet repeats half of a report on the day itself; a week later, what it
// repeats is background. Another outlet copies when it likes.
func TestRepeated(t *testing.T) {
	all := strings.SplitAfter(harbour, "\n")
	first := strings.Join(all[:5], "")
	second := "Investigators who searched the ruins of the depot spoke to the press for an hour and left most questions open.\n" +
		"They would not say who is to blame, nor when the quay may be used again, and asked for patience.\n" + all[2] + all[4]
	for _, c := range []struct {
		publisher, date string
		want            string
	}{
		{"Post", "2024-03-05", "first second first>second:copy"},
		{"Post", "2024-03-06", "first second first>second:copy"},
		{"Post", "2024-03-12", "first | second"},
		{"Herald", "2024-03-12", "first second first>second:copy"},
		{"Post", "", "first second first>second:copy"},
	} {
		if got := stories(dated(report("first", first), "Post", "2024-03-05"), dated(report("second", second), c.publisher, c.date)); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.publisher, c.date, got, c.want)
		}
	}
}

func TestNeed(t *testing.T) {
	last := [2]float64{1, 1}
	for shared := 15; shared < 400; shared++ {
		for i := range last { // so many days apart
			need := match{shared: shared}.need(0.3, i)
			if need > last[i] || need < 0.25 || need > 0.6 {
				t.Errorf("%d shared words: %.2f, after %.2f", shared, need, last[i])
			}
			last[i] = need
		}
		if last[1] < last[0] {
			t.Errorf("%d shared words: a day later less is needed", shared)
		}
	}
}

// A report that says the same in other words needs less that is word for word.
func TestReworded(t *testing.T) {
	const from = "The ministry said on Tuesday that it had bought ninety buses for the capital from a maker in Oslo."
	for _, c := range []struct {
		to   string
		want bool
	}{
		{"From Oslo, where the maker is, ninety buses were bought, the ministry said on Tuesday.", true},
		{"The ministry said on Tuesday that tram drivers refused to work while talks about wages went nowhere.", false},
	} {
		a, b := newSide(report("a", from)), newSide(report("b", c.to))
		var al aligner
		if got := al.measure(a, b, nil).reworded(); got != c.want {
			t.Errorf("%s: %v", c.to, got)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Sun Corp. said this. It rose 3.5 percent. J. Smith left!", "Sun Corp said this | It rose 3.5 percent | J Smith left"},
		{"A head\n\nthen text", "A head | then text"},
		{"“Leave.” They went", "Leave | They went"},
		{"12 mln\n\nShr 3 cts", "12 mln | Shr 3 cts"},
		{"", ""},
	} {
		s := newSide(report("x", c.text))
		var got []string
		s.sentences(func(lo, hi int) { got = append(got, strings.Join(s.written(lo, hi), " ")) })
		if g := strings.Join(got, " | "); g != c.want {
			t.Errorf("%q: %s, want %s", c.text, g, c.want)
		}
	}
}

func TestParticular(t *testing.T) {
	s := newSide(report("x", "Sun Co raised two prices by 3.5 percent. The firm of Ruta Éluard said one thing. Oil rose."))
	var got string
	for i := range s.words {
		if k := s.particular(i); k != 0 {
			got += fmt.Sprintf("%s %c, ", s.written(i, i+1)[0], k)
		}
	}
	if want := "Sun n, Co n, two f, 3.5 f, Ruta n, Éluard n, "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
