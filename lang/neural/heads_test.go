package neural

import (
	"encoding/binary"
	"math"
	"testing"
)

// TestReadWeights reads a file made by hand, and what is left of it when it is cut short.
func TestReadWeights(t *testing.T) {
	head := `{"tensors": [{"name": "a", "kind": "i8", "rows": 1, "cols": 4, "at": 0}, {"name": "b", "kind": "f32", "rows": 2, "cols": 2, "at": 64}, {"name": "b.bias", "kind": "f32", "rows": 1, "cols": 2, "at": 128}, {"name": "set", "kind": "bytes", "rows": 1, "cols": 8, "at": 192}]}`
	file := append([]byte(encoderMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	pad := func() {
		for len(file)%64 != 0 {
			file = append(file, 0)
		}
	}
	numbers := func(list ...float32) {
		for _, v := range list {
			file = binary.LittleEndian.AppendUint32(file, math.Float32bits(v))
		}
		pad()
	}
	file = append(file, head...)
	pad()
	file = append(file, 1, 2, 3, 0xfc)
	numbers(0.5)
	numbers(1, 2, 3, 4)
	numbers(10, 20)
	file = append(file, 7, 0, 0, 0, 9, 0, 0, 0)
	h, err := ReadWeights(string(file))
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, 1)
	h.Linear("a").Apply(out, Rows8{Width: 4, Data: []int8{1, 1, 1, 1}, Scales: []float32{2}})
	if out[0] != 2 {
		t.Errorf("1+2+3-4, halved, times 2 is %v", out[0])
	}
	d := h.Dense("b", 2)
	y := make([]float32, d.Out)
	d.Apply(y, Rows([]float32{1, 1}, 2), 1)
	if y[0] != 14 || y[1] != 26 {
		t.Errorf("layer gives %v", y[:2])
	}
	if set := h.Prints("set"); len(set) != 2 || !set[7] || !set[9] {
		t.Errorf("set is %v", set)
	}
	if h.Table("nothing") != nil || h.Dense("b", 3) != nil {
		t.Error("what is not there is read")
	}
	for n := range len(file) - 1 {
		if _, err := ReadWeights(string(file[:n])); err == nil {
			t.Fatalf("%d bytes of %d are read", n, len(file))
		}
	}
}
