package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"assay"
)

// An extent is a span as a file has it: begin and end, if it is one at all.
type extent []int

// A quote is a span with its words, of a gold file or of a ledger.
type quote struct {
	Span extent
	Text string
}

// A mention is a place or a time of a ledger.
type mention struct {
	quote
	ID, Country, Begin, End string
}

// An item is a reference: an id, or the thing itself in its place.
type item struct {
	id string
	mention
}

// UnmarshalJSON takes an id or an object with span and text.
func (it *item) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &it.id)
	}
	return json.Unmarshal(b, &it.mention)
}

// A given is one word or several, or null, and whether they were given at all.
type given struct {
	here bool
	list []string
}

// UnmarshalJSON takes a string or a list of them; anything else is no word.
func (w *given) UnmarshalJSON(b []byte) error {
	w.here = true
	var one *string
	if json.Unmarshal(b, &one) == nil {
		if one != nil {
			w.list = []string{*one}
		}
		return nil
	}
	if json.Unmarshal(b, &w.list) != nil {
		w.list = nil
	}
	return nil
}

// first is the word where there is one, else "".
func (w given) first() string {
	if len(w.list) == 0 {
		return ""
	}
	return w.list[0]
}

// A gold is a hand-made gold file.
type gold struct {
	ID         string // of the report, where it is known
	Report     string
	Published  string
	Layout     []goldLayout
	Paragraphs []int
	Claims     []goldClaim
	Figures    []goldFigure
	Movements  []goldMovement
	Events     []goldEvent
}

type goldLayout struct {
	quote
	Kind string
}

type goldClaim struct {
	ID, Kind, Stance string
	Optional         bool
	Source           struct {
		quote
		Name string
	}
	Content []quote
}

type goldFigure struct {
	quote
	ID, Bound, Unit, Action, Claim string
	Low, Best, High                assay.Amount
	ActionAlso                     []string `json:"action_also"`
	Places                         []quote
	Time                           *quote
	PlacesFrom                     []quote  `json:"places_inherited"`
	TimeFrom                       *quote   `json:"time_inherited"`
	Country                        []string // of three letters
	When                           []string // first day, day after the last
	Optional, Singular             bool
}

type goldMovement struct {
	Who      string
	From, To []string
	Count    string
	Optional bool
}

type goldEvent struct {
	Type, Place              string
	Killed, Injured, Missing assay.Amount
}

// A read is what a ledger says of one report, taken as it comes: a ledger that
// breaks its own rules is scored, not refused.
type read struct {
	Report struct{ Path, Text string }

	Regions []struct {
		quote
		Kind string
	}
	Places, Times []mention

	Claims    []readClaim
	Figures   []readFigure
	Movements []readMovement
	Events    []readEvent

	badSpans int
}

// saidOf is what persons said of an entry.
type saidOf []struct{ Verb string }

// dropped reports whether they said that it is none.
func (list saidOf) dropped() bool {
	for _, r := range list {
		if r.Verb == assay.VerbDrop {
			return true
		}
	}
	return false
}

type readClaim struct {
	ID, Kind, Stance string
	Ruled            saidOf
	Source           struct {
		quote
		Name string
	}
	Content []quote
}

type readFigure struct {
	quote
	ID, Bound, Unit, Action, Claim string
	Low, Best, High                assay.Amount
	Places                         []item
	Time                           *item
	Country, Begin, End            given
	Per, Of                        string
	Singular                       bool
	Ruled                          saidOf
	Confidence                     float64
	Probabilities                  map[string]float64
}

type readMovement struct {
	ID       string
	From, To []item
	Count    string
}

type readEvent struct {
	ID, Type string
	Places   []item
	Figures  []string
}

func readGold(path string) (*gold, error) {
	raw, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var g gold
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, fmt.Errorf("%s: is no gold file: %v", path, err)
	}
	if g.Report == "" {
		return nil, fmt.Errorf("%s: is no gold file: it names no report", path)
	}
	return &g, nil
}

// reportLines returns the report lines of a ledger by their ids and by the name of their file, the
// last one where a name is there twice.
func reportLines(ledger []byte) (map[string][]byte, error) {
	lines := map[string][]byte{}
	for n, line := range bytes.Split(ledger, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var head struct{ Report *struct{ ID, Path string } }
		if err := json.Unmarshal(line, &head); err != nil {
			return nil, fmt.Errorf("line %d of the ledger: %v", n+1, err)
		}
		if head.Report != nil {
			lines[head.Report.ID] = line
			lines[head.Report.Path[strings.LastIndexByte(head.Report.Path, '/')+1:]] = line
		}
	}
	return lines, nil
}

// parseReport reads a report line.
func parseReport(line []byte) (*read, error) {
	var r read
	if err := json.Unmarshal(line, &r); err != nil {
		return nil, err
	}
	r.Claims = slices.DeleteFunc(r.Claims, func(c readClaim) bool { return c.Ruled.dropped() })
	r.Figures = slices.DeleteFunc(r.Figures, func(f readFigure) bool { return f.Ruled.dropped() })
	var tree map[string]any
	if err := json.Unmarshal(line, &tree); err != nil {
		return nil, err
	}
	delete(tree, "report")
	r.badSpans = badSpans(tree, r.Report.Text)
	return &r, nil
}

// findReport returns the last report line of a ledger whose path ends in name.
func findReport(ledger []byte, name string) (*read, error) {
	lines, err := reportLines(ledger)
	if err != nil {
		return nil, err
	}
	line, ok := lines[name]
	if !ok {
		return nil, fmt.Errorf("no report ending in %s in the ledger", name)
	}
	r, err := parseReport(line)
	if err != nil {
		return nil, fmt.Errorf("%s in the ledger: %v", name, err)
	}
	return r, nil
}

// badSpans counts the spans that are empty, outside the text, or quote
// something else.
func badSpans(node any, text string) int {
	n := 0
	switch v := node.(type) {
	case map[string]any:
		if sp, ok := v["span"].([]any); ok {
			words, _ := v["text"].(string)
			if b, e, ok := twoInts(sp); !ok || b < 0 || b >= e || e > len(text) || text[b:e] != words {
				n++
			}
		}
		for _, child := range v {
			n += badSpans(child, text)
		}
	case []any:
		for _, child := range v {
			n += badSpans(child, text)
		}
	}
	return n
}

func twoInts(list []any) (b, e int, ok bool) {
	if len(list) != 2 {
		return 0, 0, false
	}
	x, ok1 := list[0].(float64)
	y, ok2 := list[1].(float64)
	return int(x), int(y), ok1 && ok2
}

// realign moves the gold's spans to where their words stand in text, where that
// is not the text they were made on: to the nearest such place.
func (g *gold) realign(text string) {
	fix := func(q *quote) {
		if len(q.Span) != 2 || at(text, q.Span) == q.Text {
			return
		}
		if q.Text == "" {
			q.Span = extent{-1, -1}
			return
		}
		b, best := q.Span[0], -1
		for i := strings.Index(text, q.Text); i >= 0; {
			if best < 0 || abs(i-b) < abs(best-b) {
				best = i
			}
			next := strings.Index(text[i+1:], q.Text)
			if next < 0 {
				break
			}
			i += 1 + next
		}
		if best < 0 {
			q.Span = extent{-1, -1}
			return
		}
		q.Span = extent{best, best + len(q.Text)}
	}
	for i := range g.Layout {
		fix(&g.Layout[i].quote)
	}
	for i := range g.Claims {
		fix(&g.Claims[i].Source.quote)
		for k := range g.Claims[i].Content {
			fix(&g.Claims[i].Content[k])
		}
	}
	for i := range g.Figures {
		f := &g.Figures[i]
		fix(&f.quote)
		for k := range f.Places {
			fix(&f.Places[k])
		}
		for k := range f.PlacesFrom {
			fix(&f.PlacesFrom[k])
		}
		for _, q := range []*quote{f.Time, f.TimeFrom} {
			if q != nil {
				fix(q)
			}
		}
	}
}

// at returns the characters of text in sp, or "" where sp lies outside it.
func at(text string, sp extent) string {
	if len(sp) != 2 || sp[0] < 0 || sp[1] < sp[0] || sp[1] > len(text) {
		return ""
	}
	return text[sp[0]:sp[1]]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
