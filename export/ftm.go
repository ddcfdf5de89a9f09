package export

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/mask"
)

// followTheMoney writes statements of FollowTheMoney: reports as articles, what bodies,
// public persons and places they mention, and events with days, place and what the reports
// say of them. "origin" says on which bytes of which report a statement rests, and
// "original_value" which words stand there.
func (l *Ledger) followTheMoney(w io.Writer) error {
	var items []any
	seen := map[string]bool{}
	say := func(entity, schema, prop, value, original, origin string) {
		if value = oneLine(value); value == "" {
			return
		}
		sum := sha1.Sum([]byte("assay." + entity + "." + prop + "." + value + "." + origin))
		id := hex.EncodeToString(sum[:])
		if seen[id] {
			return
		}
		seen[id] = true
		// canonical_id first, by which its tools sort lines as bytes
		items = append(items, object{{"canonical_id", entity}, {"entity_id", entity}, {"prop", prop}, {"schema", schema}, {"value", value}, {"dataset", "assay"},
			{"lang", nil}, {"original_value", known(original)}, {"first_seen", nil}, {"last_seen", nil}, {"external", false}, {"origin", known(origin)}, {"id", id}})
	}
	article := func(doc *assay.Doc) string { return "assay-" + hex.EncodeToString(doc.ID[:20]) }
	proof := func(doc *assay.Doc, sp assay.Span) string {
		return fmt.Sprintf("%s#bytes=%d-%d", doc.ID, sp.Start, sp.End)
	}
	words := func(m *mask.Mask, sp assay.Span) string {
		if l.opt.Short() {
			return ""
		}
		return oneLine(m.Words(sp))
	}
	for _, doc := range l.reports() {
		m, id := l.masks[doc.ID], article(doc)
		say(id, "Article", "id", id, "", "")
		say(id, "Article", "title", l.title(doc), "", "")
		say(id, "Article", "publisher", doc.Publisher, "", "")
		if doc.URL != "" {
			say(id, "Article", "sourceUrl", l.where(doc), "", "")
		}
		if day := doc.Appeared.Date; day.Year > 0 {
			say(id, "Article", "publishedAt", day.String(), "", "")
		}
		for i := range doc.Actors {
			a := &doc.Actors[i]
			name := m.Actor(a)
			schema := map[assay.ActorClass]string{assay.Person: "Person", assay.Organization: "Organization"}[a.Class]
			if name == "" || schema == "" || len(a.Mentions) == 0 || !l.opt.Names && (m.Private(a) || strings.Contains(name, "[")) {
				continue
			}
			say(id, "Article", "namesMentioned", name, words(m, a.Mentions[0]), proof(doc, a.Mentions[0]))
			mention := fmt.Sprintf("%s-a%d", id, i+1)
			for _, pair := range [][2]string{{"id", mention}, {"document", id}, {"name", name}, {"detectedSchema", schema}} {
				say(mention, "Mention", pair[0], pair[1], words(m, a.Mentions[0]), proof(doc, a.Mentions[0]))
			}
		}
		ends := map[assay.Ref[assay.Place]]bool{} // of routes
		for i := range doc.Movements {
			for _, ref := range slices.Concat(doc.Movements[i].From, doc.Movements[i].Via, doc.Movements[i].To) {
				ends[ref] = l.opt.Routes
			}
		}
		for i := range doc.Places {
			if pl := &doc.Places[i]; pl.Name != "" && !ends[assay.RefTo[assay.Place](i)] {
				say(id, "Article", "locationMentioned", pl.Name, words(m, pl.Span), proof(doc, pl.Span))
				say(id, "Article", "country", strings.ToLower(pl.Country), "", "")
			}
		}
	}
	for t := range l.told {
		id := "assay-" + t.occ.ID
		say(id, "Event", "id", id, "", "")
		say(id, "Event", "name", strings.TrimSpace(t.text("called")+" "+t.text("place_name")), "", "")
		if first, last, ok := days(t.text("begin"), t.text("end")); ok {
			say(id, "Event", "startDate", first.Format("2006-01-02"), "", "")
			say(id, "Event", "endDate", last.Format("2006-01-02"), "", "")
		}
		say(id, "Event", "location", t.text("place_name"), "", "")
		for _, code := range t.list("country") {
			say(id, "Event", "country", strings.ToLower(assay.Alpha2(code)), "", "")
		}
		say(id, "Event", "summary", t.text("tolls"), "", "")
		for _, tell := range t.occ.Tellings {
			doc := l.byID[tell.Report]
			if doc == nil {
				continue
			}
			say(id, "Event", "proof", article(doc), "", "")
			for _, ref := range tell.Figures {
				k, _ := ref.Index()
				r, ok := l.rowOf("figures", doc, 'f', k, false)
				if !ok {
					continue
				}
				said := fmt.Sprintf("%s: %s", r.text("action"), r.text("text"))
				if source := r.text("source"); source != "" {
					said += " (" + r.text("stance") + ": " + source + ")"
				}
				say(id, "Event", "notes", said, r.text("text"), proof(doc, assay.Span{Start: int32(r.cell("start").(int64)), End: int32(r.cell("end").(int64))}))
			}
		}
	}
	return writeLines(w, items)
}
