package estimate

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"assay"
	"assay/copies"
	"assay/internal/readings"
	"assay/internal/workload"
)

// shelf is what an archive remembers, in memory, and the pile that it is of.
type shelf struct {
	workload.Shelf
	kept   []Kept // by their numbers less one
	bytes  map[shelfKey][]byte
	lists  map[shelfKey][]int32
	events map[int32]placedIn[assay.Occurrence]
	totals map[int32]placedIn[assay.Estimate]
}

type shelfKey struct {
	kind byte
	key  uint64
}

type placedIn[T any] struct {
	order []byte
	one   T
}

func newShelf() *shelf {
	return &shelf{Shelf: workload.NewShelf()}
}

func (s *shelf) clear() {
	s.bytes, s.lists = map[shelfKey][]byte{}, map[shelfKey][]int32{}
	s.events, s.totals = map[int32]placedIn[assay.Occurrence]{}, map[int32]placedIn[assay.Estimate]{}
}

func (s *shelf) Kept(n int32) (Kept, error) { return s.kept[n-1], nil }

func (s *shelf) Stories(n int32) (stories []assay.Story, members []int32, err error) {
	if s.In[n] == nil {
		return nil, nil, nil
	}
	in := map[*assay.Story]bool{}
	next := []*assay.Story{s.In[n]}
	for len(next) > 0 {
		st := next[0]
		if next = next[1:]; in[st] {
			continue
		}
		in[st] = true
		stories = append(stories, *st)
		for _, id := range st.Reports {
			members = append(members, s.Number[id])
		}
		for _, l := range st.Links {
			next = append(next, s.In[s.Number[l.From]], s.In[s.Number[l.To]])
		}
		for _, other := range s.In {
			if slices.ContainsFunc(other.Links, func(l assay.Link) bool { return s.In[s.Number[l.From]] == st || s.In[s.Number[l.To]] == st }) {
				next = append(next, other)
			}
		}
	}
	return stories, members, nil
}

func (s *shelf) Get(kind byte, key uint64) ([]byte, error) { return s.bytes[shelfKey{kind, key}], nil }

func (s *shelf) Put(kind byte, key uint64, b []byte) error {
	s.bytes[shelfKey{kind, key}] = b
	return nil
}

func (s *shelf) Listed(kind byte, key uint64) ([]int32, error) {
	return s.lists[shelfKey{kind, key}], nil
}

func (s *shelf) List(kind byte, key uint64, n int32) error {
	k := shelfKey{kind, key}
	if i, there := slices.BinarySearch(s.lists[k], n); !there {
		s.lists[k] = slices.Insert(slices.Clone(s.lists[k]), i, n)
	}
	return nil
}

func (s *shelf) Unlist(kind byte, key uint64, n int32) error {
	k := shelfKey{kind, key}
	s.lists[k] = slices.DeleteFunc(slices.Clone(s.lists[k]), func(m int32) bool { return m == n })
	return nil
}

// present returns what is there.
func (s *shelf) present() (list []Kept, stories []assay.Story) {
	for i := range s.kept {
		if s.There[int32(i+1)] {
			list = append(list, s.kept[i])
		}
	}
	return list, s.Present()
}

func (s *shelf) take(m *Made) {
	for _, n := range m.GoneEvents {
		delete(s.events, n)
	}
	for _, n := range m.GoneEstimates {
		delete(s.totals, n)
	}
	for i, at := range m.EventAt {
		s.events[at.N] = placedIn[assay.Occurrence]{at.Order, m.Events[i]}
	}
	for i, at := range m.EstimateAt {
		s.totals[at.N] = placedIn[assay.Estimate]{at.Order, m.Estimates[i]}
	}
}

func inPlace[T any](m map[int32]placedIn[T]) (out []string) {
	var list []placedIn[T]
	for _, x := range m {
		list = append(list, x)
	}
	slices.SortFunc(list, func(x, y placedIn[T]) int { return bytes.Compare(x.order, y.order) })
	for i := range list {
		out = append(out, fmt.Sprintf("%+v", list[i].one))
	}
	return out
}

func same(t *testing.T, when, what string, got, want []string) {
	t.Helper()
	for _, x := range got {
		if !slices.Contains(want, x) {
			t.Logf("made: %s", x)
		}
	}
	for _, x := range want {
		if !slices.Contains(got, x) {
			t.Logf("want: %s", x)
		}
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("%s: %s %d:\n%s\nwant\n%s", when, what, i, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d %s, want %d", when, len(got), what, len(want))
	}
}

// TestArchive holds that what is made of reports that come one by one is what is made of all.
func TestArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	anew, changes := 0, 0
	for seed := range uint64(6) {
		var docs []*assay.Doc
		var stories []assay.Story
		switch seed % 3 {
		case 0:
			told := workload.TellWithin(90, 5, seed)
			docs, stories = told.Docs, told.Stories
		case 1:
			told := workload.Tell(100, seed)
			docs, stories = told.Docs, told.Stories
		default:
			docs = workload.Misread(80, seed).Docs
		}
		n, m := grow(t, docs, func([]*assay.Doc) []assay.Story { return stories }, seed)
		anew, changes = anew+n, changes+m
	}
	t.Logf("%d of %d times all were made anew", anew, changes)
	if 10*anew > changes {
		t.Errorf("%d of %d times all were made anew", anew, changes)
	}
}

// TestArchiveRead is TestArchive of reports that were read: ASSAY_READ_PILE names a file of
// them in the JSON form. Their stories are found as they come.
func TestArchiveRead(t *testing.T) {
	path := os.Getenv("ASSAY_READ_PILE")
	if path == "" {
		t.Skip("SKIPPED: ASSAY_READ_PILE names no file with reports that were read")
	}
	docs, _, err := readings.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(2) {
		anew, changes := grow(t, docs, func(docs []*assay.Doc) []assay.Story { return copies.Stories(docs, copies.Options{}) }, seed)
		t.Logf("%d of %d times all were made anew", anew, changes)
	}
}

// TestArchiveOpen holds that nothing is remembered of a pile in which a report has no year, since
// all is to be made anew whatever comes.
func TestArchiveOpen(t *testing.T) {
	told := workload.Tell(20, 3)
	told.Docs[4].Appeared.Date.Year, told.Docs[4].Published.Date.Year = 0, 0
	s := newShelf()
	s.clear()
	var list []Kept
	for i, rep := range ReadAll(told.Docs) {
		list = append(list, Kept{rep.ID, rep.Bytes()})
		s.Number[rep.ID] = int32(i + 1)
	}
	_, err := NewArchive(s).Fill(func() ([]Kept, error) { return slices.Clone(list), nil }, told.Stories, func(id assay.ReportID) int32 { return s.Number[id] })
	if !errors.Is(err, ErrAnew) || len(s.bytes)+len(s.lists) > 0 {
		t.Errorf("%v, %d and %d things are remembered", err, len(s.bytes), len(s.lists))
	}
}

// grow lets docs come one by one, and says how often all were made anew. Stories finds those of
// the docs that are there, and of others too.
func grow(t *testing.T, docs []*assay.Doc, stories func([]*assay.Doc) []assay.Story, seed uint64) (anew, changes int) {
	r := rand.New(rand.NewPCG(seed, 9))
	s := newShelf()
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	for _, rep := range ReadAll(docs) {
		s.kept = append(s.kept, Kept{rep.ID, rep.Bytes()})
		s.Number[rep.ID] = int32(len(s.kept))
	}
	look := func() {
		var there []*assay.Doc
		for i := range s.kept {
			if s.There[int32(i+1)] {
				there = append(there, byID[s.kept[i].ID])
			}
		}
		s.All = stories(there)
		s.present()
	}
	fill := func() {
		s.clear()
		list, stories := s.present()
		m, err := NewArchive(s).Fill(func() ([]Kept, error) { return list, nil }, stories, func(id assay.ReportID) int32 { return s.Number[id] })
		if err != nil {
			t.Fatal(err)
		}
		s.take(m)
	}
	check := func(when string) {
		t.Helper()
		list, stories := s.present()
		events, totals, _, err := AmongKept(func() ([]Kept, error) { return list, nil }, stories, Options{}, func([]assay.Occurrence) {})
		if err != nil {
			t.Fatal(err)
		}
		var want [2][]string
		for i := range events {
			want[0] = append(want[0], fmt.Sprintf("%+v", events[i]))
		}
		for i := range totals {
			want[1] = append(want[1], fmt.Sprintf("%+v", totals[i]))
		}
		when = fmt.Sprintf("seed %d, %s", seed, when)
		same(t, when, "events", inPlace(s.events), want[0])
		same(t, when, "estimates", inPlace(s.totals), want[1])
		fresh := &shelf{kept: s.kept, Shelf: workload.Shelf{Number: s.Number, There: s.There, All: s.All}}
		fresh.clear()
		list, stories = fresh.present()
		if _, err := NewArchive(fresh).Fill(func() ([]Kept, error) { return list, nil }, stories, func(id assay.ReportID) int32 { return s.Number[id] }); err != nil {
			t.Fatal(err)
		}
		for _, kind := range [...]byte{aBlock, someTies} {
			for _, of := range [...][2]*shelf{{s, fresh}, {fresh, s}} {
				for k, b := range of[0].bytes {
					if k.kind == kind && !bytes.Equal(b, of[1].bytes[k]) {
						t.Fatalf("%s: of kind %d is remembered something else than what is found anew", when, kind)
					}
				}
			}
		}
	}
	order := r.Perm(len(s.kept))
	for _, i := range order[:len(order)/3] {
		s.There[int32(i+1)] = true
	}
	order = order[len(order)/3:]
	look()
	fill()
	check("at first")
	for len(order) > 0 {
		k := min(len(order), 1+r.IntN(2))
		before := s.In
		var came, moved []int32
		for _, i := range order[:k] {
			came = append(came, int32(i+1))
			s.There[int32(i+1)] = true
		}
		order = order[k:]
		look()
		for n, st := range s.In {
			if old := before[n]; old == nil || fmt.Sprint(*old) != fmt.Sprint(*st) {
				moved = append(moved, n)
			}
		}
		changes++
		m, err := NewArchive(s).Change(came, moved)
		switch {
		case errors.Is(err, ErrAnew):
			anew++
			fill()
		case err != nil:
			t.Fatal(err)
		default:
			s.take(m)
		}
		if r.IntN(5) == 0 || len(order) == 0 {
			check(fmt.Sprintf("%d left", len(order)))
		}
	}
	return anew, changes
}

// BenchmarkArchive measures what one report more costs.
func BenchmarkArchive(b *testing.B) {
	for _, n := range []int{1000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			told := workload.Tell(n+200, 7)
			s := newShelf()
			s.All = told.Stories
			for i, rep := range ReadAll(told.Docs) {
				s.kept = append(s.kept, Kept{rep.ID, rep.Bytes()})
				s.Number[rep.ID] = int32(i + 1)
				s.There[int32(i+1)] = i < n
			}
			for i := range 200 {
				delete(s.There, int32(n+i+1))
			}
			list, stories := s.present()
			s.clear()
			m, err := NewArchive(s).Fill(func() ([]Kept, error) { return list, nil }, stories, func(id assay.ReportID) int32 { return s.Number[id] })
			if err != nil {
				b.Fatal(err)
			}
			s.take(m)
			size := [anEvent + 20]int{}
			for k, x := range s.bytes {
				size[k.kind] += len(x) + 9
			}
			b.Logf("bytes a report, by kind: %v", func() (out []int) {
				for _, x := range size {
					out = append(out, x/n)
				}
				return out
			}())
			made, reports, anew, i := 0, 0, 0, 0
			for b.Loop() {
				at := int32(n + 1 + i%200)
				if i++; i > 200 {
					b.Fatal("more than there are")
				}
				before := s.In
				s.There[at] = true
				b.StopTimer()
				s.present()
				var moved []int32
				for m, st := range s.In {
					if old := before[m]; old == nil || len(old.Reports) != len(st.Reports) {
						moved = append(moved, m)
					}
				}
				b.StartTimer()
				m, err := NewArchive(s).Change([]int32{at}, moved)
				if errors.Is(err, ErrAnew) {
					anew++
					continue
				}
				if err != nil {
					b.Fatal(err)
				}
				made += len(m.Events)
				reports += len(m.Reports)
				s.take(m)
			}
			b.ReportMetric(float64(made)/float64(b.N), "events/op")
			b.ReportMetric(float64(reports)/float64(b.N), "reports/op")
			b.ReportMetric(float64(anew), "anew")
		})
	}
}
