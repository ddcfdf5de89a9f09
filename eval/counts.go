package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Measures are scores by name: fractions of 1, and span_errors, a count.
type Measures map[string]float64

// A hits counts what precision and recall stand on.
type hits struct{ right, pred, gold int }

// A ratio is n of so many.
type ratio struct{ n, of int }

// counts are what the measures of a report, or of several together, are made of.
type counts struct {
	badSpans int
	found    map[string]hits
	right    map[string]ratio
	rows     []Judged
}

// A Judged row has what the reader thought of it, and whether it is right.
type Judged struct {
	Confidence    float64            `json:"confidence"`
	Probabilities map[string]float64 `json:"probabilities,omitempty"`
	Row           bool               `json:"row"`   // all fields are right, but for country and days
	Right         map[string]bool    `json:"right"` // by field; "figure": it is one
}

func newCounts() counts { return counts{found: map[string]hits{}, right: map[string]ratio{}} }

// add adds a report as the published scorer of many reports (rows.py) does: a list in
// which nothing was to be found does not count, and where nothing of it was found, what
// was read instead does not either.
func (c *counts) add(one counts) {
	c.badSpans += one.badSpans
	c.rows = append(c.rows, one.rows...)
	for name, h := range one.found {
		of := name
		switch name {
		case "row", "full_row":
			of = "figure"
			fallthrough
		case "claim", "figure", "movement", "event":
			if h.gold == 0 {
				continue
			}
			if one.found[of].right == 0 {
				h.pred = 0
			}
		}
		sum := c.found[name]
		c.found[name] = hits{sum.right + h.right, sum.pred + h.pred, sum.gold + h.gold}
	}
	for name, r := range one.right {
		sum := c.right[name]
		c.right[name] = ratio{sum.n + r.n, sum.of + r.of}
	}
}

// measures returns the measures of the published scorer, by its names.
func (c *counts) measures() Measures {
	m := Measures{"span_errors": float64(c.badSpans)}
	for name, h := range c.found {
		p, r, f := prf(h.right, h.pred, h.gold)
		m[name+"_f1"] = f
		switch name {
		case "claim", "figure", "movement", "event":
			m[name+"_p"], m[name+"_r"] = p, r
		case "stance_marked":
			if h.gold == 0 {
				m[name+"_f1"] = 1
			}
		case "layout":
			m[name+"_r"] = r
		}
	}
	for name, r := range c.right {
		otherwise := 0.0
		switch name {
		case "source_acc", "source_name_acc", "kind_acc", "stance_acc", "content_exact":
			otherwise = 1 // of no claim all are right
		}
		m[name] = share(r.n, r.of, otherwise)
	}
	return m
}

// pooled returns the measures of several reports together: also precision and recall of
// rows, and fields of the figures found, not of all.
func (c *counts) pooled() (Measures, map[string][2]int) {
	_, of := c.ratios()
	m := c.measures()
	figures := c.found["figure"].right
	for _, name := range []string{"bound", "unit", "action", "figure_place", "figure_time", "figure_claim"} {
		if figures > 0 {
			n := c.right[name+"_acc"].n
			m[name+"_of_found"], of[name+"_of_found"] = float64(n)/float64(figures), [2]int{n, figures}
		}
	}
	for _, name := range []string{"row", "full_row"} {
		if h, ok := c.found[name]; ok {
			m[name+"_p"], m[name+"_r"], _ = prf(h.right, h.pred, h.gold)
			of[name+"_p"], of[name+"_r"] = [2]int{h.right, h.pred}, [2]int{h.right, h.gold}
		}
	}
	if len(c.rows) > 0 {
		m["row_confidence_error"] = calibration(c.rows, m, of)
		n := surest(c.rows)
		m["row_sure"], of["row_sure"] = float64(n)/float64(len(c.rows)), [2]int{n, len(c.rows)}
	}
	return m, of
}

// calibration returns the expected calibration error (Naeini et al. 2015): how far the
// share of right rows lies from the mean confidence, over ten bins of it, weighted by how
// many rows each holds. The share of each bin is put down as row_right_at_0.9 and so on.
func calibration(rows []Judged, m Measures, of map[string][2]int) (miss float64) {
	var sum [10]float64
	var right, n [10]int
	for _, r := range rows {
		b := min(9, int(10*r.Confidence))
		sum[b] += r.Confidence
		n[b]++
		right[b] += count(r.Row)
	}
	for b := range n {
		if n[b] == 0 {
			continue
		}
		name := fmt.Sprintf("row_right_at_0.%d", b)
		m[name], of[name] = float64(right[b])/float64(n[b]), [2]int{right[b], n[b]}
		miss += math.Abs(float64(right[b])-sum[b]) / float64(len(rows))
	}
	return miss
}

// surest returns how many rows can be taken, the surest first, of which 95 in a hundred
// are right.
func surest(rows []Judged) (most int) {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Judged) int { return cmp.Compare(b.Confidence, a.Confidence) })
	right := 0
	for i, r := range rows {
		right += count(r.Row)
		if 20*right >= 19*(i+1) && (i+1 == len(rows) || rows[i+1].Confidence < r.Confidence) {
			most = i + 1
		}
	}
	return most
}

// ratios returns what is counted as n of so many.
func (c *counts) ratios() (Measures, map[string][2]int) {
	m, of := Measures{}, map[string][2]int{}
	for name, r := range c.right {
		m[name], of[name] = share(r.n, r.of, 0), [2]int{r.n, r.of}
	}
	return m, of
}
