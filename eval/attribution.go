package eval

import (
	"context"
	"regexp"
	"slices"
	"sort"
	"strings"

	"assay"
	"assay/lang"
	"assay/pipeline"
)

// AttributionTask scores attributions against folders laid out as PolNeAR is.
// An item is the source, the cue or the content of an attribution; its tokens are
// the words and the marks in all its pieces, wherever they lie. Exact F1 counts
// items of the same tokens, overlap F1 pairs, one to one, that share a token;
// jaccard is the mean over the gold items of the best overlap divided by the
// union. triple_overlap_f1 counts attributions of which every part shares a
// token with the part of one of the gold's (a source that is missing matches one
// that is missing). Measures in _numbers are those of contents that hold a
// number, those in _says of attributions whose cue is a verb of saying. Every
// annotation file is an item; if one is true, the first of each document.
// Measures in _chunk_f1 are in CofeNet's definition, always over the first
// annotator of each document: see chunkCounts.
func AttributionTask(ctx context.Context, folders []string, one bool, reader lang.Reader) *Result {
	res := newResult("attribution", folders)
	var total attributionCounts
	var chunks chunkCounts
	for _, folder := range folders {
		texts, skipped, err := ReadPolNeAR(folder, one)
		if err != nil {
			res.skip(folder, err)
			continue
		}
		res.Skipped = append(res.Skipped, skipped...)
		read := map[string][]assay.Attribution{} // by text
		for _, t := range texts {
			got, have := read[t.Text]
			if !have {
				if got, err = attributions(ctx, t.Text, reader); err != nil {
					res.skip(t.Path, err)
					continue
				}
				read[t.Text] = got
				res.Bytes += int64(len(t.Text))
			}
			res.Items++
			total.add(t.Text, t.Attributions, got)
			if t.First {
				chunks.add(t.Text, t.Attributions, got)
			}
		}
	}
	total.measures(res)
	chunks.measures(res.Measures)
	return res.done()
}

// attributions reads a text with the stages that it takes.
func attributions(ctx context.Context, text string, reader lang.Reader) ([]assay.Attribution, error) {
	doc := assay.NewDoc(&assay.Report{Text: text})
	var stages []assay.Stage
	for _, s := range pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}}) {
		stages = append(stages, s)
		if s.Writes&assay.Attributions != 0 {
			break
		}
	}
	err := pipeline.Annotate(ctx, doc, stages)
	return doc.Attributions, err
}

// tally counts what two lists of items have in common.
type partTally struct {
	gold, found, exact, overlap int
	jaccard                     float64
}

func (t *partTally) add(gold, found []places) {
	t.gold += len(gold)
	t.found += len(found)
	exact := map[string]int{}
	for _, f := range found {
		exact[f.key()]++
	}
	for _, g := range gold {
		if k := g.key(); exact[k] > 0 {
			exact[k]--
			t.exact++
		}
		best := 0.0
		for _, f := range found {
			best = max(best, g.jaccard(f))
		}
		t.jaccard += best
	}
	t.overlap += pairs(len(gold), len(found), func(i, k int) int { return gold[i].shared(found[k]) })
}

func (t *partTally) measures(m Measures, name, suffix string) {
	if t.gold+t.found > 0 {
		m[name+"_exact_f1"+suffix] = 2 * float64(t.exact) / float64(t.gold+t.found)
		m[name+"_overlap_f1"+suffix] = 2 * float64(t.overlap) / float64(t.gold+t.found)
	}
	if t.gold > 0 {
		m[name+"_jaccard"+suffix] = t.jaccard / float64(t.gold)
	}
}

// pairs returns how many pairs of n and m things can be made, one to one, those
// that share most first. share says how much two of them do.
func pairs(n, m int, share func(i, k int) int) int {
	type pair struct{ i, k, share int }
	var list []pair
	for i := range n {
		for k := range m {
			if s := share(i, k); s > 0 {
				list = append(list, pair{i, k, s})
			}
		}
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].share > list[b].share })
	left, right, made := map[int]bool{}, map[int]bool{}, 0
	for _, p := range list {
		if !left[p.i] && !right[p.k] {
			left[p.i], right[p.k] = true, true
			made++
		}
	}
	return made
}

// places are, sorted, where the tokens of an item begin.
type places []int32

var scoredToken = regexp.MustCompile(`[\p{L}\p{N}_]+|[^\p{L}\p{N}_` + space + `]`)

// placesOf returns the tokens that the pieces touch. Annotators' spans now and
// then begin within a word.
func placesOf(tokens []assay.Span, pieces []assay.Span) places {
	var set places
	for _, p := range pieces {
		k := sort.Search(len(tokens), func(k int) bool { return tokens[k].End > p.Start })
		for ; k < len(tokens) && tokens[k].Start < p.End; k++ {
			set = append(set, tokens[k].Start)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// scoredTokens cuts a text into words and marks.
func scoredTokens(text string) (tokens []assay.Span) {
	for _, at := range scoredToken.FindAllStringIndex(text, -1) {
		tokens = append(tokens, assay.Span{Start: int32(at[0]), End: int32(at[1])})
	}
	return tokens
}

func (s places) key() string {
	var b strings.Builder
	for _, v := range s {
		b.WriteByte(byte(v))
		b.WriteByte(byte(v >> 8))
		b.WriteByte(byte(v >> 16))
		b.WriteByte(byte(v >> 24))
	}
	return b.String()
}

func (s places) shared(o places) int {
	n := 0
	for i, k := 0, 0; i < len(s) && k < len(o); {
		switch {
		case s[i] == o[k]:
			n++
			i++
			k++
		case s[i] < o[k]:
			i++
		default:
			k++
		}
	}
	return n
}

func (s places) jaccard(o places) float64 {
	n := s.shared(o)
	if n == 0 {
		return 0
	}
	return float64(n) / float64(len(s)+len(o)-n)
}

// attributionCounts are the counts of all measures.
type attributionCounts struct {
	parts   [3]partTally // sources, cues, contents
	numbers partTally    // contents that hold a number
	says    [3]partTally // parts of attributions whose cue is a verb of saying
	triples partTally
	tsays   partTally
}

var (
	holdsNumber = regexp.MustCompile(`(?i)[0-9]|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|scores|hundreds?|thousands?|millions?|billions?|trillions?)\b`)
	saying      = regexp.MustCompile(`(?i)\b(sa(y|ys|id|ying)|t(ell|ells|old|elling)|according|add(s|ed|ing)?|announc(e|es|ed|ing)|report(s|ed|ing)?|wr(ite|ites|ote|iting)|stat(e|es|ed|ing))\b`)
)

func (c *attributionCounts) add(text string, gold, found []assay.Attribution) {
	tokens := scoredTokens(text)
	g, f := partsOf(tokens, gold), partsOf(tokens, found)
	for k := range c.parts {
		c.parts[k].add(present(g, k), present(f, k))
	}
	c.numbers.add(where(text, gold, g, holdsNumber, 2), where(text, found, f, holdsNumber, 2))
	gs, fs := only(text, gold, g), only(text, found, f)
	for k := range c.says {
		c.says[k].add(present(gs, k), present(fs, k))
	}
	c.triples.addTriples(g, f)
	c.tsays.addTriples(gs, fs)
}

// partsOf returns the tokens of the three parts of each attribution.
func partsOf(tokens []assay.Span, list []assay.Attribution) (parts [][3]places) {
	for _, a := range list {
		parts = append(parts, [3]places{placesOf(tokens, a.Source), placesOf(tokens, a.Cue), placesOf(tokens, a.Content)})
	}
	return parts
}

// present returns the k-th parts that are there.
func present(list [][3]places, k int) (parts []places) {
	for _, p := range list {
		if len(p[k]) > 0 {
			parts = append(parts, p[k])
		}
	}
	return parts
}

// where returns the k-th parts of which a piece matches.
func where(text string, list []assay.Attribution, parts [][3]places, re *regexp.Regexp, k int) (some []places) {
	for i, a := range list {
		for _, sp := range [][]assay.Span{a.Source, a.Cue, a.Content}[k] {
			if re.MatchString(sp.In(text)) {
				some = append(some, parts[i][k])
				break
			}
		}
	}
	return some
}

// only returns those whose cue is a verb of saying.
func only(text string, list []assay.Attribution, parts [][3]places) (some [][3]places) {
	for i, a := range list {
		for _, sp := range a.Cue {
			if saying.MatchString(sp.In(text)) {
				some = append(some, parts[i])
				break
			}
		}
	}
	return some
}

// addTriples counts attributions of which all parts overlap.
func (t *partTally) addTriples(gold, found [][3]places) {
	whole := func(list [][3]places) (some [][3]places) {
		for _, p := range list {
			if len(p[1]) > 0 && len(p[2]) > 0 {
				some = append(some, p)
			}
		}
		return some
	}
	gold, found = whole(gold), whole(found)
	t.gold += len(gold)
	t.found += len(found)
	t.overlap += pairs(len(gold), len(found), func(i, k int) int {
		g, f := gold[i], found[k]
		source := g[0].shared(f[0])
		if len(g[0])+len(f[0]) == 0 {
			source = 1
		}
		if source == 0 || g[1].shared(f[1]) == 0 {
			return 0
		}
		return g[2].shared(f[2])
	})
}

func (c *attributionCounts) measures(res *Result) {
	for k, name := range []string{"source", "cue", "content"} {
		c.parts[k].measures(res.Measures, name, "")
		c.says[k].measures(res.Measures, name, "_says")
		res.Gold += c.parts[k].gold
		res.Predicted += c.parts[k].found
	}
	c.numbers.measures(res.Measures, "content", "_numbers")
	for _, t := range []struct {
		tally  partTally
		suffix string
	}{{c.triples, ""}, {c.tsays, "_says"}} {
		if n := t.tally.gold + t.tally.found; n > 0 {
			res.Measures["triple_overlap_f1"+t.suffix] = 2 * float64(t.tally.overlap) / float64(n)
		}
	}
}
