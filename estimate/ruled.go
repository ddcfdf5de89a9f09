package estimate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay"
)

// Fields are the names of the numbers of an estimate that a person may set, in the order
// of the constants [Low], [Best] and [High].
var Fields = [High + 1]string(strings.Fields("low best high"))

// Nothing is what a person sets a field to that is not known.
const Nothing = "none"

// Number returns the number that a person set a field to.
func Number(value string) (assay.Amount, error) {
	if value == Nothing {
		return assay.Amount{}, nil
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || n < 0 || n > 1e15 {
		return assay.Amount{}, fmt.Errorf("%w: %q", assay.ErrInvalid, value)
	}
	return assay.Known(n), nil
}

// Overrule puts the numbers that persons set (est.Ruled) in the place of those that the
// rule has chosen, whatever the rule. Of a number that was set twice the last word holds.
func Overrule(est *assay.Estimate) {
	if !Overruled(est) {
		return
	}
	was := [...]assay.Amount{Low: est.Low, Best: est.Best, High: est.High}
	now, said := was, [len(was)]bool{}
	for _, r := range est.Ruled {
		at := slices.Index(Fields[:], r.Field)
		if n, err := Number(r.Theirs); r.Verb == assay.VerbSet && at >= 0 && err == nil {
			now[at], said[at] = n, true
		}
	}
	now, _ = Agree(now, was, said)
	est.Low, est.Best, est.High = now[Low], now[Best], now[High]
}

// Overruled reports whether a person set one of the numbers of an estimate.
func Overruled(est *assay.Estimate) bool {
	return slices.ContainsFunc(est.Ruled, func(r assay.Ruled) bool { return r.Verb == assay.VerbSet })
}

// Agree makes low, best and high agree where some of them were set: those that were not
// make room, and an end that was the best number goes with it. It reports whether they can.
func Agree(n, was [3]assay.Amount, said [3]bool) ([3]assay.Amount, bool) {
	if said[Best] {
		if !said[Low] && (was[Low] == was[Best] || beyond(n[Low], n[Best])) {
			n[Low] = n[Best]
		}
		if !said[High] && (was[High] == was[Best] || beyond(n[Best], n[High])) {
			n[High] = n[Best]
		}
	} else if beyond(n[Low], n[Best]) || beyond(n[Best], n[High]) {
		n[Best] = assay.Amount{}
	}
	if beyond(n[Low], n[High]) && !said[High] {
		n[High] = n[Low]
	}
	if beyond(n[Low], n[High]) && !said[Low] {
		n[Low] = n[High]
	}
	return n, !beyond(n[Low], n[Best]) && !beyond(n[Best], n[High]) && !beyond(n[Low], n[High])
}
