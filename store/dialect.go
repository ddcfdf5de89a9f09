package store

import (
	_ "embed"
	"strconv"
	"strings"
	once "sync"
)

// A dialect is the SQL in which a ledger is asked. There is one set of statements: nearly all are
// written so that SQLite and PostgreSQL both understand them and stand where they are asked, as
// SQLite has their arguments (?, ?1); the few that differ stand side by side in sql/differ.sql.
type dialect int

const (
	ofSQLite dialect = iota
	ofPostgres
)

//go:embed sql/differ.sql
var differing string

// differ holds the statements that differ, by name.
var differ = once.OnceValue(func() map[string][2]string {
	all := map[string][2]string{}
	for _, part := range strings.Split(differing, "\n== ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		name, _, _ := strings.Cut(head, ":")
		a, b, _ := strings.Cut(body, "\n--\n")
		all[name] = [2]string{strings.Trim(a, "\n"), strings.Trim(b, "\n")}
	}
	return all
})

// sql returns the statement of that name.
func (d dialect) sql(name string) string {
	of, ok := differ()[name]
	if !ok {
		panic("store: no statement " + name)
	}
	return of[d]
}

// toPostgres writes a statement as PostgreSQL has it: with $1 for ? and ?1, and without the names of
// indexes by which SQLite is to go.
func toPostgres(query string) string {
	var b strings.Builder
	b.Grow(len(query) + 16)
	next := 0
	for i := 0; i < len(query); {
		c := query[i]
		switch {
		case c == '\'' || c == '"': // what is quoted stays
			end := i + 1
			for end < len(query) && query[end] != c {
				end++
			}
			end = min(end+1, len(query))
			b.WriteString(query[i:end])
			i = end
		case c == '?':
			end := i + 1
			for end < len(query) && '0' <= query[end] && query[end] <= '9' {
				end++
			}
			if end > i+1 {
				b.WriteString("$" + query[i+1:end])
			} else {
				next++
				b.WriteString("$" + strconv.Itoa(next))
			}
			i = end
		case strings.HasPrefix(query[i:], indexedBy):
			i += len(indexedBy)
			for i < len(query) && query[i] != ' ' {
				i++
			}
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

const indexedBy = " INDEXED BY "
