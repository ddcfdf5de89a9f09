package eval

import (
	"math"
	"slices"
)

// chains are two ways of putting mentions together, the gold's and the system's. Mention
// i is in chain gold[i] of the one and in found[i] of the other; -1 says that the one
// side does not have it at all (a mention without a twin).
type chains struct{ gold, found []int }

// A portion is a sum over a sum: counts of several corpora are added part by part.
type portion struct{ sum, of float64 }

func (s portion) value() float64 {
	if s.of == 0 {
		return 0
	}
	return s.sum / s.of
}

func (s *portion) add(t portion) { s.sum, s.of = s.sum+t.sum, s.of+t.of }

// A pr is precision and recall as sums.
type pr struct{ p, r portion }

func (x *pr) add(y pr) {
	x.p.add(y.p)
	x.r.add(y.r)
}

func (x pr) f1() float64 {
	p, r := x.p.value(), x.r.value()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// chainCounts are what the measures of coreference are made of.
type chainCounts struct{ muc, bcubed, ceafm, ceafe pr }

func (c *chainCounts) add(d chainCounts) {
	c.muc.add(d.muc)
	c.bcubed.add(d.bcubed)
	c.ceafm.add(d.ceafm)
	c.ceafe.add(d.ceafe)
}

// measures sets the measures by name. conll_f1 is the mean of MUC, B³ and CEAF-e.
func (c *chainCounts) measures(m Measures) {
	for _, x := range []struct {
		name string
		pr   pr
	}{{"muc_", c.muc}, {"bcubed_", c.bcubed}, {"ceafm_", c.ceafm}, {"ceafe_", c.ceafe}} {
		m[x.name+"p"], m[x.name+"r"], m[x.name+"f1"] = x.pr.p.value(), x.pr.r.value(), x.pr.f1()
	}
	m["conll_f1"] = (m["muc_f1"] + m["bcubed_f1"] + m["ceafe_f1"]) / 3
}

// score counts by the definitions that the reference scorer of the CoNLL shared tasks
// has (Pradhan et al. 2014, of its version 8), mentions without a twin included: MUC
// (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF over mentions (φ3) and over
// chains (φ4; Luo 2005). Chains of one mention are chains like others.
func (c chains) score() chainCounts {
	back := chains{c.found, c.gold}
	m, e, gold, found := c.alignment()
	return chainCounts{
		muc:    pr{back.muc(), c.muc()},
		bcubed: pr{back.bcubed(), c.bcubed()},
		ceafm:  pr{portion{m, float64(having(c.found))}, portion{m, float64(having(c.gold))}},
		ceafe:  pr{portion{e, float64(found)}, portion{e, float64(gold)}},
	}
}

// having returns how many mentions a side has.
func having(side []int) (n int) {
	for _, k := range side {
		if k >= 0 {
			n++
		}
	}
	return n
}

// muc returns MUC's recall: of the links that it takes to hold the gold's chains
// together, those that are not cut.
func (c chains) muc() (s portion) {
	for _, members := range membersOf(c.gold) {
		parts, alone := map[int]bool{}, 0
		for _, i := range members {
			if c.found[i] < 0 {
				alone++
			} else {
				parts[c.found[i]] = true
			}
		}
		s.add(portion{float64(len(members) - len(parts) - alone), float64(len(members) - 1)})
	}
	return s
}

// bcubed returns B³'s recall: of each mention of the gold, the share of its chain that
// is in its chain of the system too.
func (c chains) bcubed() (s portion) {
	for _, members := range membersOf(c.gold) {
		with := map[int]int{}
		for _, i := range members {
			if c.found[i] >= 0 {
				with[c.found[i]]++
			}
		}
		squares := 0
		for _, n := range with { // whole numbers: their order makes no difference
			squares += n * n
		}
		s.add(portion{float64(squares) / float64(len(members)), float64(len(members))})
	}
	return s
}

// alignment returns how alike the two sides are when their chains are paired one to one
// in the best way: the mentions in common, and the sum of 2·|common| over the sum of
// both lengths, for which the pairs may be others; and how many chains each side has.
func (c chains) alignment() (mentions, entities float64, gold, found int) {
	goldChains, foundChains := membersOf(c.gold), membersOf(c.found)
	at := map[int]int{} // the system's chains by their numbers
	for k, members := range foundChains {
		at[c.found[members[0]]] = k
	}
	common := make([]map[int]int, len(goldChains)) // gold chain -> system's chain -> mentions
	touching := make([][]int, len(foundChains))    // the gold's chains that a system's has mentions of
	for g, members := range goldChains {
		common[g] = map[int]int{}
		for _, i := range members {
			if c.found[i] >= 0 {
				k := at[c.found[i]]
				if common[g][k]++; common[g][k] == 1 {
					touching[k] = append(touching[k], g)
				}
			}
		}
	}
	// Chains without a mention in common add nothing, so that what hangs together is
	// paired by itself.
	seen := make([]bool, len(goldChains))
	for start := range goldChains {
		if seen[start] {
			continue
		}
		seen[start] = true
		rows, columns := []int{start}, map[int]bool{}
		for n := 0; n < len(rows); n++ {
			for k := range common[rows[n]] {
				if columns[k] {
					continue
				}
				columns[k] = true
				for _, g := range touching[k] {
					if !seen[g] {
						seen[g] = true
						rows = append(rows, g)
					}
				}
			}
		}
		slices.Sort(rows)
		var order []int
		for k := range columns {
			order = append(order, k)
		}
		slices.Sort(order)
		weight := func(alike func(g, k int) float64) float64 {
			return heaviest(len(rows), len(order), func(a, b int) float64 { return alike(rows[a], order[b]) })
		}
		mentions += weight(func(g, k int) float64 { return float64(common[g][k]) })
		entities += weight(func(g, k int) float64 {
			return 2 * float64(common[g][k]) / float64(len(goldChains[g])+len(foundChains[k]))
		})
	}
	return mentions, entities, len(goldChains), len(foundChains)
}

// membersOf returns the mentions of each chain of a side, the chains in the order of
// their first mentions.
func membersOf(side []int) (list [][]int) {
	at := map[int]int{}
	for i, k := range side {
		if k < 0 {
			continue
		}
		n, ok := at[k]
		if !ok {
			n = len(list)
			at[k], list = n, append(list, nil)
		}
		list[n] = append(list[n], i)
	}
	return list
}

// heaviest returns the largest sum of weights, none below zero, when rows and columns
// are paired one to one (Kuhn 1955, Munkres 1957; in the form with potentials, of n²·m
// steps).
func heaviest(rows, columns int, weight func(row, column int) float64) (sum float64) {
	if rows > columns {
		w := weight
		rows, columns, weight = columns, rows, func(r, c int) float64 { return w(c, r) }
	}
	u, v := make([]float64, rows+1), make([]float64, columns+1)
	of, way := make([]int, columns+1), make([]int, columns+1) // the row of a column, from 1; 0 for none
	for r := 1; r <= rows; r++ {
		of[0] = r
		at := 0
		least, used := make([]float64, columns+1), make([]bool, columns+1)
		for c := range least {
			least[c] = math.Inf(1)
		}
		for of[at] != 0 {
			used[at] = true
			row, next, delta := of[at], 0, math.Inf(1)
			for c := 1; c <= columns; c++ {
				if used[c] {
					continue
				}
				if cost := -weight(row-1, c-1) - u[row] - v[c]; cost < least[c] {
					least[c], way[c] = cost, at
				}
				if least[c] < delta {
					delta, next = least[c], c
				}
			}
			for c := 0; c <= columns; c++ {
				if used[c] {
					u[of[c]] += delta
					v[c] -= delta
				} else {
					least[c] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			of[at] = of[way[at]]
			at = way[at]
		}
	}
	for c := 1; c <= columns; c++ {
		if of[c] > 0 {
			sum += weight(of[c]-1, c-1)
		}
	}
	return sum
}
