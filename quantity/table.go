package quantity

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"assay"
)

// A Table says what vague words of number mean. A word that it lacks and that is
// made of others ("tens of billions") is worked out from them; one that cannot
// be worked out has no number.
type Table struct {
	Name  string              `json:"name"`
	Words map[string]Interval `json:"words"` // "dozens", "tens of thousands", "low thousands", "several" ...
}

// An Interval is the least and the most that a word can mean, as a JSON pair:
// [12, null] has no upper end.
type Interval [2]assay.Amount

//go:embed literal.json
var literalJSON []byte

var literal = sync.OnceValue(func() *Table {
	t := new(Table)
	if err := json.Unmarshal(literalJSON, t); err != nil {
		panic("quantity: literal.json: " + err.Error()) // embedded: a fault of the build
	}
	return t
})

// Literal returns the default table, which takes the least that a word can mean.
func Literal() *Table { return literal() }

// ParseTable reads the JSON form of a Table.
func ParseTable(b []byte) (*Table, error) {
	t := new(Table)
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("%w: table of vague numbers: %v", assay.ErrInvalid, err)
	}
	for w, iv := range t.Words {
		low, lok := iv[0].Number()
		high, hok := iv[1].Number()
		if lok && hok && high < low {
			return nil, fmt.Errorf("%w: table of vague numbers: %q runs from %v to %v", assay.ErrInvalid, w, low, high)
		}
	}
	return t, nil
}

// times returns the meaning of word, multiplied.
func (t *Table) times(word string, n float64) Interval {
	iv := t.Words[word]
	for i := range iv {
		if v, ok := iv[i].Number(); ok {
			iv[i] = assay.Known(v * n)
		}
	}
	return iv
}
