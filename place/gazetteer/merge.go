package gazetteer

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// merge puts the parts together in a file and returns how many entries and names
// it holds.
func (s *scan) merge(ctx context.Context, path string) (entries, names int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	if _, err := f.Seek(headSize, io.SeekStart); err != nil {
		return 0, 0, err
	}
	body := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, body), 1<<20)
	ids, ranks, err := s.mergeEntries(ctx, w)
	if err != nil {
		return 0, 0, err
	}
	for _, id := range s.DivisionIDs {
		rec := 0
		if k, ok := slices.BinarySearch(ids, id); ok {
			rec = k + 1
		}
		if _, err := w.Write(put(nil, uint64(rec), 4)); err != nil {
			return 0, 0, err
		}
	}
	if err := s.copyNames(w); err != nil {
		return 0, 0, err
	}
	if names, err = s.mergePostings(ctx, w, ids, ranks); err != nil {
		return 0, 0, err
	}
	if err := w.Flush(); err != nil {
		return 0, 0, err
	}
	var from []string
	for _, in := range s.Inputs {
		from = append(from, filepath.Base(in.Path))
	}
	head := fileHead{records: len(ids), divisions: len(s.DivisionIDs), names: s.Names, postings: int64(names), from: strings.Join(from, " ")}
	_, err = f.WriteAt(head.bytes(body), 0)
	return len(ids), names, errors.Join(err, f.Sync(), f.Close())
}

// mergeEntries writes the records in order of their numbers and returns the
// numbers and how important each is. Of two lines with one number the later holds.
func (s *scan) mergeEntries(ctx context.Context, w io.Writer) (ids []uint32, ranks []uint16, err error) {
	ids, ranks = make([]uint32, 0, s.Rows), make([]uint16, 0, s.Rows)
	le := binary.LittleEndian
	for n := range idParts {
		raw, err := s.content("entries." + strconv.Itoa(n))
		if err != nil {
			return nil, nil, err
		}
		order := make([]int32, len(raw)/fileRecord)
		for i := range order {
			order[i] = int32(i)
		}
		id := func(i int32) uint32 { return le.Uint32(raw[int(i)*fileRecord:]) }
		slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(id(a), id(b)), cmp.Compare(a, b)) })
		for k, i := range order {
			if k+1 < len(order) && id(order[k+1]) == id(i) {
				continue
			}
			r := raw[int(i)*fileRecord : (int(i)+1)*fileRecord]
			if _, err := w.Write(r); err != nil {
				return nil, nil, err
			}
			ids, ranks = append(ids, id(i)), append(ranks, rank(Class(r[frClass]), le.Uint32(r[frPop:])))
		}
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
	}
	return ids, ranks, nil
}

// content returns what a part holds; nothing if there is none.
func (s *scan) content(name string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(s.dir, name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err == nil && int64(len(raw)) != s.Sizes[name] {
		err = fmt.Errorf("%s: has changed while it was read; remove the folder and start anew", filepath.Join(s.dir, name))
	}
	return raw, err
}

func (s *scan) copyNames(w io.Writer) error {
	f, err := os.Open(filepath.Join(s.dir, "names"))
	if err != nil {
		return err
	}
	defer f.Close()
	n, err := io.Copy(w, f)
	if err == nil && n != s.Names {
		err = fmt.Errorf("%s: has changed while it was read; remove the folder and start anew", f.Name())
	}
	return err
}

// partKey is a posting while it is sorted.
type partKey struct {
	fp    uint64
	rec   uint32
	rank  uint16
	match Match
}

// mergePostings writes the postings, the most important entries of a name first,
// and where the buckets begin. Names of entries that are not there are dropped.
func (s *scan) mergePostings(ctx context.Context, w io.Writer, ids []uint32, ranks []uint16) (n int, err error) {
	buckets := make([]uint32, fileBuckets+1)
	bucket, le := 0, binary.LittleEndian
	var list []partKey
	var out []byte
	for k := range nameParts {
		raw, err := s.content("found." + strconv.Itoa(k))
		if err != nil {
			return 0, err
		}
		list = list[:0]
		for ; len(raw) >= partPosting; raw = raw[partPosting:] {
			if rec, ok := slices.BinarySearch(ids, le.Uint32(raw[6:])); ok {
				fp := uint64(le.Uint32(raw)) | uint64(le.Uint16(raw[4:]))<<32
				list = append(list, partKey{fp, uint32(rec), ranks[rec], Match(raw[10])})
			}
		}
		slices.SortFunc(list, func(a, b partKey) int {
			return cmp.Or(cmp.Compare(a.fp, b.fp), cmp.Compare(b.rank, a.rank), cmp.Compare(a.rec, b.rec), cmp.Compare(a.match, b.match))
		})
		out = out[:0]
		for i, p := range list {
			if i > 0 && list[i-1].fp == p.fp && list[i-1].rec == p.rec {
				continue
			}
			for ; bucket <= int(p.fp>>bucketShift); bucket++ {
				buckets[bucket] = uint32(n)
			}
			out = put(out, p.fp&(1<<bucketShift-1)<<4|uint64(p.match), 4)
			out = put(out, uint64(p.rec), 4)
			n++
		}
		if _, err := w.Write(out); err != nil {
			return 0, err
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
	for ; bucket <= fileBuckets; bucket++ {
		buckets[bucket] = uint32(n)
	}
	out = out[:0]
	for _, b := range buckets {
		out = le.AppendUint32(out, b)
	}
	_, err = w.Write(out)
	return n, err
}
