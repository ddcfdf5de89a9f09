package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/zstd"

	"assay/thin"
)

var trainOnly = flag.String("kind", "", "with -train: the kind of which a dictionary is made, with the primer as it is")

var train = flag.String("train", "", "ledgers of which dictionaries are made, or with -measure looked at")

// samples are what is packed of some ledgers, by kind, before it is compressed: JSON as it is
// with the text that it is packed with, or bytes.
type sample struct{ written, text string }

func samplesOf(t *testing.T, ledgers string, each func(k kind, parts []sample, b []byte)) (texts int) {
	for i, path := range strings.Split(ledgers, ",") {
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		heads := map[int64]*setting{}
		rows := func(of *sealed, f func(n int64, cells []any)) {
			if _, _, err := of.eachRow(t.Context(), s.db, func(n int64, cells []any) error { f(n, cells); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		rows(sealedReports, func(n int64, cells []any) {
			e := entryOf(n, cells)
			text := textOf(e.line)
			texts += len(text)
			heads[n] = &setting{packed: squeeze(kindText, []byte(text))}
			for i, to := range []*sql.NullString{&heads[n].id, &heads[n].path, &heads[n].published} {
				to.String, _ = cells[[]int{0, 1, 5}[i]].(string)
			}
			if err := heads[n].open(); err != nil {
				t.Fatal(err)
			}
			if i == 0 { // words of the others are none of ours
				each(kindText, nil, []byte(text))
			}
			about := withColumns(text, cells)
			each(kindReport, []sample{{e.stages, about}, {e.marks, about}, {e.line, about}}, nil)
		})
		for _, name := range rowTables {
			rows(sealedRows[name], func(n int64, cells []any) {
				rows := cells[0].(string)
				if short, ok := slim(rows, heads[n].head); ok {
					rows = short
				}
				each(kindRows, []sample{{rows, heads[n].text}}, nil)
			})
		}
		rows(sealedTold, func(n int64, cells []any) { each(kindTold2, nil, cells[1].([]byte)) })
		rows(sealedStories, func(n int64, cells []any) {
			each(kindRest, []sample{{cells[2].(string), cells[0].(string)}, {cells[3].(string), cells[0].(string)}}, nil)
		})
		rows(sealedSearch, func(n int64, cells []any) { each(kindRest, []sample{{cells[2].(string), ""}}, nil) })
		if err := s.makeEstimates(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, of := range []*sealed{sealedEvents, sealedTotals} {
			rows(of, func(n int64, cells []any) {
				each(kindRest, []sample{{cells[1].(string), ""}, {cells[2].(string), ""}}, nil)
			})
		}
		for _, query := range []string{"SELECT stated FROM journal WHERE stated IS NOT NULL"} {
			list, err := column[[]byte](context.Background(), s.db, query)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range list {
				written, err := unpackJSON(b)
				if err != nil {
					t.Fatal(err)
				}
				each(kindRest, []sample{{written, ""}}, nil)
			}
		}
	}
	return texts
}

// TestTrain makes the dictionaries and the primer of what ledgers hold:
//
//	go test ./store -run TestTrain -train a.db,b.db
//
// Those that ledgers are written with must never be made anew: this is for new kinds.
func TestTrain(t *testing.T) {
	ofFiles(t, "ledgers that are given")
	if *train == "" {
		t.Skip("no -train")
	}
	var all [kindTold2 + 1][]string
	var parts [kindTold2 + 1][][]sample
	var raw [kindTold2 + 1][][]byte
	samplesOf(t, *train, func(k kind, list []sample, b []byte) {
		for _, s := range list {
			all[k] = append(all[k], s.written)
		}
		parts[k], raw[k] = append(parts[k], list), append(raw[k], b)
	})
	var known struct {
		Shapes  [][]string
		Strings []string
	}
	seen := map[string]bool{}
	for _, k := range []kind{kindReport, kindRows, kindRest} {
		shapes, list := thin.Learn(all[k], 10)
		for _, keys := range shapes {
			if name := strings.Join(keys, " "); !seen["{"+name] {
				seen["{"+name], known.Shapes = true, append(known.Shapes, keys)
			}
		}
		for _, s := range list {
			// What only some reports have is for the dictionaries.
			if !seen[s] && strings.ToLower(s) == s && !strings.ContainsAny(s, "0123456789\\") {
				seen[s], known.Strings = true, append(known.Strings, s)
			}
		}
	}
	p := primer()
	if *trainOnly == "" {
		b, err := json.MarshalIndent(known, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("packed/primer.json", append(b, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
		p = thin.NewPrimer(known.Shapes, known.Strings)
	}
	for k := kindText; k <= kindTold2; k++ {
		if *trainOnly != "" && *trainOnly != kindNames[k] {
			continue
		}
		var in [][]byte
		for i, list := range parts[k] {
			b := slices.Clone(raw[k][i])
			for _, s := range list {
				b = append(b, p.Pack(s.written, s.text)...)
			}
			if len(b) >= leastSqueezed {
				in = append(in, b)
			}
		}
		if len(in) == 0 {
			continue
		}
		const most = 2000 // it takes long
		if step := 1 + len(in)/most; step > 1 {
			var some [][]byte
			for i := 0; i < len(in); i += step {
				some = append(some, in[i])
			}
			in = some
		}
		d, err := dict.BuildZstdDict(in, dict.Options{MaxDictSize: map[kind]int{kindText: 64 << 10, kindReport: 48 << 10, kindRows: 24 << 10, kindTold2: 24 << 10, kindRest: 16 << 10}[k],
			HashBytes: 6, ZstdDictID: uint32(k), ZstdLevel: zstd.SpeedBestCompression})
		if err != nil {
			t.Fatal(kindNames[k], err)
		}
		if err := os.WriteFile("packed/"+kindNames[k]+".dict", d, 0o666); err != nil {
			t.Fatal(err)
		}
		fmt.Println(kindNames[k], len(in), len(d))
	}
}

// TestMeasure says how much the cells of ledgers take when they are packed.
func TestMeasure(t *testing.T) {
	ofFiles(t, "ledgers that are given")
	if *train == "" {
		t.Skip("no -train")
	}
	var was, is, thinned [kindTold2 + 1]int
	texts := samplesOf(t, *train, func(k kind, list []sample, b []byte) {
		was[k] += len(b)
		for _, s := range list {
			was[k] += len(s.written)
			b = append(b, primer().Pack(s.written, s.text)...)
		}
		thinned[k] += len(b)
		is[k] += len(squeeze(k, b))
	})
	for k := kindText; k <= kindTold2; k++ {
		t.Logf("%-7s %.3f of the text, packed %.3f, compressed %.3f", kindNames[k], float64(was[k])/float64(texts), float64(thinned[k])/float64(texts), float64(is[k])/float64(texts))
	}
}

// harm runs statements on a ledger as if nothing in it were packed, and leaves digests as they
// are.
func harm(t *testing.T, s *Store, statements string) {
	t.Helper()
	list := strings.Split(statements, "; ")
	if !onPacked.MatchString(statements) {
		list = []string{statements}
	}
	for _, query := range list {
		if s.dialect == ofPostgres {
			query = zeros.ReplaceAllString(query, "decode(repeat('00', $1), 'hex')")
		}
		var table *sealed
		if of := onPacked.FindStringSubmatch(query); of != nil {
			for _, has := range []*sealed{sealedReports, sealedTold, sealedStories, sealedEvents, sealedTotals, sealedSearch, sealedRows[rowTables[0]], sealedRows[rowTables[1]], sealedRows[rowTables[2]]} {
				if has.name == of[1] {
					table = has
				}
			}
		}
		if table == nil {
			if _, err := s.db.Exec(query); err != nil {
				t.Fatal(query, err)
			}
			continue
		}
		err := s.transact(t.Context(), func(tx *txn) error {
			list, err := numbers(t.Context(), tx, "SELECT n FROM "+table.name)
			if err != nil {
				return err
			}
			types := make([]string, len(table.columns)) // which SQLite needs not
			for i, c := range table.columns {
				types[i] = `"` + c + `"`
				if s.dialect == ofPostgres {
					types[i] += map[string]string{"bytes": " bytea", "place": " bytea", "version": " bigint", "at": " bigint"}[c]
				}
				if s.dialect == ofPostgres && !strings.Contains(types[i], " ") {
					types[i] += " text"
				}
			}
			if _, err := tx.Exec(`CREATE TEMP TABLE plain (n INTEGER PRIMARY KEY, ` + strings.Join(types, ", ") + `)`); err != nil {
				return err
			}
			was := map[int64][]any{}
			for _, n := range list {
				_, cells, _, _, err := table.scan(tx.QueryRow(table.read()+" WHERE n = ?", n))
				if err != nil {
					return err
				}
				was[n] = cells
				if _, err := tx.Exec("INSERT INTO plain VALUES (?"+strings.Repeat(", ?", len(cells))+")", append([]any{n}, cells...)...); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(strings.ReplaceAll(query, table.name, "plain")); err != nil {
				return err
			}
			for _, n := range list {
				cells := make([]any, len(table.columns))
				to := make([]any, len(cells))
				for i := range cells {
					to[i] = &cells[i]
				}
				if err := tx.QueryRow(`SELECT "`+strings.Join(table.columns, `", "`)+`" FROM plain WHERE n = ?`, n).Scan(to...); err != nil {
					return err
				}
				if fmt.Sprint(cells) == fmt.Sprint(was[n]) {
					continue
				}
				about, err := tx.setting(t.Context(), n)
				if err != nil && table.ofReports() {
					return err
				}
				stored, err := table.pack(cells, about)
				if err != nil {
					return err
				}
				if table.ofFound() && s.dialect == ofSQLite {
					query := "INSERT INTO " + table.name + " (n, " + table.list() + ", digest) SELECT ?" + strings.Repeat(", ?", len(stored)) + ", digest FROM " + table.name + " WHERE n = ?"
					if _, err := tx.Exec(query, slices.Concat([]any{n}, stored, []any{n})...); err != nil {
						return err
					}
					continue
				}
				if _, err := tx.Exec("UPDATE "+table.name+` SET "`+strings.Join(table.stored(), `" = ?, "`)+`" = ? WHERE n = ?`, append(stored, n)...); err != nil {
					return err
				}
			}
			_, err = tx.Exec("DROP TABLE plain")
			return err
		})
		if err != nil {
			t.Fatal(query, err)
		}
	}
}

var zeros = regexp.MustCompile(`zeroblob\(([^()]+|\w+\(\w+\))\)`)

var onPacked = regexp.MustCompile(`^UPDATE (\w+) SET "?(?:stages|marks|line|persons|rows|bytes|hidden)\b`)

// What is packed is read as it was, also where it is not as this program writes it.
func TestPacked(t *testing.T) {
	about := &setting{id: sql.NullString{String: "sha256:00"}, path: sql.NullString{String: "a<b.txt"}, published: sql.NullString{}}
	about.packed = squeeze(kindText, []byte("At least 12 people DIED, the \"mayor\" said."))
	for _, rows := range []string{"[]", "", "x", `[[0,null,"at least 12\n\\\"mayor\\\"","sha256:00","a\u003cb.txt",null,"f1","At least 12",12.0,"\"Mayor\""]]`,
		"[[0,0,\"a\\nzebra\",\"sha256:00\",\"a\\u003cb.txt\",null,\"f1\",\"A\"],\n[0,1,\"\",\"sha256:00\",\"a\\u003cb.txt\",null,\"f1\",\"A\"]]",
		`[[0,null,"a","sha256:01","b",null,"f1","A"]]`, `[[0,null]]`, `[[0,null,[1],"sha256:00","a\u003cb.txt",null,"f1","A"]]`, `[["]]`} {
		of := sealedRows[rowTables[1]]
		stored, err := of.pack([]any{rows}, about)
		if err != nil {
			t.Fatal(err)
		}
		cells, err := of.unpack(stored, about)
		if err != nil || cells[0] != any(rows) {
			t.Errorf("%q is read as %v, %v", rows, cells, err)
		}
	}
	for _, line := range []string{"", "x", `{"ledger":1,"report":{"id":"x","text":"At least 12"},"regions":[{"span":[0,8],"text":"At least"}]}` + "\n", `{"a":1,"text":"\ud800"}`, `,"text":"`} {
		cells := []any{"sha256:00", nil, nil, nil, nil, nil, nil, "clean.1", "[]", line, "{}"}
		stored, err := sealedReports.pack(cells, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := sealedReports.unpack(stored, nil)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(cells) {
			t.Errorf("%q is read as %v, %v", line, got, err)
		}
	}
}

func FuzzUnpackRow(f *testing.F) {
	stored, _ := sealedReports.pack([]any{"sha256:00", nil, nil, nil, nil, nil, nil, "clean.1", "[]", `{"a":1,"text":"At least"}`, "{}"}, nil)
	f.Add(stored[len(stored)-2].([]byte), stored[len(stored)-1].([]byte))
	f.Fuzz(func(t *testing.T, text, packed []byte) {
		sealedReports.unpack([]any{"sha256:00", nil, nil, nil, nil, nil, nil, packJSON("{}"), text, packed}, nil)
		sealedRows[rowTables[0]].unpack([]any{packed}, &setting{packed: text})
		sealedStories.unpack([]any{"sha256:00", nil, packed}, &setting{})
	})
}
