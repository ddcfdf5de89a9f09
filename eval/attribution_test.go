package eval

import (
	"context"
	"math"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

// find returns the span of the n-th (from 0) place of word in text.
func find(t *testing.T, text, words string) assay.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("no %q", words)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

// TestAttributionMeasures holds the measures to what was worked out by hand on
// one text of ten tokens with two attributions.
func TestAttributionMeasures(t *testing.T) {
	const text = "Ana said it rained . Two men hope for sun"
	at := func(words ...string) (list []assay.Span) {
		for _, w := range words {
			list = append(list, find(t, text, w))
		}
		return list
	}
	gold := []assay.Attribution{
		{Source: at("Ana"), Cue: at("said"), Content: at("it rained")},
		{Source: at("Two men"), Cue: at("hope"), Content: at("for sun")},
	}
	whole := []assay.Span{{Start: 0, End: int32(len(text))}}
	for _, c := range []struct {
		name  string
		found []assay.Attribution
		want  map[string]float64
	}{
		{"all right", gold, map[string]float64{"source_exact_f1": 1, "cue_exact_f1": 1, "content_exact_f1": 1, "content_jaccard": 1, "triple_overlap_f1": 1, "triple_overlap_f1_says": 1}},
		{"nothing found", nil, map[string]float64{"source_exact_f1": 0, "cue_overlap_f1": 0, "content_jaccard": 0, "triple_overlap_f1": 0}},
		// One span over all shares tokens with both, but makes one pair: 2·1/(2+1).
		// It has ten tokens, of which a content has two.
		{"one span over all", []assay.Attribution{{Source: whole, Cue: whole, Content: whole}},
			map[string]float64{"source_exact_f1": 0, "source_overlap_f1": 2. / 3, "content_jaccard": 0.2, "triple_overlap_f1": 2. / 3}},
		// The second source is missing, the first content in pieces that make the
		// same tokens, the second content a word short: 1 of 2 sources, 2·1/(2+1);
		// contents: one exact of two; Jaccard 1 and 1/2.
		{"in part", []assay.Attribution{
			{Source: at("Ana"), Cue: at("said"), Content: at("it", "rained")},
			{Cue: at("hope"), Content: at("sun")},
		}, map[string]float64{"source_exact_f1": 2. / 3, "cue_exact_f1": 1, "content_exact_f1": 0.5, "content_overlap_f1": 1, "content_jaccard": 0.75, "triple_overlap_f1": 0.5}},
		// The right parts, tied to the wrong cues, make no triple.
		{"tied wrongly", []assay.Attribution{
			{Source: at("Two men"), Cue: at("said"), Content: at("for sun")},
			{Source: at("Ana"), Cue: at("hope"), Content: at("it rained")},
		}, map[string]float64{"source_exact_f1": 1, "cue_exact_f1": 1, "content_exact_f1": 1, "triple_overlap_f1": 0}},
		// A span that begins within a word has the word.
		{"within a word", []assay.Attribution{
			{Source: at("na"), Cue: at("said"), Content: at("t rained")}, gold[1],
		}, map[string]float64{"source_exact_f1": 1, "content_exact_f1": 1}},
	} {
		var counts attributionCounts
		counts.add(text, gold, c.found)
		res := newResult("attribution", nil)
		counts.measures(res)
		measured(t, c.name, res.Measures, c.want)
		for name, v := range res.Measures {
			if math.IsNaN(v) || v < 0 || v > 1 {
				t.Errorf("%s: %s is %v", c.name, name, v)
			}
		}
	}
	var counts attributionCounts
	counts.add("It rained for 12 days, he said", []assay.Attribution{{Content: []assay.Span{{Start: 0, End: 21}}}}, nil)
	if counts.numbers.gold != 1 || counts.says[2].gold != 0 {
		t.Errorf("numbers: %+v, says: %+v", counts.numbers, counts.says)
	}
}

// TestReadPolNeAR reads offsets in characters, pieces, relations, and leaves out
// what is no attribution.
func TestReadPolNeAR(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"text/a.txt": "“Größe,” says Ana, “counts.”",
		"attributions/a_1.ann": "T1\tSource 14 17\tAna\nT2\tCue 9 13\tsays\nT3\tContent 0 8;19 28\t“Größe,” “counts.”\n" +
			"T9\tbroken\nline\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tDiscuss:T5 Cue:T2\n",
		"attributions/a_2.ann": "T1\tCue 9 13\tsays\nE1\tAttribution-no-source:T4 Cue:T1\n",
		"attributions/b_1.ann": "T1\tCue 0 4\tsays\n",
		"attributions/c_1.ann": "T1\tCue 0 400\tsays\n",
		"text/c.txt":           "short",
	} {
		put(t, dir, name, text)
	}
	list, skipped, err := ReadPolNeAR(dir, false)
	if err != nil || len(list) != 2 || len(list[0].Attributions) != 1 || len(list[1].Attributions) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	a := list[0].Attributions[0]
	var content []string
	for _, sp := range a.Content {
		content = append(content, sp.In(list[0].Text))
	}
	if got := a.Source[0].In(list[0].Text) + "|" + a.Cue[0].In(list[0].Text) + "|" + strings.Join(content, "|"); got != "Ana|says|“Größe,”|“counts.”" {
		t.Errorf("read %q", got)
	}
	if len(skipped) != 2 || !strings.Contains(skipped[1].Reason, "0 to 400 is not in the text") {
		t.Errorf("skipped %+v", skipped)
	}
	if one, _, _ := ReadPolNeAR(dir, true); len(one) != 1 {
		t.Errorf("the first annotator alone: %d", len(one))
	}
	if res := AttributionTask(context.Background(), []string{dir, t.TempDir()}, false, lang.Careful); len(res.Skipped) != 3 || res.Items != 2 || res.Gold != 4 {
		t.Errorf("%+v", res)
	}
}

// TestChunks counts chunks by hand: five paragraphs' worth of what can happen to a
// span. The second attribution shares the source of the first; the content in
// quotation marks runs over two paragraphs; what is cut by a cue is two chunks; a
// no-break space parts two words and is none; half a word is none either.
func TestChunks(t *testing.T) {
	const text = "Ana said it rained , adding that\u00a0rain helps .\n\n“ Not here , ” replied Ben-Ami , “ it won’t .\n\nNever . ” Two hoped ."
	at := func(words ...string) (list []assay.Span) {
		for _, w := range words {
			list = append(list, find(t, text, w))
		}
		return list
	}
	gold := []assay.Attribution{
		{Source: at("Ana"), Cue: at("said"), Content: at("it rained")},
		{Source: at("Ana"), Cue: at("adding"), Content: at("that\u00a0rain helps")},
		{Source: at("Ben-Ami"), Cue: at("replied"), Content: at("“ Not here , ”", "“ it won’t .\n\nNever . ”")},
	}
	for _, c := range []struct {
		name  string
		found []assay.Attribution
		want  [3][3]int // of sources, cues, contents: gold, found, right
	}{
		{"all right", gold, [3][3]int{{2, 2, 2}, {3, 3, 3}, {5, 5, 5}}},
		{"nothing", nil, [3][3]int{{2, 0, 0}, {3, 0, 0}, {5, 0, 0}}},
		// whom a chunk belongs to is not asked
		{"tied otherwise", []assay.Attribution{
			{Source: at("Ben-Ami"), Cue: at("said"), Content: at("that\u00a0rain helps", "it rained")}, {Cue: gold[2].Cue, Content: gold[2].Content}, {Cue: at("adding"), Source: at("Ana")},
		}, [3][3]int{{2, 2, 2}, {3, 3, 3}, {5, 5, 5}}},
		// two pieces side by side are two chunks, one that is a token longer is wrong
		{"cut and grown", []assay.Attribution{
			{Source: at("Ana"), Cue: at("said"), Content: at("it", "rained")},
			{Source: at("replied Ben-Ami"), Content: at("that\u00a0rain helps .", "Never . ”")},
		}, [3][3]int{{2, 2, 1}, {3, 1, 1}, {5, 4, 1}}},
		// a piece that ends within a word has it not
		{"half a word", []assay.Attribution{{Source: at("Ben"), Content: at("Not here , ” replied Ben")}}, [3][3]int{{2, 0, 0}, {3, 0, 0}, {5, 1, 0}}},
	} {
		var counts chunkCounts
		counts.add(text, gold, c.found)
		for k, got := range counts {
			if [3]int{got.gold, got.found, got.right} != c.want[k] {
				t.Errorf("%s: part %d: %+v, want %v", c.name, k, got, c.want[k])
			}
		}
	}
}

// TestScoredSpace holds the tokens that attributions are scored by to Unicode's white
// space: a span that begins or ends with one is the same as one that does not.
func TestScoredSpace(t *testing.T) {
	for _, space := range []string{"\u00a0", "\u2009", "\u202f", "\u3000", "\u0085", "\u2028", "\v"} {
		text := "Ana said" + space + "it rained" + space + "here"
		cut, _ := chunkTokens(text)
		for name, tokens := range map[string][]assay.Span{"scored": scoredTokens(text), "chunks": cut} {
			if len(tokens) != 5 {
				t.Errorf("%s, %U: %d tokens", name, []rune(space), len(tokens))
			}
		}
		var counts attributionCounts
		counts.add(text, []assay.Attribution{{Content: []assay.Span{find(t, text, "it rained")}}}, []assay.Attribution{{Content: []assay.Span{find(t, text, space+"it rained"+space)}}})
		if counts.parts[2].exact != 1 {
			t.Errorf("%U parts what is one", []rune(space))
		}
	}
}
