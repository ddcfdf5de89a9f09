// Command bundle makes one file of the modules of the workspace, with esbuild: run
// go run ./internal/bundle in the root of the tree after changing something in
// workspace/modules. The file is committed, so that the program is built without it; its test
// fails where the two differ. In come workspace/modules/main.js and what it imports, out goes
// workspace/assets/workspace.js.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const made = "workspace/assets/workspace.js"

func main() {
	b, err := bundle(".")
	if err == nil {
		err = os.WriteFile(made, b, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// bundle makes the file of the modules of a tree.
func bundle(root string) ([]byte, error) {
	dir, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	r := api.Build(api.BuildOptions{
		EntryPoints:       []string{"workspace/modules/main.js"},
		AbsWorkingDir:     dir,
		Bundle:            true,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsInline,
		Banner:            map[string]string{"js": "// Made by internal/bundle of workspace/modules; do not edit. Holds htmx 4.0.1 (0BSD)."},
	})
	var wrong []string
	for _, m := range r.Errors {
		wrong = append(wrong, m.Text)
	}
	if len(wrong) > 0 || len(r.OutputFiles) != 1 {
		return nil, fmt.Errorf("%d files; %s", len(r.OutputFiles), strings.Join(wrong, "; "))
	}
	return r.OutputFiles[0].Contents, nil
}
