package export_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/export"
	"assay/ledger"
)

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+4420": "'+4420", "-2 degrees": "'-2 degrees", "@here": "'@here", " =1+1": "' =1+1", "\t=x": "'\t=x", "\tx": "'\tx", "\n-x": "'\n-x",
		"12 - 14": "12 - 14", "a=b": "a=b", "– dash": "– dash", "": "", "'=1": "'=1", "“quoted,” he said": "“quoted,” he said",
	} {
		var b strings.Builder
		if err := export.CSV(&b, &ledger.Table{Head: []string{"a", "b"}, Rows: [][]any{{in, -7.5}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][0] != want || rows[1][1] != "-7.5" {
			t.Errorf("%q became %q, %v; want %q, and the number as it is", in, rows, err, want)
		}
	}
}

func TestRows(t *testing.T) {
	tab := &ledger.Table{Name: "stories", Head: []string{"a", "b", "c", "d", "e"}, Rows: [][]any{
		{"x, \"y\"\n<z>", nil, 1200.0, int64(3), true}, {nil, 0.5, nil, nil, false},
	}}
	var b strings.Builder
	if err := export.JSONRows(&b, tab); err != nil {
		t.Fatal(err)
	}
	want := `{"a":"x, \"y\"\n<z>","b":null,"c":1200,"d":3,"e":true}` + "\n" + `{"a":null,"b":0.5,"c":null,"d":null,"e":false}` + "\n"
	if b.String() != want || !json.Valid([]byte(strings.Split(b.String(), "\n")[0])) {
		t.Errorf("%s, want %s", b.String(), want)
	}
	b.Reset()
	if err := export.CSV(&b, tab); err != nil || b.String() != "a,b,c,d,e\n\"x, \"\"y\"\"\n<z>\",,1200,3,true\n,0.5,,,false\n" {
		t.Errorf("%v: %q", err, b.String())
	}
}

func TestColumns(t *testing.T) {
	for _, name := range ledger.TableNames {
		head := ledger.HeadOf(name)
		row := make([]any, len(head))
		for i, h := range head {
			row[i] = "a long cell of \x1b[31m" + strings.Repeat(h+" ", 40)
		}
		row[slices.Index(head, head[0])] = nil
		var b strings.Builder
		if err := export.Columns(&b, &ledger.Table{Name: name, Head: head, Rows: [][]any{row, make([]any, len(head))}}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(b.String(), "\n")
		if len(lines) != 4 || strings.ContainsRune(b.String(), 0x1b) {
			t.Errorf("%s is %d lines, or sends a terminal codes:\n%q", name, len(lines), b.String())
		}
	}
}

func TestCopies(t *testing.T) {
	a := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{1}, Path: "a.txt", Text: "Some 40 homes burned, “badly,” he said on Monday. It rained."}}
	b := &assay.Doc{Report: &assay.Report{ID: assay.ReportID{2}, Path: "b.txt", Text: "40 houses burned, “sadly,” he said on Monday."}}
	at := func(d *assay.Doc, s string) assay.Span {
		i := strings.Index(d.Text, s)
		return assay.Span{Start: int32(i), End: int32(i + len(s))}
	}
	run := export.Run{Docs: []*assay.Doc{a, b}, Stories: []assay.Story{{Reports: []assay.ReportID{a.ID, b.ID}, Agency: "AP", Links: []assay.Link{{
		From: a.ID, To: b.ID, Relation: "copy", Containment: 0.84, Resemblance: 0.2,
		Passages: []assay.Passage{{Edits: []assay.Edit{
			{Op: "replace", Kind: "house-style", From: at(a, "homes"), To: at(b, "houses")},
			{Op: "delete", Kind: "hedge", From: at(a, "Some"), To: assay.Span{}},
			{Op: "replace", Kind: "quotation", From: at(a, "badly"), To: at(b, "sadly")},
		}}},
		Cut: []assay.Span{at(a, "It rained.")},
	}}}, {Reports: []assay.ReportID{{3}}}}}
	var out strings.Builder
	if err := export.Copies(&out, run); err != nil {
		t.Fatal(err)
	}
	want := `st1: 2 reports, one source, by AP
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
	run := export.Run{Docs: docs, Stories: []assay.Story{
		{Reports: []assay.ReportID{ids["full"], ids["twin"], ids["cut"], ids["later"]}, Earliest: ids["twin"], Links: []assay.Link{
			link("full", "twin", "identical"), link("full", "cut", "copy"), link("twin", "cut", "copy"), link("full", "later", "copy"), link("cut", "later", "revision"),
		}},
		{Reports: []assay.ReportID{ids["digest"]}, Links: []assay.Link{link("digest", "cut", "copy", "not one story: so ruled by the user")}},
	}}
	var out strings.Builder
	if err := export.Copies(&out, run); err != nil {
		t.Fatal(err)
	}
	const share = "    100 % of the shorter in shared passages (resemblance 1.00)\n"
	want := "st1: 4 reports, one source\n  fullest: full\n  earliest: twin, 2024-05-03\n" +
		"  twin: the same words as full\n" + share + "  cut: copy of full\n" + share + "  later: copy of full\n" + share + "  later: revision of cut\n" + share +
		"  … and 1 more link between these, with --format json\n\n" +
		"st2: 1 report, parts of which stand in another\n  fullest: digest\n  cut: copy of digest\n" + share + "    not one story: so ruled by the user\n\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
