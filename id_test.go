package assay

import "testing"

// An id grows where another report's begins alike, and for no other reason.
func TestShort(t *testing.T) {
	id := ReportID{0x3f, 0xa9, 0xc0, 0x21, 0x5d, 0x2a, 0x77}
	near := ReportID{0x3f, 0xa9, 0xc0, 0x21, 0x5d, 0x2b}
	nearer := ReportID{0x3f, 0xa9, 0xc0, 0x21, 0x5d, 0x2a, 0x78}
	for _, c := range []struct {
		others []ReportID
		want   string
	}{
		{nil, "3fa9c021"},
		{[]ReportID{id, {0x3f, 0xa9, 0xc0, 0x22}}, "3fa9c021"},
		{[]ReportID{near}, "3fa9c0215d2a"},
		{[]ReportID{near, id, nearer}, "3fa9c0215d2a7700"},
	} {
		if got := id.Short(c.others...); got != c.want {
			t.Errorf("beside %x: %s, want %s", c.others, got, c.want)
		}
		if got := StoryID(id, c.others...); got != "st"+c.want {
			t.Errorf("beside %x: story %s", c.others, got)
		}
	}
}

func TestCompleteDate(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"2023", "XXXX-08-24", "2023-08-24"}, {"XXXX-08-24", "2023", "2023-08-24"}, {"2023-08", "2023-08-24", "2023-08-24"},
		{"2023", "2023", "2023"}, {"2023-08-24", "2023", "2023-08-24"},
		{"2023-02", "XXXX-08-24", ""}, {"2023", "2022-08-24", ""}, {"2023", "XXXX-02-29", ""},
	} {
		a, errA := ParseDate(c.a)
		b, errB := ParseDate(c.b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		got, ok := a.Complete(b)
		if ok != (c.want != "") || ok && got.String() != c.want || !ok && got != a {
			t.Errorf("%s and %s: %s, %t; want %q", c.a, c.b, got, ok, c.want)
		}
	}
	unknown := Date{}
	if got, ok := unknown.Complete(unknown); !ok || !got.IsZero() {
		t.Error("nothing and nothing make", got, ok)
	}
}

// Days come first, then what is known in part, then the unknown.
func TestCompareDates(t *testing.T) {
	order := []string{"2018-02-04", "2018-02-05", "2019-01-01", "2018-02", "XXXX-03-05", ""}
	for i, a := range order {
		for k, b := range order {
			x, _ := ParseDate(a)
			y, _ := ParseDate(b)
			if got, want := x.Compare(y), min(1, max(-1, i-k)); got != want {
				t.Errorf("%q and %q: %d, want %d", a, b, got, want)
			}
		}
	}
}
