package digest

import (
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/screen"
	"assay/term"
)

// estimates writes what all reports together say about each question.
func (d *digest) estimates() {
	if len(d.Run.Estimates) == 0 {
		return
	}
	order := d.Ranked()
	if !d.all && !d.why {
		order = slices.DeleteFunc(order, func(i int) bool { return d.shown[i] })
	}
	if len(order) == 0 {
		return
	}
	k := d.upTo(len(order), maxEstimates)
	aside := "what all reports together say, after copies are folded"
	if day := d.Run.Estimates[0].AsOf; !day.IsZero() {
		aside = "what the reports that had appeared by " + screen.DateWords(day) + " say, after copies are folded"
	}
	d.heading("Estimates", join(aside, some(k, len(order))))
	show := order[:k]
	wide := [2]int{10, 7}
	for _, i := range show {
		est := &d.Run.Estimates[i]
		wide[0] = max(wide[0], term.Width(numbers(est)))
		wide[1] = max(wide[1], term.Width(screen.Origins(est.Origins)))
	}
	rest := d.width - 2 - wide[0] - wide[1] - 6
	if rest < 48 {
		d.narrowEstimates(show)
		return
	}
	question := rest * 9 / 20
	cols := []col{{width: question}, {width: wide[0]}, {wide[1], true}, {width: rest - question}}
	d.row(2, cols, []cell{words("question", faint), words("low–high", faint), words("origins", faint), words("who", faint)}, "")
	for _, i := range show {
		d.estimateRow(&d.Run.Estimates[i], cols)
		if d.why {
			d.lines(screen.Explain(&d.Run.Estimates[i], d.Teller(&d.Run.Estimates[i])), 6)
		}
	}
}

// estimateRow writes an estimate, and below it who says what where more than one
// origin stands behind it.
func (d *digest) estimateRow(est *assay.Estimate, cols []col) {
	at, question := d.estimateAt(est), d.Question(est)
	room := 2*cols[3].width - term.Width(at) - 4
	if term.Width(question) <= cols[0].width && cols[3].width > term.Width(at)+24 {
		room = cols[3].width - term.Width(at) - 2
	}
	if d.all {
		room = 1000
	}
	cells := []cell{words(screen.Limit(question, 2*cols[0].width-4), plain), words(numbers(est), bold), words(screen.Origins(est.Origins), bold)}
	voices := d.voices(est)
	if len(voices) < 2 {
		who, st := d.originList(est), plain
		if est.Conflict {
			who, st = "in conflict: "+who, alarm
		}
		d.row(2, cols, append(cells, words(screen.Limit(who, room), st)), at)
		return
	}
	said := words(screen.Plural(len(voices), "figure"), plain)
	if est.Conflict {
		said = words("in conflict", alarm)
	}
	d.row(2, cols, append(cells, said), at)
	list := strings.Join(voices, "; ")
	if !d.all {
		list = screen.Limit(list, 2*(d.width-6)-8)
	}
	d.para(list, 6, 6, plain)
}

// voices lists what each origin says whose figure stands.
func (s *digest) voices(est *assay.Estimate) []string {
	var out []string
	seen := map[string]bool{}
	for i := range est.Series {
		e := &est.Series[i]
		if e.Status != "stands" && e.Status != "" {
			continue
		}
		v := screen.Span3(e.Low, e.Best, e.High)
		if s.Ruled(e) != "" {
			v += en.ByHand
		}
		if v += ": " + s.Voice(e); !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// numbers writes low, best and high of an estimate.
func numbers(est *assay.Estimate) string {
	if iv := screen.Numbers(est); iv != "" {
		return iv
	}
	return "none stands"
}

func (d *digest) narrowEstimates(show []int) {
	for _, i := range show {
		est := &d.Run.Estimates[i]
		line := d.Question(est) + ": " + numbers(est) + "; origins " + screen.Origins(est.Origins) + ": " + d.originList(est)
		if est.Conflict {
			line += "; in conflict"
		}
		d.hung(2, words(line, plain), d.estimateAt(est))
		if d.why {
			d.lines(screen.Explain(est, d.Teller(est)), 4)
		}
	}
}

// originList names the origins of an estimate, each once, those that stand
// first.
func (s *digest) originList(est *assay.Estimate) string {
	var out []string
	seen := map[string]bool{}
	for _, stands := range []bool{true, false} {
		for i := range est.Series {
			e := &est.Series[i]
			name := s.Origin(e)
			if with := s.With(e); with != "" {
				name += " and " + with
			}
			if (e.Status == "stands" || e.Status == "") != stands || seen[name] {
				continue
			}
			seen[name] = true
			switch e.Status {
			case "denied", "declined", "planned", "hypothetical":
				name += " (" + e.Status + ")"
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, "; ")
}

// estimateAt names the place of the first figure that stands.
func (d *digest) estimateAt(est *assay.Estimate) string {
	for _, stands := range []bool{true, false} {
		for k := range est.Series {
			e := &est.Series[k]
			rep := d.ByID[e.Evidence.Report]
			if rep == nil || stands && e.Status != "stands" && e.Status != "" {
				continue
			}
			if f, ok := e.Figure.Index(); ok {
				if o, copied := rep.RepeatedFigures[f]; copied {
					return o.Report.At(o.Report.QuantityOf(&o.Report.Figures[o.Index]).Span)
				}
			}
			return rep.At(e.Evidence.Span)
		}
	}
	return ""
}

func stanceStyle(st assay.Stance) style {
	switch st {
	case assay.Hedges:
		return warning
	case assay.Denies, assay.Declines:
		return alarm
	}
	return plain
}

// sources writes who said what, those who deny or decline first.
func (d *digest) sources() {
	list, claims := d.Speakers()
	if len(d.Docs) == 0 {
		return
	}
	if claims == 0 {
		d.heading("No attributed claims found.", "")
		return
	}
	k := d.upTo(len(list), maxSources)
	d.heading("Claims by source", join(screen.Plural(claims, "claim")+" by "+screen.Plural(len(list), "source"), some(k, len(list))))
	name := min(max(d.width*3/10, 16), 40)
	text := d.width - 2 - name - 2 - 3 - 2
	for _, sp := range list[:k] {
		for i, x := range show(sp, d.all) {
			span := d.TellingSpan(x)
			at := x.Report.At(span)
			said := d.Telling(x)
			if st := x.Stance(); st != assay.Asserts {
				said = st.String() + ": " + said
			}
			st := stanceStyle(x.Stance())
			if text < 32 {
				d.hung(2, words(sp.Name+" ("+strconv.Itoa(len(sp.Claims))+"): "+screen.Limit(said, 80), st), at)
				continue
			}
			who, n := screen.Limit(sp.Name, name), strconv.Itoa(len(sp.Claims))
			if i > 0 {
				who, n = "", ""
			}
			d.row(2, []col{{width: name}, {3, true}, {width: text}},
				[]cell{words(who, plain), words(n, bold), words(screen.Limit(said, max(text-term.Width(at)-2, 16)), st)}, at)
		}
	}
}

// show returns the claims of a source to show: all, or the one that tells most.
func show(sp *screen.Speaker, all bool) []screen.Said {
	if all {
		return sp.Claims
	}
	return []screen.Said{sp.Telling()}
}
