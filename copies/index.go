package copies

import (
	"slices"
	"sync"
	"sync/atomic"

	"assay"
	"assay/view"
)

// Settings of the index. docs/copies.md says what each trades.
const (
	sampling     = 4  // one shingle in so many is kept
	core         = 32 // reports of a group that are all compared with one another: the first ones by id
	stars        = 4  // of them, so many that all others of the group are compared with
	firstVote    = 9  // reports that share a shingle when it is first asked whether it is common
	voters       = 17 // of them, so many at most are asked: the first ones by id
	relatedShare = 0.25
)

// A key is what the index keeps of a shingle: 40 bits of its hash, of which the
// last is 0.
func key(gram uint64) uint64 { return gram >> 24 &^ 1 }

// wholeKey returns the key of all the words of a report in order, of which the
// last bit is 1, and false for a report that has hardly any.
func wholeKey(whole uint64, words int32) (k uint64, ok bool) {
	return mix(whole)>>24 | 1, words >= shingle
}

// weight is what it counts for that two reports hold a key, in shared samples:
// that they have the same words in the same order is more than all samples.
func weight(key uint64) int32 { return 1 + int32(key&1)<<24 }

func sampled(gram uint64) bool { return gram%sampling == 0 }

// parts is into how many parts the keys are divided, by their highest bits, so
// that each is sorted in fast memory and by a worker of its own.
const parts = 1024

func partOf(key uint64) int { return int(key >> 30) }

// An index leads from shingles to the reports that hold them. Shingles that
// one report alone holds are not in it. The reports that share a shingle are a
// group; all the words of a report in order are a shingle too, so that reports
// with the same words are a group however short they are.
//
// Reports are in the order of their ids, and all that the index says follows
// from which reports there are: the order in which they came has no say in it,
// and an [Archive], which takes one report after the other, proposes the same
// pairs. Since ids are hashes, the first reports of a group are a sample of it
// that seldom changes when it grows.
type index struct {
	cards   []card          // per report: what stories need to know of it
	samples []int32         // per report: different shingles that were sampled
	whole   []uint64        // per report: hash of all words in order
	keys    []uint64        // per group, rising
	starts  []uint32        // per group: where its reports start in reports
	reports []int32         // by group, rising
	from    []uint32        // per report: where its groups start in groups
	groups  []uint32        // by report, rising
	isOften []bool          // per group: whether its shingle is common
	common  map[uint64]bool // keys that are common
}

// newIndex makes the index of docs, which are in the order of their ids.
func newIndex(docs []*assay.Doc) *index {
	ix := &index{
		cards: make([]card, len(docs)), samples: make([]int32, len(docs)), whole: make([]uint64, len(docs)),
		common: map[uint64]bool{},
	}
	ix.group(ix.sketch(docs))
	ix.list()
	ix.findCommon()
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
				doc, _ := view.QuickDoc(docs[i])
				hashes = bodyHashes(hashes[:0], doc)
				ix.cards[i] = card{int32(len(hashes)), agency(doc), appeared(doc)}
				ix.whole[i] = offset64
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
				if k, ok := wholeKey(ix.whole[i], ix.cards[i].words); ok {
					found[w][partOf(k)] = append(found[w][partOf(k)], k<<32|uint64(i))
					ix.samples[i]++
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
		var m part // in memory that is used again
		for p, ok := next(); ok; p, ok = next() {
			all = all[:0]
			for w := range found {
				all = append(all, found[w][p]...)
				found[w][p] = nil
			}
			spare = sortUpper(all, spare)
			m = part{m.keys[:0], m.starts[:0], m.reports[:0]}
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
			made[p] = part{slices.Clone(m.keys), slices.Clone(m.starts), slices.Clone(m.reports)}
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
	ix.isOften = make([]bool, groups)
}

// of returns the reports of a group.
func (ix *index) of(group uint32) []int32 {
	return ix.reports[ix.starts[group]:ix.starts[group+1]]
}

// list lists the groups of each report.
func (ix *index) list() {
	ix.from = make([]uint32, len(ix.cards)+1)
	for _, r := range ix.reports {
		ix.from[r+1]++
	}
	for i := range ix.cards {
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

// findCommon votes on the shingles that enough reports hold.
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
				if group := ix.of(uint32(g)); len(group) >= firstVote {
					ix.isOften[g], _ = isCommon(group, related)
				}
			}
		}
	})
	for g, often := range ix.isOften {
		if often {
			ix.common[ix.keys[g]] = true
		}
	}
}

// isCommon reports whether the reports that hold one shingle, in the order of
// their ids, are otherwise unrelated, as far as the first of them tell: then the shingle is a turn of phrase or
// the small print of a site, and says nothing of where a report came from. How
// often it occurs does not decide: each shingle of a story that a thousand
// papers carry occurs a thousand times.
func isCommon(group []int32, related func(x, y int32) (bool, error)) (bool, error) {
	first, unrelated := group[:min(len(group), voters)], 0
	for i := range first[1:] {
		yes, err := related(first[i], first[i+1])
		if err != nil {
			return false, err
		}
		if !yes {
			unrelated++
		}
	}
	return IsCommon(unrelated, len(first)-1), nil
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
}

func (ix *index) finder() *finder { return &finder{ix: ix, hits: make([]int32, len(ix.cards))} }

// candidates appends to buf the reports before rep, by id, that may be of its
// story. least is the share of shared samples from which on a report is one.
//
// A shingle speaks for two reports if both are among the first of its group, or
// one among the very first: a group of a thousand reprints costs linear work,
// and a digest of two groups is compared with both.
func (f *finder) candidates(buf []int32, rep int, least float64) []int32 {
	ix := f.ix
	f.touched = f.touched[:0]
	for _, g := range ix.groupsOf(rep) {
		if ix.isOften[g] {
			continue
		}
		group := ix.of(g)
		at, _ := slices.BinarySearch(group[:min(len(group), core)], int32(rep))
		if at == core {
			at = stars
		}
		for _, r := range group[:at] {
			if f.hits[r] == 0 {
				f.touched = append(f.touched, r)
			}
			f.hits[r] += weight(ix.keys[g])
		}
	}
	slices.Sort(f.touched)
	for _, t := range f.touched {
		if likely(f.hits[t], min(ix.samples[rep], ix.samples[t]), least) {
			buf = append(buf, t)
		}
		f.hits[t] = 0
	}
	return buf
}

// likely reports whether a report that shares so many samples with another is
// worth comparing with it; n is the number of samples of the one that has fewer.
func likely(shared, n int32, least float64) bool {
	return float64(shared) >= least*float64(n) && (shared > 1 || n < 2*shingle)
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

// sortUpper sorts elements of which those that are alike in their upper halves
// stand in order already, so that it goes by the upper halves alone: a radix sort
// by 11 bits at a time. spare is memory to use again.
func sortUpper(all, spare []uint64) []uint64 {
	if len(all) < 512 {
		slices.Sort(all)
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
