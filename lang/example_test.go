package lang_test

import (
	"context"
	"fmt"

	"assay"
	"assay/lang"
)

func ExampleSplit() {
	text := "Gen. Amara Okoro left on Jan. 20. “It is over,” she said."
	for _, s := range lang.Split(text) {
		fmt.Println(s.In(text))
	}
	// Output:
	// Gen. Amara Okoro left on Jan. 20.
	// “It is over,” she said.
}

func ExampleNew() {
	doc := assay.NewDoc(&assay.Report{Text: "Three men fled Juba."})
	if err := lang.New(lang.Options{}).Run(context.Background(), doc); err != nil {
		fmt.Println(err)
	}
	for i, tok := range doc.Tokens {
		fmt.Println(doc.Word(i), tok.Lemma, tok.POS, tok.Head, tok.Rel)
	}
	for _, n := range doc.Names {
		fmt.Println(n.Class, n.Span.In(doc.Text))
	}
	// Output:
	// Three three NUM 1 nummod
	// men man NOUN 2 nsubj
	// fled flee VERB -1 root
	// Juba Juba PROPN 2 obj
	// . . PUNCT 2 punct
	// LOC Juba
}
