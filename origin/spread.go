package origin

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"assay"
	"assay/pack"
)

// What [Among] does with all reports at hand, in steps of which each looks at the reports that
// copies connect, at one name, one outlet or one number. Where a pile is on many machines, these
// steps are what its machines do (module beam), and what they find is the same.
//
// Reports teach what names mean ([Report.Teaches]) and look names up ([Report.LooksUp]); [Means]
// of what was taught of one is [Agreed]. With that a [Hearing] of connected reports is made. It
// says which outlets its reports are of and which they name; with the outlets that are in the
// pile it knows for which numbers they are cited ([Hearing.Follow]), and who of these is meant
// says [Chosen]. Chains of that are followed by others. What is at their ends the report there
// says ([Hearing.Says]), and with that all is known ([Hearing.Resolve], [PileOf]).

// A Name is what is looked up in a pile: an acronym, or for whom a person speaks.
type Name struct {
	Kind byte
	Key  string
}

// A Lesson is what a report says of a name.
type Lesson struct {
	Name
	Body []byte
}

// Teaches returns what a report says of names, each once.
func (r *Report) Teaches() (list []Lesson) {
	seen := map[string]bool{}
	learnFrom(r, map[string]*Voice{}, func(of int, key string, v *Voice) {
		l := Lesson{Name{[...]byte{Acronym, Speaker}[of], key}, pack.Bytes(v.code)}
		if at := string(rune(l.Kind)) + key + "\x00" + string(l.Body); !seen[at] {
			seen[at] = true
			list = append(list, l)
		}
	})
	return list
}

// LooksUp returns the names that are looked up to know who is behind the figures of a report.
func (r *Report) LooksUp() (list []Name) {
	add := func(k int) {
		if k < 0 {
			return
		}
		if kind, key := r.voices[k].asks(); key != "" && !slices.Contains(list, Name{kind, key}) {
			list = append(list, Name{kind, key})
		}
	}
	for i := range r.figures {
		add(r.figures[i].behind)
		add(r.figures[i].beside)
	}
	return list
}

// Agreed returns who is meant by a name, of which reports say what stands in list; nil if
// nobody, since they do not agree.
func Agreed(list [][]byte) ([]byte, error) {
	list = slices.Clone(list)
	slices.SortFunc(list, bytes.Compare)
	var heard []Voice
	for _, b := range slices.CompactFunc(list, bytes.Equal) {
		var v Voice
		if err := pack.Read(b, nil, v.code); err != nil {
			return nil, err
		}
		same := func(w Voice) bool {
			return v.Name == w.Name && v.Party == w.Party && v.person == w.person && v.office == w.office && v.bare == w.bare
		}
		if !slices.ContainsFunc(heard, same) {
			heard = append(heard, v)
		}
	}
	if len(heard) == 0 {
		return nil, nil
	}
	if v := agreed(map[string][]Voice{"": heard})[""]; v != nil {
		return pack.Bytes(v.code), nil
	}
	return nil, nil
}

// codeAll writes or reads all of a voice.
func (v *Voice) codeAll(c *pack.Coder) {
	v.code(c)
	for _, s := range [...]*string{&v.Key, &v.Family, &v.story, &v.house} {
		pack.Text(c, s)
	}
	c.Yes(&v.any)
}

// A Hearing is reports that copies connect, with what their pile says of the names in them.
type Hearing struct {
	pile     Pile
	reports  []report
	at       map[assay.ReportID]int
	families *Families
	citing   map[Figure]cited
}

// NewHearing hears reports, which are there with all that copies connect them with. Means are
// the names that they look up, as [Agreed]; quarrels those of [Report.Quarrels] of all reports.
func NewHearing(list []*Report, stories []assay.Story, means map[Name][]byte, quarrels []string, opt Options) (*Hearing, error) {
	h := &Hearing{families: opt.families(), at: map[assay.ReportID]int{}, citing: map[Figure]cited{}}
	known := &names{map[string]*Voice{}, map[string]*Voice{}, map[string]bool{}}
	for name, b := range means {
		v := &Voice{}
		if err := pack.Read(b, nil, v.code); err != nil {
			return nil, err
		}
		if name.Kind == Speaker {
			known.speakers[name.Key] = v
		} else {
			known.bodies[name.Key] = v
		}
	}
	for _, q := range quarrels {
		known.quarrels[q] = true
	}
	h.reports = inPile(list, stories, h.families)
	p := &h.pile
	p.clear(Copies(list, stories))
	for i := range h.reports {
		h.at[h.reports[i].ID] = i
		p.hear(&h.reports[i], known, h.families)
	}
	return h, nil
}

// Code writes or reads a figure.
func (f *Figure) Code(c *pack.Coder) {
	c.ID(&f.Report)
	pack.Integer(c, &f.Index)
}

// Outlets returns the own voices under which the reports may be cited, by their keys.
func (h *Hearing) Outlets() map[string][]byte {
	out := map[string][]byte{}
	for i := range h.reports {
		for _, v := range h.reports[i].outlets() {
			b := pack.Bytes(v.codeAll)
			if was := out[v.Key]; was == nil || SoonerOutlet(b, was) {
				out[v.Key] = b
			}
		}
	}
	return out
}

// SoonerOutlet reports whether an outlet is rather called as a says than as b does.
func SoonerOutlet(a, b []byte) bool {
	var v, w Voice
	if pack.Read(a, nil, v.codeAll) != nil || pack.Read(b, nil, w.codeAll) != nil {
		return bytes.Compare(a, b) < 0
	}
	return v.before(&w)
}

// Names returns the keys of outlets that the reports may name.
func (h *Hearing) Names() (keys []string) {
	seen := map[string]string{}
	for i := range h.reports {
		r := &h.reports[i]
		for f := range r.figures {
			if v := h.pile.voices[Figure{r.ID, f}]; v.mayBeOutlet() {
				if key := h.families.keyOf(v.Name, seen); !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
	}
	return keys
}

// A Cite is a figure that an outlet is cited for, or that a report of one has.
type Cite struct {
	Number string // the outlet, what is counted, and how many
	Figure Figure
	Own    bool // the report says it in its own voice; of one that an outlet has
	day    assay.Date
	where  where
}

// Code writes or reads a cite but for its number.
func (x *Cite) Code(c *pack.Coder) {
	x.Figure.Code(c)
	c.Yes(&x.Own)
	c.Date(&x.day)
	x.where.code(c)
}

// Follow takes the outlets of [Hearing.Names] that are in the pile, and returns for which figures
// they are cited, and those that the reports give as outlets themselves.
func (h *Hearing) Follow(outlets map[string][]byte) (citing, own []Cite, err error) {
	known := map[string]*Voice{}
	for key, b := range outlets {
		v := &Voice{}
		if err := pack.Read(b, nil, v.codeAll); err != nil {
			return nil, nil, err
		}
		known[key] = v
	}
	seen := map[string]string{}
	for i := range h.reports {
		r := &h.reports[i]
		for f := range r.figures {
			at := Figure{r.ID, f}
			v := h.pile.voices[at]
			if !v.mayBeOutlet() {
				continue
			}
			if w := known[h.families.keyOf(v.Name, seen)]; w != nil {
				h.pile.voices[at] = w
				h.citing[at] = as(w.Key, &r.figures[f])
				citing = append(citing, Cite{h.citing[at].String(), at, false, r.day, r.figures[f].where})
			}
		}
	}
	for i := range h.reports {
		r := &h.reports[i]
		list := r.outlets()
		for f := range r.figures {
			at := Figure{r.ID, f}
			for _, v := range list {
				own = append(own, Cite{as(v.Key, &r.figures[f]).String(), at, h.pile.voices[at].Own, r.day, r.figures[f].where})
			}
		}
	}
	return citing, own, nil
}

// Chosen reports whether a figure may be cited for one of those that an outlet has, and is so
// rather than for best, which is nil if none was found yet.
func Chosen(citing, to, best *Cite) bool {
	if to.Figure.Report == citing.Figure.Report || !near(citing.day, to.day) || citing.where.apart(&to.where) {
		return false
	}
	return best == nil || sooner(to.Own, best.Own, to.Figure, best.Figure)
}

// Says returns who says a figure, as far as its own report and what that copies tell.
func (h *Hearing) Says(f Figure) []byte {
	v := h.pile.voices[h.pile.Copied(f)]
	if v == nil {
		return nil
	}
	return pack.Bytes(v.codeAll)
}

// A Heard is what is known of the figures of a report.
type Heard struct {
	Report assay.ReportID
	Bytes  []byte // for PileOf
}

// Resolve returns what is known of each report. Ends has of figures for which an outlet is cited
// who says so in the end, circles of those where that goes round the figure for which it is cited.
func (h *Hearing) Resolve(ends map[Figure][]byte, circles map[Figure]Figure) (list []Heard, err error) {
	end := map[Figure]*Voice{}
	for f, b := range ends {
		v := &Voice{}
		if err := pack.Read(b, nil, v.codeAll); err != nil {
			return nil, err
		}
		end[f] = v
	}
	for i := range h.reports {
		r := &h.reports[i]
		b := pack.Bytes(func(c *pack.Coder) {
			c.ID(&r.ID)
			n := len(r.figures)
			pack.Integer(c, &n)
			for k := range r.figures {
				f := Figure{r.ID, k}
				from := h.pile.Copied(f)
				v := end[from]
				if v == nil {
					v = h.pile.voices[from]
				}
				also, circle := h.pile.also[from], circles[f]
				copied, with, round := from != f, also != nil, circle != Figure{}
				said := v != nil
				c.Yes(&copied, &with, &round, &said)
				if said {
					v.codeAll(c)
				}
				if copied {
					from.Code(c)
				}
				if with {
					also.codeAll(c)
				}
				if round {
					circle.Code(c)
				}
			}
		})
		list = append(list, Heard{r.ID, b})
	}
	return list, nil
}

// PileOf returns what [Hearing.Resolve] said of some reports.
func PileOf(list [][]byte) (*Pile, error) {
	p := &Pile{}
	p.clear(map[Figure]Figure{})
	for _, b := range list {
		err := pack.Read(b, nil, func(c *pack.Coder) {
			var f Figure
			n := 0
			c.ID(&f.Report)
			pack.Integer(c, &n)
			for f.Index = 0; f.Index < min(n, 1<<20); f.Index++ {
				var copied, with, round, said bool
				c.Yes(&copied, &with, &round, &said)
				if said {
					v := &Voice{}
					v.codeAll(c)
					p.voices[f] = v
				}
				if copied {
					var from Figure
					from.Code(c)
					p.copies[f] = from
				}
				if with {
					v := &Voice{}
					v.codeAll(c)
					p.also[f] = v
				}
				if round {
					var to Figure
					to.Code(c)
					p.circles[f] = to
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	for f, from := range p.copies { // of one whose original is not here all is known by itself
		if _, there := p.voices[from]; !there {
			if p.voices[f] != nil {
				p.voices[from] = p.voices[f]
			}
			if p.also[f] != nil {
				p.also[from] = p.also[f]
			}
		}
	}
	return p, nil
}

// inPile lays reports out, with their stories.
func inPile(list []*Report, stories []assay.Story, families *Families) (reports []report) {
	inStory := map[assay.ReportID]*assay.Story{}
	for k := range stories {
		for _, id := range stories[k].Reports {
			inStory[id] = &stories[k]
		}
	}
	for _, one := range list {
		r, agency := report{Report: one, story: assay.StoryID(one.ID)}, ""
		if st := inStory[one.ID]; st != nil {
			r.story, agency = st.ID, st.Agency
		}
		r.outlet = families.outlet(one, agency)
		reports = append(reports, r)
	}
	return reports
}

// clear empties a pile but for what was copied.
func (p *Pile) clear(copies map[Figure]Figure) {
	p.voices, p.copies, p.also, p.roots, p.circles = map[Figure]*Voice{}, copies, map[Figure]*Voice{}, map[Figure]Figure{}, map[Figure]Figure{}
}

// mayBeOutlet reports whether a voice may be the name of an outlet. Whatever a name in capitals
// was taken for, it may be an outlet's; but "Ms. Sun" is not The Sun.
func (v *Voice) mayBeOutlet() bool {
	return !(v.Own || v.person && len(v.words) < 2 || !v.Named && capitals(strings.TrimPrefix(v.Name, "The ")) == 0)
}

// keyOf returns the key of the outlet of a name; known are those that were looked up.
func (f *Families) keyOf(name string, known map[string]string) string {
	key, ok := known[name]
	if !ok {
		key = f.named(name).Key
		known[name] = key
	}
	return key
}

// before reports whether an outlet is rather called as v than as w.
func (v *Voice) before(w *Voice) bool {
	return cmp.Or(cmp.Compare(v.Name, w.Name), cmp.Compare(v.Family, w.Family)) < 0
}

// sooner reports whether an outlet is rather cited for figure a than for b, which give one
// number: for the one of which it says whose it is, or else the first.
func sooner(ownA, ownB bool, a, b Figure) bool {
	if ownA != ownB {
		return ownB
	}
	return before(a, b)
}
