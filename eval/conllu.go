package eval

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay"
)

// A udWord is a word of a corpus or of what was read. Its place is counted in
// characters that are not white space, so that both sides can be laid side by
// side.
type udWord struct {
	from, to int
	multi    bool // one of the words of a multi-word token, whose place it has
	form     string
	upos     string
	xpos     string
	lemma    string
	rel      string // without its subtype
	head     int    // index of the word that governs it, -1 at the root
}

// A udText is what a treebank holds, or what was read: words, and where the
// sentences stand.
type udText struct {
	words     []udWord
	sentences [][2]int // in characters, like words
	first     []int    // the first word of each sentence
	newDoc    []bool   // of each sentence
	newPar    []bool
	plain     strings.Builder
}

// characters counts those that are not white space.
func characters(s string) int {
	n := 0
	for _, f := range strings.Fields(s) {
		n += utf8.RuneCountInString(f)
	}
	return n
}

func universal(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// readConllu reads a treebank. Empty nodes are left out. plain becomes the
// running text: a paragraph a line, and an empty line between two.
func readConllu(path string) (*udText, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := &conlluReader{t: &udText{}}
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; sc.Scan(); n++ {
		if err := r.line(strings.TrimRight(sc.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	if len(r.t.words) == 0 && sc.Err() == nil {
		return nil, fmt.Errorf("%w: no sentences", assay.ErrInvalid)
	}
	return r.t, sc.Err()
}

// A conlluReader is in the middle of a treebank.
type conlluReader struct {
	t       *udText
	at      int  // characters so far
	from    int  // where the sentence began
	open    bool // a sentence has words
	first   int  // its first word
	newPar  bool
	newDoc  bool
	spaced  bool // white space stands behind the last token
	until   int  // last word of the multi-word token, by its number
	multi   [2]int
	started bool
}

func (r *conlluReader) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return r.end()
	case line[0] == '#':
		doc := strings.HasPrefix(line, "# newdoc")
		r.newDoc = r.newDoc || doc
		r.newPar = r.newPar || doc || strings.HasPrefix(line, "# newpar")
		return nil
	}
	c := strings.Split(line, "\t")
	if len(c) != 10 {
		return fmt.Errorf("%w: %d columns, not 10", assay.ErrInvalid, len(c))
	}
	if strings.Contains(c[0], ".") {
		return nil
	}
	if !r.open {
		r.begin()
	}
	if _, to, ok := strings.Cut(c[0], "-"); ok {
		last, err := strconv.Atoi(to)
		if err != nil {
			return fmt.Errorf("%w: number %q", assay.ErrInvalid, c[0])
		}
		r.until = last
		r.multi = r.token(c[1], c[9])
		return nil
	}
	return r.word(c)
}

// begin opens a sentence, with what stands between it and the one before.
func (r *conlluReader) begin() {
	switch {
	case !r.started:
	case r.newPar:
		r.t.plain.WriteString("\n\n")
	case r.spaced:
		r.t.plain.WriteString(" ")
	}
	r.started, r.spaced, r.open = true, false, true
	r.from, r.first, r.until = r.at, len(r.t.words), 0
}

// token adds a token to the running text and returns its place.
func (r *conlluReader) token(form, misc string) [2]int {
	if r.spaced {
		r.t.plain.WriteString(" ")
	}
	r.t.plain.WriteString(form)
	r.spaced = !slices.Contains(strings.Split(misc, "|"), "SpaceAfter=No") // there is CorrectSpaceAfter, too
	from := r.at
	r.at += characters(form)
	return [2]int{from, r.at}
}

func (r *conlluReader) word(c []string) error {
	id, err := strconv.Atoi(c[0])
	head, err2 := strconv.Atoi(c[6])
	if err != nil || err2 != nil || id != len(r.t.words)-r.first+1 || head < 0 {
		return fmt.Errorf("%w: number %q, head %q", assay.ErrInvalid, c[0], c[6])
	}
	w := udWord{form: c[1], lemma: c[2], upos: c[3], xpos: c[4], rel: universal(c[7]), head: r.first + head - 1}
	if head == 0 {
		w.head = -1
	}
	if id <= r.until {
		w.from, w.to, w.multi = r.multi[0], r.multi[1], true
	} else {
		place := r.token(c[1], c[9])
		w.from, w.to = place[0], place[1]
	}
	r.t.words = append(r.t.words, w)
	return nil
}

// end closes a sentence.
func (r *conlluReader) end() error {
	if !r.open {
		return nil
	}
	r.open = false
	for _, w := range r.t.words[r.first:] {
		if w.head >= len(r.t.words) {
			return fmt.Errorf("%w: a head outside the sentence", assay.ErrInvalid)
		}
	}
	r.t.sentences = append(r.t.sentences, [2]int{r.from, r.at})
	r.t.first = append(r.t.first, r.first)
	r.t.newDoc, r.t.newPar = append(r.t.newDoc, r.newDoc), append(r.t.newPar, r.newPar)
	r.newDoc, r.newPar = false, false
	return nil
}
