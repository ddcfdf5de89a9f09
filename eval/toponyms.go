package eval

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay"
	"assay/place/gazetteer"
)

// A Toponym is one name of a place as a corpus has it.
type Toponym struct {
	Span     assay.Span
	Asked    bool // the corpus says where it lies, by an id or a point
	Known    bool // it has coordinates: where nobody knows the id, it has none
	Lat, Lon float64
	Label    string // what kind of mention it is, where the corpus says so
}

// A ToponymText is a text with the names of places that people found in it, in
// text order.
type ToponymText struct {
	Path, ID string
	URL      string // where it was published, if that is known
	Text     string
	Names    []Toponym
	Aside    []assay.Span // counts neither for nor against: peoples, languages, a title that nobody annotated
	Notes    []string     // entries that were left out, and why
}

// ReadToponyms reads a corpus of names of places: a file in the XML of LGL and
// TR-News or of GeoVirus, a folder of such files, or a folder in the brat format
// of GeoWebNews, whose geonameids are looked up with find. Offsets in XML count
// characters from 0 or, as in GeoVirus, from 1: the names beside them tell. What
// cannot be read is returned as skipped, the rest goes on; an entry that leads nowhere
// is left out with a note.
func ReadToponyms(path string, find func(id string) (gazetteer.Entry, bool)) (list []ToponymText, skipped []Skipped, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		list, err = readToponymXML(path)
		return list, nil, err
	}
	anns, _ := filepath.Glob(filepath.Join(path, "*.ann"))
	files, _ := filepath.Glob(filepath.Join(path, "*.xml"))
	if len(anns)+len(files) == 0 {
		return nil, nil, fmt.Errorf("%w: no *.ann and no *.xml in this folder; name LGL, TR-News or GeoVirus XML, or a folder of GeoWebNews", assay.ErrInvalid)
	}
	for _, file := range files {
		texts, err := readToponymXML(file)
		if err != nil {
			skipped = append(skipped, Skipped{file, err.Error()})
		}
		list = append(list, texts...)
	}
	for _, file := range anns {
		t, err := readToponymBrat(file, find)
		if err != nil {
			skipped = append(skipped, Skipped{file, strings.TrimPrefix(err.Error(), file+": ")})
			continue
		}
		list = append(list, t)
	}
	return list, skipped, nil
}

// An xmlToponym is a name as either kind of XML has it.
type xmlToponym struct {
	Start  string `xml:"start"`
	End    string `xml:"end"`
	Phrase string `xml:"phrase"` // LGL, TR-News
	Name   string `xml:"name"`   // GeoVirus
	Lat    string `xml:"lat"`    // GeoVirus
	Lon    string `xml:"lon"`
	Tag    *struct {
		ID  string `xml:"geonameid,attr"`
		Lat string `xml:"lat"`
		Lon string `xml:"lon"`
	} `xml:"gaztag"` // LGL, TR-News
}

func (x *xmlToponym) name() string { return x.Phrase + x.Name }

type xmlArticle struct {
	ID        string       `xml:"docid,attr"`
	Number    string       `xml:"number,attr"`
	URL       string       `xml:"url"`
	Text      *string      `xml:"text"`
	Toponyms  []xmlToponym `xml:"toponyms>toponym"`
	Locations []xmlToponym `xml:"locations>location"`
}

func readToponymXML(path string) ([]ToponymText, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var articles []xmlArticle
	dec := xml.NewDecoder(f)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if el, ok := tok.(xml.StartElement); ok && err == nil && el.Name.Local == "article" {
			var a xmlArticle
			if err = dec.DecodeElement(&a, &el); err == nil {
				articles = append(articles, a)
			}
		}
		if err != nil {
			line, _ := dec.InputPos()
			if len(articles) == 0 && line < 3 {
				return nil, fmt.Errorf("%w: is no XML; name LGL, TR-News or GeoVirus XML, or a folder of GeoWebNews", assay.ErrInvalid)
			}
			return nil, fmt.Errorf("%w: line %d, after article %d: %v; take the file from its source again", assay.ErrInvalid, line, len(articles), err)
		}
	}
	if len(articles) == 0 {
		return nil, fmt.Errorf("%w: has no <article>; name LGL, TR-News or GeoVirus XML", assay.ErrInvalid)
	}
	first := countsFrom(articles)
	var list []ToponymText
	for n := range articles {
		t, err := articles[n].read(first)
		if err != nil {
			return nil, fmt.Errorf("%w: article %d: %v; take the file from its source again", assay.ErrInvalid, n+1, err)
		}
		t.Path = path
		if t.ID == "" {
			t.ID = strconv.Itoa(n + 1)
		}
		list = append(list, t)
	}
	return list, nil
}

// countsFrom returns the number of a text's first character: 1 if more names
// stand where offsets from 1 lead than where offsets from 0 do.
func countsFrom(articles []xmlArticle) int {
	var hits [2]int
	for i := range articles {
		a := &articles[i]
		if a.Text == nil {
			continue
		}
		at := charStarts(*a.Text)
		for _, x := range append(a.Toponyms, a.Locations...) {
			start, err := strconv.Atoi(strings.TrimSpace(x.Start))
			for first := range hits {
				if k := start - first; err == nil && x.name() != "" && k >= 0 && k < len(at) {
					hits[first] += count(strings.HasPrefix((*a.Text)[at[k]:], x.name()))
				}
			}
		}
	}
	return count(hits[1] > hits[0])
}

// charStarts returns the byte at which each character of s begins, and its length.
func charStarts(s string) []int32 {
	at := make([]int32, 0, len(s)+1)
	for i := range s {
		at = append(at, int32(i))
	}
	return append(at, int32(len(s)))
}

// read returns a's text and names. The name beside the offsets says where a
// name ends, if it stands there: corpora differ in whether the end is counted.
func (a *xmlArticle) read(first int) (t ToponymText, err error) {
	if a.Text == nil {
		return t, errors.New("has no <text>")
	}
	t.ID, t.URL, t.Text = a.ID+a.Number, strings.TrimSpace(a.URL), *a.Text
	at := charStarts(t.Text)
	for _, x := range append(a.Toponyms, a.Locations...) {
		n, err := x.read(t.Text, at, first)
		if err != nil {
			t.Notes = append(t.Notes, fmt.Sprintf("%q: %v", x.name(), err))
			continue
		}
		t.Names = append(t.Names, n)
	}
	t.sort()
	return t, nil
}

// read returns the name that x is in the text, whose characters begin at the bytes at.
func (x *xmlToponym) read(text string, at []int32, first int) (n Toponym, err error) {
	lo, err1 := strconv.Atoi(strings.TrimSpace(x.Start))
	hi, err2 := strconv.Atoi(strings.TrimSpace(x.End))
	if err := errors.Join(err1, err2); err != nil {
		return n, fmt.Errorf("its <start> and <end> are no numbers: %v", err)
	}
	lo, hi = lo-first, hi-first
	if k := utf8.RuneCountInString(x.name()); k > 0 && lo >= 0 && lo+k < len(at) && strings.HasPrefix(text[at[lo]:], x.name()) {
		hi = lo + k
	}
	if lo < 0 || hi <= lo || hi >= len(at) {
		return n, fmt.Errorf("%s to %s is not in the text, which has %d characters", x.Start, x.End, len(at)-1)
	}
	n.Span = assay.Span{Start: at[lo], End: at[hi]}
	lat, lon := x.Lat, x.Lon
	if x.Tag != nil {
		lat, lon = x.Tag.Lat, x.Tag.Lon
		n.Asked = x.Tag.ID != ""
	}
	if strings.TrimSpace(lat+lon) != "" {
		n.Lat, n.Lon, err = point(lat, lon)
		n.Asked, n.Known = true, err == nil
	}
	return n, err
}

// sort puts the names in text order; a name that is there twice counts once.
func (t *ToponymText) sort() {
	sort.SliceStable(t.Names, func(i, k int) bool {
		a, b := t.Names[i].Span, t.Names[k].Span
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	kept := t.Names[:0]
	for _, n := range t.Names {
		if len(kept) == 0 || kept[len(kept)-1].Span != n.Span {
			kept = append(kept, n)
		}
	}
	t.Names = kept
}

// point reads degrees.
func point(lat, lon string) (y, x float64, err error) {
	y, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err1 != nil || err2 != nil || !(math.Abs(y) <= 90) || !(math.Abs(x) <= 180) {
		return 0, 0, fmt.Errorf("%q, %q is no point", lat, lon)
	}
	return y, x, nil
}

// readToponymBrat reads one file of annotations and the text beside it. A note on
// a name is a geonameid or a point.
func readToponymBrat(path string, find func(id string) (gazetteer.Entry, bool)) (t ToponymText, err error) {
	raw, err := readFile(strings.TrimSuffix(path, ".ann") + ".txt")
	if err != nil {
		return t, fmt.Errorf("its text cannot be read: %w; put it beside the annotations", err)
	}
	ann, err := readFile(path)
	if err != nil {
		return t, err
	}
	t.Path, t.ID = path, strings.TrimSuffix(filepath.Base(path), ".ann")
	t.Text = strings.ToValidUTF8(string(raw), "\uFFFD")
	at := charStarts(t.Text)
	ids := map[string]int{} // brat's number of a name -> its place in t.Names
	for n, line := range strings.Split(string(ann), "\n") {
		f := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if len(f) < 2 || f[0] == "" {
			continue
		}
		switch f[0][0] {
		case 'T':
			label, offsets, _ := strings.Cut(f[1], " ")
			ends := strings.FieldsFunc(offsets, func(r rune) bool { return r == ' ' || r == ';' })
			var lo, hi int
			if len(ends) > 1 {
				lo, err = strconv.Atoi(ends[0])
				if err == nil {
					hi, err = strconv.Atoi(ends[len(ends)-1])
				}
			}
			if err != nil || lo < 0 || hi <= lo || hi >= len(at) {
				t.Notes, err = append(t.Notes, fmt.Sprintf("line %d: %q is not in the text, which has %d characters", n+1, offsets, len(at)-1)), nil
				continue
			}
			sp := assay.Span{Start: at[lo], End: at[hi]}
			switch {
			case strings.HasSuffix(label, "_Expression"), label == "Non_Toponym", label == "Homonym":
			case label == "Demonym", label == "Language":
				t.Aside = append(t.Aside, sp)
			default:
				ids[f[0]] = len(t.Names)
				t.Names = append(t.Names, Toponym{Span: sp, Label: label})
			}
		case '#':
			kind, id, _ := strings.Cut(f[1], " ")
			if k, ok := ids[id]; ok && kind == "AnnotatorNotes" && len(f) > 2 {
				if err := t.Names[k].note(strings.TrimSpace(f[2]), find); err != nil {
					t.Notes = append(t.Notes, fmt.Sprintf("line %d: %v", n+1, err))
				}
			}
		}
	}
	t.sort()
	if title := strings.IndexByte(t.Text, '\n'); title > 0 && (len(t.Names) == 0 || int(t.Names[0].Span.Start) > title) {
		t.Aside = append(t.Aside, assay.Span{End: int32(title)})
	}
	return t, nil
}

// note gives n the coordinates that a note names: by a point, or by an id, which says
// where n lies also if nobody knows it.
func (n *Toponym) note(s string, find func(id string) (gazetteer.Entry, bool)) (err error) {
	if lat, lon, ok := strings.Cut(s, ","); ok {
		n.Lat, n.Lon, err = point(lat, lon)
		n.Known = err == nil
		n.Asked = n.Asked || n.Known
		return err
	}
	if _, err := strconv.ParseUint(s, 10, 64); err != nil {
		return nil // a remark
	}
	n.Asked = true
	if e, ok := find("geonames:" + s); ok {
		n.Lat, n.Lon, n.Known = e.Lat, e.Lon, true
	}
	return nil
}
