package origin

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed weights.txt
var weightsText string

// weights are what each feature speaks for a voice, learnt by internal/train/origin.
var weights = sync.OnceValue(func() map[string]float64 {
	m := map[string]float64{}
	for line := range strings.Lines(weightsText) {
		line = strings.TrimSpace(line)
		if i := strings.LastIndexByte(line, ' '); i > 0 {
			w, err := strconv.ParseFloat(line[i+1:], 64)
			if err != nil {
				panic("origin: " + err.Error()) // embedded: a fault of the build
			}
			m[line[:i]] = w
		}
	}
	return m
})
