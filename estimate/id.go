package estimate

import (
	"crypto/sha256"
	"fmt"
	"time"

	"assay"
)

// An estimate has its id from what its question asks, so that it stays when
// other reports come: from all that the figures of a question must agree on. A
// question that names no place or no time may be asked of many things; it has
// its id from its first figure too, and so have questions that are alike in all
// that is known of them.

// digest hashes a question; first tells whether with its first figure.
func digest(all []mention, g figureGroup, est *assay.Estimate, first bool) (sum [sha256.Size]byte) {
	q, m := &est.Question, &all[g.members[0]]
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s\x00%s\x00", q.Action, q.Counted, q.Unit, q.Place, q.Begin.UTC().Format(time.RFC3339), q.End.UTC().Format(time.RFC3339))
	fmt.Fprintf(h, "%s\x00%s\x00%t\x00%t\x00%t\x00", m.figure.Per, m.figure.Total, m.window, m.share, m.step)
	if first {
		e := &est.Series[0].Evidence
		fmt.Fprintf(h, "%x\x00%d", e.Report, e.Span.Start)
	}
	h.Sum(sum[:0])
	return sum
}

// sumsOf returns of each estimate a hash that is the same for those that ask alike, and its
// own; groups are those that they were made of.
func sumsOf(all []mention, groups []figureGroup, ests []assay.Estimate) [][3]assay.ReportID {
	sums := make([][3]assay.ReportID, len(ests)) // hashes like those of reports
	for i := range ests {
		q := &ests[i].Question
		sums[i][0], sums[i][1] = digest(all, groups[i], &ests[i], q.Place == "" || q.Begin.IsZero()), digest(all, groups[i], &ests[i], true)
	}
	return sums
}

// name gives each estimate its id, and tells it that of its whole. Alike says how many others
// ask alike, and shorts what hashes are shortened to.
func (mk *making) name(others func(alike assay.ReportID) int, shorts func([]assay.ReportID) []string) {
	alike := map[assay.ReportID]int{}
	for i := range mk.sums {
		alike[mk.sums[i][0]]++
	}
	sums := make([]assay.ReportID, len(mk.sums))
	for i := range mk.sums {
		s := &mk.sums[i]
		n := alike[s[0]]
		if others != nil {
			n += others(s[0])
		}
		if s[2] = s[0]; n > 1 {
			s[2] = s[1]
		}
		sums[i] = s[2]
	}
	for i, short := range shorts(sums) {
		mk.out[i].ID = "est" + short
	}
	for i, w := range mk.of {
		if w >= 0 {
			mk.out[i].Of = mk.out[w].ID
		}
	}
}
