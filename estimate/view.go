package estimate

import (
	"slices"

	"assay"
	"assay/view"
)

// A look is one report as it is read: its doc in the view of its text, and the true
// doc with the way back.
type look struct {
	whole *assay.Doc
	view  view.View
}

// inView returns docs, and the passages of stories, in the views of the reports'
// texts, and the looks of those that are not read as they stand.
func inView(docs []*assay.Doc, stories []assay.Story) ([]*assay.Doc, []assay.Story, map[assay.ReportID]look) {
	looks := map[assay.ReportID]look{}
	seen := make([]*assay.Doc, len(docs))
	for i, doc := range docs {
		if doc == nil || doc.Report == nil {
			continue
		}
		d, v := view.Doc(doc)
		if seen[i] = d; d != doc {
			if _, twice := looks[doc.ID]; !twice {
				looks[doc.ID] = look{doc, v}
			}
		}
	}
	if len(looks) == 0 {
		return seen, stories, looks
	}
	stories = slices.Clone(stories)
	for i := range stories {
		links := slices.Clone(stories[i].Links)
		for k := range links {
			from, to := looks[links[k].From].view, looks[links[k].To].view
			links[k].Passages = slices.Clone(links[k].Passages)
			for n := range links[k].Passages {
				p := &links[k].Passages[n]
				p.From, p.To = from.Span(p.From), to.Span(p.To)
			}
		}
		stories[i].Links = links
	}
	return seen, stories, looks
}

// evidence returns the words of the true text on which m rests.
func evidence(m *mention, looks map[assay.ReportID]look) assay.Evidence {
	doc, sp := m.doc, m.q.Span
	if l, ok := looks[doc.ID]; ok {
		doc, sp = l.whole, l.view.Back(sp)
	}
	return assay.Evidence{Report: doc.ID, Span: sp, Text: sp.In(doc.Text)}
}
