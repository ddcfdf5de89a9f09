package assay

import (
	"encoding/hex"
	"slices"
	"testing"
)

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

// Each is as short as it is among all the others, and as long as it takes.
func TestShorts(t *testing.T) {
	var ids []ReportID
	for _, digits := range []string{"3fa9c021b7", "0000000001", "3fa9c021b8", "ffffffff00", "3fa9c02100", "0000000001"} {
		var id ReportID
		if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	got := Shorts(ids)
	want := []string{"3fa9c021b700", "00000000", "3fa9c021b800", "ffffffff", "3fa9c0210000", "00000000"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for i, id := range ids {
		if short := id.Short(ids...); short != got[i] {
			t.Errorf("%s: %s among all", got[i], short)
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
