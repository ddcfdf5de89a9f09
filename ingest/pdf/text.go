package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/trail"
)

// A writer puts rows together to a text: a space for a line that goes on in the next, a
// line end where a word was cut (package view joins it), an empty line between
// paragraphs and between rows of a table, whose cells tabs part.
type writer struct {
	raw  []byte
	body int // the size of most letters
	text trail.Text
	last row // that was written
}

// flow writes what is read from the first row to the last.
func (w *writer) flow(flow []piece) {
	list := rows(flow)
	m := measures(list)
	m.body = w.body
	for i, r := range list {
		at := r.pieces[0].from
		switch {
		case len(w.text.Bytes) == 0:
		case i == 0: // a column or a page ends, and perhaps no sentence
			if !w.goesOn(r) || r.cells() || w.last.cells() {
				w.text.Add("\n\n", max(0, at-2))
			} else {
				w.join(at)
			}
		case m.parts(list[i-1], r, w.raw):
			w.text.Add("\n\n", max(0, at-2))
		default:
			w.join(at)
		}
		for k, p := range r.pieces {
			if k > 0 {
				between := " "
				if wideGap(r.pieces[k-1], p) {
					between = "\t"
				}
				w.text.Add(between, p.from-1)
			}
			w.text.Add(string(w.raw[p.from:p.to]), p.from)
		}
		w.last = r
	}
}

// join goes on in the paragraph, with what starts at at.
func (w *writer) join(at int) {
	done := w.text.Bytes
	before, _ := utf8.DecodeLastRune(done[:len(done)-1])
	next, _ := utf8.DecodeRune(w.raw[at:])
	switch {
	case done[len(done)-1] != '-' || !unicode.IsLetter(before) && !unicode.IsDigit(before):
		w.text.Add(" ", at-1)
	case unicode.IsDigit(next):
	default:
		w.text.Add("\n", at-1)
	}
}

// goesOn reports whether the sentence that was last written goes on in r.
func (w *writer) goesOn(r row) bool {
	done := strings.TrimRight(string(w.text.Bytes[max(0, len(w.text.Bytes)-8):]), "\"')]”’»")
	next, _ := utf8.DecodeRune(w.raw[r.pieces[0].from:])
	return !strings.ContainsAny(done[max(0, len(done)-1):], ".!?:;…") && unicode.IsLower(next) && similar(w.last.size, r.size)
}

// bodySize is the size that most letters have.
func bodySize(pages []sheet) (size int) {
	count := map[int]int{}
	for _, pg := range pages {
		for _, p := range pg.pieces {
			count[p.size] += p.chars
		}
	}
	for s, n := range count {
		if n > count[size] || n == count[size] && s < size {
			size = s
		}
	}
	return size
}

func similar(a, b int) bool { return 8*abs(a-b) <= max(a, b) }

// A measure is how the rows of a flow are set.
type measure struct{ left, right, pitch, body int }

func measures(list []row) (m measure) {
	var lefts, rights, pitches []int
	for i, r := range list {
		lefts, rights = append(lefts, r.x0), append(rights, r.x1)
		if i > 0 && similar(list[i-1].size, r.size) && list[i-1].y > r.y {
			pitches = append(pitches, list[i-1].y-r.y)
		}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	slices.Sort(pitches)
	m.left, m.right = lefts[len(lefts)/4], rights[len(rights)*9/10]
	if len(pitches) > 0 {
		m.pitch = pitches[len(pitches)/3] // lines that paragraphs part are fewer
	}
	return m
}

// parts reports whether a paragraph ends between two rows.
func (m measure) parts(a, b row, raw []byte) bool {
	down := a.y - b.y
	// Had the next word had room in the line, it would stand there.
	full := a.x1+a.size/4+b.firstWord(raw) >= m.right-a.size || raw[a.pieces[len(a.pieces)-1].to-1] == '-'
	switch last := a.pieces[len(a.pieces)-1]; {
	case a.cells() && len(b.pieces) == 1 && abs(b.x0-last.x0) <= b.size/2 && 0 < down && down <= b.size*8/5: // the last cell goes on
		return false
	case a.cells() || b.cells():
		return true
	case down <= 0 || down > 3*max(a.size, b.size): // elsewhere
		return true
	case m.pitch > 0 && down > m.pitch*6/5 && down > m.pitch+a.size/5 && (down > a.size*3/2 || !m.heads(a.size)):
		return true
	case !similar(a.size, b.size) && (!full || m.heads(a.size) || m.heads(b.size)): // names of files are set in smaller letters
		return true
	case b.x0 > a.x0+b.size*7/10 && a.x0 <= m.left+a.size/2 && b.x0 < m.left+4*b.size && !listed(a, raw): // the first line of a paragraph
		return true
	case listed(b, raw):
		return true
	}
	return !full && !m.heads(a.size) // lines of a heading are not filled
}

// heads reports whether letters of a size make a heading.
func (m measure) heads(size int) bool { return size*20 > m.body*23 }

// listed reports whether a row begins as an item of a list does.
func listed(r row, raw []byte) bool {
	first, n := utf8.DecodeRune(raw[r.pieces[0].from:])
	return strings.ContainsRune("•●▪■◦‣–—*-·", first) && r.pieces[0].to-r.pieces[0].from == n ||
		strings.ContainsRune("•●▪■◦‣·", first)
}
