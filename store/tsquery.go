package store

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The index of words in PostgreSQL. A row of it has the words of a report as a tsvector that is written here and not
// by the server: words are what package query says, with a letter of their column before them ("a" of the
// text, "b" of the title …), in the places where they stand. What is asked is what SQLite is asked, an
// expression of FTS5 as [finder.match] writes it, written as a tsquery. There PostgreSQL cannot say what SQLite
// says it finds more ("NEAR" is all of the words, a phrase in a long text all of them too), which is no
// harm: what is found is looked at again in the report. What is passed over, behind a NOT, is
// asked for so that never more is found.

// A tsvector holds 2^14-1 places, 255 of a word, words of 2046 bytes and a megabyte. Of a text that is longer
// it has the words without their places, and of one with more words still only that.
const (
	mostPlaces   = 1<<14 - 2
	mostOfWord   = 255
	longestWord  = 500
	mostOfVector = 900 << 10

	lexLong = "L" // of a report whose words have no places
	lexAll  = "O" // and of one of which the words are not there
)

// columnLetters are those of indexColumns.
const columnLetters = "abcdefghij"

// ftsWords are the words of a text as FTS5 has them by its tokenizer "ascii".
func ftsWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return r < utf8.RuneSelf && !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	})
}

func cutWord(w string) string {
	if len(w) <= longestWord {
		return w
	}
	w = w[:longestWord]
	for !utf8.ValidString(w) {
		w = w[:len(w)-1]
	}
	return w
}

// A vector is a tsvector.
type vector map[string][]int

// columns are what the columns of the index hold.
func (w *indexed) columns() []string {
	return []string{w.text, w.title, w.source, w.place, w.action, w.stance, w.outlet, w.language, w.named, w.sourceNamed}
}

// vector is what the index has of a report.
func (w *indexed) vector() vector {
	v, size, long := vector{}, 0, false
	for i, text := range w.columns() {
		at := 0
		for _, word := range ftsWords(text) {
			at++
			lex := columnLetters[i:i+1] + cutWord(asciiLower(word))
			if v[lex] == nil {
				size += len(lex) + 8
			}
			size += 2
			v[lex] = append(v[lex], at)
			long = long || at > mostPlaces || len(v[lex]) > mostOfWord
		}
	}
	switch {
	case size > 4*mostOfVector:
		return vector{lexAll: nil}
	case long || size > mostOfVector:
		for lex := range v {
			v[lex] = nil
		}
		v[lexLong] = nil
		if len(v.String()) > mostOfVector {
			return vector{lexAll: nil}
		}
	}
	return v
}

func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func quoteLex(lex string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(lex, `\`, `\\`), "'", "''") + "'"
}

// String writes a vector as PostgreSQL reads it.
func (v vector) String() string {
	list := make([]string, 0, len(v))
	for lex := range v {
		list = append(list, lex)
	}
	slices.Sort(list)
	var b strings.Builder
	for _, lex := range list {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(quoteLex(lex))
		for i, at := range v[lex] {
			b.WriteByte(":,"[min(i, 1)])
			b.WriteString(strconv.Itoa(at))
		}
	}
	return b.String()
}

// parseVector reads what PostgreSQL writes.
func parseVector(s string) (vector, error) {
	v := vector{}
	for s != "" {
		s = strings.TrimPrefix(s, " ")
		if s == "" || s[0] != '\'' {
			return nil, errAltered
		}
		var lex []byte
		i := 1
		for ; i < len(s); i++ {
			if c := s[i]; c == '\'' || c == '\\' {
				if i+1 == len(s) || s[i+1] != c {
					break
				}
				i++
			}
			lex = append(lex, s[i])
		}
		if i == len(s) || s[i] != '\'' {
			return nil, errAltered
		}
		places, rest, _ := strings.Cut(s[i+1:], " ")
		s = rest
		v[string(lex)] = nil
		if places == "" {
			continue
		}
		for p := range strings.SplitSeq(places[1:], ",") {
			n, err := strconv.Atoi(p)
			if err != nil {
				return nil, errAltered
			}
			v[string(lex)] = append(v[string(lex)], n)
		}
	}
	return v, nil
}

// sum is one over a vector, whatever its order.
func (v vector) sum(seed maphash.Seed) (sum uint64) {
	for lex, places := range v {
		sum += maphash.Comparable(seed, wordAt{word: lex, offset: -1})
		for _, at := range places {
			sum += maphash.Comparable(seed, wordAt{word: lex, offset: int64(at)})
		}
	}
	return sum
}

// words writes what is to be looked for, an expression of FTS5, as the ledger's database reads it. Where it cannot
// say the same it finds more, or with less less.
func (s *Store) words(expr string, less bool) (string, error) {
	if s.dialect == ofSQLite {
		return expr, nil
	}
	p := &ftsParser{rest: expr}
	q, err := p.either()
	if p.skip(); err == nil && p.rest != "" {
		err = p.wrong()
	}
	if err != nil {
		return "", err
	}
	if less {
		return q.less, nil
	}
	return "(" + q.more + ") | " + quoteLex(lexAll), nil
}

// A tsquery finds at least what is asked for, and at most.
type tsquery struct{ more, less string }

// nothing finds nothing: no word of any report has no letter before it.
const nothing = "'0'"

// An ftsParser reads what [finder.match] writes, with OR, AND and NOT between what is in brackets.
type ftsParser struct {
	rest    string
	columns string // letters of those that are asked
}

func (p *ftsParser) skip() { p.rest = strings.TrimLeft(p.rest, " ") }

func (p *ftsParser) take(token string) bool {
	p.skip()
	rest, ok := strings.CutPrefix(p.rest, token)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *ftsParser) wrong() error {
	return fmt.Errorf("store: cannot be asked of PostgreSQL: %q", p.rest)
}

func (p *ftsParser) either() (tsquery, error) {
	q, err := p.both()
	for err == nil && p.take("OR ") {
		var r tsquery
		r, err = p.both()
		q = tsquery{"(" + q.more + " | " + r.more + ")", "(" + q.less + " | " + r.less + ")"}
	}
	return q, err
}

func (p *ftsParser) both() (tsquery, error) {
	q, err := p.without()
	for err == nil && p.take("AND ") {
		var r tsquery
		r, err = p.without()
		q = tsquery{"(" + q.more + " & " + r.more + ")", "(" + q.less + " & " + r.less + ")"}
	}
	return q, err
}

func (p *ftsParser) without() (tsquery, error) {
	q, err := p.one()
	for err == nil && p.take("NOT ") {
		var r tsquery
		r, err = p.one()
		q = tsquery{"(" + q.more + " & !" + r.less + ")", "(" + q.less + " & !" + r.more + ")"}
	}
	return q, err
}

func (p *ftsParser) one() (q tsquery, err error) {
	switch {
	case p.take("("):
		q, err = p.either()
		if err == nil && !p.take(")") {
			err = p.wrong()
		}
		return q, err
	case p.take("{"):
		names, rest, ok := strings.Cut(p.rest, "}")
		p.rest = rest
		if !ok || !p.take(":") {
			return q, p.wrong()
		}
		before := p.columns
		p.columns = ""
		for name := range strings.FieldsSeq(names) {
			if k := slices.Index(indexColumns, name); k >= 0 {
				p.columns += columnLetters[k : k+1]
			}
		}
		q, err = p.one()
		p.columns = before
		return q, err
	case p.take("NEAR("):
		all := tsquery{less: nothing}
		for !p.take(",") {
			if q, err = p.phrase(); err != nil {
				return q, err
			}
			if all.more != "" {
				all.more += " & "
			}
			all.more += q.more
		}
		all.more = "(" + all.more + ")"
		_, rest, ok := strings.Cut(p.rest, ")")
		p.rest = rest
		if !ok {
			return q, p.wrong()
		}
		return all, nil
	}
	return p.phrase()
}

// phrase reads words in quotation marks.
func (p *ftsParser) phrase() (q tsquery, err error) {
	if !p.take(`"`) {
		return q, p.wrong()
	}
	said, rest, ok := strings.Cut(p.rest, `"`)
	p.rest = rest
	words := ftsWords(said)
	if !ok || len(words) == 0 {
		return q, p.wrong()
	}
	prefix := p.take("*")
	columns := p.columns
	if columns == "" {
		columns = columnLetters
	}
	var more, less []string
	for _, c := range columns {
		lex := make([]string, len(words))
		cut := false
		for i, w := range words {
			w = asciiLower(w)
			cut = cut || len(w) > longestWord
			lex[i] = quoteLex(string(c) + cutWord(w))
			if prefix && i == len(words)-1 {
				lex[i] += ":*"
			}
		}
		one := "(" + strings.Join(lex, " <-> ") + ")"
		if len(lex) > 1 {
			more = append(more, one, "("+strings.Join(append(lex, quoteLex(lexLong)), " & ")+")")
		} else {
			more = append(more, one)
		}
		if !cut {
			less = append(less, one)
		}
	}
	if less == nil {
		less = []string{nothing}
	}
	return tsquery{"(" + strings.Join(more, " | ") + ")", "(" + strings.Join(less, " | ") + ")"}, nil
}
