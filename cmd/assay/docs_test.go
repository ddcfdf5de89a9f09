package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// docs/commands.md names every command, and its example of settings is one.
func TestCommandsPage(t *testing.T) {
	raw, err := os.ReadFile("../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	parser := kong.Must(&cli{}, kong.Name("assay"), kong.Vars{"version": ""}, kong.Bind(&console{}))
	for _, leaf := range parser.Model.Leaves(true) {
		if !strings.Contains(page, "`"+leaf.Path()+"`") {
			t.Errorf("docs/commands.md does not name %q", leaf.Path())
		}
	}
	example := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(page)
	if example == nil {
		t.Fatal("docs/commands.md has no example of settings")
	}
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	if err := os.WriteFile(settingsName, []byte(example[1]), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	if code := run(t.Context(), []string{"gazetteer", "lookup", "Mombasa"}, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Errorf("exit status %d: %s", code, errs.String())
	}
	if !strings.HasPrefix(out.String(), `{"gazetteer":`) {
		t.Errorf("the settings of the example do nothing: %s", out.String())
	}
}
