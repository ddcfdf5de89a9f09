// Command train makes the weights and the lemma table of lang/en from the
// corpora under ../shared/data/lang: English Web Treebank and GUM for tags, trees
// and lemmas, UNER and the worldwide newswire set for names. The features and the
// decoders are package lang's own, so that what is trained is what runs. The same
// data and seed give the same files byte for byte, on whatever kind of processor
// amd64 is, with two cores or one. With -eval nothing is trained:
// the pipeline as it is built is measured on the development parts. Test parts
// are never read.
//
//	go run ./internal/train -data ../shared/data/lang -out lang/en
//	go run ./internal/train -data ../shared/data/lang -eval
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"assay/lang"
)

func main() {
	data := flag.String("data", "../shared/data/lang", "folder of the corpora")
	out := flag.String("out", "lang/en", "folder for the weights")
	seed := flag.Uint64("seed", 1, "seed of the shuffling")
	only := flag.String("only", "tree,name,lemma", "what to train: tree, name, lemma; attribution; confidence and across print what they find; the rest is taken as built in")
	epochs := flag.Int("epochs", 0, "how often the networks read the corpora; 0 is as planned")
	words := flag.String("words", "", "print the reports of this part of PolNeAR as words with their attributions, and train nothing")
	eval := flag.Bool("eval", false, "measure what is built in, and train nothing")
	reader := flag.String("reader", "careful", "with -eval: which reader is measured, careful or fast")
	flag.Parse()
	debug.SetGCPercent(400)
	var err error
	switch {
	case !slices.Contains(lang.Readers[:], *reader):
		err = fmt.Errorf("-reader %s: there are %s", *reader, strings.Join(lang.Readers[:], " and "))
	case *words != "":
		err = writeWords(os.Stdout, *words)
	case *eval:
		err = evaluate(os.Stdout, *data, lang.Reader(slices.Index(lang.Readers[:], *reader)))
	default:
		err = trainAll(*data, *out, *seed, *only, *epochs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// trainAll trains what only names and writes it to out.
func trainAll(data, out string, seed uint64, only string, epochs int) error {
	want := func(what string) bool { return strings.Contains(only, what) }
	start := time.Now()
	say := func(format string, args ...any) {
		fmt.Printf("%6.0fs  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	write := func(name string, b []byte, err error) error {
		if err != nil {
			return err
		}
		say("%s: %d bytes", name, len(b))
		return os.WriteFile(filepath.Join(out, name), b, 0o644)
	}
	c := &corpora{}
	if want("lemma") || want("tree") || want("name") || want("across") {
		var err error
		if c, err = readCorpora(data); err != nil {
			return err
		}
	}
	var news []string
	if want("tree") || want("name") || want("attribution") {
		var err error
		if news, err = readNews(filepath.Dir(data)); err != nil {
			return err
		}
	}
	if want("tree") || want("name") {
		var err error
		if c.taught, err = teach(news); err != nil {
			return err
		}
		say("%d sentences of news, read with care", len(c.taught))
	}
	if want("lemma") {
		if err := write("lemmas.txt", trainLemmas(c.trees), nil); err != nil {
			return err
		}
	}
	if want("tree") {
		w, l, err := trainTrees(c, seed, epochs, say)
		if err := write("tree-words.bin", w, err); err != nil {
			return err
		}
		if err := write("tree.bin", l, nil); err != nil {
			return err
		}
	}
	if want("attribution") {
		cited, dev, err := readPolNeAR(filepath.Dir(data))
		if err != nil {
			return err
		}
		w, l, links, err := trainAttribution(cited, teachCited(news), dev, seed, epochs, say)
		if err := write("words.bin", w, err); err != nil {
			return err
		}
		if err := write("layers.bin", l, nil); err != nil {
			return err
		}
		if err := write("links.txt", links, nil); err != nil {
			return err
		}
	}
	if want("confidence") {
		if err := fitConfidence(os.Stdout, filepath.Dir(data)); err != nil {
			return err
		}
	}
	if want("across") {
		if err := acrossNames(c, seed, epochs, say); err != nil {
			return err
		}
	}
	if want("name") {
		w, l, err := trainNames(c, seed, epochs, say)
		if err := write("name-words.bin", w, err); err != nil {
			return err
		}
		if err := write("name.bin", l, nil); err != nil {
			return err
		}
	}
	return nil
}
