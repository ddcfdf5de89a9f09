package figure

import (
	_ "embed" // what the likelihoods are worth
	"encoding/json"
	"sync"

	"assay"
)

//go:embed chances.json
var chancesFile []byte

// A scale makes of a likelihood that of being right, as it was found on reports of which
// nothing was learnt: what knots become, and on straight lines between them. No exponential
// is worked out here, since processors differ in its last digits.
// internal/train/figure/calibrate.py fits it (Platt, Probabilistic Outputs for Support
// Vector Machines, 1999).
type scale [][2]float64

// scales are those of the two readers, by field; "row" is for all fields together.
var scales = sync.OnceValues(func() (s struct{ Careful, Fast map[string]scale }, err error) {
	err = json.Unmarshal(chancesFile, &s)
	return s, err
})

func (s scale) of(p float64) float64 {
	for i := 1; i < len(s); i++ {
		if a, b := s[i-1], s[i]; p <= b[0] {
			share := (p - a[0]) / (b[0] - a[0])
			return a[1] + float64(share*(b[1]-a[1]))
		}
	}
	return p
}

// settle puts the likelihoods of a figure to what they are worth, and says how likely all
// of it is right, who says so included.
func (r *reader) settle(fig *assay.Figure) {
	c := &fig.Chances
	for _, field := range []struct {
		name string
		p    *float64
	}{{"figure", &c.Figure}, {"action", &c.Action}, {"places", &c.Places}, {"country", &c.Countries}, {"time", &c.Time}, {"days", &c.Days}} {
		*field.p = r.scales[field.name].of(*field.p)
	}
	all := c.Figure * c.Action * c.Places * c.Time
	if cl := fig.Claim.In(r.Doc.Claims); cl != nil {
		all *= cl.Confidence
	}
	fig.Confidence = r.scales["row"].of(all)
}
