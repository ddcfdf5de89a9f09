// Command peers measures package copies beside a peer, the MinHash LSH of
// github.com/ekzhu/minhash-lsh, in one run on the same invented reports: speed,
// and precision and recall of pairs. The peer takes 5-word shingles and a
// threshold of Jaccard resemblance, as such systems are set up. It is a module
// of its own, so that the peer is no dependency of assay.
//
//	cd internal/peers && go run . 20000
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	minhashlsh "github.com/ekzhu/minhash-lsh"

	"assay"
	"assay/copies"
	"assay/internal/workload"
)

func main() {
	n := 20000
	if len(os.Args) > 1 {
		var err error
		if n, err = strconv.Atoi(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, "peers:", err)
			os.Exit(2)
		}
	}
	w := workload.Make(n, 7)
	gold := map[[2]int]bool{}
	for _, p := range w.Pairs {
		gold[[2]int{p.A, p.B}] = true
	}
	fmt.Printf("%-34s %10s %6s %6s %6s\n", "", "docs/s", "P", "R", "F1")
	measure("assay/copies", n, gold, func() map[[2]int]bool { return ours(w.Texts) })
	measure("MinHash LSH, J .5, 128 hashes", n, gold, func() map[[2]int]bool { return peer(w.Texts, .5, 128) })
	measure("MinHash LSH, J .2, 256 hashes", n, gold, func() map[[2]int]bool { return peer(w.Texts, .2, 256) })
}

func measure(name string, n int, gold map[[2]int]bool, find func() map[[2]int]bool) {
	start := time.Now()
	found := find()
	took := time.Since(start)
	right := 0
	for p := range found {
		if gold[p] {
			right++
		}
	}
	fmt.Printf("%-34s %10.0f %6.3f %6.3f %6.3f\n", name, float64(n)/took.Seconds(), float64(right)/float64(len(found)),
		float64(right)/float64(len(gold)), 2*float64(right)/float64(len(found)+len(gold)))
}

func ours(texts []string) map[[2]int]bool {
	docs, at := make([]*assay.Doc, len(texts)), make(map[assay.ReportID]int, len(texts))
	for i, s := range texts {
		docs[i] = assay.NewDoc(&assay.Report{ID: assay.NewReportID(strconv.Itoa(i), nil), Text: s})
		at[docs[i].ID] = i
	}
	found := map[[2]int]bool{}
	for _, st := range copies.Stories(docs, copies.Options{}) {
		for _, l := range st.Links {
			a, b := at[l.From], at[l.To]
			found[[2]int{min(a, b), max(a, b)}] = true
		}
	}
	return found
}

func peer(texts []string, threshold float64, hashes int) map[[2]int]bool {
	const shingle = 5
	lsh := minhashlsh.NewMinhashLSH(hashes, threshold)
	signatures := make([][]uint64, len(texts))
	for i, s := range texts {
		m := minhashlsh.NewMinhash(1, hashes)
		words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for k := 0; k+shingle <= len(words); k++ {
			m.Push([]byte(strings.Join(words[k:k+shingle], " ")))
		}
		signatures[i] = m.Signature()
		lsh.Add(i, signatures[i])
	}
	lsh.Index()
	found := map[[2]int]bool{}
	for i, sig := range signatures {
		for _, c := range lsh.Query(sig) {
			k := c.(int)
			same := 0
			for x := range sig {
				if sig[x] == signatures[k][x] {
					same++
				}
			}
			if k > i && float64(same) >= .9*threshold*float64(hashes) {
				found[[2]int{i, k}] = true
			}
		}
	}
	return found
}
