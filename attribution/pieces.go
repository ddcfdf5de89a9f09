package attribution

import "assay/lang/neural"

// Pieces returns the pieces that the likeliest well-formed sequence of labels says.
// scores holds a row of width numbers for each of n tokens, and is written over.
func Pieces(labels []string, scores []float32, width, n int) (list []Piece) {
	path := neural.BestPath(labels, scores, width, n)
	neural.NewLattice(labels).Marginals(scores, width, n)
	for i, l := range path {
		if labels[l] == "O" {
			continue
		}
		p := 0.0 // how likely the token is of this kind
		for k, name := range labels {
			if name[1:] == labels[l][1:] {
				p += float64(scores[i*width+k])
			}
		}
		if labels[l][0] == 'B' || labels[l][0] == 'U' {
			list = append(list, Piece{Kind: kindOf(labels[l]), From: i, To: i + 1, Confidence: p})
			continue
		}
		last := &list[len(list)-1]
		last.To = i + 1
		last.Confidence = min(last.Confidence, p)
	}
	return list
}
