package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"strconv"
	"strings"

	"assay/mapped"
)

// The layout of an imported file: a head, then records of fixed length in order
// of their numbers, divisions, names, postings in order of their fingerprints,
// and where each of 1<<20 buckets of postings begins. Whole numbers are little
// endian.
const (
	fileMagic   = "assaygaz"
	fileVersion = 1

	headSize     = 160
	headVersion  = 8   // 4 bytes
	headRecords  = 12  // 4
	headPostings = 16  // 8
	headNames    = 24  // 8: bytes
	headDivision = 32  // 4
	headSize8    = 40  // 8: of the whole file
	headFrom     = 48  // 48: what it was made of, cut
	headBody     = 96  // 32: SHA-256 of all after the head
	headSelf     = 128 // 32: SHA-256 of the head up to here

	fileRecord  = 28
	frID        = 0  // 4
	frLat       = 4  // 4: in ten-millionths of a degree
	frLon       = 8  // 4
	frName      = 12 // 5: where the name starts
	frLen       = 17 // 1: its length
	frCountry   = 18 // 2
	frDivision  = 20 // 2: 1 + the number of the first-level division
	frClass     = 22 // 1
	frPop       = 24 // 4
	filePosting = 8  // 28 bits fingerprint and 4 bits Match, then 32 bits record
	fileBuckets = 1 << 20
	bucketShift = 48 - 20
)

// atMost is how many entries of a name an imported file gives: the most
// important, which stand first.
const atMost = 48

// A file is an imported table, mapped into memory.
type file struct {
	path  string
	data  []byte
	close func() error

	records, divisions, names, postings, buckets []byte
}

// Open maps a file that [Import] made into memory. Only its head is checked
// here; [Gazetteer.Verify] reads all of it.
func Open(path string) (*Gazetteer, error) {
	data, unmap, err := mapped.Open(path)
	if err != nil {
		return nil, err
	}
	f := &file{path: path, data: data, close: unmap}
	if err := f.sections(); err != nil {
		unmap()
		return nil, fmt.Errorf("%s: %w; make it anew with assay gazetteer import", path, err)
	}
	return &Gazetteer{f}, nil
}

// sections checks the head and finds what it says.
func (f *file) sections() error {
	d, le := f.data, binary.LittleEndian
	if len(d) < headSize || string(d[:8]) != fileMagic {
		return errors.New("is no imported gazetteer")
	}
	if v := le.Uint32(d[headVersion:]); v != fileVersion {
		return fmt.Errorf("is of version %d, this program reads version %d", v, fileVersion)
	}
	if sum := sha256.Sum256(d[:headSelf]); !bytes.Equal(sum[:], d[headSelf:headSize]) {
		return errors.New("its head is damaged")
	}
	if want := le.Uint64(d[headSize8:]); want != uint64(len(d)) {
		return fmt.Errorf("has %d bytes, its head says %d: it is cut short", len(d), want)
	}
	at := uint64(headSize)
	for _, s := range []struct {
		part *[]byte
		size uint64
	}{
		{&f.records, uint64(le.Uint32(d[headRecords:])) * fileRecord},
		{&f.divisions, uint64(le.Uint32(d[headDivision:])) * 4},
		{&f.names, le.Uint64(d[headNames:])},
		{&f.postings, le.Uint64(d[headPostings:]) * filePosting},
		{&f.buckets, (fileBuckets + 1) * 4},
	} {
		if s.size > uint64(len(d))-at {
			return errors.New("its head is at odds with its size")
		}
		*s.part = d[at : at+s.size]
		at += s.size
	}
	return nil
}

// Close gives the file back. Nothing that was looked up needs it.
func (g *Gazetteer) Close() error {
	if g == nil || g.file == nil {
		return nil
	}
	err := g.file.close()
	g.file = nil
	return err
}

// Verify holds the whole file to the digest in its head.
func (g *Gazetteer) Verify() error {
	if g == nil || g.file == nil {
		return nil
	}
	h := sha256.New()
	h.Write(g.file.data[headSize:])
	if !bytes.Equal(h.Sum(nil), g.file.data[headBody:headSelf]) {
		return fmt.Errorf("%s: is damaged: what it holds is not what was written; make it anew with assay gazetteer import", g.file.path)
	}
	return nil
}

// Digest returns a short name of the file's content; "" if there is none.
func (g *Gazetteer) Digest() string {
	if g == nil || g.file == nil {
		return ""
	}
	return fmt.Sprintf("%x", g.file.data[headBody:headBody+8])
}

// Imported says how many entries the file has and what it was made of.
func (g *Gazetteer) Imported() (entries int, from string) {
	if g == nil || g.file == nil {
		return 0, ""
	}
	return g.file.len(), strings.TrimRight(string(g.file.data[headFrom:headBody]), "\x00")
}

func (f *file) len() int { return len(f.records) / fileRecord }

// record returns record i; nil if a damaged file points beyond its records.
func (f *file) record(i int) []byte {
	if i < 0 || i >= f.len() {
		return nil
	}
	return f.records[i*fileRecord : (i+1)*fileRecord]
}

func (f *file) at(i int) (Entry, bool) {
	r, le := f.record(i), binary.LittleEndian
	if r == nil {
		return Entry{}, false
	}
	from := uint64(le.Uint32(r[frName:])) | uint64(r[frName+4])<<32
	to := from + uint64(r[frLen])
	if to > uint64(len(f.names)) || int(r[frClass]) >= len(Classes) {
		return Entry{}, false
	}
	e := Entry{
		Name: string(f.names[from:to]), Lat: float64(int32(le.Uint32(r[frLat:]))) / 1e7, Lon: float64(int32(le.Uint32(r[frLon:]))) / 1e7,
		Class: Class(r[frClass]), Population: int(le.Uint32(r[frPop:])), rec: int32(i), file: f,
	}
	if r[frCountry] != 0 {
		e.Country = string(r[frCountry : frCountry+2])
	}
	return e, true
}

func (f *file) id(i int) string {
	r := f.record(i)
	if r == nil {
		return ""
	}
	return Sources[0] + ":" + strconv.FormatUint(uint64(binary.LittleEndian.Uint32(r)), 10)
}

// admin1 returns the division of record i, as the embedded table has it if it
// does.
func (f *file) admin1(i int) (Entry, bool) {
	r := f.record(i)
	if r == nil {
		return Entry{}, false
	}
	n := int(binary.LittleEndian.Uint16(r[frDivision:]))
	if n == 0 || n*4 > len(f.divisions) {
		return Entry{}, false
	}
	rec := binary.LittleEndian.Uint32(f.divisions[(n-1)*4:])
	if rec == 0 {
		return Entry{}, false
	}
	e, ok := f.at(int(rec) - 1)
	return e.embedded(), ok && int(rec)-1 != i
}

func (f *file) byID(id string) (Entry, bool) {
	number, ok := strings.CutPrefix(id, Sources[0]+":")
	n, err := strconv.ParseUint(number, 10, 32)
	if !ok || err != nil {
		return Entry{}, false
	}
	lo, hi := 0, f.len()
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if uint64(binary.LittleEndian.Uint32(f.records[mid*fileRecord:])) < n {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	e, ok := f.at(lo)
	return e, ok && f.id(lo) == id
}

// posted returns the postings of a fingerprint.
func (f *file) posted(fp uint64) []byte {
	le := binary.LittleEndian
	b := fp >> bucketShift * 4
	lo, hi := uint64(le.Uint32(f.buckets[b:])), uint64(le.Uint32(f.buckets[b+4:]))
	if lo > hi || hi*filePosting > uint64(len(f.postings)) {
		return nil
	}
	rest := uint32(fp & (1<<bucketShift - 1))
	key := func(i uint64) uint32 { return le.Uint32(f.postings[i*filePosting:]) >> 4 }
	end := hi
	for lo < hi {
		if mid := (lo + hi) / 2; key(mid) < rest {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for hi = lo; hi < end && key(hi) == rest; hi++ {
	}
	return f.postings[lo*filePosting : hi*filePosting]
}

func (f *file) has(fp uint64) bool { return len(f.posted(fp)) > 0 }

// find appends the most important entries posted under a key.
func (f *file) find(dst []Entry, space byte, key []byte) []Entry {
	if len(key) == 0 {
		return dst
	}
	p := f.posted(fingerprint(space, key))
	for i := 0; i < len(p) && i < atMost*filePosting; i += filePosting {
		if e, ok := f.at(int(binary.LittleEndian.Uint32(p[i+4:]))); ok {
			e.Match = Match(p[i] & 15)
			dst = append(dst, e)
		}
	}
	return dst
}

// A fileHead is what a head says.
type fileHead struct {
	records, divisions int
	names, postings    int64
	from               string
}

// bytes returns the head of a file whose body has a digest.
func (h fileHead) bytes(body hash.Hash) []byte {
	b, le := make([]byte, headSize), binary.LittleEndian
	copy(b, fileMagic)
	le.PutUint32(b[headVersion:], fileVersion)
	le.PutUint32(b[headRecords:], uint32(h.records))
	le.PutUint64(b[headPostings:], uint64(h.postings))
	le.PutUint64(b[headNames:], uint64(h.names))
	le.PutUint32(b[headDivision:], uint32(h.divisions))
	le.PutUint64(b[headSize8:], uint64(headSize+h.records*fileRecord+h.divisions*4)+uint64(h.names+h.postings*filePosting)+(fileBuckets+1)*4)
	from := h.from
	if room := headBody - headFrom; len(from) > room {
		from = strings.ToValidUTF8(from[:room], "")
	}
	copy(b[headFrom:headBody], from)
	copy(b[headBody:headSelf], body.Sum(nil))
	sum := sha256.Sum256(b[:headSelf])
	copy(b[headSelf:], sum[:])
	return b
}
