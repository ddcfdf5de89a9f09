// Command origin writes what is learnt and measured about origins, a line of JSON for
// each figure of piles that were read before: where it stands, the voice behind it, and
// of each voice of its report the features that speak for it.
//
//	origin DIR/NAME.jsonl ... > figures.jsonl
//	origin -measure DIR [-show] NAME.estimates.json ...
//
// With -measure it says how well the origins are found, by gold; -show lists the
// questions of which the number of origins is wrong. The piles are ledgers as `assay read --format json` writes them. learn.py beside it
// learns from these lines and the gold of the piles.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"assay"
	"assay/internal/readings"
	"assay/origin"
)

type voice struct {
	Name     string   `json:"name"`
	Own      bool     `json:"own,omitempty"`
	Named    bool     `json:"named,omitempty"`
	Calls    []string `json:"calls,omitempty"` // words of the sources that are this voice
	Features []string `json:"features"`
}

type line struct {
	Pile   string  `json:"c"`
	Report string  `json:"r"`
	Figure int     `json:"f"`
	Span   [2]int  `json:"s"`
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Kind   string  `json:"kind"` // "own", "named", "unnamed"
	Src    string  `json:"src"`
	Ctx    string  `json:"ctx"`
	Retold bool    `json:"retold"`
	Voices []voice `json:"voices"`
}

func main() {
	read := flag.String("measure", "", "measure by gold; the folder of the piles")
	show := flag.Bool("show", false, "list what is wrong")
	flag.Parse()
	if err := run(*read, *show, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "origin:", err)
		os.Exit(1)
	}
}

func run(read string, show bool, paths []string) error {
	if read != "" {
		return measure(read, paths, show)
	}
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	for _, path := range paths {
		if err := write(enc, path); err != nil {
			return err
		}
	}
	return out.Flush()
}

func write(enc *json.Encoder, path string) error {
	docs, stories, err := readings.Read(path)
	if err != nil {
		return err
	}
	p := origin.Find(docs, stories, origin.Options{})
	for _, doc := range docs {
		sight := origin.Look(doc)
		for k := range doc.Figures {
			q := doc.Figures[k].Quantity.Span
			v := p.Of(origin.Figure{Report: doc.ID, Index: k})
			l := line{Pile: strings.TrimSuffix(filepath.Base(path), ".jsonl"), Report: filepath.Base(doc.URL), Figure: k,
				Span: [2]int{int(q.Start), int(q.End)}, ID: v.Key, Name: v.Name, Kind: kindOf(v)}
			if c := doc.Figures[k].Claim.In(doc.Claims); c != nil {
				if src := c.Source.In(doc.Sources); src != nil {
					l.Src = src.Span.In(doc.Text) + "|" + src.Name + "|" + src.Class.String() + "|" + src.Party
				}
			}
			if i := doc.SentenceAt(q.Start); i >= 0 {
				l.Ctx = doc.Sentences[i].In(doc.Text)
			}
			if i := doc.RegionAt(q.Start); i >= 0 {
				l.Retold = doc.Regions[i].Kind == assay.Headline
			}
			for n := range sight.Voices {
				if !sight.Heard(n) {
					continue
				}
				w := &sight.Voices[n]
				l.Voices = append(l.Voices, voice{w.Name, w.Own, w.Named, sight.Calls(n), sight.Features(k, n)})
			}
			if err := enc.Encode(&l); err != nil {
				return err
			}
		}
	}
	return nil
}
