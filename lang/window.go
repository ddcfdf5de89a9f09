package lang

import (
	"encoding/binary"

	"assay/lang/wordpiece"
)

// A window is a stretch of a report that is encoded together: the pieces of some
// paragraphs, one [SEP] behind each, and [CLS] before all.
type window struct {
	from, to int // words
	ids      []int32
	shapes   []uint8
	first    []int32 // of each word, the places of its first and last piece
	last     []int32
}

// key is what two windows share if they are encoded alike: the pieces, their shapes,
// and which of them make up a word.
func (w *window) key() string {
	b := make([]byte, 0, 2+5*len(w.ids)+2*len(w.first))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(w.ids)))
	for i, id := range w.ids {
		b = binary.LittleEndian.AppendUint32(b, uint32(id))
		b = append(b, w.shapes[i])
	}
	for i, at := range w.first {
		b = append(b, byte(at), byte(w.last[i]))
	}
	return string(b)
}

// A layout puts the paragraphs of a report into windows.
type layout struct {
	cutter  *wordpiece.Cutter
	room    int // pieces of a window
	windows []window
	open    bool // the last window may take another paragraph
	words   int  // so far
}

// add lays out one more paragraph. Paragraphs that follow each other share a window as
// long as they fit, but for those that stand alone. A paragraph that is too long for a
// window of its own is cut where a sentence ends, at worst between words.
func (l *layout) add(p *Paragraph) {
	if p.Alone {
		l.open = false
	}
	if n := l.pieces(p.Sentences...); l.open && len(l.last().ids)+n+1 > l.room || 1+n+1 > l.room {
		l.open = false
	}
	for k, s := range p.Sentences {
		if l.open && k > 0 && len(l.last().ids)+l.pieces(s)+1 > l.room {
			l.end()
			l.open = false
		}
		for i := range s {
			ids, shape := l.cutter.Cut(s[i].Form)
			if l.open && len(l.last().ids)+len(ids)+1 > l.room { // a sentence that fills more than a window
				l.end()
				l.open = false
			}
			if !l.open {
				l.windows = append(l.windows, window{from: l.words, to: l.words, ids: []int32{wordpiece.Start}, shapes: []uint8{0}})
				l.open = true
			}
			w := l.last()
			w.first, w.last = append(w.first, int32(len(w.ids))), append(w.last, int32(len(w.ids)+len(ids)-1))
			for _, id := range ids {
				w.ids, w.shapes = append(w.ids, id), append(w.shapes, shape)
			}
			l.words++
			w.to = l.words
		}
	}
	if l.open {
		l.end()
	}
	if p.Alone {
		l.open = false
	}
}

func (l *layout) last() *window { return &l.windows[len(l.windows)-1] }

// end puts [SEP] behind what stands in the last window, if something new does.
func (l *layout) end() {
	w := l.last()
	if w.ids[len(w.ids)-1] != wordpiece.End {
		w.ids, w.shapes = append(w.ids, wordpiece.End), append(w.shapes, 0)
	}
}

// pieces returns how many pieces the words of sentences have.
func (l *layout) pieces(sentences ...[]Word) (n int) {
	for _, s := range sentences {
		for i := range s {
			ids, _ := l.cutter.Cut(s[i].Form)
			n += len(ids)
		}
	}
	return n
}
