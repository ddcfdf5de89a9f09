package copies

import (
	"cmp"
	"math"
	"slices"
)

// Settings of the index. docs/copies.md says what each trades.
const (
	sampling     = 4  // one shingle in so many is kept
	postings     = 32 // reports looked at for one shingle, the first ones
	commonFrom   = 8  // reports that share a shingle before it can be common
	commonVotes  = 8  // pairs of them that are asked whether they are related
	relatedShare = 0.25
	crowd        = 32  // links that make a report the centre of a crowd
	firmly       = 0.6 // containment in a centre that leaves no doubt
	enough       = 3   // such centres, after which no others are looked at
)

// A sketch is what the index keeps of a report.
type sketch struct {
	words   int
	whole   uint64   // hash of all words in order
	samples []uint64 // sampled shingles, sorted, each once
	rare    int      // samples that are not common
}

func newSketch(words []word, grams []uint64) sketch {
	sk := sketch{words: len(words), whole: offset64}
	for _, w := range words {
		sk.whole = (sk.whole ^ w.hash) * prime64
	}
	for _, g := range grams {
		if g%sampling == 0 {
			sk.samples = append(sk.samples, g)
		}
	}
	slices.Sort(sk.samples)
	sk.samples = slices.Clip(slices.Compact(sk.samples))
	return sk
}

// An index leads from shingles to the reports that hold them. Shingles that
// one report alone holds are not in it.
type index struct {
	sketches []sketch
	entries  []entry          // sorted by shingle, then report
	groups   [][]int32        // per report: where in entries each of its rare groups starts
	common   map[uint64]bool  // shingles that otherwise unrelated reports share
	twins    map[uint64]int32 // the first report with these words in this order
	hits     []int32          // scratch: per report, shared samples
}

type entry struct {
	gram  uint64
	rep   int32
	group int32 // length of the group, at its first entry
}

func newIndex(sketches []sketch) *index {
	ix := &index{
		sketches: sketches,
		groups:   make([][]int32, len(sketches)),
		common:   map[uint64]bool{},
		twins:    make(map[uint64]int32, len(sketches)),
		hits:     make([]int32, len(sketches)),
	}
	for i, sk := range sketches {
		if _, ok := ix.twins[sk.whole]; !ok && sk.words >= shingle {
			ix.twins[sk.whole] = int32(i)
		}
		for _, g := range sk.samples {
			ix.entries = append(ix.entries, entry{gram: g, rep: int32(i)})
		}
	}
	slices.SortFunc(ix.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.rep, b.rep))
	})
	asked := map[[2]int32]bool{}
	for i := 0; i < len(ix.entries); {
		j := i + 1
		for j < len(ix.entries) && ix.entries[j].gram == ix.entries[i].gram {
			j++
		}
		group := ix.entries[i:j]
		group[0].group = int32(len(group))
		if ix.isCommon(group, asked) {
			ix.common[group[0].gram] = true
		} else {
			for _, e := range group {
				ix.sketches[e.rep].rare++
				if len(group) > 1 {
					ix.groups[e.rep] = append(ix.groups[e.rep], int32(i))
				}
			}
		}
		i = j
	}
	return ix
}

// isCommon reports whether the reports of group, all of which hold one
// shingle, are otherwise unrelated: then the shingle is a turn of phrase or
// the small print of a site, and says nothing of where a report came from. How
// often it occurs does not decide: each shingle of a story that a thousand
// papers carry occurs a thousand times. asked remembers what pairs answered.
func (ix *index) isCommon(group []entry, asked map[[2]int32]bool) bool {
	if len(group) < commonFrom {
		return false
	}
	votes, unrelated := min(commonVotes, len(group)-1), 0
	step := (len(group) - 1) / votes
	for k := range votes {
		pair := [2]int32{group[k*step].rep, group[(k+1)*step].rep}
		answer, ok := asked[pair]
		if !ok {
			answer = ix.sketches[pair[0]].share(ix.sketches[pair[1]]) >= relatedShare
			asked[pair] = answer
		}
		if !answer {
			unrelated++
		}
	}
	return unrelated*2 > votes
}

// share returns which share of the shorter sketch's samples both hold.
func (sk sketch) share(other sketch) float64 {
	a, b, n := sk.samples, other.samples, 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(n) / float64(max(1, min(len(a), len(b))))
}

// candidates returns the reports before rep that may be of its story, the
// likeliest first, at most limit. least is the share of shared samples from
// which on a report is one.
func (ix *index) candidates(rep int, least float64, limit int) []int {
	var touched []int32
	for _, start := range ix.groups[rep] {
		group := ix.entries[start:]
		n := min(int(group[0].group), postings)
		for _, e := range group[:n] {
			if int(e.rep) >= rep {
				break
			}
			if ix.hits[e.rep] == 0 {
				touched = append(touched, e.rep)
			}
			ix.hits[e.rep]++
		}
	}
	type candidate struct {
		rep  int
		hits int32
	}
	var found []candidate
	twin, ok := ix.twins[ix.sketches[rep].whole]
	if ok && int(twin) < rep {
		found = append(found, candidate{int(twin), math.MaxInt32})
	}
	for _, t := range touched {
		n := min(ix.sketches[rep].rare, ix.sketches[t].rare)
		if h := ix.hits[t]; (t != twin || !ok) && float64(h) >= least*float64(n) && (h > 1 || n < 2*shingle) {
			found = append(found, candidate{int(t), h})
		}
		ix.hits[t] = 0
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.hits, a.hits), cmp.Compare(a.rep, b.rep))
	})
	found = found[:min(limit, len(found))]
	reps := make([]int, len(found))
	for i, c := range found {
		reps[i] = c.rep
	}
	return reps
}
