// Command toll writes what the judge of tolls learns from: for each incident of the gun
// violence articles and each occurrence that is the news of some of them, the numbers that
// the toll may be, what the judge sees of each, and the number that is known. In come the
// incidents, the articles (../shared/data/casualties) and their stored readings.
//
//	go run ./internal/train/toll -articles ARTICLES.jsonl.gz -incidents INCIDENTS.json -out LESSONS.jsonl READ.jsonl…
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/internal/readings"
	"assay/occurrence"
)

func main() {
	out := flag.String("out", "", "file to write to")
	articles := flag.String("articles", "", "packed articles")
	incidents := flag.String("incidents", "", "what is known of incidents")
	flag.Parse()
	if err := run(*out, *articles, *incidents, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "toll:", err)
		os.Exit(1)
	}
}

// A lesson is one occurrence that is the news of articles of an incident.
type lesson struct {
	Incident string      `json:"incident"`
	Several  bool        `json:"several"` // whether the incident has more than one article
	Articles int         `json:"articles"`
	Action   string      `json:"action"`
	Gold     int         `json:"gold"`
	Numbers  []int       `json:"numbers"`
	At       [][]float32 `json:"at"`
}

func run(out, articles, incidents string, paths []string) error {
	known := map[string]struct {
		Killed  int `json:"num_killed"`
		Injured int `json:"num_injured"`
	}{}
	raw, err := os.ReadFile(incidents)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &known); err != nil {
		return err
	}
	ids, texts, err := readArticles(articles)
	if err != nil {
		return err
	}
	read := map[string]*assay.Doc{}
	for _, p := range paths {
		docs, _, err := readings.Read(p)
		if err != nil {
			return err
		}
		for _, doc := range docs {
			doc.URL = "" // that of a pile with the incident in it
			read[strings.TrimSpace(doc.Text)] = doc
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for _, id := range ids {
		in, ok := known[id]
		if !ok {
			continue
		}
		var pile []*assay.Doc
		seen := map[*assay.Doc]bool{}
		for _, text := range texts[id] {
			if doc := read[strings.TrimSpace(text)]; doc != nil && !seen[doc] {
				seen[doc] = true
				pile = append(pile, doc)
			}
		}
		stories := copies.Stories(pile, copies.Options{})
		for _, l := range estimate.TollLessons(pile, stories, occurrence.Occurrences(pile, stories), estimate.Options{}) {
			gold := in.Killed
			if l.Action != "killed" {
				gold = in.Injured
			}
			if err := enc.Encode(lesson{id, len(texts[id]) > 1, len(l.Reports), string(l.Action), gold, l.Numbers, l.At}); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// readArticles returns the incidents of articles in their order, and the texts of each.
func readArticles(path string) (ids []string, texts map[string][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, nil, err
	}
	texts = map[string][]string{}
	for dec := json.NewDecoder(z); ; {
		var a struct {
			Incident json.Number
			Content  string
		}
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			return ids, texts, nil
		} else if err != nil {
			return nil, nil, err
		}
		id := a.Incident.String()
		if texts[id] == nil {
			ids = append(ids, id)
		}
		texts[id] = append(texts[id], a.Content)
	}
}
