package place

import (
	"reflect"

	"assay"
)

// Weights lets tests try other weights than the default ones.
type Weights = weights

// Defaults returns the weights in use.
func Defaults() Weights { return defaults() }

// WeightNames names the weights, in the order of Fields.
func WeightNames() (names []string) {
	t := reflect.TypeFor[weights]()
	for i := range t.NumField() {
		names = append(names, t.Field(i).Name)
	}
	return names
}

// A Ranking is a text whose names have been looked up, to be resolved with
// different weights.
type Ranking struct {
	text string
	ms   []mention
}

// NewRanking looks names up.
func NewRanking(text string, names []assay.Span) *Ranking {
	return &Ranking{text, lookedUp(text, names, nil)}
}

// Resolve resolves the names.
func (r *Ranking) Resolve(w Weights) []assay.Place {
	ms := append([]mention(nil), r.ms...)
	resolve(r.text, ms, nil, "", w)
	list := make([]assay.Place, len(ms))
	for i := range ms {
		list[i] = ms[i].place()
	}
	return list
}

// Fields returns the weights as a list that can be changed.
func (w *weights) Fields() []*float64 {
	return []*float64{&w.people, &w.state, &w.region, &w.capital, &w.admin1, &w.admin2, &w.water, &w.alt, &w.loose, &w.generic,
		&w.within, &w.near, &w.home, &w.country, &w.division, &w.open, &w.distance, &w.reach, &w.wanted,
		&w.strong, &w.known, &w.second, &w.inner, &w.fame, &w.unlisted, &w.said, &w.beside, &w.nation, &w.temperature, &w.doubt, &w.least}
}
