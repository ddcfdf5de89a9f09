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
	if kind == "gva" {
		articles, err := gunViolence(data, "train")
		if err != nil {
			return nil, err
		}
		for _, a := range articles {
			list = append(list, strings.TrimSpace(a.Content)+"\n")
		}
		return list, nil
	}
	path := filepath.Join(data, "reports", kind+".jsonl")
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(raw) {
		var d struct{ Text string }
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, strings.TrimSpace(d.Text)+"\n")
	}
	return list, nil
}

// An article is one on gun violence.
type article struct{ Incident, Title, DCT, Content string }

// gunViolence reads the articles of a part.
func gunViolence(data, part string) (list []article, err error) {
	path := filepath.Join(data, "casualties", "gva-"+part+"-articles.jsonl.gz")
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	for sc.Scan() {
		var a article
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		list = append(list, a)
	}
	return list, sc.Err()
}

// A Counted is an article of which only the number of killed and injured is known.
type Counted struct {
	Text
	Ref             string
	Killed, Injured int
}

// Incidents returns the training part of the articles on gun violence.
func Incidents(data string) (list []Counted, err error) {
	raw, err := os.ReadFile(filepath.Join(data, "casualties", "gva-train-incidents.json"))
	if err != nil {
		return nil, err
	}
	var known map[string]struct {
		Killed  int `json:"num_killed"`
		Injured int `json:"num_injured"`
	}
	if err := json.Unmarshal(raw, &known); err != nil {
		return nil, err
	}
	articles, err := gunViolence(data, "train")
	for i, a := range articles {
		if in, ok := known[a.Incident]; ok {
			text := strings.TrimSpace(a.Content) + "\n"
			list = append(list, Counted{Text{Name: fmt.Sprintf("c%d", i), Text: text, Published: a.DCT}, fmt.Sprintf("gva:%d", i), in.Killed, in.Injured})
		}
	}
	return list, err
}

// Fresh returns those of the list that share no runs of six words with the development
// part or with other texts, and not half of theirs with one of the list before.
func Fresh(list []Counted, data string, other []string) (fresh []Counted, err error) {
	development, err := gunViolence(data, "dev")
	if err != nil {
		return nil, err
	}
	foreign, before := map[string]bool{}, map[string]bool{}
	note := func(in map[string]bool, list []string) {
		for _, r := range list {
			in[r] = true
		}
	}
	for _, t := range other {
		note(foreign, runs(t))
	}
	for _, a := range development {
		note(foreign, runs(a.Content))
	}
	share := func(list []string, in map[string]bool) float64 {
		n := 0
		for _, r := range list {
			if in[r] {
				n++
			}
		}
		return float64(n) / float64(max(1, len(list)))
	}
	for _, t := range list {
		own := runs(t.Text.Text)
		if share(own, foreign) <= 0.08 && share(own, before) <= 0.5 {
			note(before, own)
			fresh = append(fresh, t)
		}
	}
	return fresh, nil
}

// runs returns the runs of six words of a text.
func runs(text string) (list []string) {
	words := regexp.MustCompile(`\w+`).FindAllString(strings.ToLower(text), -1)
	for i := 0; i+6 <= len(words); i++ {
		list = append(list, strings.Join(words[i:i+6], " "))
	}
	return list
}

// Report returns the text as a report, its day as if the user had given it.
func (t *Text) Report() *assay.Report {
	r := &assay.Report{Text: t.Text}
	if d, err := time.Parse("2006-01-02", t.Published); err == nil {
		r.Published = assay.Published{Date: assay.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()}, From: "flag"}
	}
	return r
}
