package neural

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// shipped returns the file of weights that ships, or that ASSAY_ENCODER names.
func shipped(t testing.TB) string {
	t.Helper()
	path := os.Getenv("ASSAY_ENCODER")
	if path == "" {
		path = "../en/encoder.bin"
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no weights of an encoder, so nothing is tested: %v", err)
	}
	return string(file)
}

// A fixture is what PyTorch makes of a window: its states behind the embedding and
// behind each layer.
type fixture struct {
	ids    []int32
	shapes []uint8
	states [][]float32
}

// fixtures reads the testdata, which internal/train/encoder/fixtures.py writes.
func fixtures(t *testing.T, weights string) (list []fixture) {
	t.Helper()
	data, err := os.ReadFile("testdata/encoder.f16")
	if err != nil {
		t.Skipf("no fixtures of PyTorch, so nothing is tested: %v", err)
	}
	s, ok := strings.CutPrefix(string(data), "assayf1\n")
	if !ok {
		t.Fatal("the fixtures are not what fixtures.py writes")
	}
	digest := sha256.Sum256([]byte(weights))
	if made, _ := cut(&s, len(digest)); made != string(digest[:]) {
		if os.Getenv("ASSAY_ENCODER") != "" {
			t.Skip("ASSAY_ENCODER names other weights than the fixtures were made of, so nothing is tested")
		}
		t.Fatal("the fixtures were made of other weights: run fixtures.py once more")
	}
	word := func() int {
		text, ok := cut(&s, 2)
		if !ok {
			t.Fatal("the fixtures are cut short")
		}
		return int(binary.LittleEndian.Uint16([]byte(text)))
	}
	layers, width := word(), word()
	for s != "" {
		f := fixture{ids: make([]int32, word())}
		for i := range f.ids {
			f.ids[i] = int32(word())
		}
		marks, _ := cut(&s, len(f.ids))
		f.shapes = []uint8(marks)
		for range layers + 1 {
			states := make([]float32, len(f.ids)*width)
			for i := range states {
				states[i] = half(uint16(word()))
			}
			f.states = append(f.states, states)
		}
		list = append(list, f)
	}
	return list
}

// half returns the number in half precision with these bits, which is no infinity.
func half(b uint16) float32 {
	v := math.Ldexp(float64(b&0x3ff), -24)
	if e := int(b >> 10 & 31); e > 0 {
		v = math.Ldexp(float64(b&0x3ff|0x400), e-25)
	}
	if b&0x8000 != 0 {
		v = -v
	}
	return float32(v)
}

// plain is an encoder in 64 bits that rounds nowhere, straight from the tensors.
type plain struct {
	e *Encoder
	w map[string][]float64
}

func newPlain(e *Encoder) *plain {
	p := &plain{e, map[string][]float64{}}
	for name, t := range e.tensors {
		switch t.Kind {
		case "f32":
			for _, v := range floats(t.data) {
				p.w[name] = append(p.w[name], float64(v))
			}
		case "i8":
			scales := floats(t.scalesOf())
			all := make([]float64, len(t.bytes()))
			for i := range all {
				all[i] = float64(float32(int8(t.data[i])) * scales[i/t.Cols])
			}
			p.w[name] = all
		}
	}
	return p
}

func (p *plain) linear(x []float64, name string) []float64 {
	t := p.e.tensors[name]
	y := make([]float64, len(x)/t.Cols*t.Rows)
	for i := range y {
		row, o := x[i/t.Rows*t.Cols:][:t.Cols], i%t.Rows
		w := p.w[name][o*t.Cols : (o+1)*t.Cols]
		sum := p.w[name+".bias"][o]
		for k, v := range row {
			sum += v * w[k]
		}
		y[i] = sum
	}
	return y
}

func (p *plain) norm(x, y []float64, name string) {
	width := p.e.Width
	for at := 0; at < len(x); at += width {
		row := x[at : at+width]
		mean, square := 0.0, 0.0
		for k := range row {
			row[k] += y[at+k]
			mean += row[k] / float64(width)
		}
		for _, v := range row {
			square += (v - mean) * (v - mean) / float64(width)
		}
		for k, v := range row {
			row[k] = (v-mean)/math.Sqrt(square+1e-12)*p.w[name+".weight"][k] + p.w[name+".bias"][k]
		}
	}
}

// states returns the states behind the embedding and behind each layer.
func (p *plain) states(ids []int32, marks []uint8) (list [][]float64) {
	width, n := p.e.Width, len(ids)
	x := make([]float64, n*width)
	y := make([]float64, n*width)
	for i := range x {
		piece, k := i/width, i%width
		x[i] = p.w["embed.piece"][int(ids[piece])*width+k] + p.w["embed.position"][i]
		y[i] = p.w["embed.shape"][int(marks[piece])*width+k]
	}
	p.norm(x, y, "embed.norm")
	list = append(list, append([]float64(nil), x...))
	for l := range p.e.layers {
		at := "layer." + strconv.Itoa(l) + "."
		p.attend(y, p.linear(x, at+"qkv"), n)
		p.norm(x, p.linear(y, at+"out"), at+"norm1")
		inner := p.linear(x, at+"inner")
		for i, v := range inner {
			inner[i] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
		}
		p.norm(x, p.linear(inner, at+"outer"), at+"norm2")
		list = append(list, append([]float64(nil), x...))
	}
	return list
}

func (p *plain) attend(y, qkv []float64, n int) {
	width := p.e.Width
	clear(y)
	weights := make([]float64, n)
	for h := 0; h < width; h += headWidth {
		for i := range n {
			sum := 0.0
			for j := range n {
				dot := 0.0
				for k := h; k < h+headWidth; k++ {
					dot += qkv[i*3*width+k] * qkv[j*3*width+width+k]
				}
				weights[j] = math.Exp(dot / math.Sqrt(headWidth))
				sum += weights[j]
			}
			for j, v := range weights {
				for k := h; k < h+headWidth; k++ {
					y[i*width+k] += v / sum * qkv[j*3*width+2*width+k]
				}
			}
		}
	}
}

// cosine returns that of the angle between two lists of numbers.
func cosine[A, B float32 | float64](a []A, b []B) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// byLayer returns the states of a window behind the embedding and each layer.
func (c *Encoding) byLayer(ids []int32, marks []uint8) (list [][]float32) {
	c.embed(ids, marks)
	list = append(list, append([]float32(nil), c.x[:len(ids)*c.e.Width]...))
	for i := range c.e.layers {
		c.layer(&c.e.layers[i], len(ids))
		list = append(list, append([]float32(nil), c.x[:len(ids)*c.e.Width]...))
	}
	return list
}

// TestTorch holds the encoder in 64 bits to PyTorch's in 32 (up to the fixtures'
// half precision), and the one in eight bits to it by the angle of each state.
func TestTorch(t *testing.T) {
	weights := shipped(t)
	list := fixtures(t, weights)
	e := read(t, weights)
	p, c := newPlain(e), NewEncoding(e)
	least := make([]float64, len(e.layers)+1)
	mean := make([]float64, len(e.layers)+1)
	total, worst := 0, 0.0
	for i := range least {
		least[i] = 1
	}
	for number, f := range list {
		total += len(f.ids)
		exact, eight := p.states(f.ids, f.shapes), c.byLayer(f.ids, f.shapes)
		for l, want := range f.states {
			for i, v := range want {
				// Half a step of half precision is the fixture's own error.
				if off := math.Abs(exact[l][i]-float64(v)) - math.Abs(float64(v))/2048 - 0x1p-25; off > 1e-4 {
					t.Fatalf("text %d, layer %d: number %d is %v, PyTorch has %v", number, l, i, exact[l][i], v)
				} else {
					worst = max(worst, off)
				}
			}
			for i := 0; i < len(want); i += e.Width {
				angle := cosine(eight[l][i:i+e.Width], want[i:i+e.Width])
				least[l] = min(least[l], angle)
				mean[l] += angle
			}
		}
	}
	if len(list) != 20 {
		t.Errorf("%d texts", len(list))
	}
	t.Logf("%d pieces; 64 bits differ from PyTorch by up to %.1e", total, max(0, worst))
	for l := range least {
		t.Logf("layer %d, eight bits: cosine %.5f in the mean, %.5f at least", l, mean[l]/float64(total), least[l])
		if mean[l]/float64(total) < 0.999 || least[l] < 0.998 {
			t.Errorf("layer %d: a cosine of less than .999, or of .998 for a piece", l)
		}
	}
}
