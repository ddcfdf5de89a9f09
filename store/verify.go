package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/journal"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// A Wrong is something of a ledger that is not as it should be.
type Wrong struct {
	Where string // "report sha256:… (a.txt)", "log entry 7", "estimates"
	What  string
}

// Verified is what was looked at, and what is wrong with it.
type Verified struct {
	Reports, Inputs, Rulings int
	Entries                  int // claims, figures, events and movements that quote their reports
	Checkpoint               journal.Checkpoint
	Wrong                    []Wrong
	Skipped                  []string // what could not be looked at, and why
}

// Verify holds the ledger against itself: its file's structure, its log, every row
// that has a digest against that and, where the log knows it, against the log, every
// entry against its report's text, every raw byte against its hash and its report's
// id, and what is made from reports against what is made from them now. Checkpoints
// that somebody kept must be of the beginning of the log. It changes nothing.
func (s *Store) Verify(ctx context.Context, kept []journal.Checkpoint) (*Verified, error) {
	v := &verifier{s: s, ctx: ctx, kept: kept, states: map[string]map[int64]state{}, paths: map[string]string{}, raws: map[string][]string{}, seed: maphash.MakeSeed()}
	v.structure()
	if s.dialect == ofSQLite {
		if _, err := s.db.ExecContext(ctx, scanned); err == nil { // else it is said where it is asked
			defer s.db.ExecContext(ctx, unscanned)
		}
	}
	err := s.look(ctx, func(q querier) error {
		v.q = q
		for _, step := range []struct {
			where string
			look  func() error
		}{{inStructure, v.free}, {inTables, v.tables}, {inLog, v.log}, {"numbers", v.given}, {"inputs", v.inputs}, {"raw bytes", v.raw}, {table.Stories, v.stories}, {"rulings", v.rulings}, {inSearch, v.index}, {"reports", v.reports}, {inSearch, v.strays}, {"copies", v.memory}, {table.Estimates, v.together}} {
			err := v.apart(step.look)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case isDamaged(err):
				v.wrong(step.where, "the file is broken here")
			case IsDamage(err) || errors.Is(err, assay.ErrInvalid):
				v.wrong(step.where, "%s", strings.TrimPrefix(err.Error(), s.path+": "))
			case err != nil:
				return err
			}
		}
		return nil
	})
	return &v.Verified, s.explain(err)
}

// A state is what the log says last of a row.
type state struct {
	digest string // "" where it is gone
	report string
	seen   bool
}

// What is said more than once.
const (
	inStructure  = "structure of the file"
	inLog        = "log"
	inTables     = "tables"
	notAsWritten = "it is not as it was written"
	sumIsOther   = "the sum of the rows is not that of those that are there"
)

type verifier struct {
	Verified
	s    *Store
	ctx  context.Context
	q    querier
	kept []journal.Checkpoint

	states map[string]map[int64]state // of the rows of a table
	paths  map[string]string          // of a report
	raws   map[string][]string        // the digests of a report's bytes
	from   map[string][]string        // of raw bytes
	others map[string][]string        // the reports of a report's story, where it has more than one

	seed     maphash.Seed     // of the sums of words
	indexed  map[int64][]any  // what is kept to search a report by; nil where that is damaged
	words    map[int64]uint64 // the sums of what the index has, by its rows, of reports not looked at yet; nil where it is to be made anew
	flatless bool             // what is laid of reports was not looked at

	rawless int                // reports whose bytes are not there
	numbers map[int64]string   // the ids of reports
	holed   map[string]bool    // reports of whose story one is not there
	links   map[[2]string]bool // reports of which a story says that one goes back to the other
	cards   map[int64]digest   // what finding copies is to remember of a report; nil where it is to be found anew
}

func (v *verifier) wrong(where, what string, args ...any) {
	v.Wrong = append(v.Wrong, Wrong{where, fmt.Sprintf(what, args...)})
}

// named names a report.
func (v *verifier) named(id string) string {
	if path := v.paths[id]; path != "" {
		return "report " + id + " (" + path + ")"
	}
	return "report " + id
}

func (v *verifier) structure() {
	if v.s.dialect == ofPostgres {
		return // it is the server's, and pg_amcheck looks at it
	}
	rows, err := v.s.db.QueryContext(v.ctx, "PRAGMA integrity_check(20)")
	if err == nil {
		defer rows.Close()
		for rows.Next() {
			var line string
			if err = rows.Scan(&line); err == nil && line != "ok" {
				v.wrong(inStructure, "%s", strings.ReplaceAll(line, "\n", "; "))
			}
		}
		err = errors.Join(err, rows.Err())
	}
	if err != nil && v.ctx.Err() == nil {
		v.wrong(inStructure, "SQLite cannot follow it")
	}
}

// free holds that nothing is left of what was erased, and looks at the pages that no table has.
func (v *verifier) free() error {
	if is, err := unfinished(v.ctx, v.q); err != nil || is {
		v.wrong("erasure", "it was cut off, and what was erased may stand in the file still; finish it with assay erase")
	}
	if v.s.dialect == ofPostgres {
		return nil
	}
	wrong, err := freed(v.ctx, v.q)
	if wrong != "" {
		v.wrong(inStructure, "%s", wrong)
	}
	return err
}

// apart has a step look: what a server cannot read ends all that is asked with it.
func (v *verifier) apart(look func() error) error {
	tx, ok := v.q.(*sql.Tx)
	if !ok || v.s.dialect == ofSQLite {
		return look()
	}
	if _, err := tx.ExecContext(v.ctx, "SAVEPOINT step"); err != nil {
		return err
	}
	err := look()
	_, back := tx.ExecContext(v.ctx, "ROLLBACK TO SAVEPOINT step")
	return errors.Join(err, back)
}

var comment = regexp.MustCompile(`--[^\n]*`)

// tables holds what the file says of its own tables, views, indexes and triggers to what
// it says in a ledger that is made now.
func (v *verifier) tables() error {
	if v.s.dialect == ofPostgres {
		return v.serverTables()
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	fresh := &Store{Now: v.s.Now, db: db}
	if err := fresh.migrate(v.ctx, 0); err != nil {
		return err
	}
	all := func(q querier) ([]string, error) {
		list, err := column[string](v.ctx, q, `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY 1`)
		for i := range list { // an older assay may have written other comments
			list[i] = strings.Join(strings.Fields(comment.ReplaceAllString(list[i], " ")), " ")
		}
		return list, err
	}
	want, err := all(db)
	if err != nil {
		return err
	}
	have, err := all(v.q)
	if err != nil {
		return err
	}
	v.shaped(have, want)
	return nil
}

// shaped holds what there is of tables, indexes and the like, a line each, to what there is to be.
func (v *verifier) shaped(have, want []string) {
	there := map[string]bool{}
	for _, line := range have {
		there[line] = true
	}
	for _, line := range want {
		if !there[line] {
			v.wrong(inTables, "%s is gone, or is another", strings.Join(strings.SplitN(line, " ", 3)[:2], " "))
		}
		delete(there, line)
	}
	for _, line := range slices.Sorted(maps.Keys(there)) {
		v.wrong(inTables, "%s is none of a ledger's", strings.Join(strings.SplitN(line, " ", 3)[:2], " "))
	}
}

// given holds the numbers that rows are to get next to those that rows have had.
func (v *verifier) given() error {
	for _, t := range []*sealed{sealedInputs, sealedReports, sealedRulings} {
		last, err := numbers(v.ctx, v.q, v.s.dialect.sql("number.given"), t.name)
		if err != nil {
			return err
		}
		if had := slices.Max(append(slices.Collect(maps.Keys(v.states[t.name])), 0)); last[0] < had {
			v.wrong(t.name, "the number %d was given, and would be given again", had)
		}
	}
	return nil
}

// log goes over the log: is it whole, is each entry of its statement, does it end as
// its head says, does it begin as the checkpoints do.
func (v *verifier) log() error {
	head, headErr := headOf(v.ctx, v.q)
	if headErr != nil {
		v.wrong(inLog, "its head is damaged or gone")
		head = &journal.Head{}
	}
	now := journal.Head{Origin: head.Origin}
	broken := false // there is no tree of it
	kept := slices.Clone(v.kept)
	erased, told := map[int64]bool{}, map[int64]bool{}
	slices.SortFunc(kept, func(a, b journal.Checkpoint) int { return int(a.Size - b.Size) })
	err := eachLogged(v.ctx, v.q, func(e *journal.Entry) error {
		where := fmt.Sprintf("log entry %d", e.N)
		if now.Size != e.N {
			v.wrong(fmt.Sprintf("log entry %d", now.Size), "it is gone, with all before entry %d", e.N)
			now.Size, broken = e.N, true
		}
		if broken {
			now.Size++
		} else {
			now.Append(e.Leaf())
		}
		for len(kept) > 0 && kept[0].Size == now.Size {
			if !broken && now.Root() != kept[0].Root {
				v.wrong(inLog, "its first %d entries are not those of the checkpoint", now.Size)
			}
			kept = kept[1:]
		}
		if e.Erased() {
			erased[e.N] = true
			return nil
		}
		var st statement
		switch err := json.Unmarshal(e.Statement, &st); {
		case !e.Holds():
			v.wrong(where, "what it states is not what was entered")
			return nil
		case err != nil || st.What != e.What:
			v.wrong(where, "it is no statement that it is a %q", e.What)
			return nil
		}
		for _, n := range st.Entries {
			told[n] = st.What == logErasure && n < e.N
		}
		if st.Table != "" {
			if v.states[st.Table] == nil {
				v.states[st.Table] = map[int64]state{}
			}
			report := st.Report
			if report == "" {
				report = v.states[st.Table][st.Row].report
			}
			v.states[st.Table][st.Row] = state{digest: st.Digest, report: report}
		}
		return nil
	})
	for _, n := range slices.Sorted(maps.Keys(erased)) {
		if !told[n] {
			v.wrong(fmt.Sprintf("log entry %d", n), "what it stated is gone, and no entry says that it was erased")
		}
	}
	if err != nil {
		return err
	}
	if headErr == nil && (broken || now.Size != head.Size || now.Root() != head.Root()) {
		if now.Size < head.Size {
			v.wrong(inLog, "it has %d entries, and its head says %d", now.Size, head.Size)
		} else {
			v.wrong(inLog, "its entries are not those of which its head is")
		}
	}
	for _, c := range v.kept {
		if headErr == nil && c.Origin != head.Origin {
			v.wrong(inLog, "the checkpoint is of another log, %s; this is %s", c.Origin, head.Origin)
		}
	}
	for _, c := range kept {
		v.wrong(inLog, "it has %d entries, and had %d when the checkpoint was made", now.Size, c.Size)
	}
	if !broken {
		v.Checkpoint = now.Checkpoint()
	}
	return nil
}

// rows goes over a table of which the log knows every row; name names a row.
func (v *verifier) rows(t *sealed, name func(n int64, cells []any, report string) string, f func(n int64, cells []any) error) error {
	known := v.states[t.name]
	bad, lost, err := t.eachRow(v.ctx, v.q, func(n int64, cells []any) error {
		st, ok := known[n]
		where := name(n, cells, st.report)
		switch {
		case !ok:
			v.wrong(where, "the log does not know it")
		case st.digest == "":
			v.wrong(where, "it is there, and the log says that it was taken out")
		case st.digest != t.content(n, cells):
			v.wrong(where, "it is not what was entered in the log")
		}
		st.seen = true
		if known != nil {
			known[n] = st
		}
		return f(n, cells)
	})
	for _, n := range bad {
		st := known[n]
		v.wrong(name(n, nil, st.report), "it is not as it was written (%s)", t.name)
		st.seen = true
		if known != nil {
			known[n] = st
		}
	}
	gone := 0
	for _, n := range slices.Sorted(maps.Keys(known)) {
		if st := known[n]; st.digest != "" && !st.seen {
			v.wrong(name(n, nil, st.report), "it is gone without having been taken out (%s)", t.name)
			gone++
		}
	}
	if err == nil && lost && gone == 0 {
		v.wrong(tableName(t), "the sum of its rows is not that of those that are there")
	}
	return err
}

func (v *verifier) inputs() error {
	v.from = map[string][]string{}
	name := func(n int64, cells []any, report string) string {
		if cells != nil {
			return fmt.Sprintf("input %v", cells[0])
		}
		return strings.TrimSuffix(fmt.Sprintf("input %d of report %s", n, report), " of report ")
	}
	there := map[int64]string{}
	err := v.rows(sealedInputs, name, func(n int64, cells []any) error {
		v.Inputs++
		there[n] = cells[0].(string)
		path, report := cells[0].(string), cells[1].(string)
		if report != "" && v.paths[report] == "" {
			v.paths[report] = path
		}
		if d, ok := cells[2].([]byte); ok {
			v.raws[report] = append(v.raws[report], string(d))
			v.from[string(d)] = append(v.from[string(d)], path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	known := func(n int64) string { return fmt.Sprintf("what is known of input %d %s", n, there[n]) }
	bad, lost, err := sealedFrom.eachRow(v.ctx, v.q, func(n int64, _ []any) error {
		if there[n] == "" {
			v.wrong(known(n), "there is no such input")
		}
		return nil
	})
	for _, n := range bad {
		v.wrong(known(n), notAsWritten)
	}
	if err == nil && lost && len(bad) == 0 {
		v.wrong(sealedFrom.name, sumIsOther)
	}
	return err
}

// raw holds the bytes against their hashes, and those of reports against the ids.
func (v *verifier) raw() error {
	list, err := column[[]byte](v.ctx, v.q, "SELECT digest FROM raw ORDER BY digest")
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, d := range list {
		there[string(d)] = true
		short := hex.EncodeToString(d)
		if _, err := raw(v.ctx, v.q, d); err != nil {
			if v.ctx.Err() != nil {
				return err
			}
			where := "raw bytes " + short
			if of := v.from[string(d)]; len(of) > 0 {
				where += " (" + of[0] + ")"
			}
			v.wrong(where, "they are not those of their hash")
		} else if len(v.from[string(d)]) == 0 {
			v.wrong("raw bytes "+short, "nothing was read from them")
		}
	}
	for _, d := range slices.Sorted(maps.Keys(v.from)) {
		if !there[d] {
			v.wrong(fmt.Sprintf("raw bytes %x (%s)", d, v.from[d][0]), "they are gone")
		}
	}
	return nil
}

// stories holds the stories to be of reports that are there, each in one.
func (v *verifier) stories() error {
	v.others, v.links, v.holed = map[string][]string{}, map[[2]string]bool{}, map[string]bool{}
	v.numbers, v.cards = map[int64]string{}, map[int64]digest{}
	made, err := madeBy(v.ctx, v.q, madeCopies)
	if err != nil {
		return err
	}
	in := map[string]int64{}
	bad, lost, err := sealedStories.eachRow(v.ctx, v.q, func(n int64, cells []any) error {
		item, err := storyItem("st00000000", cells[3].(string)) // its id is made for the eye
		if err == nil {
			_, err = item.Story()
		}
		if err != nil {
			v.wrong(fmt.Sprintf("story %d", n), "it cannot be read")
			return nil
		}
		for _, id := range item.Reports {
			if in[id] != 0 {
				v.wrong(v.named(id), "it is in two stories")
			}
			in[id] = n
			if len(item.Reports) > 1 {
				v.others[id] = item.Reports
			}
		}
		for i := range item.Links {
			v.links[[2]string{item.Links[i].From, item.Links[i].To}] = true
		}
		return nil
	})
	for _, n := range bad {
		v.wrong(fmt.Sprintf("story %d", n), notAsWritten)
	}
	if err != nil {
		return err
	}
	if lost {
		v.wrong(table.Stories, sumIsOther)
	}
	if made != copies.Version {
		v.Skipped = append(v.Skipped, "stories: they are to be found anew by the next question")
		v.others, v.cards = nil, nil
		return nil
	}
	rows, err := v.q.QueryContext(v.ctx, "SELECT reports.n, id, coalesce(story, 0) FROM reports LEFT JOIN story_of USING (n) ORDER BY reports.n")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var at, n int64
		if err := rows.Scan(&at, &id, &n); err != nil {
			return err
		}
		v.numbers[at] = id
		if len(bad) == 0 && in[id] == 0 {
			v.wrong(v.named(id), "it is in no story")
			v.holed[id] = true
		} else if len(bad) == 0 && in[id] != n {
			v.wrong(v.named(id), "the way to its story leads elsewhere")
		}
		delete(in, id)
	}
	for _, id := range slices.Sorted(maps.Keys(in)) {
		v.wrong(v.named(id), "a story has it, and it is not there")
		for _, other := range v.others[id] {
			v.holed[other] = true
		}
	}
	return rows.Err()
}

func (v *verifier) rulings() error {
	return v.rows(sealedRulings, func(n int64, cells []any, _ string) string { return fmt.Sprintf("ruling %d", n) }, func(int64, []any) error {
		v.Rulings++
		return nil
	})
}

// reports holds each report against its bytes and its entries against its text, and
// what is kept beside it against what is made of it now.
func (v *verifier) reports() error {
	persons, err := v.persons()
	if err != nil {
		return err
	}
	masked, err := madeBy(v.ctx, v.q, madeMasks)
	if err != nil {
		return err
	}
	v.flatless = masked != mask.Version || v.others == nil
	if masked != mask.Version {
		v.Skipped = append(v.Skipped, "claims, figures, movements: they are to be laid anew by the next question")
	}
	flat := map[string]map[int64]string{}
	for _, name := range rowTables {
		rows := map[int64]string{}
		if flat[name], err = rows, v.derived(sealedRows[name], rows, func(cells []any) string { return cells[0].(string) }); err != nil {
			return err
		}
	}
	made, err := v.s.kept(v.ctx, v.q) // else what they tell may be found when estimates are made
	if err != nil {
		return err
	}
	tells := map[int64]string{}
	err = v.derived(sealedTold, tells, func(cells []any) string {
		b, _ := cells[1].([]byte)
		return fmt.Sprint(cells[0], " ", string(b))
	})
	if err != nil {
		return err
	}
	name := func(n int64, cells []any, report string) string {
		if cells != nil {
			report, _ = cells[0].(string)
		}
		if report == "" {
			report = fmt.Sprint(n)
		}
		return v.named(report)
	}
	defer func() {
		if v.rawless > 0 {
			v.Skipped = append(v.Skipped, fmt.Sprintf("the raw bytes of %d reports, which are not in the ledger", v.rawless))
		}
	}()
	return v.rows(sealedReports, name, func(n int64, cells []any) error {
		v.Reports++
		id := cells[0].(string)
		where := v.named(id)
		doc, err := entryOf(n, cells).doc()
		if err != nil {
			v.wrong(where, "an entry does not quote it") // the error has words of it, which may name somebody
			return nil
		}
		v.Entries += len(doc.Claims) + len(doc.Figures) + len(doc.Events) + len(doc.Movements)
		for i, says := range []string{doc.ID.String(), doc.Path, doc.URL, doc.Publisher, doc.Title, doc.Appeared.Date.String(), doc.Language} {
			if is, _ := cells[i].(string); is != says {
				v.wrong(where, "its %s is %q, and its line has %q", sealedReports.columns[i], is, says)
			}
		}
		v.bytesOf(where, doc)
		var b bytes.Buffer
		if err := ledger.EncodeReport(&b, doc); err != nil || b.String() != cells[lineColumn].(string) {
			v.Skipped = append(v.Skipped, where+": its line is not written as this program writes it")
		}
		if told, ok := tells[n]; !ok && made {
			v.wrong(where, "what it tells is gone")
		} else if version, b, _ := strings.Cut(told, " "); ok && version == strconv.Itoa(estimate.Version) && digestOfBytes(estimate.Read(doc).Bytes()) != b {
			v.wrong(where, "what it tells is not what its line tells")
		}
		if v.cards != nil {
			_, v.cards[n] = keysOf(int32(n), copies.NewCard(doc))
		}
		if v.flatless {
			return nil
		}
		return v.flat(where, n, doc, persons, flat)
	})
}

// derived reads the digests of what a table says, by its rows.
func (v *verifier) derived(t *sealed, into map[int64]string, what func(cells []any) string) error {
	bad, lost, err := t.eachRow(v.ctx, v.q, func(n int64, cells []any) error {
		version, rest := "", what(cells)
		if t == sealedTold {
			version, rest, _ = strings.Cut(rest, " ")
			version += " "
		}
		into[n] = version + digestOfBytes([]byte(rest))
		return nil
	})
	for _, n := range bad {
		v.wrong(fmt.Sprintf("%s of report %d", tableName(t), n), "they are not as they were written")
		into[n] = ""
	}
	if err == nil && lost {
		v.wrong(tableName(t), sumIsOther)
	}
	return err
}

func digestOfBytes(b []byte) string {
	d := digestOf("", 0, []any{b})
	return string(d[:])
}

// bytesOf holds a report to what it was read from: its id is of its address and bytes.
func (v *verifier) bytesOf(where string, doc *assay.Doc) {
	id := doc.ID.String()
	list := v.raws[id]
	if len(list) == 0 {
		v.rawless++
		return
	}
	for _, d := range list {
		b, err := raw(v.ctx, v.q, []byte(d))
		if err != nil {
			continue // which is said
		}
		if assay.NewReportID(addressOf(doc, b), b) != doc.ID {
			v.wrong(where, "its id is not that of its address and bytes")
		}
	}
}

// persons returns who is named in each report.
func (v *verifier) persons() (map[string]cast, error) {
	all := map[string]cast{}
	rows, err := v.q.QueryContext(v.ctx, "SELECT id, who FROM reports")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var b []byte
		if err := rows.Scan(&id, &b); err != nil {
			return nil, err
		}
		if c := readCast(b); len(c.Own) > 0 || c.With != "" {
			all[id] = c
		}
	}
	return all, rows.Err()
}

// flat holds the flat rows of a report against those that are laid now.
func (v *verifier) flat(where string, n int64, doc *assay.Doc, persons map[string]cast, flat map[string]map[int64]string) error {
	own, err := json.Marshal(mask.Persons(doc))
	if err != nil {
		return err
	}
	id := doc.ID.String()
	if kept, err := json.Marshal(persons[id].Own); err != nil || len(persons[id].Own)+len(mask.Persons(doc)) > 0 && !bytes.Equal(kept, own) {
		v.wrong(where, "who is named in it is not who is kept")
	}
	var all []mask.Person
	for _, other := range v.others[id] {
		all = append(all, persons[other].Own...)
	}
	doc, err = v.s.withRulings(v.ctx, v.q, doc)
	if err != nil {
		return err
	}
	others := mask.Others(persons[id].Own, mask.Others(nil, all))
	if with, err := digestOfPersons(others); err != nil || with != persons[id].With && !v.holed[id] {
		v.wrong(where, "it is masked with others than its story names")
	}
	masks := map[assay.ReportID]*mask.Mask{doc.ID: mask.New(doc, others, false)}
	for _, name := range rowTables {
		masked, named, err := layRows(name, []*assay.Doc{doc}, nil, nil, nil, masks)
		if err != nil {
			return err
		}
		is, ok := flat[name][n]
		if !ok {
			v.wrong(where, "its %s are gone", name)
			continue
		}
		same := is == ""
		for added := table.Added(name); !same && added >= 0; added-- { // laid when there were fewer columns, or now
			rows, err := encodeRows(olderTable(masked, added), olderTable(named, added), 0, len(masked.Rows))
			if err != nil {
				return err
			}
			same = is == digestOfBytes([]byte(rows))
		}
		if !same {
			v.wrong(where, "its %s are not those of its line", name)
		}
	}
	if v.words == nil {
		return nil
	}
	return v.searched(where, n, doc, masks[doc.ID])
}

// olderTable returns a table without its last columns.
func olderTable(t *table.Table, last int) *table.Table {
	out := *t
	out.Rows = make([][]any, len(t.Rows))
	for i, row := range t.Rows {
		out.Rows[i] = row[:len(row)-last]
	}
	return &out
}

// memory holds what finding copies remembers against its digests, against the reports
// that it is of and against the stories that were made of it.
func (v *verifier) memory() error {
	rows, err := v.q.QueryContext(v.ctx, "SELECT n, words, whole, keys, coalesce(agency, ''), coalesce(appeared, ''), digest FROM cards ORDER BY n")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n, words int32
		var whole int64
		var keys, stored []byte
		var agency, appeared string
		if err := rows.Scan(&n, &words, &whole, &keys, &agency, &appeared, &stored); err != nil {
			return err
		}
		if d := cardDigest(n, words, whole, keys, agency, appeared); !bytes.Equal(d[:], stored) {
			v.wrong(fmt.Sprintf("card of report %d", n), notAsWritten)
		} else if now, ok := v.cards[int64(n)]; ok && now != d {
			v.wrong(fmt.Sprintf("card of report %d", n), "it is not that of the report")
		}
		delete(v.cards, int64(n))
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(v.cards)) {
		v.wrong(fmt.Sprintf("card of report %d", n), "it is gone")
	}
	pairs, err := v.q.QueryContext(v.ctx, "SELECT a, b, kin, match, packed, digest, "+pairTexts+" FROM pairs ORDER BY a, b")
	if err != nil {
		return err
	}
	defer pairs.Close()
	for pairs.Next() {
		var a, b int32
		var kin bool
		var match, link, stored, textA, textB []byte
		if err := pairs.Scan(&a, &b, &kin, &match, &link, &stored, &textA, &textB); err != nil {
			return err
		}
		if d := pairDigest(a, b, kin, match, linkOf(link, textA, textB)); !bytes.Equal(d[:], stored) {
			v.wrong(fmt.Sprintf("comparison of reports %d and %d", a, b), notAsWritten)
		}
		delete(v.links, [2]string{v.numbers[int64(a)], v.numbers[int64(b)]})
		delete(v.links, [2]string{v.numbers[int64(b)], v.numbers[int64(a)]})
	}
	if err := errors.Join(pairs.Err(), pairs.Close()); err != nil {
		return err
	}
	for _, l := range slices.SortedFunc(maps.Keys(v.links), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		if v.others != nil && !v.holed[l[0]] {
			v.wrong(v.named(l[0]), "a story says that it goes back to %s, and no comparison does", l[1])
		}
	}
	names, err := v.s.postingsNames(v.ctx, v.q)
	if err != nil {
		return err
	}
	p, err := copies.OpenPostings(v.s.index(), names)
	if err == nil {
		err = errors.Join(p.Check(), p.Close())
	}
	switch {
	case errors.Is(err, assay.ErrNotFound):
		v.Skipped = append(v.Skipped, "copies: the folder "+v.s.index()+" is made anew by the next addition")
	case err != nil:
		v.wrong("copies", "%v; remove the folder %s, and it is made anew", err, v.s.index())
	}
	return nil
}

// together holds events and estimates against those that are made now.
func (v *verifier) together() error {
	type kept struct{ id, rows, line string }
	have := map[*sealed][]kept{}
	for _, t := range []*sealed{sealedEvents, sealedTotals} {
		bad, lost, err := t.eachRow(v.ctx, v.q, func(_ int64, cells []any) error {
			have[t] = append(have[t], kept{cells[0].(string), digestOfBytes([]byte(cells[1].(string))), digestOfBytes([]byte(cells[2].(string)))})
			return nil
		})
		if err != nil {
			return err
		}
		for _, n := range bad {
			v.wrong(fmt.Sprintf("%s, row %d", tableName(t), n), notAsWritten)
		}
		if lost {
			v.wrong(tableName(t), sumIsOther)
		}
		if len(bad) > 0 || lost {
			return nil
		}
	}
	if is, err := v.s.kept(v.ctx, v.q); err != nil || !is {
		if len(have[sealedEvents])+len(have[sealedTotals]) > 0 || v.Reports > 0 {
			v.Skipped = append(v.Skipped, "events and estimates: they are to be made anew by the next question")
		}
		return err
	}
	err := v.s.putTogether(v.ctx, v.q, func(of *sealed, id, rows, line string) error {
		if len(have[of]) == 0 {
			v.wrong(tableName(of), "%s is not among them", id)
			return nil
		}
		is := have[of][0]
		have[of] = have[of][1:]
		if is.id != id || is.rows != digestOfBytes([]byte(rows)) || is.line != digestOfBytes([]byte(line)) {
			v.wrong(tableName(of), "%s is not what the reports say together", is.id)
		}
		return nil
	})
	for _, of := range []*sealed{sealedEvents, sealedTotals} {
		for _, is := range have[of] {
			if err == nil {
				v.wrong(tableName(of), "%s is not what the reports say together", is.id)
			}
		}
	}
	if IsDamage(err) {
		return nil // which is said
	}
	return err
}
