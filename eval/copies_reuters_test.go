package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"assay/copies"
)

var (
	sgmReport = regexp.MustCompile(`(?s)<REUTERS [^>]*NEWID="(\d+)"[^>]*>\s*<DATE>\s*(.*?)\s*</DATE>(.*?)</REUTERS>`)
	sgmBody   = regexp.MustCompile(`(?s)<BODY>(.*?)</BODY>`)
	sgmSigned = regexp.MustCompile(`(?i)\s*reuter\s*\x{3}?\s*$`)
	sgmIndent = regexp.MustCompile(`\n\s{3,}`)
)

// reutersFolder lays out all bodies of Reuters-21578 and one part of the judged
// pairs as CopiesTask reads them.
func reutersFolder(t *testing.T, part string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared, "data/copies/reuters21578/data/*.sgm"))
	if err != nil || len(files) == 0 {
		t.Skip("SKIPPED: Reuters-21578 is absent; judged pairs are not measured")
	}
	sort.Strings(files)
	var docs bytes.Buffer
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		latin := make([]rune, len(raw))
		for i, b := range raw {
			latin[i] = rune(b)
		}
		for _, m := range sgmReport.FindAllStringSubmatch(string(latin), -1) {
			body := sgmBody.FindStringSubmatch(m[3])
			if body == nil {
				continue
			}
			text := sgmSigned.ReplaceAllString(html.UnescapeString(body[1]), "")
			text = strings.ReplaceAll(sgmIndent.ReplaceAllString(text, "\x00"), "\n", " ")
			text = strings.ReplaceAll(text, "\x00", "\n\n")
			rec := map[string]string{"id": m[1], "text": strings.TrimSpace(strings.ReplaceAll(text, "\x03", "")), "publisher": "Reuters"}
			if day, err := time.Parse("_2-Jan-2006", strings.Fields(m[2])[0]); err == nil {
				rec["published"] = day.Format("2006-01-02")
			}
			line, err := json.Marshal(rec)
			if err != nil {
				t.Fatal(err)
			}
			docs.Write(append(line, '\n'))
		}
	}
	raw, err := os.ReadFile("testdata/reuters-pairs/pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var pairs strings.Builder
	for line := range strings.Lines(string(raw)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 4 && f[3] == part {
			fmt.Fprintf(&pairs, "%s\t%s\t%s\n", f[0], f[1], f[2])
		}
	}
	return copyFolder(t, docs.String(), pairs.String())
}

// TestReutersPairs measures on the pairs of Reuters reports that were judged by
// reading: the development half, or with COPIES_PART=test the other one, which
// nothing is to be tuned on. EVAL_FAULTS=1 lists the faults.
func TestReutersPairs(t *testing.T) {
	part := os.Getenv("COPIES_PART")
	if part == "" {
		part = "development"
	}
	dir := reutersFolder(t, part)
	res := CopiesTask(t.Context(), []string{dir}, copies.Options{})
	if len(res.Skipped) > 0 {
		t.Fatal(res.Skipped)
	}
	var b strings.Builder
	if err := res.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s half, %d pairs that are links, %d found\n%s", part, res.Gold, res.Predicted, b.String())
	if short := res.Check([]Minimum{{"pair_p", .92}, {"pair_r", .93}, {"apart_unrelated", .97}, {"apart_independent", .96}}); short != nil && part == "development" {
		t.Error(short)
	}
	if os.Getenv("EVAL_FAULTS") != "" {
		reutersFaults(t, dir)
	}
}

func reutersFaults(t *testing.T, dir string) {
	c, err := readCopies(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	linked, story := c.ties(copies.Stories(c.docs, copies.Options{}))
	for p, label := range c.gold {
		a, b := c.docs[p[0]], c.docs[p[1]]
		l, _ := copies.Compare(a, b, copies.Options{})
		if linked[p] != copyLabels[label] {
			t.Logf("%s %s %s: linked %v, one story %v; %.2f %s", a.Path, b.Path, label, linked[p], story[p[0]] == story[p[1]], l.Containment, l.Why)
		}
	}
}
