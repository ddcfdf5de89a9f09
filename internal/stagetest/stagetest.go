// Package stagetest is the kit by which every stage is tested. Cases runs the
// cases of a folder: each is a report in our own words and, in lines, what a
// stage is to find in it. Invariants runs a list of stages over texts that break
// programs (empty, one endless line, other languages, loose quotation marks) and
// checks what must hold for all: spans lie in the text and split no character, a
// stage changes nothing but what it writes, and a second run gives the same. The
// manner is that of go/analysis/analysistest and of restic's backend tests. It
// is for tests only.
package stagetest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"assay"
	"assay/lang"
)

var update = flag.Bool("update", false, "write what was found into the cases as what is wanted")

// Read runs stages over text and fails t if one of them fails.
func Read(t testing.TB, text string, stages []assay.Stage) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text, Path: "case.txt", Format: "text/plain"})
	if err := assay.Annotate(context.Background(), doc, stages); err != nil {
		t.Fatal(err)
	}
	return doc
}

// Cases runs the txtar files that match pattern. Of the files in each, NAME.txt
// is a report and the NAME.want after it the lines that show is to give for it.
// An archive with a line "reader: fast" above its files is of cases that the careful
// reader misreads: they are read by the fast one.
// With -update the wanted lines are written anew: look at the difference before
// you keep it.
func Cases(t *testing.T, pattern string, stages []assay.Stage, show func(*assay.Doc) []string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases match %s (%v)", pattern, err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		stages := stages
		if slices.Contains(strings.Split(string(ar.Comment), "\n"), "reader: fast") {
			stages = slices.Clone(stages)
			i := slices.IndexFunc(stages, func(s assay.Stage) bool { return s.Name == "lang" })
			stages[i] = lang.New(lang.Options{Reader: lang.Fast})
		}
		want := map[string]int{}
		for i, f := range ar.Files {
			want[f.Name] = i
		}
		for _, f := range ar.Files {
			name, isText := strings.CutSuffix(f.Name, ".txt")
			if !isText {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+name, func(t *testing.T) {
				got := ""
				for _, line := range show(Read(t, strings.TrimSuffix(string(f.Data), "\n"), stages)) {
					got += line + "\n"
				}
				i, ok := want[name+".want"]
				if *update {
					if !ok {
						ar.Files = append(ar.Files, txtar.File{Name: name + ".want"})
						i = len(ar.Files) - 1
					}
					ar.Files[i].Data = []byte(got)
					return
				}
				if !ok {
					t.Fatalf("%s has no %s.want", path, name)
				}
				if w := string(ar.Files[i].Data); got != w {
					t.Errorf("%s\ntext: %sgot:\n%swant:\n%s", path, f.Data, got, w)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Share runs the cases as [Cases] does, for a stage that has learnt: at least that share
// of them must come out as wanted, and those that do not are logged. A floor that lies
// more than one in ten below what is reached is raised.
func Share(t *testing.T, pattern string, floor float64, stages []assay.Stage, show func(*assay.Doc) []string) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases match %s (%v)", pattern, err)
	}
	right, all := 0, 0
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range ar.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range ar.Files {
			name, isText := strings.CutSuffix(f.Name, ".txt")
			if !isText {
				continue
			}
			got := ""
			for _, line := range show(Read(t, strings.TrimSuffix(string(f.Data), "\n"), stages)) {
				got += line + "\n"
			}
			all++
			if w, ok := want[name+".want"]; ok && w == got {
				right++
			} else {
				t.Logf("%s: %s\ntext: %sgot:\n%swant:\n%s", path, name, f.Data, got, w)
			}
		}
	}
	reached := float64(right) / float64(all)
	t.Logf("%s: %d of %d, %.3f", pattern, right, all, reached)
	if reached < floor {
		t.Errorf("%s: %.3f of the cases, under the floor of %.3f", pattern, reached, floor)
	}
	if reached > floor+0.1 {
		t.Errorf("%s: %.3f of the cases: raise the floor of %.3f", pattern, reached, floor)
	}
}

// Texts are what every stage must live through.
func Texts() map[string]string {
	return map[string]string{
		"empty":    "",
		"spaces":   " \n\t \n",
		"one word": "Flood",
		"quotes":   "“ ” “” \" \" ‘ ’ “She said “no” and left.",
		"open":     "“The water came at night, said the mayor. “It took the bridge.\n\n“And then it stopped.",
		"capitals": "AT LEAST 12 PEOPLE WERE KILLED IN A FLOOD IN THE NORTH, POLICE SAID ON MONDAY.",
		"lower":    "at least 12 people were killed in a flood in the north, police said on monday.",
		"glued":    "The dam broke.Officials said 12 people died.“We saw it,” said one.Advertisement",
		"symbols":  "—–…•§¶†‡ ½ ¼ $€£¥ 😀 👩‍👩‍👧 \u200b\u00a0\ufeff",
		"arabic":   "قال مسؤولون إن ١٢ شخصا قتلوا في الفيضانات يوم الاثنين في شمال البلاد.",
		"numbers":  "1 2 3 4 5\n10,000 20,000 $3.5 million 12-15 3/4 1.2.3 +44 20 7946 0000\n",
		"table":    strings.Repeat("Region\t12\t34 %\t$5\n", 40),
		"long":     strings.Repeat("Officials said that about 40 people fled the town of Harrow on Tuesday and ", 400) + "stayed.",
		"one line": strings.Repeat("x", 20000),
		"nested":   strings.Repeat("He said that she said that ", 60) + "it rained.",
		"commas":   strings.Repeat("Lind, ", 300) + "said so.",
	}
}

// Invariants runs stages over Texts and over more, and checks what must hold.
func Invariants(t *testing.T, stages []assay.Stage, more ...string) {
	t.Helper()
	texts := Texts()
	for i, text := range more {
		texts[fmt.Sprintf("more%d", i)] = text
	}
	for name, text := range texts {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			first := run(t, text, stages)
			second := run(t, text, stages)
			if !reflect.DeepEqual(first, second) {
				t.Error("a second run gives something else")
			}
			if first.Text != text {
				t.Error("the text was changed")
			}
			CheckSpans(t, first)
		})
	}
}

// run runs stages one by one and checks that each writes only what it says.
func run(t *testing.T, text string, stages []assay.Stage) *assay.Doc {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{Text: text, Path: "case.txt", Format: "text/plain"})
	before := Layers(t, doc)
	for _, s := range stages {
		if err := s.Run(context.Background(), doc); err != nil {
			t.Fatalf("stage %s: %v", s.Name, err)
		}
		after := Layers(t, doc)
		for layer := range (assay.AllLayers &^ s.Writes).Each() {
			if before[layer] != after[layer] {
				t.Errorf("stage %s changed %v, which it does not write", s.Name, layer)
			}
		}
		before = after
	}
	return doc
}

// layerOf says to which layer each field of a Doc belongs.
var layerOf = map[string]assay.Layer{
	"Appeared": assay.Times, "Regions": assay.Regions,
	"Language": assay.Tokens, "Foreign": assay.Tokens, "Sentences": assay.Tokens, "Tokens": assay.Tokens, "Names": assay.Tokens, "States": assay.Tokens,
	"Quantities": assay.Quantities, "Times": assay.Times, "Places": assay.Places, "Actors": assay.Actors,
	"Attributions": assay.Attributions, "Sources": assay.Claims, "Claims": assay.Claims,
	"Figures": assay.Figures, "Events": assay.Events, "Movements": assay.Events,
}

// Layers writes each layer of doc down, so that two readings can be compared or
// a digest taken. It fails t where a field of Doc belongs to no layer.
func Layers(t testing.TB, doc *assay.Doc) map[assay.Layer]string {
	t.Helper()
	out := map[assay.Layer]string{}
	v := reflect.ValueOf(*doc)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if name == "Report" || name == "Problems" || name == "Ruled" { // no stage writes these
			continue
		}
		layer, ok := layerOf[name]
		if !ok {
			t.Fatalf("Doc.%s belongs to no layer: add it to layerOf", name)
		}
		if f := v.Field(i); f.Kind() != reflect.Slice || f.Len() > 0 {
			out[layer] += fmt.Sprintf("%s %+v\n", name, f.Interface())
		}
	}
	return out
}

// CheckSpans fails t for every span of doc that lies outside its text or splits
// a character. It walks all of doc, so that no list can be forgotten.
func CheckSpans(t testing.TB, doc *assay.Doc) {
	t.Helper()
	checkSpans(t, doc.Text, "Doc", reflect.ValueOf(*doc))
}

func checkSpans(t testing.TB, text, path string, v reflect.Value) {
	t.Helper()
	if sp, ok := v.Interface().(assay.Span); ok {
		if err := sp.Check(text); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			checkSpans(t, text, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.IsExported() && f.Name != "Report" {
				checkSpans(t, text, path+"."+f.Name, v.Field(i))
			}
		}
	}
}
