package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/store"
)

// Whoever has names shown is noted in the ledger, with the command; who does not
// is not.
func TestNamesAreNoted(t *testing.T) {
	dir := t.TempDir()
	ledger, report := filepath.Join(dir, "a.db"), filepath.Join(dir, "good.txt")
	if err := os.WriteFile(report, []byte("Twelve people died in the flood, the mayor of Dadu said on Monday.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"add", report}, {"claims"}, {"claims", "--names"}, {"export", "--as", "jsonl", "-o", filepath.Join(dir, "out")},
		{"export", "--as", "csv", "--table", "claims", "-o", filepath.Join(dir, "out"), "--names"}, {"show", report}, {"show", report, "--names"}} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), append(args, "-l", ledger), strings.NewReader(""), &stdout, &stderr); code != 0 {
			t.Fatalf("%v: %d %s", args, code, &stderr)
		}
	}
	st, err := store.Open(t.Context(), ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	list, err := st.Log(t.Context())
	var commands []string
	for _, e := range list {
		if e.What == "names" {
			commands = append(commands, e.What+" "+e.Command)
		}
	}
	if noted := strings.Join(commands, ", "); err != nil || noted != "names claims, names export, names show" {
		t.Errorf("the log says %q, %v", noted, err)
	}
}
