// Package workload makes reports for tests of scale: invented ones, a fifth of
// them edited copies of others, and the pairs that are copies. The manner is
// that of ../shared/data/copies/gen.py (cuts, sentences dropped, synonyms,
// paragraphs moved, merges of two reports, small print of sites, paragraphs of
// the paper's own), but the text is made of invented words after a chain of
// preferred successors, so that it runs from a clean clone. The same number and
// seed give the same reports. It does not imitate the sense of news, and the
// edits are kinder than an editor's: whole sentences move. What is to be added up over
// many reports comes from [Tell]: invented events, with what a reader would have found.
package workload

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// A Workload is a set of texts and the pairs of them that are copies.
type Workload struct {
	Texts []string
	Pairs []Pair
}

// A Pair is two texts that share three sentences or more, A before B.
type Pair struct {
	A, B        int
	Containment float64 // in sentences
	Resemblance float64
}

// A sentence is one of an original report, which key tells, or of nobody.
type sentence struct {
	text string
	key  int64 // original, paragraph and sentence; -1 for none
}

type paragraph []sentence

// Make makes n reports.
func Make(n int, seed uint64) *Workload {
	r := rand.New(rand.NewPCG(seed, 0x5eed))
	tongue := newTongue(r)
	originals := make([][]paragraph, n-n/5)
	var long []int // those that can be copied
	for i := range originals {
		originals[i] = tongue.report(r, i)
		if sentences(originals[i]) >= 6 {
			long = append(long, i)
		}
	}
	all := make([][]paragraph, 0, n)
	for _, rep := range originals {
		if r.Float64() < .3 {
			rep = framed(rep, tongue, r)
		}
		all = append(all, rep)
	}
	for len(all) < n && len(long) > 0 {
		i := long[r.IntN(len(long))]
		for range min(1+int(r.ExpFloat64()/.6), 12) { // a few stories have many copies
			if c := edited(originals, i, long, tongue, r); len(all) < n && original(c) >= 3 {
				all = append(all, c)
			}
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	w := &Workload{Texts: make([]string, len(all)), Pairs: pairs(all)}
	for i, rep := range all {
		w.Texts[i] = text(rep)
	}
	return w
}

func sentences(rep []paragraph) int {
	n := 0
	for _, p := range rep {
		n += len(p)
	}
	return n
}

// original returns how many sentences of rep are somebody's.
func original(rep []paragraph) int {
	n := 0
	for _, p := range rep {
		for _, s := range p {
			if s.key >= 0 {
				n++
			}
		}
	}
	return n
}

func text(rep []paragraph) string {
	var b strings.Builder
	for i, p := range rep {
		if i > 0 {
			b.WriteString("\n\n")
		}
		for k, s := range p {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// edited returns an edited copy of an original.
func edited(originals [][]paragraph, i int, long []int, tongue *tongue, r *rand.Rand) []paragraph {
	rep := originals[i]
	if r.Float64() < .5 { // cut from the end
		rep = rep[:min(len(rep), max(2, int(float64(len(rep))*(.25+.55*r.Float64()))))]
	}
	drop, swap := 0., 0.
	if r.Float64() < .35 {
		drop = .08 + .27*r.Float64()
	}
	if r.Float64() < .6 {
		swap = []float64{.15, .4, .9}[r.IntN(3)]
	}
	var out []paragraph
	for _, p := range rep {
		var q paragraph
		for _, s := range p {
			if drop > 0 && r.Float64() < drop {
				continue
			}
			if swap > 0 {
				s.text = synonyms(s.text, swap, r)
			}
			q = append(q, s)
		}
		if len(q) > 0 {
			out = append(out, q)
		}
	}
	if r.Float64() < .3 {
		r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	if r.Float64() < .12 {
		other := originals[long[r.IntN(len(long))]]
		out = append(out, other[:min(len(other), max(2, len(other)/2))]...)
	}
	if r.Float64() < .55 {
		out = framed(out, tongue, r)
	}
	if r.Float64() < .25 && len(out) > 0 {
		var local paragraph
		for range 1 + r.IntN(3) {
			local = append(local, sentence{tongue.sentence(r), -1})
		}
		out = append(out[:1:1], append([]paragraph{local}, out[1:]...)...)
	}
	return out
}

// framed puts the small print of a site around rep.
func framed(rep []paragraph, tongue *tongue, r *rand.Rand) []paragraph {
	site := sites[r.IntN(len(sites))]
	pick := func(list []string, n int) (out []paragraph) {
		for _, i := range r.Perm(len(list))[:n] {
			out = append(out, paragraph{{list[i], -1}})
		}
		return out
	}
	head := []string{"Home | World | Politics | Business | Sport | Opinion | Subscribe",
		fmt.Sprintf("%s Staff Updated %02d:%02d GMT", site, r.IntN(24), r.IntN(60)),
		"Share this article on Facebook Twitter WhatsApp Email Print"}
	foot := []string{fmt.Sprintf("Sign up for the %s newsletter and get the best stories delivered to your inbox every morning.", site),
		"Read more: " + tongue.sentence(r),
		fmt.Sprintf("Copyright %s. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.", site),
		"Follow us on social media. Terms of use. Privacy policy. Cookie settings. Contact us. Advertise with us."}
	out := pick(head, 1+r.IntN(3))
	out = append(out, rep...)
	return append(out, pick(foot, 1+r.IntN(4))...)
}

var sites = []string{"Daily Beacon", "Gulf Courier", "Morning Mail", "The Register", "World Digest", "Metro Dispatch", "National Argus",
	"Capital Journal", "Evening Lamp", "Frontier Sentinel", "Coastal Observer", "Open Page", "Sun Weekly", "City Examiner", "Daily Comet",
	"Valley Monitor", "Harbour Today", "Record24", "Globe Letter", "The Annals"}

// swaps are words that an editor puts for others.
var swaps = map[string][]string{
	"said": {"told reporters", "stated", "noted", "says"}, "government": {"authorities", "administration"}, "company": {"firm", "group"},
	"officials": {"sources", "authorities"}, "about": {"around", "roughly", "some", "nearly"}, "will": {"is to"}, "would": {"could"},
	"bank": {"lender"}, "prices": {"costs"}, "last": {"the previous", "past"}, "year": {"12 months"}, "also": {"additionally"},
	"but": {"however"}, "new": {"fresh"}, "major": {"big", "key"}, "market": {"markets"}, "agreement": {"deal", "accord"},
	"meeting": {"talks"}, "because": {"since"}, "trade": {"commerce"}, "foreign": {"overseas"}, "expected": {"due", "likely"},
	"country": {"nation"}, "world": {"global"}, "largest": {"biggest"}, "first": {"initial"}, "two": {"2"}, "three": {"3"},
	"percent": {"per cent", "%"}, "ago": {"earlier"}, "end": {"close"},
}

func synonyms(s string, rate float64, r *rand.Rand) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		core := strings.TrimRight(w, ",.")
		if list := swaps[core]; list != nil && r.Float64() < rate {
			words[i] = list[r.IntN(len(list))] + w[len(core):]
		}
	}
	return strings.Join(words, " ")
}

// pairs returns the pairs that share three sentences or more, in order.
func pairs(all [][]paragraph) []Pair {
	keys := make([]map[int64]bool, len(all))
	of := map[int64][]int{} // original -> reports that have a sentence of it, in order
	var order []int64
	for i, rep := range all {
		keys[i] = map[int64]bool{}
		for _, p := range rep {
			for _, s := range p {
				if s.key < 0 {
					continue
				}
				keys[i][s.key] = true
				from := s.key >> 20
				if len(of[from]) == 0 {
					order = append(order, from)
				}
				if n := len(of[from]); n == 0 || of[from][n-1] != i {
					of[from] = append(of[from], i)
				}
			}
		}
	}
	seen := map[[2]int]bool{}
	var out []Pair
	for _, from := range order {
		m := of[from]
		for x, a := range m {
			for _, b := range m[x+1:] {
				if seen[[2]int{a, b}] {
					continue
				}
				shared := 0
				for k := range keys[a] {
					if keys[b][k] {
						shared++
					}
				}
				if shared >= 3 {
					seen[[2]int{a, b}] = true
					out = append(out, Pair{a, b, float64(shared) / float64(min(len(keys[a]), len(keys[b]))),
						float64(shared) / float64(len(keys[a])+len(keys[b])-shared)})
				}
			}
		}
	}
	return out
}

// A tongue is a language of invented words, with some words of English that are
// frequent in news among them.
type tongue struct {
	words []string
	rank  *rand.Zipf
}

const (
	vocabulary = 30000
	successors = 24 // preferred ones of a word
)

var frequent = strings.Fields(`the of to in a and said for on that is was by it at with from be will as has its are an not were but
 which he had would this or have been their they more than government company officials about year last also new bank market
 agreement meeting because trade foreign expected country world largest first two three percent ago end prices major`)

func newTongue(r *rand.Rand) *tongue {
	t := &tongue{words: append([]string{}, frequent...), rank: rand.NewZipf(r, 1.05, 3, vocabulary-1)}
	for len(t.words) < vocabulary {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			b.WriteByte("bcdfghklmnprstvw"[r.IntN(16)])
			b.WriteByte("aeiou"[r.IntN(5)])
			if r.IntN(2) == 0 {
				b.WriteByte("lmnrst"[r.IntN(6)])
			}
		}
		t.words = append(t.words, b.String())
	}
	return t
}

// after returns a word that follows word: mostly one of those it prefers.
func (t *tongue) after(word int, r *rand.Rand) int {
	if r.IntN(3) == 0 {
		return int(t.rank.Uint64())
	}
	x := uint64(word)*successors + uint64(math.Abs(r.NormFloat64())*successors/3)%successors
	x ^= x >> 15
	x *= 0x9E3779B97F4A7C15
	x ^= x >> 29
	// The lower the number, the more frequent the word.
	return int(math.Pow(float64(x>>11)/(1<<53), 3) * (vocabulary - 1))
}

func (t *tongue) sentence(r *rand.Rand) string {
	var b strings.Builder
	w := int(t.rank.Uint64())
	for i, n := 0, 8+r.IntN(30); i < n; i++ {
		s := t.words[w]
		switch {
		case i == 0:
			s = strings.ToUpper(s[:1]) + s[1:]
		case r.IntN(50) == 0:
			s = fmt.Sprint(r.IntN(2000))
			fallthrough
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s)
		if r.IntN(15) == 0 && i < n-1 {
			b.WriteByte(',')
		}
		w = t.after(w, r)
	}
	b.WriteByte('.')
	return b.String()
}

// report invents original number i.
func (t *tongue) report(r *rand.Rand, i int) []paragraph {
	words := max(80, min(1500, int(math.Exp(math.Log(330)+.55*r.NormFloat64()))))
	var out []paragraph
	for n := 0; n < words; {
		var p paragraph
		for range 1 + r.IntN(3) {
			s := t.sentence(r)
			n += strings.Count(s, " ") + 1
			p = append(p, sentence{s, int64(i)<<20 | int64(len(out))<<8 | int64(len(p))})
		}
		out = append(out, p)
	}
	return out
}
