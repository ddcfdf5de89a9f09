package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"assay"
)

// build writes a file of objects, numbered from 1. The first is the catalog.
func build(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// printed makes a file of pages, each with its content stream.
func printed(info string, pages ...string) []byte {
	objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "", "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>", "<<" + info + ">>"}
	var kids []string
	for _, p := range pages {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects, fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>> /Contents %d 0 R>>", n+1), stream("", p))
	}
	objects[1] = fmt.Sprintf("<</Type /Pages /Kids [%s] /Count %d>>", strings.Join(kids, " "), len(pages))
	return build("/Info 4 0 R", objects...)
}

// at writes a line of text.
func at(x, y, size int, text string) string {
	return fmt.Sprintf("BT /F %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", size, x, y, text)
}

// lines writes lines one below the other.
func lines(x, y, size int, list ...string) (s string) {
	for i, l := range list {
		s += at(x, y-i*size*12/10, size, l)
	}
	return s
}

func read(t *testing.T, raw []byte) Document {
	t.Helper()
	sheet, err := Unpack(raw, 1<<26)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(sheet)
	if err != nil {
		t.Fatalf("%v\n%s", err, sheet)
	}
	// Every word leads back to itself in the sheet.
	for i, c := range doc.Text.Bytes {
		if from := doc.Text.Steps.Raw(int32(i)); c > ' ' && sheet[from] != c {
			t.Fatalf("byte %d, %q, leads to %q of %q", i, c, sheet[from], sheet)
		}
	}
	return doc
}

func same(t *testing.T, raw []byte, want string) {
	t.Helper()
	if got := string(read(t, raw).Text.Bytes); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestParagraphs(t *testing.T) {
	same(t, printed("", at(70, 780, 20, "Floods cut off eleven villages in the")+at(70, 756, 20, "hill country, and nobody knows more")+
		lines(70, 720, 10, "The river rose in the night and cut off eleven of the villages, the mayor of Orun said on", "Monday, and boats had been sent to them from the harbour, with food for three weeks and emer\\255", "gency crews.")+
		lines(70, 678, 10, "Nine people were hurt.")+
		lines(85, 666, 10, "Nobody knew on Tuesday when the boats would come back to the harbour, since all of the")+
		lines(70, 654, 10, "radios had been lost. Of 300-", "400 people nothing was heard.")+
		at(70, 624, 10, "\\225 two schools")+at(70, 612, 10, "\\225 a bridge")),
		"Floods cut off eleven villages in the hill country, and nobody knows more\n\n"+
			"The river rose in the night and cut off eleven of the villages, the mayor of Orun said on Monday, and boats had been sent to them from the harbour, with food for three weeks and emer-\ngency crews.\n\n"+
			"Nine people were hurt.\n\n"+
			"Nobody knew on Tuesday when the boats would come back to the harbour, since all of the radios had been lost. Of 300-400 people nothing was heard.\n\n"+
			"• two schools\n\n• a bridge")
}

// Words are set by moving the pen, not by spaces; and letter by letter.
func TestWords(t *testing.T) {
	same(t, printed("", "BT /F 12 Tf 70 700 Td [(The)-300(river)-280(r)20(ose)-300(in)-300(the)-300(night.)] TJ ET\n"+
		"BT /F 12 Tf 70 680 Td (N) Tj 9 0 Td (i) Tj 3 0 Td (n) Tj 7 0 Td (e) Tj 11 0 Td (b) Tj 7 0 Td (o) Tj 7 0 Td (a) Tj 7 0 Td (t) Tj 4 0 Td (s) Tj ET\n"),
		"The river rose in the night. Nine boats")
}

// columns writes two columns as some programs do, line by line over the page.
func columns(y int, left, right []string) (s string) {
	for i := range max(len(left), len(right)) {
		if i < len(left) {
			s += at(70, y-12*i, 10, left[i])
		}
		if i < len(right) {
			s += at(310, y-12*i, 10, right[i])
		}
	}
	return s
}

func TestColumns(t *testing.T) {
	left := []string{"The river rose in the night and cut off", "eleven of the villages in the north of", "the valley, where boats had been sent", "by the mayor with food for some weeks"}
	right := []string{"and with tents. Nobody knew when they", "would come back, since all of the radios", "had been lost, said the harbour master,", "who has one of his own."}
	wide := "A line as wide as the page stands above and below of the columns, and is a sentence of its own."
	raw := printed("", at(70, 700, 10, wide)+columns(676, left, right)+at(70, 600, 10, wide))
	same(t, raw, wide+"\n\n"+strings.Join(left, " ")+" "+strings.Join(right, " ")+"\n\n"+wide)
}

// Tables are read row by row.
func TestTable(t *testing.T) {
	raw := printed("", at(70, 700, 10, "District")+at(200, 700, 10, "Killed")+at(300, 700, 10, "Homes lost")+
		at(70, 684, 10, "Orun")+at(200, 684, 10, "4")+at(300, 684, 10, "1,200")+
		at(70, 668, 10, "Upper valley")+at(200, 668, 10, "11")+at(300, 668, 10, "90"))
	same(t, raw, "District\tKilled\tHomes lost\n\nOrun\t4\t1,200\n\nUpper valley\t11\t90")
	said := func(x, y int, words ...string) string { return lines(x, y, 10, words...) }
	same(t, printed("",
		said(70, 700, "Northern province")+said(250, 700, "Boats were sent to the villages and nobody", "knows when they will come back to the port.")+
			said(70, 664, "Southern province")+said(250, 664, "A bridge was lost, and two of the schools", "were closed for as long as the rain goes on.")+
			said(70, 628, "Eastern provinces")+said(250, 628, "Nothing was heard from there, since the", "radios had been lost in the night.")),
		"Northern province\tBoats were sent to the villages and nobody knows when they will come back to the port.\n\nSouthern province\tA bridge was lost, and two of the schools were closed for as long as the rain goes on.\n\nEastern provinces\tNothing was heard from there, since the radios had been lost in the night.")
}

// What pages repeat at their edges is left out; sentences go on over pages.
func TestFurniture(t *testing.T) {
	var pages []string
	for i, begins := range []string{"On the first day", "in which on the second", "and on the third"} {
		pages = append(pages, at(70, 820, 8, "Relief Desk")+at(400, 820, 8, "Bulletin 3")+
			lines(70, 780-i*5, 10, begins+" the river rose in the night and cut off eleven of the villages, from which", "nobody has heard since, and others where boats had been seen that were never seen")+at(280, 30, 8, fmt.Sprintf("Page %d of 3", i+1)))
	}
	doc := read(t, printed("", pages...))
	text := string(doc.Text.Bytes)
	if strings.Contains(text, "Relief") || strings.Contains(text, "Page") || doc.Pages != 3 {
		t.Errorf("%d pages, %q", doc.Pages, text)
	}
	if strings.Contains(text, "\n") {
		t.Errorf("%q", text)
	}
}

func TestInformation(t *testing.T) {
	doc := read(t, printed("/Title (Bulletin \\(3\\)) /Author <FEFF00520065006900F8> /CreationDate (D:20240506070809+02'00') /ModDate (D:20240507)", at(70, 700, 12, "The river rose.")))
	if doc.Title != "Bulletin (3)" || doc.Author != "Reiø" || doc.Created != (assay.Date{Year: 2024, Month: 5, Day: 6}) || doc.Modified.Day != 7 {
		t.Errorf("%+v", doc)
	}
}

const picture = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</XObject <</I 3 0 R>>>> /Contents 4 0 R>>"

// Pages that are pictures are named.
func TestPictures(t *testing.T) {
	doc := read(t, build("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [5 0 R 6 0 R 7 0 R 9 0 R] /Count 4>>",
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"), stream("", "q 500 0 0 500 0 0 cm /I Do Q"), picture,
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 8 0 R>>>> /Contents 10 0 R>>",
		"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>", picture, stream("", at(70, 700, 12, "The river rose."))))
	if got := PageList(doc.Pictures); got != "1, 4" || string(doc.Text.Bytes) != "The river rose." {
		t.Errorf("%s %q", got, doc.Text.Bytes)
	}
	if got := PageList([]int{1, 2, 3, 5, 7, 8}); got != "1-3, 5, 7-8" {
		t.Error(got)
	}
}

// A page that is turned is read as it is looked at; what stands across it is not.
func TestTurned(t *testing.T) {
	same(t, printed("", "BT /F 12 Tf 0 1 -1 0 300 70 Tm (The river rose) Tj ET BT /F 12 Tf 0 1 -1 0 315 70 Tm (in the night.) Tj ET BT /F 60 Tf .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET"),
		"The river rose in the night.")
}

// Files that lead back to themselves, that are cut off, that hold nothing or too much.
func TestHostile(t *testing.T) {
	page := "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 4 0 R>> /XObject <</X 5 0 R>>>> /Contents 5 0 R>>"
	font := "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
	catalog := "<</Type /Catalog /Pages 2 0 R>>"
	one := "<</Type /Pages /Kids [3 0 R] /Count 1>>"
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	line := strings.Repeat(at(10, 10, 8, "The river rose in the night."), 1<<10)
	for range 1 << 10 {
		z.Write([]byte(line))
	}
	z.Close()
	for name, raw := range map[string][]byte{
		"pages within themselves": build("", catalog, "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000>>"),
		"page its own parent":     build("", catalog, one, "<</Type /Page /Parent 3 0 R>>"),
		"form within itself":      build("", catalog, one, page, font, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>>", "/X Do /X Do")),
		"length of itself":        build("", catalog, one, page, font, "<</Length 5 0 R>>\nstream\nx\nendstream"),
		"trailer before itself":   build("/Prev 9", catalog, one, page, font, stream("", at(10, 10, 8, "x"))),
		"array within itself":     build("", catalog, one, strings.Replace(page, "/Contents 5 0 R", "/Contents 6 0 R", 1), font, stream("", ""), "[6 0 R 6 0 R]"),
		"deep":                    build("", "<</Type /Catalog /Pages 2 0 R /X "+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+">>", one, page, font, stream("", at(10, 10, 8, "x"))),
		"deep content":            build("", catalog, one, page, font, stream("", strings.Repeat("[", 100_000)+strings.Repeat("q ", 100_000))),
		"bomb":                    build("", catalog, one, page, font, stream("/Filter /FlateDecode", packed.String())),
		"two bombs in one":        build("", catalog, one, page, font, stream("/Filter [/FlateDecode /FlateDecode]", packed.String())),
		"locked":                  build("/Encrypt 6 0 R /ID [<00> <00>]", catalog, one, page, font, stream("", ""), "<</Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <"+strings.Repeat("11", 32)+"> /U <"+strings.Repeat("22", 32)+">>>"),
		"other lock":              build("/Encrypt 6 0 R", catalog, one, page, font, stream("", ""), "<</Filter /Other>>"),
		"no pages":                build("", "<</Type /Catalog>>"),
		"head alone":              []byte("%PDF-1.7\n"),
		"nothing":                 {},
		"other":                   []byte("The river rose."),
		"long line":               append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x"), 1<<24)...),
	} {
		begun := computed() // whatever else the machine has to do
		sheet, err := Unpack(raw, 1<<26)
		if err == nil {
			_, err = Read(sheet)
		}
		took := computed() - begun
		if took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		switch name {
		case "locked", "other lock":
			if !errors.Is(err, ErrLocked) {
				t.Errorf("%s: %v", name, err)
			}
		case "no pages", "head alone", "nothing", "other", "long line":
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %q", name, err)
		}
		t.Logf("%s: %v, %d bytes, %v", name, took.Round(time.Millisecond), len(sheet), err)
	}
	whole := printed("/Title (x)", columns(700, []string{"The river rose in the night", "and so did the lake"}, []string{"Nobody knew"}))
	for n := 0; n < len(whole); n += len(whole)/40 + 1 {
		_, err := Unpack(whole[:n], 1<<26)
		damaged := bytes.Clone(whole)
		damaged[n] ^= 0x55
		_, err2 := Unpack(damaged, 1<<26)
		for _, err := range []error{err, err2} {
			if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrLocked) {
				t.Errorf("%d: %v", n, err)
			}
		}
	}
	same(t, whole, "The river rose in the night\tNobody knew\n\nand so did the lake") // after all that
}

// A file that takes too long is given up, and the next is read as if nothing had been.
func TestPatience(t *testing.T) {
	if _, err := start(); err != nil {
		t.Fatal(err)
	}
	defer func(d time.Duration) { patience = d }(patience)
	patience = 200 * time.Millisecond
	page := "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</XObject <</X 4 0 R>>>> /Contents 5 0 R>>"
	slow := build("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", page,
		stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 4 0 R>>>>", "/X Do /X Do"), stream("", strings.Repeat("/X Do ", 1000)))
	for range 2 {
		_, err := Unpack(slow, 1<<26)
		if err == nil || !strings.Contains(err.Error(), "takes longer than 200ms to read") {
			t.Error(err)
		}
		same(t, printed("", at(70, 700, 12, "The river rose.")), "The river rose.")
	}
}

func TestSheet(t *testing.T) {
	for _, s := range []string{"", mark, mark + "\n", mark + "\n1 2 3 4\tx", mark + "\n\f1\n1 2 3\tx\n", mark + "\n\f1\n1 2 3 4\t\n", mark + "\n\fx\n", mark + "\n\f1\n1 2 3 99999999\tx\n"} {
		if doc, err := Read([]byte(s)); err == nil && len(doc.Text.Bytes) > 0 {
			t.Errorf("%q: %q", s, doc.Text.Bytes)
		}
	}
}
