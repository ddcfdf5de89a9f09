package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/place/gazetteer"
	"assay/screen"
)

// The size of a map in its own units, which are pixels on a wide screen.
const (
	mapWidth  = 960.0
	mostHigh  = 540.0
	leastHigh = 300.0
	mapEdge   = 40.0 // between the places and the edge
	leastSpan = 1.2  // degrees: a village is shown with its surroundings
)

// A pageMap shows the places of all reports.
type pageMap struct {
	ID, Label           string
	Width, Height       float64
	Lands               []land
	Names               []mapWords // of countries
	Arrows              []arrow
	Spots               []spot
	Scale               scale
	Beyond, Lost        string // named, and off the map; named, and not found
	Open                bool   // what its links lead to opens in place
	Ring, Dashed, Short bool   // what the legend has to explain
}

type land struct {
	D, Class   string
	Told, Href string // of a country that a point stands for
}

type mapWords struct {
	X, Y          float64
	Words, Anchor string
}

// A spot is a place with a point.
type spot struct {
	X, Y, R     float64
	Class, Told string
	Href        string
	Label       mapWords // Words is "" where there is no room
	at          dot
	name        string
	key         string
	country     string // of a whole country: its code
	in          string // the code of the country in which it lies
	part        bool   // "eastern Ruritania"
	vast        bool   // a continent or the like
	shown       bool   // it has a point on the map
	mentions    int
	core        bool
	precision   assay.Precision
	rows        []string
	said        string  // what there is to be said of it; "" where that is made of its mentions
	size        float64 // its radius; 0: as its precision has it
}

// An arrow is a movement from one place to another.
type arrow struct {
	D      string
	Class  string
	Told   string
	Href   string
	Label  mapWords
	from   *spot
	to     *spot
	moves  []Move
	dashed bool
}

// A Move is a movement that an arrow stands for.
type Move struct {
	Told, Count, Href string
	Action            assay.Action // of its count
	Begin, End        time.Time    // the report's where it has none itself; zero where neither is known
}

type scale struct {
	X1, X2, Y float64
	Words     string
}

// mapper gathers what one map shows.
type mapper struct {
	s       *Parts
	spots   map[string]*spot
	order   []*spot
	shaded  map[string]bool // codes of the countries that are named
	arrows  []*arrow
	lost    []string
	place   map[*assay.Place]*spot
	view    box // in degrees, padded
	kx      float64
	high    float64         // of the map in its units
	perUnit float64         // pixels for a degree of latitude
	used    []box           // where words and dots stand
	drawn   map[string]bool // codes of the countries in view
	thin    float64         // how near to each other points of an outline are not told apart
	visible map[string]dot  // where the middle of what is in view of a country is, on the map
}

// pileMap draws the places of all reports: those that figures, events and movements rest
// on make the view, the others are shown if they lie in it. What only stands for a
// government or a people is no place of a report. It returns nil where nothing has a
// point; of many reports, where only one place has.
func (s *Parts) pileMap(few bool) *pageMap {
	m := newMapper(s)
	m.read()
	if !few {
		m.mostly()
	}
	if !few && len(m.order) < 2 || !m.look() {
		return nil
	}
	return m.picture()
}

func newMapper(s *Parts) *mapper {
	return &mapper{s: s, spots: map[string]*spot{}, shaded: map[string]bool{}, place: map[*assay.Place]*spot{},
		drawn: map[string]bool{}, visible: map[string]dot{}, thin: 2.5}
}

// read takes the places and movements of all reports.
func (m *mapper) read() {
	for _, d := range m.s.Docs {
		m.gather(d)
	}
	for _, d := range m.s.Docs {
		m.use(d)
	}
}

// picture draws the stretch that was chosen.
func (m *mapper) picture() *pageMap {
	pm := &pageMap{ID: "map", Width: mapWidth, Height: m.high}
	m.lands(pm)
	m.draw(pm)
	return pm
}

// A Point is a place that a map shows by itself.
type Point struct {
	ID         string // by which it is one place; "" where it is one of its own
	Name, Href string
	Told       string // what there is to be said of it, its name where that is ""
	Country    string // ISO 3166 alpha-2
	Lat, Lon   float64
	Precision  assay.Precision
	N          int  // by how much it is told of, which makes it larger; 0 of one among candidates
	Quiet      bool // it is not drawn, only in view
}

// A Flow is what goes from one place to another, or to or from one where the other end is not
// said. One without Moves is not drawn, only in view.
type Flow struct {
	From, To *Point
	Doubtful bool // planned, denied or not certain
	Href     string
	Moves    []Move
}

// Flows returns the movements of all reports, as a map draws them: none of a single person.
func (s *Parts) Flows() (list []*Flow) {
	m := newMapper(s)
	m.read()
	points := map[*spot]*Point{nil: nil}
	for _, a := range m.arrows {
		for _, sp := range []*spot{a.from, a.to} {
			if points[sp] == nil && sp != nil {
				points[sp] = &Point{ID: sp.key, Name: sp.name, Country: sp.in, Lat: sp.at.y, Lon: sp.at.x, Precision: sp.precision}
			}
		}
		list = append(list, &Flow{From: points[a.from], To: points[a.to], Doubtful: a.dashed, Moves: a.moves})
	}
	return list
}

// MapOf draws places by themselves and what goes between them, nil where there are none. Of
// many it draws those of which most is told. At most one map of a page is drawn so.
func (s *Parts) MapOf(list []Point, flows ...*Flow) *pageMap {
	m := newMapper(s)
	m.thin = 1 // it may be looked at more closely
	most := 1
	for i := range list {
		most = max(most, list[i].N)
	}
	shown := map[*spot]bool{}
	for i := range list {
		p := &list[i]
		sp := m.point(p)
		if shown[sp] = !p.Quiet; p.N > 0 {
			sp.sized(float64(p.N) / float64(most))
		}
		m.shaded[p.Country] = true
	}
	for _, f := range flows {
		a := &arrow{from: m.point(f.From), to: m.point(f.To), dashed: f.Doubtful, Href: f.Href, moves: f.Moves}
		if m.arrows = append(m.arrows, a); len(a.moves) > 0 {
			shown[a.from], shown[a.to] = true, true
		}
	}
	places, arrows := slices.Clone(m.order), slices.Clone(m.arrows)
	m.mostly()
	if !m.look() {
		return nil
	}
	m.order = slices.DeleteFunc(places, func(sp *spot) bool { return !shown[sp] })
	m.arrows = slices.DeleteFunc(arrows, func(a *arrow) bool { return len(a.moves) == 0 })
	m.mostly()
	pm := m.picture()
	slices.SortStableFunc(pm.Spots, func(a, b spot) int { return cmp.Compare(b.R, a.R) }) // none is below a larger one
	return pm
}

// point takes a place that is given; nil is none.
func (m *mapper) point(p *Point) *spot {
	if p == nil {
		return nil
	}
	if have := m.spots[p.ID]; have != nil && p.ID != "" {
		return have
	}
	sp := &spot{key: p.ID, at: dot{p.Lon, p.Lat}, name: p.Name, precision: p.Precision, in: p.Country, mentions: max(1, p.N), core: true, said: cmp.Or(p.Told, p.Name)}
	if p.Href != "" {
		sp.rows = []string{p.Href}
	}
	if p.Precision == assay.CountryWide {
		sp.country = p.Country
	}
	if e, ok := gazetteer.ByID(p.ID); ok {
		sp.vast = e.Class == gazetteer.Continent || e.Class == gazetteer.Macroregion
	}
	m.spots[p.ID] = sp
	m.order = append(m.order, sp)
	return sp
}

// sized makes a place of which much is told larger, and one the larger that is known the less
// closely.
func (sp *spot) sized(share float64) {
	sp.size = 4 + 6*math.Sqrt(share)
	switch sp.precision {
	case assay.Admin2:
		sp.size += 7
	case assay.Admin1:
		sp.size += 10
	case assay.AreaOf, assay.CountryWide:
		sp.size += 14
	}
}

// mostly leaves out, of many reports, places and movements of which few tell: nobody
// could tell them apart.
func (m *mapper) mostly() {
	const places, moves = 120, 30
	slices.SortStableFunc(m.arrows, func(a, b *arrow) int {
		return cmp.Or(cmp.Compare(count(b.from != nil && b.to != nil), count(a.from != nil && a.to != nil)), cmp.Compare(len(b.moves), len(a.moves)))
	})
	m.arrows = m.arrows[:min(moves, len(m.arrows))]
	slices.SortStableFunc(m.order, func(a, b *spot) int {
		return cmp.Or(cmp.Compare(count(m.end(b)), count(m.end(a))), cmp.Compare(count(b.core), count(a.core)), cmp.Compare(b.mentions, a.mentions))
	})
	m.order = m.order[:min(places, len(m.order))]
	m.arrows = slices.DeleteFunc(m.arrows, func(a *arrow) bool {
		return a.from != nil && !slices.Contains(m.order, a.from) || a.to != nil && !slices.Contains(m.order, a.to)
	})
}

// gather takes the places of one report.
func (m *mapper) gather(d *screen.Report) {
	for i := range d.Places {
		pl := &d.Places[i]
		if !(math.Abs(pl.Lat) <= 90 && math.Abs(pl.Lon) <= 180) || pl.Role == assay.Metonym || pl.Role == assay.Demonym || d.Mask.Hides(pl.Span) {
			continue
		}
		words := m.s.Words(d, pl.Span)
		sp := &spot{at: dot{pl.Lon, pl.Lat}, name: screen.Clean(pl.Name), precision: pl.Precision}
		key := pl.Gazetteer
		switch {
		case pl.Away > 0:
			key, sp.name = words, words
		case key == "":
			var ok bool
			if key, ok = part(pl, words, sp); !ok {
				if pl.Within == "" && startsCapital(words) {
					m.lost = append(m.lost, words)
				}
				continue
			}
		case pl.Precision == assay.Locality && startsCapital(words) && !strings.Contains(words, " of "):
			sp.name = unshouted(words) // as the report spells it
		}
		if sp.precision == assay.CountryWide {
			sp.country = pl.Country
			m.shaded[pl.Country] = true
		}
		if e, ok := gazetteer.ByID(key); ok {
			sp.vast = e.Class == gazetteer.Continent || e.Class == gazetteer.Macroregion
		}
		if have := m.spots[key]; have != nil {
			sp = have
		} else {
			sp.key, sp.in = key, pl.Country
			m.spots[key] = sp
			m.order = append(m.order, sp)
		}
		sp.mentions++
		m.place[pl] = sp
	}
}

// part makes sp the place of a part of a country: "eastern Ruritania" is put in
// the middle of its eastern half, "the deserts of Ruritania" is Ruritania. The
// parts of anything else have no point.
func part(pl *assay.Place, words string, sp *spot) (key string, ok bool) {
	e, ok := gazetteer.ByID(pl.Within)
	if !ok || e.Class != gazetteer.State {
		return "", false
	}
	low := strings.ToLower(words)
	var largest []dot
	var around box
	for _, c := range world() {
		for i := range c.polygons {
			if ring := c.polygons[i][0]; c.code == e.Country && area(ring) > area(largest) {
				largest, around = ring, c.boxes[i]
			}
		}
	}
	half, found := around, ""
	for _, side := range []string{"north", "south", "east", "west"} {
		if !strings.Contains(low, side) {
			continue
		}
		found += side
		switch side {
		case "north":
			half.y0 = (around.y0 + around.y1) / 2
		case "south":
			half.y1 = (around.y0 + around.y1) / 2
		case "east":
			half.x0 = (around.x0 + around.x1) / 2
		case "west":
			half.x1 = (around.x0 + around.x1) / 2
		}
	}
	if found == "" {
		*sp = spot{at: dot{e.Lon, e.Lat}, name: screen.Clean(e.Name), precision: assay.CountryWide}
		return pl.Within, true
	}
	at, ok := middle(clipped(largest, half))
	name := strings.TrimPrefix(words, "the ")
	if !strings.Contains(words, e.Name) { // "the country's northwest"
		name = found + " of " + screen.Clean(e.Name)
	}
	*sp = spot{at: at, name: name, precision: assay.AreaOf, part: true}
	return pl.Within + found, ok
}

// unshouted returns the words of a dateline, "STRELSAU", as they are written
// elsewhere.
func unshouted(s string) string {
	if s != strings.ToUpper(s) || len(s) < 4 {
		return s
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

func startsCapital(s string) bool { return s != "" && strings.ToUpper(s[:1]) == s[:1] && s[0] > '9' }

// use notes which places figures, events and movements rest on.
func (m *mapper) use(d *screen.Report) {
	mark := func(refs []assay.Ref[assay.Place], row string) (list []*spot) {
		for _, ref := range refs {
			if sp := m.place[ref.In(d.Places)]; sp != nil {
				sp.core = true
				if row != "" && !slices.Contains(sp.rows, row) {
					sp.rows = append(sp.rows, row)
				}
				list = append(list, sp)
			}
		}
		return list
	}
	for i := range d.Figures {
		if _, repeats := d.RepeatedFigures[i]; !repeats {
			mark(d.Figures[i].Places, m.s.to.Row(d, "f"+strconv.Itoa(i+1)))
		}
	}
	for i := range d.Events {
		mark(d.Events[i].Places, "")
	}
	for i := range d.Movements {
		mv := &d.Movements[i]
		if _, repeats := d.RepeatedMoves[i]; repeats || ofOne(d, mv) {
			continue
		}
		from, to := mark(mv.From, ""), mark(mv.To, "")
		if len(from) == 0 || len(to) == 0 { // the other end is not said, or has no point
			for _, a := range from {
				m.arrow(d, mv, i, a, nil)
			}
			for _, b := range to {
				m.arrow(d, mv, i, nil, b)
			}
		}
		for _, a := range from {
			for _, b := range to {
				if a != b {
					m.arrow(d, mv, i, a, b)
				}
			}
		}
	}
}

// ofOne reports whether a movement is that of one person: where a single private
// person went is nobody's to trace.
func ofOne(d *screen.Report, mv *assay.Movement) bool {
	if fig := mv.Count.In(d.Figures); fig != nil {
		if q := d.QuantityOf(fig); q != nil {
			if n, ok := q.High.Number(); ok && n <= 1 {
				return true
			}
		}
	}
	if d.Mask.Hides(mv.Who) {
		return true
	}
	for i := range d.Actors {
		if a := &d.Actors[i]; d.Mask.Private(a) && slices.ContainsFunc(a.Mentions, mv.Who.Overlaps) {
			return true
		}
	}
	return false
}

// arrow adds a movement to the arrow between two places.
func (m *mapper) arrow(d *screen.Report, mv *assay.Movement, i int, from, to *spot) {
	status := cmp.Or(mv.Status, "reported")
	var a *arrow
	for _, have := range m.arrows {
		if have.from == from && have.to == to && have.dashed == (status != "reported") {
			a = have
		}
	}
	if a == nil {
		a = &arrow{from: from, to: to, dashed: status != "reported", Href: m.s.to.Row(d, "m"+strconv.Itoa(i+1))}
		m.arrows = append(m.arrows, a)
	}
	told := Move{Told: m.s.Words(d, mv.Who) + ", " + nameOr(from) + " → " + nameOr(to), Href: m.s.to.Row(d, "m"+strconv.Itoa(i+1))}
	if status != "reported" {
		told.Told += " (" + status + ")"
	}
	if fig := mv.Count.In(d.Figures); fig != nil {
		told.Action = fig.Action
		told.Count, _, _ = strings.Cut(m.s.Number(d, d.QuantityOf(fig)), " (") // "thousands (1,000 or more)"
		if told.Count != "" {
			told.Told = told.Count + ": " + told.Told
		}
	}
	if tx := mv.Time.In(d.Times); tx != nil {
		told.Begin, told.End = tx.Begin, tx.End
	}
	if told.Begin.IsZero() || told.End.IsZero() {
		if t, ok := d.Appeared.Date.Time(); ok {
			told.Begin, told.End = t, t.AddDate(0, 0, 1)
		}
	}
	a.moves = append(a.moves, told)
}

// told says what a's movements are.
func (a *arrow) told() string {
	const most = 5 // of many
	var list []string
	for _, mv := range a.moves[:min(most, len(a.moves))] {
		list = append(list, mv.Told)
	}
	return strings.Join(list, "; ")
}

func nameOr(sp *spot) string {
	if sp == nil {
		return "(not said)"
	}
	return sp.name
}

// look chooses the stretch of the earth that is shown.
func (m *mapper) look() bool {
	wide := func(sp *spot) bool {
		return !sp.part && (sp.precision == assay.CountryWide || sp.precision == assay.AreaOf)
	}
	var list []*spot
	for _, want := range []func(*spot) bool{
		func(sp *spot) bool { return sp.core && !wide(sp) || m.end(sp) },
		func(sp *spot) bool { return !wide(sp) },
		func(sp *spot) bool { return sp.core },
		func(*spot) bool { return true },
	} {
		for _, sp := range m.order {
			if want(sp) {
				list = append(list, sp)
			}
		}
		if len(list) > 0 {
			break
		}
	}
	if len(list) == 0 {
		return false
	}
	around, spread := m.together(list)
	if spread {
		for _, sp := range m.order {
			if sp.core && !sp.vast {
				around.add(sp.at)
			}
		}
	}
	if around.x1-around.x0 < leastSpan && around.y1-around.y0 < leastSpan {
		m.countryAround(&around)
	}
	m.show(around, 1)
	for wider := 1.4; wider < 4 && !m.bordered(); wider *= 1.4 {
		m.show(around, wider)
	}
	return true
}

// show makes a box the view, with room around it, as many times as large as asked.
func (m *mapper) show(around box, wider float64) {
	mid := (around.y0 + around.y1) / 2
	m.kx = math.Cos(math.Max(-70, math.Min(70, mid)) * math.Pi / 180)
	w := math.Max((around.x1-around.x0)*m.kx, leastSpan) * wider
	h := math.Max(around.y1-around.y0, leastSpan) * wider
	m.perUnit = math.Min((mapWidth-4*mapEdge)/w, (mostHigh-3*mapEdge)/h)
	m.high = math.Max(leastHigh, math.Min(mostHigh, h*m.perUnit+3*mapEdge))
	cx := (around.x0 + around.x1) / 2
	m.view = box{cx - mapWidth/2/m.perUnit/m.kx, mid - m.high/2/m.perUnit, cx + mapWidth/2/m.perUnit/m.kx, mid + m.high/2/m.perUnit}
}

// bordered reports whether a coast or a border lies well in view: a map of inland
// towns alone says nothing of where they are.
func (m *mapper) bordered() bool {
	dx, dy := (m.view.x1-m.view.x0)/10, (m.view.y1-m.view.y0)/10
	inner := box{m.view.x0 + dx, m.view.y0 + dy, m.view.x1 - dx, m.view.y1 - dy}
	for _, c := range world() {
		for i, rings := range c.polygons {
			if c.boxes[i].meets(inner) && slices.ContainsFunc(rings[0], inner.has) {
				return true
			}
		}
	}
	return false
}

// end reports whether a movement leads from sp or to it and its other end is
// known.
func (m *mapper) end(sp *spot) bool {
	return slices.ContainsFunc(m.arrows, func(a *arrow) bool { return (a.from == sp || a.to == sp) && a.from != nil && a.to != nil })
}

// together returns the box around those of the places that lie together; one far
// away, where an agency sits, would make the map one of the world. The ends of
// movements are kept in any case. Where they lie together in several parts of the world it
// is the box around all, spread.
func (m *mapper) together(list []*spot) (around box, spread bool) {
	median := func(of func(*spot) float64) float64 {
		var all []float64
		for _, sp := range list {
			for range min(sp.mentions, 3) {
				all = append(all, of(sp))
			}
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	x, y := median(func(sp *spot) float64 { return sp.at.x }), median(func(sp *spot) float64 { return sp.at.y })
	far := func(sp *spot) float64 {
		return math.Hypot((sp.at.x-x)*math.Cos(y*math.Pi/180), sp.at.y-y)
	}
	reach := math.Max(4*median(far), 5)
	near, all := 0, 0
	for _, sp := range list {
		all += min(sp.mentions, 3)
		if far(sp) <= reach {
			near += min(sp.mentions, 3)
		}
	}
	if spread = 3*near < 2*all; spread {
		reach = math.Inf(1)
	}
	around = noBox()
	for _, sp := range list {
		if far(sp) <= reach || m.end(sp) {
			around.add(sp.at)
		}
	}
	return around, spread
}

// countryAround widens the view of one place to the country that it lies in, or
// to a part of that if it is large.
func (m *mapper) countryAround(b *box) {
	at := dot{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2}
	const most = 6.0
	for _, c := range world() {
		for _, around := range c.boxes {
			if around.has(at) && (around.x1-around.x0)*(around.y1-around.y0) > 1 {
				*b = box{math.Max(around.x0, at.x-most), math.Max(around.y0, at.y-most), math.Min(around.x1, at.x+most), math.Min(around.y1, at.y+most)}
				return
			}
		}
	}
}

func (m *mapper) xy(p dot) dot {
	return dot{(p.x - m.view.x0) * m.kx * m.perUnit, (m.view.y1 - p.y) * m.perUnit}
}

// An outline is what is in view of a country.
type outline struct {
	code, name, path string
	middle           dot  // on the map
	wide             bool // its name fits
}

// lands draws the countries in view.
func (m *mapper) lands(pm *pageMap) {
	whole := map[string]*spot{} // countries of which there is something to be said
	for _, sp := range m.order {
		if sp.country != "" && sp.said != "" && len(sp.rows) > 0 {
			whole[sp.country] = sp
		}
	}
	for _, o := range m.outlines() {
		class := "land"
		if m.shaded[o.code] {
			class = "land named"
		}
		of := land{D: o.path, Class: class}
		if sp := whole[o.code]; sp != nil {
			of.Href, of.Told = sp.rows[0], sp.said
		}
		pm.Lands = append(pm.Lands, of)
		m.drawn[o.code] = true
		if o.wide {
			m.visible[o.code] = o.middle
			pm.Names = append(pm.Names, mapWords{X: round(o.middle.x), Y: round(o.middle.y), Words: o.name, Anchor: "middle"})
		}
	}
}

// outlines returns what is in view of each country.
func (m *mapper) outlines() (lands []outline) {
	pad := 12 / m.perUnit
	wide := box{m.view.x0 - pad/m.kx, m.view.y0 - pad, m.view.x1 + pad/m.kx, m.view.y1 + pad}
	for _, c := range world() {
		var d strings.Builder
		var largest []dot
		for i, rings := range c.polygons {
			for _, turn := range []float64{0, -360, 360} { // what lies across the line of the date
				moved := box{wide.x0 + turn, wide.y0, wide.x1 + turn, wide.y1}
				if !c.boxes[i].meets(moved) {
					continue
				}
				for k, ring := range rings {
					part := m.path(&d, clipped(ring, moved), turn)
					if k == 0 && area(part) > area(largest) {
						largest = part
					}
				}
			}
		}
		if d.Len() == 0 {
			continue
		}
		o := outline{code: c.code, name: c.name, path: d.String()}
		o.middle, o.wide = inside(largest, 9*float64(len(c.name)), m.high)
		lands = append(lands, o)
	}
	return lands
}

// path appends a ring in the map's units, without points that no screen tells
// apart, and returns what it drew.
func (m *mapper) path(d *strings.Builder, ring []dot, turn float64) []dot {
	var part []dot
	for _, p := range ring {
		p.x -= turn
		q := m.xy(p)
		if n := len(part); n > 0 && math.Abs(q.x-part[n-1].x)+math.Abs(q.y-part[n-1].y) < m.thin {
			continue
		}
		part = append(part, q)
	}
	if len(part) < 3 || area(part) < 1.5 && len(part) < 5 { // a skerry
		return nil
	}
	at := dot{}
	for i, p := range part { // from point to point, in as few characters as will do
		x, y := number1(round(p.x)-at.x), number1(round(p.y)-at.y)
		if i == 0 {
			d.WriteByte('M')
		} else if i == 1 {
			d.WriteByte('l')
		} else if x[0] != '-' {
			d.WriteByte(' ')
		}
		d.WriteString(x)
		if y[0] != '-' {
			d.WriteByte(' ')
		}
		d.WriteString(y)
		at = dot{round(p.x), round(p.y)}
	}
	d.WriteByte('Z')
	return part
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func round(v float64) float64 { return math.Round(v*10) / 10 }

func number1(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }

// inside returns a point well inside what is in view of a ring: the one of a grid
// that lies farthest from its edges, if words of a width have room there.
func inside(ring []dot, width, high float64) (best dot, ok bool) {
	if len(ring) < 3 {
		return best, false
	}
	var rows [][]float64 // where the ring crosses each line of the grid
	for y := 30.0; y < high-20; y += 20 {
		rows = append(rows, crossings(ring, y))
	}
	far := 0.0
	for x := 60.0; x < mapWidth-50; x += 20 {
		for k, xs := range rows {
			y := 30 + 20*float64(k)
			p := dot{x, y}
			if !between(xs, x) {
				continue
			}
			near := math.Min(math.Min(x, mapWidth-x)/2, math.Min(y, high-y)) // words are wide
			for i := 0; i < len(ring) && near > far; i++ {
				near = math.Min(near, fromEdge(p, ring[(i+len(ring)-1)%len(ring)], ring[i]))
			}
			if near > far {
				best, far, ok = p, near, true
			}
		}
	}
	return best, ok && far > math.Max(11, width*.2)
}

// fromEdge returns how far p lies from the edge from a to z, where a step to the
// side counts half.
func fromEdge(p, a, z dot) float64 {
	dx, dy := (z.x-a.x)/2, z.y-a.y
	px, py := (p.x-a.x)/2, p.y-a.y
	k := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		k = math.Max(0, math.Min(1, (px*dx+py*dy)/l))
	}
	return math.Hypot(px-k*dx, py-k*dy)
}

// crossings returns where a ring crosses the line at y.
func crossings(ring []dot, y float64) (xs []float64) {
	for i, q := range ring {
		o := ring[(i+len(ring)-1)%len(ring)]
		if (q.y > y) != (o.y > y) {
			xs = append(xs, (o.x-q.x)*(y-q.y)/(o.y-q.y)+q.x)
		}
	}
	return xs
}

// between reports whether x lies inside the ring whose crossings xs are.
func between(xs []float64, x float64) bool {
	in := false
	for _, at := range xs {
		in = in != (x < at)
	}
	return in
}

// draw puts the places, movements and words on the map.
func (m *mapper) draw(pm *pageMap) {
	var beyond, told []string
	pm.Scale = m.scale()
	m.used = append(m.used, box{0, m.high - 36, pm.Scale.X2 + 10, m.high})
	slices.SortStableFunc(m.order, func(a, b *spot) int {
		return cmp.Or(cmp.Compare(count(b.core), count(a.core)), cmp.Compare(b.precision, a.precision), cmp.Compare(b.mentions, a.mentions))
	})
	var drawn []*spot
	for _, sp := range m.order {
		p := m.xy(sp.at)
		sp.R, sp.Class, sp.shown = 4.5, "place", p.x > 12 && p.x < mapWidth-12 && p.y > 12 && p.y < m.high-12
		if sp.precision == assay.CountryWide {
			// Its land is shaded and has its name, which movements lead to.
			if at, ok := m.visible[sp.country]; ok {
				sp.X, sp.Y, sp.R, sp.shown = round(at.x), round(at.y-5), 18, true
				continue
			}
			if m.drawn[sp.country] && !sp.shown {
				continue
			}
		}
		if !sp.shown {
			if sp.precision != assay.AreaOf && !slices.Contains(beyond, sp.name) {
				beyond = append(beyond, sp.name)
			}
			continue
		}
		sp.X, sp.Y = round(p.x), round(p.y)
		if sp.precision < assay.Locality {
			sp.R, sp.Class = 7, "place wide"
			pm.Ring = true
		}
		if sp.size > 0 {
			sp.R = round(sp.size)
		}
		if sp.vast && !slices.ContainsFunc(m.arrows, func(a *arrow) bool { return a.from == sp || a.to == sp }) {
			sp.shown = false
			continue // "Africa" is no point
		}
		sp.Told = sp.name + ", " + sp.precision.String() + ": " + screen.Plural(sp.mentions, "mention")
		if len(sp.rows) > 0 {
			sp.Href = sp.rows[0]
			sp.Told += ", " + screen.Plural(len(sp.rows), "figure")
		}
		sp.Told = cmp.Or(sp.said, sp.Told)
		told = append(told, sp.name)
		drawn = append(drawn, sp)
		m.used = append(m.used, box{sp.X - sp.R - 1, sp.Y - sp.R - 1, sp.X + sp.R + 1, sp.Y + sp.R + 1})
	}
	for i, n := range pm.Names {
		if n, ok := m.fit(n, float64(len([]rune(n.Words)))*9, 15); ok {
			pm.Names[i] = n
		} else {
			pm.Names[i].Words = ""
		}
	}
	m.drawArrows(pm)
	for _, sp := range drawn {
		sp.Label = m.label(sp)
		pm.Spots = append(pm.Spots, *sp)
	}
	pm.Beyond, pm.Lost = listed12(beyond), listed12(m.lost)
	pm.Label = "Map of " + strings.Join(told, ", ")
	if len(told) == 0 {
		pm.Label = "Map of the countries that are named"
	}
}

// listed12 joins the first dozen of different words.
func listed12(list []string) string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) > 12 {
		out = append(out[:12], "and "+strconv.Itoa(len(out)-12)+" more")
	}
	return strings.Join(out, ", ")
}

// fit moves words up or down to where nothing else stands, and takes the room.
func (m *mapper) fit(w mapWords, width, height float64) (mapWords, bool) {
	if w.Words == "" {
		return w, false
	}
	for _, dy := range []float64{0, -20, 20, -40, 40} {
		x0 := w.X
		if w.Anchor == "middle" {
			x0 -= width / 2
		} else if w.Anchor == "end" {
			x0 -= width
		}
		b := box{x0, w.Y + dy - height, x0 + width, w.Y + dy + 4}
		if m.free(b) {
			m.used = append(m.used, b)
			w.Y += dy
			return w, true
		}
	}
	return w, false
}

func (m *mapper) free(b box) bool {
	return b.x0 > 2 && b.x1 < mapWidth-2 && b.y0 > 2 && b.y1 < m.high-2 && !slices.ContainsFunc(m.used, b.meets)
}

// label finds room for a place's name beside it.
func (m *mapper) label(sp *spot) mapWords {
	width := float64(len([]rune(sp.name)))*7.6 + 4
	for _, c := range []struct {
		dx, dy float64
		anchor string
	}{
		{sp.R + 5, 4.5, "start"}, {-sp.R - 5, 4.5, "end"}, {0, -sp.R - 6, "middle"}, {0, sp.R + 16, "middle"},
		{sp.R + 3, -9, "start"}, {sp.R + 3, 18, "start"}, {-sp.R - 3, -9, "end"}, {-sp.R - 3, 18, "end"},
	} {
		w := mapWords{X: round(sp.X + c.dx), Y: round(sp.Y + c.dy), Words: sp.name, Anchor: c.anchor}
		x0 := map[string]float64{"start": w.X, "middle": w.X - width/2, "end": w.X - width}[c.anchor]
		if b := (box{x0, w.Y - 12, x0 + width, w.Y + 3}); m.free(b) {
			m.used = append(m.used, b)
			return w
		}
	}
	return mapWords{}
}

// drawArrows draws the movements as bows, which leave room for the way back, and
// as short arrows where one end is not said.
func (m *mapper) drawArrows(pm *pageMap) {
	for _, a := range m.arrows {
		if a.from != nil && !a.from.shown || a.to != nil && !a.to.shown {
			continue
		}
		var p, q, mid dot // mid is the control point of the bow
		at := mapWords{Words: a.words()}
		width := float64(len([]rune(at.Words)))*7.8 + 4
		if a.from == nil || a.to == nil {
			p, q = a.stub()
			mid = dot{(p.x + q.x) / 2, (p.y + q.y) / 2}
			outer := p
			if a.to == nil {
				outer = q
			}
			at.X, at.Y = outer.x, outer.y-5
			pm.Short = true
		} else {
			p, q = dot{a.from.X, a.from.Y}, dot{a.to.X, a.to.Y}
			dx, dy := q.x-p.x, q.y-p.y
			long := math.Hypot(dx, dy)
			if long < a.from.R+a.to.R+18 { // too near to each other for this map
				continue
			}
			bow := math.Min(long*.16, 60) * 2
			mid = dot{(p.x+q.x)/2 + dy/long*bow, (p.y+q.y)/2 - dx/long*bow}
			p, q = towards(p, mid, a.from.R+2), towards(q, mid, a.to.R+4)
			at.X, at.Y = (p.x+q.x)/4+mid.x/2, (p.y+q.y)/4+mid.y/2-5
		}
		a.Told = a.told()
		a.D = "M" + number1(p.x) + " " + number1(p.y) + "Q" + number1(mid.x) + " " + number1(mid.y) + " " + number1(q.x) + " " + number1(q.y)
		a.Class = "move"
		if a.dashed {
			a.Class = "move doubtful"
			pm.Dashed = true
		}
		at.X, at.Y, at.Anchor = round(math.Max(width/2+4, math.Min(mapWidth-width/2-4, at.X))), round(at.Y), "middle"
		if w, ok := m.fit(at, width, 12); ok {
			a.Label = w
		}
		pm.Arrows = append(pm.Arrows, *a)
	}
}

// words are the counts of a's movements.
func (a *arrow) words() string {
	var counts []string
	for _, mv := range a.moves {
		add(&counts, mv.Count)
	}
	words := strings.Join(counts[:min(2, len(counts))], "; ")
	if len(counts) > 2 {
		words += " …"
	}
	return words
}

func add(list *[]string, s string) {
	if s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// stub returns the ends of a short arrow: in from the upper left, out to the
// upper right, a doubtful one more from the side.
func (a *arrow) stub() (p, q dot) {
	up := 50.0
	if a.dashed {
		up = 20
	}
	sp, side := a.to, -1.0
	if sp == nil {
		sp, side = a.from, 1
	}
	at := dot{sp.X, sp.Y}
	outer := dot{at.x + side*40, at.y - up}
	if outer.y < 20 {
		outer.y = at.y + up
	}
	inner := towards(at, outer, sp.R+4)
	if a.to == nil {
		return inner, outer
	}
	return outer, inner
}

// towards returns the point that lies by away from p on the way to q.
func towards(p, q dot, by float64) dot {
	l := math.Max(1, math.Hypot(q.x-p.x, q.y-p.y))
	return dot{p.x + (q.x-p.x)/l*by, p.y + (q.y-p.y)/l*by}
}

// scale returns a bar of a round number of kilometres.
func (m *mapper) scale() scale {
	perKm := m.perUnit / 111.2
	for _, km := range []float64{2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1} {
		if w := km * perKm; w < 150 || km == 1 {
			return scale{X1: 14, X2: round(14 + w), Y: m.high - 14, Words: screen.Grouped(km) + " km"}
		}
	}
	return scale{}
}
