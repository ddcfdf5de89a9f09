package workspace

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
)

// pageKey is the key of the part of a list that an address asks for.
const pageKey = "page"

// perPage is how many rows of a list a page shows.
const perPage = 25

// A facet is what the entries of a list have of one kind, with how many of them have it. A
// user chooses by it.
type facet struct {
	Key, Name string
	Values    []choice
	More      int    // that are not shown
	All       string // where they are
}

type choice struct {
	Words, Href string
	N           int
	On          bool // it is chosen; Href takes it back
}

// A facetOf says what an entry has of a kind; the key names the kind in the address.
type facetOf[T any] struct {
	key, name string
	values    func(T) []string
	words     func(string) string // of a value; nil where it says itself
}

// mostValues is how many of a facet are shown, those first that most have, unless the address asks for
// all of it.
const (
	mostValues = 6
	mostAll    = 300
	allKey     = "all"
)

// choose returns the entries that have what the address chooses, and the facets of these.
func choose[T any](address *url.URL, list []T, kinds []facetOf[T]) (kept []T, out []facet) {
	chosen := address.Query()
	for _, x := range list {
		fits := true
		for _, k := range kinds {
			for _, want := range chosen[k.key] {
				fits = fits && slices.Contains(k.values(x), want)
			}
		}
		if fits {
			kept = append(kept, x)
		}
	}
	for _, k := range kinds {
		count := map[string]int{}
		for _, x := range kept {
			for _, value := range k.values(x) {
				count[value]++
			}
		}
		for _, value := range chosen[k.key] { // it stays where nothing has it beside the rest, to be taken back
			count[value] += 0
		}
		f, most := facet{Key: k.key, Name: k.name, All: without(address, allKey, k.key, true)}, mostValues
		if slices.Contains(chosen[allKey], k.key) {
			most = mostAll
		}
		for _, value := range slices.SortedFunc(maps.Keys(count), func(a, b string) int {
			return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
		}) {
			on := slices.Contains(chosen[k.key], value)
			if len(f.Values) >= most && !on {
				f.More++
				continue
			}
			words := value
			if k.words != nil {
				words = cmp.Or(k.words(value), value)
			}
			f.Values = append(f.Values, choice{words, without(address, k.key, value, !on), count[value], on})
		}
		if len(f.Values) > 1 || len(f.Values) == 1 && (f.Values[0].On || f.Values[0].N < len(kept)) {
			out = append(out, f)
		}
	}
	return kept, out
}

// without returns an address that does not choose a value or, where it is to be put in, does.
func without(address *url.URL, key, value string, in bool) string {
	q := address.Query()
	q.Del(pageKey)
	q[key] = slices.DeleteFunc(q[key], func(s string) bool { return s == value })
	if in {
		q.Add(key, value)
	}
	u := url.URL{Path: address.Path, RawQuery: q.Encode()}
	return u.String()
}

// A paging says which part of a list is shown, and where the parts around it are.
type paging struct {
	From, To, Of   int // rows, counted from 1
	Before, Behind string
}

// part returns the rows of a list that the address asks for.
func part[T any](address *url.URL, list []T) ([]T, paging) {
	p := pagingOf(address, len(list))
	return list[max(p.From-1, 0):p.To], p
}

// pagingOf says which of so many rows the address asks for.
func pagingOf(address *url.URL, of int) paging {
	last := max(0, (of-1)/perPage)
	k, err := strconv.Atoi(address.Query().Get(pageKey))
	if err != nil {
		k = 1
	}
	k = min(max(k-1, 0), last)
	from, to := k*perPage, min(of, (k+1)*perPage)
	p := paging{From: min(from+1, to), To: to, Of: of}
	at := func(k int) string {
		q := address.Query()
		q.Set(pageKey, strconv.Itoa(k+1))
		u := url.URL{Path: address.Path, RawQuery: q.Encode()}
		return u.String()
	}
	if k > 0 {
		p.Before = at(k - 1)
	}
	if k < last {
		p.Behind = at(k + 1)
	}
	return p
}
