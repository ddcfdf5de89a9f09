package quantity

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"sync"

	"assay"
)

// A Table says what vague words of number mean. A word made of others that it
// lacks ("tens of billions") is worked out from them; a word that it cannot tell
// means what Literal says. One with three nulls has no number.
type Table struct {
	Name  string              `json:"name"`
	Words map[string]Interval `json:"words"` // "dozens", "tens of thousands", "low thousands", "several" ...
}

// An Interval is the least, the best and the most that a word can mean, as three
// JSON numbers: [12, null, null] has neither a best number nor an upper end.
type Interval [3]assay.Amount

//go:embed literal.json
var literalJSON []byte

//go:embed survey.json
var surveyJSON []byte

//go:embed acled.json
var acledJSON []byte

var tables = sync.OnceValue(func() map[string]*Table {
	m := map[string]*Table{}
	for _, b := range [][]byte{literalJSON, surveyJSON, acledJSON} {
		t, err := ParseTable(b)
		if err != nil {
			panic("quantity: " + err.Error()) // embedded: a fault of the build
		}
		m[t.Name] = t
	}
	return m
})

// Literal returns the default table, which takes the least that a word can mean.
func Literal() *Table { return tables()["literal"] }

// TableNames are the tables that NamedTable knows.
var TableNames = []string{"literal", "survey", "acled"}

// NamedTable returns one of our tables. "literal" takes the least that a word can
// mean; "survey" what 46 people said that it means to them: the median, and the
// bounds within which eight of ten answers lie; "acled" counts as ACLED's coders
// do, "dozens" as 12 and "hundreds" as 100.
func NamedTable(name string) (*Table, bool) {
	t, ok := tables()[name]
	return t, ok
}

// ParseTable reads the JSON form of a Table.
func ParseTable(b []byte) (*Table, error) {
	var raw struct {
		Name  string
		Words map[string][]assay.Amount
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&raw); err != nil {
		return nil, fmt.Errorf("%w: table of vague numbers: %v", assay.ErrInvalid, err)
	}
	t := &Table{raw.Name, map[string]Interval{}}
	for w, list := range raw.Words {
		if len(list) != len(Interval{}) {
			return nil, fmt.Errorf("%w: table of vague numbers: %q has %d numbers; it takes three, the least, the best and the most, or null", assay.ErrInvalid, w, len(list))
		}
		iv := Interval(list)
		last, above := 0.0, false
		for _, a := range iv {
			v, ok := a.Number()
			if ok && above && v < last {
				return nil, fmt.Errorf("%w: table of vague numbers: %q runs from %v to %v", assay.ErrInvalid, w, last, v)
			}
			if ok {
				last, above = v, true
			}
		}
		t.Words[w] = iv
	}
	if len(t.Words) == 0 {
		return nil, fmt.Errorf("%w: table of vague numbers: no words", assay.ErrInvalid)
	}
	return t, nil
}

// fingerprint is 0 for Literal and another number for a table that says something
// else, so that what was read with one table is not taken for what another gives.
func (t *Table) fingerprint() int {
	if t == Literal() {
		return 0
	}
	h := fnv.New32a()
	for _, w := range slices.Sorted(maps.Keys(t.Words)) {
		fmt.Fprint(h, w, t.Words[w])
	}
	return 1000 * int(1+h.Sum32()%1e6)
}

// mean returns what level+key means, "low " + "tens of thousands"; mult is how
// much more that is than its first word alone.
func (t *Table) mean(level, key string, mult float64) Interval {
	for _, from := range [...]*Table{t, Literal()} {
		if iv, ok := from.Words[level+key]; ok {
			return iv
		}
		first, _, _ := strings.Cut(key, " ")
		if iv, ok := from.Words[level+first]; ok {
			return iv.times(mult)
		}
	}
	return Interval{}
}

// times multiplies what is known of iv.
func (iv Interval) times(n float64) Interval {
	for i := range iv {
		if v, ok := iv[i].Number(); ok {
			iv[i] = assay.Known(v * n)
		}
	}
	return iv
}
