package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/ledger"
	"assay/page"
	"assay/screen"
	"assay/store"
)

// checker is the verifier of a bundle, which shares no code with this program.
//
//go:embed evidence.py
var checker string

// evidence writes a bundle: what shows somebody who has not the ledger that entries
// stand in it, and were read from bytes that it has.
func (e *exportCmd) evidence(c *console, st *store.Store) error {
	if e.Output == "" || e.Output == "-" {
		return usagef("--evidence: a bundle is a folder; name one with -o")
	}
	if len(e.Query) == 0 {
		return usagef("--evidence: of what? Name entries (3fa9c021:f7) or reports")
	}
	kept, err := checkpoints(e.Checkpoint)
	if err != nil {
		return err
	}
	var reports []string
	entries := map[string][]string{}
	for _, name := range e.Query {
		local := ""
		if report, of, err := ledger.ParseEntryID(name); err == nil {
			name, local = report, of
		}
		id, err := st.Find(c.ctx, name)
		if err != nil {
			return err
		}
		if !slices.Contains(reports, id) {
			reports = append(reports, id)
		}
		if local != "" {
			entries[id] = append(entries[id], local)
		}
	}
	// The bytes have all names, whatever is shown of them.
	if err := st.NoteNames(c.ctx, "export --evidence"); err != nil {
		return err
	}
	ev, err := st.Evidence(c.ctx, reports, entries, kept)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(e.Output, 0o777); err != nil {
		return cannotWrite(e.Output, err)
	}
	put := func(name string, b []byte) error {
		return c.output(filepath.Join(e.Output, name), func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		})
	}
	var run screen.Run
	for _, r := range ev.Reports {
		for _, local := range r.Entries {
			if !strings.Contains(string(r.Line), `"id":"`+local+`"`) {
				return fmt.Errorf("%s: %s has no entry %s", st.Path(), r.Report, local)
			}
		}
		run.Docs = append(run.Docs, r.Doc)
		name := strings.TrimPrefix(r.Report, "sha256:")
		for ending, b := range map[string][]byte{".raw": r.Raw, ".txt": r.Text, ".json": r.Line} {
			if err := put(name+ending, b); err != nil {
				return err
			}
		}
	}
	b, err := json.MarshalIndent(ev, "", " ")
	if err != nil {
		return err
	}
	if err := put("evidence.json", append(b, '\n')); err != nil {
		return err
	}
	if err := put("verify.py", []byte(checker)); err != nil {
		return err
	}
	if err := c.output(filepath.Join(e.Output, "page.html"), func(w io.Writer) error { return page.Write(w, run, page.Options{Names: e.Names}) }); err != nil {
		return err
	}
	c.note(fmt.Sprintf("%s: evidence of %d %s; check it with python3 %s %s", e.Output, len(ev.Reports), reportOrMore(len(ev.Reports)), filepath.Join(e.Output, "verify.py"), e.Output))
	return nil
}
