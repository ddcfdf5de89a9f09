package eval

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/lang"
)

// A nameSpan is a name as a range of words of one sentence.
type nameSpan struct {
	sentence, from, to int
	class              string
}

// A nameText is a corpus of names.
type nameText struct {
	sentences [][]string // forms
	newDoc    []bool     // of each sentence
	names     []nameSpan
}

// NERTask scores names against corpora with one tag a word (IOB1 or IOB2, as
// Universal NER has it, CoNLL's four columns, or the tab-separated files of the
// worldwide set, whose outer names count): a name is right if its words and its class are. Classes are matched by
// name, Person and PERSON with PER; those that the gold of all paths together
// lacks are dropped from what was found. Facilities, products, dates and sums of money,
// which the readers tell apart but no report's names do, count where the gold has
// them; f1_shared is without them, and a class that assay does not know is missed in f1.
func NERTask(ctx context.Context, paths []string, reader lang.Reader) *Result {
	res := newResult("ner", paths)
	counts := map[string]*[3]int{} // class -> right, found, gold
	of := func(class string) *[3]int {
		if counts[class] == nil {
			counts[class] = new([3]int)
		}
		return counts[class]
	}
	corpora := make([]*nameText, len(paths))
	classes := map[string]bool{} // of the gold
	for i, path := range paths {
		gold, err := readNames(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		corpora[i] = gold
		for _, n := range gold.names {
			classes[n.class] = true
		}
	}
	tokens, seconds := 0, 0.0
	for i, gold := range corpora {
		if gold == nil {
			continue
		}
		begun := time.Now()
		got, err := findNames(ctx, gold, classes, reader)
		seconds += time.Since(begun).Seconds()
		if err != nil {
			res.skip(paths[i], err)
			continue
		}
		res.Items += len(gold.sentences)
		want := map[nameSpan]bool{}
		for _, n := range gold.names {
			want[n] = true
			of(n.class)[2]++
		}
		for _, n := range got {
			of(n.class)[1]++
			of(n.class)[0] += count(want[n])
		}
		for _, s := range gold.sentences {
			tokens += len(s)
			for _, form := range s {
				res.Bytes += int64(len(form)) + 1
			}
		}
	}
	nameMeasures(res, counts)
	if seconds > 0 {
		res.Measures["tokens_per_second"] = float64(tokens) / seconds
	}
	return res.done()
}

// nameMeasures sets the measures, and how many names there are.
func nameMeasures(res *Result, counts map[string]*[3]int) {
	var all, shared [3]int
	for class, c := range counts {
		if c[2] == 0 {
			continue
		}
		res.Measures["f1_"+class] = nameF1(*c)
		for k, v := range c {
			all[k] += v
			if ourClass[class] {
				shared[k] += v
			}
		}
	}
	res.Gold, res.Predicted = all[2], all[1]
	if all[2] > 0 {
		res.Measures["f1"] = nameF1(all)
	}
	if shared[2] > 0 {
		res.Measures["f1_shared"] = nameF1(shared)
	}
}

func nameF1(c [3]int) float64 { return 2 * float64(c[0]) / float64(c[1]+c[2]) }

// ourClass holds the classes that assay tells apart.
var ourClass = func() map[string]bool {
	m := map[string]bool{}
	for _, class := range assay.NameClasses {
		m[class] = true
	}
	return m
}()

// className turns the corpora's words for a class into ours, where we have it.
func className(s string) string {
	s = strings.ToUpper(s)
	for _, p := range [][2]string{{"PERSON", "PER"}, {"ORGANIZATION", "ORG"}, {"ORGANISATION", "ORG"}, {"LOCATION", "LOC"}, {"OTHER", "MISC"}} {
		if s == p[0] {
			return p[1]
		}
	}
	return s
}

// isTag reports whether s is "O", "B-…" or "I-…".
func isTag(s string) bool {
	return s == "O" || len(s) > 2 && (s[0] == 'B' || s[0] == 'I') && s[1] == '-'
}

// readNames reads a corpus of names in any of its layouts. A name begins at a B, or
// at an I that does not carry on a name of its class (IOB1 as well as IOB2); a
// document at "# newdoc" or -DOCSTART-.
func readNames(path string) (*nameText, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var lines []nameLine
	newDoc := false
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for n, within := 1, 0; sc.Scan(); n++ {
		l := nameLine{number: n, columns: nameColumns(sc.Text()), newDoc: newDoc}
		switch {
		case len(l.columns) == 0:
			within = 0
			continue
		case strings.HasPrefix(sc.Text(), "# newdoc"), l.columns[0] == "-DOCSTART-":
			newDoc, within = true, 0
			continue
		case l.columns[0][0] == '#' && !slices.ContainsFunc(nameLayouts, l.is), within == 0 && strings.HasPrefix(sc.Text(), "http"):
			continue
		}
		within++
		l.within, newDoc = within, false
		lines = append(lines, l)
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("%w: no sentences", assay.ErrInvalid)
	}
	return namesOf(lines)
}

// namesOf takes the lines of a corpus as the first layout that all of them have.
func namesOf(lines []nameLine) (*nameText, error) {
	var layout *nameLayout
	far := -1 // of the lines that have a layout, the most
	for k := range nameLayouts {
		bad := slices.IndexFunc(lines, func(l nameLine) bool { return !l.is(nameLayouts[k]) })
		if bad < 0 {
			layout = &nameLayouts[k]
			break
		}
		far = max(far, bad)
	}
	if layout == nil {
		return nil, fmt.Errorf("%w: line %d has no form and tag", assay.ErrInvalid, lines[far].number)
	}
	t := &nameText{}
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].within > 1 {
			to++
		}
		var forms, tags []string
		for _, l := range lines[from:to] {
			forms, tags = append(forms, l.columns[layout.form]), append(tags, l.columns[layout.tag])
		}
		t.add(forms, tags, lines[from].newDoc)
		from = to
	}
	return t, nil
}

// A nameLine is a word of a corpus of names.
type nameLine struct {
	number  int
	columns []string
	within  int  // which word of its sentence it is, from 1
	newDoc  bool // it begins a document
}

// nameColumns takes a line apart at its tabs or, where it has none, at its spaces, as
// CoNLL has them and a few lines of the worldwide set. A no-break space is part of a
// form: "10 000" is one word.
func nameColumns(line string) []string {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	if !strings.Contains(line, "\t") {
		return strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\r' })
	}
	columns := strings.Split(line, "\t")
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	return columns
}

// A nameLayout says in which columns the form and its tag stand, and what else is
// to be seen in those before the tag.
type nameLayout struct {
	form, tag int
	numbered  bool // the word's number stands before the form
}

// nameLayouts are those of Universal NER (number, form, tag), of CoNLL (form, tag of
// the word, chunk, tag), and of the worldwide set and many others (form, tag, and
// perhaps the tags of names within names).
var nameLayouts = []nameLayout{{1, 2, true}, {0, 3, false}, {0, 1, false}}

func (l nameLine) is(layout nameLayout) bool {
	c := l.columns
	if len(c) <= layout.tag || !isTag(c[layout.tag]) {
		return false
	}
	switch {
	case layout.numbered:
		return c[0] == strconv.Itoa(l.within)
	case layout.tag == 3: // a form that is a number, with its tag, is no number and form
		return isTag(c[2]) && !isTag(c[1])
	}
	return true
}

func (t *nameText) add(forms, tags []string, newDoc bool) {
	k := len(t.sentences)
	t.sentences, t.newDoc = append(t.sentences, forms), append(t.newDoc, newDoc)
	from := len(t.names)
	for i, tag := range tags {
		if len(tag) < 3 {
			continue
		}
		class := className(tag[2:])
		if last := len(t.names) - 1; last >= from && tag[0] == 'I' && t.names[last].to == i && t.names[last].class == class {
			t.names[last].to++
			continue
		}
		t.names = append(t.names, nameSpan{k, i, i + 1, class})
	}
}

// findNames reads the names of a corpus, document by document. The corpora do not say
// where paragraphs begin; each sentence is taken for one. Finer classes are told apart
// where they are among classes.
func findNames(ctx context.Context, gold *nameText, classes map[string]bool, reader lang.Reader) (list []nameSpan, err error) {
	a, err := lang.NewAnalyser(lang.Options{Reader: reader})
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(gold.sentences); {
		to := from + 1
		for to < len(gold.sentences) && !gold.newDoc[to] {
			to++
		}
		var doc []lang.Paragraph
		for _, forms := range gold.sentences[from:to] {
			doc = addGiven(doc, forms, true)
		}
		r, err := a.Analyse(ctx, doc, true)
		if err != nil {
			return nil, err
		}
		for k, s := range r.Sentences {
			for _, n := range s.Names {
				class := n.Class.String()
				if classes[n.Finer] {
					class = n.Finer
				}
				list = append(list, nameSpan{from + k, n.From, n.To, class})
			}
			for _, n := range s.Others {
				list = append(list, nameSpan{from + k, n.From, n.To, n.Finer})
			}
		}
		from = to
	}
	return list, nil
}
