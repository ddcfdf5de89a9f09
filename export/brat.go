package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"assay"
	"assay/mask"
	"assay/table"
)

// bratFiles writes a text and its standoff for each report, and what brat asks to know of
// the annotations.
func bratFiles(l *Ledger, make files) error {
	conf := "[entities]\nPlace\nTime\nSource\nCue\nContent\nFigure\nCounted\nMover\nEvent\n\n[relations]\n" +
		"said_by Arg1:Content, Arg2:Source\ncue Arg1:Content, Arg2:Cue\nvia Arg1:Content, Arg2:Content\n" +
		"counts Arg1:Figure, Arg2:Counted\nplace Arg1:Figure|Event, Arg2:Place\ntime Arg1:Figure, Arg2:Time\n" +
		"said_in Arg1:Figure|Event, Arg2:Content\nof Arg1:Figure, Arg2:Figure\nfigure Arg1:Event|Mover, Arg2:Figure\n" +
		"from Arg1:Mover, Arg2:Place\nto Arg1:Mover, Arg2:Place\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n" +
		"Stance Arg:Content, Value:asserts|hedges|denies|declines\n"
	if err := make("annotation.conf", text(conf)); err != nil {
		return err
	}
	docs := l.reports()
	for i, name := range l.names(docs) {
		shown := l.masks[docs[i].ID].Text()
		if err := make(name+".txt", text(shown.Text)); err != nil {
			return err
		}
		if err := make(name+".ann", func(w io.Writer) error { return l.standoff(w, docs[i], shown.Text, shown.Span) }); err != nil {
			return err
		}
	}
	return nil
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// standoff writes the marks of a report in brat's standoff format, in characters of text.
func (l *Ledger) standoff(w io.Writer, doc *assay.Doc, text string, move func(assay.Span) assay.Span) error {
	count := mask.Count(text, false)
	marks := l.marks(doc)
	names := map[string]string{}
	for i := range marks {
		names[marks[i].key()] = fmt.Sprintf("T%d", i+1)
	}
	relations, attributes, notes := 0, 0, 0
	for i := range marks {
		mk := &marks[i]
		name := names[mk.key()]
		var where, words []string
		for _, sp := range mk.spans {
			for _, piece := range lines(text, move(sp)) {
				where = append(where, fmt.Sprintf("%d %d", count(piece.Start), count(piece.End)))
				words = append(words, piece.In(text))
			}
		}
		if len(where) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\t%s %s\t%s\n", name, mk.kind, strings.Join(where, ";"), strings.Join(words, " "))
		note := mk.id
		for _, f := range mk.fields {
			if f.key == "stance" {
				attributes++
				fmt.Fprintf(w, "A%d\tStance %s %v\n", attributes, name, f.value)
				continue
			}
			note += "; " + f.key + ": " + oneLine(table.CellText(f.value))
		}
		notes++
		fmt.Fprintf(w, "#%d\tAnnotatorNotes %s\t%s\n", notes, name, note)
		for _, p := range mk.points {
			relations++
			if _, err := fmt.Fprintf(w, "R%d\t%s Arg1:%s Arg2:%s\n", relations, p.as, name, names[p.to]); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines cuts a span where lines end, since brat has a fragment on each of them.
func lines(text string, sp assay.Span) (pieces []assay.Span) {
	from := sp.Start
	cut := func(to int32) {
		for from < to && unicode.IsSpace(rune(text[from])) {
			from++
		}
		end := to
		for end > from && text[end-1] < 0x80 && unicode.IsSpace(rune(text[end-1])) {
			end--
		}
		if end > from {
			pieces = append(pieces, assay.Span{Start: from, End: end})
		}
		from = to
	}
	for i := sp.Start; i < sp.End; i++ {
		if text[i] == '\n' || text[i] == '\r' {
			cut(i)
		}
	}
	cut(sp.End)
	return pieces
}
