package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay"
)

// A brief is what a person puts together of a ledger: words of their own, and the evidence for
// them. Each thing that was said of one is a row among the rulings, so that it is sealed, logged,
// erased and taken back like these; what a brief holds is what they come to. What is put in is
// known by its words, whatever its id is after another reading.

// onBrief is what rows are about by which a brief is made.
const onBrief = "brief"

// The kinds of pieces of a brief.
const (
	Heading    = "heading"
	Paragraph  = "paragraph"
	OfEstimate = "estimate"
	OfEntry    = "entry"  // a figure, claim, event or movement of a report
	OfReport   = "report" // by its first words
)

// What is said of a brief.
const (
	Put   = "put"   // a piece comes to its end
	Write = "write" // a heading or paragraph has other words
	Move  = "move"  // a piece stands before another, or at the end
	Take  = "take"  // a piece is taken out
)

// A Piece is a part of a brief.
type Piece struct {
	ID   int64
	Kind string
	// Text is what a heading or a paragraph says; of an estimate its id when it was put in, of
	// an entry its kind: "f".
	Text   string
	Words  []Spot // of an entry or a report one, of an estimate those of its figures
	Found  string // the numbers of an estimate when it was put in
	By, At string
}

// A Brief is what a person put together.
type Brief struct {
	Name   string
	Pieces []Piece
	By, At string // who said something of it last, and when
}

// A BriefSaying says one thing of a brief.
type BriefSaying struct {
	Verb   string
	Piece  Piece // of [Put] all but its id; of the others its id, and of [Write] its text
	Before int64 // of [Move]: the piece before which it is to stand, 0 for the end
}

// The most that a brief may hold: its name and a paragraph in bytes, and pieces.
const (
	mostName   = 120
	mostText   = 64 << 10
	mostPieces = 2000
)

// Briefs returns the briefs that hold something, that of which something was said last first.
func (s *Store) Briefs(ctx context.Context) (list []Brief, err error) {
	err = s.look(ctx, func(q querier) (err error) {
		list, err = s.briefs(ctx, q)
		return err
	})
	slices.SortStableFunc(list, func(a, b Brief) int { return cmp.Compare(b.At, a.At) })
	return slices.DeleteFunc(list, func(b Brief) bool { return len(b.Pieces) == 0 }), s.explain(err)
}

// Brief returns a brief by its name; an empty one where nothing was put into one of that name.
func (s *Store) Brief(ctx context.Context, name string) (*Brief, error) {
	list, err := s.Briefs(ctx)
	for i := range list {
		if list[i].Name == name {
			return &list[i], err
		}
	}
	return &Brief{Name: name}, err
}

// briefs adds up what was said of briefs, in the order of their beginnings. Their rows alone are
// read: there may be very many others.
func (s *Store) briefs(ctx context.Context, q querier) (list []Brief, err error) {
	rows, err := numbers(ctx, q, "SELECT n FROM rulings WHERE what = ? ORDER BY n", onBrief)
	if err != nil {
		return nil, err
	}
	var bad []int64
	for _, n := range rows {
		cells, err := sealedRulings.row(ctx, q, n)
		if errors.Is(err, errAltered) {
			bad = append(bad, n)
			continue
		}
		if err != nil {
			return nil, err
		}
		ru, err := rulingOf(n, cells)
		if err != nil {
			return nil, err
		}
		k := slices.IndexFunc(list, func(b Brief) bool { return b.Name == ru.A })
		if k < 0 {
			k, list = len(list), append(list, Brief{Name: ru.A})
		}
		list[k].say(&ru)
	}
	if len(bad) > 0 {
		err = s.damageOf(ctx, q, sealedRulings, bad, false)
	}
	return list, err
}

// say adds what was said next. What is about a piece that is not there says nothing any more.
func (b *Brief) say(ru *Ruling) {
	b.By, b.At = ru.By, ru.At
	if ru.Verb == Put {
		p := Piece{ID: ru.n, Kind: ru.Field, Text: ru.Value, Found: ru.Found, By: ru.By, At: ru.At}
		for _, figures := range ru.about {
			for _, f := range figures {
				p.Words = append(p.Words, f.spot())
			}
		}
		b.Pieces = append(b.Pieces, p)
		return
	}
	id, before, _ := strings.Cut(ru.Field, " ")
	at := b.at(id)
	if at < 0 {
		return
	}
	p := b.Pieces[at]
	switch ru.Verb {
	case Write:
		b.Pieces[at].Text = ru.Value
	case Take:
		b.Pieces = slices.Delete(b.Pieces, at, at+1)
	case Move:
		b.Pieces = slices.Delete(b.Pieces, at, at+1)
		to := b.at(before)
		if to < 0 {
			to = len(b.Pieces)
		}
		b.Pieces = slices.Insert(b.Pieces, to, p)
	}
}

// at is where a piece stands, -1 if nowhere.
func (b *Brief) at(id string) int {
	return slices.IndexFunc(b.Pieces, func(p Piece) bool { return strconv.FormatInt(p.ID, 10) == id })
}

// SayOfBrief writes down what a person says of a brief in one breath. It fails with
// [assay.ErrNotFound] where there is no such piece, report or estimate, and with
// [assay.ErrInvalid] where what is said cannot be.
func (s *Store) SayOfBrief(ctx context.Context, name string, say []BriefSaying, by string) error {
	if name = strings.TrimSpace(name); strings.Trim(name, ". ") == "" || len(name) > mostName || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return fmt.Errorf("%w: a brief needs a name, of %d bytes at most and not of full stops alone", assay.ErrInvalid, mostName)
	}
	var made []Ruling
	for i := range say {
		ru, err := s.ofBrief(ctx, name, &say[i])
		if err != nil {
			return err
		}
		made = append(made, *ru)
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		all, err := s.briefs(ctx, tx)
		if err != nil && !IsDamage(err) {
			return err
		}
		b := &Brief{Name: name}
		for _, old := range all {
			if old.Name == name {
				b = &old
			}
		}
		act := int64(0)
		for i := range made {
			ru := made[i]
			if id, before, _ := strings.Cut(ru.Field, " "); ru.Verb != Put && (b.at(id) < 0 || before != "" && b.at(before) < 0) {
				return fmt.Errorf("%w: that piece is not in %q any more; look at it again", assay.ErrNotFound, name)
			} else if p := b.at(id); ru.Verb == Write && b.Pieces[p].Kind != Heading && b.Pieces[p].Kind != Paragraph {
				return fmt.Errorf("%w: only headings and paragraphs are written", assay.ErrInvalid)
			}
			if ru.Verb == Put && len(b.Pieces) >= mostPieces {
				return fmt.Errorf("%w: a brief of more than %d pieces", assay.ErrInvalid, mostPieces)
			}
			for _, figures := range ru.about {
				if err := s.stand(ctx, tx, figures); err != nil {
					return err
				}
			}
			n, err := tx.next(ctx, sealedRulings)
			if err != nil {
				return err
			}
			act = cmp.Or(act, n)
			ru.act, ru.n = act, n
			theirs, err := ru.theirs()
			if err != nil {
				return err
			}
			if err := tx.put(ctx, sealedRulings, n, onBrief, name, fmt.Sprintf("#%d", n), null(ru.Found), theirs, null(by), s.now(), nil); err != nil {
				return err
			}
			b.say(&ru)
		}
		return nil
	}))
}

// ofBrief makes the row of what is said.
func (s *Store) ofBrief(ctx context.Context, name string, say *BriefSaying) (*Ruling, error) {
	p := &say.Piece
	ru := &Ruling{What: onBrief, A: name, Verb: say.Verb, Field: strconv.FormatInt(p.ID, 10), Value: strings.TrimSpace(p.Text)}
	own := say.Verb == Write || say.Verb == Put && (p.Kind == Heading || p.Kind == Paragraph)
	if own && (ru.Value == "" || len(ru.Value) > mostText || !utf8.ValidString(ru.Value) || strings.ContainsRune(ru.Value, 0)) {
		return nil, fmt.Errorf("%w: a heading or paragraph has words, %d bytes at most", assay.ErrInvalid, mostText)
	}
	switch {
	case say.Verb == Write:
	case say.Verb == Take:
		ru.Value = ""
	case say.Verb == Move:
		if ru.Value = ""; say.Before != 0 {
			ru.Field += " " + strconv.FormatInt(say.Before, 10)
		}
	case say.Verb != Put:
		return nil, fmt.Errorf("%w: of a brief one says %s, %s, %s or %s, and not %q", assay.ErrInvalid, Put, Write, Move, Take, say.Verb)
	case own:
		ru.Field = p.Kind
	case p.Kind == OfEstimate:
		est, figures, err := s.answers(ctx, ru.Value)
		if err != nil {
			return nil, err
		}
		ru.Field, ru.Found = p.Kind, NumbersOf(est)
		var all []onEntry
		for _, f := range figures {
			all = append(all, f.onEntry)
		}
		ru.about = [][]onEntry{all}
	case p.Kind == OfEntry || p.Kind == OfReport:
		ru.Field = p.Kind
		if len(p.Words) != 1 {
			return nil, fmt.Errorf("%w: an entry has its words", assay.ErrInvalid)
		}
		w := p.Words[0]
		ru.about = [][]onEntry{{{Report: w.Report, Start: w.Start, End: w.End}}}
	default:
		return nil, fmt.Errorf("%w: a brief has no pieces %q", assay.ErrInvalid, p.Kind)
	}
	return ru, nil
}

// stand looks that words stand where they are said to, and takes them down.
func (s *Store) stand(ctx context.Context, tx *txn, list []onEntry) error {
	for i := range list {
		f := &list[i]
		if f.Text != "" {
			continue
		}
		n, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", f.Report)
		if err != nil || len(n) == 0 {
			return errors.Join(err, fmt.Errorf("%w: no report %s", assay.ErrNotFound, f.Report))
		}
		doc, err := s.docOf(ctx, tx, n[0])
		if err != nil {
			return err
		}
		sp := assay.Span{Start: int32(f.Start), End: int32(f.End)}
		if sp.IsZero() || sp.Check(doc.Text) != nil {
			return fmt.Errorf("%w: no words stand at bytes %d to %d of %s", assay.ErrInvalid, f.Start, f.End, shortID(f.Report))
		}
		f.Text = sp.In(doc.Text)
	}
	return nil
}

// UndoInBrief takes back the last that a person said of a brief. It fails with
// [assay.ErrNotFound] where there is nothing left.
func (s *Store) UndoInBrief(ctx context.Context, name, by string) error {
	_, err := s.undoLast(ctx, by, func(ru *Ruling) bool { return ru.What == onBrief && ru.A == name })
	return err
}

// EstimateOf returns the id that an estimate has now, by the figures of which it was made when
// it was put in: that which holds most of them, and more than half; "" if none does.
func (s *Store) EstimateOf(ctx context.Context, figures []Spot) (found string, err error) {
	if len(figures) == 0 {
		return "", nil
	}
	were := map[Spot]bool{}
	for _, f := range figures {
		were[f] = true
	}
	most := len(were) / 2
	err = s.look(ctx, func(q querier) error {
		return s.estimates(ctx, q, sealedTotals, func(id, _, line string) error {
			if !slices.ContainsFunc(figures, func(f Spot) bool { return strings.Contains(line, f.Report) }) {
				return nil
			}
			item, err := estimateItem(id, line)
			if err != nil {
				return err
			}
			est, err := item.Estimate()
			if err != nil {
				return err
			}
			has := map[Spot]bool{}
			for k := range est.Series {
				e := &est.Series[k].Evidence
				if at := (Spot{e.Report.String(), int(e.Span.Start), int(e.Span.End)}); were[at] {
					has[at] = true
				}
			}
			if len(has) > most {
				found, most = id, len(has)
			}
			return nil
		})
	})
	if IsDamage(err) && found != "" {
		err = nil
	}
	return found, s.explain(err)
}
