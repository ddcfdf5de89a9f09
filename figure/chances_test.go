package figure

import "testing"

func TestScale(t *testing.T) {
	s := scale{{0, 0}, {0.5, 0.2}, {1, 1}}
	for p, want := range map[float64]float64{0: 0, 0.25: 0.1, 0.5: 0.2, 0.75: 0.6, 1: 1} {
		if got := s.of(p); got < want-1e-12 || got > want+1e-12 {
			t.Errorf("%v becomes %v, want %v", p, got, want)
		}
	}
	if got := scale(nil).of(0.3); got != 0.3 {
		t.Errorf("without a scale .3 becomes %v", got)
	}
}

// Likelihoods stay in order and between 0 and 1.
func TestScales(t *testing.T) {
	both, err := scales()
	if err != nil {
		t.Fatal(err)
	}
	for _, fields := range []map[string]scale{both.Careful, both.Fast} {
		for _, name := range []string{"figure", "action", "places", "country", "time", "days", "row"} {
			last := -1.0
			for p := 0.0; p <= 1; p += 1.0 / 128 {
				got := fields[name].of(p)
				if got < last || got > 1 || got < 0 {
					t.Fatalf("%s: %v becomes %v after %v", name, p, got, last)
				}
				last = got
			}
		}
	}
}
