// Command write writes a workload for tests of scale as `assay eval copies`
// reads it: docs.jsonl with an id and a text on each line, and pairs.tsv with
// the pairs that are copies. The reports are those of package workload. It
// writes nothing else.
//
//	go run ./internal/workload/write 100000 /tmp/copies
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"assay/internal/workload"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}

func write(args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return fmt.Errorf("usage: write N FOLDER [SEED]")
	}
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	seed := uint64(7)
	if len(args) == 3 {
		if seed, err = strconv.ParseUint(args[2], 10, 64); err != nil {
			return err
		}
	}
	w := workload.Make(n, seed)
	if err := os.MkdirAll(args[1], 0o755); err != nil {
		return err
	}
	err = file(filepath.Join(args[1], "docs.jsonl"), func(b *bufio.Writer) error {
		enc := json.NewEncoder(b)
		for i, s := range w.Texts {
			if err := enc.Encode(struct {
				ID   int    `json:"id"`
				Text string `json:"text"`
			}{i, s}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return file(filepath.Join(args[1], "pairs.tsv"), func(b *bufio.Writer) error {
		for _, p := range w.Pairs {
			fmt.Fprintf(b, "%d\t%d\t%.2f\t%.2f\n", p.A, p.B, p.Containment, p.Resemblance)
		}
		return nil
	})
}

// file writes a file through a buffer.
func file(path string, fill func(*bufio.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	b := bufio.NewWriter(f)
	if err := fill(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return f.Close()
}
