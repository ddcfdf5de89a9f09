package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/export"
	"assay/internal/doctest"
	"assay/ledger"
	"assay/screen"
	"assay/table"

	"golang.org/x/net/html"
)

// hostile is a text with all that forms break at: tabs, line ends of both kinds, quotes,
// emoji, letters that run from right to left, formulas, markup, and a private person.
const hostile = "=SUM(A1) \"Dam\tburst\" 😀 near Dadu\n\n" +
	"+40 people\tdrowned in Dadu on Monday, said Ilse Varga, a nurse who ferried patients. @mayor שלום | <b>70 girls</b> & 12 families of five\r\nfled Dadu to Karachi, the mayor, Jan Kovar, said. “Losses are 8311 euros,” he said.\u2028A strike killed 9 people in Dadu, the army said.\n"

func pile(t *testing.T) screen.Run {
	b := doctest.New(t, "hostile, \"a\".txt", hostile)
	b.Doc.Ruled = []assay.Ruled{{ID: "r00000001", Verb: assay.VerbWhole}}
	b.Doc.Title, b.Doc.Publisher, b.Doc.Language = "=HYPERLINK(\"x\")\tIlse Varga", "The <Wire> & Co", "en"
	b.Doc.Published = assay.Published{Date: assay.Date{Year: 2023, Month: 8, Day: 24}, From: "flag"}
	b.Doc.Appeared = b.Doc.Published
	body := b.At(hostile[strings.Index(hostile, "+40"):])
	b.Doc.Regions = []assay.Region{{Span: b.At("=SUM(A1) \"Dam\tburst\" 😀 near Dadu"), Kind: assay.Headline}, {Span: body, Kind: assay.Body}}
	at := int(body.Start)
	for _, end := range []string{"patients.", "Kovar, said.", "he said.", "army said."} {
		n := strings.Index(hostile[at:], end) + len(end)
		from := at + len(hostile[at:at+n]) - len(strings.TrimLeft(hostile[at:at+n], " \r\n\u2028"))
		b.Doc.Sentences = append(b.Doc.Sentences, assay.Span{Start: int32(from), End: int32(at + n)})
		at += n
	}
	nurse := b.Actor(assay.Person, "Ilse Varga", "a nurse who ferried patients", false, "Ilse Varga")
	mayor := b.Actor(assay.Person, "Jan Kovar", "the mayor", true, "Jan Kovar")
	army := b.Actor(assay.Organization, "the army", "", true, "the army")
	place := func(words, id, name string, lat, lon float64) []assay.Ref[assay.Place] {
		ref := b.Place(words)
		p := ref[0].In(b.Doc.Places)
		p.Gazetteer, p.Name, p.Lat, p.Lon, p.Precision, p.Country = id, name, lat, lon, assay.Locality, "PK"
		return ref
	}
	dadu := place("Dadu", "geonames:1180809", "Dadu", 26.73, 67.78)
	karachi := place("Karachi", "geonames:1174872", "Karachi", 24.86, 67.01)
	drowned := b.Claim(assay.Person, nurse, "Ilse Varga, a nurse who ferried patients", "said", "+40 people\tdrowned in Dadu on Monday", assay.Asserts)
	fled := b.Claim(assay.Person, mayor, "the mayor, Jan Kovar", "said", "<b>70 girls</b> & 12 families of five\r\nfled Dadu to Karachi", assay.Asserts)
	struck := b.Claim(assay.Organization, army, "the army", "said", "A strike killed 9 people in Dadu", assay.Asserts)
	days := func(f assay.Ref[assay.Figure], at []assay.Ref[assay.Place], unit, role string) {
		fig := f.In(b.Doc.Figures)
		fig.Places, fig.Unit, fig.Role, fig.Kind, fig.Countries = at, unit, role, "flow", []string{"PK"}
		fig.Quantity.Unit = unit
		fig.Begin = time.Date(2023, 8, 21, 0, 0, 0, 0, time.UTC)
		fig.End = fig.Begin.AddDate(0, 0, 1)
	}
	n := func(x float64) assay.Amount { return assay.Known(x) }
	days(b.Figure("+40", assay.Exact, n(40), n(40), n(40), "people\tdrowned", "killed", drowned), dadu, "person", "underwent")
	was := &b.Doc.Figures[0]
	was.Begin, was.End = was.Begin.AddDate(-1, 0, 0), was.End.AddDate(-1, 0, 0)
	girls := b.Figure("70", assay.Exact, n(70), n(70), n(70), "girls", "fled", fled)
	days(girls, dadu, "person", "underwent")
	days(b.Figure("12", assay.Exact, n(12), n(12), n(12), "families of five", "fled", fled), dadu, "household", "underwent")
	days(b.Figure("8311", assay.Exact, n(8311), n(8311), n(8311), "euros", "paid", assay.Ref[assay.Claim]{}), nil, "EUR", "is")
	nine := b.Figure("9", assay.Exact, n(9), n(9), n(9), "people", "killed", struck)
	days(nine, dadu, "person", "underwent")
	b.Doc.Events = []assay.Event{{Span: b.At("strike"), Type: "ASSAULT", Mode: "aerial", Actors: []assay.Ref[assay.Actor]{army}, Figures: []assay.Ref[assay.Figure]{nine},
		Places: dadu, Countries: []string{"PK"}, Claim: struck, Begin: time.Date(2023, 8, 21, 0, 0, 0, 0, time.UTC), End: time.Date(2023, 8, 22, 0, 0, 0, 0, time.UTC)}}
	b.Doc.Movements = []assay.Movement{{Who: b.At("girls"), From: dadu, To: karachi, Count: girls, Claim: fled, Status: "reported"}}
	docs := []*assay.Doc{b.Doc}
	stories := copies.Stories(docs, copies.Options{})
	events, estimates := estimate.All(docs, stories, estimate.Options{})
	return screen.Run{Docs: docs, Stories: stories, Events: events, Estimates: estimates}
}

// files returns the files of a form.
func files(t *testing.T, form string, opt export.Options) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := export.FormOf(form).Write(export.New(pile(t), opt), func(name string, write func(io.Writer) error) error {
		var b bytes.Buffer
		err := write(&b)
		out[name] = b.String()
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", form, err)
	}
	return out
}

func whole(t *testing.T, form string) string { return files(t, form, chosen(t, form))[""] }

// chosen chooses one figure for forms that are of one, and all for others.
func chosen(t *testing.T, form string) export.Options {
	if form != "card" && form != "svg" {
		return export.Options{}
	}
	return export.Options{Only: map[string]bool{ledger.EntryID(pile(t).Docs[0].ID, "f5"): true}}
}

func rowsOf(t *testing.T, name string) *table.Table {
	return export.New(pile(t), export.Options{}).Table(name)
}

// Each form comes out the same twice, names no private person unless it is to, and leaves
// out what it is asked to leave out or refuses.
func TestForms(t *testing.T) {
	for _, form := range export.Forms {
		opt := chosen(t, form.Name)
		first, again := files(t, form.Name, opt), files(t, form.Name, opt)
		if len(first) == 0 || !maps.Equal(first, again) {
			t.Errorf("%s: %d files, and others the second time", form.Name, len(first))
		}
		if (len(first) > 1) != form.Folder {
			t.Errorf("%s has %d files", form.Name, len(first))
		}
		if opt.Only == nil {
			opt.Names = true
			named := files(t, form.Name, opt)
			if all := strings.Join(slices.Collect(maps.Values(named)), ""); !zipped(form.Name) && form.Name != "idmc" && form.Name != "ucdp" && form.Name != "acled" && form.Name != "gidd" && form.Name != "plover" && !strings.Contains(all, "Varga") {
				t.Errorf("%s lacks a name with --names", form.Name)
			}
		}
		for name, b := range first {
			if !form.Folder && name != "" {
				t.Errorf("%s: its one file is called %q", form.Name, name)
			}
			if i := strings.Index(b, "Varga"); i >= 0 {
				t.Errorf("%s: %s names a private person: …%s", form.Name, name, b[max(0, i-60):min(len(b), i+20)])
			}
		}
		for _, short := range []export.Options{{Admin1: true}, {Routes: true}, {Prices: true}} {
			l := export.New(pile(t), short)
			err := form.Write(l, func(_ string, write func(io.Writer) error) error {
				var b bytes.Buffer
				err := write(&b)
				for what, left := range map[string]bool{"Karachi": short.Routes || short.Admin1, "Dadu": short.Admin1, "8311": short.Prices} {
					if left && !zipped(form.Name) && strings.Contains(b.String(), what) {
						t.Errorf("%s with %+v has %s: …%s", form.Name, short, what, b.String()[max(0, strings.Index(b.String(), what)-80):strings.Index(b.String(), what)])
					}
				}
				return err
			})
			if (err != nil) != form.Words {
				t.Errorf("%s with %+v: %v", form.Name, short, err)
			}
		}
	}
}

// zipped reports whether the words of a form are no words in its bytes.
func zipped(form string) bool { return form == "xlsx" || form == "parquet" }

func TestCSV(t *testing.T) {
	for name, b := range files(t, "csv", export.Options{}) {
		got, err := csv.NewReader(strings.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := rowsOf(t, strings.TrimSuffix(name, ".csv"))
		if len(got) != len(want.Rows)+1 || !slices.Equal(got[0], want.Head) {
			t.Fatalf("%s: %d rows, head %v", name, len(got), got[0])
		}
		for r, row := range want.Rows {
			for i, cell := range row {
				s := table.CellText(cell)
				if text, ok := cell.(string); ok && strings.IndexAny(strings.TrimLeft(text, " \t\r\n"), "=+-@") == 0 {
					s = "'" + s
				}
				// A reader of CSV takes a return and a line feed for a line feed.
				if got[r+1][i] != strings.ReplaceAll(s, "\r\n", "\n") {
					t.Errorf("%s: %s is %q, want %q", name, want.Head[i], got[r+1][i], s)
				}
			}
		}
	}
	if figures := rowsOf(t, "figures"); table.CellText(figures.Rows[0][slices.Index(figures.Head, "text")]) != "+40" {
		t.Errorf("no formula was tried: %v", figures.Rows[0])
	}
}

// What the ledger's own form says of such a text is read back the same.
func TestJSONLines(t *testing.T) {
	run := pile(t)
	var b bytes.Buffer
	if err := ledger.Encode(&b, run.Docs, run.Stories, run.Events, run.Estimates); err != nil {
		t.Fatal(err)
	}
	n := 0
	for line, err := range ledger.Decode(&b) {
		if err != nil {
			t.Fatal(err)
		}
		if line.Doc != nil {
			if n++; line.Doc.Text != hostile || len(line.Doc.Figures) != 5 {
				t.Errorf("read back: %q", line.Doc.Text)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d reports", n)
	}
}

func TestGeoJSON(t *testing.T) {
	var got struct {
		Type     string
		Features []struct {
			Type, ID string
			Geometry *struct {
				Type        string
				Coordinates json.RawMessage
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(whole(t, "geojson")), &got); err != nil || got.Type != "FeatureCollection" {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, f := range got.Features {
		if f.Type != "Feature" || f.ID == "" {
			t.Errorf("%+v", f)
		}
		if f.Geometry != nil {
			kinds[f.Properties["table"].(string)+" "+f.Geometry.Type] = string(f.Geometry.Coordinates)
		}
	}
	if kinds["figures Point"] != "[67.78,26.73]" || kinds["movements LineString"] != "[[67.78,26.73],[67.01,24.86]]" || kinds["events Point"] == "" {
		t.Errorf("%v", kinds)
	}
}

// A position counts characters, as the model says; beside it stand units of UTF-16.
func TestWebAnnotation(t *testing.T) {
	var page struct {
		Type  string
		Items []struct {
			ID, Type string
			Target   []struct {
				Selector struct {
					Start, End int
					UTF16      [2]int `json:"assay:utf16"`
					Bytes      [2]int `json:"assay:bytes"`
					RefinedBy  *struct{ Exact string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(whole(t, "webannotation")), &page); err != nil || page.Type != "AnnotationPage" || len(page.Items) < 10 {
		t.Fatal(err, page)
	}
	characters, units := []rune(hostile), utf16.Encode([]rune(hostile))
	hidden := 0
	for _, item := range page.Items {
		for _, target := range item.Target {
			s := target.Selector
			words := hostile[s.Bytes[0]:s.Bytes[1]]
			if string(characters[s.Start:s.End]) != words || string(utf16.Decode(units[s.UTF16[0]:s.UTF16[1]])) != words {
				t.Errorf("%s: %q, %q, %q", item.ID, words, string(characters[s.Start:s.End]), string(utf16.Decode(units[s.UTF16[0]:s.UTF16[1]])))
			}
			switch {
			case s.RefinedBy == nil:
				hidden++
			case s.RefinedBy.Exact != words:
				t.Errorf("%s quotes %q, not %q", item.ID, s.RefinedBy.Exact, words)
			}
		}
	}
	if hidden != 1 {
		t.Errorf("%d stretches are not quoted", hidden)
	}
}

// An independent reader of brat's standoff: the format as its pages describe it.
func TestBrat(t *testing.T) {
	out := files(t, "brat", export.Options{})
	name := pile(t).Docs[0].ID.Short()
	text := []rune(out[name+".txt"])
	kinds := map[string]string{} // of the annotations
	standoff := regexp.MustCompile(`^(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)$|^(R\d+)\t(\w+) Arg1:(T\d+) Arg2:(T\d+)$|^(A\d+)\t(\w+) (T\d+) (\w+)$|^(#\d+)\tAnnotatorNotes (T\d+)\t(.*)$`)
	lines := strings.Split(strings.TrimSuffix(out[name+".ann"], "\n"), "\n")
	for _, line := range lines {
		m := standoff.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("no standoff: %q", line)
		}
		if m[1] == "" {
			continue
		}
		kinds[m[1]] = m[2]
		var words []string
		for _, piece := range strings.Split(m[3], ";") {
			from, to, _ := strings.Cut(piece, " ")
			a, _ := strconv.Atoi(from)
			z, _ := strconv.Atoi(to)
			words = append(words, string(text[a:z]))
		}
		if strings.Join(words, " ") != m[4] {
			t.Errorf("%s quotes %q, the text has %q", m[1], m[4], words)
		}
	}
	relations := 0
	for _, line := range lines {
		m := standoff.FindStringSubmatch(line)
		for _, ref := range []string{m[7], m[8], m[11], m[14]} {
			if ref != "" && kinds[ref] == "" {
				t.Errorf("%s leads nowhere", line)
			}
		}
		if m[5] != "" {
			relations++
			if !regexp.MustCompile(`(?m)^` + m[6] + ` Arg1:[\w|]*` + kinds[m[7]] + `[\w|]*, Arg2:[\w|]*` + kinds[m[8]]).MatchString(out["annotation.conf"]) {
				t.Errorf("annotation.conf has no %s of %s and %s", m[6], kinds[m[7]], kinds[m[8]])
			}
		}
	}
	if relations < 8 || !slices.Contains(slices.Collect(maps.Values(kinds)), "Mover") {
		t.Errorf("%d relations; %v", relations, kinds)
	}
}

func TestCoNLLU(t *testing.T) {
	marked := false
	for _, block := range strings.Split(strings.TrimSuffix(whole(t, "conllu"), "\n\n"), "\n\n") {
		var text, want string
		n := 0
		roots := 0
		for _, line := range strings.Split(block, "\n") {
			if s, ok := strings.CutPrefix(line, "# text = "); ok {
				want = s
			}
			if strings.HasPrefix(line, "#") {
				continue
			}
			cells := strings.Split(line, "\t")
			n++
			if len(cells) != 10 || cells[0] != strconv.Itoa(n) || slices.Contains(cells, "") {
				t.Fatalf("%q", line)
			}
			if cells[6] == "0" {
				roots++
			}
			marked = marked || strings.Contains(cells[9], "Figure=f")
			if text += cells[1]; !strings.Contains(cells[9], "SpaceAfter=No") {
				text += " "
			}
		}
		if strings.TrimSpace(text) != want || roots != 1 {
			t.Errorf("%d roots; %q, want %q", roots, text, want)
		}
	}
	if !marked {
		t.Error("no word is marked")
	}
}

// Every annotation of a CAS lies in its text, in units of UTF-16, and every feature is one
// that the type system has.
func TestXMI(t *testing.T) {
	out := files(t, "xmi", export.Options{})
	features := map[string]string{}
	var types struct {
		Types []struct {
			Name     string   `xml:"name"`
			Features []string `xml:"features>featureDescription>name"`
		} `xml:"types>typeDescription"`
	}
	if err := xml.Unmarshal([]byte(out["TypeSystem.xml"]), &types); err != nil || len(types.Types) != 12 {
		t.Fatal(err, types)
	}
	for _, typ := range types.Types {
		features[typ.Name[strings.LastIndexByte(typ.Name, '.')+1:]] = " " + strings.Join(typ.Features, " ") + " "
	}
	b := out[pile(t).Docs[0].ID.Short()+".xmi"]
	var text []uint16
	type element struct {
		kind       string
		begin, end int
		entry      string
	}
	var list []element
	for d := xml.NewDecoder(strings.NewReader(b)); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		e := element{kind: start.Name.Local, begin: -1}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "begin":
				e.begin, _ = strconv.Atoi(a.Value)
			case "end":
				e.end, _ = strconv.Atoi(a.Value)
			case "sofaString":
				text = utf16.Encode([]rune(a.Value))
			case "id", "sofa":
			default:
				if has, ours := features[e.kind]; ours && !strings.Contains(has, " "+a.Name.Local+" ") {
					t.Errorf("%s has no feature %s", e.kind, a.Name.Local)
				}
				if a.Name.Local == "entry" {
					e.entry = a.Value
				}
			}
		}
		if e.begin >= 0 {
			list = append(list, e)
		}
	}
	found := map[string]string{}
	for _, e := range list {
		if e.end > len(text) || e.begin > e.end {
			t.Fatalf("%+v in a text of %d", e, len(text))
		}
		found[e.kind+e.entry] = string(utf16.Decode(text[e.begin:e.end]))
	}
	if found["Figuref1"] != "+40" || found["Moverm1"] != "girls" || found["Sources1"] == "" || strings.Contains(found["Sources1"], "Varga") || len(list) < 60 {
		t.Errorf("%v", found)
	}
}

// rowsBy reads CSV into maps.
func rowsBy(t *testing.T, form string) (rows []map[string]string) {
	t.Helper()
	got, err := csv.NewReader(strings.NewReader(whole(t, form))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range got[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[got[0][i]] = cell
		}
		rows = append(rows, m)
	}
	return rows
}

func has(t *testing.T, row map[string]string, want ...string) {
	t.Helper()
	for i := 0; i < len(want); i += 2 {
		if got, ok := row[want[i]]; !ok || got != want[i+1] {
			t.Errorf("%s is %q (there: %v), want %q", want[i], got, ok, want[i+1])
		}
	}
}

func TestColumns(t *testing.T) {
	ucdp := rowsBy(t, "ucdp")
	if len(ucdp) != 1 {
		t.Fatalf("%d rows", len(ucdp))
	}
	has(t, ucdp[0], "year", "2023", "best", "9", "low", "9", "high", "9", "date_start", "2023-08-21", "date_end", "2023-08-21", "date_prec", "1", "where_prec", "1",
		"country", "Pakistan", "adm_1", "Sindh", "side_a", "the army", "side_b", "", "priogrid_gid", "168256", "type_of_violence", "", "gwnoa", "", "source_office", "The <Wire> & Co")
	acled := rowsBy(t, "acled")
	if len(acled) != 1 {
		t.Fatalf("%d rows", len(acled))
	}
	has(t, acled[0], "event_date", "2023-08-21", "time_precision", "1", "event_type", "Explosions/Remote violence", "sub_event_type", "Air/drone strike", "actor1", "the army",
		"geo_precision", "1", "fatalities", "9", "admin1", "Sindh", "notes", "A strike killed 9 people in Dadu, the army said.")
	idmc := rowsBy(t, "idmc")
	if len(idmc) != 2 {
		t.Fatalf("%d rows", len(idmc))
	}
	has(t, idmc[0], "Figure category", "Internal Displacements", "Figure term", "Forced to flee", "Unit", "Person", "Reported", "70", "Total figures", "70", "Disaggregation sex female", "70",
		"Disaggregation sex male", "", "Disaggregation age", "girls", "ISO3", "PAK", "Start date", "2023-08-21", "Household size", "")
	has(t, idmc[1], "Unit", "Household", "Reported", "12", "Household size", "5", "Total figures", "60", "Disaggregation sex female", "")
	var event map[string]any
	if err := json.Unmarshal([]byte(strings.Split(whole(t, "plover"), "\n")[0]), &event); err != nil || event["event_type"] != "ASSAULT" || event["date"] != "2023-08-21" {
		t.Errorf("%v %v", err, event)
	}
}

// Every statement that rests on words says where they stand.
func TestFollowTheMoney(t *testing.T) {
	proofs := 0
	for line := range strings.SplitSeq(strings.TrimSpace(whole(t, "ftm")), "\n") {
		var s struct {
			Prop, Origin  string
			OriginalValue string `json:"original_value"`
		}
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		var from, to int
		if _, span, ok := strings.Cut(s.Origin, "#bytes="); ok {
			a, z, _ := strings.Cut(span, "-")
			from, _ = strconv.Atoi(a)
			to, _ = strconv.Atoi(z)
			proofs++
			if words := strings.Join(strings.Fields(hostile[from:to]), " "); words != s.OriginalValue {
				t.Errorf("%s rests on %q, not %q", s.Prop, words, s.OriginalValue)
			}
		}
	}
	if proofs < 8 {
		t.Errorf("%d proofs", proofs)
	}
}

func TestCard(t *testing.T) {
	card := whole(t, "card")
	node, err := html.Parse(strings.NewReader(card))
	if err != nil || node == nil || strings.Contains(card, "<script") || !strings.Contains(card, "A strike killed <mark>9</mark> people in Dadu") || !strings.Contains(card, "army</bdi>") {
		t.Errorf("%v: %s", err, card)
	}
	svg := whole(t, "svg")
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(svg, ">9</text>") {
		t.Errorf("%s", svg)
	}
	if err := export.FormOf("card").Write(export.New(pile(t), export.Options{}), func(_ string, write func(io.Writer) error) error { return write(io.Discard) }); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("a card of all: %v", err)
	}
}

// Cells are of the kinds that their columns say.
func TestKinds(t *testing.T) {
	for _, name := range table.Names {
		tab := rowsOf(t, name)
		for _, row := range tab.Rows {
			for i, cell := range row {
				kind := table.KindOf(name, tab.Head[i])
				if s, ok := cell.(string); ok && kind == table.Day {
					if _, err := time.Parse(time.DateOnly, s); err != nil {
						t.Errorf("%s %s: %v", name, tab.Head[i], err)
					}
					continue
				}
				fits := map[table.Kind]bool{}
				switch cell.(type) {
				case string:
					fits[table.Text] = true
				case float64:
					fits[table.Number] = true
				case int64:
					fits[table.Integer] = true
				case bool:
					fits[table.Truth] = true
				case nil:
					continue
				}
				if !fits[kind] {
					t.Errorf("%s %s is %T, not of kind %d", name, tab.Head[i], cell, kind)
				}
			}
		}
	}
}
