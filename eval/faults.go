package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay"
)

// A Fault is an entry that was missed, that is one too many, or that is wrong.
type Fault struct {
	Path   string       `json:"path"`          // the gold file
	Kind   string       `json:"kind"`          // missed, extra, wrong
	What   string       `json:"what"`          // claim, figure, movement, event
	ID     string       `json:"id"`            // the gold's; of what is extra, the ledger's
	Got    string       `json:"got,omitempty"` // of what is wrong, the ledger's
	Text   string       `json:"text"`
	Says   string       `json:"says,omitempty"`   // what the entry says, in short
	Around string       `json:"around,omitempty"` // the text with the entry in it
	Wrong  []WrongField `json:"wrong,omitempty"`
}

// A WrongField is one field that is not as in the gold.
type WrongField struct {
	Field string `json:"field"`
	Gold  string `json:"gold"`
	Got   string `json:"got"`
}

// nothing stands for a field without a value.
const nothing = "none"

// faults lists what is wrong in the report, in the order of the lists and within them of
// the gold.
func (s *score) faults(path string) (list []Fault) {
	add := func(f Fault) {
		f.Path = path
		list = append(list, f)
	}
	c := s.claims
	of, extra := c.matched()
	for i, g := range c.gold {
		f := Fault{Kind: "missed", What: "claim", ID: g.ID, Text: quotes(g.Content), Says: sourceText(g.Source.quote)}
		if m, ok := of[i]; ok {
			p := c.pred[m.pred]
			f.Kind, f.Got = "wrong", p.ID
			if !s.sameSource(g, p) {
				f.wrong("source", sourceText(g.Source.quote), sourceText(p.Source.quote))
			}
			if m.sim < exactContent {
				f.wrong("content", quotes(g.Content), quotes(p.Content))
			}
			if g.Stance != p.Stance {
				f.wrong("stance", g.Stance, p.Stance)
			}
			if len(f.Wrong) == 0 {
				continue
			}
		}
		add(f)
	}
	for _, p := range extra {
		add(Fault{Kind: "extra", What: "claim", ID: p.ID, Text: quotes(p.Content), Says: sourceText(p.Source.quote)})
	}
	figures := s.figures
	ofFigure, extraFigures := figures.matched()
	for i, g := range figures.gold {
		f := Fault{Kind: "missed", What: "figure", ID: g.ID, Text: flat(g.Text), Says: s.saysGold(g), Around: s.around(g.Span)}
		if m, ok := ofFigure[i]; ok {
			p := figures.pred[m.pred]
			f.Kind, f.Says, f.Got = "wrong", "", p.ID
			for k, ok := range s.compare(g, p) {
				if !ok {
					f.wrong(fieldNames[k], s.goldField(field(k), g), s.gotField(field(k), p))
				}
			}
			if len(f.Wrong) == 0 {
				continue
			}
		}
		add(f)
	}
	for _, p := range extraFigures {
		add(Fault{Kind: "extra", What: "figure", ID: p.ID, Text: flat(p.Text), Says: s.saysGot(p), Around: s.around(p.Span)})
	}
	ofMove, extraMoves := s.movements.matched()
	for i, g := range s.movements.gold {
		if _, ok := ofMove[i]; !ok {
			add(Fault{Kind: "missed", What: "movement", ID: g.Count, Text: g.Who, Says: route(g.From, g.To)})
		}
	}
	for _, p := range extraMoves {
		add(Fault{Kind: "extra", What: "movement", ID: p.ID, Says: route(s.names(p.From), s.names(p.To))})
	}
	ofEvent, extraEvents := s.events.matched()
	for i, g := range s.events.gold {
		if _, ok := ofEvent[i]; !ok {
			add(Fault{Kind: "missed", What: "event", Text: g.Type, Says: fmt.Sprintf("at %s, killed %s, injured %s, missing %s",
				or(g.Place), amount(g.Killed), amount(g.Injured), amount(g.Missing))})
		}
	}
	for _, p := range extraEvents {
		add(Fault{Kind: "extra", What: "event", ID: p.ID, Text: p.Type, Says: "at " + or(strings.Join(s.names(p.Places), ", ")) + ", figures " + strings.Join(p.Figures, " ")})
	}
	return list
}

func (f *Fault) wrong(field, gold, got string) {
	f.Wrong = append(f.Wrong, WrongField{field, gold, got})
}

// matched returns the pair of each gold entry that was found, and what was read beside.
func (m paired[G, P]) matched() (of map[int]pair, extra []P) {
	of = map[int]pair{}
	used := map[int]bool{}
	for _, pr := range m.pairs {
		of[pr.gold] = pr
		used[pr.pred] = true
	}
	for i, p := range m.pred {
		if !used[i] {
			extra = append(extra, p)
		}
	}
	return of, extra
}

// goldField is what the gold says for a field.
func (s *score) goldField(f field, g goldFigure) string {
	switch f {
	case fieldNumber:
		return amounts(g.Low, g.High)
	case fieldBound:
		return g.Bound
	case fieldUnit:
		return g.Unit
	case fieldAction:
		return strings.Join(append([]string{g.Action}, g.ActionAlso...), " or ")
	case fieldPlace:
		if len(g.Places) == 0 {
			return "three at most"
		}
		return listed(g.Places)
	case fieldTime:
		return quotes([]quote{*g.Time}) // wrong only where there is one
	case fieldClaim:
		return s.claimText(g.Claim, true)
	case fieldCountry:
		return strings.Join(g.Country, " ") + from(g.Places, g.PlacesFrom)
	}
	var at, inherited []quote
	if g.Time != nil {
		at = []quote{*g.Time}
	} else if g.TimeFrom != nil {
		inherited = []quote{*g.TimeFrom}
	}
	return strings.Join(g.When, "..") + from(at, inherited)
}

// from says in which words something stands, or from which it is inherited.
func from(own, inherited []quote) string {
	switch {
	case len(own) > 0:
		return " (" + listed(own) + ")"
	case len(inherited) > 0:
		return " (inherited from " + listed(inherited) + ")"
	}
	return " (inherited)"
}

// gotField is what the ledger says for a field.
func (s *score) gotField(f field, p readFigure) string {
	switch f {
	case fieldNumber:
		return amounts(p.Low, p.High)
	case fieldBound:
		return or(p.Bound)
	case fieldUnit:
		return or(p.Unit)
	case fieldAction:
		return or(p.Action)
	case fieldPlace:
		return s.placesOf(p)
	case fieldTime:
		return s.timeOf(p)
	case fieldClaim:
		return s.claimText(p.Claim, false)
	case fieldCountry:
		codes := s.countries(p)
		if len(codes) == 0 && len(p.Places) == 0 {
			return nothing
		}
		return or(strings.Join(codes, " ")) + " (" + s.placesOf(p) + ")"
	}
	begin, end := s.daysOf(p)
	if begin == "" {
		if p.Time == nil {
			return nothing
		}
		return nothing + " (" + s.timeOf(p) + ")"
	}
	return begin + ".." + end + " (" + s.timeOf(p) + ")"
}

func (s *score) placesOf(p readFigure) string {
	var list []quote
	for _, it := range p.Places {
		list = append(list, s.place(it))
	}
	return listed(list)
}

func (s *score) timeOf(p readFigure) string {
	if p.Time == nil {
		return nothing
	}
	if t := s.mention(*p.Time, s.times); t != nil {
		return quotes([]quote{t.quote})
	}
	return p.Time.id
}

// claimText says who claims what; of the gold's claims also whether it was found.
func (s *score) claimText(id string, ofGold bool) string {
	if id == "" {
		return nothing
	}
	if ofGold {
		for _, g := range s.gold.Claims {
			if g.ID == id {
				fate := "missed"
				if got, ok := s.claimOf[id]; ok {
					fate = "is " + got
				}
				return fmt.Sprintf("%s (%s): %s | %s", id, fate, sourceText(g.Source.quote), short(quotes(g.Content)))
			}
		}
		return id
	}
	for _, p := range s.read.Claims {
		if p.ID == id {
			return fmt.Sprintf("%s: %s | %s", id, sourceText(p.Source.quote), short(quotes(p.Content)))
		}
	}
	return id
}

// saysGold is the row of a figure that was missed.
func (s *score) saysGold(g goldFigure) string {
	row := []string{amounts(g.Low, g.High), g.Unit, g.Action, or(strings.Join(g.Country, " ")), or(strings.Join(g.When, ".."))}
	if g.Singular {
		row = append([]string{"singular"}, row...)
	}
	return strings.Join(row, " · ")
}

func (s *score) saysGot(p readFigure) string {
	row := []string{amounts(p.Low, p.High), or(p.Unit), or(p.Action), s.gotField(fieldCountry, p), s.gotField(fieldDays, p)}
	if p.Singular {
		row = append([]string{"singular"}, row...)
	}
	return strings.Join(row, " · ")
}

func (s *score) names(list []item) (names []string) {
	for _, it := range list {
		names = append(names, flat(s.place(it).Text))
	}
	return names
}

func route(from, to []string) string {
	return "from " + or(strings.Join(from, ", ")) + " to " + or(strings.Join(to, ", "))
}

// around returns the text around sp, which is marked.
func (s *score) around(sp extent) string {
	const before, after = 90, 130
	if at(s.text, sp) == "" {
		return ""
	}
	left, right := s.text[max(0, sp[0]-before):sp[0]], s.text[sp[1]:min(len(s.text), sp[1]+after)]
	left, right = strings.ToValidUTF8(left, ""), strings.ToValidUTF8(right, "")
	return strings.TrimSpace(flat(left) + "«" + flat(s.text[sp[0]:sp[1]]) + "»" + flat(right))
}

// flat puts s on one line, keeping a space where one stood at an end.
func flat(s string) string {
	f := strings.Join(strings.Fields(s), " ")
	if f == "" {
		return " "
	}
	if strings.TrimLeft(s[:1], " \t\r\n") == "" {
		f = " " + f
	}
	if strings.TrimLeft(s[len(s)-1:], " \t\r\n") == "" {
		f += " "
	}
	return f
}

func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

func quotes(list []quote) string {
	var parts []string
	for _, q := range list {
		parts = append(parts, strings.TrimSpace(flat(q.Text+" ")))
	}
	return or(strings.Join(parts, " … "))
}

func listed(list []quote) string {
	var parts []string
	for _, q := range list {
		parts = append(parts, strings.TrimSpace(flat(q.Text+" ")))
	}
	return or(strings.Join(parts, ", "))
}

func sourceText(q quote) string { return quotes([]quote{q}) }

func or(s string) string {
	if strings.TrimSpace(s) == "" {
		return nothing
	}
	return s
}

func amount(a assay.Amount) string {
	return or(a.String())
}

func amounts(low, high assay.Amount) string {
	if near(low, high) {
		return amount(low)
	}
	return amount(low) + ".." + amount(high)
}

// RowFaults counts what is wrong in the rows of figures.
type RowFaults struct {
	Gold           int           `json:"gold"`
	Found          int           `json:"found"`
	Right          int           `json:"right"` // in every field
	Missed         int           `json:"missed"`
	MissedSingular int           `json:"missed_singular"`
	Extra          int           `json:"extra"`
	ExtraSingular  int           `json:"extra_singular"`
	Fields         []FieldFaults `json:"fields"`
}

// FieldFaults counts the rows, of those found, in which a field is wrong.
type FieldFaults struct {
	Field     string `json:"field"`
	Wrong     int    `json:"wrong"`
	Only      int    `json:"only"`      // nothing else of the row is wrong
	Nothing   int    `json:"nothing"`   // nothing was read for it
	Clause    int    `json:"clause"`    // nothing was read, though the clause says it
	Inherited int    `json:"inherited"` // the clause does not say it
}

// A Confusion is an answer that was given for another, and how often.
type Confusion struct {
	WrongField
	N int `json:"n"`
}

// A faultCount counts over several reports.
type faultCount struct {
	rows   RowFaults
	fields [len(fieldNames)]FieldFaults
	mixed  map[WrongField]int
}

func (c *faultCount) add(s *score) {
	of, extra := s.figures.matched()
	r := &c.rows
	r.Gold += len(s.figures.gold)
	for i, g := range s.figures.gold {
		m, ok := of[i]
		if !ok {
			r.Missed++
			r.MissedSingular += count(g.Singular)
			continue
		}
		r.Found++
		p := s.figures.pred[m.pred]
		set := s.compare(g, p)
		r.Right += count(set.full())
		wrong := 0
		for _, ok := range set {
			wrong += count(!ok)
		}
		for k, ok := range set {
			if !ok {
				c.wrong(field(k), s, g, p, wrong == 1)
			}
		}
	}
	for _, p := range extra {
		r.Extra++
		r.ExtraSingular += count(p.Singular)
	}
}

func (c *faultCount) wrong(k field, s *score, g goldFigure, p readFigure, only bool) {
	got := s.gotField(k, p)
	unread := strings.HasPrefix(got, nothing)
	inherited := k == fieldCountry && len(g.Places) == 0 || k == fieldDays && g.Time == nil || k == fieldClaim && g.Claim == ""
	f := &c.fields[k]
	f.Wrong++
	f.Only += count(only)
	f.Nothing += count(unread)
	f.Clause += count(unread && !inherited)
	f.Inherited += count(inherited)
	switch k {
	case fieldBound, fieldUnit, fieldAction:
		if c.mixed == nil {
			c.mixed = map[WrongField]int{}
		}
		want := s.goldField(k, g)
		if k == fieldAction {
			want = g.Action // not what is accepted beside it
		}
		c.mixed[WrongField{fieldNames[k], want, got}]++
	}
}

// result is what was counted, each field by its name.
func (c *faultCount) result() *RowFaults {
	for k := range c.fields {
		c.fields[k].Field = fieldNames[k]
	}
	c.rows.Fields = c.fields[:]
	return &c.rows
}

// confusions lists what was taken for what, field by field, the most frequent first.
func confusions(mixed map[WrongField]int) (list []Confusion) {
	for w, n := range mixed {
		list = append(list, Confusion{w, n})
	}
	slices.SortFunc(list, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(b.N, a.N), cmp.Compare(a.Gold, b.Gold), cmp.Compare(a.Got, b.Got))
	})
	return list
}
