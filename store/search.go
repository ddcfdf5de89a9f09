package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/mask"
	"assay/place/gazetteer"
	"assay/query"
	"assay/table"
	"assay/view"
)

// Reports are searched by an index of their words (FTS5) that holds them as screens show
// them, folded into words by package query. What it finds is looked at again in the report,
// whose digest is checked: the index says where to look, not what is there.

// searchVersion is raised whenever the index may hold other words.
const searchVersion = 3

var sealedSearch = &sealed{"search_rows", []string{"at", "title", "hidden"}, "n", []packed{{"packed", []string{"hidden"}, kindRest}}}

// startSearch says that nothing is to be indexed of a new ledger.
func (s *Store) startSearch(ctx context.Context, tx *txn) error {
	all, err := numbers(ctx, tx, "SELECT count(*) FROM reports")
	if err != nil || all[0] > 0 {
		return err
	}
	return isMade(ctx, tx, madeSearch, searchVersion)
}

// indexWords writes the words of report n as m shows them. Where the index is to be made anew
// that is left to [Store.masked]; so it is where it is found damaged.
func (s *Store) indexWords(ctx context.Context, tx *txn, n int64, doc *assay.Doc, m *mask.Mask) error {
	var made int
	if _, err := tx.scan(ctx, "SELECT version FROM made WHERE what = 'search'", nil, &made); err != nil || made != searchVersion {
		return err
	}
	hidden, err := json.Marshal(m.Stretches())
	if err != nil {
		return err
	}
	at := indexAt(doc.Appeared.Date, n)
	if reportAt(at) != n {
		return fmt.Errorf("%w: a ledger has at most %d reports", assay.ErrInvalid, 1<<dayBits-1)
	}
	err = unindex(ctx, tx, n)
	if err == nil {
		w := wordsOf(doc, m)
		err = tx.index(ctx, at, &w)
	}
	if isDamaged(err) {
		err = isMade(ctx, tx, madeSearch, 0)
	}
	if err != nil {
		return err
	}
	return tx.put(ctx, sealedSearch, n, at, shownTitle(doc, m), string(hidden))
}

// shownTitle is the title of a report as screens show it, nil if it is as the report has it.
func shownTitle(doc *assay.Doc, m *mask.Mask) any {
	if m.Title() == doc.Title {
		return nil
	}
	return m.Title()
}

// unindex takes the words of report n out of the index.
func unindex(ctx context.Context, tx *txn, n int64) error {
	return tx.exec(ctx, tx.in.sql("words.drop"), n)
}

// index writes the words of a report into the index.
func (tx *txn) index(ctx context.Context, at int64, w *indexed) error {
	if tx.in == ofPostgres {
		return tx.exec(ctx, "INSERT INTO search (at, words) VALUES (?, CAST(CAST(? AS TEXT) AS TSVECTOR))", at, w.vector().String())
	}
	return tx.exec(ctx, "INSERT INTO search (rowid, text, title, source, place, action, stance, outlet, language, named, source_named) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		at, w.text, w.title, w.source, w.place, w.action, w.stance, w.outlet, w.language, w.named, w.sourceNamed)
}

// emptySearch takes everything out of the index.
func (s *Store) emptySearch(ctx context.Context, tx *txn) error {
	if err := tx.empty(ctx, sealedSearch); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, tx.in.sql("words.empty"))
	return err
}

// mergePages is how many pages of the index are written in one go.
const mergePages = 500

// mergeWords makes one of the parts that the index of words consists of, where a quarter of the
// reports came since the ledger was opened: each part has each word, and is looked at in turn.
func (s *Store) mergeWords(ctx context.Context) error {
	if s.dialect == ofPostgres {
		return nil // autovacuum does what its index needs
	}
	all, err := numbers(ctx, s.db, "SELECT count(*) FROM reports")
	if err != nil || s.came == 0 || int64(4*s.came) < all[0] {
		return err
	}
	s.came = 0
	for first, more := true, true; more && err == nil; first = false {
		err = s.transact(ctx, func(tx *txn) error {
			var before, after int64
			pages := mergePages
			if first { // so that all are of one level
				pages = -mergePages
			}
			err := tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&before)
			if err == nil {
				_, err = tx.ExecContext(ctx, "INSERT INTO search (search, rank) VALUES ('merge', ?)", pages)
			}
			if err == nil {
				err = tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&after)
			}
			more = after-before >= 2 // as SQLite says there is nothing left
			return err
		})
	}
	if isDamaged(err) {
		return nil // which is said where it is searched
	}
	return err
}

// indexAt is where report n stands in the index: by the day from which on it may have
// appeared, so that the youngest are found first and days are stretches of it.
func indexAt(d assay.Date, n int64) int64 {
	begin, _ := query.Days(d)
	return dayNumber(begin)<<dayBits | n
}

// dayBits are those of the number of a report beside its day. Each word of each report has the
// step to it from the report before that has the word, so that few are less to keep.
const dayBits = 24

// reportAt is the number of the report that stands there.
func reportAt(at int64) int64 { return at & (1<<dayBits - 1) }

// dayNumber is 0 of a day that is not known.
func dayNumber(t time.Time) int64 {
	if t.IsZero() || t.Year() < 1 {
		return 0
	}
	return t.Unix()/86400 - firstDay
}

var firstDay = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC).Unix() / 86400

// An indexed report is what the columns of the index hold of it.
type indexed struct {
	text, title, source, place, action, stance, outlet, language, named, sourceNamed string
}

func wordsOf(doc *assay.Doc, m *mask.Mask) (w indexed) {
	named := mask.New(doc, nil, true)
	w.text, w.title = folded(m.Words(whole(doc.Text))), folded(m.Title())
	if strings.HasPrefix(w.text, w.title+" ") { // it is the headline, and is found there
		w.title = ""
	}
	var lines []string
	if m.Title() != doc.Title {
		lines = append(lines, doc.Title)
	}
	for _, h := range m.Stretches() {
		lines = append(lines, doc.Text[h.Start:h.End])
	}
	w.named = folded(lines...)

	var source, sourceNamed, did, stance set
	for i := range doc.Claims {
		cl := &doc.Claims[i]
		stance.add(cl.Stance.String())
		src := cl.Source.In(doc.Sources)
		if src == nil {
			continue
		}
		stance.add(src.Party) // no word is both
		shown, hidden := []string{m.Source(src)}, []string{named.Source(src)}
		if a := src.SpeaksFor.In(doc.Actors); a != nil {
			shown, hidden = append(shown, m.Actor(a)), append(hidden, named.Actor(a))
		}
		for k := range shown {
			source.add(shown[k])
			if hidden[k] != shown[k] {
				sourceNamed.add(hidden[k])
			}
		}
	}
	most := map[assay.Action]int{} // tens of the highest number, "" of all
	for i := range doc.Figures {
		fig := &doc.Figures[i]
		did.add(string(fig.Action))
		for _, a := range [...]assay.Amount{fig.Quantity.Low, fig.Quantity.Best, fig.Quantity.High} {
			if n, ok := a.Number(); ok {
				most[""], most[fig.Action] = max(most[""], tens(n)), max(most[fig.Action], tens(n))
			}
		}
	}
	for _, a := range slices.Sorted(maps.Keys(most)) {
		for k := range most[a] + 1 {
			did.add(tensWord(a, k))
		}
	}
	w.source, w.sourceNamed, w.place = folded(source.list...), folded(sourceNamed.list...), folded(placesOf(doc, m.Words)...)
	w.action, w.stance, w.language = folded(did.list...), folded(stance.list...), folded(doc.Language)
	w.outlet = folded(doc.Publisher)
	return w
}

// placesOf is by what words the places of a report are found, of which some stand in it as
// words has them.
func placesOf(doc *assay.Doc, words func(assay.Span) string) []string {
	var placed set
	for i := range doc.Places {
		pl := &doc.Places[i]
		placed.add(words(pl.Span))
		placed.add(pl.Name)
		placed.add(countryName(pl.Country))
	}
	for i := range doc.Figures {
		for _, c := range doc.Figures[i].Countries {
			placed.add(countryName(c))
		}
	}
	return placed.list
}

// A set is a list without repeats.
type set struct {
	list []string
	has  map[string]bool
}

func (s *set) add(w string) {
	if w != "" && !s.has[w] {
		if s.has == nil {
			s.has = map[string]bool{}
		}
		s.has[w] = true
		s.list = append(s.list, w)
	}
}

func whole(text string) assay.Span { return assay.Span{End: int32(len(text))} }

// folded returns the words of texts as the index has them.
func folded(texts ...string) string {
	var b strings.Builder
	for _, text := range texts {
		seen := view.Quick(text)
		for _, w := range query.Words(seen.Text) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// tens is how often a number holds ten times one; a search for so many or more looks at
// reports that have the tens of it.
func tens(n float64) (k int) {
	for n >= 10 && k < 15 {
		n /= 10
		k++
	}
	return k
}

// tensWord says that there is a number of so many tens, of those to whom something was done.
func tensWord(a assay.Action, k int) string { return string(a) + "10" + string(rune('a'+k)) }

func countryName(alpha2 string) string {
	e, _ := gazetteer.Country(alpha2)
	return e.Name
}

// Search returns the reports that a query finds, the youngest first, and at most limit of
// them, with the words around what was found; more says that there are others. It finds, and
// shows, private persons by their role only, unless names is true. Where reports that it
// would show are damaged it returns the others, and a [*Damage].
func (s *Store) Search(ctx context.Context, text string, names bool, limit int) (t *table.Table, more bool, err error) {
	t = &table.Table{Name: table.Reports, Head: table.HeadOf(table.Reports)}
	find, err := asking(table.Reports, text, names)
	if err != nil {
		return t, false, err
	}
	if find.root == nil {
		return t, false, s.explain(fmt.Errorf("%w: a search has words", assay.ErrInvalid))
	}
	damage, err := s.laid(ctx, table.Reports)
	if err == nil && find.has(query.Event) {
		err = s.makeEstimates(ctx)
	}
	if err = s.hurt(err, table.Estimates); IsDamage(err) {
		damage, err = JoinDamage(damage, err), nil
	}
	if err != nil {
		return t, false, s.explain(err)
	}
	if s.dialect == ofSQLite && find.hasBeginnings() {
		if _, err := s.db.ExecContext(ctx, lexicon); err != nil {
			return t, false, s.explain(s.hurt(err, "search"))
		}
	}
	err = s.look(ctx, func(q querier) (err error) {
		made, err := madeBy(ctx, q, madeSearch)
		if err != nil {
			return err
		}
		if made != searchVersion {
			return fmt.Errorf("%w: the index of its words is not made yet; search it once where it can be written", assay.ErrInvalid)
		}
		if err := find.prepare(ctx, s, q); err != nil {
			return err
		}
		if s.dialect == ofSQLite {
			if find.short, err = find.widen(ctx, q); err != nil {
				return s.hurt(err, "search")
			}
		}
		more, err = s.search(ctx, q, find, t, limit)
		if errors.Is(err, errRare) {
			t.Rows, t.Search, find.short = nil, nil, false
			more, err = s.search(ctx, q, find, t, limit)
		}
		return s.hurt(err, "search")
	})
	return t, more, s.explain(JoinDamage(damage, err))
}

func (s *Store) search(ctx context.Context, q querier, find *finder, t *table.Table, limit int) (more bool, err error) {
	match, _ := find.match(find.root)
	lo, hi := find.days()
	within, matching, order := s.dialect.sql("words.within"), s.dialect.sql("words.match"), s.dialect.sql("words.order")
	statement, args := within, []any{lo, hi}
	if match != "" {
		words, err := s.words(match, false)
		if err != nil {
			return false, err
		}
		statement, args = statement+matching, append(args, words)
	}
	rows, err := q.QueryContext(ctx, statement+order, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	// FTS5 has no NOT alone: what it finds of that is passed over.
	var not *sql.Rows
	passed := int64(math.MaxInt64)
	if expr, ok := find.match(except(find.root)); match == "" && ok {
		words, err := s.words(expr, true)
		if err != nil {
			return false, err
		}
		not, err = q.QueryContext(ctx, within+matching+order, lo, hi, words)
		if err != nil {
			return false, err
		}
		defer not.Close()
	}
	var bad []int64
	looked := 0
	for rows.Next() {
		var at int64
		if err := rows.Scan(&at); err != nil {
			return false, err
		}
		for not != nil && passed > at {
			if !not.Next() {
				passed = -1
				break
			}
			if err := not.Scan(&passed); err != nil {
				return false, err
			}
		}
		if passed == at {
			continue
		}
		if looked++; find.short && looked > mostLooked {
			return false, errRare
		}
		n := reportAt(at)
		r := &searched{s: s, ctx: ctx, q: q, find: find, n: n}
		found, err := r.holds()
		switch {
		case errors.Is(err, errAltered) || isDamaged(err):
			bad = append(bad, n)
			continue
		case err != nil:
			return false, err
		case !found:
			continue
		case len(t.Rows) == limit:
			more = true
		default:
			t.Rows, t.Search = append(t.Rows, r.row()), append(t.Search, "")
			continue
		}
		break
	}
	if err := rows.Err(); err != nil {
		return false, err
	}
	return more, s.damageOf(ctx, q, sealedReports, bad, false)
}

// except returns what a query that finds nothing by itself says with a NOT; one that finds
// nothing if it says nothing so.
func except(root *query.Node) *query.Node {
	or := &query.Node{Kind: query.Or}
	all := []*query.Node{root}
	if root.Kind == query.And {
		all = root.Of
	}
	for _, n := range all {
		if n.Kind == query.Not {
			or.Of = append(or.Of, n.Of[0])
		}
	}
	if len(or.Of) == 0 {
		return root
	}
	return or
}

// days returns between which rows of the index the query looks: the days that it demands.
func (f *finder) days() (lo, hi int64) {
	hi = math.MaxInt64
	all := []*query.Node{f.root}
	if f.root.Kind == query.And {
		all = f.root.Of
	}
	for _, n := range all {
		switch n.Field {
		case query.After:
			lo = max(lo, dayNumber(n.Begin)<<dayBits)
		case query.Before:
			lo, hi = max(lo, 1<<dayBits), min(hi, dayNumber(n.Begin)<<dayBits)
		}
	}
	return lo, hi
}

// match writes what FTS5 is to look for so that all is found that holds, and more perhaps;
// "" is everything. exact says that it is not more.
func (f *finder) match(n *query.Node) (expr string, exact bool) {
	switch n.Kind {
	case query.And:
		var all, not []string
		exact = true
		for _, k := range n.Of {
			if k.Kind == query.Not {
				if e, ok := f.match(k.Of[0]); ok {
					not = append(not, e)
					continue
				}
			}
			e, ok := f.match(k)
			if e != "" {
				all = append(all, e)
			}
			exact = exact && ok
		}
		all = append(all, tensOf(n.Of)...)
		if len(all) == 0 {
			return "", false
		}
		expr = "(" + strings.Join(all, " AND ") + ")"
		if len(not) > 0 {
			expr = "(" + expr + " NOT (" + strings.Join(not, " OR ") + "))"
		}
		return expr, exact
	case query.Or:
		var any []string
		exact = true
		for _, k := range n.Of {
			e, ok := f.match(k)
			if e == "" {
				return "", false
			}
			any, exact = append(any, e), exact && ok
		}
		return "(" + strings.Join(any, " OR ") + ")", exact
	case query.Not:
		return "", false
	}
	columns := "text title"
	switch n.Field {
	case "":
		if f.names { // of names the index has the words alone, not beside which others they stand
			return allOf(f.each(n)), false
		}
	case query.Source:
		columns = "source"
		if f.names {
			columns += " source_named"
		}
	case query.Place, query.Action, query.Stance, query.Outlet, query.Language:
		columns = n.Field
	case query.Party:
		columns = query.Stance
	case query.Min:
		return fmt.Sprintf(`{action} : "%s"`, tensWord("", tens(n.Number))), false
	default: // days are stretches of the index, see days; a story is a list of reports
		return "", false
	}
	var words string
	switch n.Kind {
	case query.Near:
		var exact bool
		if words, exact = f.near(n); words == "" {
			return "", false
		}
		if !exact {
			return "{" + columns + "} : " + words, false
		}
	case query.Phrase:
		if words = f.phrase(n); words == "" {
			return "", false
		}
	default:
		words = `"` + n.Value + `"`
	}
	return "{" + columns + "} : " + words, n.Field == "" && !f.names || n.Field == query.Outlet || n.Field == query.Language
}

// each looks for each word of n by itself, names among them.
func (f *finder) each(n *query.Node) (words []string) {
	if n.Kind == query.Near {
		for _, k := range n.Of {
			words = append(words, f.each(k)...)
		}
		return words
	}
	list := n.Words
	if n.Kind != query.Phrase {
		list = []string{n.Value}
	}
	for i, w := range list {
		w = `"` + w + `"`
		if n.Prefix && i == len(list)-1 {
			w = f.ending(n, nil)
		}
		if w != "" {
			words = append(words, "{text title named} : "+w)
		}
	}
	return words
}

// allOf is what has all of a list; "" of an empty one.
func allOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, " AND ") + ")"
}

// errRare is for what is sought without the beginnings of words that many words have, and is
// not soon found so.
var errRare = errors.New("it is not soon found")

// tensOf is for figures of which both the action and a number are asked for.
func tensOf(of []*query.Node) (words []string) {
	for _, a := range of {
		for _, b := range of {
			if a.Field == query.Action && b.Field == query.Min {
				words = append(words, fmt.Sprintf(`{action} : "%s"`, tensWord(assay.Action(a.Value), tens(b.Number))))
			}
		}
	}
	return words
}

// A searched report is one that may hold, of which is read what is asked for.
type searched struct {
	s    *Store
	ctx  context.Context
	q    querier
	find *finder
	n    int64

	cells  []any // of sealedReports
	title  string
	text   string // as it is shown
	hidden []mask.Stretch
	words  []query.Word
	heads  []query.Word // of the title
	rows   []*table.Table
	entry  []any // of what was found among them, the first
	among  *table.Table
	err    error
}

// holds reads the report, and reports whether it is one of those that are sought.
func (r *searched) holds() (bool, error) {
	var err error
	if r.cells, err = sealedReports.row(r.ctx, r.q, r.n); err != nil || r.cells == nil {
		return false, errors.Join(err, r.gone())
	}
	ok := r.node(r.find.root)
	if ok && r.err == nil {
		r.read()
	}
	return ok, r.err
}

// gone is that to which the index leads and which is not there.
func (r *searched) gone() error {
	if r.cells == nil {
		return errAltered
	}
	return nil
}

// read reads the text, once, as it is shown.
func (r *searched) read() {
	if r.words != nil || r.err != nil {
		return
	}
	var line struct {
		Report struct{ Title, Text string }
	}
	row, err := sealedSearch.row(r.ctx, r.q, r.n)
	if err == nil && row == nil {
		err = errAltered
	}
	if err == nil {
		err = json.Unmarshal([]byte(r.cells[lineColumn].(string)), &line)
	}
	if err != nil {
		r.err = err
		return
	}
	r.title, r.text = line.Report.Title, line.Report.Text
	if !r.find.names {
		if r.err = json.Unmarshal([]byte(row[2].(string)), &r.hidden); r.err != nil {
			return
		}
		if title, masked := row[1].(string); masked {
			r.title = title
		}
		if r.text, r.err = mask.Shown(line.Report.Text, r.hidden); r.err != nil {
			r.text = ""
			return
		}
	}
	seen := view.Quick(r.text)
	r.words = query.Words(seen.Text)
	for i := range r.words {
		r.words[i].Span = seen.Back(r.words[i].Span)
	}
	title := view.Quick(r.title)
	r.heads = query.Words(title.Text)
}

// node reports whether n holds of the report. Fields of its entries that stand together
// are asked of one entry.
func (r *searched) node(n *query.Node) bool {
	switch n.Kind {
	case query.And:
		var together []*query.Node
		some := false
		for _, k := range n.Of {
			if ofEntries(k) {
				together, some = append(together, k), some || k.Kind != query.Not
			}
		}
		some = some && len(together) > 1
		for _, k := range n.Of {
			if (!some || !ofEntries(k)) && !r.node(k) {
				return false
			}
		}
		return !some || r.anEntry(&query.Node{Kind: query.And, Of: together})
	case query.Or:
		return slices.ContainsFunc(n.Of, r.node)
	case query.Not:
		return !r.node(n.Of[0])
	}
	if ofEntries(n) {
		return r.anEntry(n) || n.Field == query.Place && r.names(n)
	}
	if n.Field == "" {
		r.read()
		return len(n.Find(r.words)) > 0 || len(n.Find(r.heads)) > 0
	}
	return r.find.ofReport(n, aboutReport(r.cells))
}

var ofEntry = append([]string{query.Stance, query.Party}, ofCounts...)

// ofEntries reports whether n is about the entries of a report alone.
func ofEntries(n *query.Node) bool {
	all := true
	n.Leaves(func(leaf *query.Node, _ bool) {
		all = all && slices.Contains(ofEntry, leaf.Field)
	})
	return all
}

// anEntry reports whether n holds of a claim, a figure or a movement of the report.
func (r *searched) anEntry(n *query.Node) bool {
	if r.rows == nil {
		all := newFinder(r.find.names)
		for _, name := range rowTables {
			t := &table.Table{Name: name, Head: table.HeadOf(name)}
			cells, err := sealedRows[name].row(r.ctx, r.q, r.n)
			if err == nil && cells == nil {
				err = errAltered
			}
			if err == nil {
				err = all.find(t, cells[0].(string))
			}
			if err != nil {
				r.err = err
				return false
			}
			r.rows = append(r.rows, t)
		}
	}
	for _, t := range []*table.Table{r.rows[1], r.rows[0], r.rows[2]} { // figures have the fuller answer
		for i, row := range t.Rows {
			if r.find.entry(n, t, row, t.Search[i]) {
				if r.entry == nil {
					r.entry, r.among = row, t
				}
				return true
			}
		}
	}
	return false
}

// names reports whether the report names a place, whatever is said of it.
func (r *searched) names(place *query.Node) (found bool) {
	many := func(n *query.Node) bool { return r.find.begin[n].many }
	if many(place) || slices.ContainsFunc(place.Of, many) { // for the index that would be all reports of all such words, each time
		return r.tells(place)
	}
	match, _ := r.find.match(place)
	words, err := r.s.words(match, false)
	if err == nil {
		err = r.q.QueryRowContext(r.ctx, r.s.dialect.sql("words.found"), words, r.n).Scan(&found)
	}
	r.err = errors.Join(r.err, err)
	return found
}

// tells is [searched.names] by the report itself.
func (r *searched) tells(place *query.Node) bool {
	r.read()
	doc, err := entryOf(r.n, r.cells).doc()
	if err == nil {
		doc, err = r.s.withRulings(r.ctx, r.q, doc)
	}
	if r.err = errors.Join(r.err, err); r.err != nil {
		return false
	}
	shown := func(sp assay.Span) string {
		if slices.ContainsFunc(r.hidden, func(h mask.Stretch) bool { return h.Start < sp.End && sp.Start < h.End }) {
			return ""
		}
		return doc.Text[sp.Start:sp.End]
	}
	return slices.ContainsFunc(placesOf(doc, shown), func(words string) bool { return len(place.Find(query.Words(view.Quick(words).Text))) > 0 })
}

// row is that of the report in the list of what was found.
func (r *searched) row() []any {
	cell := func(k int) any { return r.cells[k] }
	return []any{cell(0), cell(1), cell(3), cell(5), cell(6), null(r.title), null(r.around())}
}

// Marks of what was found, as show has them.
const (
	foundBegin = "▸"
	foundEnd   = "◂"
	aroundIt   = 8  // words before what was found
	shownWords = 32 // around it in all
)

// around returns the words around what was found, marked: those where most of it stands
// together; else the entry, or the beginning of the report.
func (r *searched) around() string {
	type place struct{ from, to, leaf int }
	var places []place
	var leaves int
	r.find.root.Leaves(func(leaf *query.Node, not bool) {
		if leaf.Field != "" || not {
			return
		}
		for _, at := range leaf.Find(r.words) {
			places = append(places, place{at[0], at[1], leaves})
		}
		leaves++
	})
	slices.SortStableFunc(places, func(a, b place) int { return a.from - b.from })
	first, most := 0, 0
	for i := range places {
		together := map[int]bool{}
		for _, p := range places[i:] {
			if p.to-places[i].from > shownWords-aroundIt {
				break
			}
			together[p.leaf] = true
		}
		if len(together) > most {
			first, most = i, len(together)
		}
	}
	if len(places) == 0 {
		if r.entry != nil {
			for column := range strings.FieldsSeq("sentence content who") {
				if k := slices.Index(r.among.Head, column); k >= 0 && r.entry[k] != nil {
					return r.entry[k].(string)
				}
			}
		}
		places = []place{{0, 0, 0}}
	}
	from := max(0, places[first].from-aroundIt)
	for from > 0 && from < places[first].from && strings.HasSuffix(strings.TrimRight(r.text[:r.words[from].Span.Start], "'’"), r.text[r.words[from-1].Span.Start:r.words[from-1].Span.End]) {
		from++ // not with the "s" of "Haro's"
	}
	to := min(len(r.words), from+shownWords)
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	at := 0
	if from < len(r.words) {
		at = int(r.words[from].Span.Start)
	}
	write := func(to int) {
		if to > at {
			b.WriteString(r.text[at:to])
			at = to
		}
	}
	done := from
	for _, p := range places {
		if p.from < done || p.to > to || p.from == p.to {
			continue
		}
		write(int(r.words[p.from].Span.Start))
		b.WriteString(foundBegin)
		write(int(r.words[p.to-1].Span.End))
		b.WriteString(foundEnd)
		done = p.to
	}
	if to < len(r.words) {
		write(int(r.words[to-1].Span.End))
		b.WriteString(" …")
	} else {
		write(len(r.text))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
