package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay/query"
)

// A word that is sought by its beginning is, for FTS5 alone, all reports of all words that
// begin so, gathered before the first is found: the more, the larger the ledger. Few such
// words are therefore looked for one by one, and where they are many the search first does
// without: reports that have one of many words are soon found by looking at the youngest.

const (
	mostEndings = 16  // words that are looked for one by one
	mostNear    = 64  // ways in which words that are looked for so stand near one another
	mostLooked  = 100 // reports that are looked at without
)

// lexicon makes the table in which the words of the index stand, for this connection alone.
const lexicon = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.endings USING fts5vocab('main', 'search', 'instance')"

// A stem is what the index has of a word of which the beginning is sought.
type stem struct {
	words []string // that begin so, in the index
	many  bool     // there are more
}

// widen looks up the words that begin as the query says. It reports whether some are many.
func (f *finder) widen(ctx context.Context, q querier) (many bool, err error) {
	f.begin = map[*query.Node]stem{}
	for _, leaf := range f.beginnings() {
		b, err := stemOf(ctx, q, leaf.Words[len(leaf.Words)-1])
		if err != nil {
			return false, err
		}
		f.begin[leaf] = b
		many = many || b.many
	}
	return many, nil
}

// stemOf goes from one such word to the next, without what has them.
func stemOf(ctx context.Context, q querier, prefix string) (b stem, err error) {
	for from := prefix; ; {
		next, err := column[string](ctx, q, "SELECT term FROM temp.endings WHERE term >= ? LIMIT 1", from)
		if err != nil || len(next) == 0 || !strings.HasPrefix(next[0], prefix) {
			return b, err
		}
		if len(b.words) == mostEndings {
			return stem{many: true}, nil
		}
		b.words = append(b.words, next[0])
		from = next[0] + " " // which stands in no word and before all that do
	}
}

// hasBeginnings reports whether beginnings of words are sought.
func (f *finder) hasBeginnings() bool { return len(f.beginnings()) > 0 }

func (f *finder) beginnings() (list []*query.Node) {
	f.root.Leaves(func(leaf *query.Node, _ bool) {
		for _, n := range append([]*query.Node{leaf}, leaf.Of...) {
			if n.Prefix {
				list = append(list, n)
			}
		}
	})
	return list
}

// phrase writes a phrase for FTS5; "" is one that is to be done without.
func (f *finder) phrase(n *query.Node) string {
	if n.Prefix {
		return f.ending(n, n.Words[:len(n.Words)-1])
	}
	return `"` + strings.Join(n.Words, " ") + `"`
}

// ending writes what n ends with behind words.
func (f *finder) ending(n *query.Node, words []string) string {
	quoted := func(last string) string {
		return `"` + strings.Join(append(slices.Clip(words), last), " ") + `"`
	}
	last := n.Words[len(n.Words)-1]
	switch b, known := f.begin[n]; {
	case b.many && f.short:
		return ""
	case !known || b.many:
		return quoted(last) + " *"
	case len(b.words) == 0:
		return quoted(last)
	default:
		var any []string
		for _, w := range b.words {
			any = append(any, quoted(w))
		}
		return "(" + strings.Join(any, " OR ") + ")"
	}
}

// near writes words near one another, once for each word that begins as one of them; exact is
// false where that is not what FTS5 can look for, and all of them are. "" is everything.
func (f *finder) near(n *query.Node) (expr string, exact bool) {
	lists := [][]string{nil}
	var all []string
	exact = true
	for _, k := range n.Of {
		ways := []string{f.phrase(k)}
		b, known := f.begin[k]
		if known && !b.many {
			ways = nil
			for _, w := range b.words {
				ways = append(ways, `"`+strings.Join(append(slices.Clip(k.Words[:len(k.Words)-1]), w), " ")+`"`)
			}
		}
		if p := f.phrase(k); p == "" {
			exact = false
		} else {
			all = append(all, p)
		}
		var more [][]string
		for _, list := range lists {
			for _, w := range ways {
				more = append(more, append(slices.Clip(list), w))
			}
		}
		if lists = more; len(lists) > mostNear {
			exact, lists = false, [][]string{nil}
		}
	}
	if !exact || len(lists) == 0 { // none is there
		return allOf(all), false
	}
	var any []string
	for _, list := range lists {
		any = append(any, fmt.Sprintf("NEAR(%s, %d)", strings.Join(list, " "), n.Distance))
	}
	if len(any) == 1 {
		return any[0], true
	}
	return "(" + strings.Join(any, " OR ") + ")", true
}
