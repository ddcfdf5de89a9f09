package screen

import (
	"sort"

	"assay"
)

// EditKinds are the kinds of edits, those that change the evidence first.
var EditKinds = []string{"quotation", "figure", "hedge", "attribution", "other", "house-style"}

// Evidential reports whether edits of a kind change what the text is evidence
// for.
func Evidential(kind string) bool {
	return kind == "quotation" || kind == "figure" || kind == "hedge" || kind == "attribution"
}

// Changed returns all edits of a link, those that change the evidence first,
// then in the order of the copy.
func Changed(ln *assay.Link) []*assay.Edit {
	var list []*assay.Edit
	for i := range ln.Passages {
		p := &ln.Passages[i]
		for k := range p.Edits {
			list = append(list, &p.Edits[k])
		}
	}
	rank := map[string]int{}
	for i, k := range EditKinds {
		rank[k] = i
	}
	sort.SliceStable(list, func(i, k int) bool {
		a, b := list[i], list[k]
		if ra, rb := rank[a.Kind], rank[b.Kind]; ra != rb {
			return ra < rb
		}
		return a.To.Start < b.To.Start
	})
	return list
}

// CountKind counts the edits of a kind.
func CountKind(list []*assay.Edit, kind string) int {
	n := 0
	for _, e := range list {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// Edited shows an edit: "raiders → raider", "+ probably", "– some".
func (s *Screen) Edited(from, to *Report, e *assay.Edit) string {
	was, is := s.Words(from, e.From), s.Words(to, e.To)
	switch {
	case was == "" && is == "":
		return "white space"
	case was == "":
		return "“" + is + "” put in"
	case is == "":
		return "“" + was + "” left out"
	}
	return "“" + was + "” → “" + is + "”"
}
