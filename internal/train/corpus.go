package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/lang"
)

// A sentence is one sentence of a corpus, with what the corpus says of it.
type sentence struct {
	words   []lang.Word
	upos    []string
	xpos    []string
	lemma   []string
	head    []int // 1-based; 0 is the root
	rel     []string
	name    []string // BILOU
	full    []string // BILOU, in the corpus's own classes
	open    bool     // names of classes other than PER, ORG and LOC are not marked
	text    string   // the text as it was, from "# text"
	newPar  bool
	newDoc  bool
	context lang.Context // what its document shows
	places  []uint8
	glue    []bool // no white space follows the word
}

type corpora struct {
	trees, treesDev []*sentence // EWT and GUM; EWT
	gumDev          []*sentence
	names           []*sentence // worldwide and UNER
	worldDev        []*sentence
	unerDev         []*sentence
	taught          []*sentence // news as the careful reader reads it
}

func readCorpora(data string) (*corpora, error) {
	c := &corpora{}
	for _, f := range []struct {
		to   *[]*sentence
		path string
	}{
		{&c.trees, "ewt/en_ewt-ud-train.conllu"},
		{&c.trees, "gum/gum-train.nonc.conllu"},
		{&c.treesDev, "ewt/en_ewt-ud-dev.conllu"},
		{&c.gumDev, "gum/gum-dev.nonc.conllu"},
	} {
		list, err := readTrees(filepath.Join(data, f.path))
		if err != nil {
			return nil, err
		}
		*f.to = append(*f.to, list...)
	}
	paths, err := filepath.Glob(filepath.Join(data, "worldwide", "*.tsv"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no worldwide articles in %s", data)
	}
	for _, p := range paths {
		list, err := readWorldwide(p)
		if err != nil {
			return nil, err
		}
		if inDev(p) {
			c.worldDev = append(c.worldDev, list...)
		} else {
			c.names = append(c.names, list...)
		}
	}
	train, err := readUNER(filepath.Join(data, "uner-ewt", "draft2022-train.iob2"))
	if err != nil {
		return nil, err
	}
	c.names = append(c.names, train...)
	c.unerDev, err = readUNER(filepath.Join(data, "uner-ewt", "en_ewt-ud-dev.iob2"))
	return c, err
}

// inDev reports whether a worldwide article belongs to the development part.
func inDev(path string) bool {
	sum := sha256.Sum256([]byte(filepath.Base(path)))
	n := 0
	for _, b := range sum {
		n = (n*256 + int(b)) % 10
	}
	return n == 9
}

// readLines calls f for each line of a file, and once with "" at its end.
func readLines(path string, f func(line string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	for sc.Scan() {
		f(strings.TrimRight(sc.Text(), "\r"))
	}
	f("")
	return sc.Err()
}

// readTrees reads CoNLL-U. Empty nodes are left out.
func readTrees(path string) (list []*sentence, err error) {
	s := &sentence{}
	until, glued := 0, false // of a multi-word token
	err = readLines(path, func(line string) {
		if line == "" {
			if len(s.words) > 0 {
				list = append(list, s)
			}
			s, until = &sentence{}, 0
			return
		}
		if line[0] == '#' {
			if t, ok := strings.CutPrefix(line, "# text = "); ok {
				s.text = t
			}
			if strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc") {
				s.newPar = true
			}
			if strings.HasPrefix(line, "# newdoc") {
				s.newDoc = true
			}
			return
		}
		c := strings.Split(line, "\t")
		if len(c) < 10 || strings.Contains(c[0], ".") {
			return
		}
		noSpace := strings.Contains(c[9], "SpaceAfter=No")
		if _, to, ok := strings.Cut(c[0], "-"); ok {
			b, _ := strconv.Atoi(to)
			until, glued = b, noSpace
			return
		}
		id, _ := strconv.Atoi(c[0])
		if id <= until {
			noSpace = id < until || glued
		}
		h, _ := strconv.Atoi(c[6])
		s.words = append(s.words, lang.NewWord(c[1], len(s.words) == 0))
		s.lemma = append(s.lemma, c[2])
		s.upos = append(s.upos, c[3])
		s.xpos = append(s.xpos, c[4])
		s.head = append(s.head, h)
		s.rel = append(s.rel, c[7])
		s.glue = append(s.glue, noSpace)
	})
	return list, err
}

// worldClasses maps the classes of the worldwide set; the others are no names.
var worldClasses = map[string]string{
	"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP",
	"Misc": "MISC", "Product": "MISC",
}

// ownClasses are those of the worldwide set.
var ownClasses = map[string]string{"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP",
	"Misc": "MISC", "Product": "PRODUCT", "Date": "DATE", "Money": "MONEY"}

func readWorldwide(path string) (list []*sentence, err error) {
	s, tags := &sentence{newPar: true}, []string(nil)
	err = readLines(path, func(line string) {
		if line == "" {
			if len(s.words) > 0 {
				s.name = bilou(apart(s.words, tags), worldClasses)
				s.full = bilou(tags, ownClasses)
				s.newDoc = len(list) == 0
				list = append(list, s)
			}
			s, tags = &sentence{newPar: true}, nil // where paragraphs begin is not said
			return
		}
		c := strings.Split(line, "\t")
		if len(c) < 2 { // three lines have spaces for tabs
			c = strings.Fields(line)
		}
		if len(c) < 2 || strings.HasPrefix(c[0], "http") && len(s.words) == 0 {
			return
		}
		s.words = append(s.words, lang.NewWord(strings.TrimSpace(c[0]), len(s.words) == 0))
		tags = append(tags, strings.TrimSpace(c[1]))
	})
	return list, err
}

// apart cuts "Kigali, Rwanda", which the worldwide set mostly marks as two names
// but sometimes as one, into two everywhere.
func apart(words []lang.Word, tags []string) []string {
	for i := 1; i+1 < len(tags); i++ {
		if words[i].Form == "," && tags[i] == "I-Location" && tags[i+1] == "I-Location" {
			tags[i], tags[i+1] = "O", "B-Location"
		}
	}
	return tags
}

func readUNER(path string) (list []*sentence, err error) {
	classes := map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
	s, tags := &sentence{open: true, newPar: true}, []string(nil)
	err = readLines(path, func(line string) {
		if line == "" {
			if len(s.words) > 0 {
				s.name = bilou(tags, classes)
				s.full = s.name
				list = append(list, s)
			}
			s, tags = &sentence{open: true, newPar: true}, nil
			return
		}
		if strings.HasPrefix(line, "# newdoc") {
			s.newDoc = true
		}
		c := strings.Split(line, "\t")
		if len(c) < 3 || line[0] == '#' {
			return
		}
		s.words = append(s.words, lang.NewWord(c[1], len(s.words) == 0))
		tags = append(tags, c[2])
	})
	return list, err
}

// bilou turns IOB2 tags into BILOU tags of the mapped classes.
func bilou(tags []string, classes map[string]string) []string {
	class := func(i int) string {
		if i >= len(tags) || len(tags[i]) < 3 {
			return ""
		}
		return classes[tags[i][2:]]
	}
	out := make([]string, len(tags))
	for i := range tags {
		cl := class(i)
		if cl == "" {
			out[i] = "O"
			continue
		}
		starts := tags[i][0] == 'B' || i == 0 || class(i-1) != cl
		ends := i+1 >= len(tags) || tags[i+1][0] != 'I' || class(i+1) != cl
		switch {
		case starts && ends:
			out[i] = "U-" + cl
		case starts:
			out[i] = "B-" + cl
		case ends:
			out[i] = "L-" + cl
		default:
			out[i] = "I-" + cl
		}
	}
	return out
}
