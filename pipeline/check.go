package pipeline

import (
	"fmt"

	"assay"
	"assay/view"
)

// empty takes back what a stage that failed has written.
func empty(doc *assay.Doc, layers assay.Layer) {
	for layer := range layers.Each() {
		switch layer {
		case assay.Regions:
			doc.Regions = nil
		case assay.Tokens:
			doc.Language, doc.Foreign, doc.Sentences, doc.Tokens, doc.Names, doc.States = "", nil, nil, nil, nil, assay.States{}
		case assay.Quantities:
			doc.Quantities = nil
		case assay.Times:
			doc.Times, doc.Appeared = nil, doc.Report.Published
		case assay.Places:
			doc.Places = nil
		case assay.Actors:
			doc.Actors = nil
		case assay.Attributions:
			doc.Attributions = nil
		case assay.Claims:
			doc.Sources, doc.Claims = nil, nil
		case assay.Figures:
			doc.Figures = nil
		case assay.Events:
			doc.Events, doc.Movements = nil, nil
		}
	}
}

// A checker keeps the first annotation that does not fit.
type checker struct {
	doc *assay.Doc
	err error
}

// check reports the first span of the layers that lies outside the text or
// splits a character, and the first reference to what is not there.
func check(doc *assay.Doc, layers assay.Layer) error {
	c := &checker{doc: doc}
	view.Spans(doc, layers, c.span)
	if layers&assay.Tokens != 0 {
		c.tokens()
	}
	if layers&assay.Actors != 0 {
		for i, a := range doc.Actors {
			within(c, "actor", i, doc.Actors, a.Affiliation)
		}
	}
	if layers&assay.Claims != 0 {
		c.claims()
	}
	if layers&assay.Figures != 0 {
		c.figures()
	}
	if layers&assay.Events != 0 {
		c.events()
	}
	return c.err
}

func (c *checker) span(what string, i int, sp *assay.Span) {
	if err := sp.Check(c.doc.Text); err != nil && c.err == nil {
		c.err = fmt.Errorf("%s %d: %w", what, i, err)
	}
}

func within[T any](c *checker, what string, i int, list []T, refs ...assay.Ref[T]) {
	for _, r := range refs {
		if k, ok := r.Index(); ok && k >= len(list) && c.err == nil {
			c.err = fmt.Errorf("%s %d: %w: refers to number %d of %d", what, i, assay.ErrInvalid, k, len(list))
		}
	}
}

func (c *checker) tokens() {
	s := &c.doc.States
	if n := s.Len(); (n != 0 && n != len(c.doc.Tokens) || len(s.Data) != n*s.Width) && c.err == nil {
		c.err = fmt.Errorf("states: %w: %d of width %d for %d tokens, in %d bytes", assay.ErrInvalid, n, s.Width, len(c.doc.Tokens), len(s.Data))
	}
	for i, at := range s.Windows {
		if (at < 0 || int(at) >= s.Len() || i > 0 && at <= s.Windows[i-1]) && c.err == nil {
			c.err = fmt.Errorf("states: %w: window %d begins at token %d", assay.ErrInvalid, i, at)
		}
	}
	for i, tok := range c.doc.Tokens {
		if (tok.Head < -1 || int(tok.Head) >= len(c.doc.Tokens)) && c.err == nil {
			c.err = fmt.Errorf("token %d: %w: head %d", i, assay.ErrInvalid, tok.Head)
		}
	}
}

func (c *checker) claims() {
	doc := c.doc
	for i, s := range doc.Sources {
		within(c, "source", i, doc.Actors, s.Actor, s.SpeaksFor)
	}
	for i := range doc.Claims {
		cl := &doc.Claims[i]
		within(c, "claim", i, doc.Sources, cl.Source)
		within(c, "claim", i, doc.Times, cl.Said)
		within(c, "claim", i, doc.Claims, cl.Via)
		within(c, "claim", i, doc.Claims, cl.RespondsTo...)
		if cl.Source.IsZero() && c.err == nil {
			c.err = fmt.Errorf("claim %d: %w: no source", i, assay.ErrInvalid)
		}
	}
}

func (c *checker) figures() {
	doc := c.doc
	for i := range doc.Figures {
		fig := &doc.Figures[i]
		within(c, "figure", i, doc.Figures, fig.Of)
		within(c, "figure", i, doc.Places, fig.Places...)
		within(c, "figure", i, doc.Times, fig.Time)
		within(c, "figure", i, doc.Claims, fig.Claim)
		if fig.Quantity.Span.IsZero() && c.err == nil {
			c.err = fmt.Errorf("figure %d: %w: no quantity", i, assay.ErrInvalid)
		}
	}
}

func (c *checker) events() {
	doc := c.doc
	for i := range doc.Events {
		ev := &doc.Events[i]
		within(c, "event", i, doc.Actors, ev.Actors...)
		within(c, "event", i, doc.Actors, ev.Recipients...)
		within(c, "event", i, doc.Figures, ev.Figures...)
		within(c, "event", i, doc.Places, ev.Places...)
		within(c, "event", i, doc.Times, ev.Time)
		within(c, "event", i, doc.Claims, ev.Claim)
	}
	for i := range doc.Movements {
		m := &doc.Movements[i]
		within(c, "movement", i, doc.Places, m.From...)
		within(c, "movement", i, doc.Places, m.To...)
		within(c, "movement", i, doc.Places, m.Via...)
		within(c, "movement", i, doc.Figures, m.Count)
		within(c, "movement", i, doc.Times, m.Time)
		within(c, "movement", i, doc.Claims, m.Claim)
	}
}
