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

// name gives each estimate its id; groups are those that they were made of.
func name(all []mention, groups []figureGroup, ests []assay.Estimate) {
	sums := make([]assay.ReportID, len(ests)) // hashes like those of reports
	alike := map[assay.ReportID]int{}
	for i := range ests {
		q := &ests[i].Question
		sums[i] = digest(all, groups[i], &ests[i], q.Place == "" || q.Begin.IsZero())
		alike[sums[i]]++
	}
	for i := range ests {
		if alike[sums[i]] > 1 {
			sums[i] = digest(all, groups[i], &ests[i], true)
		}
	}
	for i, short := range assay.Shorts(sums) {
		ests[i].ID = "est" + short
	}
}
