package assay

import (
	"fmt"
	"unicode/utf8"
)

// A Span is the half-open range of bytes [Start, End) of a Report's Text.
type Span struct {
	Start, End int32
}

// Len returns the number of bytes in s.
func (s Span) Len() int { return int(s.End - s.Start) }

// IsZero reports whether s is the zero Span, which marks "not in the text".
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Shared returns how many bytes lie in both of two lists of spans, each in text order
// and of spans that do not overlap.
func Shared(a, b []Span) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		n += max(0, int(min(a[0].End, b[0].End)-max(a[0].Start, b[0].Start)))
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

// In returns the characters of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Check reports a span that is out of text or splits a character.
func (s Span) Check(text string) error {
	switch {
	case s.Start < 0 || s.End < s.Start || int(s.End) > len(text):
		return fmt.Errorf("%w: span %v outside text of %d bytes", ErrInvalid, s, len(text))
	case !boundary(text, s.Start) || !boundary(text, s.End):
		return fmt.Errorf("%w: span %v splits a character", ErrInvalid, s)
	}
	return nil
}

func boundary(text string, i int32) bool {
	return int(i) == len(text) || utf8.RuneStart(text[i])
}

func (s Span) String() string { return fmt.Sprintf("%d:%d", s.Start, s.End) }

// A Ref points to an element of one of a Doc's lists.
// The zero Ref points to nothing.
type Ref[T any] struct{ n uint32 }

// RefTo returns a Ref to element i.
func RefTo[T any](i int) Ref[T] { return Ref[T]{uint32(i) + 1} }

// In returns the element of list that r points to, or nil.
func (r Ref[T]) In(list []T) *T {
	if r.n == 0 {
		return nil
	}
	return &list[r.n-1]
}

// IsZero reports whether r points to nothing.
func (r Ref[T]) IsZero() bool { return r.n == 0 }

// Index returns the position in its list of what r points to, and whether it
// points to anything.
func (r Ref[T]) Index() (int, bool) { return int(r.n) - 1, r.n != 0 }
