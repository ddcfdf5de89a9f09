package export

import (
	"sort"

	"assay"
)

// editKinds are the kinds of edits, those that change the evidence first.
var editKinds = []string{"quotation", "figure", "hedge", "attribution", "other", "house-style"}

// kindName says what an edit of a kind did.
var kindName = map[string]string{
	"quotation":   "quotation altered",
	"figure":      "figure altered",
	"hedge":       "hedge altered",
	"attribution": "attribution altered",
	"other":       "reworded",
	"house-style": "house style",
}

// kindIn says the same behind a number.
var kindIn = map[string]string{
	"quotation":   "inside quotations",
	"figure":      "in figures",
	"hedge":       "in hedges",
	"attribution": "in attributions",
	"other":       "reworded",
	"house-style": "in house style",
}

// evidential reports whether edits of a kind change what the text is evidence
// for.
func evidential(kind string) bool {
	return kind == "quotation" || kind == "figure" || kind == "hedge" || kind == "attribution"
}

// changed returns all edits of a link, those that change the evidence first,
// then in the order of the copy.
func changed(ln *assay.Link) []*assay.Edit {
	var list []*assay.Edit
	for i := range ln.Passages {
		p := &ln.Passages[i]
		for k := range p.Edits {
			list = append(list, &p.Edits[k])
		}
	}
	rank := map[string]int{}
	for i, k := range editKinds {
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

func countKind(list []*assay.Edit, kind string) int {
	n := 0
	for _, e := range list {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// edited shows an edit: "raiders → raider", "+ probably", "– some".
func (s *screen) edited(from, to *shown, e *assay.Edit) string {
	was, is := s.quote(from, e.From), s.quote(to, e.To)
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
