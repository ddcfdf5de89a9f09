package assay_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mostEnglish is how many English words may stand in code outside lang/en: those that
// screens show, names of fields, and what is not moved yet. Lower it; it rose once, with the
// screens of the workspace.
const mostEnglish = 2140

// What is taken out of a file before its literals are looked at, and a literal.
var (
	noLiteral = regexp.MustCompile("(?m)^import \\((?s:.*?)^\\)|^import \".*\"$|`(?:json|cmd|help|name|arg|default|enum):[^`]*`|//.*" +
		`|\b(?:text|number|truth|amount|day|cell|\w*Value|Get|Set|Del|Has|id|sql)\("[^"\n]*"|template: +"[^"\n]*"|sealed\{.*|packed\{.*|logged\[.*|url\.Values\{"[^"\n]*"`) // columns, fields of forms, headers, files
	literal   = regexp.MustCompile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|`([^`]*)`")
	fewWords  = regexp.MustCompile(`^[a-z][a-z'’-]{1,20}(?: [a-z'’-]{1,20}){0,2}$`)
	smallWord = regexp.MustCompile(`^[a-z][a-z'’-]+$`)
)

// TestEnglish holds what is English to one wing: another language is to be another
// package beside lang/en. It counts literals of one to three small words, and the words
// of lists in back quotes.
func TestEnglish(t *testing.T) {
	count := map[string]int{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		if d.IsDir() {
			if name := d.Name(); len(name) > 1 && name[0] == '.' || name == "testdata" || name == "node_modules" ||
				strings.HasPrefix(path, "lang/en") || strings.HasPrefix(path, "internal") || isModule(path) ||
				path == "export" { // the columns and keys of other people's forms

				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		count[filepath.ToSlash(filepath.Dir(path))] += englishIn(string(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	var lines []string
	for pkg, n := range count {
		total += n
		lines = append(lines, fmt.Sprintf("%5d %s", n, pkg))
	}
	slices.Sort(lines)
	if slices.Reverse(lines); total > mostEnglish {
		t.Errorf("%d English words outside lang/en, %d more than before:\n%s", total, total-mostEnglish, strings.Join(lines, "\n"))
	}
	t.Logf("%d English words outside lang/en", total)
}

// englishIn counts the English words in the literals of a file.
func englishIn(src string) (n int) {
	src = noLiteral.ReplaceAllString(src, "")
	for _, m := range literal.FindAllStringSubmatchIndex(src, -1) {
		if m[4] < 0 {
			if fewWords.MatchString(src[m[2]:m[3]]) {
				n++
			}
			continue
		}
		words, small := strings.Fields(src[m[4]:m[5]]), 0
		for _, w := range words {
			if smallWord.MatchString(w) {
				small++
			}
		}
		if len(words) > 3 && small*10 > 8*len(words) {
			n += len(words)
		}
	}
	return n
}
