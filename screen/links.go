package screen

import (
	"assay"
	"strconv"
)

// LinkTo returns the link that leads to rep from the report it goes back to.
func LinkTo(st *Story, rep *Report) *assay.Link {
	for i := range st.Links {
		if st.Links[i].To == rep.ID {
			return &st.Links[i]
		}
	}
	return nil
}

// Relation says in words how a report goes back to another, and how much of it.
func (s *Screen) Relation(ln *assay.Link) string {
	share := percent(ln.Containment)
	switch ln.Relation {
	case "identical":
		return s.Kinship(ln) + "; "
	case "revision":
		return s.Kinship(ln) + " (" + share + " of the shorter one’s words stand in both); "
	}
	return s.Kinship(ln) + " (" + share + " of its words stand there); "
}

// Kinship names the relation: "a copy of flood".
func (s *Screen) Kinship(ln *assay.Link) string {
	from := "another"
	if d := s.ByID[ln.From]; d != nil {
		from = d.Label
	}
	switch ln.Relation {
	case "identical":
		return "the same text as " + from
	case "excerpt":
		return "an excerpt of " + from
	case "revision":
		return "a revision of " + from
	}
	return "a copy of " + from
}

func percent(share float64) string { return strconv.Itoa(int(share*100+0.5)) + " %" }
