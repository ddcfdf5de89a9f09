package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/internal/readings"
	"assay/origin"
)

// A gold is the gold of a pile, as ../shared/data/gold/ESTIMATES.md says.
type gold struct {
	Cluster string
	Origins []struct {
		ID, Name string
		Named    bool
		Own      string `json:"own_voice_of"`
	}
	Questions []struct {
		ID, Action, Counted string
		Origins             assay.Origins
		Series              []number
	}
}

type number struct {
	Report, Text, Origin, Status string
	Span                         [2]int32
}

// score counts what is right.
type score struct {
	numbers, found, kind, named int
	both, extra, missed         int // pairs of numbers of one question: of one origin in gold and as found, as found only, in gold only
	questions, least, most, ok  int
	whole, wholeOK              int // questions of which all numbers were read
}

func (s *score) String() string {
	share := func(n, of int) float64 { return float64(n) / float64(max(1, of)) }
	return fmt.Sprintf("numbers %d, read %.3f; of these kind %.3f, named or not %.3f; one origin P %.3f R %.3f F1 %.3f\nquestions %d: least %.3f, most %.3f, both %.3f; of %d with all numbers read %.3f",
		s.numbers, share(s.found, s.numbers), share(s.kind, s.found), share(s.named, s.found),
		share(s.both, s.both+s.extra), share(s.both, s.both+s.missed), share(2*s.both, 2*s.both+s.extra+s.missed),
		s.questions, share(s.least, s.questions), share(s.most, s.questions), share(s.ok, s.questions), s.whole, share(s.wholeOK, s.whole))
}

// measure scores the origins of the numbers of gold files, of which the piles stand in
// the folder read. Which numbers answer one question is taken from the gold.
func measure(read string, paths []string, show bool) error {
	var s score
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var g gold
		if err := json.Unmarshal(raw, &g); err != nil {
			return fmt.Errorf("%s: %v", path, err)
		}
		docs, stories, err := readings.Read(filepath.Join(read, g.Cluster+".jsonl"))
		if err != nil {
			return err
		}
		s.add(&g, docs, origin.Find(docs, stories, origin.Options{}), show)
	}
	fmt.Println(&s)
	return nil
}

func (s *score) add(g *gold, docs []*assay.Doc, p *origin.Pile, show bool) {
	kinds, names := map[string]string{}, map[string]string{}
	for _, o := range g.Origins {
		names[o.ID] = o.Name
		switch {
		case o.Own != "":
			kinds[o.ID] = "own"
		case o.Named:
			kinds[o.ID] = "named"
		default:
			kinds[o.ID] = "unnamed"
		}
	}
	for _, q := range g.Questions {
		if !slices.ContainsFunc(q.Series, func(n number) bool { return n.Status != "background" }) {
			continue
		}
		var voices []*origin.Voice
		var of []number
		for _, n := range q.Series {
			v, also := voiceAt(docs, p, n)
			if also != nil && slices.ContainsFunc(of, func(o number) bool { return o.Report == n.Report && o.Span == n.Span }) {
				v = also // the second of two who say it together
			}
			if v != nil {
				voices, of = append(voices, v), append(of, n)
				s.kind += count(kindOf(v) == kinds[n.Origin])
				s.named += count(v.Named == (kinds[n.Origin] != "unnamed"))
			}
		}
		s.numbers += len(q.Series)
		s.found += len(voices)
		one := origin.Fold(voices, nil)
		for i := range one {
			for k := range i {
				same, as := of[i].Origin == of[k].Origin, one[i] == one[k]
				s.both += count(same && as)
				s.extra += count(as && !same)
				s.missed += count(same && !as)
			}
		}
		var counted []*origin.Voice
		for i := range one {
			if st := of[i].Status; (st == "stands" || st == "repeats" || st == "superseded") && !slices.Contains(counted, voices[one[i]]) {
				counted = append(counted, voices[one[i]])
			}
		}
		n := origin.Count(counted)
		s.questions++
		s.least += count(n.Min == q.Origins.Min)
		s.most += count(n.Max == q.Origins.Max)
		s.ok += count(n == q.Origins)
		if len(voices) == len(q.Series) {
			s.whole++
			s.wholeOK += count(n == q.Origins)
		}
		if show && n != q.Origins {
			fmt.Printf("## %s %s %s %s: gold %d-%d, found %d-%d\n", g.Cluster, q.ID, q.Action, q.Counted, q.Origins.Min, q.Origins.Max, n.Min, n.Max)
			for i := range of {
				v := voices[one[i]]
				fmt.Printf("   %-22.22s %-12.12s | %-7s %-34.34s | %-7s %-34.34s | %s\n", of[i].Report, of[i].Text, kinds[of[i].Origin], names[of[i].Origin], kindOf(v), v.Name, voices[i].Name)
			}
		}
	}
}

func count(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

func kindOf(v *origin.Voice) string {
	switch {
	case v.Own:
		return "own"
	case v.Named:
		return "named"
	}
	return "unnamed"
}

// voiceAt returns the voices of the first figure that overlaps a number of the gold.
func voiceAt(docs []*assay.Doc, p *origin.Pile, n number) (v, also *origin.Voice) {
	for _, doc := range docs {
		if !strings.HasSuffix(doc.URL, "/"+n.Report) {
			continue
		}
		for i := range doc.Figures {
			if sp := doc.Figures[i].Quantity.Span; min(sp.End, n.Span[1]) > max(sp.Start, n.Span[0]) {
				f := origin.Figure{Report: doc.ID, Index: i}
				return p.Of(f), p.Also(f)
			}
		}
	}
	return nil, nil
}
