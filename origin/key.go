package origin

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"assay"
	"assay/lang/neural"
)

// What a pile says of a report's voices hangs on few things: what an acronym means, for whom
// somebody speaks, which outlets are in it, and what these say of a number. Each is known by a
// key, so that what one report asks of its pile and what another gives can be brought together
// without all the others. Ministries and ministers that quarrel are so few that all are known
// everywhere.

// A Key is what a report asks of its pile.
type Key struct {
	Kind byte   // one of those below
	Hash uint64 // of the kind and of what is asked
	Of   uint64 // of a number, the Hash of the outlet that is cited for it
}

// The kinds of a Key.
const (
	Acronym byte = 'b' // what it means
	Speaker byte = 's' // for whom he speaks
	Outlets byte = 'o' // whether it is in the pile
	Number  byte = 't' // who of an outlet gives it
)

func keyOf(kind byte, s string) Key {
	return Key{Kind: kind, Hash: neural.Mix(neural.Hash(s), uint64(kind))}
}

func (t cited) key() Key {
	k := keyOf(Number, t.String())
	k.Of = keyOf(Outlets, t.outlet).Hash
	return k
}

// A cited is a number that an outlet is cited for.
type cited struct {
	outlet string
	what   counted
	number assay.Amount
	vague  bool
}

func as(outlet string, fig *figure) cited { return cited{outlet, fig.counted, fig.core(), fig.vague} }

func (t cited) String() string {
	n := "?"
	if x, ok := t.number.Number(); ok {
		n = strconv.FormatFloat(x, 'g', -1, 64)
	}
	return fmt.Sprintf("%s\x00%+v\x00%s\x00%t", t.outlet, t.what, n, t.vague)
}

// ask notes what is asked for a report.
func (p *Pile) ask(report assay.ReportID, k Key) {
	if list := p.asked[report]; !slices.Contains(list, k) {
		p.asked[report] = append(list, k)
	}
}

// Asking is [Among], with what it asked of the pile for each report.
func Asking(list []*Report, stories []assay.Story, opt Options) *Pile {
	return among(list, stories, opt, &Pile{asked: make(map[assay.ReportID][]Key, len(list))})
}

// Asked returns what was asked of the pile for a report.
func (p *Pile) Asked(report assay.ReportID) []Key { return p.asked[report] }

// A Given is what a report gives its pile under a key.
type Given struct {
	Key  Key
	What uint64 // the same for what says the same
}

// Lessons returns what a report says of acronyms and of persons, whatever its pile.
func (r *Report) Lessons() (list []Given) {
	learnFrom(r, map[string]*Voice{}, func(of int, key string, v *Voice) {
		kind := [...]byte{Acronym, Speaker}[of]
		g := Given{keyOf(kind, key), neural.Hash(fmt.Sprintf("%s\x00%s\x00%t%t%t", v.Name, v.Party, v.person, v.office, v.bare))}
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	})
	return list
}

// Quarrels returns of which ministries a report says that they quarrel with their ministers.
func (r *Report) Quarrels() []string { return r.quarrels }

// Means says what a key of [Report.Lessons] means among reports.
func Means(key Key, list []*Report) string {
	reports := make([]report, len(list))
	for i, r := range list {
		reports[i] = report{Report: r}
	}
	n := learn(reports)
	for kind, names := range map[byte]map[string]*Voice{Acronym: n.bodies, Speaker: n.speakers} {
		for name, v := range names {
			if keyOf(kind, name) == key {
				return fmt.Sprintf("%+v", *v)
			}
		}
	}
	return ""
}

// An Outlet is one that a report is of, as others may cite it.
type Outlet struct {
	Key     Key      // by which it is asked for
	Name    string   // orders the names of one outlet: the first is what it is called
	Numbers []uint64 // the hashes of those that it may be cited for
}

// Outlets returns of which outlets a report is, in the story of an agency's text.
func (r *Report) Outlets(agency string, opt Options) (list []Outlet) {
	one := report{Report: r, outlet: opt.families().outlet(r, agency)}
	for _, v := range one.outlets() {
		o := Outlet{Key: keyOf(Outlets, v.Key), Name: v.Name + "\x00" + v.Family}
		for f := range r.figures {
			if k := as(v.Key, &r.figures[f]).key().Hash; !slices.Contains(o.Numbers, k) {
				o.Numbers = append(o.Numbers, k)
			}
		}
		list = append(list, o)
	}
	return list
}

// Week returns a number of the week in which a report appeared, 0 where that is not known. An
// outlet is cited for what it reports in this week and in the ones before and behind.
func (r *Report) Week() uint64 {
	if r.day.Day == 0 || r.day.Year == 0 {
		return 0
	}
	d := time.Date(r.day.Year, time.Month(r.day.Month), r.day.Day, 0, 0, 0, 0, time.UTC)
	return uint64(d.Unix()/86400+800000)/(week+1) + 1
}
