//go:build rules

// Command driver is what rules builds with the switched copy of package claim. It reads
// the texts it is told of once with all rules on and once with each rule off, and prints
// what becomes of the claims. Only rules runs it: the tag keeps it out of other builds.
package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"assay"
	"assay/claim"
	"assay/eval"
	"assay/ingest"
	"assay/lang"
	"assay/ledger"
	"assay/pipeline"
)

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5:]); err != nil {
		fmt.Fprintln(os.Stderr, "rules:", err)
		os.Exit(1)
	}
}

// A text is a report of gold, read up to its claims.
type text struct {
	doc   *assay.Doc
	gold  string // path
	n     int    // claims of gold
	asked []int  // rule -> how often it fired
	score score
	was   []assay.Claim
	src   []assay.Source
}

// A score counts what is right.
type score struct{ right, read, source, exact, stance int }

// reader reads the language of reports.
var reader lang.Reader

func run(list, reports, most, by string, gold []string) error {
	b, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	rules := strings.Split(strings.TrimSpace(string(b)), "\n")
	fired, in := make([]int, len(rules)), make([]int, len(rules))
	limit, err := strconv.Atoi(most)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(by)
	if err != nil {
		return err
	}
	reader = lang.Reader(n)
	count := func(into, docs []int) {
		for k, n := range claim.Fired {
			if into[k] += n; n > 0 {
				docs[k]++
			}
			claim.Fired[k] = 0
		}
	}
	if err := eachReport(reports, limit, func(doc *assay.Doc) {
		if _, _, err := claim.Read(doc); err == nil {
			count(fired, in)
		}
	}); err != nil {
		return err
	}
	var texts []*text
	goldFired, goldIn := make([]int, len(rules)), make([]int, len(rules))
	for _, folder := range gold {
		paths, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
		if err != nil {
			return err
		}
		for _, path := range paths {
			if development(path) {
				continue
			}
			t, err := readGold(path)
			if err != nil {
				return err
			}
			if t.src, t.was, err = claim.Read(t.doc); err != nil {
				return err
			}
			t.asked = make([]int, len(rules))
			copy(t.asked, claim.Fired[:])
			count(goldFired, goldIn)
			t.doc.Sources, t.doc.Claims = t.src, t.was
			if t.score, err = t.scored(); err != nil {
				return err
			}
			texts = append(texts, t)
		}
	}
	var all score
	for _, t := range texts {
		all.add(t.score, 1)
	}
	fmt.Printf("# %d texts of gold: %+v\n", len(texts), all)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for k, rule := range rules {
		var grown score
		changed, note := 0, ""
		for _, t := range texts {
			if t.asked[k] == 0 {
				continue
			}
			src, cl, failed := without(t.doc, k)
			if failed != "" {
				note = failed
				continue
			}
			if reflect.DeepEqual(cl, t.was) && reflect.DeepEqual(src, t.src) {
				continue
			}
			changed += differ(cl, t.was)
			t.doc.Sources, t.doc.Claims = src, cl
			s, err := t.scored()
			if err != nil { // a span that splits a character
				note = "needed"
				continue
			}
			grown.add(s, 1)
			grown.add(t.score, -1)
		}
		fmt.Fprintf(w, "%d/%d\t%d/%d\t%d\t%+d\t%+d\t%+d\t%+d\t%+d\t%s\t%s\n", fired[k], in[k], goldFired[k], goldIn[k], changed, grown.right, grown.read, grown.source, grown.exact, grown.stance, note, rule)
	}
	return nil
}

func (s *score) add(o score, sign int) {
	s.right += sign * o.right
	s.read += sign * o.read
	s.source += sign * o.source
	s.exact += sign * o.exact
	s.stance += sign * o.stance
}

// without reads the claims of doc without rule k.
func without(doc *assay.Doc, k int) (src []assay.Source, cl []assay.Claim, failed string) {
	defer func() {
		claim.Off, claim.Limit = -1, 0
		if e := recover(); e != nil {
			failed = "needed"
		}
	}()
	claim.Off, claim.Steps, claim.Limit = k, 0, 50_000_000
	src, cl, err := claim.Read(doc)
	if err != nil {
		return nil, nil, "needed"
	}
	return src, cl, ""
}

// differ returns how many claims of two lists are not in the other.
func differ(a, b []assay.Claim) (n int) {
	seen := map[string]int{}
	for sign, list := range [][]assay.Claim{a, b} {
		for i := range list {
			seen[fmt.Sprint(list[i].Cue, list[i].Content, list[i].Stance, list[i].Mode)] += 1 - 2*sign
		}
	}
	for _, v := range seen {
		n += max(v, -v)
	}
	return n
}

// eachReport reads the reports of a folder up to their claims: its texts, and the
// lines of its JSON Lines, by turns from each file.
func eachReport(folder string, most int, use func(*assay.Doc)) error {
	read := func(text string) error {
		most--
		doc := assay.NewDoc(&assay.Report{Text: text, Format: "text/plain"})
		err := upToClaims(doc)
		use(doc)
		return err
	}
	texts, _ := filepath.Glob(filepath.Join(folder, "*.txt"))
	for _, path := range texts {
		b, err := os.ReadFile(path)
		if most > 0 && err == nil {
			err = read(string(b))
		}
		if err != nil {
			return err
		}
	}
	paths, _ := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	var files []*bufio.Scanner
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 16<<20)
		files = append(files, s)
	}
	for len(files) > 0 {
		for i := len(files) - 1; i >= 0 && most > 0; i-- {
			if !files[i].Scan() {
				files = append(files[:i], files[i+1:]...)
				continue
			}
			var rep struct{ Title, Text string }
			err := json.Unmarshal(files[i].Bytes(), &rep)
			if err == nil {
				err = read(rep.Title + "\n\n" + rep.Text)
			}
			if err != nil {
				return err
			}
		}
		if most <= 0 {
			return nil
		}
	}
	return nil
}

func upToClaims(doc *assay.Doc) error {
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}})
	for i := range stages {
		if stages[i].Name == "claim" {
			return assay.Annotate(context.Background(), doc, stages[:i])
		}
	}
	return fmt.Errorf("no stage of claims")
}

// development reports whether a gold file belongs to a part that is kept for measuring:
// the development part, or the one that nobody looks at before the end.
func development(path string) bool {
	m := regexp.MustCompile(`^([a-z](\d+))\.gold`).FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[2])
	sum := sha256.Sum256([]byte(m[1]))
	return n%5 == 4 || sum[len(sum)-1]%8 == 0
}

func readGold(path string) (*text, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var g struct {
		Report, Published string
		Claims            []struct{ Optional bool }
	}
	if err := json.Unmarshal(b, &g); err != nil {
		return nil, err
	}
	t := &text{gold: path}
	for _, c := range g.Claims {
		if !c.Optional {
			t.n++
		}
	}
	var opt ingest.Options
	if g.Published != "" {
		if opt.Published, err = assay.ParseDate(g.Published); err != nil {
			return nil, err
		}
	}
	for item := range ingest.Read(context.Background(), []string{filepath.Join(filepath.Dir(path), g.Report)}, opt) {
		if item.Err != nil {
			return nil, item.Err
		}
		t.doc = assay.NewDoc(item.Report)
	}
	return t, upToClaims(t.doc)
}

// scored scores what the doc of t has.
func (t *text) scored() (score, error) {
	var b bytes.Buffer
	if err := ledger.Encode(&b, []*assay.Doc{t.doc}, nil, nil, nil); err != nil {
		return score{}, err
	}
	res := eval.LedgerTask(context.Background(), []string{t.gold}, eval.LedgerOptions{Against: b.Bytes()})
	if len(res.Skipped) > 0 {
		return score{}, fmt.Errorf("%s: %s", res.Skipped[0].Path, res.Skipped[0].Reason)
	}
	of := func(name string) int { return int(math.Round(res.Measures[name] * float64(t.n))) }
	s := score{right: of("claim_r"), source: of("source_acc"), exact: of("content_exact"), stance: of("stance_acc")}
	if t.n == 0 {
		s = score{}
	}
	// Of what is read but not right the measures tell only a share.
	if p := res.Measures["claim_p"]; p > 0 && s.right > 0 {
		s.read = int(math.Round(float64(s.right) / p))
	} else {
		s.read = len(t.doc.Claims)
	}
	return s, nil
}
