package assay_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// guarded is what may hold the name of a private person. Packages that show
// something ask package mask for it.
var guarded = map[string]bool{
	"Actor.Name": true, "Actor.Role": true, "Source.Name": true, "Entry.Origin": true, "Evidence.Text": true, "Question.Counted": true,
	"Report.Text": true, "Report.Title": true, "Report.Author": true, "Report.URL": true, "Report.Raw": true, "Doc.Quote": true, "Doc.Word": true, "Span.In": true,
}

// screens are the packages that show something.
var screens = []string{"screen", "table", "digest", "page", "workspace", "export", "cmd/assay"}

// looks are the places that look at what is guarded and show none of it.
var looks = map[string]string{
	"page across Report.Text":        "walks two texts side by side to find where a paragraph of the one ends in the other",
	"page inserted Report.Text":      "looks whether two texts go on with the same words",
	"screen Lead Report.Text":        "looks where a character begins",
	"digest before Report.Text":      "looks where a character begins",
	"page paragraphs Report.Text":    "looks where a character begins, and whether there is more than white space",
	"page paragraphs Span.In":        "looks whether there is more than white space",
	"page region Report.Text":        "looks whether there is more than white space",
	"page region Span.In":            "looks whether there is more than white space",
	"digest saidBefore Entry.Origin": "compares origins",
	"digest toldOf Entry.Origin":     "compares origins",
	"page Facts Report.Author":       "hands it to the mask with other facts; who signs is public",
	"page Facts Report.URL":          "hands it to the mask with other facts",
	"export standoff Span.In":        "takes the words of a text that the mask gave",
	"cmd/assay actor Actor.Name":     "the name that is to be erased",
	"workspace behind Entry.Origin":  "compares it with names that a mask has shown",
	"workspace wordsAt Report.Text":  "finds the words that a user selected",
	"workspace wordsAt Span.In":      "finds the words that a user selected",
	"cmd/assay light Report.Raw":     "takes it out of memory",
}

// TestDoor holds that nothing is shown but through package mask: what names a
// person, and the text, is looked at in the packages of screens only to measure
// it, to compare it, or where looks says why.
func TestDoor(t *testing.T) {
	im := &lenient{fset: token.NewFileSet(), made: map[string]*types.Package{}}
	used := map[string]bool{}
	for _, pkg := range screens {
		files := im.files(t, pkg)
		if len(files) == 0 {
			continue
		}
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
		conf := types.Config{Importer: im, Error: func(error) {}, FakeImportC: true}
		conf.Check("assay/"+pkg, im.fset, files, info)
		for _, f := range files {
			for _, decl := range f.Decls {
				name := "var"
				if fn, ok := decl.(*ast.FuncDecl); ok {
					name = fn.Name.Name
				}
				harmless := map[ast.Node]bool{}
				ast.Inspect(decl, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.CallExpr: // len(d.Text), mask.Together(masks, q.Counted)
						if fun := callee(n); fun == "len" || fun == "Check" || fun == "Scrub" || fun == "Together" {
							for _, arg := range n.Args {
								harmless[arg] = true
							}
						}
					case *ast.BinaryExpr: // a.Name != ""
						if n.Op == token.EQL || n.Op == token.NEQ {
							harmless[n.X], harmless[n.Y] = true, true
						}
					case *ast.SelectorExpr:
						what := selected(info, n)
						if !guarded[what] || harmless[n] {
							return true
						}
						key := pkg + " " + name + " " + what
						used[key] = true
						if looks[key] == "" {
							t.Errorf("%s: %s uses %s; what is shown comes from package mask", im.fset.Position(n.Pos()), name, what)
						}
					}
					return true
				})
			}
		}
	}
	if len(used) == 0 {
		t.Error("nothing was looked at")
	}
	for key := range looks {
		if !used[key] {
			t.Errorf("%s: is no more", key)
		}
	}
}

func callee(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// selected names a field or method of a type of package assay: "Actor.Name".
func selected(info *types.Info, sel *ast.SelectorExpr) string {
	s := info.Selections[sel]
	if s == nil || s.Obj().Pkg() == nil || s.Obj().Pkg().Path() != "assay" {
		return ""
	}
	scope := s.Obj().Pkg().Scope()
	for what := range guarded {
		typ, member, _ := strings.Cut(what, ".")
		if member != s.Obj().Name() {
			continue
		}
		if named, ok := scope.Lookup(typ).Type().(*types.Named); ok {
			obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, s.Obj().Pkg(), member)
			if obj == s.Obj() {
				return what
			}
		}
	}
	return ""
}

// A lenient importer reads the packages of this module and takes all others for
// empty: their types do not matter here.
type lenient struct {
	fset *token.FileSet
	made map[string]*types.Package
}

func (im *lenient) Import(name string) (*types.Package, error) {
	if p := im.made[name]; p != nil {
		return p, nil
	}
	dir, ours := strings.CutPrefix(name, "assay/")
	if name == "assay" {
		dir, ours = ".", true
	}
	if !ours {
		p := types.NewPackage(name, path.Base(name))
		p.MarkComplete()
		im.made[name] = p
		return p, nil
	}
	files, err := im.parse(dir)
	if err != nil {
		return nil, err
	}
	conf := types.Config{Importer: im, Error: func(error) {}, FakeImportC: true}
	p, _ := conf.Check(name, im.fset, files, nil)
	if p == nil {
		return nil, fmt.Errorf("%s cannot be read", name)
	}
	im.made[name] = p
	return p, nil
}

func (im *lenient) files(t *testing.T, dir string) []*ast.File {
	files, err := im.parse(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func (im *lenient) parse(dir string) ([]*ast.File, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	var files []*ast.File
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(im.fset, p, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, err
}
