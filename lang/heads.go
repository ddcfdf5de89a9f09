package lang

import (
	"math"
	"strings"

	"assay/lang/neural"
)

// heads makes one answer of what the heads of the corpora say of a sentence. The
// first corpus tells more classes apart; the second, where what it calls a name
// differs, counts for secondWeight of it.
type heads struct {
	first, second [2]int   // the labels of each
	labels        []string // of the first: "B-PER", …
	partner       []int    // for each, the label of the second that it answers to

	sums []float32
}

const secondWeight = 0.5

// newHeads takes the labels of the network apart: "world B-PER", "uner B-PER".
func newHeads(labels []string) *heads {
	h := &heads{}
	second := map[string]int{}
	for i, l := range labels {
		if s, ok := strings.CutPrefix(l, "world "); ok {
			if h.first[1] == 0 {
				h.first[0] = i
			}
			h.first[1] = i + 1
			h.labels = append(h.labels, s)
		}
		if s, ok := strings.CutPrefix(l, "uner "); ok {
			if h.second[1] == 0 {
				h.second[0] = i
			}
			h.second[1] = i + 1
			second[s] = i - h.second[0]
		}
	}
	for _, l := range h.labels {
		k, ok := second[strings.Replace(l, "-FAC", "-LOC", 1)]
		if !ok {
			k = second["O"]
		}
		h.partner = append(h.partner, k)
	}
	return h
}

// label appends the label of each of n words, whose scores stand in rows of width.
func (h *heads) label(list []string, scores []float32, width, n int) []string {
	k := len(h.labels)
	if cap(h.sums) < n*k {
		h.sums = make([]float32, 2*n*k)
	}
	h.sums = h.sums[:n*k]
	for i := range n {
		row := scores[i*width : (i+1)*width]
		a, b := row[h.first[0]:h.first[1]], row[h.second[0]:h.second[1]]
		base := likely(b)
		for j, v := range a {
			h.sums[i*k+j] = v + secondWeight*(b[h.partner[j]]-base)
		}
	}
	for _, p := range neural.BestPath(h.labels, h.sums, k, n) {
		list = append(list, h.labels[p])
	}
	return list
}

// likely is the logarithm of the sum of the powers of e: what turns scores into
// logarithms of likelihoods. What is far below the greatest does not count.
func likely(v []float32) float32 {
	top := v[0]
	for _, x := range v {
		top = max(top, x)
	}
	sum := 0.0
	for _, x := range v {
		if x > top-15 {
			sum += math.Exp(float64(x - top))
		}
	}
	return top + float32(math.Log(sum))
}
