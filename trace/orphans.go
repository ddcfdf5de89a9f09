package trace

import (
	"slices"
	"strings"

	"assay"
)

// An Orphan is a number that is not where it is said to come from.
type Orphan struct {
	Figure Figure
	Kind   OrphanKind
	Claim  assay.Ref[assay.Claim] // in the figure's report: by which the source is cited
	Looked []assay.ReportID       // the reports of the pile in which it was looked for, in order of publication
}

// OrphanKind is the kind of an Orphan.
type OrphanKind uint8

// The kinds.
const (
	NotInSource OrphanKind = iota // it is attributed to a source whose reports do not have it
	InNoSource                    // it is attributed to nobody, and none of the sources that the report cites has it
)

// Orphans lists the orphans of a pile, those that are attributed first, each in the order
// of the reports and of their texts. Only sources that are in the pile are looked at.
// What a copy took over is listed where it was taken from; vague words, persons told one
// by one and headlines are left out.
func (p *Pile) Orphans() (list []Orphan) {
	for _, doc := range p.docs {
		all, first := p.citations(doc)
		for i := range doc.Figures {
			fig := &doc.Figures[i]
			q := &fig.Quantity
			if _, known := core(q); !known || q.Bound == assay.Vague || q.Singular || retold(doc, fig) {
				continue
			}
			if _, ln := p.original(Figure{doc.ID, i}); ln != nil {
				continue
			}
			o := Orphan{Figure: Figure{doc.ID, i}, Kind: NotInSource}
			found := false
			chain(doc, fig.Claim, func(k int, cl *assay.Claim) bool {
				if in := p.cited(doc, cl); len(in) > 0 {
					found = found || p.has(in, fig)
					if len(o.Looked) == 0 {
						o.Claim = assay.RefTo[assay.Claim](k)
					}
					o.Looked = union(o.Looked, in)
				}
				return !found
			})
			if len(o.Looked) == 0 && fig.Claim.IsZero() && len(all) > 0 {
				o.Kind, o.Claim, found = InNoSource, first, p.has(all, fig)
				o.Looked = union(nil, all)
			}
			if len(o.Looked) > 0 && !found {
				list = append(list, o)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Orphan) int { return int(a.Kind) - int(b.Kind) })
	return list
}

// citations returns the reports of the pile that a report cites, and its first claim by
// one of them.
func (p *Pile) citations(doc *assay.Doc) (all []*assay.Doc, first assay.Ref[assay.Claim]) {
	for i := range doc.Claims {
		if doc.Claims[i].Dropped() {
			continue
		}
		for _, other := range p.cited(doc, &doc.Claims[i]) {
			if len(all) == 0 {
				first = assay.RefTo[assay.Claim](i)
			}
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all, first
}

func union(ids []assay.ReportID, docs []*assay.Doc) []assay.ReportID {
	for _, doc := range docs {
		if !slices.Contains(ids, doc.ID) {
			ids = append(ids, doc.ID)
		}
	}
	return ids
}

// has reports whether one of docs has the number of a figure, of whatever is counted, or
// rounded. A number that the program did not read as a figure there counts too.
func (p *Pile) has(docs []*assay.Doc, fig *assay.Figure) bool {
	n, _ := core(&fig.Quantity)
	digits := assay.Known(n).String()
	for _, doc := range docs {
		if p.written(doc)[digits] || slices.ContainsFunc(doc.Figures, func(o assay.Figure) bool { return compare(&o.Quantity, &fig.Quantity) != other }) {
			return true
		}
	}
	return false
}

// written returns the words of a report that are numbers in digits, without their commas.
func (p *Pile) written(doc *assay.Doc) map[string]bool {
	set := p.digits[doc.ID]
	if set == nil {
		set = map[string]bool{}
		for _, w := range fields(strings.ReplaceAll(doc.Text, ",", "")) {
			if w[0] >= '0' && w[0] <= '9' {
				set[w] = true
			}
		}
		p.digits[doc.ID] = set
	}
	return set
}

// fields cuts a text into its words, without what stands beside them.
func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\u00a0.,;:!?()[]“”\"'’–—-", r) })
}
