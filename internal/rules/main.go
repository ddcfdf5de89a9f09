// Command rules shows what each rule that package claim has left is worth: how often it fires
// over many reports, and what becomes of the claims of gold where it is switched off.
// A rule is a condition: of an "if", of a case, an operand of an "or", a function that
// finds a span or says yes. The switches are written into a copy of the package that
// the go command takes instead of the files (-overlay), so that the product has none.
//
//	go run ./internal/rules -reports ../shared/data/reports ../shared/data/gold/rows ../shared/seeds testdata/gold
//
// Each line gives the place, how often the rule fired over the reports and over gold,
// in how many reports and texts, how many claims of gold change without it, and by how
// much the counts grow without it: claims right, claims read, sources right, contents
// exact, stances right. A rule that helps has less than 0 in the first of them.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"assay/lang"
)

func main() {
	reports := flag.String("reports", "", "folder of reports, as texts or as JSON Lines")
	most := flag.Int("most", 300, "how many reports")
	fast := flag.Bool("fast", false, "read by the fast reader")
	flag.Parse()
	reader := lang.Careful
	if *fast {
		reader = lang.Fast
	}
	if err := run(*reports, fmt.Sprint(*most), fmt.Sprint(int(reader)), flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "rules:", err)
		os.Exit(1)
	}
}

func run(reports, most, reader string, gold []string) error {
	dir, err := os.MkdirTemp("", "rules")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files, err := filepath.Glob("claim/*.go")
	if err != nil || len(files) == 0 {
		return fmt.Errorf("run in the root of the repository: no files in claim (%v)", err)
	}
	replace := map[string]string{}
	var rules []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "claim/sight.go" || file == "claim/taught.go" {
			continue // what is learnt has no rules
		}
		text, err := switched(file, &rules)
		if err != nil {
			return err
		}
		at := filepath.Join(dir, filepath.Base(file))
		if err := os.WriteFile(at, text, 0o644); err != nil {
			return err
		}
		replace[file] = at
	}
	switches := filepath.Join(dir, "switches.go")
	if err := os.WriteFile(switches, []byte(fmt.Sprintf(source, len(rules))), 0o644); err != nil {
		return err
	}
	replace["claim/switches.go"] = switches
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	at, list := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "rules.txt")
	if err := os.WriteFile(at, overlay, 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(list, []byte(strings.Join(rules, "\n")+"\n"), 0o644); err != nil {
		return err
	}
	cmd := exec.Command("go", append([]string{"run", "-tags", "rules", "-overlay", at, "./internal/rules/driver", list, reports, most, reader}, gold...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// source is what the copy of the package has besides: the switches.
const source = `package claim

// Off is the rule that is switched off, -1 if none; Fired counts by rule; Steps counts
// all conditions asked, and panics beyond Limit.
var (
	Off          = -1
	Fired        [%d]int
	Steps, Limit int
)

func on(k int, yes bool) bool {
	if Steps++; Limit > 0 && Steps > Limit {
		panic("no end")
	}
	if yes {
		Fired[k]++
	}
	return yes && k != Off
}

func off(k int) bool {
	Fired[k]++
	return k == Off
}
`

// switched returns the text of a file with a switch at each rule, and adds the rules
// to list.
func switched(file string, list *[]string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, text, 0)
	if err != nil {
		return nil, err
	}
	type insert struct {
		at   int
		text string
	}
	var inserts []insert
	offset := func(p token.Pos) int { return set.Position(p).Offset }
	lines := strings.Split(string(text), "\n")
	rule := func(kind string, n ast.Node) int {
		line := set.Position(n.Pos()).Line
		_, comment, _ := strings.Cut(lines[line-1], "// ")
		if comment == "" && line < len(lines) {
			_, comment, _ = strings.Cut(lines[line], "// ")
		}
		words := strings.Join(strings.Fields(string(text[offset(n.Pos()):offset(n.End())])), " ")
		if len(words) > 90 {
			words = words[:90] + " ..."
		}
		*list = append(*list, fmt.Sprintf("%s:%d\t%s\t%s\t%s", file, line, kind, strings.ToValidUTF8(words, ""), strings.TrimSpace(comment)))
		return len(*list) - 1
	}
	wrap := func(kind string, e ast.Expr) {
		inserts = append(inserts, insert{offset(e.Pos()), fmt.Sprintf("on(%d, ", rule(kind, e))}, insert{offset(e.End()), ")"})
	}
	var operands func(e ast.Expr)
	operands = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.ParenExpr:
			operands(e.X)
		case *ast.UnaryExpr:
			operands(e.X)
		case *ast.BinaryExpr:
			if e.Op == token.LOR {
				for _, x := range []ast.Expr{e.X, e.Y} {
					if b, ok := x.(*ast.BinaryExpr); !ok || b.Op != token.LOR {
						wrap("or", x)
					}
				}
			}
			if e.Op == token.LOR || e.Op == token.LAND {
				operands(e.X)
				operands(e.Y)
			}
		}
	}
	condition := func(kind string, e ast.Expr) {
		wrap(kind, e)
		operands(e)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			condition("if", n.Cond)
		case *ast.SwitchStmt:
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					if n.Tag == nil {
						condition("case", e)
					}
				}
			}
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				operands(e)
			}
		case *ast.FuncDecl:
			if r := n.Type.Results; n.Recv != nil && n.Name.Name != "on" && r != nil && len(r.List) == 1 && len(r.List[0].Names) < 2 {
				zero := map[string]string{"bool": "false", "assay.Span": "assay.Span{}"}[string(text[offset(r.List[0].Type.Pos()):offset(r.List[0].Type.End())])]
				if zero != "" {
					k := rule("func", n.Name)
					inserts = append(inserts, insert{offset(n.Body.Lbrace) + 1, fmt.Sprintf("\nif off(%d) { return %s }\n", k, zero)})
				}
			}
		}
		return true
	})
	// Of inserts at one place those that close come first, the inner before the outer;
	// of those that open the outer comes first, as it was found first.
	slices.SortStableFunc(inserts, func(a, b insert) int {
		if a.at != b.at {
			return a.at - b.at
		}
		if (a.text == ")") != (b.text == ")") {
			if a.text == ")" {
				return -1
			}
			return 1
		}
		return 0
	})
	var out []byte
	last := 0
	for _, in := range inserts {
		out = append(append(out, text[last:in.at]...), in.text...)
		last = in.at
	}
	return append(out, text[last:]...), nil
}
