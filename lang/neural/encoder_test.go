package neural

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A maker writes files of weights.
type maker struct {
	r       *rand.Rand
	tensors []tensor
	data    []byte
}

func (m *maker) add(name, kind string, rows, cols int, data []byte) {
	m.data = append(m.data, make([]byte, -len(m.data)&63)...)
	m.tensors = append(m.tensors, tensor{Name: name, Kind: kind, Rows: rows, Cols: cols, At: len(m.data)})
	m.data = append(m.data, data...)
}

// weights adds random weights whose products keep about the size of what they are
// multiplied with.
func (m *maker) weights(name string, rows, cols int, bias bool) {
	var data []byte
	for range rows * cols {
		data = append(data, byte(int8(m.r.IntN(255)-127)))
	}
	data = append(data, make([]byte, -len(data)&3)...)
	for range rows {
		size := (0.5 + m.r.Float64()) / 73 / math.Sqrt(float64(cols))
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(size)))
	}
	m.add(name, "i8", rows, cols, data)
	if bias {
		m.numbers(name+".bias", 1, rows, 0, 0.1)
	}
}

// numbers adds random numbers about a middle.
func (m *maker) numbers(name string, rows, cols int, middle, spread float64) {
	var data []byte
	for range rows * cols {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(middle+float64(spread*(m.r.Float64()-0.5)))))
	}
	m.add(name, "f32", rows, cols, data)
}

func (m *maker) norm(name string, width int) {
	m.numbers(name+".weight", 1, width, 1, 0.1)
	m.numbers(name+".bias", 1, width, 0, 0.1)
}

// made returns a file with random weights and two heads: small, but with as many
// positions as the real one, or as large as that.
func made(seed uint64, small bool) string {
	width, inner, layers, pieces := 384, 1536, 6, 1000
	if small {
		width, inner, layers, pieces = 64, 192, 2, 50
	}
	m := &maker{r: rand.New(rand.NewPCG(seed, 1))}
	m.add("vocab", "bytes", 1, 11, []byte("[PAD]\na\n##b"))
	m.weights("embed.piece", pieces, width, false)
	m.numbers("embed.position", 256, width, 0, 0.1)
	m.numbers("embed.shape", 8, width, 0, 0.1)
	m.norm("embed.norm", width)
	for i := range layers {
		at := "layer." + strconv.Itoa(i) + "."
		m.weights(at+"qkv", 3*width, width, true)
		m.weights(at+"out", width, width, true)
		m.norm(at+"norm1", width)
		m.weights(at+"inner", inner, width, true)
		m.weights(at+"outer", width, inner, true)
		m.norm(at+"norm2", width)
	}
	m.weights("upos", 17, width, true)
	m.weights("tree.R", 5*101, 101, false)
	m.numbers("uner.next", 7, 7, 0, 1)
	header, err := json.Marshal(map[string]any{
		"width": width, "heads": width / 32, "layers": layers, "inner": inner, "positions": 256,
		"labels": map[string][]string{"upos": {"NOUN", "VERB"}}, "tensors": m.tensors,
	})
	if err != nil {
		panic(err)
	}
	file := binary.LittleEndian.AppendUint32([]byte(encoderMagic), uint32(len(header)))
	file = append(file, header...)
	file = append(file, make([]byte, -len(file)&63)...)
	return string(append(file, m.data...))
}

func read(t testing.TB, file string) *Encoder {
	t.Helper()
	e, err := ReadEncoder(file)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// window returns the pieces of a random window.
func window(r *rand.Rand, e *Encoder, n int) ([]int32, []uint8) {
	ids, marks := make([]int32, n), make([]uint8, n)
	for i := range ids {
		ids[i], marks[i] = r.Int32N(int32(e.Pieces())), uint8(r.IntN(shapes))
	}
	return ids, marks
}

// TestEncoderParts reads labels, tables and heads back.
func TestEncoderParts(t *testing.T) {
	e := read(t, made(1, true))
	if e.Width != 64 || e.Positions != 256 || e.Pieces() != 50 || e.Vocabulary() != "[PAD]\na\n##b" || !slices.Equal(e.Labels("upos"), []string{"NOUN", "VERB"}) || e.Labels("x") != nil {
		t.Errorf("width %d, positions %d, %d pieces, vocabulary %q, labels %q", e.Width, e.Positions, e.Pieces(), e.Vocabulary(), e.Labels("upos"))
	}
	if l := e.Linear("tree.R"); l == nil || l.In != 101 || l.Out != 505 || e.Linear("nothing") != nil || e.Linear("uner.next") != nil {
		t.Errorf("tree.R is %v", l)
	}
	if n := len(e.Table("uner.next")); n != 49 || e.Table("upos") != nil || e.Table("nothing") != nil {
		t.Errorf("uner.next has %d numbers", n)
	}
}

// TestLinear holds products of quantised rows to sums made by hand.
func TestLinear(t *testing.T) {
	e := read(t, made(2, true))
	r := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"upos", "tree.R", "layer.1.outer"} {
		l := e.Linear(name)
		weights, scales, bias := e.tensors[name], floats(raw(e, name).scalesOf()), e.Table(name+".bias")
		for _, n := range []int{0, 1, 3, 8, 9, 70} {
			rows := Rows8{Width: l.In}
			x := random(r, n*l.In)
			for i := range n {
				rows.Append(x[i*l.In : (i+1)*l.In])
			}
			got := make([]float32, n*l.Out)
			l.Apply(got, rows)
			for i := range got {
				row, o := i/l.Out, i%l.Out
				sum, exact := 0, 0.0
				for k := range l.In {
					w := int(int8(weights.data[o*l.In+k]))
					sum += w * int(rows.Data[row*l.In+k])
					exact += float64(w) * float64(scales[o]) * float64(x[row*l.In+k])
				}
				want := float64(sum) * float64(scales[o]) * float64(rows.Scales[row])
				if bias != nil {
					want += float64(bias[o])
					exact += float64(bias[o])
				}
				if math.Abs(float64(got[i])-want) > 1e-6*(1+math.Abs(want)) || math.Abs(want-exact) > 0.05 {
					t.Fatalf("%s of %d rows: output %d of row %d is %v, want %v, unquantised %v", name, n, o, row, got[i], want, exact)
				}
			}
		}
	}
}

func raw(e *Encoder, name string) *tensor {
	t := e.tensors[name]
	return &t
}

// TestRows8 quantises by hand, halves to the even side.
func TestRows8(t *testing.T) {
	r := Rows8{Width: 5}
	r.Append([]float32{127, -1.5, 0.5, 2.5, -127})
	r.Append(make([]float32, 5))
	r.Append([]float32{-2, 1, 0, 0, 0})
	if !slices.Equal(r.Data, []int8{127, -2, 0, 2, -127, 0, 0, 0, 0, 0, -127, 64, 0, 0, 0}) || !slices.Equal(r.Scales, []float32{1, 0, 2. / 127}) {
		t.Errorf("%v, scales %v", r.Data, r.Scales)
	}
	if s := r.Slice(2, 3); len(s.Scales) != 1 || s.Data[0] != -127 {
		t.Errorf("row 2 is %v", s)
	}
}

// TestGelu holds the approximation to the exact function.
func TestGelu(t *testing.T) {
	for v := float32(-12); v < 12; v += 0.001 {
		x := []float32{v}
		Gelu(x)
		want := float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2))
		if math.Abs(float64(x[0])-want) > 1.4e-6+2e-7*math.Abs(want) {
			t.Fatalf("of %v: %v, want %v", v, x[0], want)
		}
	}
}

// TestBrokenEncoder reads files that were cut short or changed: a clear error, no
// panic.
func TestBrokenEncoder(t *testing.T) {
	file := made(5, true)
	for n := 0; n < len(file)-64; n += 97 {
		if _, err := ReadEncoder(file[:n]); err == nil || !strings.Contains(err.Error(), "encoder: ") {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	for _, change := range [][2]string{
		{"assaye1", "assaye2"},
		{`"width":64`, `"width":60`},
		{`"heads":2`, `"heads":1`},
		{`"positions":256`, `"positions":999`},
		{`"layers":2`, `"layers":3`},
		{`"name":"layer.0.qkv"`, `"name":"layer.0.qkw"`},
		{`"kind":"i8"`, `"kind":"i7"`},
		{`"rows":50,"cols":64`, `"rows":-5,"cols":64`},
		{`"rows":50,"cols":64`, `"rows":64,"cols":50`},
		{`"name":"upos.bias","kind":"f32","rows":1,"cols":17`, `"name":"upos.bias","kind":"f32","rows":1,"cols":16`},
	} {
		if !strings.Contains(file, change[0]) {
			t.Fatalf("the file lacks %s", change[0])
		}
		header, rest := file[:len(encoderMagic)+4+1], file[len(encoderMagic)+4+1:]
		broken := strings.Replace(header, change[0], change[1], 1) + strings.Replace(rest, change[0], change[1], 1)
		if len(broken) != len(file) {
			t.Fatalf("%s and %s are not of one length", change[0], change[1])
		}
		if _, err := ReadEncoder(broken); err == nil || !strings.HasPrefix(err.Error(), "encoder: ") {
			t.Errorf("%s: %v", change[1], err)
		}
	}
}

// TestEncodeAlone encodes windows of many sizes one after the other: what came
// before leaves no trace.
func TestEncodeAlone(t *testing.T) {
	e := read(t, made(6, true))
	r := rand.New(rand.NewPCG(7, 8))
	used := NewEncoding(e)
	for _, n := range []int{256, 1, 2, 33, 7, 64, 255, 0, 31} {
		ids, marks := window(r, e, n)
		got, want := used.Encode(ids, marks), NewEncoding(e).Encode(ids, marks)
		if len(got) != n*e.Width || !slices.Equal(got, want) {
			t.Fatalf("a window of %d differs from one read first", n)
		}
		for _, v := range got {
			if v != v {
				t.Fatalf("a window of %d: no number", n)
			}
		}
	}
}

// TestSameBits holds the bits of a window's states to those that they have on every
// processor.
func TestSameBits(t *testing.T) {
	e := read(t, made(10, true))
	ids, marks := window(rand.New(rand.NewPCG(1, 2)), e, 100)
	sum := sha256.New()
	for _, v := range NewEncoding(e).Encode(ids, marks) {
		sum.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != "dcaeaaf66cf9ffc5dd8e05ee84dcaf1ae1283a500803baaece1ab2a857ac9a34" {
		t.Errorf("the states have the digest %s", got)
	}
}

// FuzzReadEncoder reads files with other headers: no panic.
func FuzzReadEncoder(f *testing.F) {
	file := made(11, true)
	f.Add(file[len(encoderMagic)+4 : 2000])
	f.Fuzz(func(t *testing.T, header string) {
		text := binary.LittleEndian.AppendUint32([]byte(encoderMagic), uint32(len(header)))
		text = append(text, header...)
		text = append(text, make([]byte, -len(text)&63)...)
		ReadEncoder(string(text) + file[len(file)/2:])
	})
}

// BenchmarkEncode encodes full windows with each kind of kernels.
func BenchmarkEncode(b *testing.B) {
	e := read(b, made(9, false))
	ids, marks := window(rand.New(rand.NewPCG(1, 2)), e, e.Positions)
	for k, name := range []string{"scalar", "AVX2", "VNNI"}[:native+1] {
		b.Run(name, func(b *testing.B) {
			c := NewEncoding(e)
			c.k = kernels(k)
			for b.Loop() {
				c.Encode(ids, marks)
			}
			b.ReportMetric(float64(len(ids))*float64(b.N)/b.Elapsed().Seconds(), "pieces/s")
		})
	}
}

func BenchmarkReadEncoder(b *testing.B) {
	file := made(9, false)
	for b.Loop() {
		read(b, file)
	}
}
