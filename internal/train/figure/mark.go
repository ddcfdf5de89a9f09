package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"

	"assay"
	"assay/figure"
	"assay/internal/train/gold"
	"assay/lang"
	"assay/pipeline"
)

// A Marked is an article of which only the number of killed and injured was known, with
// what follows from it by the heads of this binary: who told of in the singular is a row
// and who is none ("" of Rows). Spans are of the nouns; what is not sure is left out.
type Marked struct {
	Ref    string                      `json:"ref"`
	SHA256 string                      `json:"sha256"`
	Rows   map[assay.Action][][2]int32 `json:"rows"`
}

// mark writes what follows from the numbers of the incidents to a file.
func mark(data, written, path string, reader lang.Reader) error {
	other, err := markedTexts(data, written)
	if err != nil {
		return err
	}
	list, err := gold.Incidents(data)
	if err != nil {
		return err
	}
	if list, err = gold.Fresh(list, data, other); err != nil {
		return err
	}
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}})
	for i, s := range stages {
		if s.Name == "figure" {
			stages = stages[:i]
			break
		}
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	sum := map[string]int{}
	for _, t := range list {
		if len(t.Text.Text) > longest {
			sum["too long"]++
			continue
		}
		doc := assay.NewDoc(t.Report())
		if err := assay.Annotate(context.Background(), doc, stages); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", t.Ref, err)
			continue
		}
		s, guesses, err := figure.Guesses(context.Background(), doc)
		if err != nil {
			return err
		}
		m, why := solve(s, guesses, [2]int{t.Killed, t.Injured})
		sum[why]++
		if m == nil {
			continue
		}
		m.Ref, m.SHA256 = t.Ref, fmt.Sprintf("%x", sha256.Sum256([]byte(t.Text.Text)))
		for action, list := range m.Rows {
			sum["rows "+string(action)] += len(list)
		}
		line, err := json.Marshal(m)
		if err != nil {
			return err
		}
		w.Write(line)
		w.WriteByte('\n')
	}
	fmt.Println(len(list), "articles:", sum)
	return w.Flush()
}

// longest is how many bytes an article has at most: longer ones are pages of many stories.
const longest = 3000

// markedTexts returns the texts that may not come again among those that are counted.
func markedTexts(data, written string) (list []string, err error) {
	rows, err := gold.Rows(filepath.Join(data, "gold", "rows"))
	if err != nil {
		return nil, err
	}
	own, err := gold.Own(written, data)
	if err != nil {
		return nil, err
	}
	for _, t := range append(rows, own...) {
		list = append(list, t.Text)
	}
	for _, folder := range []string{filepath.Join(data, "clusters"), filepath.Join(data, "..", "seeds")} {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			list = append(list, string(raw))
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return list, nil
}

// What is needed for a mark, and how the numbers of an article are made.
const (
	sure     = 0.6  // chance of a row, given the numbers
	sureNone = 0.8  // chance of none
	again    = 0.37 // what the odds of one told later are worth beside those of one told before: most who are told of again are no new ones
	fits     = 0.02 // chance of the numbers, if anything is to follow from them
	most     = 12   // victims
	surely   = 0.03 // chance of a figure, if it is worth learning that there is none
)

// A part is what a candidate may add to the numbers of an article: one person killed or
// injured, or, with a number, that number at least.
type part struct {
	guess  int
	single bool
	amount [2]int     // a number's, by kind; larger than the known one: it cannot be
	p      [3]float64 // killed, injured, neither
	none   float64    // of neither: that it is no figure
}

// solve says which candidates are rows if an article's answer is to be want: for killed
// and injured the larger of the largest number that is no part of another and of how many
// are told of in the singular. Of all readings of the article only those remain whose
// answer is want; what is the same in nearly all of them is sure.
func solve(s *figure.Sight, guesses []figure.Guess, want [2]int) (*Marked, string) {
	if want[0] > most || want[1] > most {
		return nil, "too many"
	}
	var parts []part
	var told [2]int
	for n, g := range guesses {
		if g.Is < surely {
			continue
		}
		c := &s.Candidates[g.Candidate]
		row := g.Is * (1 - g.Part)
		p := part{guess: n, single: c.Quantity < 0}
		p.p[0], p.p[1] = row*g.Actions["killed"], row*(g.Actions["injured"]+g.Actions["hospitalized"])
		if c.Quantity >= 0 {
			q := &s.Quantities[c.Quantity]
			v, ok := q.Best.Number()
			if !ok {
				v, ok = q.Low.Number()
			}
			if !ok || q.Unit != "person" && q.Unit != "" || q.Per != "" {
				continue
			}
			p.amount = [2]int{int(math.Min(v, 1e6)), int(math.Min(v, 1e6))}
		} else {
			for k := range 2 {
				odds := p.p[k] / (1 - p.p[k] + 1e-6) * math.Pow(again, float64(min(told[k], 3)))
				if p.p[k] > 0.3 {
					told[k]++
				}
				p.p[k] = odds / (1 + odds)
			}
			if sum := p.p[0] + p.p[1]; sum > 0.999 {
				p.p[0], p.p[1] = p.p[0]*0.999/sum, p.p[1]*0.999/sum
			}
		}
		p.p[2] = 1 - p.p[0] - p.p[1]
		p.none = (1 - g.Is) / math.Max(1-row*(g.Actions["killed"]+g.Actions["injured"]+g.Actions["hospitalized"]), 1e-6)
		parts = append(parts, p)
	}
	after, total := weigh(parts, want)
	if total < fits {
		return nil, "does not fit"
	}
	m := &Marked{Rows: map[assay.Action][][2]int32{}}
	for n, p := range parts {
		if !p.single {
			continue
		}
		g := &guesses[p.guess]
		action := assay.Action("killed")
		switch a := after[n]; {
		case a[0] > sure:
		case a[1] > sure:
			if action = "injured"; g.Actions["hospitalized"] > g.Actions[action] {
				action = "hospitalized"
			}
		case a[2] > sureNone && p.none > 0.3:
			action = ""
		default:
			continue
		}
		at := s.Tokens[s.Candidates[g.Candidate].At].Span
		m.Rows[action] = append(m.Rows[action], [2]int32{at.Start, at.End})
	}
	if len(m.Rows) == 0 {
		return nil, "nothing sure"
	}
	return m, "fits"
}

// weigh returns the chances of the states of each part, given that the numbers are want,
// and the chance of that. It goes over the parts once forwards and once backwards.
func weigh(parts []part, want [2]int) (after [][3]float64, total float64) {
	// A state is how many are told of in the singular, by kind, and whether a number has
	// said all.
	size := (want[0] + 1) * (want[1] + 1) * 4
	at := func(k, i, said int) int { return (k*(want[1]+1)+i)*4 + said }
	step := func(p *part, state, kind int) int {
		said := state % 4
		i := state / 4 % (want[1] + 1)
		k := state / 4 / (want[1] + 1)
		if kind == 2 {
			return state
		}
		if !p.single {
			switch v := p.amount[kind]; {
			case v > want[kind]:
				return -1
			case v == want[kind]:
				said |= 1 << kind
			}
			return at(k, i, said)
		}
		if kind == 0 {
			k++
		} else {
			i++
		}
		if k > want[0] || i > want[1] {
			return -1
		}
		return at(k, i, said)
	}
	forward := make([][]float64, len(parts)+1)
	forward[0] = make([]float64, size)
	forward[0][0] = 1
	for n := range parts {
		forward[n+1] = make([]float64, size)
		for state, p := range forward[n] {
			for kind, q := range parts[n].p {
				if to := step(&parts[n], state, kind); to >= 0 && p > 0 {
					forward[n+1][to] += p * q
				}
			}
		}
	}
	back := make([]float64, size)
	for state := range back {
		said, i, k := state%4, state/4%(want[1]+1), state/4/(want[1]+1)
		if (k == want[0] || said&1 > 0) && (i == want[1] || said&2 > 0) {
			back[state] = 1
			total += forward[len(parts)][state]
		}
	}
	after = make([][3]float64, len(parts))
	for n := len(parts) - 1; n >= 0; n-- {
		next := make([]float64, size)
		for state := range next {
			for kind, q := range parts[n].p {
				if to := step(&parts[n], state, kind); to >= 0 {
					next[state] += q * back[to]
					after[n][kind] += forward[n][state] * q * back[to] / math.Max(total, 1e-300)
				}
			}
		}
		back = next
	}
	return after, total
}

// readMarked reads what mark has written, with the texts from data.
func readMarked(path, data string) (list []text, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	articles, err := gold.Incidents(data)
	if err != nil {
		return nil, err
	}
	byRef := map[string]*gold.Counted{}
	for i := range articles {
		byRef[articles[i].Ref] = &articles[i]
	}
	for line := range bytes.Lines(raw) {
		var m Marked
		if err := json.Unmarshal(line, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		t := byRef[m.Ref]
		if t == nil || fmt.Sprintf("%x", sha256.Sum256([]byte(t.Text.Text))) != m.SHA256 {
			return nil, fmt.Errorf("%s: report %s is not the one that was marked", path, m.Ref)
		}
		x := text{name: t.Name, report: t.Report(), some: map[int32]bool{}}
		for _, action := range slices.Sorted(maps.Keys(m.Rows)) {
			for _, sp := range m.Rows[action] {
				x.some[sp[0]] = true
				if action != "" {
					x.figures = append(x.figures, gold.Figure{ID: fmt.Sprintf("f%d", sp[0]), Span: sp, Singular: true, Action: string(action)})
				}
			}
		}
		list = append(list, x)
	}
	return list, nil
}
