package view

import (
	"slices"
	"strings"

	"assay"
)

// Report returns rep as it is read, and the view of its text. What it says of
// itself (title, author, publisher) is read in the same way. A report that needs
// nothing is returned as it is.
func Report(rep *assay.Report) (*assay.Report, View) { return report(rep, Of) }

func report(rep *assay.Report, of func(string) View) (*assay.Report, View) {
	v := of(rep.Text)
	title, author, publisher := of(rep.Title), of(rep.Author), of(rep.Publisher)
	if v.Plain() && title.Plain() && author.Plain() && publisher.Plain() {
		return rep, v
	}
	seen := *rep
	seen.Text, seen.Title, seen.Author, seen.Publisher = v.Text, title.Text, author.Text, publisher.Text
	seen.Offsets = nil // they lead from the true text
	return &seen, v
}

// Doc returns doc, which was read before, in the view of its report, with all its
// spans there. A doc that needs nothing is returned as it is; another is copied.
func Doc(doc *assay.Doc) (*assay.Doc, View) {
	rep, v := report(doc.Report, Of)
	if rep == doc.Report {
		return doc, v
	}
	return move(doc, rep, v.Span), v
}

// QuickDoc is Doc in the quick view, without tokens.
func QuickDoc(doc *assay.Doc) (*assay.Doc, View) {
	rep, v := report(doc.Report, Quick)
	if rep == doc.Report {
		return doc, v
	}
	part := *doc
	part.Tokens = nil
	return move(&part, rep, v.Span), v
}

// BackTo returns a doc that was read in the view of rep as one of rep: every span
// leads to the true text. Doc is left as it is.
func (v *View) BackTo(rep *assay.Report, doc *assay.Doc) *assay.Doc {
	return move(doc, rep, v.Back)
}

// Flow makes doc, whose regions are known, one whose regions are flowing text: what
// stands between two words of a region is one space, where the text was wrapped there
// or set to an even margin, so that "Ana\nReis" is Ana Reis. It returns the view in
// which doc then is, from the text that it had. Tabs stay; they may part a table.
func Flow(doc *assay.Doc) View {
	v := View{Text: doc.Text}
	v.step(func(text string) (string, []edit) {
		w := writer{in: text}
		for _, reg := range doc.Regions {
			if s := reg.Span.In(text); strings.Contains(s, "  ") || strings.IndexByte(s, '\n') >= 0 {
				w.flow(int(reg.Span.Start), int(reg.Span.End))
			}
		}
		return w.close()
	})
	if !v.Plain() {
		rep := *doc.Report
		rep.Text, rep.Offsets = v.Text, nil
		*doc = *move(doc, &rep, v.Span)
	}
	return v
}

// flow puts a space for what stands between words of in[i:end].
func (w *writer) flow(i, end int) {
	for i < end {
		k := strings.IndexAny(w.in[i:end], " \n")
		if k < 0 {
			return
		}
		from := i + k
		i = from + len(w.in[from:end]) - len(strings.TrimLeft(w.in[from:end], " \n\t"))
		if gap := w.in[from:i]; gap != " " && (strings.IndexByte(gap, '\t') < 0 || strings.IndexByte(gap, '\n') >= 0) {
			w.replace(from, i, " ")
		}
	}
}

// move returns a copy of doc whose report is rep and whose spans are what f makes
// of them. No list is shared with doc, so that no span is moved twice.
func move(doc *assay.Doc, rep *assay.Report, f func(assay.Span) assay.Span) *assay.Doc {
	to := *doc
	to.Report = rep
	to.Regions, to.Foreign = slices.Clone(doc.Regions), slices.Clone(doc.Foreign)
	to.Sentences, to.Tokens = slices.Clone(doc.Sentences), slices.Clone(doc.Tokens)
	to.Names, to.Quantities, to.Times = slices.Clone(doc.Names), slices.Clone(doc.Quantities), slices.Clone(doc.Times)
	to.Places, to.Actors, to.Attributions = slices.Clone(doc.Places), slices.Clone(doc.Actors), slices.Clone(doc.Attributions)
	to.Sources, to.Claims, to.Figures = slices.Clone(doc.Sources), slices.Clone(doc.Claims), slices.Clone(doc.Figures)
	to.Events, to.Movements = slices.Clone(doc.Events), slices.Clone(doc.Movements)
	for i := range to.Actors {
		to.Actors[i].Mentions = slices.Clone(to.Actors[i].Mentions)
	}
	for i := range to.Attributions {
		a := &to.Attributions[i]
		a.Source, a.Cue, a.Content = slices.Clone(a.Source), slices.Clone(a.Cue), slices.Clone(a.Content)
	}
	for i := range to.Claims {
		to.Claims[i].Content = slices.Clone(to.Claims[i].Content)
	}
	Spans(&to, ^assay.Layer(0), func(_ string, _ int, sp *assay.Span) { *sp = f(*sp) })
	return &to
}

// Spans calls f with every span of the layers of doc, with what it belongs to and
// the place of that in its list: "figure", 3. It is the one list of where spans
// are; TestSpansFindsAll holds it to the types.
func Spans(doc *assay.Doc, layers assay.Layer, f func(what string, i int, sp *assay.Span)) {
	all := func(what string, i int, list []assay.Span) {
		for k := range list {
			f(what, i, &list[k])
		}
	}
	if layers&assay.Regions != 0 {
		for i := range doc.Regions {
			f("region", i, &doc.Regions[i].Span)
		}
	}
	if layers&assay.Tokens != 0 {
		for i := range doc.Foreign {
			f("foreign region", i, &doc.Foreign[i].Span)
		}
		for i := range doc.Sentences {
			f("sentence", i, &doc.Sentences[i])
		}
		for i := range doc.Tokens {
			f("token", i, &doc.Tokens[i].Span)
		}
		for i := range doc.Names {
			f("name", i, &doc.Names[i].Span)
		}
	}
	if layers&assay.Quantities != 0 {
		for i := range doc.Quantities {
			q := &doc.Quantities[i]
			f("quantity", i, &q.Span)
			f("quantity", i, &q.Counted)
			f("quantity", i, &q.Of)
		}
	}
	if layers&assay.Times != 0 {
		for i := range doc.Times {
			f("time", i, &doc.Times[i].Span)
		}
	}
	if layers&assay.Places != 0 {
		for i := range doc.Places {
			f("place", i, &doc.Places[i].Span)
		}
	}
	if layers&assay.Actors != 0 {
		for i := range doc.Actors {
			all("actor", i, doc.Actors[i].Mentions)
		}
	}
	if layers&assay.Attributions != 0 {
		for i := range doc.Attributions {
			a := &doc.Attributions[i]
			all("attribution", i, a.Source)
			all("attribution", i, a.Cue)
			all("attribution", i, a.Content)
		}
	}
	if layers&assay.Claims != 0 {
		for i := range doc.Sources {
			f("source", i, &doc.Sources[i].Span)
			f("source", i, &doc.Sources[i].Reason)
		}
		for i := range doc.Claims {
			cl := &doc.Claims[i]
			f("claim", i, &cl.Cue)
			f("claim", i, &cl.Channel)
			f("claim", i, &cl.Checked.Span)
			for k := range cl.Content {
				f("claim", i, &cl.Content[k].Span)
			}
		}
	}
	if layers&assay.Figures != 0 {
		for i := range doc.Figures {
			fig := &doc.Figures[i]
			f("figure", i, &fig.Quantity.Span)
			f("figure", i, &fig.Quantity.Counted)
			f("figure", i, &fig.Quantity.Of)
			f("figure", i, &fig.Counted)
			f("figure", i, &fig.Trigger)
		}
	}
	if layers&assay.Events != 0 {
		for i := range doc.Events {
			f("event", i, &doc.Events[i].Span)
		}
		for i := range doc.Movements {
			f("movement", i, &doc.Movements[i].Who)
		}
	}
}
