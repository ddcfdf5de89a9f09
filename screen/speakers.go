package screen

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
)

// A Speaker is a source with what it said.
type Speaker struct {
	Name    string
	Claims  []Said
	Reports int // in which it speaks
	unnamed bool
}

// Speakers groups the claims of all reports by source; what a copy repeats is left out.
// Organisations and public persons that have a name are one source in all reports;
// everybody else stays within the story, since "police" and "a witness" are others
// elsewhere. Of few reports, those who deny or decline come first; of many, those who
// speak in most of them.
func (s *Screen) Speakers() (list []*Speaker, claims int) {
	proper := map[string]bool{}
	each := func(f func(st *Story, d *Report, i int, name, key string)) {
		for _, st := range s.Stories {
			for _, d := range st.Docs {
				for i := range d.Claims {
					if _, repeated := d.RepeatedClaims[i]; repeated || d.Claims[i].Dropped() || d.Repeats(d.ClaimSpan(&d.Claims[i]).Start) {
						continue
					}
					name := s.Who(d, &d.Claims[i])
					f(st, d, i, name, strings.TrimPrefix(strings.ToLower(name), "the "))
				}
			}
		}
	}
	each(func(_ *Story, d *Report, i int, name, key string) {
		if s.proper(d, &d.Claims[i], name) {
			proper[key] = true
		}
	})
	byName := map[string]*Speaker{}
	each(func(st *Story, d *Report, i int, name, key string) {
		src := d.Claims[i].Source.In(d.Sources)
		unnamed := src == nil || src.Span == d.Claims[i].Cue
		switch {
		case unnamed && len(s.Stories) > few:
			name, key = "not named", ""
		case src != nil && src.Class == assay.Person && src.Name != "" && !d.Mask.Masks(src) && strings.Contains(d.Mask.Source(src), " "):
			key = strings.ToLower(Clean(d.Mask.Source(src)))
		case src != nil && src.Class == assay.Person || !s.proper(d, &d.Claims[i], name) && !(proper[key] && src != nil && d.SentenceStart(src.Span.Start)):
			key += "\x00" + string(st.ID)
		}
		sp := byName[key]
		if sp == nil {
			sp = &Speaker{Name: name, unnamed: unnamed}
			byName[key] = sp
			list = append(list, sp)
		}
		if k := len(sp.Claims); k == 0 || sp.Claims[k-1].Report != d {
			sp.Reports++
		}
		sp.Claims = append(sp.Claims, Said{d, i})
		claims++
	})
	slices.SortStableFunc(list, func(a, b *Speaker) int {
		if len(s.Stories) > few {
			return cmp.Or(cmp.Compare(flag(a.unnamed), flag(b.unnamed)), cmp.Compare(b.Reports, a.Reports), cmp.Compare(flag(b.Refuses()), flag(a.Refuses())), cmp.Compare(len(b.Claims), len(a.Claims)))
		}
		return cmp.Or(cmp.Compare(flag(b.Refuses()), flag(a.Refuses())), cmp.Compare(len(b.Claims), len(a.Claims)))
	})
	return list, claims
}

// few is how many stories a person reads one by one.
const few = 12

// Few reports whether a person would read the stories of a run one by one.
func (s *Screen) Few() bool { return len(s.Stories) <= few }

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// proper reports whether what a source is called is a name: it has a capital that no
// beginning of a sentence gives it, and a word that is no noun, as "the Ministry" has not.
func (s *Screen) proper(d *Report, cl *assay.Claim, name string) bool {
	src := cl.Source.In(d.Sources)
	if src == nil {
		return cl.Source.IsZero() // an own voice, by its outlet
	}
	if src.Class == assay.Author {
		return d.Publisher != ""
	}
	name = strings.TrimPrefix(name, "the ")
	capital := strings.ContainsFunc(name[min(1, len(name)):], unicode.IsUpper) || !d.SentenceStart(src.Span.Start) && strings.IndexFunc(name, unicode.IsUpper) == 0
	return capital && slices.ContainsFunc(strings.Fields(name), func(w string) bool {
		return unicode.IsUpper(rune(w[0])) && en.Noun(strings.ToLower(w), false) == en.NoNoun
	})
}

// Refuses reports whether a source denies something or would not confirm it.
func (sp *Speaker) Refuses() bool {
	for _, x := range sp.Claims {
		if st := x.Stance(); st == assay.Denies || st == assay.Declines {
			return true
		}
	}
	return false
}

// Telling is the claim of a source that a reader must know of: the first of those that
// are furthest from asserting.
func (sp *Speaker) Telling() Said {
	best := sp.Claims[0]
	for _, x := range sp.Claims {
		if x.Stance() > best.Stance() {
			best = x
		}
	}
	return best
}
