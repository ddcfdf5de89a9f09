package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
	"assay/origin"
)

// An entryKind is what of a report is ruled on entry by entry: its figures, or its claims. What differs
// between the two stands here; all else is one way for both.
type entryKind struct {
	what   string   // of the rulings on it
	letter byte     // of its ids
	fields []string // that may be set, in the order in which they are
	own    int      // how many of them are its own, and no other entry's: what [Confirm] speaks of

	count func(*assay.Doc) int
	at    func(doc *assay.Doc, i int) (sp assay.Span, cue int32) // the words that it is known by
	said  func(doc *assay.Doc, i int) *[]assay.Ruled
	field func(doc *assay.Doc, i, field int) string
	meant func(doc *assay.Doc, field int, value string) (string, error) // by what a person wrote
	// set puts a value into a field, whose words begin at places if these are known.
	set    func(doc *assay.Doc, i, field int, value string, places []int) error
	drop   func(doc *assay.Doc, i int)
	check  func(doc *assay.Doc, i int, say []Saying) error // whether what is said of one goes together
	add    func(doc *assay.Doc, sp assay.Span)
	whole  func(doc *assay.Doc, i int) error                    // whether one that was added says what it must
	settle func(doc, was *assay.Doc, said map[int]map[int]bool) // once all is said: which fields of which
	copies func([]*assay.Doc, []assay.Story) map[origin.Figure]origin.Figure
}

// entryKinds are the kinds, in the order in which rulings on them are applied: a figure stands in a claim.
var entryKinds = [...]*entryKind{
	{what: OnClaims, letter: 'c', fields: ClaimFields, own: len(ClaimFields),
		count: func(doc *assay.Doc) int { return len(doc.Claims) },
		at:    claimAtWords,
		said:  func(doc *assay.Doc, i int) *[]assay.Ruled { return &doc.Claims[i].Ruled },
		field: claimField, set: setClaim, settle: settleClaims,
		meant:  func(_ *assay.Doc, _ int, value string) (string, error) { return strings.TrimSpace(value), nil },
		drop:   func(*assay.Doc, int) {}, // what was dropped holds nothing, see settleClaims
		check:  func(*assay.Doc, int, []Saying) error { return nil },
		add:    func(doc *assay.Doc, sp assay.Span) { addClaim(doc, assay.Source{Class: assay.Anonymous}, sp) },
		whole:  saysWho,
		copies: origin.CopiedClaims},
	{what: OnFigures, letter: 'f', fields: FigureFields, own: claimAt,
		count: func(doc *assay.Doc) int { return len(doc.Figures) },
		at:    func(doc *assay.Doc, i int) (assay.Span, int32) { return doc.Figures[i].Quantity.Span, 0 },
		said:  func(doc *assay.Doc, i int) *[]assay.Ruled { return &doc.Figures[i].Ruled },
		field: figureField, meant: meant, set: setFigure, settle: settleFigures,
		drop:   func(doc *assay.Doc, i int) { doc.Figures[i].Action = noAction },
		check:  figureAgrees,
		add:    func(doc *assay.Doc, sp assay.Span) { doc.Figures = append(slices.Clip(doc.Figures), figureAt(doc, sp)) },
		whole:  saysNumber,
		copies: copiedFigures},
}

// kindOf returns the kind of a ruling or of an id within a report, and the number of that; nil where there
// are no rulings on such.
func kindOf(of string) (*entryKind, int) {
	for _, k := range entryKinds {
		if k.what == of {
			return k, -1
		}
		if n, err := strconv.Atoi(strings.TrimPrefix(of, string(k.letter))); err == nil && n > 0 && of == ledger.ID(k.letter, n-1) {
			return k, n - 1
		}
	}
	return nil, -1
}

// FieldsOf returns the fields that may be set of an entry, by its id within its report: "f3".
func FieldsOf(entry string) []string {
	if k, _ := kindOf(entry); k != nil {
		return k.fields
	}
	return nil
}

// FieldOf returns what stands in a field of an entry of a report, as it is to be written in a [Saying]; "" if
// nothing. What it returns is not masked.
func FieldOf(doc *assay.Doc, entry, field string) string {
	k, i := kindOf(entry)
	if k == nil || i < 0 || i >= k.count(doc) {
		return ""
	}
	return k.value(doc, i, field)
}

// RuledOf returns what persons said of an entry of a report.
func RuledOf(doc *assay.Doc, entry string) []assay.Ruled {
	k, i := kindOf(entry)
	if k == nil || i < 0 || i >= k.count(doc) {
		return nil
	}
	return *k.said(doc, i)
}

func (k *entryKind) value(doc *assay.Doc, i int, field string) string {
	if at := slices.Index(k.fields, field); at >= 0 {
		return k.field(doc, i, at)
	}
	return ""
}

// put puts a value into a field of an entry of doc, whose lists it may change.
func (k *entryKind) put(doc *assay.Doc, i int, field, value string, places []int) error {
	at := slices.Index(k.fields, field)
	if at < 0 {
		return fmt.Errorf("%w: no field %q; of a %s there are %s", assay.ErrInvalid, field, k.what, strings.Join(k.fields, ", "))
	}
	return k.set(doc, i, at, value, places)
}

// wholly is all that [Confirm] says of an entry.
func (k *entryKind) wholly(doc *assay.Doc, i int) string {
	var list []string
	for at, field := range k.fields[:k.own] {
		if v := k.field(doc, i, at); v != "" {
			list = append(list, field+"="+v)
		}
	}
	return strings.Join(list, " ")
}

// loose returns doc with lists of its own of all that rulings may change.
func loose(doc *assay.Doc) *assay.Doc {
	own := *doc
	own.Figures, own.Places = slices.Clone(doc.Figures), slices.Clone(doc.Places)
	own.Claims, own.Sources = slices.Clone(doc.Claims), slices.Clone(doc.Sources)
	own.Events, own.Movements = slices.Clone(doc.Events), slices.Clone(doc.Movements)
	return &own
}

// An onEntry is a figure or a claim by its words: after another reading it has another number.
type onEntry struct {
	Report string `json:"report"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
	Kind   string `json:"kind,omitempty"` // "claim"; "" is a figure
	Cue    int    `json:"cue,omitempty"`  // of a claim, which is known by its content: where its cue ends
}

// on is an entry by its words.
func (k *entryKind) on(doc *assay.Doc, i int) onEntry {
	sp, cue := k.at(doc, i)
	on := k.spot(doc, sp)
	on.Cue = int(cue)
	return on
}

// spot is one that is to stand at words.
func (k *entryKind) spot(doc *assay.Doc, sp assay.Span) onEntry {
	on := onEntry{Report: doc.ID.String(), Start: int(sp.Start), End: int(sp.End)}
	if sp.Check(doc.Text) == nil {
		on.Text = sp.In(doc.Text)
	}
	if k.what != OnFigures {
		on.Kind = k.what
	}
	return on
}

// of is the kind of what stands there.
func (f *onEntry) of() *entryKind {
	if f.Kind == "" {
		f = &onEntry{Kind: OnFigures}
	}
	k, _ := kindOf(f.Kind)
	return k
}

// in returns which entry of doc it is, -1 if none.
func (f *onEntry) in(doc *assay.Doc) int {
	k := f.of()
	if k == nil {
		return -1
	}
	for i := range k.count(doc) {
		if sp, cue := k.at(doc, i); int(sp.Start) == f.Start && int(sp.End) == f.End && int(cue) == f.Cue && sp.Check(doc.Text) == nil && sp.In(doc.Text) == f.Text {
			return i
		}
	}
	return -1
}

// id returns the id that it has in doc, "" if it is not there.
func (f *onEntry) id(doc *assay.Doc) string {
	if i := f.in(doc); i >= 0 {
		return ledger.EntryID(doc.ID, ledger.ID(f.of().letter, i))
	}
	return ""
}

// ruling is under what a ruling on it is found, of which is said what it is on: a field, or whether it is one.
func (f *onEntry) ruling(on string) string {
	if f.Cue > 0 {
		return fmt.Sprintf("%d-%d/%d %s", f.Start, f.End, f.Cue, on)
	}
	return fmt.Sprintf("%d-%d %s", f.Start, f.End, on)
}

// places is where the words of a ruling's value begin, as far as it is known.
func (ru *Ruling) places() (at []int) {
	for _, n := range ru.near {
		at = append(at, ru.about[0][0].Start+n)
	}
	return at
}

// ofReport reports whether a ruling is on something of a report, or on the report.
func (ru *Ruling) ofReport() bool { return ru.ofEntry() || ru.What == OnReports }

func (ru *Ruling) ofEntry() bool { return ru.What == OnFigures || ru.What == OnClaims }

// pieceAt is where the words of piece n of a value are looked for: where it is known to begin, or else at what
// is ruled on.
func pieceAt(places []int, n int, on assay.Span) int {
	if n < len(places) {
		return places[n]
	}
	return int(on.Start)
}
