package copies

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"assay"
	"assay/internal/workload"
)

// records are Records in memory.
type records struct {
	docs    []*assay.Doc
	cards   map[int32]*Card
	common  map[uint64]bool
	pairs   map[int32]map[int32]*Pair
	rulings []Ruling
}

func newRecords() *records {
	return &records{cards: map[int32]*Card{}, common: map[uint64]bool{}, pairs: map[int32]map[int32]*Pair{}}
}

func (r *records) Doc(n int32) (*assay.Doc, error) { return r.docs[n-1], nil }
func (r *records) Card(n int32) (*Card, error)     { return r.cards[n], nil }
func (r *records) PutCard(n int32, c *Card) error {
	r.cards[n] = c
	return nil
}
func (r *records) Common(keys []uint64) (common []uint64, err error) {
	for _, k := range keys {
		if r.common[k] {
			common = append(common, k)
		}
	}
	return common, nil
}
func (r *records) SetCommon(key uint64, common bool) error {
	r.common[key] = common
	return nil
}
func (r *records) Pairs(n int32) (pairs []Pair, err error) {
	for _, p := range r.pairs[n] {
		pairs = append(pairs, *p)
	}
	return pairs, nil
}
func (r *records) PutPair(p *Pair, _, _ *assay.Doc) error {
	for _, at := range [][2]int32{{p.A, p.B}, {p.B, p.A}} {
		if r.pairs[at[0]] == nil {
			r.pairs[at[0]] = map[int32]*Pair{}
		}
		r.pairs[at[0]][at[1]] = p
	}
	return nil
}
func (r *records) DropPair(a, b int32) error {
	delete(r.pairs[a], b)
	delete(r.pairs[b], a)
	return nil
}
func (r *records) Rulings(n int32) (rulings []Ruling, err error) {
	for _, x := range r.rulings {
		if x.A == n || x.B == n {
			rulings = append(rulings, x)
		}
	}
	return rulings, nil
}

// take adds docs in steps of so many, each step in an archive of its own, and
// returns the files that hold in the end.
func take(t testing.TB, dir string, r *records, docs []*assay.Doc, names []string, step int) []string {
	t.Helper()
	for len(docs) > 0 {
		p, err := OpenPostings(dir, names)
		if err != nil {
			t.Fatal(err)
		}
		ar := NewArchive(p, r, Options{})
		for _, doc := range docs[:min(step, len(docs))] {
			r.docs = append(r.docs, doc)
			if err := ar.Add(int32(len(r.docs)), doc); err != nil {
				t.Fatal(err)
			}
		}
		docs = docs[min(step, len(docs)):]
		err = ar.Save()
		names = p.Names()
		if err := errors.Join(err, Sweep(dir, names), p.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// all returns the stories of all reports.
func (r *records) all(t testing.TB) []assay.Story {
	t.Helper()
	ar := NewArchive(&Postings{}, r, Options{})
	for n := range r.docs {
		ar.Touch(int32(n + 1))
	}
	told, err := ar.Stories()
	if err != nil {
		t.Fatal(err)
	}
	var out []assay.Story
	for _, st := range told {
		s := assay.Story{ID: assay.StoryID(r.docs[st.Named-1].ID), Agency: st.Agency}
		if st.Earliest != 0 {
			s.Earliest = r.docs[st.Earliest-1].ID
		}
		for _, n := range st.Reports {
			s.Reports = append(s.Reports, r.docs[n-1].ID)
		}
		for _, l := range st.Links {
			link := *r.pairs[l.A][l.B].Link
			if l.Reason != "" {
				link.Why = append(slices.Clone(link.Why), l.Reason)
			}
			s.Links = append(s.Links, link)
		}
		out = append(out, s)
	}
	return out
}

// Reports that come one by one make the stories that they make together.
func TestArchiveIsABatch(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	workloads := map[string][]*assay.Doc{"reprints": reprints(200)}
	workloads["invented"], _ = invented(1500)
	for i := range 60 {
		workloads["crowds"] = append(workloads["crowds"], report("a"+strconv.Itoa(i), harbour), report("b"+strconv.Itoa(i), election))
	}
	workloads["crowds"] = append(workloads["crowds"], report("digest", harbour+"\n"+election))
	workloads["hardly any words"] = []*assay.Doc{report("a", ""), report("b", ""), report("c", "Rain."), report("d", "Rain."), report("e", "It rained all day."),
		report("f", "It rained all day long."), report("g", "It rained all day long."), report("h", harbour), report("i", "\x00\xff\xfe"), report("j", harbour)}
	for name, docs := range workloads {
		want := Stories(docs, Options{})
		steps := []int{1, 70, len(docs)}
		if name == "invented" {
			steps[0] = 20 // one by one, most of the time goes into making files safe
		}
		for _, step := range steps {
			r := newRecords()
			dir := t.TempDir()
			names := take(t, dir, r, docs, nil, step)
			if got := r.all(t); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %d at a time: %d stories, want %d", name, step, len(got), len(want))
				for i := range min(len(got), len(want)) {
					if !reflect.DeepEqual(got[i], want[i]) {
						t.Fatalf("story %d:\n%v\n%v", i, got[i], want[i])
					}
				}
			}
			if name == "invented" && len(r.common) == 0 {
				t.Error("nothing was ever common: the workload tests too little")
			}
			files, err := os.ReadDir(dir)
			if err != nil || len(files) != len(names) || len(names) > 12 {
				t.Errorf("%s, %d at a time: %d files, %d of them hold, %v", name, step, len(files), len(names), err)
			}
		}
	}
}

// What Stories says of single steps, put together, is what it says of all.
func TestArchiveMovesOnlyWhatChanged(t *testing.T) {
	docs, _ := invented(250)
	r := newRecords()
	dir := t.TempDir()
	of := map[int32]Told{} // by the report
	var names []string
	moved := 0
	for i, doc := range docs {
		p, err := OpenPostings(dir, names)
		if err != nil {
			t.Fatal(err)
		}
		ar := NewArchive(p, r, Options{})
		r.docs = append(r.docs, doc)
		if err := ar.Add(int32(i+1), doc); err != nil {
			t.Fatal(err)
		}
		told, err := ar.Stories()
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range told {
			for _, n := range st.Reports {
				of[n] = st
				moved++
			}
		}
		if err := ar.Save(); err != nil {
			t.Fatal(err)
		}
		names = p.Names()
		p.Close()
	}
	for i, st := range Stories(docs, Options{}) {
		n := int32(slices.IndexFunc(docs, func(d *assay.Doc) bool { return d.ID == st.Reports[0] }) + 1)
		if got := of[n]; len(got.Reports) != len(st.Reports) || len(got.Links) != len(st.Links) {
			t.Errorf("story %d: %d reports and %d links, want %d and %d", i, len(got.Reports), len(got.Links), len(st.Reports), len(st.Links))
		}
	}
	if moved > 20*len(docs) {
		t.Errorf("%d reports were looked at again for %d that came", moved, len(docs))
	}
}

// Rulings hold against what is found, whatever comes later.
func TestRulings(t *testing.T) {
	r := newRecords()
	dir := t.TempDir()
	names := take(t, dir, r, []*assay.Doc{report("a", harbour), report("b", harbour+" The quay stays shut."), report("c", election)}, nil, 3)
	stories := func() (out [][]int32, reasons []string) {
		ar := NewArchive(&Postings{}, r, Options{})
		ar.Touch(1)
		ar.Touch(3)
		told, err := ar.Stories()
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range told {
			slices.Sort(st.Reports)
			out = append(out, st.Reports)
			for _, l := range st.Links {
				reasons = append(reasons, l.Reason)
			}
		}
		return out, reasons
	}
	for _, c := range []struct {
		rulings []Ruling
		want    [][]int32
		reason  string
	}{
		{nil, [][]int32{{1, 2}, {3}}, ""},
		{[]Ruling{{1, 2, false}}, [][]int32{{1}, {2}, {3}}, "not one story: so ruled by the user"},
		{[]Ruling{{2, 3, true}}, [][]int32{{1, 2, 3}}, ""},
		{[]Ruling{{2, 3, true}, {1, 3, false}}, [][]int32{{1}, {2, 3}}, "not one story: the user ruled two reports of their stories apart"},
		{[]Ruling{{1, 2, true}}, [][]int32{{1, 2}, {3}}, "one story: so ruled by the user"},
	} {
		r.rulings = c.rulings
		got, reasons := stories()
		if !reflect.DeepEqual(got, c.want) || !slices.Equal(reasons, []string{c.reason}) {
			t.Errorf("%v: %v %q, want %v %q", c.rulings, got, reasons, c.want, c.reason)
		}
	}
	r.rulings = []Ruling{{1, 2, false}}
	take(t, dir, r, []*assay.Doc{report("d", harbour+" It rained.")}, names, 1)
	for _, st := range r.all(t) {
		if slices.Contains(st.Reports, r.docs[0].ID) && slices.Contains(st.Reports, r.docs[1].ID) {
			t.Error("a report that came later brought together what was ruled apart")
		}
	}
}

// The earliest report is known where one day is before all others.
func TestEarliest(t *testing.T) {
	dated := func(name string, day int) *assay.Doc {
		doc := report(name, harbour)
		if day > 0 {
			doc.Appeared.Date = assay.Date{Year: 2023, Month: 5, Day: day}
		}
		return doc
	}
	for _, c := range []struct {
		days []int
		want int // which of them; -1 if none
	}{{[]int{0, 0}, -1}, {[]int{3, 2}, 1}, {[]int{0, 4, 3}, 2}, {[]int{2, 2, 3}, -1}, {[]int{2, 2, 1}, 2}, {[]int{0, 7, 0}, 1}} {
		var docs []*assay.Doc
		for i, d := range c.days {
			docs = append(docs, dated(strconv.Itoa(i), d))
		}
		stories := Stories(docs, Options{})
		if len(stories) != 1 {
			t.Fatal(len(stories))
		}
		if got := slices.IndexFunc(docs, func(d *assay.Doc) bool { return d.ID == stories[0].Earliest }); got != c.want {
			t.Errorf("days %v: report %d, want %d", c.days, got, c.want)
		}
	}
}

// A file that is gone, cut short or changed is said.
func TestPostingsRefuse(t *testing.T) {
	dir := t.TempDir()
	r := newRecords()
	docs, _ := invented(40)
	names := take(t, dir, r, docs, nil, 40)
	path := filepath.Join(dir, names[0])
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPostings(dir, []string{"none.postings"}); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("gone: %v", err)
	}
	for _, damaged := range [][]byte{nil, whole[:10], whole[:len(whole)-1], append(slices.Clone(whole), 0), slices.Concat([]byte("other"), whole[5:])} {
		if err := os.WriteFile(path, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenPostings(dir, names); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%d of %d bytes: %v", len(damaged), len(whole), err)
		}
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(path, whole, 0o666); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPostings(dir, names)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Check(); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("a byte was changed: %v", err)
	}
	p.Close()
}

// Postings that are nonsense behind a good head give nonsense, and no panic.
func FuzzPostings(f *testing.F) {
	dir := f.TempDir()
	r := newRecords()
	docs, _ := invented(3)
	whole, err := os.ReadFile(filepath.Join(dir, take(f, dir, r, docs, nil, 3)[0]))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, uint64(0))
	f.Add(whole, r.cards[1].Keys[0])
	for i, b := range []byte{24, 31, 16, 20, 33} {
		damaged := slices.Clone(whole)
		damaged[b] ^= 0xff
		f.Add(damaged, r.cards[2].Keys[i])
	}
	f.Fuzz(func(t *testing.T, data []byte, key uint64) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x"+suffix), data, 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := OpenPostings(dir, []string{"x" + suffix})
		if err != nil {
			return
		}
		defer p.Close()
		h := holders{}
		h.stored, h.n = p.find(key & (1<<40 - 1))
		h.all(func(n int32) { p.samplesOf(n) })
	})
}

func FuzzDecodeMatch(f *testing.F) {
	m := match{shorter: 0.5, fuller: 0.25, sentences: 3, runs: []run{{1, 2, 30}, {40, 50, 600}}}
	f.Add(m.encode())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := decodeMatch(b)
		if err == nil && len(b) > 0 {
			again, err := decodeMatch(m.encode())
			if err != nil || len(again.runs) != len(m.runs) || again.sentences != m.sentences {
				t.Errorf("%v: %v, %v", m, again, err)
			}
		}
	})
}

// BenchmarkArchive is what one report costs that is added to an archive of
// ASSAY_COPIES reports (5000 if unset), with its file written and safe; the
// records are in memory.
func BenchmarkArchive(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ASSAY_COPIES"))
	if err != nil {
		n = 5000
	}
	w := workload.Make(n+5000, 7)
	var docs []*assay.Doc
	for i, text := range w.Texts {
		docs = append(docs, assay.NewDoc(&assay.Report{ID: assay.NewReportID(strconv.Itoa(i), []byte(text)), Text: text}))
	}
	dir := b.TempDir()
	r := newRecords()
	names := take(b, dir, r, docs[:n], nil, 2000)
	b.ResetTimer()
	for i := range b.N {
		names = take(b, dir, r, docs[n+i%5000:n+i%5000+1], names, 1)
	}
}
