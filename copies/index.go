package copies

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"assay"
)

// Settings of the index. docs/copies.md says what each trades.
const (
	sampling     = 4  // one shingle in so many is kept
	postings     = 32 // reports looked at for one shingle, the first ones
	firstVote    = 9  // reports that share a shingle when it is first asked whether it is common
	nextVote     = 4  // it is asked again when they are so many times as many
	commonVotes  = 8  // pairs of them that are asked whether they are related
	relatedShare = 0.25
	crowd        = 32 // reports that share a shingle before they are a crowd
	enough       = 3  // of a crowd, so many stand for it
)

// A key is what the index keeps of a shingle: 40 bits of its hash.
func key(gram uint64) uint64 { return gram >> 24 }

func sampled(gram uint64) bool { return gram%sampling == 0 }

// parts is into how many parts the keys are divided, by their highest bits, so
// that each is sorted in fast memory and by a worker of its own.
const parts = 1024

func partOf(key uint64) int { return int(key >> 30) }

// An index leads from shingles to the reports that hold them. Shingles that
// one report alone holds are not in it. The reports that share a shingle are a
// group.
//
// What the index says of a report is what was known when it came: which reports
// were before it, and which shingles were common then. So an [Archive], which
// takes one report after the other, proposes the same pairs.
type index struct {
	words   []int32          // per report: how many words it has
	samples []int32          // per report: different shingles that were sampled
	rare    []int32          // per report: those of them that were not common when it came
	whole   []uint64         // per report: hash of all words in order
	twins   map[uint64]int32 // the first report with these words in this order
	keys    []uint64         // per group, rising
	starts  []uint32         // per group: where its reports start in reports
	reports []int32          // by group, rising
	from    []uint32         // per report: where its groups start in groups
	groups  []uint32         // by report, rising
	votes   []uint16         // per group: bit i is set if the i-th vote said common
	common  map[uint64]bool  // keys that the last vote said to be common
}

// newIndex makes the index of docs.
func newIndex(docs []*assay.Doc) *index {
	ix := &index{
		words: make([]int32, len(docs)), samples: make([]int32, len(docs)), whole: make([]uint64, len(docs)),
		common: map[uint64]bool{},
	}
	ix.group(ix.sketch(docs))
	ix.list()
	ix.findCommon()
	ix.twins = make(map[uint64]int32, len(docs))
	for i, h := range ix.whole {
		if _, ok := ix.twins[h]; !ok && ix.words[i] >= shingle {
			ix.twins[h] = int32(i)
		}
	}
	return ix
}

// sketch samples the shingles of docs. What it returns holds, for each worker
// and part, the lower bits of the keys with the number of the report below; a
// worker has a stretch of docs, so that reports come in order.
func (ix *index) sketch(docs []*assay.Doc) [][parts][]uint64 {
	const wordsPerByte = 1.0 / 6
	found := make([][parts][]uint64, workers(len(docs)))
	var wait sync.WaitGroup
	for w := range found {
		lo, hi := len(docs)*w/len(found), len(docs)*(w+1)/len(found)
		wait.Go(func() {
			size := 0
			for _, doc := range docs[lo:hi] {
				size += len(doc.Text)
			}
			for p := range found[w] {
				found[w][p] = make([]uint64, 0, int(float64(size)*wordsPerByte/sampling/parts*1.1)+4)
			}
			var hashes []uint64
			for i := lo; i < hi; i++ {
				hashes = bodyHashes(hashes[:0], docs[i])
				ix.words[i], ix.whole[i] = int32(len(hashes)), offset64
				for _, h := range hashes {
					ix.whole[i] = (ix.whole[i] ^ h) * prime64
				}
				var roll roller
				for _, h := range hashes {
					if g, ok := roll.next(h); ok && sampled(g) {
						k := key(g)
						found[w][partOf(k)] = append(found[w][partOf(k)], k<<32|uint64(i))
						ix.samples[i]++
					}
				}
			}
		})
	}
	wait.Wait()
	return found
}

// group sorts the samples and keeps those that two reports hold.
func (ix *index) group(found [][parts][]uint64) {
	type part struct {
		keys    []uint64
		starts  []uint32
		reports []int32
	}
	var made [parts]part
	each(parts, func(next func() (int, bool)) {
		var all, spare []uint64
		for p, ok := next(); ok; p, ok = next() {
			all = all[:0]
			for w := range found {
				all = append(all, found[w][p]...)
				found[w][p] = nil
			}
			spare = sortUpper(all, spare)
			m := &made[p]
			for i := 0; i < len(all); {
				j := i + 1
				for j < len(all) && all[j]>>32 == all[i]>>32 {
					j++
				}
				start := len(m.reports)
				for k := i; k < j; k++ {
					if k > i && all[k] == all[k-1] {
						atomic.AddInt32(&ix.samples[uint32(all[k])], -1) // twice in one report
						continue
					}
					m.reports = append(m.reports, int32(uint32(all[k])))
				}
				if len(m.reports) == start+1 {
					m.reports = m.reports[:start]
				} else {
					m.keys = append(m.keys, uint64(p)>>2<<32|all[i]>>32)
					m.starts = append(m.starts, uint32(start))
				}
				i = j
			}
			m.reports = slices.Clip(slices.Clone(m.reports))
		}
	})
	groups, reports := 0, 0
	for _, m := range made {
		groups, reports = groups+len(m.keys), reports+len(m.reports)
	}
	ix.keys, ix.starts, ix.reports = make([]uint64, 0, groups), make([]uint32, 0, groups+1), make([]int32, 0, reports)
	for p := range made {
		base := uint32(len(ix.reports))
		for _, s := range made[p].starts {
			ix.starts = append(ix.starts, base+s)
		}
		ix.keys = append(ix.keys, made[p].keys...)
		ix.reports = append(ix.reports, made[p].reports...)
		made[p] = part{}
	}
	ix.starts = append(ix.starts, uint32(len(ix.reports)))
	ix.votes = make([]uint16, groups)
}

// of returns the reports of a group.
func (ix *index) of(group uint32) []int32 {
	return ix.reports[ix.starts[group]:ix.starts[group+1]]
}

// list lists the groups of each report.
func (ix *index) list() {
	ix.from = make([]uint32, len(ix.words)+1)
	for _, r := range ix.reports {
		ix.from[r+1]++
	}
	for i := range ix.words {
		ix.from[i+1] += ix.from[i]
	}
	ix.groups = make([]uint32, len(ix.reports))
	next := slices.Clone(ix.from)
	for g := range ix.keys {
		for _, r := range ix.of(uint32(g)) {
			ix.groups[next[r]] = uint32(g)
			next[r]++
		}
	}
}

// groupsOf returns the groups of a report.
func (ix *index) groupsOf(rep int) []uint32 { return ix.groups[ix.from[rep]:ix.from[rep+1]] }

// votesAt returns how many votes there have been on a shingle that n reports
// hold. A vote is never taken back before the next, so that few reports are
// concerned when one changes what is common.
func votesAt(n int) int {
	votes := 0
	for at := firstVote; n >= at; at *= nextVote {
		votes++
	}
	return votes
}

// isCommonTo reports whether the shingle of group g was common when n reports
// held it.
func (ix *index) isCommonTo(g uint32, n int) bool {
	v := votesAt(n)
	return v > 0 && ix.votes[g]>>(v-1)&1 != 0
}

// isCommonFor reports whether the shingle of group g was common when report
// rep, which holds it, came.
func (ix *index) isCommonFor(g uint32, rep int) bool {
	if ix.votes[g] == 0 {
		return false
	}
	at, _ := slices.BinarySearch(ix.of(g), int32(rep))
	return ix.isCommonTo(g, at+1)
}

// findCommon votes on the shingles that enough reports hold, and counts for
// each report those that were not common when it came.
func (ix *index) findCommon() {
	each((len(ix.keys)+1023)/1024, func(next func() (int, bool)) {
		asked := map[[2]int32]bool{}
		related := func(x, y int32) (bool, error) {
			answer, ok := asked[[2]int32{x, y}]
			if !ok {
				answer = ix.related(x, y)
				asked[[2]int32{x, y}] = answer
			}
			return answer, nil
		}
		for block, ok := next(); ok; block, ok = next() {
			for g := block * 1024; g < min((block+1)*1024, len(ix.keys)); g++ {
				group := ix.of(uint32(g))
				for v, n := 0, firstVote; n <= len(group); v, n = v+1, n*nextVote {
					common, _ := isCommon(n, func(i int) int32 { return group[i] }, related)
					if common {
						ix.votes[g] |= 1 << v
					}
				}
			}
		}
	})
	ix.rare = slices.Clone(ix.samples)
	for g, votes := range ix.votes {
		if votes == 0 {
			continue
		}
		group := ix.of(uint32(g))
		for i, r := range group {
			if ix.isCommonTo(uint32(g), i+1) {
				ix.rare[r]--
			}
		}
		if ix.isCommonTo(uint32(g), len(group)) {
			ix.common[ix.keys[g]] = true
		}
	}
}

// isCommon reports whether n reports that hold one shingle are otherwise
// unrelated: then the shingle is a turn of phrase or the small print of a site,
// and says nothing of where a report came from. How often it occurs does not
// decide: each shingle of a story that a thousand papers carry occurs a thousand
// times. A few pairs of the reports are asked.
func isCommon(n int, report func(i int) int32, related func(x, y int32) (bool, error)) (bool, error) {
	votes, unrelated := min(commonVotes, n-1), 0
	step := (n - 1) / votes
	for k := range votes {
		yes, err := related(report(k*step), report((k+1)*step))
		if err != nil {
			return false, err
		}
		if !yes {
			unrelated++
		}
	}
	return unrelated*2 > votes, nil
}

// related reports whether x and y share enough of the samples of the one that
// has fewer.
func (ix *index) related(x, y int32) bool {
	n := 0
	eachShared(ix.groupsOf(int(x)), ix.groupsOf(int(y)), func(int) { n++ })
	return enoughShared(n, ix.samples[x], ix.samples[y])
}

func enoughShared(shared int, x, y int32) bool {
	return float64(shared) >= relatedShare*float64(max(1, min(x, y)))
}

// A finder finds candidates; each worker has its own.
type finder struct {
	ix      *index
	hits    []int32 // per report: shared samples
	touched []int32
	found   []candidate
}

type candidate struct {
	rep  int32
	hits int32
}

func (ix *index) finder() *finder { return &finder{ix: ix, hits: make([]int32, len(ix.words))} }

// candidates appends to buf the reports before rep that may be of its story,
// the likeliest first, at most limit. least is the share of shared samples from
// which on a report is one.
func (f *finder) candidates(buf []int32, rep int, least float64, limit int) []int32 {
	ix := f.ix
	f.touched, f.found = f.touched[:0], f.found[:0]
	crowded := false
	for _, g := range ix.groupsOf(rep) {
		if ix.isCommonFor(g, rep) {
			continue
		}
		group := ix.of(g)
		crowded = crowded || len(group) > crowd && int(group[crowd]) <= rep
		for _, r := range group[:min(len(group), postings)] {
			if int(r) >= rep {
				break
			}
			if f.hits[r] == 0 {
				f.touched = append(f.touched, r)
			}
			f.hits[r]++
		}
	}
	twin, ok := ix.twins[ix.whole[rep]]
	if ok && int(twin) < rep {
		f.found = append(f.found, candidate{twin, math.MaxInt32})
	}
	for _, t := range f.touched {
		if h := f.hits[t]; (t != twin || !ok) && likely(h, min(ix.rare[rep], ix.rare[t]), least) {
			f.found = append(f.found, candidate{t, h})
		}
		f.hits[t] = 0
	}
	sortCandidates(f.found)
	if crowded && len(f.found) > enough {
		mine := ix.groupsOf(rep)
		f.found, _ = thin(f.found[:min(8*limit, len(f.found))], mine,
			func(t int32) ([]uint32, error) { return ix.groupsOf(int(t)), nil },
			func(i int) bool { group := ix.of(mine[i]); return len(group) > crowd && int(group[crowd]) <= rep })
	}
	f.found = f.found[:min(limit, len(f.found))]
	for _, c := range f.found {
		buf = append(buf, c.rep)
	}
	return buf
}

// likely reports whether a report that shares so many samples with another is
// worth comparing with it; n is the number of rare samples of the one that has
// fewer.
func likely(shared, n int32, least float64) bool {
	return float64(shared) >= least*float64(n) && (shared > 1 || n < 2*shingle)
}

// sortCandidates puts the likeliest first.
func sortCandidates(found []candidate) {
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.hits, a.hits), cmp.Compare(a.rep, b.rep))
	})
}

// thin leaves out candidates of a crowd: once each shingle that a candidate
// shares with a report is shared by enough others, it says nothing new. A digest
// of two crowds keeps candidates of both. mine are the shingles of the report,
// theirs those of a candidate; crowded says which of mine a crowd holds.
func thin[K uint32 | uint64](found []candidate, mine []K, theirs func(t int32) ([]K, error), crowded func(i int) bool) ([]candidate, error) {
	stands := make([]uint8, len(mine)) // candidates that stand for it
	kept := found[:0]
	for _, c := range found {
		other, err := theirs(c.rep)
		if err != nil {
			return nil, err
		}
		fresh, all := 0, 0
		eachShared(mine, other, func(i int) {
			all++
			if stands[i] < enough || !crowded(i) {
				fresh++
			}
		})
		if fresh*5 <= all && all > 0 {
			continue
		}
		eachShared(mine, other, func(i int) { stands[i] = min(stands[i]+1, enough) })
		kept = append(kept, c)
	}
	return kept, nil
}

// eachShared calls f for each place in a whose element is in b too; both rise.
func eachShared[K uint32 | uint64](a, b []K, f func(i int)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			f(i)
			i, j = i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
}

// sortUpper sorts by the upper half of each element and keeps the order of
// those that are alike there: a radix sort by 11 bits at a time. spare is
// memory to use again.
func sortUpper(all, spare []uint64) []uint64 {
	if len(all) < 512 {
		slices.SortStableFunc(all, func(x, y uint64) int { return cmp.Compare(x>>32, y>>32) })
		return spare
	}
	const width = 11
	spare = slices.Grow(spare[:0], len(all))[:len(all)]
	from, to := all, spare
	for shift := 32; shift < 64; shift += width {
		var at [1 << width]uint32
		for _, x := range from {
			at[x>>shift&(1<<width-1)]++
		}
		sum := uint32(0)
		for i, n := range at {
			at[i], sum = sum, sum+n
		}
		for _, x := range from {
			d := x >> shift & (1<<width - 1)
			to[at[d]] = x
			at[d]++
		}
		from, to = to, from
	}
	copy(all, from) // after three passes the result is in spare
	return spare
}
