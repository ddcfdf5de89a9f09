package view_test

import (
	"os"
	"strings"
	"testing"

	"assay/view"
)

func BenchmarkOf(b *testing.B) {
	page, err := os.ReadFile("../testdata/gold/displaced.txt")
	if err != nil {
		b.Fatal(err)
	}
	ascii := strings.Repeat(strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return '\''
		}
		return r
	}, string(page)), 20)
	for _, c := range []struct{ name, text string }{
		{"ascii", ascii},
		{"quotes", strings.Repeat(string(page), 20)},
		{"sprinkled", strings.ReplaceAll(ascii, "e", "e\u200b")},
	} {
		for name, of := range map[string]func(string) view.View{"of": view.Of, "quick": view.Quick} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(c.text)))
				b.ReportAllocs()
				for b.Loop() {
					of(c.text)
				}
			})
		}
	}
}
