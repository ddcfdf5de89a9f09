package export_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assay/export"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// Each form is read back by the library that others read it with: ASSAY_LONG=1, and
// ASSAY_PYTHON names a Python that has pandas, pyarrow, openpyxl, shapely, followthemoney,
// dkpro-cassis, conllu, markdown-it-py and python-docx. What it lacks is passed over, and said.
func TestForeign(t *testing.T) {
	if os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1 to have each form read back by the tools of others")
	}
	python := os.Getenv("ASSAY_PYTHON")
	if python == "" {
		python = "python3"
	}
	if _, err := exec.LookPath(python); err != nil {
		t.Skip("SKIPPED: no Python: ", err)
	}
	run := pile(t)
	doc := run.Docs[0]
	m := mask.All(run.Docs, run.Stories, false)[doc.ID]
	type laid struct {
		Head  []string `json:"head"`
		Kinds []string `json:"kinds"`
		Rows  [][]any  `json:"rows"`
	}
	tables := map[string]laid{}
	kinds := [...]string{table.Text: "text", table.Number: "number", table.Integer: "integer", table.Truth: "truth", table.Day: "day"}
	for _, name := range table.Names {
		tab := rowsOf(t, name)
		l := laid{Head: tab.Head, Rows: tab.Rows}
		for _, column := range tab.Head {
			l.Kinds = append(l.Kinds, kinds[table.KindOf(name, column)])
		}
		tables[name] = l
	}
	figures := map[string]string{}
	for i := range doc.Figures {
		figures[ledger.ID('f', i)] = m.Words(doc.Figures[i].Quantity.Span)
	}
	name := doc.ID.Short()
	want, err := json.Marshal(map[string]any{"tables": tables, "whole": hostile, "texts": map[string]string{name: m.Text().Text}, "figures": map[string]any{name: figures}})
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range export.Forms {
		if form.Name == "card" || form.Name == "svg" {
			continue // pages, read by TestCard
		}
		t.Run(form.Name, func(t *testing.T) {
			dir := t.TempDir()
			for name, b := range files(t, form.Name, export.Options{}) {
				if name == "" {
					name = "one"
				}
				if form.Name == "xlsx" { // openpyxl looks at the name
					name += ".xlsx"
				}
				write(t, filepath.Join(dir, name), b)
			}
			write(t, filepath.Join(dir, "want.json"), string(want))
			out, err := exec.Command(python, "testdata/read.py", form.Name, dir).CombinedOutput()
			var exit *exec.ExitError
			switch said := strings.TrimSpace(string(out)); {
			case errors.As(err, &exit) && exit.ExitCode() == 3:
				t.Skip("SKIPPED: ", said)
			case err != nil:
				t.Errorf("%v: %s", err, said)
			default:
				t.Log("read by ", said)
			}
		})
	}
}

// TestBriefForeign has the document of a brief read by python-docx, in the same way.
func TestBriefForeign(t *testing.T) {
	if os.Getenv("ASSAY_LONG") == "" {
		t.Skip("SKIPPED: set ASSAY_LONG=1 to have a brief read back by python-docx")
	}
	b := &export.Brief{Title: "Haro <b>", Pieces: []export.BriefPiece{
		{Kind: export.BriefHeading, Words: hostile},
		{Kind: export.BriefNumber, Words: "How many?", Number: "12–15", Notes: []export.BriefNote{{Outlet: hostile, Address: "https://post.example/1", Entry: "3fa9c021:f7", Quote: [3]string{"a ", "12", " b"}}}},
	}}
	name := filepath.Join(t.TempDir(), "brief.docx")
	f, err := os.Create(name)
	if err == nil {
		err = errors.Join(b.DOCX(f), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	const read = `
import sys
try:
    import docx
except ImportError:
    sys.exit(3)
d = docx.Document(sys.argv[1])
assert [p.style.name for p in d.paragraphs] == ["Title", "Heading 1", "Normal"], [p.style.name for p in d.paragraphs]
assert d.paragraphs[0].text == "Haro <b>" and "12–15" in d.paragraphs[2].text
notes = [r.target_part for r in d.part.rels.values() if r.reltype.endswith("/footnotes")]
assert len(notes) == 1 and b"3fa9c021:f7" in notes[0].blob
assert [r.target_ref for r in notes[0].rels.values()] == ["https://post.example/1"]
`
	python := os.Getenv("ASSAY_PYTHON")
	if python == "" {
		python = "python3"
	}
	out, err := exec.Command(python, "-c", read, name).CombinedOutput()
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound) || errors.As(err, &exit) && exit.ExitCode() == 3:
		t.Skip("SKIPPED: no Python with python-docx")
	case err != nil:
		t.Errorf("%v: %s", err, out)
	}
}

func write(t *testing.T, path, s string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
		t.Fatal(err)
	}
}
