package mirror

import (
	"math"
	"slices"

	"assay"
)

// may reports whether two rows may tell of one thing at all: not in two countries, nor with
// more than some days between them.
func may(a, b *side) bool {
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return false
	}
	return a.Begin.IsZero() || b.Begin.IsZero() || gap(a, b) <= mostDays
}

// score says what speaks for two rows telling of one thing, of 100: the place 40, the days
// 30, the number 20, the type 10. docs/exports.md has the table.
func score(a, b *side) int {
	return scorePlace(a, b) + scoreDays(a, b) + scoreNumber(a, b) + scoreType(a, b)
}

func scorePlace(a, b *side) int {
	if a.value("place") == "" && b.value("place") == "" {
		switch {
		case a.division.Name != "" && a.division.Same(b.division):
			return 40
		case a.Country != "" && a.Country == b.Country:
			return 20
		}
		return 10
	}
	v, km := judgePlace(a, b)
	switch {
	case v == Same:
		return 40
	case a.wide() || b.wide():
		if a.Country != "" && a.Country == b.Country {
			return 20
		}
		return 10
	case v == Fits:
		return 30
	case km > 0 && km <= 25:
		return 30
	case km > 0 && km <= 100:
		return 15
	}
	return 0
}

func scoreDays(a, b *side) int {
	if a.Begin.IsZero() || b.Begin.IsZero() {
		return 5
	}
	n := gap(a, b)
	switch {
	case n > 0:
		return max(0, 15-2*n)
	case a.Begin.Equal(b.Begin) && a.End.Equal(b.End):
		return 30
	}
	return 25
}

func scoreNumber(a, b *side) int {
	x, ok := a.any().Number()
	y, ok2 := b.any().Number()
	switch {
	case !ok || !ok2:
		return 5
	case x == y:
		return 20
	case fitsBounds(b.any(), a) || fitsBounds(a.any(), b):
		return 15
	}
	switch ratio := math.Min(x, y) / math.Max(x, y); {
	case ratio >= .8:
		return 12
	case ratio >= .5:
		return 6
	}
	return 0
}

// any is the best number, or else the lower, or else the upper one.
func (s *side) any() assay.Amount {
	for _, n := range [...]assay.Amount{s.Best, s.Low, s.High} {
		if n.IsKnown() {
			return n
		}
	}
	return assay.Amount{}
}

func scoreType(a, b *side) int {
	known := func(t string) bool { return t != "" }
	switch {
	case !slices.ContainsFunc(a.types, known) || !slices.ContainsFunc(b.types, known):
		return 5
	case judgeTypes(a, b) == Differs:
		return 0
	}
	return 10
}

// alike counts of what the score does not count how much is the same.
func alike(a, b *side) (n int) {
	for _, f := range [...]Field{namesField("", a.Sources, b.Sources), namesField("", a.SideA, b.SideA), namesField("", a.SideB, b.SideB)} {
		n += 4 * f.Verdict.worth()
	}
	for _, v := range [...][2]assay.Amount{{a.Low, b.Low}, {a.Best, b.Best}, {a.High, b.High}} {
		if v[0] == v[1] {
			n += 3
		}
	}
	if a.Place == b.Place {
		n++
	}
	for i := range a.Types {
		if a.Types[i] == b.Types[i] {
			n++
		}
	}
	return n
}
