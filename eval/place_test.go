package eval

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/lang"
	"assay/place/gazetteer"
)

// TestPlaceMeasures holds the measures to what was worked out by hand on a text
// with three names of the gold, of which one has no coordinates.
func TestPlaceMeasures(t *testing.T) {
	const text = "From Oslo to Bergen and Zembla"
	oslo, bergen, zembla := find(t, text, "Oslo"), find(t, text, "Bergen"), find(t, text, "Zembla")
	gold := ToponymText{Text: text, Names: []Toponym{
		{Span: oslo, Asked: true, Known: true, Lat: 60, Lon: 10, Label: "Literal"}, {Span: bergen, Asked: true, Known: true, Lat: 60, Lon: 5}, {Span: zembla},
	}, Aside: []assay.Span{find(t, text, "From")}}
	at := func(sp assay.Span, lat, lon float64) assay.Place {
		return assay.Place{Span: sp, Lat: lat, Lon: lon, Precision: assay.Locality}
	}
	none := []assay.Place{{Span: oslo}, {Span: bergen}, {Span: zembla}}
	whole := assay.Span{End: int32(len(text))}
	degree := 6371 * math.Pi / 180 // kilometres along a meridian: 111.19
	share := func(km float64) float64 { return math.Log(1+km) / math.Log(20040) }
	for _, c := range []struct {
		name         string
		given, found []assay.Place
		want         map[string]float64
	}{
		{"nothing", none, nil, map[string]float64{"recognition_f1": 0, "acc161": 0, "resolved": 0, "acc161_e2e": 0, "resolved_e2e": 0}},
		// All names, at the very points; a place in what is left aside counts for
		// nothing; Zembla's point is nobody's business.
		{"all", []assay.Place{at(oslo, 60, 10), at(bergen, 60, 5), at(zembla, 0, 0)},
			[]assay.Place{at(find(t, text, "Fro"), 0, 0), at(oslo, 60, 10), at(bergen, 60, 5), at(zembla, 0, 0)},
			map[string]float64{"recognition_f1": 1, "acc161": 1, "resolved": 1, "acc161_resolved": 1, "median_km": 0, "mean_km": 0, "auc": 0,
				"acc161_e2e": 1, "resolved_e2e": 1, "acc161_resolved_e2e": 1, "median_km_e2e": 0, "mean_km_e2e": 0, "auc_e2e": 0, "role_acc": 1}},
		// Oslo is a degree (111 km) off, Bergen two (222 km). Of the two found, one
		// has the very span, the other lies within a name and has no point:
		// 2·1/(3+2).
		{"in part", []assay.Place{at(oslo, 61, 10), at(bergen, 62, 5), {Span: zembla}},
			[]assay.Place{{Span: oslo, Lat: 60, Lon: 10, Precision: assay.Locality, Role: assay.Metonym}, {Span: find(t, text, "Berg")}},
			map[string]float64{"recognition_f1": 0.4, "acc161": 0.5, "resolved": 1, "acc161_resolved": 0.5, "median_km": 1.5 * degree, "mean_km": 1.5 * degree,
				"auc": (share(degree) + share(2*degree)) / 2, "acc161_e2e": 0.5, "resolved_e2e": 0.5, "acc161_resolved_e2e": 1, "role_acc": 0}},
		// One span over all is no name, but it is where both are: Oslo right.
		{"one span over all", none, []assay.Place{at(whole, 60, 10)},
			map[string]float64{"recognition_f1": 0, "acc161": 0, "acc161_e2e": 0.5, "resolved_e2e": 1, "mean_km_e2e": gazetteer.Distance(60, 10, 60, 5) / 2}},
	} {
		var tally toponymTally
		tally.add(gold, c.given, c.found)
		res := newResult("place", nil)
		tally.measures(res)
		measured(t, c.name, res.Measures, c.want)
		for name, v := range res.Measures {
			if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Errorf("%s: %s is %v", c.name, name, v)
			}
		}
	}
	if got := errorArea([]float64{0, 0, farthest}); math.Abs(got-0.25) > 1e-9 {
		t.Errorf("the area under 0, 0, 1 is a quarter, not %v", got)
	}
	var empty toponymTally
	res := newResult("place", nil)
	empty.measures(res)
	if len(res.Measures) != 0 {
		t.Errorf("no text has measures: %v", res.Measures)
	}
}

const (
	likeLGL = `<?xml version="1.0"?><articles><article docid="7"><text><![CDATA[Größe: Oslo is larger than Bergen.]]></text><toponyms>` +
		`<toponym><start>27</start><end>33</end><phrase>Bergen</phrase><gaztag geonameid="1"><lat>60.4</lat><lon>5.3</lon></gaztag></toponym>` +
		`<toponym><start>7</start><end>11</end><phrase>Oslo</phrase></toponym></toponyms></article></articles>`
	likeGeoVirus = `<articles><article number="0"><text>Größe: Oslo is larger than Bergen.</text><locations>` +
		`<location><name>Oslo</name><start>8</start><end>12</end><lat>59.9</lat><lon>10.7</lon></location>` +
		`<location><name>Bergen</name><start>28</start><end>34</end><lat/><lon/></location></locations></article></articles>`
)

// TestReadToponyms reads the forms that the corpora have, offsets in characters
// from 0 and from 1.
func TestReadToponyms(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string { return put(t, dir, name, text) }
	put("web/3.txt", "A title\r\nGröße: Oslo, the Norwegian city.")
	put("web/3.ann", "T1\tLiteral 16 20\tOslo\n#1\tAnnotatorNotes T1\t3143244\t\nT2\tDemonym 26 35\tNorwegian\n"+
		"T3\tLiteral_Expression 36 40\tcity\nT4\tMixed 36 40\tcity\n#2\tAnnotatorNotes T4\t59.9, 10.7\n")
	for _, c := range []struct{ path, want string }{
		{put("lgl.xml", likeLGL), "Oslo false 0.0 0.0, Bergen true 60.4 5.3"},
		{put("virus.xml", likeGeoVirus), "Oslo true 59.9 10.7, Bergen false 0.0 0.0"},
		{filepath.Join(dir, "web"), "Oslo true 59.9 10.7, city true 59.9 10.7"},
	} {
		list, skipped, err := ReadToponyms(c.path, gazetteer.ByID)
		if err != nil || len(skipped) > 0 || len(list) != 1 {
			t.Fatal(c.path, list, skipped, err)
		}
		var got []string
		for _, n := range list[0].Names {
			got = append(got, fmt.Sprintf("%s %v %.1f %.1f", n.Span.In(list[0].Text), n.Known, n.Lat, n.Lon))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.path, s, c.want)
		}
	}
	list, _, _ := ReadToponyms(filepath.Join(dir, "web"), gazetteer.ByID)
	if len(list[0].Aside) != 2 || list[0].Aside[0].In(list[0].Text) != "Norwegian" || list[0].Aside[1].Start != 0 {
		t.Errorf("left aside: %v", list[0].Aside)
	}

	// What is wrong is said with its place.
	put("broken/5.txt", "short")
	put("broken/5.ann", "T1\tLiteral 2 50\tx\n")
	put("broken/6.ann", "T1\tLiteral 2 5\tx\n")
	put("empty/notes", "")
	for _, c := range []struct{ path, want string }{
		{put("cut.xml", likeLGL[:len(likeLGL)-60]), "is no XML|line 1"},
		{put("lines.xml", strings.ReplaceAll(likeLGL[:300], "><", ">\n<")), "line "},
		{put("plain.xml", "Oslo"), "is no XML|no <article>"},
		{put("other.xml", "<a><b/></a>"), "no <article>"},
		{put("far.xml", strings.Replace(likeLGL, "<end>11", "<end>911", 1)), ""},
		{filepath.Join(dir, "empty"), "no *.ann"},
		{filepath.Join(dir, "none"), "no such file"},
		{filepath.Join(dir, "broken"), "its text cannot be read"},
	} {
		res := PlaceTask(context.Background(), []string{c.path}, nil, lang.Careful)
		if c.want == "" {
			if len(res.Skipped) > 0 {
				t.Errorf("%s: %v; its name says where it ends", c.path, res.Skipped)
			}
			continue
		}
		ok := false
		for _, want := range strings.Split(c.want, "|") {
			ok = ok || len(res.Skipped) > 0 && strings.Contains(res.Skipped[0].Reason, want)
		}
		if !ok {
			t.Errorf("%s: %v, want %q", c.path, res.Skipped, c.want)
		}
	}
}

// An entry that leads nowhere is left out with a note, the others of its file count; a
// name whose id nobody knows is asked for, and missed.
func TestToponymsThatLeadNowhere(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string { return put(t, dir, name, text) }
	const text = "Oslo and Bergen"
	put("web/1.txt", text)
	put("web/1.ann", "T1\tLiteral 0 50\tx\nT2\tLiteral 9 15\tBergen\n#1\tAnnotatorNotes T2\t99999999999\nT3\tLiteral 0 4\tOslo\n"+
		"#2\tAnnotatorNotes T3\t59.9, 10.7\n#3\tAnnotatorNotes T1\t7\n#4\tAnnotatorNotes T2\ta remark\n#5\tAnnotatorNotes T2\t95, 10\n")
	for _, c := range []struct {
		path, notes  string
		names, asked int
	}{
		{put("away.xml", strings.Replace(likeLGL, "<start>7<", "<start>700<", 1)), `article 7: "Oslo": 700 to 11 is not in the text, which has 34 characters; left out`, 1, 1},
		{put("word.xml", strings.Replace(likeLGL, "<start>7<", "<start>x<", 1)), `article 7: "Oslo": its <start> and <end> are no numbers`, 1, 1},
		{put("pole.xml", strings.Replace(likeLGL, "60.4", "160.4", 1)), `article 7: "Bergen": "160.4", "5.3" is no point`, 1, 0},
		{put("nowhere.xml", strings.Replace(likeLGL, "<lat>60.4</lat><lon>5.3</lon>", "", 1)), "", 2, 1},
		{filepath.Join(dir, "web"), `line 1: "0 50" is not in the text|line 8: "95", " 10" is no point`, 2, 2},
	} {
		res := PlaceTask(t.Context(), []string{c.path}, nil, lang.Careful)
		asked := 0
		list, _, err := ReadToponyms(c.path, gazetteer.ByID)
		if err != nil || len(list) != 1 || len(res.Skipped) > 0 || res.Gold != c.names {
			t.Errorf("%s: %v, %d names, skipped %v", c.path, err, res.Gold, res.Skipped)
			continue
		}
		for _, n := range list[0].Names {
			asked += count(n.Asked)
		}
		if asked != c.asked {
			t.Errorf("%s: %d names are asked for, want %d", c.path, asked, c.asked)
		}
		want := strings.Split(c.notes, "|")
		for i, note := range res.Notes {
			if i >= len(want) || !strings.Contains(note.Reason, want[i]) {
				t.Errorf("%s: note %s, want %s", c.path, note.Reason, c.notes)
			}
		}
		if len(res.Notes) != strings.Count(c.notes, "|")+count(c.notes != "") {
			t.Errorf("%s: notes %v, want %s", c.path, res.Notes, c.notes)
		}
	}
	// Oslo is right, Bergen is where nobody knows.
	if m := PlaceTask(t.Context(), []string{filepath.Join(dir, "web")}, nil, lang.Careful).Measures; m["acc161"] != 0.5 || m["resolved"] != 0.5 {
		t.Error(m)
	}
}

// TestMinimaOfDistances holds that a distance must not be exceeded.
func TestMinimaOfDistances(t *testing.T) {
	res := &Result{Measures: Measures{"mean_km_e2e": 20, "acc161": 0.5}}
	if err := res.Check([]Minimum{{"mean_km_e2e", 21}, {"acc161", 0.4}}); err != nil {
		t.Error(err)
	}
	if err := res.Check([]Minimum{{"mean_km_e2e", 19}}); err == nil || !strings.Contains(err.Error(), "19.000 at most") {
		t.Error(err)
	}
}

// measurePlaces scores the corpora of places, where they are at hand. Distances
// in kilometres have no floor: a single name weighs too much.
func measurePlaces(t *testing.T, now map[string]floor) {
	t.Helper()
	for name, path := range map[string]string{"place LGL": "lgl.xml", "place GeoWebNews": "geowebnews"} {
		path = filepath.Join(shared, "data", "places", path)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		res := PlaceTask(t.Context(), []string{path}, nil, lang.Careful)
		if len(res.Skipped) > 0 {
			t.Fatal(res.Skipped)
		}
		maps.DeleteFunc(res.Measures, func(name string, _ float64) bool { return strings.Contains(name, "_km") })
		now[name] = floor{together(t, filesOf(t, path)), res.Measures}
	}
}

// filesOf returns a file, or the files of a folder in order of their names.
func filesOf(t *testing.T, path string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(path, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		return []string{path}
	}
	return files
}
