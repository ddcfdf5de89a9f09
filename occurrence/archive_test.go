package occurrence

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"assay"
	"assay/internal/workload"
)

// shelf is what an archive remembers, in memory, and the pile that it is of.
type shelf struct {
	workload.Shelf
	reports []*Report // by their numbers less one
	blocks  map[uint64][]byte
	ties    map[int32][]byte
}

func (s *shelf) Report(n int32) (*Report, error) { return s.reports[n-1], nil }

func (s *shelf) Stories(n int32) ([]assay.Story, []int32, error) {
	st := s.In[n]
	if st == nil {
		return nil, nil, nil
	}
	var list []int32
	for _, id := range st.Reports {
		list = append(list, s.Number[id])
	}
	return []assay.Story{*st}, list, nil
}

func (s *shelf) Block(key uint64) ([]byte, error) { return s.blocks[key], nil }
func (s *shelf) Ties(n int32) ([]byte, error)     { return s.ties[n], nil }

func (s *shelf) PutBlock(key uint64, b []byte) error {
	if s.blocks[key] = b; b == nil {
		delete(s.blocks, key)
	}
	return nil
}

func (s *shelf) PutTies(n int32, b []byte) error {
	if s.ties[n] = b; b == nil {
		delete(s.ties, n)
	}
	return nil
}

// present returns the reports that are there, and their stories.
func (s *shelf) present() (list []*Report, stories []assay.Story) {
	for n := range s.There {
		list = append(list, s.reports[n-1])
	}
	return list, s.Present()
}

// TestArchive holds that reports that come one by one, or some at once, and go again, tell of
// the same occurrences as those that are there in the end.
func TestArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	wasRoom, wasFirst := room, first
	defer func() { room, first = wasRoom, wasFirst }()
	for seed := range uint64(6) {
		room, first = wasRoom, wasFirst
		if seed%6 >= 2 {
			room, first = 6, 2
		}
		r := rand.New(rand.NewPCG(seed, 9))
		s := &shelf{Shelf: workload.NewShelf(), blocks: map[uint64][]byte{}, ties: map[int32][]byte{}}
		var docs []*assay.Doc
		if seed%2 == 0 {
			told := workload.TellWithin(110, 5, seed)
			docs, s.All = told.Docs, told.Stories
		} else {
			docs = workload.Misread(60, seed).Docs
		}
		for i, doc := range docs { // of some only month and day are known, or nothing
			if seed%3 == 2 && i%9 == 1 {
				doc.Appeared.Date.Year, doc.Published.Date.Year = 0, 0
			}
			if seed%3 == 2 && i%9 == 5 {
				doc.Appeared.Date, doc.Published.Date = assay.Date{}, assay.Date{}
			}
		}
		s.reports = ReadAll(docs)
		for i, rep := range s.reports {
			s.Number[rep.ID] = int32(i + 1)
		}
		known := map[int32]Setting{}
		var list []*Told
		change := func(came, gone []int32) {
			ch := Change{Came: came, Gone: gone, Settings: map[int32]Setting{}}
			before := s.In
			for _, n := range gone {
				delete(s.There, n)
				delete(known, n)
			}
			for _, n := range came {
				s.There[n] = true
			}
			reports, stories := s.present()
			for n, st := range s.In {
				if old := before[n]; old == nil || fmt.Sprint(old.Reports) != fmt.Sprint(st.Reports) || len(old.Links) != len(st.Links) {
					ch.Moved = append(ch.Moved, n)
				}
			}
			for id, set := range Settings(reports, stories) {
				if n := s.Number[id]; known[n] != set || slices.Contains(came, n) {
					known[n], ch.Settings[n] = set, set
				}
			}
			a := NewArchive(s)
			parts, err := a.Change(ch)
			if err != nil {
				t.Fatal(err)
			}
			again := map[Ref]bool{}
			for _, p := range parts {
				for _, at := range p {
					again[at] = true
				}
			}
			list = slices.DeleteFunc(list, func(x *Told) bool {
				n := 0
				for _, it := range x.items {
					if at := (Ref{s.Number[it.rep.ID], int32(it.at)}); again[at] || !s.There[at.N] {
						n++
					}
				}
				if n > 0 && n < len(x.items) {
					t.Fatalf("%d of %d items of an occurrence are made again", n, len(x.items))
				}
				return n > 0
			})
			more, err := a.Tell(parts)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, more...)
			if err := a.Save(); err != nil {
				t.Fatal(err)
			}
		}
		check := func(when string) {
			t.Helper()
			for _, x := range list {
				x.Of = ""
			}
			put(list)
			reports, stories := s.present()
			want := Among(reports, stories)
			if len(want) != len(list) {
				t.Fatalf("seed %d, %s: %d occurrences, want %d", seed, when, len(list), len(want))
			}
			for i := range want {
				if got, want := fmt.Sprint(list[i].Occurrence), fmt.Sprint(want[i]); got != want {
					t.Fatalf("seed %d, %s: occurrence %d:\n%s\nwant\n%s", seed, when, i, got, want)
				}
			}
		}
		begin := 0 // those that are there from the start
		if seed%3 == 1 {
			begin = 30
			for n := range int32(begin) {
				s.There[n+1] = true
			}
			reports, stories := s.present()
			for id, set := range Settings(reports, stories) {
				known[s.Number[id]] = set
			}
			if _, err := NewArchive(s).Fill(reports, stories, func(id assay.ReportID) int32 { return s.Number[id] }); err != nil {
				t.Fatal(err)
			}
			p := newPile(reports, stories)
			part, found := p.parts(learnt())
			list = p.tellAll(part, found, learnt())
		}
		order := r.Perm(len(s.reports))
		if seed%6 >= 4 {
			for i := range order {
				order[i] = i
			}
		}
		order = slices.DeleteFunc(order, func(i int) bool { return i < begin })
		for len(order) > 0 {
			k := min(len(order), 1+r.IntN(3))
			var came, gone []int32
			for _, i := range order[:k] {
				came = append(came, int32(i+1))
			}
			order = order[k:]
			if here := slices.Sorted(maps.Keys(s.There)); r.IntN(4) == 0 && len(here) > 0 {
				n := here[r.IntN(len(here))]
				gone = append(gone, n)
				if r.IntN(3) == 0 {
					came = append(came, n) // read again
				} else if r.IntN(2) == 0 {
					order = append(order, int(n-1))
				}
			}
			change(came, gone)
			if r.IntN(12) == 0 {
				check(fmt.Sprintf("%d left", len(order)))
			}
		}
		check("in the end")
		for _, n := range slices.Collect(slices.Chunk(slices.Sorted(maps.Keys(s.There)), 7)) {
			change(nil, n)
		}
		if len(s.blocks)+len(s.ties)+len(list) > 0 {
			t.Errorf("%d blocks, %d reports and %d occurrences are left of nothing", len(s.blocks), len(s.ties), len(list))
		}
	}
}

// BenchmarkArchive measures what one report more costs.
func BenchmarkArchive(b *testing.B) {
	for _, n := range []int{1000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			told := workload.Tell(n+200, 7)
			s := &shelf{Shelf: workload.NewShelf(), blocks: map[uint64][]byte{}, ties: map[int32][]byte{}}
			s.reports, s.All = ReadAll(told.Docs), told.Stories
			for i, rep := range s.reports {
				s.Number[rep.ID] = int32(i + 1)
				s.There[int32(i+1)] = i < n
			}
			for i := range 200 {
				delete(s.There, int32(n+i+1))
			}
			reports, stories := s.present()
			if _, err := NewArchive(s).Fill(reports, stories, func(id assay.ReportID) int32 { return s.Number[id] }); err != nil {
				b.Fatal(err)
			}
			bytes := 0
			for _, x := range s.blocks {
				bytes += len(x) + 8
			}
			tied := 0
			for _, x := range s.ties {
				tied += len(x)
			}
			b.Logf("%d blocks of %d bytes, ties %d bytes a report", len(s.blocks), bytes/len(s.blocks), tied/n)
			for _, r := range s.reports[n:] {
				s.There[s.Number[r.ID]] = true
			}
			reports, stories = s.present()
			set := Settings(reports, stories)
			items, i := 0, 0
			for b.Loop() {
				m := int32(n + 1 + i%200)
				if i++; i > 200 {
					b.Fatal("more than there are")
				}
				a := NewArchive(s)
				parts, err := a.Change(Change{Came: []int32{m}, Settings: map[int32]Setting{m: set[s.reports[m-1].ID]}})
				if err != nil {
					b.Fatal(err)
				}
				for _, p := range parts {
					items += len(p)
				}
				if _, err := a.Tell(parts); err != nil {
					b.Fatal(err)
				}
				if err := a.Save(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(items)/float64(b.N), "items/op")
		})
	}
}
