package estimate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
)

// A draft is a Doc in the making: what is read in it is named by its words.
type draft struct {
	t   *testing.T
	doc *assay.Doc
}

// newDraft starts a report that appeared on date ("" if unknown). Its id begins
// with its name, so that reports of one day stand in the order of their names.
func newDraft(t *testing.T, name, date, text string) *draft {
	t.Helper()
	id := assay.NewReportID(name, []byte(text))
	copy(id[:len(id)/2], fmt.Sprintf("%-*s", len(id)/2, name))
	doc := assay.NewDoc(&assay.Report{ID: id, Path: name, Text: text})
	if date != "" {
		d, err := assay.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		doc.Published = assay.Published{Date: d, From: "flag"}
		doc.Appeared = doc.Published
	}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			doc.Regions = append(doc.Regions, assay.Region{Span: assay.Span{Start: int32(at), End: int32(at + len(line))}})
			for at2 := 0; at2 < len(line); {
				end := strings.Index(line[at2:], ". ")
				if end < 0 {
					end = len(line) - at2 - 1
				}
				doc.Sentences = append(doc.Sentences, assay.Span{Start: int32(at + at2), End: int32(at + at2 + end + 1)})
				at2 += end + 2
			}
		}
		at += len(line) + 1
	}
	return &draft{t, doc}
}

// span finds words in the text. "words#2" is where they stand the second time.
func (d *draft) span(words string) assay.Span {
	d.t.Helper()
	if words == "" {
		return assay.Span{}
	}
	words, nth := strings.TrimSuffix(words, "#2"), strings.HasSuffix(words, "#2")
	i := strings.Index(d.doc.Text, words)
	if nth && i >= 0 {
		k := strings.Index(d.doc.Text[i+1:], words)
		i += 1 + k
	}
	if i < 0 {
		d.t.Fatalf("%q is not in %q", words, d.doc.Text)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

// A fact says what a figure counts; places and times are given by their words,
// "words=id" with a gazetteer entry or a day.
type fact struct {
	words, counted, unit, place, time string
	action                            assay.Action
	verb                              string
	bound                             assay.Bound
	low, best, high                   float64 // 0: unknown
	claim                             int     // from claim; 0 for none
	change                            func(*assay.Figure)
}

func orUnknown(n float64) assay.Amount {
	if n == 0 {
		return assay.Amount{}
	}
	return assay.Known(n)
}

func (d *draft) fact(f fact) *draft {
	d.t.Helper()
	doc := d.doc
	if f.unit == "" {
		f.unit = "person"
	}
	doc.Quantities = append(doc.Quantities, assay.Quantity{
		Span: d.span(f.words), Bound: f.bound, Low: orUnknown(f.low), Best: orUnknown(f.best), High: orUnknown(f.high), Unit: f.unit, Head: -1,
	})
	fig := assay.Figure{
		Quantity: doc.Quantities[len(doc.Quantities)-1], Unit: f.unit, Action: f.action, Verb: f.verb,
		Counted: d.span(f.counted),
	}
	if f.place != "" {
		words, id, _ := strings.Cut(f.place, "=")
		pl := assay.Place{Span: d.span(words), Gazetteer: id}
		if id != "" {
			pl.Precision = assay.Locality
		}
		doc.Places = append(doc.Places, pl)
		fig.Places = []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(doc.Places) - 1)}
	}
	if f.time != "" {
		words, day, _ := strings.Cut(f.time, "=")
		tx := assay.Time{Span: d.span(words), Type: "date", Value: day}
		if begin, err := time.Parse("2006-01-02", day); err == nil {
			tx.Begin, tx.End = begin, begin.AddDate(0, 0, 1)
			fig.Begin, fig.End = tx.Begin, tx.End
		}
		doc.Times = append(doc.Times, tx)
		fig.Time = assay.RefTo[assay.Time](len(doc.Times) - 1)
	}
	if f.claim > 0 {
		fig.Claim = assay.RefTo[assay.Claim](f.claim - 1)
	}
	if f.change != nil {
		f.change(&fig)
	}
	doc.Figures = append(doc.Figures, fig)
	return d
}

// exactly is a fact of an exact number.
func exactly(words string, n float64, action assay.Action, f fact) fact {
	f.words, f.action, f.low, f.best, f.high = words, action, n, n, n
	return f
}

// claim adds a claim over all content; it returns its number for fact.claim.
func (d *draft) claim(source, name string, class assay.ActorClass, content string, change func(*assay.Claim)) int {
	d.t.Helper()
	d.doc.Sources = append(d.doc.Sources, assay.Source{Span: d.span(source), Name: name, Class: class})
	cl := assay.Claim{
		Source:  assay.RefTo[assay.Source](len(d.doc.Sources) - 1),
		Content: []assay.Content{{Span: d.span(content)}},
	}
	if change != nil {
		change(&cl)
	}
	d.doc.Claims = append(d.doc.Claims, cl)
	return len(d.doc.Claims)
}

// story puts reports into one story.
func story(docs ...*assay.Doc) assay.Story {
	st := assay.Story{ID: assay.StoryID(docs[0].ID)}
	for _, doc := range docs {
		st.Reports = append(st.Reports, doc.ID)
	}
	return st
}

// lines writes an estimate for comparison: numbers, origins, conflict, then an
// entry a line.
func lines(est *assay.Estimate, all []assay.Estimate) string {
	var b strings.Builder
	amount := func(a assay.Amount) string {
		if s := a.String(); s != "" {
			return s
		}
		return "?"
	}
	fmt.Fprintf(&b, "%s %s/%s/%s origins %d-%d", est.Question.Action, amount(est.Low), amount(est.Best), amount(est.High), est.Origins.Min, est.Origins.Max)
	if est.Conflict {
		b.WriteString(" conflict")
	}
	if k := slices.IndexFunc(all, func(e assay.Estimate) bool { return e.ID == est.Of }); k >= 0 {
		fmt.Fprintf(&b, " of %d", k)
	}
	for _, en := range est.Series {
		fmt.Fprintf(&b, "\n%s | %s | %s", en.Evidence.Text, en.Origin, en.Status)
	}
	return b.String()
}

func want(t *testing.T, ests []assay.Estimate, texts ...string) {
	t.Helper()
	for i := range max(len(ests), len(texts)) {
		got, want := "nothing", "nothing"
		if i < len(ests) {
			got = lines(&ests[i], ests)
		}
		if i < len(texts) {
			want = strings.TrimSpace(texts[i])
		}
		if got != want {
			t.Errorf("estimate %d:\n%s\nwant:\n%s", i, got, want)
		}
	}
}

// answered makes estimates of what is known to answer one question: figures of one action,
// unit, rate and place, parts and those told apart by themselves. Which figures answer one
// question is package occurrence's to say; what follows from it is held here.
func answered(docs []*assay.Doc, stories []assay.Story, opt Options) []assay.Estimate {
	groups := map[string]*assay.Occurrence{}
	var order []string
	for _, placed := range [...]bool{true, false} {
		for _, doc := range docs {
			for i := range doc.Figures {
				fig := &doc.Figures[i]
				if fig.Action == "other" || placed != (len(fig.Places) > 0) {
					continue
				}
				key := fmt.Sprint(fig.Action, fig.Unit, fig.Per, fig.Of != assay.Ref[assay.Figure]{}, fig.Quantity.Singular, fig.End.Sub(fig.Begin) > 100*time.Hour)
				if fig.Quantity.Singular {
					key += fig.Quantity.Span.In(doc.Text)
				}
				named := key + " "
				for _, ref := range fig.Places {
					named = key + " " + strings.ToLower(ref.In(doc.Places).Span.In(doc.Text))
				}
				if k := slices.IndexFunc(order, func(k string) bool { return strings.HasPrefix(k, key+" ") }); !placed && k >= 0 {
					named = order[k] // wherever the first of its kind was
				}
				o := groups[named]
				if o == nil {
					o = &assay.Occurrence{ID: "occ1", Questions: [][]assay.Telling{nil}}
					groups[named] = o
					order = append(order, named)
				}
				o.Questions[0] = append(o.Questions[0], assay.Telling{Report: doc.ID, Figures: []assay.Ref[assay.Figure]{assay.RefTo[assay.Figure](i)}})
			}
		}
	}
	var list []assay.Occurrence
	for _, k := range order {
		list = append(list, *groups[k])
	}
	return From(docs, stories, list, opt)
}
