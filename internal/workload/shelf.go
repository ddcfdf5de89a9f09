package workload

import (
	"slices"

	"assay"
)

// A Shelf is a pile of which some reports are there and others not yet, or not any more, by their
// numbers.
type Shelf struct {
	Number map[assay.ReportID]int32
	There  map[int32]bool
	All    []assay.Story
	In     map[int32]*assay.Story // of those that are there, by their reports
}

// NewShelf returns one on which nothing is.
func NewShelf() Shelf { return Shelf{Number: map[assay.ReportID]int32{}, There: map[int32]bool{}} }

// Present returns the stories of the reports that are there, and remembers them.
func (s *Shelf) Present() (stories []assay.Story) {
	s.In = map[int32]*assay.Story{}
	here := func(id assay.ReportID) bool { return s.There[s.Number[id]] }
	for _, st := range s.All {
		st.Reports = slices.DeleteFunc(slices.Clone(st.Reports), func(id assay.ReportID) bool { return !here(id) })
		st.Links = slices.DeleteFunc(slices.Clone(st.Links), func(l assay.Link) bool { return !here(l.From) || !here(l.To) })
		if len(st.Reports) > 0 {
			stories = append(stories, st)
			for _, id := range st.Reports {
				s.In[s.Number[id]] = &st
			}
		}
	}
	return stories
}
