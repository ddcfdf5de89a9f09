package occurrence

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestGroup(t *testing.T) {
	for _, c := range []struct {
		name  string
		n     int
		sides []side
		sure  [][2]int32
		want  []int32
	}{
		{"nothing known", 3, nil, nil, []int32{0, 1, 2}},
		{"two and one", 3, []side{{0, 2, 5}, {0, 1, -5}, {1, 2, -1}}, nil, []int32{0, 1, 0}},
		{"what speaks most comes first", 3, []side{{0, 1, 5}, {1, 2, 9}, {0, 2, -20}}, nil, []int32{0, 1, 1}},
		{"the mean decides", 4, []side{{0, 1, 9}, {2, 3, 9}, {0, 2, 3}, {1, 3, -2}}, nil, []int32{0, 0, 0, 0}},
		{"copies go together", 3, []side{{0, 1, -9}, {1, 2, 4}}, [][2]int32{{0, 1}}, []int32{0, 0, 0}},
	} {
		if got := group(c.n, c.sides, c.sure); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The order of what is known decides nothing.
func TestGroupOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var sides []side
	for a := range int32(40) {
		for b := range a {
			if r.IntN(3) > 0 {
				sides = append(sides, side{b, a, int32(r.IntN(9) - 5)})
			}
		}
	}
	want := group(40, sides, nil)
	for range 20 {
		r.Shuffle(len(sides), func(i, k int) { sides[i], sides[k] = sides[k], sides[i] })
		if got := group(40, sides, nil); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

func TestWeights(t *testing.T) {
	if _, err := readWeights(weightsFile); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "{}", `{"Pair":{"Hidden":[[1]],"Out":[[1,1],[1,1]]},"Ask":{"Hidden":[[1]],"Out":[[1,1]]}}`} {
		if _, err := readWeights([]byte(bad)); err == nil {
			t.Errorf("%q can be read", bad)
		}
	}
}
