package estimate

import (
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/occurrence"
)

// TestCoupled counts the events of which the estimates hang on those of another, since a report
// tells of both: so few that one may be made again without most others.
func TestCoupled(t *testing.T) {
	for _, kind := range []string{"tell", "misread"} {
		var docs []*assay.Doc
		var stories []assay.Story
		if kind == "tell" {
			w := workload.Tell(1500, 7)
			docs, stories = w.Docs, w.Stories
		} else {
			docs = workload.Misread(1000, 7).Docs
		}
		reports := ReadAll(docs)
		occ := occurrence.Among(tellings(reports), stories)
		mk := newMaking(reports, stories, occ, Options{})
		mk.mention()
		mk.make()
		all, groups := mk.all, mk.groups
		events := map[assay.ReportID]map[string]bool{}
		ev := map[*reading]string{}
		for _, g := range groups {
			for _, i := range g.members {
				if events[all[i].report] == nil {
					events[all[i].report] = map[string]bool{}
				}
				events[all[i].report][g.event] = true
				ev[all[i].reading] = g.event
			}
		}
		many := 0
		for _, m := range events {
			if len(m) > 1 {
				many++
			}
		}
		st := mk.settled
		parent := map[string]string{}
		find := func(s string) string {
			for parent[s] != "" {
				s = parent[s]
			}
			return s
		}
		join := func(a, b string) {
			if a, b = find(a), find(b); a != b {
				parent[a] = b
			}
		}
		joined, under, whole := 0, 0, 0
		for _, g := range st.groups {
			for _, i := range g.members {
				if e, ok := ev[st.all[i].reading]; ok && e != g.event {
					joined++
					join(e, g.event)
				}
			}
		}
		for g, w := range st.under {
			if w >= 0 && st.groups[g].event != st.groups[w].event {
				under++
				join(st.groups[g].event, st.groups[w].event)
			}
		}
		for g, w := range wholes(st.all, st.groups, nil) {
			if w >= 0 && st.groups[g].event != st.groups[w].event {
				whole++
				join(st.groups[g].event, st.groups[w].event)
			}
		}
		size := map[string]int{}
		largest, coupled := 0, 0
		for i := range occ {
			size[find(occ[i].ID)]++
		}
		for _, n := range size {
			largest = max(largest, n)
			if n > 1 {
				coupled += n
			}
		}
		t.Logf("%s: %d reports, %d with figures of several events; of %d events %d hang together, at most %d; %d figures of another event, %d parts under its toll, %d under its whole",
			kind, len(reports), many, len(occ), coupled, largest, joined, under, whole)
		if 20*coupled > len(occ) || largest > 4 {
			t.Errorf("%s: %d of %d events hang together, up to %d", kind, coupled, len(occ), largest)
		}
	}
}
