package coref

import (
	"math"
	"slices"
)

// The kinds of words by which two reports are compared.
const (
	allWords = iota
	tellingWords
	nameWords
	nounWords
	verbWords
	numberWords
	twoWords // that follow each other
	leadWords
	kinds
)

// An entry is what a word weighs in a report.
type entry struct {
	report int
	weight float32
}

// A table has a number for each two reports.
type table [][]float32

func newTable(n int) table {
	t, all := make(table, n), make([]float32, n*n)
	for i := range t {
		t[i] = all[i*n : (i+1)*n]
	}
	return t
}

// words calls f for the words of a kind in a report; a second word is none but for two.
func (p *pile) words(kind, report int, f func(a, b int32)) {
	s := p.sights[report]
	for i := range s.Tokens {
		t := &s.Tokens[i]
		ok := true
		switch kind {
		case tellingWords:
			ok = telling(t) && t.POS != "ADV"
		case nameWords:
			ok = t.POS == "PROPN"
		case nounWords:
			ok = t.POS == "NOUN"
		case verbWords:
			ok = t.POS == "VERB"
		case numberWords:
			ok = t.POS == "NUM"
		case leadWords:
			ok = s.sentence[i] == 0 && telling(t) && t.POS != "ADV"
		case twoWords:
			ok = i+1 < len(s.Tokens) && s.sentence[i] == s.sentence[i+1]
		}
		if !ok {
			continue
		}
		b := int32(-1)
		if kind == twoWords {
			b = p.ids[report][i+1]
		}
		f(p.ids[report][i], b)
	}
}

// compareReports returns the numbers by which each two reports are compared.
func (p *pile) compareReports() []table {
	n := len(p.sights)
	var list []table
	for kind := range kinds {
		weights, lists := p.weights(kind)
		cosine, common := newTable(n), newTable(n)
		for w := range lists {
			for _, a := range lists[w] {
				for _, b := range lists[w] {
					cosine[a.report][b.report] += float32(a.weight * b.weight)
					common[a.report][b.report] += weights[w]
				}
			}
		}
		list = append(list, cosine)
		switch kind {
		case allWords, tellingWords, nameWords, twoWords:
			contain, much := newTable(n), newTable(n)
			for i := range n {
				for k := range n {
					contain[i][k] = common[i][k] / max(1, min(common[i][i], common[k][k]))
					much[i][k] = min(common[i][k]/30, 3)
				}
			}
			list = append(list, contain, much)
		}
		switch kind {
		case allWords, tellingWords, nameWords:
			list = append(list, surroundings(cosine)...)
		}
	}
	meaning, short, long := newTable(n), newTable(n), newTable(n)
	units, length := make([]unit, n), make([]float32, n)
	for i := range n {
		units[i], length[i] = p.meaning(i), thousandths(math.Log(float64(max(1, len(p.sights[i].Tokens))))/5)
	}
	for i := range n {
		for k := range n {
			meaning[i][k] = units[i].times(units[k])
			short[i][k], long[i][k] = min(length[i], length[k]), max(length[i], length[k])
		}
	}
	return append(list, meaning, short, long)
}

// weights returns what the words of a kind weigh that more than one report has, and for
// each in which reports it stands, with what it weighs there as part of a vector of
// length one.
func (p *pile) weights(kind int) ([]float32, [][]entry) {
	type two struct{ a, b int32 }
	number := map[two]int{}
	var in []int
	times := make([]map[int]int, len(p.sights))
	order := make([][]int, len(p.sights))
	for r := range p.sights {
		times[r] = map[int]int{}
		p.words(kind, r, func(a, b int32) {
			k, ok := number[two{a, b}]
			if !ok {
				k = len(in)
				number[two{a, b}], in = k, append(in, 0)
			}
			if times[r][k]++; times[r][k] == 1 {
				order[r] = append(order[r], k)
				in[k]++
			}
		})
	}
	if kind != twoWords && kind != leadWords {
		for w, k := range number {
			in[k] = p.in[w.a]
		}
	}
	weights, lists := make([]float32, len(in)), make([][]entry, len(in))
	for k := range in {
		if in[k] > 1 {
			weights[k] = thousandths(math.Log(float64(len(p.sights)) / float64(in[k])))
		}
	}
	for r := range p.sights {
		sum := float32(0)
		at := make([]float32, len(order[r]))
		for i, k := range order[r] {
			at[i] = float32(thousandths(1+math.Log(float64(times[r][k]))) * weights[k])
			sum += float32(at[i] * at[i])
		}
		length := float32(math.Sqrt(float64(sum)))
		for i, k := range order[r] {
			if at[i] > 0 {
				lists[k] = append(lists[k], entry{r, at[i] / length})
			}
		}
	}
	return weights, lists
}

// nearby is how many reports make the surroundings of one.
const nearby = 10

// surroundings returns how alike two reports are as against others: to which each is most
// alike, to which both are.
func surroundings(cosine table) []table {
	n := len(cosine)
	lo, hi, second, dense := newTable(n), newTable(n), newTable(n), newTable(n)
	most, mean, length := make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range n {
		row := slices.Clone(cosine[i])
		sum := float32(0)
		for _, v := range row {
			sum += float32(v * v)
		}
		length[i] = float32(math.Sqrt(float64(sum)))
		row[i] = 0
		slices.SortFunc(row, func(a, b float32) int { return count(a < b) - count(a > b) })
		most[i] = max(.02, row[0])
		for _, v := range row[:min(nearby, n)] {
			mean[i] += v
		}
		mean[i] = max(.01, mean[i]/float32(min(nearby, n)))
	}
	for i := range n {
		for k := range i {
			c := cosine[i][k]
			lo[i][k], hi[i][k] = min(c/most[i], c/most[k]), max(c/most[i], c/most[k])
			dense[i][k] = min(3, c/float32(math.Sqrt(float64(float32(mean[i]*mean[k])))))
			sum := float32(0)
			for j, v := range cosine[i] {
				sum += float32(v * cosine[k][j])
			}
			if length[i] > 0 && length[k] > 0 {
				second[i][k] = sum / float32(length[i]*length[k])
			}
			lo[k][i], hi[k][i], second[k][i], dense[k][i] = lo[i][k], hi[i][k], second[i][k], dense[i][k]
		}
	}
	return []table{lo, hi, second, dense}
}

// meaning returns the mean of the vectors of a report's words, the rarer the more.
func (p *pile) meaning(r int) unit {
	s := p.sights[r]
	var x []float32
	for i, u := range s.units {
		w := float32(p.weight[p.ids[r][i]])
		for k, v := range u {
			if x == nil {
				x = make([]float32, len(u))
			}
			x[k] += float32(w * float32(v))
		}
	}
	return newUnit(x)
}

// relate sets how likely each two reports are on one thing.
func (p *pile) relate(networks []network) {
	tables := p.compareReports()
	x := make([]float32, len(tables))
	p.set(func(i, k int) int32 {
		for n := range tables {
			x[n] = tables[n][i][k]
		}
		return score(networks, x, nil, nil)
	})
}

// set sets what is known of two reports from the logarithms of the odds.
func (p *pile) set(odds func(i, k int) int32) {
	n := len(p.sights)
	p.alike, p.likely, p.together = make([][]int32, n), make([][]int32, n), make([][]int32, n)
	sum := make([]int64, n*n)
	for i := range n {
		p.alike[i], p.likely[i], p.together[i] = make([]int32, n), make([]int32, n), make([]int32, n)
		p.likely[i][i] = certain
		for k := range i {
			s := odds(i, k)
			p.alike[i][k], p.alike[k][i] = s, s
			p.likely[i][k] = likelihood(s)
			p.likely[k][i] = p.likely[i][k]
			sum[i*n+k], sum[k*n+i] = int64(s), int64(s)
		}
	}
	link(n, sum, func(a, b []int, mean float64) {
		m := int32(math.Round(mean))
		for _, i := range a {
			for _, k := range b {
				p.together[i][k], p.together[k][i] = m, m
			}
		}
	})
	for i := range p.mentions {
		m := &p.mentions[i]
		part, whole := int64(0), int64(0)
		for r, l := range p.likely[m.report] {
			whole += int64(l)
			part += int64(l) * int64(count(has(p.all[r], m.id)))
		}
		m.share = float32(part) / float32(max(1, whole))
	}
}

// certain is what is likely in parts of ten thousand.
const certain = 10000

// likelihood turns the logarithm of odds, in thousandths, into parts of ten thousand.
func likelihood(s int32) int32 {
	return int32(math.Round(certain / (1 + math.Exp(-float64(s)/1000))))
}
