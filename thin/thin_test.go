package thin

import (
	"os"
	"strings"
	"testing"
)

const text = "KARAB — At least 12 people were killed, the \"mayor\" of Karab said on Monday. Twelve <b>houses</b> fell."

var primer = NewPrimer([][]string{{"id", "span", "text"}, {"a"}}, []string{"person", "killed"})

// Whatever goes in comes out, and most of it is less.
func TestPack(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int // bytes
	}{
		{`{"id":"f1","span":[10,21],"text":"At least 12"}` + "\n", 12},
		{`{"id":"f1","span":[44,53],"text":"the \"mayor\""}`, 13},
		{`{"id":"f1","span":[0,5],"text":"other"}`, 20},
		{`{"ledger":1,"list":[{"id":"f1","span":[0,5],"text":"KARAB"},{"id":"f1","span":[0,5],"text":"KARAB"}]}`, 40},
		{`[[0,null,"At least 12",12.0,0.8756797142410797,-3,300,"2018-02-04","sha256:6a242bddd6734b9bc597fa029c35b8745ea7aa8609773ccd031fb88e7342523b"],` + "\n" + `[1,true,"killed",false]]`, 75},
		{`["Twelve <b>houses</b> fell"]`, 12},
		{`["Twelve \u003cb\u003ehouses\u003c/b\u003e fell"]`, 12},
		{`[[1,2],[3,9],[9,3],[01,2],[1,2,3]]`, 40},
		{`[{"Start":3,"End":12},{"Start":9,"End":4},{"Start":-1,"End":4},{"Start":1,"End":2,"x":3}]`, 60},
		{`{}`, 6}, {`[]`, 4}, {`"x"`, 6}, {`12`, 4}, {`{"a":{"a":{}}}`, 12}, {`{"a":1e9,"a":-0,"b":0.10,"c":-0.5,"d":1.,"e":.5,"f":00}`, 60},
		{``, 1}, {"\n", 2}, {`{"a"`, 5}, {`[1,2`, 5}, {`{"a":1}}`, 9}, {` [1]`, 5}, {`{"a": 1}`, 9}, {`[1, 2]`, 9}, {`"\`, 3}, {`nul`, 8}, {`["\ud800","\ufffd","\u2028","\u00e9"]`, 50},
		{`["2018-13-45","0000-00-00","9999-99-99","2018-2-04x"]`, 50}, {`["a0","a01","f123456","f1234567","é1"]`, 50},
		{strings.Repeat("[", 200) + strings.Repeat("]", 200), 500},
	} {
		b := primer.Pack(c.in, text)
		got, err := primer.Unpack(b, text)
		if err != nil || got != c.in {
			t.Errorf("%q comes out as %q, %v", c.in, got, err)
		}
		if len(b) > c.most {
			t.Errorf("%q takes %d bytes, more than %d: %q", c.in, len(b), c.most, b)
		}
	}
}

// Bytes that are not its own do no harm.
func FuzzUnpack(f *testing.F) {
	f.Add(primer.Pack(`{"id":"f1","span":[10,21],"text":"At least 12","x":[{"a":1},{"a":1.5}]}`, text))
	f.Add(primer.Pack(`[[0,null,"At least 12"],`+"\n"+`[1,true,"killed"]]`, text))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := primer.Unpack(b, text)
		if err == nil && len(s) > 1<<26 {
			t.Skip()
		}
	})
}

func FuzzPack(f *testing.F) {
	f.Add(`{"id":"f1","span":[10,21],"text":"At least 12","x":[{"a":1},{"a":1.5}]}`, text)
	f.Add(`[[0,null,"At least 12"],`+"\n"+`[1,true,"killed"]]`, text)
	f.Add("{\"a\":\"\\u003c\"}\n", "<")
	f.Fuzz(func(t *testing.T, s, text string) {
		b := primer.Pack(s, text)
		got, err := primer.Unpack(b, text)
		if err != nil || got != s {
			t.Fatalf("%q comes out as %q, %v", s, got, err)
		}
		if len(b) > len(s)+1 {
			t.Fatalf("%q takes %d bytes", s, len(b))
		}
	})
}

// Learn finds what samples have in common.
func TestLearn(t *testing.T) {
	shapes, list := Learn([]string{`{"a":[{"b":"x","c":"f1"}],"d":"y"}`, `{"a":[{"b":"z"}],"d":"y"}`, `{"a":[],"d":"y"}` + "\n", "no JSON"}, 500)
	if len(shapes) != 1 || strings.Join(shapes[0], " ") != "a d" || strings.Join(list, " ") != "y" {
		t.Errorf("%q, %q", shapes, list)
	}
}

// BenchmarkUnpack reads a file of lines of a ledger, ASSAY_LINES, with the text of each before it.
func BenchmarkUnpack(b *testing.B) {
	raw, err := os.ReadFile(os.Getenv("ASSAY_LINES"))
	if err != nil {
		b.Skip("no ASSAY_LINES")
	}
	all := strings.SplitAfter(string(raw), "\n")
	var packed [][]byte
	for _, l := range all {
		packed = append(packed, primer.Pack(l, ""))
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		for _, p := range packed {
			if _, err := primer.Unpack(p, ""); err != nil {
				b.Fatal(err)
			}
		}
	}
}
