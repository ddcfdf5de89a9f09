// Package gold reads the reports that people have marked by the rules of the gold rows:
// those of ../shared/data/gold/rows, those that were invented, and those of
// ../shared/data/reports and casualties that were read for training, of which only the
// marks are kept here.
//
// In come folders; out come texts with claims, figures, movements and events, spans in
// bytes. What is kept apart and what is the development part is said here, for all that
// trains. The rules are those of ../shared/data/gold/RULES.md.
package gold

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay"
)

// A Text is a report with what its readers marked.
type Text struct {
	Name      string
	Text      string
	Published string // a day, or nothing
	Invented  bool
	Claims    []Claim
	Figures   []Figure
	Movements []Movement
	Events    []Event
}

// Marked words stand at Span.
type Marked struct {
	Text string   `json:"text"`
	Span [2]int32 `json:"span"`
}

// At returns where the words stand.
func (m Marked) At() assay.Span { return assay.Span{Start: m.Span[0], End: m.Span[1]} }

// A Claim is one of the ledger's.
type Claim struct {
	ID       string   `json:"id"`
	Source   *Marked  `json:"source"`
	Cue      *Marked  `json:"cue"`
	Content  []Marked `json:"content"`
	Optional bool     `json:"optional"`
}

// A Figure is one of the ledger's.
type Figure struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Span     [2]int32 `json:"span"`
	Unit     string   `json:"unit"`
	Counted  *Marked  `json:"counted"`
	Action   string   `json:"action"`
	Also     []string `json:"action_also"`
	Trigger  *Marked  `json:"trigger"`
	Places   []Marked `json:"places"`
	Inherit  []Marked `json:"places_inherited"`
	Country  []string `json:"country"`
	Time     *Marked  `json:"time"`
	TimeFrom *Marked  `json:"time_inherited"`
	When     []string `json:"when"`
	Kind     string   `json:"kind"`
	Total    string   `json:"total"`
	Of       string   `json:"of"`
	Optional bool     `json:"optional"`
	Singular bool     `json:"singular"`
	Role     string   `json:"role"`
}

// A Movement is one of the ledger's; its ends are words, without their place.
type Movement struct {
	Who           string
	From, To, Via []string
	Count         string
	Status, Claim string
	Optional      bool
}

// An Event is one of the ledger's.
type Event struct {
	Type, Place, Time        string
	Killed, Injured, Missing *float64
	Trigger                  *Marked
	Figures                  []string
	Background               bool
}

// Kept reports whether a report of the gold rows is kept apart: neither learnt from nor
// looked at until the end.
func Kept(name string) bool {
	sum := sha256.Sum256([]byte(name))
	return sum[len(sum)-1]%8 == 0
}

// Development reports whether a report of the gold rows belongs to the development part.
func Development(name string) bool {
	n, err := strconv.Atoi(regexp.MustCompile(`\d+$`).FindString(name))
	return err == nil && n%5 == 4
}

// Rows reads a folder of the gold rows.
func Rows(folder string) (list []Text, err error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s: no gold (%v)", folder, err)
	}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		var g struct {
			Report string
			Text
		}
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		body, err := os.ReadFile(filepath.Join(folder, g.Report))
		if err != nil {
			return nil, err
		}
		g.Text.Name, g.Text.Text = strings.TrimSuffix(filepath.Base(p), ".gold.json"), string(body)
		list = append(list, g.Text)
	}
	return list, nil
}

// Own reads the reports of ours: reports.jsonl, which were invented, and read.jsonl, whose texts stand in data.
func Own(folder, data string) (list []Text, err error) {
	sources := map[string][]string{}
	for _, name := range []string{"reports.jsonl", "read.jsonl"} {
		raw, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		for line := range bytes.Lines(raw) {
			var t struct {
				Text
				Ref    string // "syria:12", counted from 0
				SHA256 string
			}
			if err := json.Unmarshal(line, &t); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if t.Ref != "" {
				kind, at, _ := strings.Cut(t.Ref, ":")
				n, err := strconv.Atoi(at)
				if err == nil && sources[kind] == nil {
					sources[kind], err = reports(data, kind)
				}
				if err != nil || n >= len(sources[kind]) {
					return nil, fmt.Errorf("%s: no report %s (%v)", name, t.Ref, err)
				}
				t.Text.Text = sources[kind][n]
				if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(t.Text.Text))); sum != t.SHA256 {
					return nil, fmt.Errorf("%s: report %s is not the one that was marked", name, t.Ref)
				}
			}
			t.Text.Invented = t.Ref == ""
			list = append(list, t.Text)
		}
	}
	return list, nil
}

// reports returns the texts of a file of reports, of the articles on gun violence, or of
// PolNeAR's training part.
func reports(data, kind string) (list []string, err error) {
	if kind == "polnear" {
		paths, err := filepath.Glob(filepath.Join(data, "attribution", "polnear", "train", "text", "*.txt"))
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			raw, err := os.ReadFile(p)
			if err != nil {
				return nil, err
			}
			list = append(list, strings.TrimSpace(string(raw))+"\n")
		}
		return list, nil
	}
	path := filepath.Join(data, "reports", kind+".jsonl")
	if kind == "gva" {
		path = filepath.Join(data, "casualties", "gva-train-articles.jsonl.gz")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sc := bufio.NewScanner(bytes.NewReader(raw))
	if kind == "gva" {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		sc = bufio.NewScanner(z)
	}
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for sc.Scan() {
		var d struct{ Text, Content string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, strings.TrimSpace(d.Text+d.Content)+"\n")
	}
	return list, sc.Err()
}

// Report returns the text as a report, its day as if the user had given it.
func (t *Text) Report() *assay.Report {
	r := &assay.Report{Text: t.Text}
	if d, err := time.Parse("2006-01-02", t.Published); err == nil {
		r.Published = assay.Published{Date: assay.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}, From: "flag"}
	}
	return r
}
