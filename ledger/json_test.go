package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/internal/doctest"
	"assay/ledger"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var equal = cmp.Options{
	cmp.AllowUnexported(assay.Amount{}), cmpopts.EquateEmpty(),
	cmp.AllowUnexported(assay.Ref[assay.Time]{}, assay.Ref[assay.Place]{}, assay.Ref[assay.Actor]{},
		assay.Ref[assay.Source]{}, assay.Ref[assay.Claim]{}, assay.Ref[assay.Figure]{}, assay.Ref[assay.Event]{}),
}

func encode(t *testing.T, doc *assay.Doc) string {
	t.Helper()
	var b bytes.Buffer
	if err := ledger.EncodeReport(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportRoundTrip(t *testing.T) {
	doc := doctest.Flood()
	line := encode(t, doc)
	n := 0
	for got, err := range ledger.Decode(strings.NewReader(line)) {
		n++
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(doc, got.Doc, equal); diff != "" {
			t.Errorf("doc changed on its way (-want +got):\n%s", diff)
		}
		if again := encode(t, got.Doc); again != line {
			t.Errorf("second line differs:\n%s%s", line, again)
		}
	}
	if n != 1 {
		t.Errorf("%d lines, want 1", n)
	}
}

// The form is a promise: this is how the keys stand.
func TestReportForm(t *testing.T) {
	line := encode(t, doctest.Flood())
	for _, want := range []string{
		`{"ledger":1,"report":{"id":"sha256:`,
		`"path":"flood.txt","format":"text/plain","url":null,"publisher":"The Ferry","title":null,"author":null,"published":"XXXX-03-05","published_from":"text","language":"en"`,
		`"regions":[{"kind":"headline","span":[0,9],"text":"Dam fails"}`,
		`"type":"date","value":"2018-03-05","begin":"2018-03-05","end":"2018-03-06T12:00:00Z","precision":"day","anchored":true`,
		`"text":"Köln"`, `"text":"“Some 40 houses are gone,”","stance":"hedges"`,
		`"responds_to":["c1","f1"]`, `"via":"c1"`,
		`"bound":"approx","low":40,"best":40,"high":40,"unit":"house","counted":{"span":[22,28],"text":"houses"},"action":"destroyed"`,
		`"inherited":["places","time"],"claim":"c1"`,
		`"gazetteer":null,"name":null,"lat":null,"lon":null,"precision":"unresolved"`,
		`<by the river>`,
		`"problems":[{"stage":"timex","error":"no year"}]}` + "\n",
	} {
		if !strings.Contains(line, want) {
			t.Errorf("not in the line: %s\n%s", want, line)
		}
	}
	empty := encode(t, assay.NewDoc(&assay.Report{}))
	if !strings.Contains(empty, `"published":null,"published_from":null`) || !strings.Contains(empty, `"claims":[]`) {
		t.Errorf("unknown date or empty list: %s", empty)
	}
}

func TestReportFlagDateIsItsOwn(t *testing.T) {
	rep := &assay.Report{Published: assay.Published{Date: assay.Date{Year: 2018}, From: "flag"}}
	for got, err := range ledger.Decode(strings.NewReader(encode(t, assay.NewDoc(rep)))) {
		if err != nil || got.Doc.Report.Published != rep.Published || got.Doc.Appeared != rep.Published {
			t.Errorf("published %v, appeared %v, err %v", got.Doc.Report.Published, got.Doc.Appeared, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	outside := doctest.Flood()
	outside.Claims[0].Cue = assay.Span{Start: 5, End: 5000}
	split := doctest.Flood()
	split.Times[0].Span = assay.Span{Start: 12, End: 20} // inside the quotation mark
	noQuantity := doctest.Flood()
	noQuantity.Figures[0].Quantity = assay.Quantity{}
	for name, doc := range map[string]*assay.Doc{
		"outside": outside, "split": split, "no quantity": noQuantity,
		"not UTF-8": assay.NewDoc(&assay.Report{Text: "\xff"}),
	} {
		var b bytes.Buffer
		if err := ledger.EncodeReport(&b, doc); !errors.Is(err, assay.ErrInvalid) || b.Len() > 0 {
			t.Errorf("%s: err %v, wrote %d bytes", name, err, b.Len())
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := encode(t, doctest.Flood())
	change := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%s is not in %s", old, good)
		}
		return strings.Replace(good, old, with, 1)
	}
	for name, c := range map[string]struct{ line, want string }{
		"not JSON":      {`{"ledger":1`, "not JSON"},
		"no version":    {`{"report":{}}`, `"ledger" is missing`},
		"newer":         {change(`"ledger":1`, `"ledger":2`), "ledger version 2 is newer than this program, which reads up to 1; use a newer assay"},
		"older":         {`{"ledger":-1,"report":{}}`, "ledger version -1"},
		"neither":       {`{"ledger":1}`, "exactly one of"},
		"both":          {`{"ledger":1,"story":{},"estimate":{}}`, "exactly one of"},
		"null":          {`{"ledger":1,"report":null}`, "is null"},
		"id":            {change(`"id":"sha256:`, `"id":"md5:`), "report id"},
		"words changed": {change(`"text":"said"`, `"text":"sang"`), `is "said" in the text, not "sang"`},
		"outside":       {change(`"sentences":[[0,9]`, `"sentences":[[0,900]`), "in a text of"},
		"stance":        {change(`"stance":"declines"`, `"stance":"refuses"`), `stance "refuses"`},
		"dangling":      {change(`"via":"c1"`, `"via":"c9"`), `reference "c9" leads nowhere`},
		"wrong list":    {change(`"via":"c1"`, `"via":"p1"`), `reference "p1" leads nowhere`},
		"twice":         {change(`{"id":"c2"`, `{"id":"c1"`), `id "c1" in the list of c`},
		"date":          {change(`"published":"XXXX-03-05"`, `"published":"2018-13-01"`), "date"},
		"action":        {change(`"action":"destroyed"`, `"action":"drowned"`), `action "drowned"`},
	} {
		n := 0
		for got, err := range ledger.Decode(strings.NewReader("\n" + c.line)) {
			n++
			switch {
			case err == nil:
				t.Errorf("%s: taken: %+v", name, got)
			case !errors.Is(err, assay.ErrInvalid) && !strings.Contains(c.want, "id"), !strings.Contains(err.Error(), c.want), !strings.Contains(err.Error(), "line 2"):
				t.Errorf("%s: %v, want %q", name, err, c.want)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d lines", name, n)
		}
	}
}

func TestDecodeGoesOn(t *testing.T) {
	good := encode(t, doctest.Flood())
	var ok, bad int
	for _, err := range ledger.Decode(strings.NewReader(good + "rubbish\n\n" + good)) {
		if err != nil {
			bad++
		} else {
			ok++
		}
	}
	if ok != 2 || bad != 1 {
		t.Errorf("%d good and %d bad lines, want 2 and 1", ok, bad)
	}
}

func TestStoryAndEstimateRoundTrip(t *testing.T) {
	doc := doctest.Flood()
	other := assay.NewDoc(&assay.Report{ID: assay.NewReportID("x", nil), Text: "Some 50 houses are gone. More rain."})
	st := assay.Story{ID: assay.StoryID(doc.ID), Reports: []assay.ReportID{doc.ID, other.ID}, Agency: "AP", Links: []assay.Link{{
		From: doc.ID, To: other.ID, Relation: "copy", Containment: 0.8, Resemblance: 0.2,
		Passages: []assay.Passage{{From: assay.Span{Start: 14, End: 37}, To: assay.Span{Start: 0, End: 23},
			Edits: []assay.Edit{{Op: "replace", Kind: "figure", From: assay.Span{Start: 19, End: 21}, To: assay.Span{Start: 5, End: 7}}}}},
		Cut: []assay.Span{doc.Sentences[2]}, Added: []assay.Span{{Start: 25, End: 35}}, Why: []string{"five words"},
	}}}
	est := assay.Estimate{
		Question: assay.Question{Action: "destroyed", Counted: "houses", Unit: "house", Place: "geonames:1", Begin: time.Date(2018, 3, 5, 0, 0, 0, 0, time.UTC)},
		ID:       "est5d01c7e2", Event: "occ5d01c7e2", Sentence: "How many houses?", Of: "est5d01c7e28a17", Low: assay.Known(40), Rule: "ucdp", Origins: assay.Origins{Min: 1, Max: 2}, Conflict: true,
		Series: []assay.Entry{
			{Origin: "Köln", Named: true, Story: st.ID, Figure: assay.RefTo[assay.Figure](0), Evidence: assay.Evidence{Report: doc.ID, Span: assay.Span{Start: 14, End: 21}, Text: "Some 40"},
				Low: assay.Known(40), Status: "superseded", SupersededBy: 1},
			{Origin: "the report itself", Story: "st00c0ffee", Evidence: assay.Evidence{Report: other.ID}, Published: assay.Date{Year: 2018}, SupersededBy: -1},
		},
	}
	occ := assay.Occurrence{
		ID: "occ5d01c7e2", Type: "DISASTER", Mode: "flood", Place: "geonames:1", Countries: []string{"SY"}, Of: "occ00c0ffee",
		Begin: time.Date(2018, 3, 5, 0, 0, 0, 0, time.UTC), End: time.Date(2018, 3, 6, 0, 0, 0, 0, time.UTC), Background: true,
		Tellings: []assay.Telling{{Report: doc.ID, Figures: []assay.Ref[assay.Figure]{assay.RefTo[assay.Figure](0)}},
			{Report: other.ID, Events: []assay.Ref[assay.Event]{assay.RefTo[assay.Event](1)}, Figures: []assay.Ref[assay.Figure]{assay.RefTo[assay.Figure](2)}}},
		Why: []assay.Reason{{From: doc.ID, To: other.ID, Why: []string{"place", "days"}}},
	}
	var b bytes.Buffer
	if err := ledger.Encode(&b, []*assay.Doc{doc, other}, []assay.Story{st}, []assay.Occurrence{occ}, []assay.Estimate{est}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"from_text":"40","to_text":"50"`, `"cut":[{"span":[`, `"added":[{"span":[25,35],"text":"More rain."}]`, `"superseded_by":1`, `"superseded_by":null`, `"of":"est5d01c7e28a17"`,
		`"event":{"id":"occ5d01c7e2"`, `"country":["SYR"]`, `"estimates":["est5d01c7e2"]`, `"event":"e2","figures":[]`, `"sentence":"How many houses?"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("not in the ledger: %s\n%s", want, b.String())
		}
	}
	var kinds string
	for got, err := range ledger.Decode(&b) {
		switch {
		case err != nil:
			t.Fatal(err)
		case got.Doc != nil:
			kinds += "r"
		case got.Story != nil:
			kinds += "s"
			if diff := cmp.Diff(&st, got.Story, equal); diff != "" {
				t.Errorf("story: %s", diff)
			}
		case got.Event != nil:
			kinds += "o"
			if diff := cmp.Diff(&occ, got.Event, equal); diff != "" {
				t.Errorf("event: %s", diff)
			}
		case got.Estimate != nil:
			kinds += "e"
			if diff := cmp.Diff(&est, got.Estimate, equal); diff != "" {
				t.Errorf("estimate: %s", diff)
			}
		}
	}
	if kinds != "rrsoe" {
		t.Errorf("lines %q, want rrsoe", kinds)
	}
	st.Links[0].Passages[0].To.End = 999
	if err := ledger.EncodeStory(&b, &st, ledger.Texts([]*assay.Doc{doc, other})); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("passage outside the text: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := ledger.EncodeReport(&b, doctest.Flood()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"ledger":1,"story":{"id":"st1","reports":[],"links":[{"passages":[{"from":[1,0]}]}]}}`))
	f.Add([]byte(`{"ledger":1,"estimate":{"id":"est1","of":"est0","series":[{"span":[3,1],"superseded_by":7}]}}`))
	f.Add([]byte(`{"ledger":1,"event":{"id":"occ1","reports":[],"mentions":[{"report":"sha256:0","event":"e0"}],"why":[{}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for got, err := range ledger.Decode(bytes.NewReader(data)) {
			if err != nil || got.Doc == nil {
				continue
			}
			// What was taken can be written, and what is written is stable.
			first := encode(t, got.Doc)
			for again, err := range ledger.Decode(strings.NewReader(first)) {
				if err != nil {
					t.Fatalf("%v\n%s", err, first)
				}
				if second := encode(t, again.Doc); second != first {
					t.Fatalf("not stable:\n%s%s", first, second)
				}
			}
		}
	})
}
