package main

import (
	"strings"

	"assay/lang"
)

// recasing returns how to write a share of the texts again, in capitals or in small
// letters, so that headlines and careless scrapes are read too; nil for the rest.
func recasing(i int) func(string) string {
	switch i % 8 {
	case 3:
		return strings.ToUpper
	case 7:
		return strings.ToLower
	}
	return nil
}

// recased returns s with its words written as f does.
func recased(s *sentence, f func(string) string) *sentence {
	c := *s
	c.words = nil
	for i, w := range s.words {
		c.words = append(c.words, lang.NewWord(f(w.Form), i == 0))
	}
	return &c
}
