package workload

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Sizes are the lengths of reports, in bytes, over which growth is measured.
var Sizes = []int{20_000, 40_000, 80_000, 160_000, 320_000}

// Piles are the numbers of reports over which growth is measured.
var Piles = []int{500, 1000, 2000, 4000, 8000, 16_000}

// StepsOf is the variable that tells benchmarks of growth to do their work once, so
// that the steps can be counted: on an input of so many times the smallest size.
const StepsOf = "ASSAY_STEPS_OF"

// Growth reports, as "exponent", how the processor time that work takes grows with
// the size of what it is done on: 1 is in step with it, 2 with its square. prepare makes
// the work for a size, outside the time. Of several runs the fastest counts, and
// the exponent is the slope of the line that fits the logarithms best.
func Growth(b *testing.B, sizes []int, prepare func(size int) (work func())) {
	b.Helper()
	if times, err := strconv.ParseFloat(os.Getenv(StepsOf), 64); err == nil {
		prepare(int(float64(sizes[0]) * times))()
		return
	}
	works := make([]func(), len(sizes))
	best := make([]float64, len(sizes))
	for i, n := range sizes {
		works[i], best[i] = prepare(n), math.Inf(1)
	}
	b.ResetTimer()
	for range b.N {
		for round, started := 0, time.Now(); round < 2 || round < 9 && time.Since(started) < 2*time.Second; round++ {
			for i, work := range works {
				start := CPU()
				work()
				best[i] = min(best[i], (CPU() - start).Seconds())
			}
		}
	}
	var sx, sy, sxx, sxy float64
	for i, n := range sizes {
		x, y := math.Log(float64(n)), math.Log(best[i])
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	n := float64(len(sizes))
	b.ReportMetric((n*sxy-sx*sy)/(n*sxx-sx*sx), "exponent")
	b.ReportMetric(float64(sizes[len(sizes)-1])/1e6/best[len(sizes)-1], "last/s/1e6")
	b.ReportMetric(0, "ns/op")
}

// A Shape is a way in which a text can be unlike others.
type Shape struct {
	Name string
	Make func(size int) string
}

// Shapes are texts of about size bytes: news, and what breaks programs that look
// ahead, look back or take a text for short lines.
var Shapes = []Shape{
	{"news", func(n int) string { return news(n, ". ", "\n\n") }},
	{"one line", func(n int) string { return news(n, ". ", ". ") }},
	{"one sentence", func(n int) string { return news(n, ", and ", ", but ") }},
	{"lines without points", func(n int) string { return news(n, " ", "\n") }},
	{"short lines", func(n int) string { return news(n, ".\n", ".\n") }},
	{"glued", func(n int) string { return news(n, ".", ".") }},
	{"open marks", func(n int) string { return news(n, ". \"", ".\n\n“") }},
	{"two blanks", func(n int) string { return news(n, ". ", ".  ") }},
	{"headings", repeated("Floods reach the Town\n\n")},
	{"repeats", repeated("The river rose in the night and six of the villages were cut off, the mayor said.\n\n")},
	{"one word", repeated("x")},
	{"blanks", repeated(" ")},
	{"empty lines", repeated("\n")},
	{"numbers", repeated("3,412 of 7.5 and 12-14 ")},
	{"points", repeated(".")},
	{"pauses", repeated("it rose ... ")},
	{"straight marks", repeated("\"")},
	{"brackets", repeated("(AP Photo/X)A")},
	{"closed brackets", repeated("a (b) ")},
	{"joints", repeated("Ana.Bea ")},
	{"furniture", repeated("Advertisement")},
	{"links", repeated("Read more: the wreck was found The ")},
	{"bylines", repeated("By Ana Reis\n")},
	{"credits", repeated("A contributed. ")},
	{"names", repeated("Ana Reis ")},
	{"hyphens", repeated("a-")},
	{"addresses", repeated("a@b.example,")},
	{"abbreviations", repeated("U.S. ")},
	{"accents", repeated("é́ ")},
}

func repeated(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// news returns English of about size bytes in which no sentence comes twice, with
// between between the sentences of a paragraph, and after behind the last.
func news(size int, between, after string) string {
	r := rand.New(rand.NewPCG(uint64(size), 0x9e37))
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	var b strings.Builder
	for k := 1; b.Len() < size; k++ {
		fmt.Fprintf(&b, "%s %s of %s said on %s that %d %s had been %s in the %s near %s", pick("The", "A"), pick("mayor", "governor", "doctor", "teacher", "spokesman"), town(r),
			pick("Monday", "Tuesday", "Friday"), r.IntN(9000), pick("people", "houses", "farmers", "boats"), pick("hurt", "found", "counted", "lost"), pick("hills", "market", "harbour"), town(r))
		if k%4 == 0 {
			b.WriteString(after)
		} else {
			b.WriteString(between)
		}
	}
	return b.String()
}

func town(r *rand.Rand) string {
	const first, then = "BDKLMNRST", "aeiou"
	s := first[r.IntN(len(first)):][:1]
	for range 2 + r.IntN(2) {
		s += then[r.IntN(len(then)):][:1] + strings.ToLower(first[r.IntN(len(first)):][:1])
	}
	return s
}

// People returns English of about size bytes in which many persons say how many
// others were hurt and where: what screens have to show.
func People(size int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, uint64(size)))
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	var b strings.Builder
	for b.Len() < size {
		name := pick("Ana", "Tom", "Rosa", "Ilse", "Hamid", "Joel", "Mara", "Pedro") + " " + town(r)
		fmt.Fprintf(&b, "At least %d people were %s in %s on %s, said %s, a %s from %s. ", 2+r.IntN(900), pick("killed", "injured", "displaced", "arrested"), pick("Beira", "Nairobi", "Lima", "Karachi", "Tete"),
			pick("Monday", "Tuesday", "Friday"), name, pick("nurse", "farmer", "teacher", "driver", "fisherman"), pick("Juba", "Dadu", "Quito", "Goma"))
		fmt.Fprintf(&b, "“%s,” %s said. The governor denied that %d houses had been destroyed.\n\n", pick("We left at night", "Nobody came to help us", "The water rose to the roof"), name[strings.IndexByte(name, ' ')+1:], 2+r.IntN(90))
	}
	return b.String()
}
