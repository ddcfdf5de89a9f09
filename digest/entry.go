package digest

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/table"
	"assay/term"
)

// A Shown is one report of a ledger of which entries are shown.
type Shown struct {
	Doc    *assay.Doc
	Mask   *mask.Mask
	Stages string // names and versions of the stages that read it: "clean.3 lang.2"
	Story  string // the id of its story
}

// kinds names the kinds of entries by the letters of their ids, with the stage
// that finds them and the table in which they are listed.
var kinds = map[byte]struct{ name, stage, table string }{
	'a': {"actor", "actor", ""},
	'c': {"claim", "claim", table.Claims},
	'e': {"event", "event", ""},
	'f': {"figure", "event", table.Figures},
	'm': {"movement", "event", table.Movements},
	'p': {"place", "place", ""},
	's': {"source", "claim", ""},
	't': {"time", "timex", ""},
}

// An entry is what there is to say of one entry.
type entry struct {
	spans  []assay.Span // its words, in text order
	claim  assay.Ref[assay.Claim]
	fields []field
	why    []string
}

type field struct{ name, value string }

// Entry writes all that a ledger knows of one entry of a report, by its id within
// the report's line ("f7"): its words in their paragraph, what was read there, the
// chain of claims it stands in, and why it was read so. It fails with
// [assay.ErrNotFound] where the report has no such entry.
func Entry(w io.Writer, s Shown, local string, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	e, err := s.entry(local)
	if err != nil {
		return err
	}
	kind := kinds[local[0]]
	p := newPrinter(w, opt.Width, opt.Color)
	p.line(p.styled(ledger.EntryID(s.Doc.ID, local), bold)+"  "+kind.name, plain)
	p.para(s.where(e.spans), 0, 0, faint)
	for _, sp := range s.paragraphs(e.spans) {
		p.line("", plain)
		p.para(s.marked(sp, e.spans), 2, 2, plain)
	}
	p.line("", plain)
	p.fields(e.fields)
	if chain := s.chain(e.claim); len(chain) > 0 {
		p.line("", plain)
		p.line("Said by", bold)
		for i, lines := range chain {
			for k, l := range lines {
				p.para(l, 2+2*i+2*min(k, 1), 4+2*i+2*min(k, 1), plain)
			}
		}
	} else if kind.table == table.Figures || kind.table == table.Movements || kind.name == "event" {
		p.line("", plain)
		p.line("Said by the report itself, in its own voice", bold)
	}
	p.line("", plain)
	p.line("Why", bold)
	read := "read by the stage " + kind.stage
	for st := range strings.FieldsSeq(s.Stages) {
		if version, ok := strings.CutPrefix(st, kind.stage+"."); ok {
			read += ", version " + version
		}
	}
	for _, why := range append([]string{read}, e.why...) {
		p.para(why, 2, 4, plain)
	}
	return p.end("entry")
}

// Rulings writes what persons said of an estimate, and why, a ruling on a line; words as
// show shows them. It writes nothing where nobody said anything.
func Rulings(w io.Writer, list []assay.Ruled, show func(string) string, opt Options) error {
	if len(list) == 0 {
		return nil
	}
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.line("", plain)
	p.line("Ruled", bold)
	for _, words := range mask.Rulings(list, show) {
		p.para(words, 2, 4, plain)
	}
	return p.end("what was ruled on it")
}

// Report writes what a ledger knows of a report as a whole.
func Report(w io.Writer, s Shown, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	doc := s.Doc
	p.line(p.styled(doc.ID.Short(), bold)+"  report", plain)
	p.line("", plain)
	list := fields("id", doc.ID.String(), "path", doc.Path, "title", s.Mask.Title(), "publisher", doc.Publisher, "author", s.Mask.Scrub(doc.Author),
		"url", s.Mask.Scrub(doc.URL), "published", doc.Appeared.Date.String(), "known from", doc.Appeared.From, "language", doc.Language,
		"format", doc.Format, "length", strconv.Itoa(len(doc.Text))+" bytes", "story", s.Story, "read by", s.Stages)
	for _, n := range []struct {
		letter byte
		n      int
	}{{'c', len(doc.Claims)}, {'f', len(doc.Figures)}, {'e', len(doc.Events)}, {'m', len(doc.Movements)}, {'p', len(doc.Places)},
		{'t', len(doc.Times)}, {'a', len(doc.Actors)}, {'s', len(doc.Sources)}} {
		if n.n > 0 {
			list = append(list, field{kinds[n.letter].name + "s", fmt.Sprintf("%s to %s", ledger.EntryID(doc.ID, ledger.ID(n.letter, 0)), ledger.ID(n.letter, n.n-1))})
		}
	}
	for _, pr := range doc.Problems {
		list = append(list, field{"problem", pr.Stage + ": " + pr.Err})
	}
	p.fields(list)
	return p.end("report")
}

// Row writes one row of a table, a cell on a line, the unknown ones left out.
func Row(w io.Writer, t *table.Table, i int, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.fields(rowFields(t, i))
	return p.end(t.Name)
}

func (p *printer) end(what string) error {
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("digest: %s: %w", what, err)
	}
	return nil
}

// fields writes names and values, the values below each other.
func (p *printer) fields(list []field) {
	indent := 0
	for _, f := range list {
		indent = max(indent, len(f.name))
	}
	indent += 4
	for _, f := range list {
		value := f.value
		if !strings.HasSuffix(f.name, "path") { // a line break in a name is shown
			value = term.OneLine(value)
		}
		for i, l := range term.Wrap(term.Visible(value), p.width-indent) {
			name := ""
			if i == 0 {
				name = f.name
			}
			p.line("  "+p.styled(name, faint)+strings.Repeat(" ", indent-2-len(name))+l, plain)
		}
	}
}

// fields pairs names and values and leaves out what is not known.
func fields(pairs ...string) (list []field) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, field{pairs[i], pairs[i+1]})
		}
	}
	return list
}

// rowFields returns the cells of a row that are known.
func rowFields(t *table.Table, row int, without ...string) (list []field) {
	for i, name := range t.Head {
		if cell := table.CellText(t.Rows[row][i]); cell != "" && !slices.Contains(without, name) {
			list = append(list, field{name, cell})
		}
	}
	return list
}

// entry gathers what is known of an entry.
func (s Shown) entry(local string) (*entry, error) {
	doc, m := s.Doc, s.Mask
	none := fmt.Errorf("%w: %s has no entry %q", assay.ErrNotFound, doc.ID.Short(), local)
	if len(local) < 2 || kinds[local[0]].name == "" {
		return nil, none
	}
	n, err := strconv.Atoi(local[1:])
	i := n - 1
	if err != nil || i < 0 || ledger.ID(local[0], i) != local {
		return nil, none
	}
	if name := kinds[local[0]].table; name != "" {
		e := s.listed(name, i)
		if e == nil {
			return nil, none
		}
		return e, nil
	}
	switch local[0] {
	case 'e':
		if i < len(doc.Events) {
			ev := &doc.Events[i]
			return &entry{spans: []assay.Span{ev.Span}, claim: ev.Claim,
				fields: fields("type", ev.Type, "mode", ev.Mode, "actors", each(ev.Actors, doc.Actors, s.actor), "recipients", each(ev.Recipients, doc.Actors, s.actor),
					"figures", refs('f', ev.Figures), "places", each(ev.Places, doc.Places, s.place), "time", each([]assay.Ref[assay.Time]{ev.Time}, doc.Times, s.time)),
				why: []string{"“" + m.Words(ev.Span) + "” tells of an event of the type " + ev.Type}}, nil
		}
	case 'p':
		if i < len(doc.Places) {
			pl := &doc.Places[i]
			e := &entry{spans: []assay.Span{pl.Span}, fields: fields("name", pl.Name, "gazetteer", pl.Gazetteer, "country", pl.Country,
				"precision", pl.Precision.String(), "role", pl.Role.String(), "within", pl.Within)}
			if pl.Gazetteer != "" || pl.Away != 0 {
				e.fields = append(e.fields, field{"point", fmt.Sprintf("%.3f %.3f", pl.Lat, pl.Lon)})
			}
			e.why = []string{"confidence " + share(pl.Confidence)}
			if pl.RunnerUp != "" {
				e.why = append(e.why, "the next best entry of the gazetteer is "+pl.RunnerUp)
			}
			return e, nil
		}
	case 't':
		if i < len(doc.Times) {
			tx := &doc.Times[i]
			e := &entry{spans: []assay.Span{tx.Span}, fields: fields("type", tx.Type, "value", tx.Value, "precision", tx.Precision)}
			if !tx.Begin.IsZero() || !tx.End.IsZero() {
				e.fields = append(e.fields, field{"from", tx.Begin.Format("2006-01-02 15:04")}, field{"until", tx.End.Format("2006-01-02 15:04")})
			}
			if tx.Anchored {
				e.why = []string{"reckoned from the publication date or another time"}
			}
			return e, nil
		}
	case 'a':
		if i < len(doc.Actors) {
			a := &doc.Actors[i]
			public := ""
			switch {
			case a.Public:
				public = "yes"
			case a.Class == assay.Person:
				public = "no: shown by the role"
			}
			return &entry{spans: a.Mentions, fields: fields("called", s.actor(a), "class", a.Class.String(), "role", m.Role(a),
				"belongs to", each([]assay.Ref[assay.Actor]{a.Affiliation}, doc.Actors, s.actor), "public", public),
				why: []string{fmt.Sprintf("%d mentions are taken for one", len(a.Mentions))}}, nil
		}
	case 's':
		if i < len(doc.Sources) {
			src := &doc.Sources[i]
			return &entry{spans: []assay.Span{src.Span}, fields: fields("called", m.Source(src), "class", src.Class.String(), "party", src.Party,
				"speaks for", each([]assay.Ref[assay.Actor]{src.SpeaksFor}, doc.Actors, s.actor), "actor", refs('a', []assay.Ref[assay.Actor]{src.Actor}),
				"not named since", m.Words(src.Reason))}, nil
		}
	}
	return nil, none
}

// listed is entry for what has a row in a table.
func (s Shown) listed(name string, i int) *entry {
	doc := s.Doc
	t, err := table.Of(name, []*assay.Doc{doc}, nil, nil, nil, map[assay.ReportID]*mask.Mask{doc.ID: s.Mask})
	local := strings.TrimSuffix(name, "s")
	row := -1
	if err == nil {
		at := slices.Index(t.Head, local)
		row = slices.IndexFunc(t.Rows, func(r []any) bool { return r[at] == any(ledger.ID(local[0], i)) })
	}
	if row < 0 {
		return nil
	}
	e := &entry{fields: rowFields(t, row, "report", "path", "published", "start", "end", "confidence", "sentence", "region", "inherited", local)}
	var confidence float64
	switch name {
	case table.Claims:
		cl := &doc.Claims[i]
		for _, c := range cl.Content {
			e.spans = append(e.spans, c.Span)
		}
		e.claim, confidence = assay.RefTo[assay.Claim](i), cl.Confidence
		if cl.Cue.Len() > 0 {
			e.why = append(e.why, fmt.Sprintf("“%s” at byte %d attributes it", s.Mask.Words(cl.Cue), cl.Cue.Start))
		} else {
			e.why = append(e.why, "no word attributes it; that it goes on from what was said before does")
		}
		e.why = append(e.why, mask.Rulings(cl.Ruled, s.Mask.Scrub)...)
	case table.Figures:
		f := &doc.Figures[i]
		if q := &f.Quantity; !q.Span.IsZero() {
			e.spans = []assay.Span{q.Span}
			e.why = append(e.why, "the words of number are read as "+strings.ReplaceAll(q.Bound.String(), "_", " "))
		}
		if f.Verb != "" && len(f.Ruled) == 0 {
			e.why = append(e.why, fmt.Sprintf("“%s” makes the action %s", f.Verb, f.Action))
		}
		for _, in := range []struct {
			layer assay.Layer
			what  string
		}{{assay.Places, "the place"}, {assay.Times, "the time"}} {
			if f.Inherited&in.layer != 0 {
				e.why = append(e.why, in.what+" is inherited: the clause names none, so that of its sentence, paragraph or dateline stands there")
			}
		}
		e.claim, confidence = f.Claim, f.Confidence
		e.why = append(e.why, mask.Rulings(f.Ruled, s.Mask.Scrub)...)
	case table.Movements:
		mv := &doc.Movements[i]
		e.spans, e.claim = []assay.Span{mv.Who}, mv.Claim
	}
	if confidence > 0 {
		e.why = append(e.why, "confidence "+share(confidence))
	}
	return e
}

// chain returns the claims that an entry stands in, the innermost first, each as
// the lines that tell of it.
func (s Shown) chain(r assay.Ref[assay.Claim]) (chain [][]string) {
	doc, m := s.Doc, s.Mask
	for range doc.Claims { // no chain is longer, even a damaged one
		i, ok := r.Index()
		cl := r.In(doc.Claims)
		if !ok || cl == nil {
			break
		}
		who := "somebody"
		if src := cl.Source.In(doc.Sources); src != nil {
			who = m.Source(src)
		}
		line := fmt.Sprintf("%s %s %s (%s, %s", ledger.EntryID(doc.ID, ledger.ID('c', i)), term.Visible(who), cl.Stance, cl.Mode, cl.Kind)
		if cl.Checked.Result != "" {
			line += ", " + cl.Checked.Result
		}
		var content []string
		for _, c := range cl.Content {
			content = append(content, m.Words(c.Span))
		}
		at := ""
		if len(cl.Content) > 0 {
			at = fmt.Sprintf(", byte %d", cl.Content[0].Span.Start)
		}
		chain = append(chain, []string{line + ", confidence " + share(cl.Confidence) + at + "):", term.Visible(term.OneLine(strings.Join(content, " … ")))})
		r = cl.Via
	}
	return chain
}

// where says in which report the words stand, and at which bytes.
func (s Shown) where(spans []assay.Span) string {
	words := term.Visible(s.Doc.Path)
	for i, sp := range spans {
		if i == 0 {
			words += ", byte "
		} else {
			words += ", "
		}
		words += fmt.Sprintf("%d–%d", sp.Start, sp.End)
	}
	if len(spans) > 0 {
		if k := s.Doc.RegionAt(spans[0].Start); k >= 0 && s.Doc.Regions[k].Kind != assay.Body {
			words += ", in the " + s.Doc.Regions[k].Kind.String()
		}
	}
	if date := s.Doc.Appeared.Date.String(); date != "" {
		words += ", published " + date
	}
	return words
}

// paragraphs returns the regions in which spans stand, each once; the words alone
// where they stand in none.
func (s Shown) paragraphs(spans []assay.Span) (list []assay.Span) {
	for _, sp := range spans {
		in := sp
		if k := s.Doc.RegionAt(sp.Start); k >= 0 {
			in = s.Doc.Regions[k].Span
		}
		if !slices.Contains(list, in) {
			list = append(list, in)
		}
	}
	return list
}

// marked returns the words of a paragraph, with marks around those of spans.
func (s Shown) marked(in assay.Span, spans []assay.Span) string {
	var b strings.Builder
	at := in.Start
	for _, sp := range spans {
		if sp.Start < at || sp.End > in.End || sp.Len() == 0 {
			continue
		}
		b.WriteString(s.Mask.Part(assay.Span{Start: at, End: sp.Start}))
		b.WriteString("▸" + s.Mask.Part(sp) + "◂")
		at = sp.End
	}
	b.WriteString(s.Mask.Part(assay.Span{Start: at, End: in.End}))
	return term.Visible(term.OneLine(b.String()))
}

// actor returns what an actor may be called: by its name or role, or by the words
// that first tell of it.
func (s Shown) actor(a *assay.Actor) string {
	if called := s.Mask.Actor(a); called != "" || len(a.Mentions) == 0 {
		return called
	}
	return s.Mask.Words(a.Mentions[0])
}

func (s Shown) place(pl *assay.Place) string { return s.Mask.Words(pl.Span) }
func (s Shown) time(tx *assay.Time) string   { return s.Mask.Words(tx.Span) }

// each returns what show says of each of the entries that refs point to.
func each[T any](refs []assay.Ref[T], in []T, show func(*T) string) string {
	var list []string
	for _, r := range refs {
		if v := r.In(in); v != nil {
			list = append(list, show(v))
		}
	}
	return strings.Join(list, "; ")
}

// refs returns the ids of entries within their report.
func refs[T any](letter byte, refs []assay.Ref[T]) string {
	var list []string
	for _, r := range refs {
		if i, ok := r.Index(); ok {
			list = append(list, ledger.ID(letter, i))
		}
	}
	return strings.Join(list, " ")
}

func share(p float64) string { return strconv.FormatFloat(p, 'f', 2, 64) }
