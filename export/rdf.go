package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/screen"
	"assay/table"
)

// rdfHead are the vocabularies: NIF for stretches of a text, PROV for what rests on what, and
// ours, whose words are the columns and keys of the ledger.
const rdfHead = `@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix assay: <urn:assay:is:> .

`

// rdf writes Turtle: each report as a NIF context with its text as it is shown, the
// stretches that entries rest on in it, in characters, and events and estimates with what
// they rest on.
func (l *Ledger) rdf(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString(rdfHead)
	for _, doc := range l.reports() {
		l.rdfReport(b, doc)
	}
	for r := range l.records("events") {
		n := node{entryIRI(r.text("id")), "assay:Event", nil}
		n.cells(r, "id", "event", "estimates")
		n.write(b)
	}
	for i := range l.Estimates {
		est := &l.Estimates[i]
		k, ok := l.at[table.Estimates][est.ID]
		if l.Table(table.Estimates); !ok || l.opt.Only != nil && !l.opt.Only[est.ID] {
			continue
		}
		n := node{entryIRI(est.ID), "assay:Estimate", nil}
		n.cells(record{l.whole(table.Estimates), l.whole(table.Estimates).Rows[k]}, "id", "estimate", "event")
		if est.Event != "" {
			n.add("assay:event", entryIRI(est.Event))
		}
		for j := range est.Series {
			if e := &est.Series[j]; l.byID[e.Evidence.Report] != nil {
				n.add("prov:wasDerivedFrom", entryIRI(screen.EntryID(e)))
			}
		}
		n.write(b)
	}
	return b.Flush()
}

// rdfReport writes a report and its marks.
func (l *Ledger) rdfReport(b *bufio.Writer, doc *assay.Doc) {
	m := l.masks[doc.ID]
	shown := m.Text()
	count := mask.Count(shown.Text, false)
	context := entryIRI(doc.ID.Short())
	n := node{context, "nif:Context, nif:OffsetBasedString", nil}
	n.add("assay:report", literal(doc.ID.String()))
	n.add("dcterms:source", iri(l.where(doc)))
	for _, f := range [...][2]string{{"dcterms:title", oneLine(m.Title())}, {"dcterms:publisher", doc.Publisher}, {"dcterms:language", doc.Language}, {"dcterms:date", published(doc)}} {
		if f[1] != "" {
			n.add(f[0], literal(f[1]))
		}
	}
	n.offsets(0, count(int32(len(shown.Text))))
	n.add("nif:isString", literal(shown.Text))
	n.write(b)
	name := func(key string) string {
		kind, id, _ := strings.Cut(key, " ")
		if of := ledger.EntryID(doc.ID, id); kind == "Figure" || kind == "Content" || kind == "Event" || kind == "Mover" || kind == "Place" || kind == "Time" || kind == "Source" {
			return entryIRI(of)
		}
		return entryIRI(ledger.EntryID(doc.ID, id) + ":" + strings.ToLower(kind))
	}
	for _, mk := range l.marks(doc) {
		for i, sp := range mk.spans {
			at := shown.Span(sp)
			n := node{name(mk.key()), "nif:OffsetBasedString, assay:" + mk.kind, nil}
			if i > 0 { // of the same content
				n = node{strings.TrimSuffix(n.is, ">") + ":" + strconv.Itoa(i+1) + ">", "nif:OffsetBasedString", nil}
				n.add("assay:piece_of", name(mk.key()))
			}
			n.add("nif:referenceContext", context)
			n.offsets(count(at.Start), count(at.End))
			n.add("nif:anchorOf", literal(shown.Text[at.Start:at.End]))
			if i == 0 {
				for _, f := range mk.fields {
					n.field(f.key, f.value)
				}
				for _, p := range mk.points {
					n.add("assay:"+p.as, name(p.to))
				}
			}
			n.write(b)
		}
	}
}

// A node is a resource with what is said of it.
type node struct {
	is, a string
	says  []string
}

func (n *node) add(property, value string) { n.says = append(n.says, property+" "+value) }

func (n *node) offsets(begin, end int) {
	n.add("nif:beginIndex", fmt.Sprintf(`"%d"^^xsd:nonNegativeInteger`, begin))
	n.add("nif:endIndex", fmt.Sprintf(`"%d"^^xsd:nonNegativeInteger`, end))
}

// cells says the known cells of a row, but for some columns. Its place is one of the gazetteer,
// not one of the report.
func (n *node) cells(r record, but ...string) {
	if place := r.text("place"); strings.Contains(place, ":") {
		n.field("gazetteer", place)
	}
	but = append(but, "place")
next:
	for i, column := range r.of.Head {
		for _, b := range but {
			if column == b {
				continue next
			}
		}
		if s, ok := r.row[i].(string); ok && table.KindOf(r.of.Name, column) == table.Day {
			n.add("assay:"+column, literal(s)+"^^xsd:date")
			continue
		}
		n.field(column, r.row[i])
	}
}

// field says one thing, if it is known.
func (n *node) field(key string, v any) {
	property := "assay:" + key
	switch x := v.(type) {
	case string:
		switch id, ok := strings.CutPrefix(x, "geonames:"); {
		case x == "":
		case key == "gazetteer" && ok:
			n.add("itsrdf:taIdentRef", geonamesIRI(id))
		default:
			n.add(property, literal(x))
		}
	case float64:
		switch key {
		case "lat":
			property = "geo:lat"
		case "lon":
			property = "geo:long"
		}
		n.add(property, `"`+strconv.FormatFloat(x, 'f', -1, 64)+`"^^xsd:decimal`)
	case int64:
		n.add(property, strconv.FormatInt(x, 10))
	case bool:
		n.add(property, strconv.FormatBool(x))
	}
}

func (n *node) write(b *bufio.Writer) {
	b.WriteString(n.is + " a " + n.a)
	for _, s := range n.says {
		b.WriteString(" ;\n\t" + s)
	}
	b.WriteString(" .\n")
}

// entryIRI names an entry, an event, an estimate or, by its digits, a report.
func entryIRI(id string) string { return "<urn:assay:" + id + ">" }

func geonamesIRI(id string) string { return "<https://sws.geonames.org/" + id + "/>" }

// iri writes an address, with what may not stand in one percent-encoded; one that has no
// scheme is a literal.
func iri(s string) string {
	if scheme, _, ok := strings.Cut(s, ":"); !ok || strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") != "" || scheme == "" {
		return literal(s)
	}
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return "<" + b.String() + ">"
}

// literal writes a string of Turtle.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
