package main

import (
	"math"
	"testing"
)

func TestWeigh(t *testing.T) {
	one := func(killed, injured float64) part {
		return part{single: true, p: [3]float64{killed, injured, 1 - killed - injured}}
	}
	number := func(n int, killed float64) part {
		return part{amount: [2]int{n, n}, p: [3]float64{killed, 0, 1 - killed}}
	}
	for _, x := range []struct {
		name  string
		parts []part
		want  [2]int
		after [][3]float64
		total float64
	}{
		{"one of two", []part{one(0.5, 0), one(0.5, 0)}, [2]int{1, 0}, [][3]float64{{0.5, 0, 0.5}, {0.5, 0, 0.5}}, 0.5},
		{"the likelier", []part{one(0.9, 0), one(0.1, 0)}, [2]int{1, 0}, [][3]float64{{0.81 / 0.82, 0, 0.01 / 0.82}, {0.01 / 0.82, 0, 0.81 / 0.82}}, 0.82},
		{"nobody", []part{one(0.9, 0), one(0, 0.2)}, [2]int{0, 0}, [][3]float64{{0, 0, 1}, {0, 0, 1}}, 0.08},
		{"a number says all", []part{number(2, 1), one(0.5, 0)}, [2]int{2, 0}, [][3]float64{{1, 0, 0}, {0.5, 0, 0.5}}, 1},
		{"a number too large", []part{number(3, 0.5), one(0.5, 0)}, [2]int{1, 0}, [][3]float64{{0, 0, 1}, {1, 0, 0}}, 0.25},
	} {
		after, total := weigh(x.parts, x.want)
		if math.Abs(total-x.total) > 1e-9 {
			t.Errorf("%s: chance %v, want %v", x.name, total, x.total)
		}
		for n := range after {
			for k := range 3 {
				if math.Abs(after[n][k]-x.after[n][k]) > 1e-9 {
					t.Errorf("%s: part %d is %v, want %v", x.name, n, after[n], x.after[n])
					break
				}
			}
		}
	}
}
