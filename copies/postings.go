package copies

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/mapped"
)

// Postings lead from shingles to the reports that hold them, on disk. They are
// a few files in a folder, each with the samples of a range of reports, sorted,
// and mapped into memory. A file is never changed: reports that come go into a
// new one, and files that have become as large as the one before are put
// together with it (a log-structured merge tree: O'Neil and others 1996). Which
// files hold is for the caller to keep, as a list of names, so that a ledger and
// its postings change at one moment; what a crash left behind is on no list.
type Postings struct {
	dir     string
	volumes []*volume // in order of their reports
}

// The layout of a file: a head; the samples as key<<24 | the first 24 bits of the
// report's id, rising, so that the first reports of a group are at hand; for each
// sample the number of its report; for each report of the range how many samples
// it has. Whole numbers are little endian, the last two of 4 bytes.
const (
	volumeMagic   = "assaycop"
	volumeVersion = 2

	headVersion = 8  // 4 bytes
	headSum     = 12 // 4: CRC-32 of all that follows the head
	headFirst   = 16 // 4: the first report
	headReports = 20 // 4: how many numbers the range has
	headSamples = 24 // 8
	headSize    = 32

	suffix = ".postings"
)

// MaxReports is how many reports an archive holds at most.
const MaxReports = 1<<31 - 1

// A volume is one file.
type volume struct {
	name    string
	data    []byte
	close   func() error
	first   int32
	reports int
	samples int
}

func (s *volume) sample(i int) uint64 { return binary.LittleEndian.Uint64(s.data[headSize+8*i:]) }

// holder returns the report of sample i.
func (s *volume) holder(i int) holder {
	return holder{uint32(s.sample(i)) & (1<<24 - 1), int32(binary.LittleEndian.Uint32(s.data[headSize+8*s.samples+4*i:]))}
}

// samplesOf returns how many samples report n has, if it lies in s.
func (s *volume) samplesOf(n int32) (int32, bool) {
	i := int(n - s.first)
	if i < 0 || i >= s.reports {
		return 0, false
	}
	return int32(binary.LittleEndian.Uint32(s.data[headSize+12*s.samples+4*i:])), true
}

// OpenPostings opens the files of names, in that order, in the folder dir. It
// fails with [assay.ErrNotFound] or [assay.ErrInvalid] where one is gone or
// damaged; then all can be made anew from the cards of the reports.
func OpenPostings(dir string, names []string) (*Postings, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: is no folder, and the index of the ledger belongs there; move it away, and the index is made anew", dir)
	}
	p := &Postings{dir: dir}
	for _, name := range names {
		s, err := openVolume(dir, name)
		if err != nil {
			p.Close()
			return nil, err
		}
		p.volumes = append(p.volumes, s)
	}
	return p, nil
}

func openVolume(dir, name string) (*volume, error) {
	path := filepath.Join(dir, name)
	data, done, err := mapped.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, assay.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	s := &volume{name: name, data: data, close: done}
	le := binary.LittleEndian
	if len(data) >= headSize && string(data[:len(volumeMagic)]) == volumeMagic && le.Uint32(data[headVersion:]) == volumeVersion {
		s.first, s.reports, s.samples = int32(le.Uint32(data[headFirst:])), int(le.Uint32(data[headReports:])), int(le.Uint64(data[headSamples:]))
		if s.reports <= len(data)/4 && 0 <= s.samples && s.samples <= len(data)/12 && len(data) == headSize+12*s.samples+4*s.reports {
			return s, nil
		}
	}
	done()
	return nil, fmt.Errorf("%s: %w: no postings of copies, or not whole", path, assay.ErrInvalid)
}

// Check reads every byte and returns [assay.ErrInvalid] where one was changed.
func (p *Postings) Check() error {
	for _, s := range p.volumes {
		if crc32.ChecksumIEEE(s.data[headSize:]) != binary.LittleEndian.Uint32(s.data[headSum:]) {
			return fmt.Errorf("%s: %w: damaged", filepath.Join(p.dir, s.name), assay.ErrInvalid)
		}
	}
	return nil
}

// Close gives the files back.
func (p *Postings) Close() error {
	var errs []error
	for _, s := range p.volumes {
		errs = append(errs, s.close())
	}
	p.volumes = nil
	return errors.Join(errs...)
}

// Sweep removes the postings in the folder dir that are not among names: files
// that were put together into others, and what a crash left.
func Sweep(dir string, names []string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	errs := []error{err}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), suffix) && !slices.Contains(names, e.Name()) {
			errs = append(errs, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(errs...)
}

// A stretch is where a key stands in one volume.
type stretch struct {
	vol    *volume
	lo, hi int
}

// find returns where key stands, in order of the reports, and how many reports
// hold it.
func (p *Postings) find(key uint64) (found []stretch, n int) {
	for _, s := range p.volumes {
		lo := s.lowerBound(key << 24)
		hi := lo
		for step := 1; hi < s.samples && s.sample(hi)>>24 == key; step *= 2 {
			lo2 := hi
			if hi = min(hi+step, s.samples); hi < s.samples && s.sample(hi)>>24 == key {
				continue
			}
			hi = s.between((key+1)<<24, lo2, hi)
			break
		}
		if hi > lo {
			found, n = append(found, stretch{s, lo, hi}), n+hi-lo
		}
	}
	return found, n
}

// lowerBound returns the first sample that is target or more. Keys are hashes,
// so that one lies about where its size says, and the way from there to the
// place is again about what the difference says: two guesses, then a search
// between bounds that are pushed out until they hold it.
func (s *volume) lowerBound(target uint64) int {
	if s.samples == 0 {
		return 0
	}
	share := float64(s.samples) / (1 << 64)
	guess := min(int(float64(target)*share), s.samples-1)
	at := s.sample(guess)
	if at < target {
		guess += int(float64(target-at) * share)
	} else {
		guess -= int(float64(at-target) * share)
	}
	lo := max(0, min(guess, s.samples))
	hi := lo
	for step := 8; lo > 0 && s.sample(lo-1) >= target; step *= 4 {
		hi, lo = lo, max(0, lo-step)
	}
	for step := 8; hi < s.samples && s.sample(hi) < target; step *= 4 {
		lo, hi = hi, min(s.samples, hi+step)
	}
	return s.between(target, lo, hi)
}

// between returns the first sample in [lo, hi) that is target or more, or hi.
func (s *volume) between(target uint64, lo, hi int) int {
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); s.sample(mid) < target {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// samplesOf returns how many samples report n has.
func (p *Postings) samplesOf(n int32) (int32, bool) {
	i, _ := slices.BinarySearchFunc(p.volumes, n, func(s *volume, n int32) int { return cmp.Compare(s.first+int32(s.reports)-1, n) })
	if i == len(p.volumes) {
		return 0, false
	}
	return p.volumes[i].samplesOf(n)
}

// Last returns the number of the last report whose samples are there.
func (p *Postings) Last() int32 {
	if len(p.volumes) == 0 {
		return 0
	}
	s := p.volumes[len(p.volumes)-1]
	return s.first + int32(s.reports) - 1
}

// Names returns the files that hold.
func (p *Postings) Names() (names []string) {
	for _, s := range p.volumes {
		names = append(names, s.name)
	}
	return names
}

// Add writes the samples of reports that came after all others, by their
// numbers, and puts files together where they have become alike in size; then
// [Postings.Names] are others. The files that no longer hold are there until
// [Sweep].
func (p *Postings) Add(cards map[int32]*Card) error {
	if len(cards) == 0 {
		return nil
	}
	numbers := slices.Sorted(maps.Keys(cards))
	first := numbers[0]
	sizes := make([]int32, numbers[len(numbers)-1]-first+1)
	var samples []sample
	for _, n := range numbers {
		c := cards[n]
		sizes[n-first] = int32(len(c.Keys))
		for _, k := range c.Keys {
			samples = append(samples, sample{k<<24 | uint64(orderOf(c.ID)), n})
		}
	}
	slices.SortFunc(samples, func(x, y sample) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.n, y.n)) })
	if err := os.MkdirAll(p.dir, 0o777); err != nil {
		return err
	}
	s, err := p.write(samples, first, sizes)
	if err != nil {
		return err
	}
	p.volumes = append(p.volumes, s)
	const alike = 4
	for n := len(p.volumes); n > 1 && p.volumes[n-2].samples < alike*p.volumes[n-1].samples; n = len(p.volumes) {
		a, b := p.volumes[n-2], p.volumes[n-1]
		s, err := p.write(merge(a, b), a.first, joinSizes(a, b))
		if err != nil {
			return err
		}
		p.volumes = append(p.volumes[:n-2], s)
		if err := errors.Join(a.close(), b.close()); err != nil {
			return err
		}
	}
	return nil
}

// A sample is a key and the order of the report that holds it, as a file has
// them, and its number.
type sample struct {
	at uint64
	n  int32
}

func (s *volume) full(i int) sample { return sample{s.sample(i), s.holder(i).n} }

// merge returns the samples of two volumes in order.
func merge(a, b *volume) []sample {
	out := make([]sample, 0, a.samples+b.samples)
	i, j := 0, 0
	for i < a.samples && j < b.samples {
		if a.sample(i) <= b.sample(j) {
			out, i = append(out, a.full(i)), i+1
		} else {
			out, j = append(out, b.full(j)), j+1
		}
	}
	for ; i < a.samples; i++ {
		out = append(out, a.full(i))
	}
	for ; j < b.samples; j++ {
		out = append(out, b.full(j))
	}
	return out
}

// joinSizes returns the counts of two volumes, and 0 for numbers between them
// that no report has.
func joinSizes(a, b *volume) []int32 {
	out := make([]int32, int(b.first-a.first)+b.reports)
	for _, s := range []*volume{a, b} {
		for i := range s.reports {
			out[int(s.first-a.first)+i], _ = s.samplesOf(s.first + int32(i))
		}
	}
	return out
}

// write makes a file that is whole and on the disk when write returns.
func (p *Postings) write(samples []sample, first int32, sizes []int32) (*volume, error) {
	le := binary.LittleEndian
	data := make([]byte, headSize, headSize+12*len(samples)+4*len(sizes))
	copy(data, volumeMagic)
	le.PutUint32(data[headVersion:], volumeVersion)
	le.PutUint32(data[headFirst:], uint32(first))
	le.PutUint32(data[headReports:], uint32(len(sizes)))
	le.PutUint64(data[headSamples:], uint64(len(samples)))
	for _, x := range samples {
		data = le.AppendUint64(data, x.at)
	}
	for _, x := range samples {
		data = le.AppendUint32(data, uint32(x.n))
	}
	for _, n := range sizes {
		data = le.AppendUint32(data, uint32(n))
	}
	le.PutUint32(data[headSum:], crc32.ChecksumIEEE(data[headSize:]))
	name := fmt.Sprintf("%d-%d-%08x%s", first, int(first)+len(sizes)-1, le.Uint32(data[headSum:]), suffix)
	path := filepath.Join(p.dir, name)
	f, err := os.Create(path + ".part" + suffix)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return nil, err
	}
	if dir, err := os.Open(p.dir); err == nil {
		dir.Sync() // so that the name lasts too; some systems cannot
		dir.Close()
	}
	return openVolume(p.dir, name)
}
