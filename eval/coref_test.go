package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/coref"
	"assay/lang"
)

// corefFolder writes a corpus of one part: words of sentences by report, and mentions.
func corefFolder(t *testing.T, corpus, mentions string) string {
	t.Helper()
	dir := t.TempDir()
	for name, s := range map[string]string{"ECB_Dev_corpus.txt": corpus, "ECB_Dev_Event_gold_mentions.json": mentions} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// corefWords writes sentence n of a report as the corpus has it.
func corefWords(report, n, words string) string {
	var b strings.Builder
	for i, w := range strings.Fields(words) {
		b.WriteString(strings.Join([]string{report, n, string(rune('0' + i)), w, "-"}, "\t") + "\n")
	}
	return b.String() + "\n"
}

func TestCorefTask(t *testing.T) {
	corpus := corefWords("1_1ecb", "0", "The quake struck Tarn") + corefWords("1_2ecb", "3", "Quakes struck Tarn twice") + corefWords("2_1ecb", "0", "Oxley banned smoking indoors")
	dir := corefFolder(t, corpus, `[
 {"coref_chain": "ACT1", "doc_id": "1_1ecb", "sent_id": 0, "tokens_number": [1], "tokens_str": "quake"},
 {"coref_chain": "ACT1", "doc_id": "1_2ecb", "sent_id": 3, "tokens_number": [0], "tokens_str": "Quakes"},
 {"coref_chain": "ACT2", "doc_id": "1_2ecb", "sent_id": 3, "tokens_number": [1, 3], "tokens_str": "struck twice"},
 {"coref_chain": "ACT3", "doc_id": "2_1ecb", "sent_id": 0, "tokens_number": [1], "tokens_str": "banned"}]`)
	whole := func(reports []coref.Report) ([][]int, error) {
		var out [][]int
		for _, r := range reports {
			out = append(out, make([]int, len(r.Mentions)))
		}
		return out, nil
	}
	res := corefTask(t.Context(), []string{dir}, "", lang.Fast, whole)
	if len(res.Skipped) > 0 || res.Items != 3 || res.Gold != 3 || res.Predicted != 1 || len(res.Each) != 1 {
		t.Fatalf("%+v", res)
	}
	// One chain of four for a gold of two, one and one.
	measured(t, "", res.Measures, map[string]float64{"muc_p": 1. / 3, "muc_r": 1, "bcubed_p": 6. / 16, "bcubed_r": 1, "ceafe_p": 4. / 6, "ceafe_r": 4. / 6 / 3})
	if res := CorefTask(t.Context(), []string{dir}, "dev", lang.Fast); res.Measures["conll_f1"] == 0 {
		t.Errorf("%+v", res)
	}
	if res := CorefTask(t.Context(), []string{dir}, "test", lang.Fast); len(res.Skipped) != 1 {
		t.Errorf("a part that is not there: %+v", res)
	}
}

func TestCorefBroken(t *testing.T) {
	corpus := corefWords("1_1ecb", "0", "The quake struck Tarn")
	for _, c := range []struct{ corpus, mentions, want string }{
		{"1_1ecb\t0\t1\tquake\t-\n", "[]", "stands where 0 should"},
		{"1_1ecb\t0\n", "[]", "with tabs between"},
		{corpus, "{", "invalid"},
		{corpus, `[{"coref_chain": "A", "doc_id": "2_1ecb", "sent_id": 0, "tokens_number": [1]}]`, "the corpus lacks"},
		{corpus, `[{"coref_chain": "A", "doc_id": "1_1ecb", "sent_id": 0, "tokens_number": [4]}]`, "words that are not in"},
		{corpus, `[{"coref_chain": "A", "doc_id": "1_1ecb", "sent_id": 0, "tokens_number": []}]`, "words that are not in"},
		{corpus, `[{"coref_chain": "A", "doc_id": "1_1ecb", "sent_id": 7, "tokens_number": [1]}]`, "words that are not in"},
	} {
		res := CorefTask(t.Context(), []string{corefFolder(t, c.corpus, c.mentions)}, "", lang.Fast)
		if len(res.Skipped) != 1 || !strings.Contains(res.Skipped[0].Reason, c.want) {
			t.Errorf("%q %q: %+v, want %q", c.corpus, c.mentions, res.Skipped, c.want)
		}
	}
	if res := CorefTask(t.Context(), []string{t.TempDir()}, "", lang.Fast); len(res.Skipped) != 1 {
		t.Errorf("an empty folder: %+v", res)
	}
}

// What is built in, on the development part of ECB+, on which it learnt, too.
func TestCorefPlus(t *testing.T) {
	dir := filepath.Join(shared, "data/coreference/ecbplus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("SKIPPED: ", err)
	}
	res := CorefTask(t.Context(), []string{dir}, "dev", lang.Fast)
	if res.Items != 196 || len(res.Skipped) > 0 || res.Measures["conll_f1"] < .76 {
		t.Errorf("%d reports, %v, %v", res.Items, res.Measures, res.Skipped)
	}
}
