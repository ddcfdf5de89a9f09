package gazetteer

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// ImportOptions is for what a user can choose. The zero value is the default.
type ImportOptions struct {
	// Progress, if it is not nil, is called now and then with the number of lines
	// read so far.
	Progress func(lines int)
	// Every is how many lines are read between two points from which an import
	// that was broken off goes on; 1,000,000 if it is 0.
	Every int
}

// Imported says what an import has made.
type Imported struct {
	Lines, Entries, Names int
	Resumed               int // lines that an earlier, broken off import had read
}

// Import makes a file for [Open] at out from files of GeoNames: allCountries or
// single countries (19 columns) and alternateNamesV2 (10 columns), each as it is
// downloaded, zipped or not. The lines are read once and dealt into files of
// parts in a folder beside out, which are sorted one after the other, so that
// memory does not grow with the lines, but for six bytes an entry. What was read
// is kept if the import is broken off, and the same import goes on from there.
// The file appears at out when it is whole and its digest has been checked.
func Import(ctx context.Context, out string, paths []string, opt ImportOptions) (Imported, error) {
	if opt.Every == 0 {
		opt.Every = 1_000_000
	}
	s := &scan{dir: out + ".parts", opt: opt}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return Imported{}, err
		}
		if info.IsDir() {
			return Imported{}, fmt.Errorf("%s: is a folder; name the files of GeoNames in it", path)
		}
		s.inputs = append(s.inputs, scanInput{path, info.Size(), info.ModTime().UnixNano()})
	}
	if err := s.open(); err != nil {
		return Imported{}, err
	}
	defer s.close()
	made := Imported{Resumed: s.Lines}
	for i, path := range paths {
		if i < s.Input {
			continue
		}
		if err := s.read(ctx, path); err != nil {
			return made, err
		}
		s.Input, s.Member, s.Line = i+1, 0, 0
	}
	if s.Rows == 0 {
		return made, errors.New("there is no line with a place; name allCountries.zip or a country's file, too")
	}
	if err := s.save(); err != nil {
		return made, err
	}
	made.Lines = s.Lines
	tmp := out + ".tmp"
	defer os.Remove(tmp) // not there any more if all goes well
	var err error
	if made.Entries, made.Names, err = s.merge(ctx, tmp); err != nil {
		return made, err
	}
	g, err := Open(tmp)
	if err == nil {
		err = errors.Join(g.Verify(), g.Close())
	}
	if old, statErr := os.Stat(out); err == nil && statErr == nil {
		err = os.Chmod(tmp, old.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(tmp, out)
	}
	if err != nil {
		return made, err
	}
	s.close()
	return made, os.RemoveAll(s.dir)
}

// How what is read is dealt out.
const (
	idBits       = 18 // entries of one part: 1<<18 numbers in a row
	idParts      = 256
	nameParts    = 64 // by the first six bits of the fingerprint
	namePartBits = 48 - 6
	partPosting  = 11 // 6 bytes fingerprint, 4 number, 1 Match
)

type scanInput struct {
	Path string
	Size int64
	Time int64
}

// scanState is what an import that was broken off needs to go on.
type scanState struct {
	Version             int
	Inputs              []scanInput
	Input, Member, Line int // what is read next
	Lines, Rows         int
	Names               int64
	Divisions           []string
	DivisionIDs         []uint32 // the number of each; 0 until it is met
	Sizes               map[string]int64
}

// A scan reads the files of GeoNames into parts.
type scan struct {
	scanState
	dir      string
	inputs   []scanInput
	opt      ImportOptions
	division map[string]int // "SY.09" -> 1 + its place in Divisions
	parts    map[string]*part
	fold     []byte
	row      []byte
	posted   []uint64 // fingerprints of the row
}

// A part is one file of the work folder.
type part struct {
	f    *os.File
	w    *bufio.Writer
	size int64
}

const stateFile = "state.json"

// open takes up an earlier import of the same files, or begins.
func (s *scan) open() error {
	s.division, s.parts = map[string]int{}, map[string]*part{}
	raw, err := os.ReadFile(filepath.Join(s.dir, stateFile))
	if err == nil && json.Unmarshal(raw, &s.scanState) == nil && s.Version == fileVersion && slices.Equal(s.Inputs, s.inputs) && s.whole() {
		for i, key := range s.Divisions {
			s.division[key] = i + 1
		}
		return nil
	}
	s.scanState = scanState{Version: fileVersion, Inputs: s.inputs, Sizes: map[string]int64{}}
	if err := os.RemoveAll(s.dir); err != nil {
		return err
	}
	return os.MkdirAll(s.dir, 0o777)
}

// whole reports whether the parts hold what the state says.
func (s *scan) whole() bool {
	for name, size := range s.Sizes {
		info, err := os.Stat(filepath.Join(s.dir, name))
		if err != nil || info.Size() < size {
			return false
		}
	}
	return true
}

// part returns the part with a name, cut to what the state says of it.
func (s *scan) part(name string) (*part, error) {
	if p := s.parts[name]; p != nil {
		return p, nil
	}
	f, err := os.OpenFile(filepath.Join(s.dir, name), os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, err
	}
	p := &part{f: f, w: bufio.NewWriterSize(f, 1<<16), size: s.Sizes[name]}
	s.parts[name] = p
	if err := f.Truncate(p.size); err != nil {
		return nil, err
	}
	_, err = f.Seek(p.size, io.SeekStart)
	return p, err
}

func (s *scan) write(name string, b []byte) error {
	p, err := s.part(name)
	if err != nil {
		return err
	}
	p.size += int64(len(b))
	_, err = p.w.Write(b)
	return err
}

// save writes out the parts and the state.
func (s *scan) save() error {
	for name, p := range s.parts {
		if err := p.w.Flush(); err != nil {
			return err
		}
		s.Sizes[name] = p.size
	}
	raw, err := json.Marshal(s.scanState)
	if err != nil {
		return err
	}
	tmp := filepath.Join(s.dir, stateFile+".tmp")
	if err := os.WriteFile(tmp, raw, 0o666); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(s.dir, stateFile))
}

func (s *scan) close() {
	for _, p := range s.parts {
		p.f.Close()
	}
	s.parts = map[string]*part{}
}

// read reads one file, or those inside a zip.
func (s *scan) read(ctx context.Context, path string) error {
	if !zipped(path) {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return s.lines(ctx, path, f)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return fmt.Errorf("%s: is no whole zip file: %w; download it again", path, err)
	}
	defer z.Close()
	member := 0
	for _, m := range z.File {
		switch strings.ToLower(filepath.Base(m.Name)) {
		case "readme.txt", "iso-languagecodes.txt":
			continue
		}
		if m.FileInfo().IsDir() {
			continue
		}
		if member++; member-1 < s.Member {
			continue
		}
		r, err := m.Open()
		if err == nil {
			err = s.lines(ctx, path+": "+m.Name, r)
			r.Close()
		}
		if err != nil {
			return err
		}
		s.Member, s.Line = member, 0
	}
	return nil
}

// zipped reports whether a file begins as a zip does.
func zipped(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var b [4]byte
	_, err = io.ReadFull(f, b[:])
	return err == nil && string(b[:]) == "PK\x03\x04" || strings.HasSuffix(strings.ToLower(path), ".zip")
}

// lines reads the lines of one table.
func (s *scan) lines(ctx context.Context, name string, r io.Reader) error {
	br := bufio.NewReaderSize(r, 1<<20)
	done := s.Line
	s.Line = 0
	var columns int
	for {
		raw, err := br.ReadSlice('\n')
		if err != nil && err != io.EOF || len(raw) == 0 && err == nil {
			return fmt.Errorf("%s: after line %d: %w; download it again", name, s.Line, err)
		}
		last := err == io.EOF
		if len(raw) > 0 {
			s.Line++
		}
		if line := strings.TrimRight(string(raw), "\r\n"); line != "" && (s.Line > done || columns == 0) {
			n := strings.Count(line, "\t") + 1
			if columns == 0 {
				if columns = n; n != placeColumns && n != 10 && n != 8 {
					return fmt.Errorf("%s: has %d columns and is no table of places (%d) or of other names (10) of GeoNames; name allCountries.zip, a country's file or alternateNamesV2.zip", name, n, placeColumns)
				}
			}
			if n != columns {
				return fmt.Errorf("%s: line %d has %d columns, not %d: the file is cut short or damaged; download it again", name, s.Line, n, columns)
			}
			if s.Line > done {
				if err := s.take(line, columns); err != nil {
					return fmt.Errorf("%s: line %d: %w", name, s.Line, err)
				}
				s.Lines++
			}
		}
		if last {
			return nil
		}
		if s.Line > done && s.Line%s.opt.Every == 0 {
			if err := s.save(); err != nil {
				return err
			}
		}
		if s.Line&0xFFFF == 0 {
			if s.opt.Progress != nil {
				s.opt.Progress(s.Lines)
			}
			if ctx.Err() != nil {
				if s.Line > done {
					if err := s.save(); err != nil {
						return err
					}
				}
				return fmt.Errorf("broken off after %d lines; the same command goes on where it stopped: %w", s.Lines, ctx.Err())
			}
		}
	}
}

func (s *scan) take(line string, columns int) error {
	if columns == placeColumns {
		return s.place(line)
	}
	return s.otherName(line)
}

// The columns of a table of places.
const (
	colID = iota
	colName
	colASCII
	colOthers
	colLat
	colLon
	colClass
	colCode
	colCountry
	_ // cc2
	colAdmin1
	_ // admin2, 3, 4
	_
	_
	colPopulation
	placeColumns = 19
)

// place takes a line of a table of places.
func (s *scan) place(line string) error {
	var f [placeColumns]string
	for i := range f {
		f[i], line, _ = strings.Cut(line, "\t")
	}
	id, err := strconv.ParseUint(f[colID], 10, 32)
	if err != nil || id == 0 {
		return fmt.Errorf("its first column, %q, is no number of GeoNames", cut(f[colID]))
	}
	lat, err1 := strconv.ParseFloat(f[colLat], 64)
	lon, err2 := strconv.ParseFloat(f[colLon], 64)
	if err1 != nil || err2 != nil || !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) {
		return fmt.Errorf("columns 5 and 6, %q and %q, are no point", cut(f[colLat]), cut(f[colLon]))
	}
	country := f[colCountry]
	if len(country) != 2 && country != "" {
		return fmt.Errorf("column 9, %q, is no code of a country", cut(country))
	}
	pop, err := strconv.ParseUint(f[colPopulation], 10, 64)
	if err != nil && f[colPopulation] != "" {
		return fmt.Errorf("column 15, %q, is no population", cut(f[colPopulation]))
	}
	name := f[colName]
	if name == "" {
		name = f[colASCII]
	}
	if len(name) > 255 {
		name = strings.ToValidUTF8(name[:255], "")
	}
	s.Rows++
	b := s.row[:0]
	b = put(b, id, 4)
	b = put(b, uint64(uint32(int32(math.Round(lat*1e7)))), 4)
	b = put(b, uint64(uint32(int32(math.Round(lon*1e7)))), 4)
	b = put(b, uint64(s.Names), 5)
	b = append(b, byte(len(name)))
	if country == "" {
		b = append(b, 0, 0)
	} else {
		b = append(b, country...)
	}
	b = put(b, uint64(s.divisionOf(country, f[colAdmin1], f[colCode], uint32(id))), 2)
	b = append(b, byte(classOf(f[colClass], f[colCode])), 0)
	s.row = put(b, min(pop, math.MaxUint32), 4)
	s.Names += int64(len(name))
	if err := s.write("names", []byte(name)); err != nil {
		return err
	}
	if err := s.write("entries."+strconv.FormatUint(min(id>>idBits, idParts-1), 10), s.row); err != nil {
		return err
	}
	s.posted = s.posted[:0]
	even := arabic[country] && f[colClass] == "P"
	if err := s.post(uint32(id), MainName, name, even); err != nil {
		return err
	}
	if err := s.post(uint32(id), AltName, f[colASCII], even); err != nil {
		return err
	}
	for _, other := range OtherNames(f[colOthers]) {
		if err := s.post(uint32(id), AltName, other, even); err != nil {
			return err
		}
	}
	return nil
}

// cut shortens what is quoted from a foreign file.
func cut(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// divisionOf returns 1 + the number of a first-level division, 0 for none.
func (s *scan) divisionOf(country, code, feature string, id uint32) int {
	if country == "" || code == "" || code == "00" {
		return 0
	}
	key := country + "." + code
	n := s.division[key]
	if n == 0 {
		if len(s.Divisions) == math.MaxUint16 {
			return 0
		}
		s.Divisions, s.DivisionIDs = append(s.Divisions, key), append(s.DivisionIDs, 0)
		n = len(s.Divisions)
		s.division[key] = n
	}
	if feature == "ADM1" {
		s.DivisionIDs[n-1] = id
	}
	return n
}

// otherName takes a line of a table of other names: its number, that of the
// entry, the language, the name. Codes and links are no names.
func (s *scan) otherName(line string) error {
	var f [4]string
	for i := range f {
		f[i], line, _ = strings.Cut(line, "\t")
	}
	id, err := strconv.ParseUint(f[1], 10, 32)
	if err != nil || id == 0 {
		return fmt.Errorf("its second column, %q, is no number of GeoNames", cut(f[1]))
	}
	s.posted = s.posted[:0]
	switch f[2] {
	case "link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny":
		return nil
	case "abbr":
		if latin(f[3]) {
			return s.post(uint32(id), Short, f[3], false)
		}
		return nil
	}
	if names := OtherNames(f[3]); len(names) == 1 {
		return s.post(uint32(id), AltName, f[3], false)
	}
	return nil
}

// post notes that a name leads to an entry, once for each row.
func (s *scan) post(id uint32, m Match, name string, even bool) error {
	s.fold = appendFold(s.fold[:0], name)
	if err := s.postKey(id, spaceName, m, s.fold); err != nil || !even {
		return err
	}
	return s.postKey(id, spaceLoose, Loose, []byte(loose(string(s.fold))))
}

func (s *scan) postKey(id uint32, space byte, m Match, key []byte) error {
	if len(key) == 0 {
		return nil
	}
	fp := fingerprint(space, key)
	if slices.Contains(s.posted, fp) {
		return nil
	}
	s.posted = append(s.posted, fp)
	var buf [partPosting]byte
	b := put(put(buf[:0], fp, 6), uint64(id), 4)
	return s.write("found."+strconv.Itoa(int(fp>>namePartBits)), append(b, byte(m)))
}

// classOf gives the class for a feature class and code of GeoNames.
func classOf(class, code string) Class {
	has := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(code, p) })
	}
	switch class {
	case "P":
		switch code {
		case "PPLC":
			return Capital
		case "PPLA":
			return Seat
		case "PPLX":
			return Section
		}
		return Town
	case "A":
		switch {
		case has("PCL"), code == "TERR":
			return State
		case code == "ADM1":
			return Admin1
		}
		return Admin2
	case "H":
		switch {
		case has("STM", "CNL", "WAD", "FLL", "RPD"):
			return River
		case has("LK", "RSV", "LGN", "PND"):
			return Lake
		case has("SEA", "GULF", "BAY", "STRT", "OCN", "CHN", "SD", "FJD", "COVE"):
			return Sea
		}
	case "T":
		switch {
		case has("ISL", "ATOL"):
			return Island
		case has("MT", "HLL", "PK", "RDGE", "VLC", "PASS"):
			return Range
		case has("DSRT", "ERG"):
			return Desert
		}
	case "L":
		if code == "CONT" {
			return Continent
		}
	case "S":
		return Spot
	case "R":
		return Road
	case "":
		return Unknown
	}
	return Area
}

// rank orders the entries of one name, the most important last.
func rank(c Class, pop uint32) uint16 {
	people := uint16(0)
	if pop > 0 {
		n := bits.Len32(pop) // and the next six bits: the logarithm in sixty-fourths
		people = uint16(n<<6 | int(uint64(pop)<<6>>(n-1)&63))
	}
	switch {
	case c == Continent, c == State:
		return 60000 + people
	case c == Admin1:
		return 50000 + people
	case c == Capital:
		return 45000 + people
	case c == Admin2:
		return 30000 + people
	case c.Populated():
		return 29000 + 2*people
	case c == Spot, c == Road, c == Unknown:
		return uint16(c)
	}
	return 20000 + people
}
