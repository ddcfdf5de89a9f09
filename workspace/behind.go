package workspace

import (
	"context"
	"errors"

	"assay/page"
	"assay/store"
)

// What is behind a pile takes a pass over all claims, movements, estimates and figures of a ledger:
// who says what, where people went, whose numbers stand, what is reviewed next. The keeper makes it once
// the first pages can be seen, and puts each part where pages find it when it is made. Until then
// they show what is behind the pile before; the first time they say that it is being made.
type behind struct {
	of      *pile // whose it is as a whole; nil until all parts are made
	said    *said
	flows   *flows
	numbers *numbers
	tasks   []store.Task
	queued  bool // tasks are there
	notes   []string
	err     error // why it cannot be made
}

// errMoment is what a page fails with that needs what is not made yet.
var errMoment = errors.New("this is being made from the ledger; try again in a moment")

// behind returns what is behind the pile, or was behind the one before.
func (v *visit) behind() (*behind, error) {
	b := v.server.held.Load()
	if b == nil {
		return nil, errMoment
	}
	if b.err != nil {
		return nil, b.err
	}
	v.late = b.of != v.pile
	for _, note := range b.notes {
		add(&v.notes, note)
	}
	return b, nil
}

// makeBehind makes what is behind a pile.
func (s *Server) makeBehind(ctx context.Context, st *store.Store, p *pile) error {
	b := behind{}
	if old := s.held.Load(); old != nil && old.err == nil {
		b = *old
	}
	b.of, b.notes = nil, nil
	set := func(err error) error {
		if store.IsDamage(err) {
			add(&b.notes, err.Error())
			err = nil
		}
		if err == nil {
			done := b
			s.held.Store(&done)
		}
		return err
	}
	var err error
	if b.said == nil || b.said.of != p.reports { // of which rulings change nothing
		if b.said, err = newSaid(ctx, st, p); set(err) != nil {
			return err
		}
		if b.flows, err = newFlows(ctx, st, p); set(err) != nil {
			return err
		}
	}
	if err := p.tie(ctx, st, b.said.parties); err != nil {
		return err
	}
	n := &numbers{of: map[*source]*figures{}, said: b.said}
	b.tasks, err = st.Queue(ctx, n.take)
	b.numbers, b.queued, b.of = n, true, p
	return set(err)
}

// who returns what the reports say.
func (v *visit) who() (*said, error) {
	b, err := v.behind()
	if err == nil && b.said == nil {
		err = errMoment
	}
	if err != nil {
		return nil, err
	}
	return b.said, nil
}

// whose returns what the sources say, with what became of their figures.
func (v *visit) whose() (*said, map[*source]*figures, error) {
	b, err := v.behind()
	if err == nil && b.numbers == nil {
		err = errMoment
	}
	if err != nil {
		return nil, nil, err
	}
	return b.numbers.said, b.numbers.of, nil
}

// flows returns the movements that the reports tell of, and how many reports were not looked at.
func (v *visit) flows() ([]*page.Flow, int, error) {
	b, err := v.behind()
	if err == nil && b.flows == nil {
		err = errMoment
	}
	if err != nil {
		return nil, 0, err
	}
	return b.flows.list, b.flows.left, nil
}

// tasks returns the figures of the queue.
func (v *visit) tasks() ([]store.Task, error) {
	b, err := v.behind()
	if err == nil && !b.queued {
		err = errMoment
	}
	if err != nil {
		return nil, err
	}
	return b.tasks, nil
}
