package eval

import (
	"regexp"
	"slices"
	"strings"

	"assay"
)

// space is what counts as white space within the brackets of a pattern: what
// unicode.IsSpace does, the no-break space among it. Regexp's \s is ASCII.
const space = `\s\x0b\x{85}\p{Z}`

// chunkToken is a word, with what hyphens and apostrophes join to it, or a mark.
var chunkToken = regexp.MustCompile(`[\p{L}\p{N}_]+(?:[’'-][\p{L}\p{N}_]+)*|[^\p{L}\p{N}_` + space + `]`)

// A chunk is a run of tokens of one kind, half open.
type chunk struct{ from, to int }

// chunkCounts count the chunks of sources, cues and contents as CofeNet does (Wang
// et al., COLING 2022), whose items are paragraphs: every contiguous span is one
// chunk, B I I …, whatever it belongs to, however many attributions share it, and one
// that runs on behind the end of a paragraph is one chunk in each. A chunk is right
// where its first and its last token are.
type chunkCounts [3]struct{ gold, found, right int }

func (c *chunkCounts) add(text string, gold, found []assay.Attribution) {
	tokens, opens := chunkTokens(text)
	for k := range c {
		g, f := chunksOf(tokens, opens, gold, k), chunksOf(tokens, opens, found, k)
		c[k].gold += len(g)
		c[k].found += len(f)
		for _, x := range f {
			if i, ok := slices.BinarySearchFunc(g, x.from, func(a chunk, from int) int { return a.from - from }); ok && g[i] == x {
				c[k].right++
			}
		}
	}
}

func (c *chunkCounts) measures(m Measures) {
	for k, name := range []string{"source", "cue", "content"} {
		if n := c[k].gold + c[k].found; n > 0 {
			m[name+"_chunk_f1"] = 2 * float64(c[k].right) / float64(n)
		}
	}
}

// chunkTokens cuts a text into tokens and says which of them open a paragraph.
func chunkTokens(text string) (tokens []assay.Span, opens []bool) {
	end := 0
	for _, at := range chunkToken.FindAllStringIndex(text, -1) {
		tokens = append(tokens, assay.Span{Start: int32(at[0]), End: int32(at[1])})
		opens = append(opens, end == 0 || strings.ContainsRune(text[end:at[0]], '\n'))
		end = at[1]
	}
	return tokens, opens
}

// chunksOf returns the chunks of the k-th parts, in text order. A span has the
// tokens that lie wholly in it.
func chunksOf(tokens []assay.Span, opens []bool, list []assay.Attribution, k int) (chunks []chunk) {
	var spans []assay.Span
	for _, a := range list {
		spans = append(spans, [][]assay.Span{a.Source, a.Cue, a.Content}[k]...)
	}
	slices.SortFunc(spans, func(a, b assay.Span) int {
		if a.Start != b.Start {
			return int(a.Start - b.Start)
		}
		return int(b.End - a.End)
	})
	at := 0 // the tokens before it are taken
	for _, sp := range spans {
		for at < len(tokens) && tokens[at].Start < sp.Start {
			at++
		}
		from := at
		for ; at < len(tokens) && tokens[at].End <= sp.End; at++ {
			if opens[at] && at > from {
				chunks = append(chunks, chunk{from, at})
				from = at
			}
		}
		if at > from {
			chunks = append(chunks, chunk{from, at})
		}
	}
	return chunks
}
