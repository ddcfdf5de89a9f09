package page

import (
	"strconv"
	"strings"

	"assay"
	"assay/screen"
)

// The most sources whose words the page shows of many reports, and claims of each; the
// rows of the reports have all.
const (
	mostSources = 60
	mostClaims  = 3
)

// A voices section says who said what.
type voices struct {
	Claims, Sources string
	Rows            []voiceRow
	Others          []pageRef // of those whose words are not shown here
	Few             bool      // all claims are shown
}

type voiceRow struct {
	Name, Told string
	Said       []voiceSaid
	More       []pageRef
	Rest       int // claims that are only in the rows of the reports
}

type voiceSaid struct {
	Stance, Words, Outlet, At, Href string
	Marked                          bool
}

// voices lists the claims by source; nil where there are none.
func (s *Parts) voices() *voices {
	list, claims := s.Speakers()
	if claims == 0 {
		return nil
	}
	v := &voices{Claims: screen.Plural(claims, "claim"), Sources: screen.Plural(len(list), "source"), Few: s.Few()}
	for k, sp := range list {
		if k >= mostSources && !v.Few {
			name := sp.Name
			if n := len(sp.Claims); n > 1 {
				name += " (" + strconv.Itoa(n) + ")"
			}
			v.Others = append(v.Others, pageRef{s.to.Row(sp.Claims[0].Report, claimNo(sp.Claims[0])), name})
			continue
		}
		v.Rows = append(v.Rows, s.voiceRow(sp))
	}
	return v
}

func (s *Parts) voiceRow(sp *screen.Speaker) voiceRow {
	row := voiceRow{Name: sp.Name}
	if n := len(sp.Claims); n > 1 {
		row.Told = screen.Plural(n, "claim")
	}
	if sp.Reports > 1 {
		row.Told += " in " + screen.Plural(sp.Reports, "report")
	}
	first := sp.Telling()
	show := []screen.Said{first}
	said := map[string]bool{s.Telling(first): true}
	for _, x := range sp.Claims {
		if words := s.Telling(x); x != first && !said[words] { // a scrape of the same says it again
			said[words] = true
			show = append(show, x)
		}
	}
	for k, x := range show {
		const links = 12
		switch at := x.Report.At(s.TellingSpan(x)); {
		case k < mostClaims:
			said := voiceSaid{Words: screen.Limit(s.Telling(x), 150), At: at, Href: s.to.Entry(x.Report, claimNo(x))}
			if st := x.Stance(); st != assay.Asserts {
				said.Stance, said.Marked = st.String(), true
			}
			if outlet := screen.Outlet(x.Report); s.outlets > 1 && !strings.Contains(sp.Name, outlet) {
				said.Outlet = outlet
			}
			row.Said = append(row.Said, said)
		case k < mostClaims+links:
			row.More = append(row.More, pageRef{s.to.Row(x.Report, claimNo(x)), at})
		default:
			row.Rest++
		}
	}
	return row
}

func claimNo(x screen.Said) string { return "c" + strconv.Itoa(x.Index+1) }
