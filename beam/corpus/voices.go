package corpus

import (
	"assay/estimate"
	"assay/origin"
	"assay/pack"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// hops is how often ways from outlet to outlet are doubled: one that cites another for a number,
// and so on 2^hops times, is followed to its end; what is longer counts as a circle.
const hops = 5

// voices finds who is behind each figure, as package origin does: what reports teach of names is
// brought to those that look them up, what outlets give to those that cite them. It returns the
// connected reports with what is known of their figures.
func voices(s beam.Scope, linked, tell beam.PCollection) beam.PCollection {
	s = s.Scope("origin")
	lessons, quarrels := beam.ParDo2(s, teach, tell)
	known := beam.ParDo(s, lesson, beam.CombinePerKey(s, either, lessons))
	quarrels = beam.DropValue(s, beam.CombinePerKey(s, either, beam.ParDo(s, keyed, quarrels)))
	means := beam.ParDo(s, agree, beam.CoGroupByKey(s, known, beam.ParDo(s, lookUp, linked)))
	heard, outlets, names := beam.ParDo3(s, hear, beam.CoGroupByKey(s, linked, means), beam.SideInput{Input: quarrels})
	there := beam.ParDo(s, isThere, beam.CoGroupByKey(s, beam.CombinePerKey(s, outlet, outlets), names))
	following, citing, own := beam.ParDo3(s, follow, beam.CoGroupByKey(s, heard, there))
	next := beam.ParDo(s, choose, beam.CoGroupByKey(s, citing, own))
	ends := next
	for range hops {
		ends = beam.ParDo(s, hop, beam.CoGroupByKey(s, ends, beam.ParDo(s, hopFrom, ends)))
	}
	wanted, circles := beam.ParDo2(s, arrive, beam.CoGroupByKey(s, next, beam.ParDo(s, hopFrom, ends)))
	circles = beam.ParDo(s, circle, beam.CoGroupByKey(s, circles, next))
	said := beam.ParDo(s, say, beam.CoGroupByKey(s, following, wanted))
	return beam.ParDo(s, resolve, beam.CoGroupByKey(s, following, said, circles))
}

// toldOf returns what a report tells, of which the id stands beside it.
func toldOf(id, raw []byte) (*estimate.Report, error) {
	r, err := estimate.Parse(raw, nil)
	if err == nil {
		r.ID, err = idOf(id)
	}
	return r, err
}

func teach(id, raw []byte, lessons emits, quarrels emit) error {
	lessons = sent("lessons", lessons)
	r, err := toldOf(id, raw)
	if err != nil {
		return err
	}
	for _, l := range r.Report.Report.Teaches() {
		m := meaning{l.Name, l.Body}
		lessons(write(m.code), nil) // each once
	}
	for _, q := range r.Report.Report.Quarrels() {
		quarrels([]byte(q))
	}
	return nil
}

// either is one of two that are alike.
func either(a, _ []byte) []byte { return a }

func keyed(b []byte, to emits) { to(b, nil) }

func nameKey(n origin.Name) []byte { return append([]byte{n.Kind}, n.Key...) }

func lesson(raw, _ []byte, to emits) error {
	var m meaning
	if err := read(raw, m.code); err != nil {
		return err
	}
	to(nameKey(m.Name), m.Body)
	return nil
}

func lookUp(label, raw []byte, to emits) error {
	to = sent("lookups", to)
	b, err := connectedOf(raw)
	if err != nil {
		return err
	}
	seen := map[origin.Name]bool{}
	for _, t := range b.Reports {
		r, err := toldOf(t.ID[:], t.Told)
		if err != nil {
			return err
		}
		for _, n := range r.Report.Report.LooksUp() {
			if !seen[n] {
				seen[n] = true
				to(nameKey(n), label)
			}
		}
	}
	return nil
}

func agree(name []byte, lessons, askers values, to emits) error {
	var b []byte
	if !askers(&b) {
		return nil
	}
	list := all(lessons)
	size := 0
	for _, l := range list {
		size += len(l)
	}
	held("names", size)
	body, err := origin.Agreed(list)
	if err != nil || body == nil {
		return err
	}
	m := meaning{origin.Name{Kind: name[0], Key: string(name[1:])}, body}
	raw := write(m.code)
	for more := true; more; more = askers(&b) {
		sent("lookups", to)(b, raw)
		b = nil
	}
	return nil
}

// hearing opens connected reports to find who is behind their figures.
func (b *connected) hearing(quarrels []string) (*origin.Hearing, error) {
	p, err := open(b)
	if err != nil {
		return nil, err
	}
	means := map[origin.Name][]byte{}
	for _, m := range b.Means {
		if m.Kind == quarrel {
			quarrels = append(quarrels, m.Key)
			continue
		}
		means[m.Name] = m.Body
	}
	return origin.NewHearing(p.heard(), p.stories, means, quarrels, origin.Options{})
}

// quarrel is the kind under which ministries that quarrel stand among meanings.
const quarrel = 'q'

func (b *connected) outlets() map[string][]byte {
	m := map[string][]byte{}
	for _, o := range b.Outlets {
		m[o.Key] = o.Body
	}
	return m
}

func hear(label []byte, linked, means values, quarrels values, to, outlets, names emits) error {
	defer run("origin")()
	to, outlets, names = sent("connected", to), sent("outlets", outlets), sent("outlets", names)
	b, err := connectedOf(one(linked))
	if err != nil {
		return err
	}
	for raw := []byte(nil); means(&raw); raw = nil {
		var m meaning
		if err := read(raw, m.code); err != nil {
			return err
		}
		b.Means = append(b.Means, m)
	}
	for raw := []byte(nil); quarrels(&raw); raw = nil {
		b.Means = append(b.Means, meaning{origin.Name{Kind: quarrel, Key: string(raw)}, nil})
	}
	sortMeanings(b.Means)
	h, err := b.hearing(nil)
	if err != nil {
		return err
	}
	for key, v := range h.Outlets() {
		outlets([]byte(key), v)
	}
	for _, key := range h.Names() {
		names([]byte(key), label)
	}
	to(label, b.bytes())
	return nil
}

// outlet returns what an outlet is called, of two.
func outlet(a, b []byte) []byte {
	if origin.SoonerOutlet(b, a) {
		return b
	}
	return a
}

func isThere(key []byte, called, askers values, to emits) {
	body := one(called)
	if body == nil {
		return
	}
	m := meaning{origin.Name{Key: string(key)}, body}
	raw := write(m.code)
	for b := []byte(nil); askers(&b); b = nil {
		to(b, raw)
	}
}

// A cite is one with the label of its report.
type cite struct {
	label []byte
	origin.Cite
}

func (x *cite) code(c *pack.Coder) {
	blob(c, &x.label)
	x.Cite.Code(c)
}

func follow(label []byte, linked, there values, to, citing, own emits) error {
	defer run("origin")()
	to, citing, own = sent("connected", to), sent("cited", citing), sent("cited", own)
	b, err := connectedOf(one(linked))
	if err != nil {
		return err
	}
	for raw := []byte(nil); there(&raw); raw = nil {
		var m meaning
		if err := read(raw, m.code); err != nil {
			return err
		}
		b.Outlets = append(b.Outlets, m)
	}
	sortMeanings(b.Outlets)
	h, err := b.hearing(nil)
	if err != nil {
		return err
	}
	said, mine, err := h.Follow(b.outlets())
	if err != nil {
		return err
	}
	for _, list := range []struct {
		cites []origin.Cite
		to    emits
	}{{said, citing}, {mine, own}} {
		for _, x := range list.cites {
			one := cite{label, x}
			list.to([]byte(x.Number), write(one.code))
		}
	}
	to(label, b.bytes())
	return nil
}

// A spot is a figure with the label of its report.
type spot struct {
	label  []byte
	figure origin.Figure
}

func (f *spot) code(c *pack.Coder) {
	blob(c, &f.label)
	f.figure.Code(c)
}

func (f *spot) bytes() []byte { return write(f.code) }

// choose finds for each figure for which an outlet is cited the one of the outlet that is meant.
func choose(_ []byte, citing, own values, to emits) error {
	var from []cite
	for b := []byte(nil); citing(&b); b = nil {
		var x cite
		if err := read(b, x.code); err != nil {
			return err
		}
		from = append(from, x)
	}
	if len(from) == 0 {
		return nil
	}
	best := make([]*cite, len(from))
	for b := []byte(nil); own(&b); b = nil {
		var x cite
		if err := read(b, x.code); err != nil {
			return err
		}
		for i := range from {
			var was *origin.Cite
			if best[i] != nil {
				was = &best[i].Cite
			}
			if origin.Chosen(&from[i].Cite, &x.Cite, was) {
				best[i] = &x
			}
		}
	}
	held("cited", 200*len(from))
	for i := range from {
		if best[i] != nil {
			a, b := spot{from[i].label, from[i].Figure}, spot{best[i].label, best[i].Figure}
			to(a.bytes(), b.bytes())
		}
	}
	return nil
}

// hopFrom turns a way round: by where it leads, from where.
func hopFrom(from, end []byte, to emits) { to(end, from) }

// hop goes on from where ways lead, as far as ways lead from there.
func hop(at []byte, on, from values, to emits) {
	end := one(on)
	if end == nil {
		end = at
	}
	for b := []byte(nil); from(&b); b = nil {
		to(b, end)
	}
}

// arrive tells the reports at which ways end who asks for them; ways from which another leads on
// are circles.
func arrive(at []byte, on, from values, wanted, circles emits) error {
	var end spot
	if err := read(at, end.code); err != nil {
		return err
	}
	round := one(on) != nil
	for b := []byte(nil); from(&b); b = nil {
		if round {
			circles(b, nil)
		} else {
			ask := write(func(c *pack.Coder) {
				end.figure.Code(c)
				blob(c, &b)
			})
			wanted(end.label, ask)
		}
	}
	return nil
}

// circle tells of a figure in a circle which it is cited for.
func circle(at []byte, round, next values, to emits) error {
	var b []byte
	if !round(&b) {
		return nil
	}
	var from, on spot
	if err := read(at, from.code); err != nil {
		return err
	}
	if err := read(one(next), on.code); err != nil {
		return err
	}
	to(from.label, write(func(c *pack.Coder) {
		from.figure.Code(c)
		on.figure.Code(c)
	}))
	return nil
}

func say(label []byte, linked, wanted values, to emits) error {
	var b []byte
	if !wanted(&b) {
		return nil
	}
	mine, err := connectedOf(one(linked))
	if err != nil {
		return err
	}
	h, err := mine.hearing(nil)
	if err == nil {
		_, _, err = h.Follow(mine.outlets())
	}
	if err != nil {
		return err
	}
	for more := true; more; more = wanted(&b) {
		var end origin.Figure
		var asker spot
		err := read(b, func(c *pack.Coder) {
			var from []byte
			end.Code(c)
			blob(c, &from)
			if c.Reading() {
				_ = read(from, asker.code)
			}
		})
		if err != nil {
			return err
		}
		if v := h.Says(end); v != nil {
			to(asker.label, write(func(c *pack.Coder) {
				asker.figure.Code(c)
				blob(c, &v)
			}))
		}
		b = nil
	}
	return nil
}

func resolve(label []byte, linked, said, circles values, to emits) error {
	defer run("origin")()
	to = sent("connected", to)
	b, err := connectedOf(one(linked))
	if err != nil {
		return err
	}
	h, err := b.hearing(nil)
	if err == nil {
		_, _, err = h.Follow(b.outlets())
	}
	if err != nil {
		return err
	}
	ends, round := map[origin.Figure][]byte{}, map[origin.Figure]origin.Figure{}
	for raw := []byte(nil); said(&raw); raw = nil {
		var f origin.Figure
		var v []byte
		err := read(raw, func(c *pack.Coder) {
			f.Code(c)
			blob(c, &v)
		})
		if err != nil {
			return err
		}
		ends[f] = v
	}
	for raw := []byte(nil); circles(&raw); raw = nil {
		var f, on origin.Figure
		err := read(raw, func(c *pack.Coder) {
			f.Code(c)
			on.Code(c)
		})
		if err != nil {
			return err
		}
		round[f] = on
	}
	heard, err := h.Resolve(ends, round)
	if err != nil {
		return err
	}
	b.Means, b.Outlets = nil, nil
	for _, r := range heard {
		b.Heard = append(b.Heard, r.Bytes)
	}
	to(label, b.bytes())
	return nil
}

func init() {
	register.Function4x1(teach)
	register.Function2x1(either)
	register.Function2x0(keyed)
	register.Function3x1(lesson)
	register.Function3x1(lookUp)
	register.Function4x1(agree)
	register.Function7x1(hear)
	register.Function2x1(outlet)
	register.Function4x0(isThere)
	register.Function6x1(follow)
	register.Function4x1(choose)
	register.Function3x0(hopFrom)
	register.Function4x0(hop)
	register.Function5x1(arrive)
	register.Function4x1(circle)
	register.Function4x1(say)
	register.Function5x1(resolve)
}
