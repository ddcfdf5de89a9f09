package ingest

import (
	"errors"
	"fmt"
	"strings"

	"assay"
	"assay/ingest/feed"
	"assay/trail"
)

var errNoEntries = errors.New("a feed without an entry that has a text: the pages that it names must be fetched")

// feed reads a feed: a report for each entry. The Raw of a report is the entry behind
// what of the feed goes for all of them, so that it can be read by itself.
func (in input) feed() []Item {
	entries, err := feed.Read(in.dec.Bytes)
	if err == nil && len(entries) == 0 {
		err = errNoEntries
	}
	if err != nil {
		return []Item{in.fail("%w", err)}
	}
	items := make([]Item, len(entries))
	for i, e := range entries {
		one := in
		one.path, one.raw = fmt.Sprintf("%s:%d", in.path, i+1), nil
		lo, hi := in.rawRange(e.Own)
		for _, p := range e.Head {
			from, to := in.rawRange(p)
			one.raw = append(one.raw, in.raw[from:to]...)
		}
		head := len(one.raw)
		one.raw = append(one.raw, in.raw[lo:hi]...)
		steps := trail.Through(e.Text, in.dec.Steps)
		if len(steps) == 0 || steps[0].Text > 0 {
			steps = append(assay.OffsetMap{{}}, steps...)
		}
		for k := range steps {
			steps[k].Raw += int32(head - lo)
		}
		items[i] = one.entryItem(e, steps)
		items[i].standing(assay.Record{Offset: int64(lo), Length: int64(hi - lo)})
	}
	return items
}

// Links returns where the pages of the entries of a feed are, see [feed.Links]; ok says
// whether what a server sent, of the type that it said, is one.
func Links(raw []byte, kind string) (links []string, ok bool, err error) {
	dec, _, err := decode(raw, strings.ToLower(kind))
	if err != nil || !feed.Is(dec.Bytes) {
		return nil, false, nil
	}
	links, err = feed.Links(dec.Bytes)
	return links, true, err
}

func (in input) entryItem(e feed.Entry, steps assay.OffsetMap) Item {
	if e.Summary {
		in.problems = append(in.problems[:len(in.problems):len(in.problems)], assay.Problem{Stage: stage, Note: true, Err: "the feed gives a summary, which may be less than the report"})
	}
	return in.item("application/xml", string(e.Text.Bytes), steps, e.Facts)
}

// rawRange is where in raw a piece of the decoded text stands.
func (in input) rawRange(p feed.Piece) (from, to int) {
	if in.dec.Steps == nil {
		return p.From, p.To
	}
	return int(in.dec.Steps.Raw(int32(p.From))), int(in.dec.Steps.Raw(int32(p.To)))
}

// parseEntry reads one entry by itself.
func parseEntry(path string, raw []byte, opt Options) Item {
	dec, _, err := decode(raw, hintHTML)
	if err != nil {
		return Item{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}
	}
	in := input{path: path, raw: raw, dec: dec, opt: opt}
	entries, err := feed.Read(dec.Bytes)
	if err == nil && len(entries) == 0 {
		err = errNoEntries
	}
	if err != nil {
		return in.fail("%w", err)
	}
	return in.entryItem(entries[0], trail.Through(entries[0].Text, dec.Steps))
}
