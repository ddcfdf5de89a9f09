package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay"
	"assay/export"
	"assay/ingest"
	"assay/ledger"
	"assay/mask"
	"assay/pipeline"
	"assay/query"
)

// listedPersons reads testdata/persons.list: per report, who is public and who
// is private.
func listedPersons(t *testing.T) (public, private, here map[string][]string, files []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/persons.list")
	if err != nil {
		t.Fatal(err)
	}
	public, private, here = map[string][]string{}, map[string][]string{}, map[string][]string{}
	for _, line := range strings.Split(string(b), "\n") {
		kind, name, ok := strings.Cut(line, " ")
		switch {
		case line == "" || kind == "#":
		case !ok:
			files = append(files, filepath.Join("../../testdata", line))
		default:
			f := files[len(files)-1]
			of := map[string]map[string][]string{"public": public, "private": private, "public-here": here}[kind]
			of[f] = append(of[f], name)
		}
	}
	return public, private, here, files
}

// shows runs the program and returns what it shows a reader.
func shows(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs strings.Builder
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("assay %s: exit status %d: %s", strings.Join(args, " "), code, errs.String())
	}
	s := out.String()
	if strings.HasPrefix(s, "<!DOCTYPE") {
		s = html.UnescapeString(tags.ReplaceAllString(s, ""))
	}
	// Texts that are broken into lines and columns are one again.
	return strings.Join(strings.Fields(s+errs.String()), " ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Every command that shows something, in every form, over every report of
// testdata: a private person is named nowhere without --names, no public one is
// masked, and with --names all are named.
func TestEveryScreenMasks(t *testing.T) {
	public, private, here, files := listedPersons(t)
	officers := map[string]bool{} // words of public names, which give nobody away
	var everybody []string
	for _, list := range public {
		for _, name := range list {
			for _, w := range strings.Fields(name) {
				officers[w] = true
			}
		}
	}
	for _, list := range private {
		everybody = append(everybody, list...)
	}
	look := func(hidden []string, masked string, args ...string) {
		t.Helper()
		for _, name := range hidden {
			for _, w := range append(strings.Fields(name), name) {
				if officers[w] {
					continue
				}
				if m := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(w) + `(\b|$)`).FindStringIndex(masked); m != nil {
					t.Errorf("%s names %s: …%s…", strings.Join(args, " "), name, masked[max(0, m[0]-60):min(len(masked), m[1]+40)])
				}
			}
		}
	}
	hides := func(hidden []string, args ...string) (masked string) {
		t.Helper()
		masked = shows(t, args...)
		look(hidden, masked, args...)
		return masked
	}
	check := func(hidden, shown []string, exact bool, args ...string) (named string) {
		t.Helper()
		masked := hides(hidden, args...)
		named = shows(t, append(args, "--names")...)
		for _, name := range shown {
			n, want := strings.Count(masked, name), strings.Count(named, name)
			if n != want && (exact || n == 0) {
				t.Errorf("%s shows %s %d times, %d with --names", strings.Join(args, " "), name, n, want)
			}
		}
		return named
	}
	for _, f := range files {
		for _, form := range [][]string{{"--format", "html"}, {"--format", "text", "--all"}} {
			named := check(private[f], slices.Concat(public[f], here[f]), false, append([]string{"read", f}, form...)...)
			for _, name := range slices.Concat(private[f], public[f], here[f]) {
				if form[1] == "html" && !strings.Contains(strings.ReplaceAll(named, "\u00a0", " "), name) {
					t.Errorf("read %s --names does not show %s", f, name)
				}
			}
		}
	}
	all := slices.Concat(files)
	var names []string
	for _, list := range public {
		names = append(names, list...)
	}
	check(everybody, names, false, append([]string{"read", "--format", "html"}, all...)...)
	check(everybody, names, false, append([]string{"read", "--format", "text", "--all"}, all...)...)
	check(everybody, names, false, append([]string{"copies"}, all...)...)
	for i, a := range files {
		for _, b := range files[i+1:] {
			if strings.Contains(a, "flood") && strings.Contains(b, "flood") && !strings.Contains(b, "update") {
				check(everybody, names, false, "diff", a, b)
			}
		}
	}

	db := filepath.Join(t.TempDir(), "all.db")
	shows(t, append([]string{"add", "-l", db}, all...)...)
	for _, name := range []string{"stories", "claims", "figures", "movements", "events", "estimates"} {
		for _, form := range []string{"table", "csv", "json"} {
			check(everybody, names, true, name, "-l", db, "--format", form, "--columns", "all")
		}
		check(everybody, names, true, "export", "-l", db, "--as", "csv", "--table", name)
		for _, person := range everybody {
			for _, w := range strings.Fields(person) {
				if len(query.Words(w)) == 0 {
					continue
				}
				found := shows(t, name, "-l", db, "--format", "json", `"`+w+`"`) // "Jose" also stands in "Joseph"
				if !officers[w] && regexp.MustCompile(`(?i)\b`+w+`(\b|$)`).MatchString(found) {
					t.Errorf("%s %s finds %s", name, w, found)
				}
			}
		}
	}
	for _, form := range []string{"table", "csv", "json"} {
		for _, q := range []string{"said", "NOT zebra", "stance:asserts", "min:1"} {
			hides(everybody, "search", "-l", db, "--format", form, "--columns", "all", "--limit", "1000", q)
		}
	}
	for _, person := range everybody {
		for _, w := range append(strings.Fields(person), person) {
			asked := query.Words(w)
			if len(asked) == 0 {
				continue
			}
			for _, q := range []string{`"` + w + `"`, `source:"` + w + `"`, `place:"` + w + `"`, `outlet:"` + w + `"`} {
				found := shows(t, "search", "-l", db, "--format", "json", "--limit", "1000", q)
				if !officers[w] && regexp.MustCompile(`(?i)\b`+regexp.QuoteMeta(w)+`(\b|$)`).MatchString(found) {
					t.Errorf("search %s finds %s", q, found)
				}
			}
		}
	}
	for _, as := range []string{"html", "text"} {
		check(everybody, names, false, "export", "-l", db, "--as", as)
	}
	for _, id := range regexp.MustCompile(`"report":"sha256:([0-9a-f]{8})`).FindAllStringSubmatch(shows(t, "stories", "-l", db, "--format", "json"), -1) {
		shows(t, "rule", "whole", id[1], "-l", db) // so that all of them are gold
	}
	for _, form := range export.Forms {
		args := []string{"export", "-l", db, "--as", form.Name}
		switch {
		case form.Name == "card" || form.Name == "svg": // of one figure, below
		case !form.Folder:
			hides(everybody, args...)
		default:
			dir := t.TempDir()
			shows(t, append(args, "-o", dir)...)
			names, err := filepath.Glob(filepath.Join(dir, "*"))
			if err != nil || len(names) < 2 {
				t.Errorf("%s: %v, %v", form.Name, names, err)
			}
			for _, name := range names {
				b, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				look(everybody, string(b), append(args, filepath.Base(name))...)
			}
		}
	}
	for _, name := range []string{"orphans", "knockout", "conflicts", "vague"} {
		for _, form := range []string{"text", "json"} {
			hides(everybody, name, "-l", db, "--format", form)
		}
	}
	// Each entry of each report by itself, its actors and sources too.
	for _, id := range regexp.MustCompile(`"report":"sha256:([0-9a-f]{8})`).FindAllStringSubmatch(shows(t, "stories", "-l", db, "--format", "json"), -1) {
		report := check(everybody, names, true, "show", "-l", db, id[1])
		for _, m := range regexp.MustCompile(id[1]+`:([a-z])1 to [a-z](\d+)`).FindAllStringSubmatch(report, -1) {
			n, _ := strconv.Atoi(m[2])
			for i := 1; i <= n; i++ {
				hides(everybody, "show", "-l", db, id[1]+":"+m[1]+strconv.Itoa(i))
				if m[1] == "f" {
					if i <= 3 {
						hides(everybody, "export", "-l", db, "--as", "card", id[1]+":f"+strconv.Itoa(i))
					}
					hides(everybody, "genealogy", "-l", db, id[1]+":f"+strconv.Itoa(i))
				}
			}
		}
	}
	for _, id := range regexp.MustCompile(`"id":"(occ[0-9a-f]+)"`).FindAllStringSubmatch(shows(t, "events", "-l", db, "--format", "json"), -1) {
		hides(everybody, "show", "-l", db, id[1])
	}
	if found := shows(t, "claims", "-l", db, "--format", "json", "--names", "bachayo"); found == "" {
		t.Error("a private name is not found with --names")
	}
	if whole := shows(t, "export", "-l", db, "--as", "jsonl"); !strings.Contains(whole, "Allah Bachayo") {
		t.Error("the JSON form lacks a name: it keeps everything")
	}
}

// A reading and a ledger decide alike who is public, and mask the same bytes.
func TestLedgerMasksAlike(t *testing.T) {
	_, _, _, files := listedPersons(t)
	var lines, errs strings.Builder
	if code := run(t.Context(), append([]string{"read", "--format", "json"}, files...), strings.NewReader(""), &lines, &errs); code != exitDone {
		t.Fatal(errs.String())
	}
	var back []*assay.Doc
	var stories []assay.Story
	for line, err := range ledger.Decode(strings.NewReader(lines.String())) {
		switch {
		case err != nil:
			t.Fatal(err)
		case line.Doc != nil:
			back = append(back, line.Doc)
		case line.Story != nil:
			stories = append(stories, *line.Story)
		}
	}
	masks := mask.All(back, stories, false)
	n := 0
	i := -1
	for res := range pipeline.Run(t.Context(), ingest.Read(t.Context(), files, ingest.Options{}), pipeline.Default(pipeline.Options{}), 1) {
		i++
		doc := res.Doc
		if doc == nil || doc.ID != back[i].ID {
			t.Fatalf("report %d: %v", i, res.Err)
		}
		var others []mask.Person
		for _, st := range stories {
			if slices.Contains(st.Reports, doc.ID) {
				for _, d := range back {
					if d.ID != doc.ID && slices.Contains(st.Reports, d.ID) {
						others = append(others, mask.Persons(d)...)
					}
				}
			}
		}
		fresh, kept := mask.New(doc, others, false), masks[doc.ID]
		whole := assay.Span{End: int32(len(doc.Text))}
		if a, b := fresh.Words(whole), kept.Words(whole); a != b {
			t.Errorf("%s: read\n%s\nkept\n%s", doc.Path, a, b)
		}
		n += fresh.Hidden()
	}
	if n < 10 {
		t.Errorf("%d names are masked", n)
	}
}
