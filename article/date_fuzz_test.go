package article

import "testing"

// Whatever is written as a day is none, or one that a calendar has.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2024-02-30", "3. März 2021", "1700000000", "٢٠٢٤/٠٢/٠١", "Feb 31st 2020", "2020年13月1日"} {
		f.Add(s, "de", byte(1))
	}
	f.Fuzz(func(t *testing.T, s, language string, order byte) {
		d, ok := ParseDate(s, language, Order(order%3))
		if ok != !d.IsZero() || d.Month > 12 || d.Day > 31 || d.Day > 0 && d.Month > 0 && d.Year > 0 && !plausible(d) {
			t.Fatalf("%q is %v, %v", s, d, ok)
		}
	})
}
