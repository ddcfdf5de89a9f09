// Package view shows a text as its readers look at it.
//
// A text as it was published holds characters that nobody sees (soft hyphens,
// zero-width spaces, marks of direction, a byte-order mark in the middle, the
// hidden bytes of a manifest), letters in two pieces (an n and a tilde), spaces
// that are no space, ligatures, and, where it came out of a PDF, words that a line
// end has cut or glued. None of them says anything, and each breaks a word in two
// for a program: "kil<soft hyphen>led" kills nobody. So that no reader has to know
// them, all read one view of the text, in which they are not there.
//
// The text itself stays as it is. In: a text. Out: a [View], which has the text to
// read and leads every span back to the bytes of the true one, so that what is
// shown is what stands there. A text that needs nothing is its own view, found out
// in one fast scan. [Doc] and [View.Back] do the same for all spans of a Doc.
//
// What is changed: see unseen, spaces and alike in chars.go, norm.go for letters
// in pieces, words.go for words cut and glued. The package does not judge spelling
// and mends no error that a person made.
package view

import (
	"sort"

	"assay"
)

// A View is a text as it is read. The zero View is that of the empty text.
type View struct {
	Text  string
	steps [][]edit // each from the outcome of the one before, the first from the true text
}

// An edit says that bytes [view, viewEnd) of what came out stand for bytes [text,
// textEnd) of what came in. One side may be empty. Between two edits both advance
// together.
type edit struct{ view, viewEnd, text, textEnd int32 }

// Of returns the view of text.
func Of(text string) View {
	v := characters(text)
	v.step(mended)
	return v
}

// Quick returns the view of text in which, of the words that a PDF has cut or
// glued, only those are mended that were cut at the end of a line. To look up every
// word costs more than to compare texts word by word, as package copies does.
func Quick(text string) View {
	if text == "" {
		return View{}
	}
	v := characters(text)
	v.step(lineEnds)
	return v
}

func characters(text string) View {
	v := View{Text: text}
	v.step(seen)
	v.step(tabs)
	v.step(composed)
	return v
}

// step applies one kind of change.
func (v *View) step(change func(text string) (string, []edit)) {
	out, edits := change(v.Text)
	if len(edits) > 0 {
		v.Text, v.steps = out, append(v.steps, edits)
	}
}

// Plain reports whether the view is the text itself.
func (v *View) Plain() bool { return len(v.steps) == 0 }

// Back returns the span of the true text for one of the view: from the first byte
// of its first character to behind the last byte of its last one, so that what is
// not seen is left out at both edges. The zero span stays zero; the order of spans
// stays as it is.
func (v *View) Back(sp assay.Span) assay.Span {
	for k := len(v.steps) - 1; k >= 0; k-- {
		sp = moved(sp, v.steps[k], func(e edit) edit { return e })
	}
	return sp
}

// Span returns the span of the view for one of the true text. It undoes Back.
func (v *View) Span(sp assay.Span) assay.Span {
	for _, edits := range v.steps {
		sp = moved(sp, edits, func(e edit) edit { return edit{e.text, e.textEnd, e.view, e.viewEnd} })
	}
	return sp
}

// moved returns where sp lies on the other side of edits. Turned gives an edit
// with the side that sp is on first.
func moved(sp assay.Span, edits []edit, turned func(edit) edit) assay.Span {
	if sp.IsZero() {
		return sp
	}
	// The last edit that begins at the start or before it: what is not seen there
	// is passed over.
	start := sp.Start
	if k := sort.Search(len(edits), func(k int) bool { return turned(edits[k]).view > sp.Start }); k > 0 {
		if e := turned(edits[k-1]); sp.Start < e.viewEnd {
			start = e.text
		} else {
			start = e.textEnd + sp.Start - e.viewEnd
		}
	}
	if sp.Start == sp.End {
		return assay.Span{Start: start, End: start}
	}
	// The last edit that begins before the end.
	end := sp.End
	if k := sort.Search(len(edits), func(k int) bool { return turned(edits[k]).view >= sp.End }); k > 0 {
		e := turned(edits[k-1])
		end = e.textEnd + max(0, sp.End-e.viewEnd)
	}
	return assay.Span{Start: start, End: max(start, end)}
}

// A writer makes a text out of another, and notes where they differ.
type writer struct {
	in    string
	done  int // bytes of in that are in out
	out   []byte
	edits []edit
}

// replace puts s in place of in[from:to]. Calls come in the order of the text.
func (w *writer) replace(from, to int, s string) {
	if w.out == nil {
		w.out = make([]byte, 0, len(w.in)+len(s))
	}
	w.out = append(w.out, w.in[w.done:from]...)
	at := int32(len(w.out))
	w.out = append(w.out, s...)
	w.done = to
	if k := len(w.edits) - 1; k >= 0 && s == "" && w.edits[k].viewEnd == w.edits[k].view && w.edits[k].textEnd == int32(from) {
		w.edits[k].textEnd = int32(to)
		return
	}
	w.edits = append(w.edits, edit{at, int32(len(w.out)), int32(from), int32(to)})
}

func (w *writer) close() (string, []edit) {
	if len(w.edits) == 0 {
		return w.in, nil
	}
	return string(append(w.out, w.in[w.done:]...)), w.edits
}
