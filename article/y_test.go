package article

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestY(t *testing.T) {
	for _, n := range strings.Fields(os.Getenv("Y")) {
		fs, _ := filepath.Glob("/work/shared/data/pages/*/html/" + n + "*")
		text := readPage(t, fs[0])
		mp, doc, err := parseMarked(text)
		if err != nil {
			fmt.Println(n, err)
			continue
		}
		v := survey{metas: map[string]string{}, items: map[string]string{}}
		content := v.archived(doc, text)
		v.collect(doc)
		v.ld = mp.linkedData()
		f := v.facts("")
		o := mp.outlineOf(content)
		o.readable(doc)
		c := o.context(f.Title, false)
		if o.missed(c) {
			c = o.context(f.Title, true)
		}
		seen := v.visible(&f, c, orderOf(f.Declared))
		fmt.Println("=====", n, "blocks", len(o.blocks), "core", c.first, c.last, "blind", c.blind, "seen", seen.day, seen.from, seen.score, "title", f.Title)
		fmt.Println(v.ld.published, v.ld.modified, v.metas["date"], v.metas["article:published_time"])
		for i := range c.blocks {
			b := &c.blocks[i]
			if d, _, _ := dateIn(string(b.text.Bytes[:min(len(b.text.Bytes), 160)]), f.Declared, orderOf(f.Declared)); d.Day > 0 || i == c.first {
				fmt.Printf("  %d %s %v %.100q inner %b\n", i, b.tag, d, b.text.Bytes, c.inner[i])
			}
		}
		for k, tm := range v.times {
			if k < 6 {
				fmt.Printf("  time %q named %v moved %v\n", tm.value, tm.named, tm.moved)
			}
		}
	}
}
