package main

import (
	"math/rand/v2"
	"slices"
)

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6173736179)) }

// numbered returns the sorted set of what f gives for each word, and the numbers.
func numbered(list []*sentence, f func(s *sentence, i int) string) ([]string, map[string]int) {
	number := map[string]int{}
	var labels []string
	for _, s := range list {
		for i := range s.words {
			if l := f(s, i); number[l] == 0 {
				number[l] = 1
				labels = append(labels, l)
			}
		}
	}
	slices.Sort(labels)
	for i, l := range labels {
		number[l] = i
	}
	return labels, number
}

func tagLabel(s *sentence, i int) string { return s.upos[i] + " " + s.xpos[i] }
