package main

import (
	"strings"

	"assay"
	"assay/event"
	"assay/internal/train/gold"
)

// A Lesson is a report as the heads see it.
type Lesson struct {
	Name     string       `json:"name"`
	Main     bool         `json:"main"`
	Invented bool         `json:"invented"`
	Words    int          `json:"words"`
	Rows     []rowSeen    `json:"rows"`
	Movers   []moverSeen  `json:"movers"`
	Places   []placeSeen  `json:"places"`
	Events   []gold.Event `json:"events"`   // as the gold has them
	Triggers [][]int      `json:"triggers"` // tokens of the words that name each event
	Moves    []gold.Movement
	Tokens   []string `json:"tokens"`
}

type placeSeen struct {
	At    int    `json:"at"`
	Above int    `json:"above"`
	Entry string `json:"entry"`
	Text  string `json:"text"`
}

type rowSeen struct {
	At       int        `json:"at"`
	Head     int        `json:"head"`
	Above    int        `json:"above"`
	Trigger  int        `json:"trigger"`
	F        []uint32   `json:"f"`
	Words    []int      `json:"words"`
	WordsF   [][]uint32 `json:"wordsF"`
	Pairs    []int      `json:"pairs"` // rows before
	PairsF   [][]uint32 `json:"pairsF"`
	PlacesOf []int      `json:"placesOf"`
	PlacesF  [][]uint32 `json:"placesF"`
	// what is scored
	Action  string     `json:"action"`
	Amounts []float64  `json:"amounts"`
	Title   bool       `json:"headline"`
	Of      int        `json:"of"`
	Gold    *goldOfRow `json:"gold"`
}

type goldOfRow struct {
	ID       string `json:"id"`
	Optional bool   `json:"optional"`
	Events   []int  `json:"events"`
}

type moverSeen struct {
	At      int        `json:"at"`
	Above   int        `json:"above"`
	Row     int        `json:"row"`
	F       []uint32   `json:"f"`
	Ends    []int      `json:"ends"` // places
	EndsF   [][]uint32 `json:"endsF"`
	Move    int        `json:"move"`    // of the gold, or -1
	Unclear bool       `json:"unclear"` // may be a mention of the same
}

func lesson(t *text, doc *assay.Doc) *Lesson {
	s := event.Look(doc)
	l := &Lesson{Name: t.Name, Main: t.Main, Invented: t.Invented, Words: len(doc.Tokens), Events: t.Events, Moves: t.Movements}
	for i := range doc.Tokens {
		l.Tokens = append(l.Tokens, doc.Word(i))
	}
	for p := range doc.Places {
		seen := placeSeen{At: s.PlaceToken(p), Above: -1, Entry: s.Entry(p), Text: doc.Quote(doc.Places[p].Span)}
		if seen.At >= 0 {
			seen.Above = s.Above(seen.At)
		}
		l.Places = append(l.Places, seen)
	}
	for e := range t.Events {
		tokens := []int{}
		if m := t.Events[e].Trigger; m != nil {
			lo, hi := s.TokensIn(m.At())
			for i := lo; i < hi; i++ {
				tokens = append(tokens, i)
			}
		}
		l.Triggers = append(l.Triggers, tokens)
	}
	match := pair(doc, t.Figures)
	events := map[string][]int{}
	for e := range t.Events {
		for _, f := range t.Events[e].Figures {
			events[f] = append(events[f], e)
		}
	}
	for r := range s.Rows {
		l.Rows = append(l.Rows, seenRow(s, r))
		if g := match[r]; g >= 0 {
			f := &t.Figures[g]
			l.Rows[r].Gold = &goldOfRow{f.ID, f.Optional, events[f.ID]}
		}
	}
	l.Movers = movers(s, t, match)
	return l
}

func seenRow(s *event.Sight, r int) rowSeen {
	row, fig := &s.Rows[r], &s.Figures[r]
	seen := rowSeen{At: row.At, Head: row.Head, Above: row.Above, Trigger: row.Trigger, F: s.RowFeatures(r, nil), Words: row.Words, Action: string(fig.Action), Of: -1}
	for _, a := range [...]assay.Amount{fig.Quantity.Low, fig.Quantity.Best, fig.Quantity.High} {
		if n, ok := a.Number(); ok {
			seen.Amounts = append(seen.Amounts, n)
		}
	}
	if of, ok := fig.Of.Index(); ok {
		seen.Of = of
	}
	if row.At < 0 {
		return seen
	}
	if reg := s.Region(row.At); reg >= 0 {
		seen.Title = s.Regions[reg].Kind == assay.Headline
	}
	for _, j := range row.Words {
		seen.WordsF = append(seen.WordsF, s.WordFeatures(r, j, nil))
	}
	for q := range r {
		if r-q <= event.MostPairs && s.Rows[q].At >= 0 {
			seen.Pairs, seen.PairsF = append(seen.Pairs, q), append(seen.PairsF, s.PairFeatures(q, r, nil))
		}
	}
	s.EachPlace(&row.Candidate, func(p int) {
		seen.PlacesOf, seen.PlacesF = append(seen.PlacesOf, p), append(seen.PlacesF, s.SceneFeatures(r, p, nil))
	})
	return seen
}

// pair returns the gold figure of each figure that was read, or -1: one to one, by the
// most bytes that they share.
func pair(doc *assay.Doc, list []gold.Figure) []int {
	match := make([]int, len(doc.Figures))
	for r := range match {
		match[r] = -1
	}
	for g, f := range list {
		best, share := -1, int32(0)
		for r := range doc.Figures {
			q := &doc.Figures[r].Quantity
			if q.Singular != f.Singular || match[r] >= 0 {
				continue
			}
			if o := min(q.Span.End, f.Span[1]) - max(q.Span.Start, f.Span[0]); o > share {
				best, share = r, o
			}
		}
		if best >= 0 {
			match[best] = g
		}
	}
	return match
}

// movers returns the phrases for those who may have moved, and which movement of the gold
// each tells of: the one that its figure counts, or else that whose words it is, next to
// where the text names an end of it.
func movers(s *event.Sight, t *text, match []int) (list []moverSeen) {
	at := map[int]int{} // token -> mover
	for k := range s.Movers {
		m := &s.Movers[k]
		seen := moverSeen{At: m.At, Above: m.Above, Row: m.Row, F: s.MoverFeatures(m, nil), Move: -1}
		s.Around(m, func(p int) {
			seen.Ends, seen.EndsF = append(seen.Ends, p), append(seen.EndsF, s.EndFeatures(m, p, nil))
		})
		at[m.At] = k
		if m.Row >= 0 {
			if _, ok := at[s.Rows[m.Row].At]; !ok {
				at[s.Rows[m.Row].At] = k // "hundreds of fishermen"
			}
		}
		list = append(list, seen)
	}
	for g := range t.Movements {
		move := &t.Movements[g]
		best, score := -1, 0.0
		consider := func(k int, v float64) {
			list[k].Unclear = list[k].Unclear || list[k].Move < 0
			if list[k].Move >= 0 {
				return
			}
			near := 0.0
			for _, names := range [...][]string{move.From, move.To, move.Via} {
				for _, n := range names {
					for _, p := range list[k].Ends {
						if strings.Contains(s.Quote(s.Places[p].Span), n) {
							if d := s.Apart(list[k].At, s.PlaceToken(p)); d == 0 {
								near = max(near, 3)
							} else {
								near = max(near, 1)
							}
						}
					}
				}
			}
			if within(s, t, move.Claim, list[k].At) {
				near += 0.5
			}
			if near+v > score {
				best, score = k, near+v
			}
		}
		if move.Count != "" {
			for r, m := range match {
				if m >= 0 && t.Figures[m].ID == move.Count {
					for k := range list {
						if list[k].Row == r {
							consider(k, 2)
						}
					}
				}
			}
		}
		if best < 0 && move.Who != "" {
			for from := 0; ; {
				i := strings.Index(s.Text[from:], move.Who)
				if i < 0 {
					break
				}
				i += from
				sp := assay.Span{Start: int32(i), End: int32(i + len(move.Who))}
				if k, ok := at[s.HeadOf(sp)]; ok && (i == 0 || !letter(s.Text[i-1])) && (int(sp.End) == len(s.Text) || !letter(s.Text[sp.End])) {
					consider(k, 0.1)
				}
				from = i + 1
			}
		}
		if best >= 0 {
			list[best].Move, list[best].Unclear = g, false
		}
	}
	return list
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// within reports whether token i stands in the content of claim id.
func within(s *event.Sight, t *text, id string, i int) bool {
	for _, c := range t.Claims {
		for _, part := range c.Content {
			if c.ID == id && part.At().Contains(s.Tokens[i].Span) {
				return true
			}
		}
	}
	return false
}
