package page

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/screen"
)

// A finding is a section on what package trace finds: where numbers come from, which of
// them their sources do not have, on whom estimates hang, what vague words turned out to be.
type finding struct {
	ID, Title, About string
	Body             []block
	Rest             int    // how many more there are
	Of               string // what its command asks for
}

// A block is a part of a finding, folded where it has a summary.
type block struct {
	Summary string
	Body    template.HTML
}

// mostFound is how many chains, orphans and the like a page shows.
const mostFound = 40

// findings asks all that package trace answers.
func (s *Parts) findings() (list []finding) {
	t := s.Traced()
	add := func(f finding, lines screen.Lines, most int) {
		for k, p := range paragraphsOf(lines) {
			if k > most {
				f.Rest++
				continue
			}
			f.Body = append(f.Body, block{"", s.HTML(p)})
		}
		list = append(list, f)
	}
	f := finding{ID: "genealogy", Title: "Where numbers come from", Of: "FIGURE",
		About: "Numbers that came through more than one report, each led back to the first of the pile that has it, with what changed on each step."}
	for k, steps := range t.Chains() {
		if k == mostFound {
			f.Rest = len(t.Chains()) - k
			break
		}
		f.Body = append(f.Body, block{t.Head(steps) + changed(t.Changes(steps)), s.HTML(t.Genealogy(steps)[1:])})
	}
	if len(f.Body) > 0 {
		list = append(list, f)
	}
	if o := t.Pile.Orphans(); len(o) > 0 {
		add(finding{ID: "orphans", Title: "Numbers that their sources do not have",
			About: "Looked for in the reports of the pile that are cited. A question to ask, no proof: the source may have had the number in a report that is not here."}, t.Orphans(o), mostFound)
	}
	if d, all := t.Pile.Dependences(); len(d) > 0 {
		add(finding{ID: "knockout", Title: "On whom estimates hang", Of: "ORIGIN",
			About: "What each estimate of several origins becomes without the origin on which it most depends; and on whose word alone estimates rest."}, t.Dependences(d, all), mostFound)
	}
	if v := t.Pile.Vague(); len(v) > 0 {
		add(finding{ID: "vague", Title: "What vague words turned out to be",
			About: "Vague figures beside later exact ones of the same question, and by origin."}, t.Vague(v), mostFound)
	}
	return list
}

// changed names what changed on the steps of a way, each kind once.
func changed(steps [][]string) (words string) {
	seen := map[string]bool{}
	for _, changes := range steps {
		for _, c := range changes {
			if kind, _, _ := strings.Cut(c, ":"); !seen[kind] {
				seen[kind] = true
				words += " · " + kind
			}
		}
	}
	return words
}

// paragraphsOf cuts an answer where it has an empty line.
func paragraphsOf(lines screen.Lines) (list []screen.Lines) {
	from := 0
	for i := range lines {
		if lines[i].Words == "" {
			list = append(list, lines[from:i])
			from = i + 1
		}
	}
	if from < len(lines) {
		list = append(list, lines[from:])
	}
	return list
}

// HTML writes lines of an answer; ids of entries and estimates lead to them.
func (s *Parts) HTML(lines screen.Lines) template.HTML {
	var b strings.Builder
	for k, l := range lines {
		if l.Words == "" {
			continue
		}
		if k == mostLines && len(lines) > mostLines+1 {
			l = screen.Line{Words: "and " + screen.Grouped(float64(len(lines)-k)) + " more", Indent: l.Indent}
			lines = nil
		} else if k > mostLines && lines == nil {
			break
		}
		class := "in" + strconv.Itoa(l.Indent/2)
		switch l.Stress {
		case screen.Strong:
			class += " strong"
		case screen.Warning:
			class += " doubt"
		case screen.Alarm:
			class += " against"
		}
		b.WriteString(`<p class="` + class + `">` + s.linked(l.Words, false))
		if l.At != "" {
			b.WriteString(" " + s.linked(l.At, true))
		}
		b.WriteString("</p>")
	}
	return template.HTML(b.String())
}

// anID is an id of an entry of a ledger, or of an estimate.
var anID = regexp.MustCompile(`\b(?:[0-9a-f]{8,64}:f[0-9]+|est[0-9a-f]{8,64})\b`)

// estimates is a list of ids of estimates.
var estimates = regexp.MustCompile(`\best[0-9a-f]{8,64}(?:, est[0-9a-f]{8,64})+\b`)

// linked escapes words. Ids in them become links, those of figures written as places in the text. Of a long list of estimates the first stand.
func (s *Parts) linked(words string, only bool) string {
	words = estimates.ReplaceAllStringFunc(template.HTMLEscapeString(words), func(ids string) string {
		list := strings.Split(ids, ", ")
		if n := len(list) - mostListed; n > 1 {
			return fmt.Sprintf("%s and %d more", strings.Join(list[:mostListed], ", "), n)
		}
		return ids
	})
	return anID.ReplaceAllStringFunc(words, func(id string) string {
		href, at := s.place(id)
		switch {
		case href == "":
			return id
		case at == "" && only:
			id = "estimate"
		case at == "":
			id = template.HTMLEscapeString(s.brief(id))
		default:
			id = template.HTMLEscapeString(at)
		}
		return `<a class="at" href="` + template.HTMLEscapeString(href) + `">` + id + `</a>`
	})
}

// mostListed is how many estimates one sentence lists; mostLines how many lines a paragraph
// has.
const mostListed, mostLines = 6, 30

// brief is an estimate in a few words: "killed 40–57, Lower Haro".
func (s *Parts) brief(id string) string {
	i, ok := s.estimate[id]
	if !ok {
		return id
	}
	est := &s.Run.Estimates[i]
	words := strings.TrimSpace(string(est.Question.Action) + " " + screen.Interval(est.Low, est.Best, est.High))
	if place := s.PlaceOf(est); place != "" {
		words += ", " + place
	}
	return words
}

// place returns what leads to where an id stands, and how a figure's place in the text is
// written.
func (s *Parts) place(id string) (href, at string) {
	report, local, ok := strings.Cut(id, ":")
	if !ok {
		if _, ok := s.estimate[id]; ok {
			return s.to.Estimate(id), ""
		}
		return "", ""
	}
	d := s.byID[report]
	i, err := strconv.Atoi(local[1:])
	if d == nil || err != nil || i < 1 || i > len(d.Figures) {
		return "", ""
	}
	return s.to.Entry(d, local), s.to.Place(d, d.Figures[i-1].Quantity.Span)
}

// NewParts looks up what pages show of a screen, where the parts of it stand as to says.
func NewParts(of *screen.Screen, to Links) *Parts {
	s := &Parts{Screen: of, to: to, byID: map[string]*screen.Report{}, estimate: map[string]int{}}
	seen := map[string]bool{}
	for i := range s.Run.Estimates {
		s.estimate[s.Run.Estimates[i].ID] = i
	}
	for _, d := range s.Docs {
		if outlet := screen.Outlet(d); outlet != "" && !seen[outlet] {
			seen[outlet] = true
			s.outlets++
		}
		if s.ByID[d.ID] == d {
			report, _, _ := strings.Cut(ledger.EntryID(d.ID, ""), ":")
			s.byID[report] = d
		}
	}
	return s
}

// how says how an estimate came about: its steps over time where there are any, who raised
// or lowered a number, and the derivation in sentences.
func (s *Parts) how(est *assay.Estimate) (*StepPlot, template.HTML) {
	lines := slices.Concat(screen.Changes(est, s.Teller(est)), screen.Stood(est), screen.Explain(est, s.Teller(est)))
	return s.Steps(est), s.HTML(lines)
}

// Steps shows what each origin of an estimate said over time; nil where there is nothing to
// plot.
func (s *Parts) Steps(est *assay.Estimate) *StepPlot {
	return s.stepPlot(est, estimate.Voices(est.Series))
}

// A StepPlot shows what each origin said over time.
type StepPlot struct {
	Label  string
	Paths  []stepPath
	Ticks  []tick // numbers, at the left
	First  string
	Last   string
	Height int
}

type stepPath struct {
	D      string
	X, Y   string // where its letters stand
	From   string // where its last step begins
	High   string
	At     string // the letters that stand there
	Letter string
	Who    string
}

// The size of a plot of steps in its own units.
const (
	stepWide = 560.0
	stepHigh = 120.0
	stepLeft = 70.0
	stepTop  = 12.0
)

func (s *Parts) stepPlot(est *assay.Estimate, voices []estimate.Voice) *StepPlot {
	const most = 12 // lines that can be told apart
	steps, ok := screen.StepsOf(est, voices[:min(most, len(voices))])
	if !ok {
		return nil
	}
	x := func(st float64) float64 { return stepLeft + st*(stepWide-stepLeft-30) }
	when := func(st screen.Step, end bool) float64 {
		day := st.From
		if end {
			day = st.End
		}
		return x(day.Sub(steps.First).Hours() / steps.Last.Sub(steps.First).Hours())
	}
	y := func(n float64) float64 {
		return stepTop + (stepHigh-2*stepTop)*(1-(n-steps.Low)/(steps.High-steps.Low))
	}
	p := &StepPlot{Label: "Numbers over time: " + s.Sentence(est), First: screen.DayWords(steps.First), Last: screen.DayWords(steps.Last), Height: int(stepHigh) + 20,
		Ticks: []tick{{number1(y(steps.High)), screen.Grouped(steps.High), "end"}, {number1(y(steps.Low)), screen.Grouped(steps.Low), "end"}}}
	for k := range voices[:min(most, len(voices))] {
		var d strings.Builder
		var last screen.Step
		for _, st := range steps.List {
			if st.Voice != k {
				continue
			}
			x1, x2, h := number1(when(st, false)), number1(when(st, true)), number1(y(st.Number))
			if d.Len() == 0 {
				d.WriteString("M" + x1 + " " + h + "H" + x2)
			} else {
				d.WriteString("H" + x1 + "V" + h + "H" + x2)
			}
			last = st
		}
		if d.Len() > 0 {
			at := number1(y(last.Number) + 4)
			for i := range p.Paths { // one that ends there has its letter beside the other's
				if p.Paths[i].Y == at && p.Paths[i].At != "" {
					p.Paths[i].At += ", " + screen.Letter(k)
					at = ""
				}
			}
			letter := screen.Letter(k)
			if at == "" {
				letter = ""
			}
			p.Paths = append(p.Paths, stepPath{d.String(), number1(stepWide - 22), at, number1(when(last, false)), number1(y(last.Number)), letter, screen.Letter(k), s.Voice(&est.Series[voices[k].Said[0]])})
		}
	}
	return p
}
