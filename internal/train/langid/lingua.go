package main

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"unicode/utf8"
)

// grams are how often each stretch of one to five letters stands in the words of a
// language, as a share of all its letters.
type grams [6]map[string]float64

// readGrams returns what draws the words of a language of lingua-go, whose tables hold for each stretch
// how likely its last letter is after the ones before it.
func readGrams(dir string) (chain, error) {
	var g grams
	for n, name := range [...]string{1: "uni", 2: "bi", 3: "tri", 4: "quadri", 5: "five"} {
		if n == 0 {
			continue
		}
		data, err := unzip(filepath.Join(dir, name+"grams.pb.bin.zip"))
		if err != nil {
			return chain{}, err
		}
		if g[n], err = parse(data); err != nil {
			return chain{}, fmt.Errorf("%s: %s: %w", dir, name, err)
		}
		if n == 1 {
			continue
		}
		for s, p := range g[n] {
			r := []rune(s)
			g[n][s] = p * g[n-1][string(r[:n-1])]
		}
	}
	return newChain(&g), nil
}

func unzip(path string) ([]byte, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// parse reads a SerializableLanguageModel: sets (field 4) of a probability (1) and
// the stretches (2) that have it.
func parse(data []byte) (map[string]float64, error) {
	out := map[string]float64{}
	err := fields(data, func(field int, set []byte) error {
		if field != 4 {
			return nil
		}
		p := math.NaN()
		return fields(set, func(field int, b []byte) error {
			switch field {
			case 1:
				p = math.Float64frombits(binary.LittleEndian.Uint64(b))
			case 2:
				out[string(b)] = p
			}
			return nil
		})
	})
	return out, err
}

// fields calls f with the fields of a protocol buffer's message.
func fields(data []byte, f func(field int, b []byte) error) error {
	for len(data) > 0 {
		key, n := binary.Uvarint(data)
		if n <= 0 {
			return io.ErrUnexpectedEOF
		}
		data = data[n:]
		size := 8
		switch key & 7 {
		case 0:
			_, size = binary.Uvarint(data)
		case 2:
			u, n := binary.Uvarint(data)
			if n <= 0 || u > uint64(len(data)-n) {
				return io.ErrUnexpectedEOF
			}
			data, size = data[n:], int(u)
		}
		if size < 0 || size > len(data) {
			return io.ErrUnexpectedEOF
		}
		if err := f(int(key>>3), data[:size]); err != nil {
			return err
		}
		data = data[size:]
	}
	return nil
}

// A chain draws words as a language has them. What begins and ends a word the tables do
// not say, but it follows: a stretch is at a word's end as often as none of the longer
// ones goes on behind it. So words of up to three letters come out as often as they are,
// longer ones letter by letter, each after the four before it.
type chain struct {
	order int // how many letters the next depends on
	next  map[string]*choice
}

type choice struct {
	next []rune // 0: the word ends
	upTo []float64
}

func newChain(g *grams) chain {
	counts := map[string]map[rune]float64{}
	add := func(state string, r rune, n float64) {
		if n <= 1e-15 {
			return
		}
		m := counts[state]
		if m == nil {
			m = map[rune]float64{}
			counts[state] = m
		}
		m[r] += n
	}
	first := [5]map[string]float64{} // how often a stretch begins a word
	for n := 1; n <= 4; n++ {
		first[n] = map[string]float64{}
		for s, c := range g[n] {
			first[n][s] += c
		}
		for _, s := range slices.Sorted(maps.Keys(g[n+1])) {
			_, w := utf8.DecodeRuneInString(s)
			first[n][s[w:]] -= g[n+1][s]
		}
		for s, c := range first[n] {
			r := []rune(s)
			add("^"+string(r[:n-1]), r[n-1], c)
		}
	}
	for n := 1; n <= 3; n++ {
		ends := map[string]float64{}
		for s, c := range first[n] {
			ends[s] += c
		}
		for _, s := range slices.Sorted(maps.Keys(first[n+1])) {
			r := []rune(s)
			ends[string(r[:n])] -= first[n+1][s]
		}
		for s, c := range ends {
			add("^"+s, 0, c)
		}
	}
	ends := map[string]float64{}
	for s, c := range g[4] {
		ends[s] += c
	}
	for _, s := range slices.Sorted(maps.Keys(g[5])) {
		r := []rune(s)
		ends[string(r[:4])] -= g[5][s]
		add(string(r[:4]), r[4], g[5][s])
	}
	for s, c := range ends {
		add(s, 0, c)
	}
	return chain{4, choices(counts)}
}

func choices(counts map[string]map[rune]float64) map[string]*choice {
	out := map[string]*choice{}
	for s, m := range counts {
		c := &choice{}
		for r := range m {
			c.next = append(c.next, r)
		}
		slices.Sort(c.next)
		sum := 0.0
		for _, r := range c.next {
			sum += m[r]
			c.upTo = append(c.upTo, sum)
		}
		out[s] = c
	}
	return out
}

// word draws a word.
func (c chain) word(rng *rand.Rand, buf []rune) []rune {
	buf = buf[:0]
	for len(buf) < 30 {
		var state string
		if len(buf) < c.order {
			state = "^" + string(buf)
		} else {
			state = string(buf[len(buf)-c.order:])
		}
		ch := c.next[state]
		if ch == nil {
			break
		}
		x := rng.Float64() * ch.upTo[len(ch.upTo)-1]
		i, _ := slices.BinarySearch(ch.upTo, x)
		r := ch.next[min(i, len(ch.next)-1)]
		if r == 0 {
			break
		}
		buf = append(buf, r)
	}
	return buf
}
