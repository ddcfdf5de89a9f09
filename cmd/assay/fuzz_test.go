package main

import (
	"bytes"
	"testing"
)

// Whatever stands in a file of settings, it is refused at one of its lines, or is settings.
func FuzzSettings(f *testing.F) {
	f.Add([]byte("\ufeff{\"limit\": 20,\n\"add\": {\"reader\": \"fast\", \"reader\": 1}}"))
	f.Add([]byte("[1]"))
	f.Add([]byte("{\"a\": [[[[{\"b\": [}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		values, line, err := parseSettings(raw)
		if line < 1 || line > 1+bytes.Count(raw, []byte("\n")) {
			t.Fatalf("line %d of %q", line, raw)
		}
		if err == nil && values == nil {
			t.Fatalf("%q is nothing", raw)
		}
	})
}
