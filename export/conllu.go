package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/ledger"
)

// hiddenWord stands for each word of a private person's name: the tree keeps its words.
const hiddenWord = "[name]"

// conllu writes the sentences of the reports with their trees; MISC says which entries a
// word stands in. A report that is not in English has no words.
func (l *Ledger) conllu(w io.Writer) error {
	b := bufio.NewWriter(w)
	docs := l.reports()
	for i, read := range again(docs) {
		doc := docs[i]
		m := l.masks[doc.ID]
		entries := make(map[int][]string) // of each word the entries that it stands in
		for _, mk := range l.marks(doc) {
			for _, sp := range mk.spans {
				lo, hi := read.TokensTouching(sp)
				for i := lo; i < hi; i++ {
					entries[i] = append(entries[i], mk.kind+"="+mk.id)
				}
			}
		}
		fmt.Fprintf(b, "# newdoc id = %s\n", doc.ID)
		if len(read.Tokens) == 0 {
			b.WriteString("# assay: no words were read\n\n")
			continue
		}
		for n, sentence := range read.Sentences {
			lo, hi := read.TokensIn(sentence)
			if lo == hi {
				continue
			}
			var text strings.Builder
			var rows []string
			for i := lo; i < hi; i++ {
				tok := &read.Tokens[i]
				form, lemma := word(m.Words(tok.Span)), word(tok.Lemma)
				if m.Hides(tok.Span) {
					form, lemma = hiddenWord, hiddenWord
				}
				head, rel := 0, "root"
				if h := int(tok.Head); h >= lo && h < hi {
					head, rel = h-lo+1, tok.Rel
				}
				var misc []string
				glued := i+1 < hi && read.Tokens[i+1].Span.Start == tok.Span.End
				text.WriteString(form)
				if glued {
					misc = append(misc, "SpaceAfter=No")
				} else if i+1 < hi {
					text.WriteByte(' ')
				}
				misc = append(misc, entries[i]...)
				rows = append(rows, strings.Join([]string{fmt.Sprint(i - lo + 1), form, or(lemma), or(tok.POS), or(tok.XPOS), "_", fmt.Sprint(head), or(rel), "_", or(strings.Join(together(misc), "|"))}, "\t"))
			}
			fmt.Fprintf(b, "# sent_id = %s\n# text = %s\n# bytes = %d %d\n", ledger.EntryID(doc.ID, fmt.Sprint("n", n+1)), text.String(), sentence.Start, sentence.End)
			b.WriteString(strings.Join(rows, "\n") + "\n\n")
		}
	}
	return b.Flush()
}

// together puts entries of one kind together, each kind once: "Content=c1,c2".
func together(list []string) (out []string) {
	at := map[string]int{}
	for _, s := range list {
		key, value, _ := strings.Cut(s, "=")
		if k, ok := at[key]; ok {
			out[k] += "," + value
			continue
		}
		at[key] = len(out)
		out = append(out, s)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

// word is a word without white space, which the form cannot hold.
func word(s string) string { return strings.Join(strings.Fields(s), "") }

func or(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
