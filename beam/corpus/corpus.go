package corpus

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// Options say what is read, and how.
type Options struct {
	Fast   bool   // by the fast reader
	Rounds int    // that connect reports and items; 8 if 0, which follows chains of some hundred
	Folder string // where the ledger goes
}

func (opt Options) rounds() int {
	if opt.Rounds <= 0 {
		return 8
	}
	return opt.Rounds
}

// Build lays out the pipeline that reads shards, which are paths, and writes the ledger. What it
// returns are the files that were written, with how many rows each has.
func Build(s beam.Scope, shards beam.PCollection, opt Options) beam.PCollection {
	found, bad := pages(s.Scope("pages"), shards)
	reports := beam.ParDo(s, pickReport, beam.GroupByKey(s, found))
	lines, packed, cards, tell, unread := beam.ParDo5(s.Scope("reading"), &reader{Fast: opt.Fast}, beam.GroupByKey(s, reports))
	return rest(s, lines, packed, cards, tell, beam.Flatten(s, bad, unread), opt)
}

// rest is what is done with reports that were read.
func rest(s beam.Scope, lines, packed, cards, tell, bad beam.PCollection, opt Options) beam.PCollection {
	linked, stories, homes := copied(s, packed, cards, tell, opt.rounds())
	heard := voices(s, linked, tell)
	events, estimates, left := summed(s, happened(s, linked, opt.rounds()), heard, opt.rounds())
	s = s.Scope("ledger")
	reports := beam.ParDo(s, reportLine, beam.CoGroupByKey(s, lines, homes))
	files := beam.ParDo(s, &writer{opt.Folder}, beam.GroupByKey(s, beam.Flatten(s, reports, stories, events, estimates)))
	poison := beam.ParDo(s, &poisoned{opt.Folder}, beam.GroupByKey(s, beam.ParDo(s, underOne, beam.Flatten(s, bad, left))))
	return beam.Flatten(s, files, poison)
}

// entries makes reports that were read before of bytes that [Entry] wrote.
func entries(raw []byte, lines, packed, cards, tell emits) error {
	var e entry
	if err := read(raw, e.code); err != nil {
		return err
	}
	e.give(lines, packed, cards, tell)
	return nil
}

// give hands on what is known of a report to those who look at it.
func (e *entry) give(lines, packed, cards, tell emits) {
	id := e.id[:]
	sent("lines", lines)(id, e.line)
	sent("texts", packed)(id, e.packed)
	sent("cards", cards)(id, e.card)
	sent("told", tell)(id, e.told)
}

func init() {
	register.Function5x1(entries)
	register.Function1x1(Path)
}

// Path makes the bytes of a path of which pages are read.
func Path(path string) []byte { return []byte(path) }

// Counters are the names of what is counted of pages and reports. Pages are reports, the same
// again, or poison; reports are read, lent a reading, or poison.
var Counters = []string{"pages", "pages again", "pages poisoned", "reports", "reports read", "reports lent a reading", "reports poisoned"}
