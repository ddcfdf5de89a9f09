package corpus

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/occurrence"
	"assay/origin"
	"assay/pack"

	"github.com/klauspost/compress/zstd"
)

// Types of functions that a runner calls.
type (
	values = func(*[]byte) bool
	emit   = func([]byte)
	emits  = func([]byte, []byte)
)

// all returns what an iterator has.
func all(next values) (list [][]byte) {
	var b []byte
	for next(&b) {
		list = append(list, b)
		b = nil
	}
	return list
}

// one returns the first that an iterator has, nil if it has none.
func one(next values) []byte {
	var b []byte
	if next == nil || !next(&b) {
		return nil
	}
	return b
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func idOf(b []byte) (id assay.ReportID, err error) {
	if len(b) != len(id) {
		return id, fmt.Errorf("%w: an id of %d bytes", assay.ErrInvalid, len(b))
	}
	copy(id[:], b)
	return id, nil
}

func write(f func(*pack.Coder)) []byte         { return pack.Bytes(f) }
func read(b []byte, f func(*pack.Coder)) error { return pack.Read(b, nil, f) }
func blob(c *pack.Coder, b *[]byte) {
	s := string(*b)
	c.Own(&s)
	if c.Reading() {
		*b = []byte(s)
	}
}

// squeeze and swell pack text.
func squeeze(b []byte) []byte { return encoder().EncodeAll(b, nil) }

func swell(b []byte) ([]byte, error) { return decoder().DecodeAll(b, nil) }

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		panic(err) // options that are none: never
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		panic(err)
	}
	return d
})

// A poison is what could not be done with a record.
type poison struct {
	Step   string        `json:"step"`
	Of     string        `json:"of"` // where it is from, or what it is about
	Record *assay.Record `json:"record,omitempty"`
	Reason string        `json:"reason"`
}

func (p poison) bytes() []byte {
	p.Of, p.Reason = strings.ToValidUTF8(p.Of, "?"), strings.ToValidUTF8(p.Reason, "?")
	b, err := json.Marshal(p)
	if err != nil {
		b = []byte("{}")
	}
	return b
}

// guarded calls f and returns what it panics at as an error.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return f()
}

// A connected is the reports that copies connect, with their stories and what has been found of
// them so far.
type connected struct {
	Stories [][]byte // lines, as package ledger writes them
	Reports []told
	Lent    [][]byte // of reports without a year those that may lend theirs
	Means   []meaning
	Outlets []meaning
	Heard   [][]byte
}

type told struct {
	ID   assay.ReportID
	Told []byte
}

// A meaning is what a pile says of a name, or of an outlet.
type meaning struct {
	origin.Name
	Body []byte
}

func (b *connected) code(c *pack.Coder) {
	pack.List(c, &b.Stories, func(s *[]byte) { blob(c, s) })
	pack.List(c, &b.Reports, func(t *told) {
		c.ID(&t.ID)
		blob(c, &t.Told)
	})
	pack.List(c, &b.Lent, func(s *[]byte) { blob(c, s) })
	for _, list := range [...]*[]meaning{&b.Means, &b.Outlets} {
		pack.List(c, list, func(m *meaning) { m.code(c) })
	}
	pack.List(c, &b.Heard, func(s *[]byte) { blob(c, s) })
}

func (m *meaning) code(c *pack.Coder) {
	pack.Small(c, &m.Kind)
	c.Own(&m.Key)
	blob(c, &m.Body)
}

func (b *connected) bytes() []byte { return write(b.code) }

func connectedOf(raw []byte) (*connected, error) {
	b := &connected{}
	return b, read(raw, b.code)
}

// opened reads what [connected.code] writes, and opens it as a pile.
func opened(raw []byte) (*connected, *pile, error) {
	b, err := connectedOf(raw)
	if err != nil {
		return nil, nil, err
	}
	p, err := open(b)
	return b, p, err
}

// A pile is some connected reports, opened.
type pile struct {
	reports  []*estimate.Report
	stories  []assay.Story
	settings map[assay.ReportID]occurrence.Setting
	home     map[assay.ReportID][]byte // the label of the connected reports in which one is: their least id
}

// open opens connected reports, of several as one pile; what is of one has no say in another.
func open(list ...*connected) (*pile, error) {
	p := &pile{settings: map[assay.ReportID]occurrence.Setting{}, home: map[assay.ReportID][]byte{}}
	names := pack.NewNames()
	for _, b := range list {
		var mine []assay.Story
		var appeared []*occurrence.Report
		for _, line := range b.Stories {
			var l ledger.StoryLine
			if err := json.Unmarshal(line, &l); err != nil || l.Story == nil {
				return nil, fmt.Errorf("%w: a story: %v", assay.ErrInvalid, err)
			}
			st, err := l.Story.Story()
			if err != nil {
				return nil, err
			}
			mine = append(mine, *st)
		}
		for _, t := range b.Reports {
			r, err := estimate.Parse(t.Told, names)
			if err != nil {
				return nil, fmt.Errorf("report %s: %w", t.ID, err)
			}
			r.ID = t.ID
			p.reports, appeared = append(p.reports, r), append(appeared, r.Report)
		}
		for _, raw := range b.Lent {
			r, err := datedOf(raw)
			if err != nil {
				return nil, err
			}
			appeared = append(appeared, r)
		}
		settings := occurrence.Settings(appeared, mine)
		for _, t := range b.Reports {
			p.settings[t.ID], p.home[t.ID] = settings[t.ID], b.Reports[0].ID[:]
		}
		p.stories = append(p.stories, mine...)
	}
	return p, nil
}

func (p *pile) compared() []*occurrence.Report {
	list := make([]*occurrence.Report, len(p.reports))
	for i, r := range p.reports {
		list[i] = r.Report
	}
	return list
}

func (p *pile) heard() []*origin.Report {
	list := make([]*origin.Report, len(p.reports))
	for i, r := range p.reports {
		list[i] = r.Report.Report
	}
	return list
}

// dated writes when a report appeared and where it plays, and datedOf reads that.
func dated(r *occurrence.Report) []byte {
	return write(func(c *pack.Coder) {
		c.ID(&r.ID)
		r.CodeSetting(c)
	})
}

func datedOf(b []byte) (*occurrence.Report, error) {
	r := &occurrence.Report{Report: &origin.Report{}}
	return r, read(b, func(c *pack.Coder) {
		c.ID(&r.ID)
		r.CodeSetting(c)
	})
}

// A hash is by what events and estimates are told apart.
type hash = assay.ReportID

// less orders bytes.
func less(a, b []byte) int { return bytes.Compare(a, b) }

// A Meter counts what steps of this process cost: bytes that they hand on, how often and how long
// they ran, and the most that one held. It has no say in what they do.
type Meter struct{ steps sync.Map }

// A Cost is what a step has cost.
type Cost struct{ Bytes, Records, Runs, Nanos, Held atomic.Int64 }

// Costs is the meter of this process.
var Costs Meter

// Of returns what a step has cost.
func (m *Meter) Of(step string) *Cost {
	if c, ok := m.steps.Load(step); ok {
		return c.(*Cost)
	}
	c, _ := m.steps.LoadOrStore(step, &Cost{})
	return c.(*Cost)
}

// Each calls f with each step.
func (m *Meter) Each(f func(step string, c *Cost)) {
	m.steps.Range(func(k, v any) bool {
		f(k.(string), v.(*Cost))
		return true
	})
}

// run notes that a step runs, until what it returns is called, and how much of a processor it
// takes until then.
func run(step string) func() {
	runtime.LockOSThread() // whose time is taken
	began := threadTime()
	return func() {
		c := Costs.Of(step)
		c.Runs.Add(1)
		c.Nanos.Add(int64(threadTime() - began))
		runtime.UnlockOSThread()
	}
}

// sent notes what a step hands on.
func sent(step string, to emits) emits {
	c := Costs.Of(step)
	return func(k, v []byte) {
		c.Bytes.Add(int64(len(k) + len(v)))
		c.Records.Add(1)
		to(k, v)
	}
}

// held notes how much a step holds.
func held(step string, n int) {
	c := Costs.Of(step)
	for {
		most := c.Held.Load()
		if int64(n) <= most || c.Held.CompareAndSwap(most, int64(n)) {
			return
		}
	}
}

func sortMeanings(list []meaning) {
	slices.SortFunc(list, func(a, b meaning) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Key, b.Key), less(a.Body, b.Body))
	})
}
