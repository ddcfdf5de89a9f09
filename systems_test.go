package assay_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

var targets = regexp.MustCompile(`(?m)^targets="(.*)"$`)

// TestSystems checks the types of all packages and their tests as each system compiles them: of
// ours whole, of others what they declare. To compile them for each would take minutes.
func TestSystems(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("SKIPPED: no go command here to say which files a system compiles")
	}
	b, err := os.ReadFile("release")
	if err != nil {
		t.Fatal(err)
	}
	m := targets.FindSubmatch(b)
	if m == nil {
		t.Fatal("release does not say for which systems it builds")
	}
	for _, target := range strings.Fields(string(m[1])) {
		if target == runtime.GOOS+"/"+runtime.GOARCH {
			continue // which go vet looks at
		}
		t.Run(target, func(t *testing.T) {
			system, processor, _ := strings.Cut(target, "/")
			checkTypes(t, system, processor)
		})
	}
}

// A listed package is one as go list tells of it.
type listed struct {
	Dir, ImportPath string
	GoFiles         []string
	ImportMap       map[string]string
	Module          *struct{ Main bool }
}

func checkTypes(t *testing.T, system, processor string) {
	list := exec.Command("go", "list", "-deps", "-test", "-json=Dir,ImportPath,GoFiles,ImportMap,Module", "./...")
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	var said strings.Builder
	list.Stderr = &said
	out, err := list.StdoutPipe()
	if err == nil {
		err = list.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]*types.Package{"unsafe": types.Unsafe}
	ours := 0
	for lines := json.NewDecoder(out); ; { // each comes after those that it imports
		var p listed
		if err := lines.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath == "unsafe" || strings.HasSuffix(p.ImportPath, ".test") {
			continue
		}
		own := p.Module != nil && p.Module.Main
		if own {
			ours++
		}
		if known[p.ImportPath], err = typed(&p, processor, own, known); err != nil {
			t.Errorf("%s: %v", p.ImportPath, err)
		}
	}
	if err := list.Wait(); err != nil {
		t.Errorf("go list: %v\n%s", err, said.String())
	}
	t.Logf("%d packages, %d of them ours", len(known), ours)
	if ours < 50 {
		t.Errorf("only %d packages of ours are there", ours)
	}
}

// typed checks the types of a package, of what functions do in one of ours alone.
func typed(p *listed, processor string, own bool, known map[string]*types.Package) (*types.Package, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	var wrong []error
	conf := types.Config{
		IgnoreFuncBodies: !own,
		Sizes:            types.SizesFor("gc", processor),
		Error:            func(err error) { wrong = append(wrong, err) },
		Importer: imports(func(path string) (*types.Package, error) {
			if to := p.ImportMap[path]; to != "" {
				path = to
			}
			if pkg := known[path]; pkg != nil {
				return pkg, nil
			}
			return nil, fmt.Errorf("%s is not there", path)
		}),
	}
	path, _, _ := strings.Cut(p.ImportPath, " ") // a variant for tests
	pkg, err := conf.Check(path, fset, files, nil)
	if len(wrong) > 0 {
		err = errors.Join(wrong[:min(len(wrong), 5)]...)
	}
	return pkg, err
}

type imports func(path string) (*types.Package, error)

func (f imports) Import(path string) (*types.Package, error) { return f(path) }
