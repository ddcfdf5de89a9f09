package attribution

import (
	"math"

	"assay/lang/neural"
)

// Pieces returns the pieces that the likeliest well-formed sequence of labels
// says. scores holds a row of width numbers for each of n tokens.
func Pieces(labels []string, scores []float32, width, n int) (list []Piece) {
	for i, l := range neural.BestPath(labels, scores, width, n) {
		if labels[l] == "O" {
			continue
		}
		p := likelihood(scores[i*width:i*width+len(labels)], labels, kindOf(labels[l]))
		if begins(labels[l]) {
			list = append(list, Piece{Kind: kindOf(labels[l]), From: i, To: i + 1, Confidence: p})
			continue
		}
		last := &list[len(list)-1]
		last.To = i + 1
		last.Confidence = min(last.Confidence, p)
	}
	return list
}

func begins(label string) bool { return label[0] == 'B' || label[0] == 'U' }

// likelihood returns how likely a token is of a kind.
func likelihood(row []float32, labels []string, kind int) float64 {
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	sum, of := 0.0, 0.0
	for k, v := range row {
		e := math.Exp(float64(v - top))
		sum += e
		if kindOf(labels[k]) == kind {
			of += e
		}
	}
	return of / sum
}
