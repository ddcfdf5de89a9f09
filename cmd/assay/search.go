package main

import (
	"errors"
	"fmt"
	"strings"

	"assay/estimate"
	"assay/query"
	"assay/store"
)

// shownFound is how many reports a search shows unless it is told otherwise.
const shownFound = 20

type searchCmd struct {
	ledgerFlag
	listFlags
	namesFlag
	Query []string `arg:"" help:"What to look for: words, phrases in quotation marks of their own ('\"cut off\"'), AND, OR, NOT, prefix*, NEAR(flood dam, 5), fields (action:killed); see docs/search.md."`
}

// Run lists the reports that are found, the youngest first, with the words around what was
// found.
func (s *searchCmd) Run(c *console) error {
	asked := strings.Join(s.Query, " ")
	root, err := query.Parse(asked)
	if err != nil {
		return usagef("%w", err)
	}
	if root == nil {
		return usagef("search: a search has words")
	}
	limit := s.Limit
	if limit == 0 {
		limit = shownFound
	}
	st, err := s.open(c, estimate.Options{}, s.Names, "search")
	if err != nil {
		return err
	}
	defer st.Close()
	t, more, err := st.Search(c.ctx, asked, s.Names, max(limit, 0))
	if err != nil && !store.IsDamage(err) {
		return err
	}
	if more {
		c.note(fmt.Sprintf("the youngest %d are shown; there are more, which --limit shows", len(t.Rows)))
	}
	return errors.Join(s.list(c, t), err)
}
