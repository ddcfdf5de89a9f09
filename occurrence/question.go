package occurrence

import (
	"slices"

	"assay"
)

// questions returns the items of each question, and per item the question it is in, -1
// for those that answer none.
func (p *pile) questions(links []link, w *weights) (list [][]*item, of []int32) {
	root, asks := p.asked(links, w)
	of = slices.Clone(root)
	for i := range root {
		if !asks[i] {
			root[i] = int32(i)
		}
	}
	root = p.gather(root, p.tellOf(links, of), links, func(it *item) bool { return asks[it.id] }, &w.Same, true)
	at := map[int32]int32{}
	for i, it := range p.items {
		if of[i] = -1; !asks[i] {
			continue
		}
		k, ok := at[root[i]]
		if !ok {
			k = int32(len(list))
			at[root[i]] = k
			list = append(list, nil)
		}
		of[i] = k
		list[k] = append(list[k], it)
	}
	return list, of
}

// asked returns which items answer a question, and of each of these the first of those that
// answer the same, by what speaks for two of them; -1 for others.
func (p *pile) asked(links []link, w *weights) (root []int32, asks []bool) {
	asks = make([]bool, len(p.items))
	for i, it := range p.items {
		asks[i] = it.asks(w)
	}
	sides := make([]side, 0, len(links))
	for _, l := range links {
		if asks[l.a] && asks[l.b] {
			sides = append(sides, side{l.a, l.b, int32(l.answer)})
		}
	}
	sure := slices.DeleteFunc(p.sure(), func(s [2]int32) bool { return !asks[s[0]] || !asks[s[1]] })
	root = group(len(p.items), sides, sure)
	for i := range root {
		if !asks[i] {
			root[i] = -1
		}
	}
	return root, asks
}

// asks reports whether an item may answer a question: it is a number of those to whom
// something was done, and not one of somebody of whom is merely told.
func (it *item) asks(w *weights) bool {
	if it.figure == nil || !it.known || it.action == "" || it.action == other || it.did() ||
		it.figure.Unit == "percent" || it.figure.Unit == "fraction" || it.hi < 1 && it.ofPersons() {
		return false
	}
	if it.copyOf != nil {
		return it.copyOf.asks(w)
	}
	if !it.judged() {
		return true
	}
	var v vector
	var out [1]int32
	v.ask(it)
	w.Ask.score(v.at, out[:])
	return out[0] > 0
}

// Questions returns the questions of a pile by the weights that raw holds, each as indexes
// of the items of its [Lesson], for those who train them.
func Questions(docs []*assay.Doc, stories []assay.Story, raw []byte) ([][]int, error) {
	w, err := readWeights(raw)
	if err != nil {
		return nil, err
	}
	p := newPile(ReadAll(docs), stories)
	list, _ := p.questions(p.links(w), w)
	out := make([][]int, len(list))
	for i, q := range list {
		for _, it := range q {
			out[i] = append(out[i], it.id)
		}
	}
	return out, nil
}
