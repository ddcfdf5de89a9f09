package digest

import (
	"strings"
	"testing"

	"assay"
	"assay/screen"
	"assay/term"
)

func TestCopies(t *testing.T) {
	a := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{1}, Path: "a.txt", Text: "Some 40 homes burned, “badly,” he said on Monday. It rained."}}
	b := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{2}, Path: "b.txt", Text: "40 houses burned, “sadly,” he said on Monday."}}
	at := func(d *assay.Doc, s string) assay.Span {
		i := strings.Index(d.Text, s)
		return assay.Span{Start: int32(i), End: int32(i + len(s))}
	}
	run := screen.Run{Docs: []*assay.Doc{a, b}, Stories: []assay.Story{{ID: "st5d01c7e2", Reports: []assay.ReportID{a.ID, b.ID}, Agency: "AP", Links: []assay.Link{{
		From: a.ID, To: b.ID, Relation: "copy", Containment: 0.84, Resemblance: 0.2,
		Passages: []assay.Passage{{Edits: []assay.Edit{
			{Op: "replace", Kind: "house-style", From: at(a, "homes"), To: at(b, "houses")},
			{Op: "delete", Kind: "hedge", From: at(a, "Some"), To: assay.Span{}},
			{Op: "replace", Kind: "quotation", From: at(a, "badly"), To: at(b, "sadly")},
		}}},
		Cut: []assay.Span{at(a, "It rained.")},
	}}}, {Reports: []assay.ReportID{{3}}}}}
	var out strings.Builder
	if err := Copies(&out, run, Options{}); err != nil {
		t.Fatal(err)
	}
	want := `st5d01c7e2: 2 reports, one source, by AP
  fullest: a.txt
  b.txt: copy of a.txt
    84 % of the shorter in shared passages (resemblance 0.20)
    changes the evidence: 2
      hedge        - Some
      quotation    badly → sadly
    other changes: 1
      house-style  homes → houses
    left out: 1
      It rained.

1 report without a copy
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// Of the links to one report the first is shown, and revisions; links between
// stories are shown with the reason why they are two.
func TestCopiesOfCopies(t *testing.T) {
	var docs []*assay.Doc
	ids := map[string]assay.ReportID{}
	for i, name := range []string{"full", "twin", "cut", "later", "digest"} {
		id := assay.ReportID{byte(i + 1)}
		ids[name] = id
		docs = append(docs, &assay.Doc{Report: &assay.Report{ID: id, Path: name, Text: "Rain."}})
	}
	docs[1].Appeared.Date = assay.Date{Year: 2024, Month: 5, Day: 3}
	link := func(from, to, relation string, why ...string) assay.Link {
		return assay.Link{From: ids[from], To: ids[to], Relation: relation, Containment: 1, Resemblance: 1, Why: why}
	}
	run := screen.Run{Docs: docs, Stories: []assay.Story{
		{ID: "st5d01c7e2", Reports: []assay.ReportID{ids["full"], ids["twin"], ids["cut"], ids["later"]}, Earliest: ids["twin"], Links: []assay.Link{
			link("full", "twin", "identical"), link("full", "cut", "copy"), link("twin", "cut", "copy"), link("full", "later", "copy"), link("cut", "later", "revision"),
		}},
		{ID: "st80b2a944", Reports: []assay.ReportID{ids["digest"]}, Links: []assay.Link{link("digest", "cut", "copy", "not one story: so ruled by the user")}},
	}}
	var out strings.Builder
	if err := Copies(&out, run, Options{}); err != nil {
		t.Fatal(err)
	}
	const share = "    100 % of the shorter in shared passages (resemblance 1.00)\n"
	want := "st5d01c7e2: 4 reports, one source\n  fullest: full\n  earliest: twin, 2024-05-03\n" +
		"  twin: the same words as full\n" + share + "  cut: copy of full\n" + share + "  later: copy of full\n" + share + "  later: revision of cut\n" + share +
		"  … and 1 more link between these, with --format json\n\n" +
		"st80b2a944: 1 report, parts of which stand in another\n  fullest: digest\n  cut: copy of digest\n" + share + "    not one story: so ruled by the user\n\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// Who is in office in one report says nothing of who is named in another, unless
// the two are one story.
func TestDiffNames(t *testing.T) {
	doc := func(text string, public bool) *assay.Doc {
		d := assay.NewDoc(&assay.Report{ID: assay.NewReportID("", []byte(text)), Path: text[:1], Text: text})
		d.Actors = []assay.Actor{{Class: assay.Person, Name: "Odd Kvam", Role: "the mayor", Public: public, Mentions: []assay.Span{{Start: 2, End: 10}}}}
		return d
	}
	from, to := doc("A Odd Kvam spoke of 3 dead.", true), doc("B Odd Kvam spoke of 4 dead.", false)
	span := assay.Span{Start: 2, End: 16}
	l := &assay.Link{From: from.ID, To: to.ID, Relation: "quote-only", Passages: []assay.Passage{{From: span, To: span, Edits: []assay.Edit{{Op: "replace", Kind: "figure", From: span, To: span}}}}}
	for related, want := range map[bool]string{true: "Odd Kvam spoke", false: "[the mayor] spoke"} {
		var b strings.Builder
		if err := Diff(&b, l, related, from, to, Options{}); err != nil || strings.Count(b.String(), want) != map[bool]int{true: 2, false: 1}[related] {
			t.Errorf("related %v: %v, wanted %q in\n%s", related, err, want, b.String())
		}
	}
}

// Names of files are shown, never obeyed, and forge no line; on a terminal no
// line is wider than it, and all words are there.
func TestCopiesOnATerminal(t *testing.T) {
	a := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{1}, Path: "reports of the flood/a\x1b[8m\nforged: the same words as b.txt", Text: "Some 40 homes burned in the hills above the town, he said on Monday. It rained."}}
	b := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{2}, Path: "b\x1b[31m.txt", Text: "40 homes burned in the hills above the town, he said on Monday."}}
	link := assay.Link{
		From: a.ID, To: b.ID, Relation: "copy", Containment: 1, Resemblance: 0.8, Why: []string{"a.txt\nforged: holds it"},
		Passages: []assay.Passage{{Edits: []assay.Edit{{Op: "replace", Kind: "house-style", From: assay.Span{End: 68}, To: assay.Span{End: 63}}}}},
	}
	run := screen.Run{Docs: []*assay.Doc{a, b}, Stories: []assay.Story{{ID: "st5d01c7e2", Reports: []assay.ReportID{a.ID, b.ID}, Earliest: b.ID, Links: []assay.Link{link}}}}
	words := func(s string) string { return strings.Join(strings.Fields(s), "") }
	var wide string
	for _, width := range []int{0, 120, 80, 40} {
		for k, write := range []func(*strings.Builder) error{
			func(s *strings.Builder) error { return Copies(s, run, Options{Width: width}) },
			func(s *strings.Builder) error { return Diff(s, &link, true, a, b, Options{Width: width}) },
		} {
			var out strings.Builder
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(out.String(), "\n") {
				if strings.ContainsRune(line, '\x1b') || strings.HasPrefix(strings.TrimSpace(line), "forged") {
					t.Errorf("%d columns: obeyed: %q", width, line)
				}
				if width > 0 && term.Width(line) > width {
					t.Errorf("%d columns: %q", width, line)
				}
			}
			if k == 0 && width == 0 {
				wide = out.String()
			} else if k == 0 && words(out.String()) != words(wide) {
				t.Errorf("%d columns: words differ:\n%s", width, out.String())
			}
		}
	}
}
