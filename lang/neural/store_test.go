package neural

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// small returns a network of random numbers with its labels and features.
func small() (*Network, []uint64, []string, []string) {
	r := rand.New(rand.NewPCG(5, 6))
	net := New(Shape{Width: 32, Layers: 2, Arc: 16, Rel: 16, Tags: 3, Rels: 2}, 5)
	copy(net.Embed, random(r, len(net.Embed)))
	for _, row := range net.rows() {
		copy(row, random(r, len(row)))
	}
	return net, []uint64{11 << 40, 22 << 40, 33 << 40, 44 << 40}, []string{"A", "B", "C"}, []string{"root", "x"}
}

func stored(t testing.TB) (*Network, string, string) {
	t.Helper()
	net, keys, tags, rels := small()
	words, err := FormatWords(net, keys)
	if err != nil {
		t.Fatal(err)
	}
	return net, string(words), string(FormatLayers(net, tags, rels))
}

// TestStore writes a network and reads it: nearly the same numbers, and the same
// result as before.
func TestStore(t *testing.T) {
	net, words, layers := stored(t)
	m, err := Read(words, layers)
	if err != nil {
		t.Fatal(err)
	}
	for k, row := range m.Net.rows() {
		for i, v := range row {
			if math.Abs(float64(v-net.rows()[k][i])) > 1e-4 {
				t.Fatalf("row %d: %v, was %v", k, v, net.rows()[k][i])
			}
		}
	}
	x := make([]float32, 32)
	row, ok := m.words.Row(33 << 40)
	if _, none := m.words.Row(55 << 40); !ok || none || row != 3 {
		t.Fatalf("feature 3 is %d, %v", row, ok)
	}
	m.words.AddTo(x, []uint64{33 << 40, 55 << 40})
	for i, v := range x {
		if math.Abs(float64(v-net.Embed[3*32+i])) > 0.01 {
			t.Errorf("number %d is %v, was %v", i, v, net.Embed[3*32+i])
		}
	}
	sentence := [][]int32{{1, 2}, {0, 3}, {4}, {2, 4}}
	a, b := NewTrial(net), NewReader(m)
	a.Read(sentence)
	b.Read(sentence)
	if !slices.Equal(a.Heads, b.Heads) || !slices.Equal(a.Tags, b.Tags) || !projective(b.Heads) {
		t.Errorf("heads %v tags %v, before %v %v", b.Heads, b.Tags, a.Heads, a.Tags)
	}
	b.Read(nil)
	if len(b.Tags)+len(b.Heads)+len(b.Rels) != 0 {
		t.Error("an empty sentence has words")
	}
}

// TestAddAll holds the kernels to their scalar twin.
func TestAddAll(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, width := range []int{16, 48, 64, 96, 160, 384} {
		const n = 7
		src := make([]byte, n*width+4*n)
		for i := range src {
			src[i] = byte(r.Uint32())
		}
		for i := range n {
			binary.LittleEndian.PutUint32(src[n*width+4*i:], math.Float32bits(r.Float32()))
		}
		v := Vectors{width, string(src[:n*width]), string(src[n*width:])}
		from := random(r, width)
		for _, rows := range [][]int32{nil, {3}, {6, 0, 6, 2, 5}} {
			want := slices.Clone(from)
			v.addAll(want, rows, scalar)
			for k := range native {
				got := slices.Clone(from)
				if v.addAll(got, rows, k+1); !slices.Equal(got, want) {
					t.Fatalf("kernels %d, width %d, rows %v: %v, want %v", k+1, width, rows, got, want)
				}
			}
		}
	}
}

// TestEach holds the kernels that go number by number to what is plainly meant.
func TestEach(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for n := range 70 {
		x, y := random(r, n), random(r, n)
		want := slices.Clone(x)
		for i := range want {
			want[i] = max(want[i]+float32(0.37*y[i]), 0)
		}
		AddTimes(x, y, 0.37)
		Relu(x)
		if !slices.Equal(x, want) {
			t.Fatalf("%v, want %v", x, want)
		}
	}
}

// TestBroken reads files that were cut short or changed: an error, no panic.
func TestBroken(t *testing.T) {
	_, words, layers := stored(t)
	for n := 0; n < len(layers); n += 37 {
		if _, err := Read(words, layers[:n]); err == nil {
			t.Fatalf("layers cut at %d: no error", n)
		}
	}
	for n := 0; n < len(words); n += 5 {
		if _, err := Read(words[:n], layers); err == nil {
			t.Fatalf("words cut at %d: no error", n)
		}
	}
}

func FuzzRead(f *testing.F) {
	_, words, layers := stored(f)
	f.Add(words, layers)
	f.Fuzz(func(t *testing.T, words, layers string) {
		if m, err := Read(words, layers); err == nil {
			m.words.Row(1 << 40)
		}
	})
}
