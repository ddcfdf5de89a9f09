package neural

// SpanningTree returns the head of each of n words, -1 for the one under the root, in
// the best tree there is, whether its arcs cross or not (Chu and Liu, 1965; Edmonds,
// 1967). score is laid out as in [Tree.Find]. That one word alone is under the root
// comes of a fine on every arc from it that no other arcs can make good (Stanojević and
// Cohen, EMNLP 2021).
func SpanningTree(score []float32, stride, n int) []int {
	if n == 0 {
		return nil
	}
	low, high := float64(score[0]), float64(score[0])
	for d := range n {
		for _, v := range score[d*stride : d*stride+n+1] {
			low, high = min(low, float64(v)), max(high, float64(v))
		}
	}
	fine := (high-low)*float64(n) + 1
	g := newGraph(n + 1)
	for d := range n {
		for h := range n + 1 {
			g.weight[d*g.n+h] = float64(score[d*stride+h])
		}
		g.weight[d*g.n+n] -= fine
	}
	heads := g.tree()[:n]
	for d, h := range heads {
		if h == n {
			heads[d] = -1
		}
	}
	return heads
}

// A graph has the weights of arcs between n nodes, [dependant, head], of which the
// last is the root.
type graph struct {
	n      int
	weight []float64
}

func newGraph(n int) graph { return graph{n, make([]float64, n*n)} }

// tree returns the head of each node but the root in the best tree: the best heads one
// by one; where they make a circle it is taken for one node, and broken at the one
// whose head then lies outside.
func (g graph) tree() []int {
	n := g.n
	heads := make([]int, n)
	for d := range n - 1 {
		heads[d] = -1
		for h := range n {
			if h != d && (heads[d] < 0 || g.weight[d*n+h] > g.weight[d*n+heads[d]]) {
				heads[d] = h
			}
		}
	}
	inside := circle(heads)
	if inside == nil {
		return heads
	}
	var outside []int // the nodes that are left, the root last
	for v := range n {
		if !inside[v] {
			outside = append(outside, v)
		}
	}
	// The circle is node 0 of the smaller graph; the others follow it.
	small := newGraph(len(outside) + 1)
	in, out := make([]int, small.n), make([]int, small.n) // the nodes of the circle where an arc best ends, begins
	for k, v := range outside {
		k++
		in[k], out[k] = -1, -1
		var best [2]float64
		for u := range n {
			if !inside[u] {
				continue
			}
			if w := g.weight[u*n+v] - g.weight[u*n+heads[u]]; in[k] < 0 || w > best[0] {
				in[k], best[0] = u, w
			}
			if w := g.weight[v*n+u]; out[k] < 0 || w > best[1] {
				out[k], best[1] = u, w
			}
		}
		small.weight[0*small.n+k], small.weight[k*small.n+0] = best[0], best[1]
		for j, u := range outside {
			small.weight[k*small.n+j+1] = g.weight[v*n+u]
		}
	}
	for k, h := range small.tree()[:small.n-1] {
		switch {
		case k == 0:
			heads[in[h]] = outside[h-1]
		case h == 0:
			heads[outside[k-1]] = out[k]
		default:
			heads[outside[k-1]] = outside[h-1]
		}
	}
	return heads
}

// circle returns which nodes stand in a circle of heads, or nil. The last is the root.
func circle(heads []int) []bool {
	root := len(heads) - 1
	seen := make([]int, len(heads)) // by whose walk
	for v := range root {
		u := v
		for u != root && seen[u] == 0 {
			seen[u] = v + 1
			u = heads[u]
		}
		if u == root || seen[u] != v+1 {
			continue
		}
		inside := make([]bool, len(heads))
		for !inside[u] {
			inside[u] = true
			u = heads[u]
		}
		return inside
	}
	return nil
}
