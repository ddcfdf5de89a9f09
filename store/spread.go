package store

import (
	"context"
	"errors"
	"slices"

	"assay"
	"assay/origin"
	"assay/view"
)

// A ruling on a figure or a claim is a ruling on that number, those words of that text: it holds for the same
// in every copy of the report as well. Nothing is written down for the copies, so that what
// is added later has it, and what turns out to be no copy loses it.

// spread returns rulings, each on an entry with one for each copy of that entry behind it.
// Where report is not "" those on entries of other stories than its own are left out.
func (s *Store) spread(ctx context.Context, q querier, list []Ruling, report string) (out []Ruling, err error) {
	with := []string{report}
	if report != "" && slices.ContainsFunc(list, func(ru Ruling) bool { return ru.ofEntry() }) {
		// By the index alone: a report that is just added is in no story, and is not sought for in all.
		at, err := numbers(ctx, q, "SELECT story FROM reports JOIN story_of USING (n) WHERE id = ?", report)
		if err != nil {
			return nil, err
		}
		if len(at) == 1 {
			if item, _, err := s.story(ctx, q, at[0]); err == nil && item != nil && slices.Contains(item.Reports, report) {
				with = item.Reports
			}
		}
	}
	stories := map[string]*copied{} // by the id of a report
	for _, ru := range list {
		if ru.ofEntry() && report != "" && !slices.Contains(with, ru.A) {
			continue
		}
		out = append(out, ru)
		if !ru.ofEntry() || report != "" && len(with) == 1 {
			continue
		}
		st, ok := stories[ru.A]
		if !ok {
			if st, err = s.copiesOf(ctx, q, ru.A); err != nil {
				return nil, err
			}
			for _, doc := range st.docs {
				stories[doc.ID.String()] = st
			}
			stories[ru.A] = st
		}
		for _, on := range st.of(&ru) {
			if on.Report != ru.A {
				own := ru
				own.A, own.about = on.Report, [][]onEntry{{on}}
				own.B = on.ruling(ru.ruled())
				out = append(out, own)
			}
		}
	}
	return out, nil
}

// ruled is what of an entry is ruled on: a field, or whether it is one.
func (ru *Ruling) ruled() string {
	if ru.Verb == Set {
		return ru.Field
	}
	return ru.Verb
}

// A copied is the reports of a story, and which of their entries are copies of which.
type copied struct {
	docs  []*assay.Doc
	story []assay.Story
	roots map[*entryKind]map[origin.Figure]origin.Figure
}

// copiesOf returns the story of a report; an empty one where it has no other reports or is not
// known.
func (s *Store) copiesOf(ctx context.Context, q querier, report string) (*copied, error) {
	out := &copied{roots: map[*entryKind]map[origin.Figure]origin.Figure{}}
	item, err := s.storyWith(ctx, q, report)
	switch {
	case IsDamage(err) || errors.Is(err, assay.ErrInvalid):
		return out, nil // which is told of where the story is asked for
	case err != nil:
		return nil, err
	case len(item.Reports) < 2:
		return out, nil
	}
	for _, id := range item.Reports {
		e, err := s.whole(ctx, q, id)
		if IsDamage(err) || errors.Is(err, assay.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		doc, err := e.doc()
		if err != nil {
			return nil, err
		}
		out.docs = append(out.docs, doc)
	}
	st, err := item.Story()
	if err == nil {
		out.story = []assay.Story{*st}
	}
	return out, err
}

// copiedFigures is [origin.Copies] of reports as they are kept.
func copiedFigures(docs []*assay.Doc, stories []assay.Story) map[origin.Figure]origin.Figure {
	var heard []*origin.Report
	for _, doc := range docs {
		seen, _ := view.Doc(doc)
		heard = append(heard, origin.Hear(doc, seen))
	}
	return origin.Copies(heard, stories)
}

// of returns the entry on which a ruling is, and those that are copies of it or of which it
// is one, in the order of the story's reports; nothing where it is not there.
func (c *copied) of(ru *Ruling) (out []onEntry) {
	if len(c.docs) == 0 {
		return nil
	}
	k, _ := kindOf(ru.What)
	roots, ok := c.roots[k]
	if !ok {
		roots = k.copies(c.docs, c.story)
		c.roots[k] = roots
	}
	root := func(f origin.Figure) origin.Figure {
		if r, ok := roots[f]; ok {
			return r
		}
		return f
	}
	var from origin.Figure
	for _, doc := range c.docs {
		if doc.ID.String() == ru.A {
			from = origin.Figure{Report: doc.ID, Index: ru.about[0][0].in(doc)}
		}
	}
	if from.Index < 0 || len(roots) == 0 {
		return nil
	}
	from = root(from)
	for _, doc := range c.docs {
		for i := range k.count(doc) {
			if root(origin.Figure{Report: doc.ID, Index: i}) == from {
				out = append(out, k.on(doc, i))
			}
		}
	}
	return out
}

// storyOf returns the numbers of the reports of the story that report n is in, n among them.
func (s *Store) storyOf(ctx context.Context, q querier, n int64) ([]int64, error) {
	list, err := numbers(ctx, q, "SELECT n FROM story_of WHERE story = (SELECT story FROM story_of WHERE n = ?) ORDER BY n", n)
	if err == nil && !slices.Contains(list, n) {
		list = append(list, n)
	}
	return list, err
}

// entryIDs returns the ids of entries by their words.
func entryIDs(docs []*assay.Doc, list []onEntry) (ids []string) {
	for k := range list {
		for _, doc := range docs {
			if doc.ID.String() == list[k].Report {
				if id := list[k].id(doc); id != "" {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}
