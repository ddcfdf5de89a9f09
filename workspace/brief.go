package workspace

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/export"
	"assay/lang/en"
	"assay/ledger"
	"assay/mask"
	"assay/page"
	"assay/screen"
	"assay/store"
)

// Evidence is put into a brief from where it is shown: an estimate, an event, an entry, a report.
type toBrief struct {
	Put, Brief, Back string
}

// toBrief is what puts something into the brief that was worked on last.
func (v *visit) toBrief(id string) *toBrief {
	return &toBrief{Put: id, Brief: v.briefName(), Back: v.cameFrom()}
}

// briefName is what the brief is called that was worked on last.
func (v *visit) briefName() string {
	c := v.seat.brief.Load()
	if c == nil {
		c = &briefTitle{"Brief", "Brief"}
		if list, err := v.store.Briefs(v.Context()); err == nil && len(list) > 0 {
			c = v.briefTitle(&list[0])
		}
		v.seat.brief.Store(c)
	}
	return c.words(v.names)
}

func briefAt(name string) string { return "/briefs/" + url.PathEscape(name) }

// A briefTitle is the name of a brief, and as it is shown: a name that its evidence hides is hidden there too.
type briefTitle struct{ name, masked string }

func (c *briefTitle) words(names bool) string {
	if names {
		return c.name
	}
	return c.masked
}

func (v *visit) briefTitle(b *store.Brief) *briefTitle {
	var masks []*mask.Mask
	seen := map[string]bool{}
	for _, p := range b.Pieces {
		for _, at := range p.Words[:min(len(p.Words), mostNotes)] {
			id, err := assay.ParseReportID(at.Report)
			if err != nil || seen[at.Report] {
				continue
			}
			seen[at.Report] = true
			if of, err := v.store.Masks(v.Context(), []assay.ReportID{id}); err == nil {
				masks = append(masks, of[id])
			}
		}
	}
	return &briefTitle{b.Name, mask.Together(masks, b.Name)}
}

// briefOf returns the brief of a name, or else the one that is shown under it; an empty one where there is none.
func (v *visit) briefOf(name string) (*store.Brief, error) {
	list, err := v.store.Briefs(v.Context())
	if err := v.whole(err); err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Name == name {
			return &list[i], nil
		}
	}
	for i := range list {
		if v.briefTitle(&list[i]).masked == name {
			return &list[i], nil
		}
	}
	return &store.Brief{Name: name}, nil
}

// The briefs of a ledger.
type briefsPage struct {
	Rows   []briefRow
	Paging paging
}

type briefRow struct {
	Href, Name, At string
	Pieces         int
}

func (v *visit) briefs() (any, error) {
	v.title = "Briefs"
	list, err := v.store.Briefs(v.Context())
	if err := v.whole(err); err != nil {
		return nil, err
	}
	out := briefsPage{}
	var shown []store.Brief
	shown, out.Paging = part(v.URL, list)
	for _, b := range shown {
		name := v.briefTitle(&b).words(v.names)
		out.Rows = append(out.Rows, briefRow{briefAt(name), screen.Clean(name), b.At, len(b.Pieces)})
	}
	return out, nil
}

// One brief.
type briefPage struct {
	Name, Here, By string
	Pieces         []briefPiece
	Forms          []choice
}

// A briefPiece is a piece of a brief as it is shown, with what may be done with it.
type briefPiece struct {
	export.BriefPiece
	ID          int64
	Href        string // where its evidence is shown; "" where that is not found
	Raw         string // what may be written anew
	Lines       []string
	Up, Down    bool
	Own, Number bool
}

func (v *visit) briefPage() (any, error) {
	b, err := v.briefOf(v.PathValue("name"))
	if err != nil {
		return nil, err
	}
	c := v.briefTitle(b)
	name := c.words(v.names)
	out := &briefPage{Name: screen.Clean(name), Here: briefAt(name), By: v.by()}
	v.title = out.Name
	v.seat.brief.Store(c)
	if out.Pieces, err = v.pieces(b); err != nil {
		return nil, err
	}
	for i := range out.Pieces {
		p := &out.Pieces[i]
		p.Up, p.Down = i > 0, i+1 < len(out.Pieces)
	}
	for _, f := range export.BriefForms {
		out.Forms = append(out.Forms, choice{Words: f.Is, Href: f.Name})
	}
	return out, nil
}

// pieces are those of a brief with what the ledger has of them now.
func (v *visit) pieces(b *store.Brief) (list []briefPiece, err error) {
	var masks []*mask.Mask
	for i := range b.Pieces {
		p := &b.Pieces[i]
		out := briefPiece{ID: p.ID}
		switch p.Kind {
		case store.Heading, store.Paragraph:
			out.Own, out.Kind = true, export.BriefParagraph
			if p.Kind == store.Heading {
				out.Kind = export.BriefHeading
			}
			out.Words = p.Text
		case store.OfEstimate:
			out.Number = true
			err = v.estimatePiece(p, &out, &masks)
		default:
			err = v.entryPiece(p, &out, &masks)
		}
		if err := v.whole(err); err != nil {
			return nil, err
		}
		list = append(list, out)
	}
	for i := range list {
		if p := &list[i]; p.Own { // a name that evidence hides is hidden here too
			if words := mask.Together(masks, p.Words); words == p.Words {
				p.Raw = p.Words
			} else {
				p.Words = words
			}
			for _, l := range strings.Split(strings.ReplaceAll(p.Words, "\r\n", "\n"), "\n") {
				p.Lines = append(p.Lines, screen.Clean(l))
			}
		}
	}
	return list, nil
}

// mostNotes is how many footnotes a number has, of those figures first on which it rests.
const mostNotes = 12

// estimatePiece finds an estimate by its id or, where there is none, by the words of its figures.
func (v *visit) estimatePiece(p *store.Piece, out *briefPiece, masks *[]*mask.Mask) error {
	about, err := v.store.About(v.Context(), p.Text, mostNotes)
	if errors.Is(err, assay.ErrNotFound) {
		var id string
		if id, err = v.store.EstimateOf(v.Context(), p.Words); err == nil && id != "" {
			about, err = v.store.About(v.Context(), id, mostNotes)
		}
		if err == nil && id == "" {
			return v.gone(p, out, masks)
		}
	}
	if err != nil {
		return err
	}
	est := &about.Estimates[0]
	of := map[assay.ReportID]*mask.Mask{}
	for _, d := range about.Docs {
		of[d.ID] = mask.New(d, about.Others[d.ID], v.names)
		*masks = append(*masks, of[d.ID])
	}
	s := screen.Behind(screen.Run{Docs: about.Docs, Stories: about.Stories, Events: about.Events, Estimates: about.Estimates[:1]}, of)
	out.Kind, out.Href, out.Words, out.BriefPiece.Number = export.BriefNumber, links.Estimate(est.ID), s.Sentence(est), screen.Numbers(est)
	list := []string{screen.Plural(est.Origins.Min, en.AnOrigin)}
	if est.Origins.Max > est.Origins.Min {
		list[0] = screen.Origins(est.Origins) + " " + en.AnOrigin + "s"
	}
	if est.Conflict {
		list = append(list, en.InConflict)
	}
	if now := store.NumbersOf(est); now != p.Found && p.Found != "" {
		list = append(list, "was "+p.Found+" when it was put in")
	}
	left := 0
	for _, stands := range []bool{true, false} {
		for k := range est.Series {
			e := &est.Series[k]
			if (e.Status == "stands") != stands {
				continue
			}
			d := s.ByID[e.Evidence.Report]
			if d == nil || len(out.Notes) == mostNotes {
				if stands {
					left++
				}
				continue
			}
			if !stands && len(out.Notes) > 0 {
				continue
			}
			out.Notes = append(out.Notes, note(d, e.Evidence.Span, screen.EntryID(e)))
		}
	}
	if left > 0 {
		list = append(list, screen.Plural(left, en.MoreFigure)+" behind it")
	}
	out.Aside = strings.Join(list, ", ")
	return nil
}

// gone shows of an estimate that is no more what it was, with the words that it rested on.
func (v *visit) gone(p *store.Piece, out *briefPiece, masks *[]*mask.Mask) error {
	out.Kind, out.Words, out.BriefPiece.Number = export.BriefNumber, en.Gone, p.Found
	out.Aside = en.AsPutIn
	for _, at := range p.Words[:min(len(p.Words), mostNotes)] {
		d, err := v.report(at.Report)
		if errors.Is(err, assay.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if sp := (assay.Span{Start: int32(at.Start), End: int32(at.End)}); sp.Check(d.Text) == nil {
			*masks = append(*masks, d.Mask)
			out.Notes = append(out.Notes, note(d, sp, d.ID.Short()))
		}
	}
	return nil
}

// entryPiece finds an entry by its words.
func (v *visit) entryPiece(p *store.Piece, out *briefPiece, masks *[]*mask.Mask) error {
	out.Kind = export.BriefQuote
	at := p.Words[0]
	d, err := v.report(at.Report)
	if errors.Is(err, assay.ErrNotFound) {
		out.Aside = en.NoReport
		return nil
	}
	if err != nil {
		return err
	}
	sp := assay.Span{Start: int32(at.Start), End: int32(at.End)}
	if sp.Check(d.Text) != nil {
		out.Aside = en.NoWords
		return nil
	}
	*masks = append(*masks, d.Mask)
	id := d.ID.Short()
	if out.Href = reportAt(d.ID); p.Kind == store.OfEntry {
		entry := entryAtSpan(d, p.Text, sp)
		if entry == "" {
			out.Aside = en.NotRead
		} else {
			id, out.Href = id+":"+entry, entryAt(d, entry)
		}
	}
	n := note(d, sp, id)
	out.Quote, out.Notes = n.Quote, []export.BriefNote{n}
	return nil
}

// entryAtSpan is the entry of a kind that has these words; "" if none has.
func entryAtSpan(d *screen.Report, kind string, at assay.Span) string {
	n := map[string]int{"f": len(d.Figures), "c": len(d.Claims), "m": len(d.Movements), "e": len(d.Events)}[kind]
	for i := range n {
		id := kind + strconv.Itoa(i+1)
		if sp, _, ok := entryOf(d, id); ok && sp == at {
			return id
		}
	}
	return ""
}

// note is a footnote to words of a report.
func note(d *screen.Report, at assay.Span, id string) export.BriefNote {
	n := export.BriefNote{Outlet: screen.Outlet(d), Day: screen.DateWords(d.Appeared.Date), Title: titled(d), Address: screen.Clean(d.Mask.Scrub(d.URL)), Entry: id, Quote: export.Quoted(d.Doc, d.Mask, at)}
	for i := range n.Quote {
		words := n.Quote[i]
		n.Quote[i] = screen.Clean(words)
		if strings.HasPrefix(words, " ") {
			n.Quote[i] = " " + strings.TrimLeft(n.Quote[i], " ")
		}
		if strings.HasSuffix(words, " ") {
			n.Quote[i] = strings.TrimRight(n.Quote[i], " ") + " "
		}
	}
	return n
}

// putInBrief puts evidence into a brief, and leads back to where it is shown; without any it leads to the
// brief.
func (v *visit) putInBrief() error {
	name, id := strings.TrimSpace(v.PostFormValue("brief")), v.PostFormValue("put")
	if strings.Trim(name, ". ") == "" {
		return fmt.Errorf("%w: a brief needs a name", assay.ErrInvalid)
	}
	if id == "" {
		v.see(briefAt(name))
		return nil
	}
	b, err := v.briefOf(name)
	if err != nil {
		return err
	}
	list, err := v.evidence(id)
	if err != nil {
		return err
	}
	if err := v.sayOfBrief(b.Name, list...); err != nil {
		return err
	}
	v.seat.added.Store(v.seat.brief.Load())
	v.see(v.back())
	return nil
}

func (v *visit) sayOfBrief(name string, list ...store.BriefSaying) error {
	err := v.server.write(v.Context(), func(st *store.Store) error { return st.SayOfBrief(v.Context(), name, list, v.by()) })
	if err != nil {
		return err
	}
	b, err := v.store.Brief(v.Context(), name)
	if err := v.whole(err); err != nil {
		return err
	}
	v.seat.brief.Store(v.briefTitle(b))
	return nil
}

// mostOfEvent is how many questions of an event are put into a brief at once.
const mostOfEvent = 12

// evidence is what is put in by an id: of an event its name, and its questions or, where there are
// none, the words of those who tell of it.
func (v *visit) evidence(id string) (list []store.BriefSaying, err error) {
	put := func(kind, text string, words ...store.Spot) {
		list = append(list, store.BriefSaying{Verb: store.Put, Piece: store.Piece{Kind: kind, Text: text, Words: words}})
	}
	entry := func(report, entry string) error {
		d, err := v.report(report)
		if err != nil {
			return err
		}
		sp, _, ok := entryOf(d, entry)
		if !ok {
			return v.none(report + ":" + entry)
		}
		put(store.OfEntry, entry[:1], store.Spot{Report: d.ID.String(), Start: int(sp.Start), End: int(sp.End)})
		return nil
	}
	report, local, isEntry := strings.Cut(id, ":")
	switch {
	case isEntry:
		return list, entry(report, local)
	case strings.HasPrefix(id, "est"):
		put(store.OfEstimate, id)
	case strings.HasPrefix(id, "occ"):
		e, err := v.store.Event(v.Context(), id, false)
		if err := v.whole(err); err != nil {
			return nil, err
		}
		estimates := estimatesOf(e.Estimates)
		parts := page.NewParts(screen.New(screen.Run{Estimates: estimates}, false), links)
		named := parts.Named(eventsOf(e.Row, estimates)[0])
		_, n := utf8.DecodeRuneInString(named)
		put(store.Heading, strings.ToUpper(named[:n])+named[n:])
		ranked := parts.Ranked()
		for _, i := range ranked[:min(len(ranked), mostOfEvent)] {
			put(store.OfEstimate, estimates[i].ID)
		}
		if len(ranked) > 0 {
			return list, nil
		}
		for _, t := range e.Occurrence.Tellings[:min(len(e.Occurrence.Tellings), mostOfEvent)] {
			if at := strings.Split(quoteOf(t), "/"); len(at) == 4 {
				if err := entry(at[2], at[3]); err != nil {
					return nil, err
				}
			}
		}
	default:
		if !ledger.IsShortID(id) {
			return nil, v.none(id)
		}
		d, err := v.report(id)
		if err != nil {
			return nil, err
		}
		put(store.OfReport, "", store.Spot{Report: d.ID.String(), Start: 0, End: 0})
		w := &list[0].Piece.Words[0]
		for _, r := range d.Regions {
			if r.Kind == assay.Body && r.Span.Check(d.Text) == nil && r.Span.Len() > 0 {
				w.Start, w.End = int(r.Span.Start), int(r.Span.End)
				break
			}
		}
		if w.End == 0 {
			w.End = len(d.Text)
		}
	}
	return list, nil
}

// editBrief changes a brief as one of its forms says.
func (v *visit) editBrief() error {
	b, err := v.briefOf(v.PathValue("name"))
	if err != nil {
		return err
	}
	name := b.Name
	id := func(field string) int64 {
		n, err := strconv.ParseInt(v.PostFormValue(field), 10, 64)
		if err != nil {
			return -1
		}
		return n
	}
	words := strings.TrimSpace(v.PostFormValue("words"))
	anchor := ""
	switch do := v.PostFormValue("do"); do {
	case store.Heading, store.Paragraph:
		err, anchor = v.sayOfBrief(name, store.BriefSaying{Verb: store.Put, Piece: store.Piece{Kind: do, Text: words}}), "#add"
	case store.Write, store.Take:
		err, anchor = v.sayOfBrief(name, store.BriefSaying{Verb: do, Piece: store.Piece{ID: id("piece"), Text: words}}), "#p"+strconv.FormatInt(id("piece"), 10)
	case "up", "down":
		at := slices.IndexFunc(b.Pieces, func(p store.Piece) bool { return p.ID == id("piece") })
		if at < 0 {
			return v.none(v.PostFormValue("piece"))
		}
		to := at - 1 // before this it is to stand
		if do == "down" {
			to = at + 2
		}
		before := int64(0)
		if to < 0 {
			to = 0
		}
		if to < len(b.Pieces) {
			before = b.Pieces[to].ID
		}
		if before != b.Pieces[at].ID {
			err = v.sayOfBrief(name, store.BriefSaying{Verb: store.Move, Piece: store.Piece{ID: b.Pieces[at].ID}, Before: before})
		}
		anchor = "#p" + strconv.FormatInt(id("piece"), 10)
	case "undo":
		// After a start nobody has said yet who they are.
		err = v.server.write(v.Context(), func(st *store.Store) error { return st.UndoInBrief(v.Context(), name, cmp.Or(v.by(), b.By)) })
	default:
		err = fmt.Errorf("%w: of a brief one does not say %q", assay.ErrInvalid, do)
	}
	if err != nil {
		return err
	}
	v.see(briefAt(v.briefTitle(b).words(v.names)) + anchor)
	return nil
}

// exportBrief hands a brief out in a form.
func (v *visit) exportBrief() error {
	b, err := v.briefOf(v.PathValue("name"))
	if err != nil {
		return err
	}
	name := v.briefTitle(b).words(v.names)
	if len(b.Pieces) == 0 {
		return v.none(name)
	}
	at := slices.IndexFunc(export.BriefForms, func(f export.BriefForm) bool { return f.Name == v.PostFormValue("as") })
	if at < 0 {
		return fmt.Errorf("%w: a brief leaves in no form %q", assay.ErrInvalid, v.PostFormValue("as"))
	}
	form := export.BriefForms[at]
	pieces, err := v.pieces(b)
	if err != nil {
		return err
	}
	out := &export.Brief{Title: screen.Clean(name), Lines: []string{en.AssertedBy}}
	if !v.names {
		out.Lines = append(out.Lines, en.ByRole)
	}
	for _, p := range pieces {
		out.Pieces = append(out.Pieces, p.BriefPiece)
	}
	var file bytes.Buffer
	if err := form.Write(out, &file); err != nil {
		return err
	}
	if err := v.namesLeave("brief"); err != nil {
		return err
	}
	v.attach(fileName(name)+form.End, form.Type, file.Bytes())
	return nil
}

// namesLeave enters in the log that something leaves with names, where these are shown.
func (v *visit) namesLeave(what string) error {
	if !v.names {
		return nil
	}
	return v.server.write(v.Context(), func(st *store.Store) error { return st.NoteNames(v.Context(), "serve export "+what) })
}

// fileName is a name of a file that every system takes.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '_'
	}, name)
	return cmp.Or(strings.Trim(name, "_"), "brief")
}

// attach answers with a file to be kept.
func (v *visit) attach(name, kind string, content []byte) {
	h := v.writer.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", cmp.Or(mime.FormatMediaType("attachment", map[string]string{"filename": name}), "attachment"))
	h.Set("Content-Length", strconv.Itoa(len(content)))
	v.writer.WriteHeader(http.StatusOK)
	v.writer.Write(content)
}
