package records

import "testing"

// Rows of whatever bytes come to an end, and their cells lead back into them.
func FuzzRow(f *testing.F) {
	f.Add([]byte("a,\"b\"\"c\",d\r\n\"e"), byte(','))
	f.Add([]byte("\t\t\n\r\r\n"), byte('\t'))
	f.Fuzz(func(t *testing.T, text []byte, sep byte) {
		for at := 0; at < len(text); {
			cells, next, err := Row(text, at, sep)
			if err != nil {
				return
			}
			if next <= at {
				t.Fatalf("behind %d comes %d", at, next)
			}
			for _, c := range cells {
				if k := c.Steps.Raw(int32(len(c.Bytes))); int(k) > len(text) {
					t.Fatalf("a cell leads to %d of %d", k, len(text))
				}
			}
			at = next
		}
	})
}

// Whatever is said of the keys of records is refused, or names keys.
func FuzzMap(f *testing.F) {
	f.Add("text=body,date=pubDate")
	f.Add("text=,=,text=a,text=b")
	f.Fuzz(func(t *testing.T, s string) {
		var m Map
		if m.UnmarshalText([]byte(s)) != nil {
			return
		}
		said := 0
		for _, key := range m {
			if key != "" {
				said++
			}
		}
		if said == 0 {
			t.Fatalf("%q says nothing", s)
		}
		m.Over(Of(func(string) bool { return true }))
	})
}
