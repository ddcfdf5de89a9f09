package en

import (
	"strings"
	"testing"
)

func TestGivenUp(t *testing.T) {
	for text, want := range map[string]bool{
		"The toll rose to 71 on Friday, up from 57 a day earlier.": true,
		"That took back an earlier figure of 57.":                  true,
		"Trucks came up the road. They had 57 sheep.":              false,
		"It was 57.": false,
	} {
		if before, _, _ := strings.Cut(text, "57"); GivenUp(before) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
