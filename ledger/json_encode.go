package ledger

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/mask"
)

// Encode writes a whole ledger: every report, then the stories, then the events, then
// the estimates.
func Encode(w io.Writer, docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate) error {
	for _, doc := range docs {
		if err := EncodeReport(w, doc); err != nil {
			return err
		}
	}
	return EncodeRest(w, docs, stories, events, estimates)
}

// EncodeRest writes what comes after the reports: the stories, then the events, then the
// estimates.
func EncodeRest(w io.Writer, docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate) error {
	texts := Texts(docs)
	for i := range stories {
		if err := EncodeStory(w, &stories[i], texts); err != nil {
			return err
		}
	}
	enc := NewEvents(docs, estimates)
	for i := range events {
		if err := enc.Encode(w, &events[i]); err != nil {
			return err
		}
	}
	for i := range estimates {
		if err := EncodeEstimate(w, &estimates[i]); err != nil {
			return err
		}
	}
	return nil
}

// Events write the lines of events.
type Events struct {
	in    func(report assay.ReportID, figure int) (event int, ok bool) // the event of the report that has the figure
	about map[string][]string                                          // event -> its estimates
}

// NewEvents looks up what the lines of events say of docs and estimates.
func NewEvents(docs []*assay.Doc, estimates []assay.Estimate) *Events {
	in := map[assay.ReportID]map[int]int{}
	for _, doc := range docs {
		of := map[int]int{}
		for k := range doc.Events {
			for _, r := range doc.Events[k].Figures {
				if i, ok := r.Index(); ok {
					if _, twice := of[i]; !twice {
						of[i] = k
					}
				}
			}
		}
		in[doc.ID] = of
	}
	return EventsIn(func(report assay.ReportID, figure int) (int, bool) {
		k, ok := in[report][figure]
		return k, ok
	}, estimates)
}

// EventsIn is NewEvents where in says in which event of its report a figure is.
func EventsIn(in func(report assay.ReportID, figure int) (event int, ok bool), estimates []assay.Estimate) *Events {
	e := &Events{in, map[string][]string{}}
	for i := range estimates {
		if id := estimates[i].Event; id != "" {
			e.about[id] = append(e.about[id], estimates[i].ID)
		}
	}
	return e
}

// Encode writes the line of an event.
func (e *Events) Encode(w io.Writer, occ *assay.Occurrence) error {
	item := &OccurrenceItem{
		ID: occ.ID, Type: known(occ.Type), Mode: known(occ.Mode), Place: known(occ.Place), Country: append([]string{}, alpha3(occ.Countries)...),
		Begin: Day(occ.Begin), End: Day(occ.End), Background: occ.Background, Of: known(occ.Of),
		Reports: make([]string, 0, len(occ.Tellings)), Mentions: make([]MentionItem, 0, len(occ.Tellings)),
		Estimates: append([]string{}, e.about[occ.ID]...), Why: make([]ReasonItem, 0, len(occ.Why)),
	}
	for _, t := range occ.Tellings {
		report := t.Report.String()
		item.Reports = append(item.Reports, report)
		for _, r := range t.Events {
			item.Mentions = append(item.Mentions, MentionItem{Report: report, Event: ref('e', r), Figures: []string{}})
		}
		at := map[int]int{} // event of the report -> its mention
		for _, r := range t.Figures {
			i, ok := r.Index()
			if !ok {
				continue
			}
			k, ok := e.in(t.Report, i)
			if !ok {
				k = -1
			}
			m, ok := at[k]
			if !ok {
				m = len(item.Mentions)
				at[k] = m
				mention := MentionItem{Report: report, Figures: []string{}}
				if k >= 0 {
					mention.Event = known(ID('e', k))
				}
				item.Mentions = append(item.Mentions, mention)
			}
			item.Mentions[m].Figures = append(item.Mentions[m].Figures, ID('f', i))
		}
	}
	for _, r := range occ.Why {
		item.Why = append(item.Why, ReasonItem{r.From.String(), r.To.String(), append([]string{}, r.Why...)})
	}
	return encodeLine(w, &OccurrenceLine{Version, item})
}

// Texts returns the text of each report, by ID.
func Texts(docs []*assay.Doc) map[assay.ReportID]string {
	m := make(map[assay.ReportID]string, len(docs))
	for _, doc := range docs {
		m[doc.ID] = doc.Text
	}
	return m
}

// EncodeReport writes the line of one report.
func EncodeReport(w io.Writer, doc *assay.Doc) error {
	line, err := NewReportLine(doc)
	if err != nil {
		return err
	}
	return encodeLine(w, line)
}

// EncodeStory writes the line of a story. The words of its edits are taken from
// texts, see [Texts].
func EncodeStory(w io.Writer, st *assay.Story, texts map[assay.ReportID]string) error {
	line, err := newStoryLine(st, texts)
	if err != nil {
		return err
	}
	return encodeLine(w, line)
}

// EncodeEstimate writes the line of an estimate.
func EncodeEstimate(w io.Writer, est *assay.Estimate) error {
	return encodeLine(w, newEstimateLine(est))
}

func encodeLine(w io.Writer, line any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	return nil
}

// NewReportLine returns doc in the JSON form. It refuses a doc whose
// annotations do not fit its text, and writes no line that could not be read
// back.
func NewReportLine(doc *assay.Doc) (*ReportLine, error) {
	return newReportLine(doc, mask.New(doc, nil, true))
}

func newReportLine(doc *assay.Doc, m *mask.Mask) (*ReportLine, error) {
	if err := doc.Check(); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	e := &reportEncoder{doc: doc, mask: m}
	line := &ReportLine{
		Ledger:    Version,
		Report:    reportItem(doc),
		Regions:   make([]RegionItem, 0, len(doc.Regions)),
		Sentences: make([]Offsets, 0, len(doc.Sentences)),
		Actors:    make([]ActorItem, 0, len(doc.Actors)),
		Places:    make([]PlaceItem, 0, len(doc.Places)),
		Times:     make([]TimeItem, 0, len(doc.Times)),
		Sources:   make([]SourceItem, 0, len(doc.Sources)),
		Claims:    make([]ClaimItem, 0, len(doc.Claims)),
		Figures:   make([]FigureItem, 0, len(doc.Figures)),
		Events:    make([]EventItem, 0, len(doc.Events)),
		Movements: make([]MovementItem, 0, len(doc.Movements)),
		Problems:  make([]ProblemItem, 0, len(doc.Problems)),
	}
	foreign := map[assay.Span]string{}
	for _, f := range doc.Foreign {
		foreign[f.Span] = f.Language
	}
	for _, r := range doc.Regions {
		line.Regions = append(line.Regions, RegionItem{r.Kind.String(), foreign[r.Span], e.quote(r.Span)})
	}
	for _, sp := range doc.Sentences {
		line.Sentences = append(line.Sentences, Offsets{sp.Start, sp.End})
	}
	e.mentions(line)
	e.statements(line)
	line.Ruled = ruledItems(doc.Ruled)
	for _, p := range doc.Problems {
		line.Problems = append(line.Problems, ProblemItem{p.Stage, p.Err, p.Note})
	}
	if e.err != nil {
		return nil, fmt.Errorf("ledger: %s: %w", doc.Path, e.err)
	}
	return line, nil
}

func reportItem(doc *assay.Doc) *ReportItem {
	item := &ReportItem{
		ID:        doc.ID.String(),
		Path:      strings.ToValidUTF8(doc.Path, "\uFFFD"),
		Format:    doc.Format,
		URL:       known(doc.URL),
		Publisher: known(doc.Publisher),
		Title:     known(doc.Title),
		Author:    known(doc.Author),
		Published: known(doc.Appeared.Date.String()),
		Language:  known(doc.Language),
		Section:   doc.Section,
		Declared:  doc.Declared,
		Modified:  doc.Modified.String(),
		Text:      doc.Text,
	}
	if f := doc.Found; f != (assay.Found{}) {
		item.Found = &Found{URL: f.URL, Publisher: f.Publisher, Title: f.Title, Author: f.Author, Published: f.Published, Modified: f.Modified, Section: f.Section, Declared: f.Declared}
	}
	if r := doc.Record; r != (assay.Record{}) {
		item.Record = &Record{r.Offset, r.Length}
	}
	if item.Published != nil {
		item.PublishedFrom = known(doc.Appeared.From)
	}
	if !doc.Fetched.IsZero() {
		item.Fetched = doc.Fetched.Format(time.RFC3339)
	}
	return item
}

// A reportEncoder turns spans into quotes and keeps the first that does not fit.
type reportEncoder struct {
	doc  *assay.Doc
	mask *mask.Mask // what of it may be handed out
	err  error
}

func (e *reportEncoder) quote(sp assay.Span) Quote {
	if err := sp.Check(e.doc.Text); err != nil {
		if e.err == nil {
			e.err = err
		}
		return Quote{}
	}
	return Quote{Offsets{sp.Start, sp.End}, e.mask.Words(sp)}
}

// maybe returns nil for an empty span, which says "not in the text".
func (e *reportEncoder) maybe(sp assay.Span) *Quote {
	if sp.Len() == 0 {
		return nil
	}
	q := e.quote(sp)
	return &q
}

// Region names the headline, caption or notes of doc that sp stands in, or "".
func Region(doc *assay.Doc, sp assay.Span) string {
	if i := doc.RegionAt(sp.Start); i >= 0 {
		if k := doc.Regions[i].Kind; k == assay.Headline || k == assay.Caption || k == assay.Notes {
			return k.String()
		}
	}
	return ""
}

func (e *reportEncoder) mentions(line *ReportLine) {
	for i := range e.doc.Actors {
		a := &e.doc.Actors[i]
		item := ActorItem{
			ID: ID('a', i), Class: assay.ActorClasses[a.Class], Name: known(a.Name), Role: known(a.Role),
			Affiliation: ref('a', a.Affiliation), Public: a.Public, Mentions: make([]Quote, 0, len(a.Mentions)),
		}
		for _, sp := range a.Mentions {
			item.Mentions = append(item.Mentions, e.quote(sp))
		}
		line.Actors = append(line.Actors, item)
	}
	for i := range e.doc.Places {
		pl := &e.doc.Places[i]
		item := PlaceItem{
			ID: ID('p', i), Quote: e.quote(pl.Span), Role: pl.Role.String(), Gazetteer: known(pl.Gazetteer),
			Name: known(pl.Name), Precision: pl.Precision.String(), Country: pl.Country, Within: pl.Within,
			Confidence: pl.Confidence, RunnerUp: known(pl.RunnerUp), AwayKM: pl.Away,
		}
		if pl.Gazetteer != "" || pl.Away > 0 {
			item.Lat, item.Lon = &pl.Lat, &pl.Lon
		}
		line.Places = append(line.Places, item)
	}
	for i := range e.doc.Times {
		tx := &e.doc.Times[i]
		line.Times = append(line.Times, TimeItem{
			ID: ID('t', i), Quote: e.quote(tx.Span), Type: tx.Type, Value: known(tx.Value),
			Begin: Day(tx.Begin), End: Day(tx.End), Precision: known(tx.Precision), Anchored: tx.Anchored,
		})
	}
}

func (e *reportEncoder) statements(line *ReportLine) {
	for i := range e.doc.Sources {
		line.Sources = append(line.Sources, e.source(i))
	}
	for i := range e.doc.Claims {
		line.Claims = append(line.Claims, e.claim(i))
	}
	for i := range e.doc.Figures {
		line.Figures = append(line.Figures, e.figure(i))
	}
	for i := range e.doc.Events {
		ev := &e.doc.Events[i]
		line.Events = append(line.Events, EventItem{
			ID: ID('e', i), Type: ev.Type, Mode: known(ev.Mode), Quote: e.maybe(ev.Span),
			Actors: refs('a', ev.Actors), Recipients: refs('a', ev.Recipients), Places: refs('p', ev.Places),
			Time: ref('t', ev.Time), Figures: refs('f', ev.Figures), Claim: ref('c', ev.Claim),
			Background: ev.Background, Country: alpha3(ev.Countries), Begin: Day(ev.Begin), End: Day(ev.End),
		})
	}
	for i := range e.doc.Movements {
		m := &e.doc.Movements[i]
		line.Movements = append(line.Movements, MovementItem{
			ID: ID('m', i), Who: e.maybe(m.Who), From: refs('p', m.From), To: refs('p', m.To), Via: refs('p', m.Via),
			Count: ref('f', m.Count), Time: ref('t', m.Time), Status: known(m.Status), Claim: ref('c', m.Claim),
		})
	}
}

func (e *reportEncoder) source(i int) SourceItem {
	s := &e.doc.Sources[i]
	return SourceItem{
		ID: ID('s', i), Quote: e.maybe(s.Span), Class: assay.ActorClasses[s.Class], Name: known(s.Name),
		SpeaksFor: ref('a', s.SpeaksFor), Actor: ref('a', s.Actor), Reason: e.maybe(s.Reason), Party: known(s.Party),
	}
}

func (e *reportEncoder) claim(i int) ClaimItem {
	cl := &e.doc.Claims[i]
	item := ClaimItem{
		ID: ID('c', i), Kind: cl.Kind.String(), Cue: e.maybe(cl.Cue), Content: make([]ContentItem, 0, len(cl.Content)),
		Stance: cl.Stance.String(), Mode: cl.Mode.String(), Basis: known(cl.Basis), Said: ref('t', cl.Said),
		Channel: e.maybe(cl.Channel), Via: ref('c', cl.Via), RespondsTo: RespondsTo(e.doc, cl.RespondsTo), Confidence: cl.Confidence, Ruled: ruledItems(cl.Ruled),
	}
	if k, ok := cl.Source.Index(); ok {
		src := e.source(k)
		item.Source = &src
	}
	for _, c := range cl.Content {
		ci := ContentItem{Quote: e.quote(c.Span)}
		if c.Stance != nil {
			ci.Stance = known(c.Stance.String())
		}
		item.Content = append(item.Content, ci)
	}
	if len(cl.Content) > 0 {
		item.Region = Region(e.doc, cl.Content[0].Span)
	}
	if cl.Checked.Span.Len() > 0 {
		item.Checked = &CheckedItem{e.quote(cl.Checked.Span), cl.Checked.Result}
	}
	return item
}

// RespondsTo lists the ids of claims and of the figures that stand in them: a
// denial of "as many as 40 had drowned" is about the 40.
func RespondsTo(doc *assay.Doc, claims []assay.Ref[assay.Claim]) []string {
	ids := refs('c', claims)
	for i := range doc.Figures {
		for _, r := range claims {
			if !r.IsZero() && doc.Figures[i].Claim == r {
				ids = append(ids, ID('f', i))
				break
			}
		}
	}
	return ids
}

func (e *reportEncoder) figure(i int) FigureItem {
	fig := &e.doc.Figures[i]
	item := FigureItem{
		ID: ID('f', i), Unit: known(fig.Unit), Counted: e.maybe(fig.Counted), Action: string(fig.Action),
		Verb: known(fig.Verb), Of: ref('f', fig.Of), Per: known(fig.Per), Kind: known(fig.Kind), Total: known(fig.Total),
		Places: refs('p', fig.Places), Time: ref('t', fig.Time), Claim: ref('c', fig.Claim), Confidence: fig.Confidence,
	}
	if q := &fig.Quantity; !q.Span.IsZero() {
		item.Quote, item.Bound, item.Change = e.maybe(q.Span), q.Bound.String(), q.Change
		item.Low, item.Best, item.High, item.Singular = q.Low, q.Best, q.High, q.Singular
		item.Region = Region(e.doc, q.Span)
	} else if e.err == nil {
		e.err = fmt.Errorf("%w: figure %s has no quantity", assay.ErrInvalid, item.ID)
	}
	item.Country, item.Begin, item.End, item.Role, item.Trigger = alpha3(fig.Countries), Day(fig.Begin), Day(fig.End), fig.Role, e.maybe(fig.Trigger)
	if c := fig.Chances; c != (assay.Chances{}) {
		item.Probabilities = &ProbabilitiesItem{round(c.Figure), round(c.Action), round(c.Places), round(c.Countries), round(c.Time), round(c.Days)}
	}
	for _, a := range fig.Second {
		if a.Field == "country" {
			a.Value = assay.Alpha3(a.Value)
		}
		item.Alternatives = append(item.Alternatives, AlternativeItem{a.Field, a.Value, round(a.Chance)})
	}
	item.Ruled = ruledItems(fig.Ruled)
	item.Parts = e.parts(i)
	if fig.Inherited&assay.Places != 0 {
		item.Inherited = append(item.Inherited, "places")
	}
	if fig.Inherited&assay.Times != 0 {
		item.Inherited = append(item.Inherited, "time")
	}
	return item
}

// parts returns which part the places of figure i have, as the movements say whose count it is.
func (e *reportEncoder) parts(i int) map[string]string {
	var parts map[string]string
	for k := range e.doc.Movements {
		mv := &e.doc.Movements[k]
		if n, ok := mv.Count.Index(); !ok || n != i {
			continue
		}
		for _, end := range []struct {
			part   string
			places []assay.Ref[assay.Place]
		}{{"from", mv.From}, {"to", mv.To}, {"via", mv.Via}} {
			for _, at := range end.places {
				if !at.IsZero() && slices.Contains(e.doc.Figures[i].Places, at) {
					if parts == nil {
						parts = map[string]string{}
					}
					parts[*ref('p', at)] = end.part
				}
			}
		}
	}
	return parts
}

// round keeps three digits of a likelihood: what is behind them means nothing.
func round(p float64) float64 { return math.Round(p*1000) / 1000 }

func newStoryLine(st *assay.Story, texts map[assay.ReportID]string) (*StoryLine, error) {
	item := &StoryItem{ID: st.ID, Reports: make([]string, 0, len(st.Reports)), Agency: known(st.Agency), Links: make([]LinkItem, 0, len(st.Links))}
	for _, id := range st.Reports {
		item.Reports = append(item.Reports, id.String())
	}
	if len(st.Reports) > 0 {
		item.Fullest = st.Reports[0].String()
	}
	if st.Earliest != (assay.ReportID{}) {
		item.Earliest = known(st.Earliest.String())
	}
	for k := range st.Links {
		l := &st.Links[k]
		link, err := NewLinkItem(l, texts[l.From], texts[l.To])
		if err != nil {
			return nil, fmt.Errorf("ledger: story %s: %w", item.ID, err)
		}
		item.Links = append(item.Links, *link)
	}
	return &StoryLine{Version, item}, nil
}

// NewLinkItem returns l, between two reports with these texts, as it stands in
// the line of a story.
func NewLinkItem(l *assay.Link, fromText, toText string) (*LinkItem, error) {
	from, to := textEncoder(fromText), textEncoder(toText)
	link := &LinkItem{
		From: l.From.String(), To: l.To.String(), Relation: l.Relation, Containment: l.Containment, Resemblance: l.Resemblance,
		Passages: make([]PassageItem, 0, len(l.Passages)), Cut: from.quotes(l.Cut), Added: to.quotes(l.Added),
		Why: append([]string{}, l.Why...),
	}
	for _, p := range l.Passages {
		pi := PassageItem{From: from.quote(p.From).Span, To: to.quote(p.To).Span, Edits: make([]EditItem, 0, len(p.Edits))}
		for _, ed := range p.Edits {
			f, t := from.quote(ed.From), to.quote(ed.To)
			pi.Edits = append(pi.Edits, EditItem{ed.Op, ed.Kind, f.Span, t.Span, f.Text, t.Text})
		}
		link.Passages = append(link.Passages, pi)
	}
	if from.err != nil {
		return nil, from.err
	}
	return link, to.err
}

func textEncoder(text string) *reportEncoder {
	doc := &assay.Doc{Report: &assay.Report{Text: text}}
	return &reportEncoder{doc: doc, mask: mask.New(doc, nil, true)}
}

// EncodeStoryItem writes the line of a story that is in its outward form
// already.
func EncodeStoryItem(w io.Writer, item *StoryItem) error {
	return encodeLine(w, &StoryLine{Version, item})
}

func (e *reportEncoder) quotes(spans []assay.Span) []Quote {
	list := make([]Quote, 0, len(spans))
	for _, sp := range spans {
		list = append(list, e.quote(sp))
	}
	return list
}

func newEstimateLine(est *assay.Estimate) *EstimateLine {
	q := est.Question
	item := &EstimateItem{
		ID: est.ID,
		Question: QuestionItem{Action: string(q.Action), Counted: known(q.Counted), Unit: known(q.Unit), Place: known(q.Place),
			Begin: Day(q.Begin), End: Day(q.End)},
		Event: known(est.Event), Sentence: known(est.Sentence), Of: known(est.Of), Low: est.Low, Best: est.Best, High: est.High, Rule: est.Rule, AsOf: known(est.AsOf.String()),
		Origins: OriginsItem{est.Origins.Min, est.Origins.Max}, Conflict: est.Conflict,
		Series: make([]SeriesItem, 0, len(est.Series)), Ruled: ruledItems(est.Ruled),
	}
	for k := range est.Series {
		en := &est.Series[k]
		si := SeriesItem{
			Origin: en.Origin, Named: en.Named, Own: en.Own, Family: known(en.Family), Side: en.Side, With: known(en.With), Report: en.Evidence.Report.String(), Figure: ref('f', en.Figure), Story: en.Story,
			Published: known(en.Published.String()), Bound: en.Bound.String(), Low: en.Low, Best: en.Best, High: en.High, Status: en.Status,
			Parts: refs('f', en.Parts), Less: en.Less,
		}
		if en.Circle != (assay.ReportID{}) {
			si.Circle = known(en.Circle.String())
		}
		if en.Evidence.Span.Len() > 0 {
			si.Quote = &Quote{Offsets{en.Evidence.Span.Start, en.Evidence.Span.End}, en.Evidence.Text}
		}
		if by := en.SupersededBy; by >= 0 {
			si.SupersededBy = &by
		}
		item.Series = append(item.Series, si)
	}
	return &EstimateLine{Version, item}
}

// ID returns the id within its line of the entry number i, counted from 0: "c1"
// for the first of letter 'c'.
func ID(letter byte, i int) string { return string(letter) + strconv.Itoa(i+1) }

func ref[T any](letter byte, r assay.Ref[T]) *string {
	i, ok := r.Index()
	if !ok {
		return nil
	}
	return known(ID(letter, i))
}

func refs[T any](letter byte, list []assay.Ref[T]) []string {
	ids := make([]string, 0, len(list))
	for _, r := range list {
		if i, ok := r.Index(); ok {
			ids = append(ids, ID(letter, i))
		}
	}
	return ids
}

// known returns nil for "", which says "unknown".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// alpha3 returns countries as the form writes them.
func alpha3(list []string) (codes []string) {
	for _, c := range list {
		codes = append(codes, assay.Alpha3(c))
	}
	return codes
}

// Day returns t as the form writes it, a date where it is the beginning of a
// day; nil if it is zero.
func Day(t time.Time) *string {
	switch {
	case t.IsZero():
		return nil
	case t.Equal(t.Truncate(24 * time.Hour)):
		return known(t.UTC().Format("2006-01-02"))
	}
	return known(t.UTC().Format("2006-01-02T15:04:05Z"))
}
