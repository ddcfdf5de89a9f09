package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/copies"
)

// A copyText is a corpus of copies: reports, and which pairs of them are copies.
type copyText struct {
	docs []*assay.Doc
	at   map[assay.ReportID]int
	gold map[[2]int]string // label by pair, the smaller number first; "" where the corpus only lists copies
	// judged says that pairs carry labels: then nothing is known of the pairs
	// that are not listed, and only those listed count.
	judged bool
	bytes  int64
}

// copyLabels are the labels of judged pairs, and whether such a pair is a link.
var copyLabels = map[string]bool{
	"identical": true, "copy": true, "excerpt": true, "revision": true,
	"independent": false, "unrelated": false,
}

// CopiesTask scores links and stories against folders that hold docs.jsonl,
// with an id and a text on each line, and pairs.tsv, with the ids of two
// reports in its first two columns. A pair is found if there is a link between
// the two; that two reports ended up in one story is not enough. Gold stories
// are what the gold pairs connect. docs_per_second is the time that finding
// the stories takes, once the reports are in memory.
//
// Where the third column holds labels (copy, revision, excerpt, identical;
// independent, unrelated) in place of numbers, only the listed pairs are
// judged, and apart_LABEL is the share of the pairs with that label that are
// in two stories, as they should be.
func CopiesTask(ctx context.Context, folders []string, opt copies.Options) *Result {
	res := newResult("copies", folders)
	var links linkCount
	var stories storyCount
	reports, seconds := 0, 0.0
	for _, folder := range folders {
		c, err := readCopies(ctx, folder)
		if err != nil {
			res.skip(folder, err)
			continue
		}
		begun := time.Now()
		found := copies.Stories(c.docs, opt)
		seconds += time.Since(begun).Seconds()
		reports += len(c.docs)
		res.Items += len(c.docs)
		res.Bytes += c.bytes
		links.add(c, found)
		stories.add(c, found)
	}
	res.Gold, res.Predicted = links.gold, links.found
	links.measures(res.Measures)
	stories.measures(res.Measures)
	if seconds > 0 {
		res.Measures["docs_per_second"] = float64(reports) / seconds
	}
	return res.done()
}

// A linkCount counts pairs.
type linkCount struct {
	right, found, gold int
	apart, label       map[string]int // of judged pairs that are no links
}

// ties returns which reports are linked, by their numbers, the lower first, and the
// story of each report.
func (c *copyText) ties(stories []assay.Story) (linked map[[2]int]bool, story []int) {
	linked, story = map[[2]int]bool{}, make([]int, len(c.docs))
	for k, st := range stories {
		for _, id := range st.Reports {
			story[c.at[id]] = k
		}
		for _, l := range st.Links {
			a, b := c.at[l.From], c.at[l.To]
			linked[[2]int{min(a, b), max(a, b)}] = true
		}
	}
	return linked, story
}

func (n *linkCount) add(c *copyText, stories []assay.Story) {
	linked, story := c.ties(stories)
	for p, label := range c.gold {
		if label != "" && !copyLabels[label] {
			if n.apart == nil {
				n.apart, n.label = map[string]int{}, map[string]int{}
			}
			n.label[label]++
			n.apart[label] += count(story[p[0]] != story[p[1]])
			continue
		}
		n.gold++
		n.right += count(linked[p])
	}
	for p := range linked {
		if _, listed := c.gold[p]; listed || !c.judged {
			n.found++
		}
	}
}

func (n *linkCount) measures(m Measures) {
	if n.found > 0 {
		m["pair_p"] = float64(n.right) / float64(n.found)
	}
	if n.gold > 0 {
		m["pair_r"] = float64(n.right) / float64(n.gold)
	}
	if n.found+n.gold > 0 {
		m["pair_f1"] = 2 * float64(n.right) / float64(n.found+n.gold)
	}
	for label, k := range n.label {
		m["apart_"+label] = float64(n.apart[label]) / float64(k)
	}
}

// A storyCount sums what B³ and the adjusted Rand index of several corpora
// need. Every report counts, those without a copy too.
type storyCount struct {
	reports           float64
	precise, complete float64 // B³: sums over reports
	both, found, gold float64 // pairs of reports in one story: of both, of ours, of the gold
	pairs             float64 // of all reports of a corpus
}

func (n *storyCount) add(c *copyText, stories []assay.Story) {
	if c.judged {
		return // the gold stories are not known
	}
	ours := make([]int, len(c.docs))
	for k, st := range stories {
		for _, id := range st.Reports {
			ours[c.at[id]] = k
		}
	}
	n.addParts(ours, connected(len(c.docs), c.gold))
}

// addParts adds two ways of parting the same reports: the story of each.
func (n *storyCount) addParts(ours, gold []int) {
	inOurs, inGold, inBoth := map[int]int{}, map[int]int{}, map[[2]int]int{}
	for i := range ours {
		inOurs[ours[i]]++
		inGold[gold[i]]++
		inBoth[[2]int{ours[i], gold[i]}]++
	}
	two := func(k int) float64 { return float64(k) * float64(k-1) / 2 }
	n.precise += chains{ours, gold}.bcubed().sum
	n.complete += chains{gold, ours}.bcubed().sum
	for _, k := range inBoth {
		n.both += two(k)
	}
	for _, k := range inOurs {
		n.found += two(k)
	}
	for _, k := range inGold {
		n.gold += two(k)
	}
	n.reports += float64(len(ours))
	n.pairs += two(len(ours))
}

func (n *storyCount) measures(m Measures) {
	if n.reports == 0 {
		return
	}
	p, r := n.precise/n.reports, n.complete/n.reports
	m["bcubed_p"], m["bcubed_r"], m["bcubed_f1"] = p, r, 2*p*r/(p+r)
	if n.pairs == 0 {
		return
	}
	chance := n.found * n.gold / n.pairs
	if most := (n.found + n.gold) / 2; most != chance {
		m["ari"] = (n.both - chance) / (most - chance)
	}
}

// connected returns for each of n reports the first that pairs connect it with.
func connected(n int, pairs map[[2]int]string) []int {
	first := make([]int, n)
	for i := range first {
		first[i] = i
	}
	root := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
	for p := range pairs {
		a, b := root(p[0]), root(p[1])
		first[max(a, b)] = min(a, b)
	}
	for i := range first {
		first[i] = root(i)
	}
	return first
}

// readCopies reads docs.jsonl and pairs.tsv.
func readCopies(ctx context.Context, folder string) (*copyText, error) {
	c := &copyText{at: map[assay.ReportID]int{}, gold: map[[2]int]string{}}
	ids := map[string]int{}
	docs, pairs := filepath.Join(folder, "docs.jsonl"), filepath.Join(folder, "pairs.tsv")
	if err := lines(docs, func(line []byte) error { return c.readReport(line, ids) }); err != nil {
		return nil, err
	}
	if len(c.docs) == 0 {
		return nil, fmt.Errorf("%s: %w: holds no reports", docs, assay.ErrInvalid)
	}
	if err := lines(pairs, func(line []byte) error { return c.readPair(string(line), ids) }); err != nil {
		return nil, err
	}
	return c, ctx.Err()
}

// lines calls f for each line of a file that is not empty; an error of f gets
// the name of the file and the number of the line.
func lines(path string, f func(line []byte) error) error {
	file, err := openFile(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, 1<<20)
	var long []byte
	for n := 1; ; {
		part, err := r.ReadSlice('\n')
		line := part
		if len(long) > 0 || errors.Is(err, bufio.ErrBufferFull) {
			long = append(long, part...)
			line = long
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := f(line); err != nil {
				return fmt.Errorf("%s:%d: %w", path, n, err)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
		long = long[:0]
		n++
	}
}

func (c *copyText) readReport(line []byte, ids map[string]int) error {
	var rec struct {
		ID        any
		Text      *string
		Publisher string
		Published string
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&rec); err != nil {
		return fmt.Errorf("%w: %v", assay.ErrInvalid, err)
	}
	id := ""
	switch v := rec.ID.(type) {
	case string:
		id = v
	case json.Number:
		id = v.String()
	}
	switch _, twice := ids[id]; {
	case id == "":
		return fmt.Errorf("%w: no id", assay.ErrInvalid)
	case rec.Text == nil:
		return fmt.Errorf("%w: report %s has no text", assay.ErrInvalid, id)
	case twice:
		return fmt.Errorf("%w: id %s is taken already", assay.ErrInvalid, id)
	}
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(id, []byte(*rec.Text)), Path: id, Text: *rec.Text, Publisher: rec.Publisher})
	if rec.Published != "" {
		var err error
		if doc.Published.Date, err = assay.ParseDate(rec.Published); err != nil {
			return err
		}
		doc.Appeared = doc.Published
	}
	ids[id] = len(c.docs)
	c.at[doc.ID] = len(c.docs)
	c.docs = append(c.docs, doc)
	c.bytes += int64(len(doc.Text))
	return nil
}

func (c *copyText) readPair(line string, ids map[string]int) error {
	f := strings.Split(line, "\t")
	if len(f) < 2 {
		return fmt.Errorf("%w: %q: wanted two ids with a tab between", assay.ErrInvalid, line)
	}
	a, okA := ids[f[0]]
	b, okB := ids[f[1]]
	switch {
	case !okA:
		return fmt.Errorf("%w: no report %q", assay.ErrInvalid, f[0])
	case !okB:
		return fmt.Errorf("%w: no report %q", assay.ErrInvalid, f[1])
	case a == b:
		return fmt.Errorf("%w: %q is paired with itself", assay.ErrInvalid, f[0])
	}
	label := ""
	if len(f) > 2 {
		if _, err := strconv.ParseFloat(f[2], 64); err != nil {
			label = f[2]
		}
	}
	if _, ok := copyLabels[label]; label != "" && !ok {
		return fmt.Errorf("%w: %q is no label", assay.ErrInvalid, label)
	}
	if len(c.gold) > 0 && c.judged != (label != "") {
		return fmt.Errorf("%w: some pairs have labels and some have none", assay.ErrInvalid)
	}
	c.judged = label != ""
	c.gold[[2]int{min(a, b), max(a, b)}] = label
	return nil
}
