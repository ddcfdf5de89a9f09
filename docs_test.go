package assay_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocs demands a package comment of three sentences and a comment on every
// exported name: what comes in, what goes out, where the idea is from.
func TestDocs(t *testing.T) {
	folders := map[string]bool{}
	walk(t, func(path string, _ fs.DirEntry) {
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			folders[filepath.Dir(path)] = true
		}
	})
	for folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		fset, comment, name := token.NewFileSet(), "", ""
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			name = f.Name.Name
			comment += f.Doc.Text()
			for _, d := range f.Decls {
				undocumented(t, fset, d)
			}
		}
		if n := strings.Count(comment, ". ") + strings.Count(comment, ".\n") + strings.Count(comment, ": "); n < 3 {
			t.Errorf("package %s (%s): its comment has fewer than three sentences", name, folder)
		}
	}
}

// undocumented reports the exported names of d that have no comment.
func undocumented(t *testing.T, fset *token.FileSet, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || receiverExported(d)) && d.Name.Name != "String" && d.Name.Name != "Error" {
			t.Errorf("%s: %s has no comment", fset.Position(d.Pos()), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
				t.Errorf("%s: type %s has no comment", fset.Position(s.Pos()), s.Name.Name)
			}
		}
	}
}

func receiverExported(d *ast.FuncDecl) bool {
	typ := d.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}

// walk calls f for every file of the tree but what git keeps and what was built
// or added here by a user.
func walk(t *testing.T, f func(path string, d fs.DirEntry)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != "." && (strings.HasPrefix(name, ".") || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if path == "assay" || strings.HasSuffix(name, ".db") || strings.HasSuffix(name, ".test") || strings.HasSuffix(name, ".out") {
			return nil
		}
		f(path, d)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
