package coref

// Lessons are what the networks learn from: the comparisons of all pairs of reports and of
// mentions, by the same code that compares when the program runs. Training alone asks.
type Lessons struct {
	p    *pile
	back []int
}

// Learn returns the lessons of reports.
func Learn(reports []Report) (*Lessons, error) {
	p, back, err := newPile(reports)
	if err != nil {
		return nil, err
	}
	return &Lessons{p, back}, nil
}

// Reports calls f for each two reports, by their numbers, with the comparison, which is
// overwritten by the next.
func (l *Lessons) Reports(f func(a, b int, x []float32)) {
	tables := l.p.compareReports()
	x := make([]float32, len(tables))
	for i := range l.back {
		for k := range i {
			for n := range tables {
				x[n] = tables[n][i][k]
			}
			f(l.back[i], l.back[k], x)
		}
	}
}

// Mentions calls f for each two mentions that are worth comparing, likewise, once odds has
// said how likely two reports are on one thing, in thousandths of the logarithm of the
// odds. A mention is its report and its number there.
func (l *Lessons) Mentions(odds func(a, b int) int32, f func(a, b [2]int, x []float32)) {
	l.p.set(func(i, k int) int32 { return odds(l.back[i], l.back[k]) })
	name := func(i int) [2]int { return [2]int{l.back[l.p.mentions[i].report], l.p.mentions[i].number} }
	l.p.candidates(func(i, k int, v *vector) { f(name(i), name(k), v.at) })
}

// Vectors calls f for each mention with the vector of its head, which a network projects.
func (l *Lessons) Vectors(f func(m [2]int, x []float32)) {
	for i := range l.p.mentions {
		m := &l.p.mentions[i]
		var x []float32
		for _, v := range m.vector[headVector] {
			x = append(x, float32(v)/one)
		}
		f([2]int{l.back[m.report], m.number}, x)
	}
}
