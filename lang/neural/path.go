package neural

// BestPath returns for each of n words the label of the likeliest sequence
// (Viterbi, 1967), in which names are well formed: what begins goes on and ends.
// scores holds a row for each word, stride apart, whose first numbers are the
// scores of the labels (BILOU).
func BestPath(labels []string, scores []float32, stride, n int) []int {
	if n == 0 {
		return nil
	}
	k := len(labels)
	after := joins(labels)
	total, next := make([]float32, k), make([]float32, k)
	from := make([]int16, n*k)
	for j, l := range labels {
		total[j] = scores[j]
		if l[0] == 'I' || l[0] == 'L' {
			total[j] = never
		}
	}
	for i := 1; i < n; i++ {
		row := scores[i*stride : i*stride+k]
		free, freeAt := float32(2*never), 0 // the best label behind which a name may begin
		for j, l := range labels {
			if (l[0] == 'O' || l[0] == 'U' || l[0] == 'L') && total[j] > free {
				free, freeAt = total[j], j
			}
		}
		for j := range labels {
			best, at := free, freeAt
			if list := after[j]; list != nil {
				best, at = float32(2*never), list[0]
				for _, p := range list {
					if total[p] > best {
						best, at = total[p], p
					}
				}
			}
			next[j], from[i*k+j] = best+row[j], int16(at)
		}
		total, next = next, total
	}
	best := 0
	for j, l := range labels {
		if l[0] == 'B' || l[0] == 'I' {
			total[j] += never
		}
		if total[j] > total[best] {
			best = j
		}
	}
	path := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		path[i] = best
		best = int(from[i*k+best])
	}
	return path
}

// joins returns, for labels inside a name, those that may stand before them.
func joins(labels []string) [][]int {
	list := make([][]int, len(labels))
	for j, l := range labels {
		if l[0] != 'I' && l[0] != 'L' {
			continue
		}
		list[j] = []int{}
		for p, q := range labels {
			if (q[0] == 'B' || q[0] == 'I') && q[1:] == l[1:] {
				list[j] = append(list[j], p)
			}
		}
		if len(list[j]) == 0 {
			list[j] = nil
		}
	}
	return list
}
