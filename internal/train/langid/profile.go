package main

import (
	"encoding/json"
	"os"
)

// readProfile returns what draws the words of a language of langdetect's: how often
// each stretch of three characters stands in its Wikipedia, spaces included.
func readProfile(path string) (chain, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return chain{}, err
	}
	var profile struct{ Freq map[string]float64 }
	if err := json.Unmarshal(b, &profile); err != nil {
		return chain{}, err
	}
	counts := map[string]map[rune]float64{}
	add := func(state string, r rune, n float64) {
		if r == ' ' {
			r = 0
		}
		if counts[state] == nil {
			counts[state] = map[rune]float64{}
		}
		counts[state][r] += n
	}
	for s, n := range profile.Freq {
		r := []rune(s)
		switch {
		case len(r) != 3:
		case r[0] == ' ':
			add("^", r[1], n)
			add("^"+string(r[1]), r[2], n)
		default:
			add(string(r[:2]), r[2], n)
		}
	}
	return chain{2, choices(counts)}, nil
}
