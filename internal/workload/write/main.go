// Command write writes a workload for tests of scale, invented by package workload: as
// `assay eval copies` reads it (docs.jsonl with an id and a text on each line, and
// pairs.tsv with the pairs that are copies), or, with "events", reports that tell of
// invented events, as a ledger of what is read in them: ledger.jsonl, and truth.jsonl with
// the events and, for each report, the event of each of its figures; or, with "pages",
// pages of 350 words, as pages.jsonl and as a folder of HTML. It writes nothing else.
//
//	go run ./internal/workload/write 100000 /tmp/copies
//	go run ./internal/workload/write events 100000 /tmp/events
//	go run ./internal/workload/write pages 10000 /tmp/pages
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"assay/internal/workload"
	"assay/ledger"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}

func write(args []string) error {
	what := "copies"
	if len(args) > 0 && (args[0] == "events" || args[0] == "pages") {
		what, args = args[0], args[1:]
	}
	if len(args) < 2 || len(args) > 3 {
		return fmt.Errorf("usage: write [events|pages] N FOLDER [SEED]")
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
	if err := os.MkdirAll(args[1], 0o755); err != nil {
		return err
	}
	switch what {
	case "events":
		return told(workload.Tell(n, seed), args[1])
	case "pages":
		return pages(workload.Pages(n, 350, seed), args[1])
	}
	w := workload.Make(n, seed)
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

// pages writes invented pages: as records, and each as a file of HTML.
func pages(list []workload.Page, folder string) error {
	err := file(filepath.Join(folder, "pages.jsonl"), func(b *bufio.Writer) error {
		enc := json.NewEncoder(b)
		for i := range list {
			p := &list[i]
			err := enc.Encode(map[string]string{"url": p.URL, "title": p.Title, "publisher": p.Publisher, "published": p.Published, "text": p.Title + "\n\n" + p.Text})
			if err != nil {
				return err
			}
		}
		return nil
	})
	for i := range list {
		if err != nil {
			return err
		}
		in := filepath.Join(folder, "html", fmt.Sprintf("%03d", i/1000))
		if err = os.MkdirAll(in, 0o755); err == nil {
			err = os.WriteFile(filepath.Join(in, fmt.Sprintf("%06d.html", i)), []byte(list[i].HTML()), 0o644)
		}
	}
	return err
}

// told writes invented reports as a ledger, and what is true of them.
func told(t *workload.Told, folder string) error {
	err := file(filepath.Join(folder, "ledger.jsonl"), func(b *bufio.Writer) error {
		return ledger.Encode(b, t.Docs, t.Stories, nil, nil)
	})
	if err != nil {
		return err
	}
	return file(filepath.Join(folder, "truth.jsonl"), func(b *bufio.Writer) error {
		enc := json.NewEncoder(b)
		for i := range t.Events {
			if err := enc.Encode(struct {
				N     int                 `json:"n"`
				Event *workload.Happening `json:"event"`
			}{i, &t.Events[i]}); err != nil {
				return err
			}
		}
		for i, doc := range t.Docs {
			if err := enc.Encode(struct {
				Report string `json:"report"`
				Events []int  `json:"events"`
			}{doc.ID.String(), t.Of[i]}); err != nil {
				return err
			}
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
