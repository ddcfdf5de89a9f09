package assay

import (
	"bytes"
	"encoding/hex"
	"slices"
)

// Ids that last. A report's id is a hash of its bytes. What is made of reports
// has its id from what makes it: it stays when other reports come, and is the
// same in every ledger that holds the same reports.

// Short returns the first 8 hex digits of id, or as many more, four at a time, as
// it takes to tell it from others; id itself may be among them. In a ledger of
// ten thousand reports one of a hundred has two that share 8 digits; both get 12
// then, and the older one's id grows by that.
func (id ReportID) Short(others ...ReportID) string {
	n := 4 // bytes
	for _, other := range others {
		if other == id {
			continue
		}
		for n < len(id) && bytes.Equal(other[:n], id[:n]) {
			n += 2
		}
	}
	return hex.EncodeToString(id[:n])
}

// Shorts returns the [ReportID.Short] of each of ids among all of them, for ids
// of reports and for other hashes like them.
func Shorts(ids []ReportID) []string {
	compare := func(a, b ReportID) int { return bytes.Compare(a[:], b[:]) }
	sorted := slices.SortedFunc(slices.Values(ids), compare)
	short := make([]string, len(ids))
	for i, id := range ids {
		// Those that are most like it stand beside it.
		at, _ := slices.BinarySearchFunc(sorted, id, compare)
		end := at
		for end < len(sorted) && sorted[end] == id {
			end++
		}
		short[i] = id.Short(sorted[max(0, at-1):min(len(sorted), end+1)]...)
	}
	return short
}

// StoryID returns the id of the story that has its name from a report: "st" and
// the [ReportID.Short] of the one that appeared first, which reports that come
// later leave in its place; of several of one day, or where no day is known, of
// the one with the smallest id.
func StoryID(named ReportID, others ...ReportID) string { return "st" + named.Short(others...) }
