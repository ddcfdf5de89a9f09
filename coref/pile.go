package coref

import (
	"fmt"
	"math"
	"slices"

	"assay"
)

// A pile is what is compared: reports in an order that comes from their texts, and their
// mentions.
type pile struct {
	sights   []*sight
	mentions []seen
	ids      [][]int32 // of each report the lemmas of its tokens, by number
	in       []int     // of each lemma how many reports have it
	weight   []int32   // of each lemma: the fewer reports have it the more, up to a thousand
	content  [][]int32 // of each report the lemmas that say something, by number
	heavy    []int32   // what they weigh together
	all      [][]int32 // of each report all lemmas
	told     [][]int32 // of each report the lemmas of the heads of its mentions
	count    []float32 // of each lemma how many mentions have it as their head, by logarithm

	alike    [][]int32 // of two reports: the logarithm of the odds that they are on one thing, in thousandths
	likely   [][]int32 // how likely that is, in parts of ten thousand
	together [][]int32 // as alike, of the groups that they are in
}

// newPile returns the pile of reports, and of each of its reports which it is of those
// that were given.
func newPile(reports []Report) (*pile, []int, error) {
	p, back := &pile{}, inOrder(reports)
	for at, k := range back {
		r := &reports[k]
		s, err := look(r.Doc)
		if err != nil {
			return nil, nil, err
		}
		p.sights = append(p.sights, s)
		from := len(p.mentions)
		for n, words := range r.Mentions {
			for _, w := range words {
				if w < 0 || w >= len(r.Doc.Tokens) {
					return nil, nil, fmt.Errorf("coref: %w: token %d of %d", assay.ErrInvalid, w, len(r.Doc.Tokens))
				}
			}
			if len(words) == 0 {
				return nil, nil, fmt.Errorf("coref: %w: a mention of no word", assay.ErrInvalid)
			}
			m := s.see(words)
			m.report, m.number = at, n
			p.mentions = append(p.mentions, m)
		}
		list := p.mentions[from:]
		slices.SortStableFunc(list, func(a, b seen) int { return a.head - b.head })
		for n := range list {
			list[n].nth = n
		}
	}
	p.name()
	return p, back, nil
}

// name gives the lemmas numbers, in the order of the alphabet.
func (p *pile) name() {
	number := map[string]int32{}
	var list []string
	for _, s := range p.sights {
		for _, l := range s.lemmas {
			if _, ok := number[l]; !ok {
				number[l] = 0
				list = append(list, l)
			}
		}
	}
	slices.Sort(list)
	for k, l := range list {
		number[l] = int32(k)
	}
	p.in = make([]int, len(list))
	for _, s := range p.sights {
		ids, content := make([]int32, len(s.lemmas)), []int32(nil)
		for i, l := range s.lemmas {
			ids[i] = number[l]
			if telling(&s.Tokens[i]) {
				content = append(content, number[l])
			}
		}
		p.ids, p.all, p.content = append(p.ids, ids), append(p.all, distinct(slices.Clone(ids))), append(p.content, distinct(content))
		for _, k := range p.all[len(p.all)-1] {
			p.in[k]++
		}
	}
	n := float64(len(p.sights) + 1)
	p.weight = make([]int32, len(list))
	for k := range list {
		p.weight[k] = int32(math.Round(1000 * math.Log(n/float64(p.in[k])) / math.Log(n)))
	}
	for _, list := range p.content {
		p.heavy = append(p.heavy, p.weigh(list))
	}
	heads := make([]int, len(list))
	p.told = make([][]int32, len(p.sights))
	for i := range p.mentions {
		m := &p.mentions[i]
		m.id = number[m.lemma]
		heads[m.id]++
		p.told[m.report] = append(p.told[m.report], m.id)
		for k := range m.words {
			for _, l := range m.words[k] {
				m.ids[k] = append(m.ids[k], number[l])
			}
			m.weight[k] = p.weigh(m.ids[k])
		}
	}
	p.count = make([]float32, len(list))
	for k, c := range heads {
		if c > 0 {
			p.count[k] = thousandths(math.Log(float64(c)) / 4)
		}
	}
	for i := range p.mentions {
		m := &p.mentions[i]
		for _, id := range p.told[m.report] {
			m.within += count(id == m.id)
		}
		m.within--
	}
	for k := range p.told {
		p.told[k] = distinct(p.told[k])
	}
}

// thousandths rounds what a logarithm is part of, so that every processor has the same.
func thousandths(x float64) float32 { return float32(math.Round(1000*x)) / 1000 }

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func distinct(list []int32) []int32 {
	slices.Sort(list)
	return slices.Compact(list)
}

func (p *pile) weigh(list []int32) (sum int32) {
	for _, k := range list {
		sum += p.weight[k]
	}
	return sum
}

// common returns what the lemmas weigh that are in both lists.
func (p *pile) common(a, b []int32) (sum int32) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			sum += p.weight[a[0]]
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return sum
}

func has(list []int32, k int32) bool {
	_, ok := slices.BinarySearch(list, k)
	return ok
}
