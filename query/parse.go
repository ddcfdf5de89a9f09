package query

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/ledger"
)

// An Error says what of a query cannot be read, where it stands, and what to write.
type Error struct {
	Query string
	At    int // a byte of it, or its end
	Why   string
}

func (e *Error) Error() string {
	at := e.Query[e.At:]
	if utf8.RuneCountInString(at) > 20 {
		at = string([]rune(at)[:20]) + "…"
	}
	where := "at " + strconv.Quote(at)
	if at == "" {
		where = "at the end"
	}
	return fmt.Sprintf("query, character %d (%s): %s", utf8.RuneCountInString(e.Query[:e.At])+1, where, e.Why)
}

// Unwrap makes it an [assay.ErrInvalid].
func (e *Error) Unwrap() error { return assay.ErrInvalid }

func fault(query string, at int, format string, args ...any) error {
	return &Error{query, at, fmt.Sprintf(format, args...)}
}

// What a query may have at most.
const (
	mostDepth    = 40
	mostLeaves   = 100
	mostDistance = 1000
	leastPrefix  = 2 // letters before a star
	near         = 10
)

// Parse reads a query. Nil stands for the empty one, which asks for everything.
func Parse(query string) (*Node, error) {
	p := &parser{query: query}
	p.advance()
	if p.tok.kind == tokenEnd && p.err == nil {
		return nil, nil
	}
	n := p.or(0)
	if p.err == nil && p.tok.kind == tokenClose {
		p.fail(p.tok.start, `this ")" closes nothing; take it away, or write a "(" before it`)
	}
	if p.err == nil && p.leaves > mostLeaves {
		p.fail(0, "it has %d words and fields; %d are the most", p.leaves, mostLeaves)
	}
	if p.err != nil {
		return nil, p.err
	}
	return n, nil
}

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenOpen
	tokenClose
	tokenAnd
	tokenOr
	tokenNot
	tokenNear // with its "("
	tokenComma
	tokenWord // bare, or of a field
	tokenQuoted
)

// A token is a piece of the query.
type token struct {
	kind       tokenKind
	start, end int
	field      *field
	text       string // of a word, without the field; of what is quoted, without the marks
	at         int    // where text begins
	star       bool   // behind what is quoted
}

type parser struct {
	query  string
	tok    token
	end    int  // of what was read
	last   int  // end of the token before tok
	inNear bool // a comma is a token
	leaves int
	err    error
}

// fail notes the first error, and ends the query there.
func (p *parser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = fault(p.query, at, format, args...)
	}
	p.end, p.tok = len(p.query), token{kind: tokenEnd, start: len(p.query), end: len(p.query)}
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„`, r) }

// advance reads the next token.
func (p *parser) advance() {
	p.last = p.tok.end
	if p.err != nil {
		return
	}
	rest := strings.TrimLeftFunc(p.query[p.end:], unicode.IsSpace)
	start := len(p.query) - len(rest)
	p.tok = token{start: start, end: start}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		p.end = start
		return
	case r == '(' || r == ')':
		p.tok.kind = tokenOpen
		if r == ')' {
			p.tok.kind = tokenClose
		}
		p.tok.end = start + size
	case isQuote(r):
		p.quoted(start)
	case r == ',' && p.inNear:
		p.tok.kind, p.tok.end = tokenComma, start+size
	default:
		p.word(start)
	}
	p.end = p.tok.end
}

// quoted reads what stands in quotation marks from start on.
func (p *parser) quoted(start int) {
	_, size := utf8.DecodeRuneInString(p.query[start:])
	at := start + size
	n := strings.IndexFunc(p.query[at:], isQuote)
	if n < 0 {
		p.fail(start, `this quotation mark is not closed; write the second one behind the phrase: "cut off"`)
		return
	}
	_, size = utf8.DecodeRuneInString(p.query[at+n:])
	p.tok.kind, p.tok.text, p.tok.at, p.tok.end = tokenQuoted, p.query[at:at+n], at, at+n+size
	if strings.HasPrefix(p.query[p.tok.end:], "*") {
		p.tok.star = true
		p.tok.end++
	}
}

// word reads a bare word, an operator or a field from start on.
func (p *parser) word(start int) {
	end := start
	for end < len(p.query) {
		r, n := utf8.DecodeRuneInString(p.query[end:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || isQuote(r) || r == ',' && p.inNear && !p.betweenDigits(end) {
			break
		}
		end += n
	}
	text := p.query[start:end]
	p.tok = token{kind: tokenWord, start: start, end: end, text: text, at: start}
	switch text {
	case "AND":
		p.tok.kind = tokenAnd
		return
	case "OR":
		p.tok.kind = tokenOr
		return
	case "NOT":
		p.tok.kind = tokenNot
		return
	case "NEAR":
		if !strings.HasPrefix(p.query[end:], "(") {
			p.fail(end, "behind NEAR stands a parenthesis at once: NEAR(flood dam, 5)")
			return
		}
		p.tok.kind, p.tok.end = tokenNear, end+1
		return
	}
	if isBareID(text) {
		p.tok.field = fieldNamed(ID)
		return
	}
	name, value, ok := strings.Cut(text, ":")
	if !ok || name == "" || strings.TrimFunc(name, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }) != "" {
		return
	}
	f := fieldNamed(strings.ToLower(name))
	if f == nil {
		p.fail(start, "there is no field %s:; there are %s; a word with a colon stands in quotation marks: %q", name, strings.Join(Fields(), ", "), text)
		return
	}
	at := start + len(name) + 1
	p.tok.field, p.tok.text, p.tok.at = f, value, at
	if value != "" {
		return
	}
	if r, _ := utf8.DecodeRuneInString(p.query[at:]); at < len(p.query) && isQuote(r) {
		p.quoted(at)
		return
	}
	switch rest := p.query[at:]; {
	case strings.HasPrefix(rest, "("):
		p.fail(at, "a field has one value; write %s OR another of these", f.example)
	default:
		p.fail(at, "what is looked for stands right behind the colon: %s", f.example)
	}
}

// betweenDigits reports whether the comma at i is one of a number.
func (p *parser) betweenDigits(i int) bool {
	digit := func(k int) bool { return k >= 0 && k < len(p.query) && '0' <= p.query[k] && p.query[k] <= '9' }
	return digit(i-1) && digit(i+1)
}

func (p *parser) or(depth int) *Node  { return p.list(depth, Or) }
func (p *parser) and(depth int) *Node { return p.list(depth, And) }

// list reads one or more that OR, or AND or nothing, stands between. Ids side by side are a
// list, of which a row has one.
func (p *parser) list(depth int, kind Kind) *Node {
	n := &Node{Kind: kind, Span: assay.Span{Start: int32(p.tok.start)}}
	beside := false // nothing stands between k and what is before it
	for {
		var k *Node
		if kind == Or {
			k = p.and(depth)
		} else {
			k = p.not(depth)
		}
		if k == nil {
			return nil
		}
		switch last := len(n.Of) - 1; {
		case beside && ids(n.Of[last]) && ids(k):
			if n.Of[last].Kind != Or {
				n.Of[last] = &Node{Kind: Or, Span: n.Of[last].Span, Of: []*Node{n.Of[last]}}
			}
			n.Of[last].Span.End = k.Span.End
			n.Of[last].Of = append(n.Of[last].Of, k)
		case k.Kind == kind:
			n.Of = append(n.Of, k.Of...)
		default:
			n.Of = append(n.Of, k)
		}
		n.Span.End = int32(p.last)
		beside = false
		switch t := p.tok.kind; {
		case kind == Or && t == tokenOr, kind == And && t == tokenAnd:
			p.advance()
		case kind == And && t != tokenEnd && t != tokenClose && t != tokenOr:
			beside = true
		default:
			if len(n.Of) == 1 {
				return n.Of[0]
			}
			return n
		}
	}
}

// ids reports whether n is an id, or a list of them.
func ids(n *Node) bool {
	return n.Field == ID || n.Kind == Or && !slices.ContainsFunc(n.Of, func(k *Node) bool { return k.Field != ID })
}

func (p *parser) not(depth int) *Node {
	start := p.tok.start
	if p.tok.kind != tokenNot {
		return p.one(depth)
	}
	if depth >= mostDepth {
		p.deep()
		return nil
	}
	p.advance()
	of := p.not(depth + 1)
	if of == nil {
		return nil
	}
	return &Node{Kind: Not, Span: assay.Span{Start: int32(start), End: int32(p.last)}, Of: []*Node{of}}
}

func (p *parser) deep() {
	p.fail(p.tok.start, "more than %d parentheses or NOTs stand in one another; leave some out", mostDepth)
}

// one reads a word, a phrase, a field, NEAR or what stands in parentheses.
func (p *parser) one(depth int) *Node {
	t := p.tok
	switch t.kind {
	case tokenEnd, tokenClose:
		p.missing()
		return nil
	case tokenAnd, tokenOr:
		word := p.query[t.start:t.end]
		if before := strings.TrimSpace(p.query[:t.start]); before == "" || strings.HasSuffix(before, "(") {
			p.fail(t.start, "before %s something is missing; write a word there: flood %s dam; to look for the word itself, write it in small letters", word, word)
		} else {
			p.missing()
		}
		return nil
	case tokenComma:
		p.fail(t.start, `a comma stands before the number of words only: NEAR(flood dam, 5)`)
		return nil
	case tokenNear:
		return p.near()
	case tokenOpen:
		if depth >= mostDepth {
			p.deep()
			return nil
		}
		p.advance()
		if p.tok.kind == tokenClose {
			p.fail(p.tok.start, "nothing stands between these parentheses; write words there, or take them away")
			return nil
		}
		n := p.or(depth + 1)
		if p.err == nil && p.tok.kind != tokenClose {
			p.fail(t.start, `this "(" is not closed; write a ")"`)
		}
		if p.err != nil {
			return nil
		}
		p.advance()
		return n
	}
	n := p.leaf()
	if p.err != nil {
		return nil
	}
	p.advance()
	return n
}

// missing says that something is missing before the token that is there.
func (p *parser) missing() {
	before := strings.TrimSpace(p.query[:p.tok.start])
	for _, op := range []string{"AND", "OR", "NOT"} {
		if strings.HasSuffix(before, op) {
			p.fail(p.tok.start, "behind %s something is missing; write a word there: %s", op, map[string]string{"AND": "flood AND dam", "OR": "flood OR dam", "NOT": "flood NOT dam"}[op])
			return
		}
	}
	if p.tok.kind == tokenClose {
		p.fail(p.tok.start, `this ")" closes nothing; take it away, or write a "(" before it`)
		return
	}
	p.fail(p.tok.start, "something is missing here; write a word")
}

// near reads what stands behind "NEAR(".
func (p *parser) near() *Node {
	n := &Node{Kind: Near, Span: assay.Span{Start: int32(p.tok.start)}, Distance: near}
	open := p.tok.end - 1
	p.inNear = true
	defer func() { p.inNear = false }()
	p.advance()
	for p.err == nil {
		switch t := p.tok; {
		case t.kind == tokenComma:
			p.advance()
			text := p.tok.text
			d, err := strconv.Atoi(text)
			if p.tok.kind != tokenWord || p.tok.field != nil || err != nil || d < 0 || d > mostDistance {
				p.fail(p.tok.start, "behind the comma stands how many words may lie between, up to %d: NEAR(flood dam, 5)", mostDistance)
				return nil
			}
			n.Distance = d
			p.advance()
			if p.tok.kind != tokenClose {
				p.fail(p.tok.start, `the number is the last of NEAR; write a ")" behind it: NEAR(flood dam, 5)`)
				return nil
			}
		case t.kind == tokenClose:
			if len(n.Of) < 2 {
				p.fail(t.start, "NEAR takes two words or phrases, or more: NEAR(flood dam, 5)")
				return nil
			}
			p.inNear = false
			p.advance()
			n.Span.End = int32(p.last)
			return n
		case (t.kind == tokenWord || t.kind == tokenQuoted) && t.field == nil:
			if k := p.leaf(); k != nil {
				n.Of = append(n.Of, k)
				p.advance()
			}
		case t.kind == tokenEnd:
			p.fail(open, `this "(" is not closed; write a ")"`)
		default:
			p.fail(t.start, "in NEAR stand words and phrases only: NEAR(flood \"cut off\", 5)")
		}
	}
	return nil
}

// leaf makes a node of the token that is there, a word or what is quoted.
func (p *parser) leaf() *Node {
	t := p.tok
	if t.field == nil || t.field.name != ID { // a list of them may be long
		p.leaves++
	}
	n := &Node{Kind: Phrase, Span: assay.Span{Start: int32(t.start), End: int32(t.end)}, Prefix: t.star}
	if t.field != nil {
		n.Field = t.field.name
		if !t.field.words {
			n.Kind, n.Prefix = Value, false
			if t.star {
				p.fail(t.end-1, "a star stands behind words only; write %s", t.field.example)
				return nil
			}
			p.value(n, t)
			return n
		}
	}
	text := t.text
	if t.kind == tokenWord {
		text, n.Prefix = strings.CutSuffix(text, "*")
		if k := strings.IndexByte(text, '*'); k >= 0 {
			p.fail(t.at+k, "a star stands behind the beginning of a word only: %s*", orFlood(text[:k]))
			return nil
		}
	}
	for _, w := range Words(text) {
		n.Words = append(n.Words, w.Text)
	}
	switch {
	case len(n.Words) == 0 && n.Prefix && t.kind == tokenWord && text == "":
		p.fail(t.at, "before the star stands the beginning of a word: flo*")
	case len(n.Words) == 0:
		p.fail(t.at, "no letter or digit stands here to look for; write a word")
	case n.Prefix && utf8.RuneCountInString(n.Words[len(n.Words)-1]) < leastPrefix:
		p.fail(t.at, "before the star stand %d letters or more: flo*", leastPrefix)
	}
	if p.err != nil {
		return nil
	}
	return n
}

func orFlood(s string) string {
	if utf8.RuneCountInString(s) < leastPrefix {
		return "flo"
	}
	return s
}

// value reads that of a field which holds one.
func (p *parser) value(n *Node, t token) {
	text := strings.TrimSpace(t.text)
	n.Value = strings.ToLower(text)
	wrong := func(format string, args ...any) { p.fail(t.at, format+"; write it so: "+t.field.example, args...) }
	closed := func(list []string) {
		if !slices.Contains(list, n.Value) {
			wrong("%q is no %s; there are %s", text, n.Field, strings.Join(list, ", "))
		}
	}
	switch n.Field {
	case Action:
		var list []string
		for _, a := range assay.Actions {
			list = append(list, string(a))
		}
		closed(list)
	case Stance:
		closed(assay.Stances[:])
	case Party:
		closed(en.PartyNames())
	case Language:
		if len(n.Value) < 2 || len(n.Value) > 3 || strings.Trim(n.Value, "abcdefghijklmnopqrstuvwxyz") != "" {
			wrong("%q is no code of a language, which has two letters or three", text)
		}
	case Story, Event:
		begin, list := "st", "stories"
		if n.Field == Event {
			begin, list = "occ", "events"
		}
		if digits, ok := strings.CutPrefix(n.Value, begin); !ok || !ledger.IsShortID(digits) {
			wrong("%q is not the id of one %s; it begins with %s, as assay %s lists them", text, n.Field, begin, list)
		}
	case ID:
		if !IsID(n.Value) {
			wrong("%q is no id of an entry (3fa9c021:f7), an event, an estimate or a report", text)
		}
	case Min:
		digits := strings.ReplaceAll(text, ",", "")
		f, err := strconv.ParseFloat(digits, 64)
		if err != nil || strings.Trim(digits, "0123456789.") != "" || math.IsInf(f, 0) {
			wrong("%q is no number", text)
			return
		}
		n.Number, n.Value = f, strconv.FormatFloat(f, 'f', -1, 64)
	case After, Before:
		d, err := assay.ParseDate(n.Value)
		if err != nil || d.Year == 0 || d.Month == 0 && d.Day != 0 {
			wrong("%q is no day, month or year (2018-02-04, 2018-02, 2018)", text)
			return
		}
		n.Begin, n.End = Days(d)
	}
}

// Days returns the days that d may be, half open; zero times where its year is not known.
func Days(d assay.Date) (begin, end time.Time) {
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch {
	case d.Year == 0:
	case d.Month == 0:
		begin, end = day(d.Year, 1, 1), day(d.Year+1, 1, 1)
	case d.Day == 0:
		begin, end = day(d.Year, d.Month, 1), day(d.Year, d.Month+1, 1)
	default:
		begin, end = day(d.Year, d.Month, d.Day), day(d.Year, d.Month, d.Day+1)
	}
	return begin, end
}
