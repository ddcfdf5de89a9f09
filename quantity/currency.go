package quantity

import (
	"sort"
	"strings"

	"assay/lang/en"
)

// A nation is a country that shares the name of its money.
type nation struct {
	code  string
	names []string // "Kenyan", "Kenya"
}

var (
	nations = readNations()
	coins   = readCoins()
	realms  = readRealms()
)

// A coin is what a word for money stands for.
type coin struct {
	name string // the word in the singular, where several countries use it
	code string // the currency, or the best known of that name; "" for none
}

func readNations() map[string][]nation {
	m := map[string][]nation{}
	for name, all := range en.SharedMoney() {
		for _, item := range strings.Split(all, ";") {
			code, names, _ := strings.Cut(strings.TrimSpace(item), " ")
			n := nation{code: code}
			for _, s := range strings.Split(names, "|") {
				n.names = append(n.names, strings.TrimSpace(s))
			}
			m[name] = append(m[name], n)
		}
	}
	return m
}

func readCoins() map[string]coin {
	m := map[string]coin{}
	for _, item := range strings.Split(en.Currencies(), ";") {
		f := strings.Fields(item)
		if f[0] == "-" {
			f[0] = ""
		}
		for _, w := range f[1:] {
			m[w] = coin{f[1], f[0]}
		}
	}
	return m
}

// readRealms returns the currencies by the last word of a country's name or
// adjective and the name of its money: "lankan rupee".
func readRealms() map[[2]string]string {
	m := map[[2]string]string{}
	for name, all := range nations {
		for k := len(all) - 1; k >= 0; k-- { // the first listed has the last word
			for _, s := range all[k].names {
				s = strings.ToLower(s)
				m[[2]string{s[strings.LastIndexByte(s, ' ')+1:], name}] = all[k].code
			}
		}
	}
	return m
}

// MoneyNames returns what English calls the money with a code of ISO 4217, in
// lower case and the singular: "dollar", "australian dollar"; nothing for what is
// no code.
func MoneyNames(code string) []string { return moneyNames[code] }

var moneyNames = func() map[string][]string {
	m := map[string][]string{}
	for _, item := range strings.Split(en.Currencies(), ";") {
		if f := strings.Fields(item); len(f) > 1 && f[0] != "-" {
			m[f[0]] = append(m[f[0]], f[1])
		}
	}
	for name, all := range nations {
		for _, n := range all {
			for _, whose := range n.names {
				m[n.code] = append(m[n.code], strings.ToLower(whose)+" "+name)
			}
		}
	}
	for _, names := range m {
		sort.Strings(names)
	}
	return m
}()

// home returns the currency called name of the country that the report names
// most, or "" where it names none of those that have one. Dollars and pounds are
// those of a country only where it is named more than in passing.
func (r *reader) home(c coin) string {
	if code, ok := r.homes[c.name]; ok {
		return code
	}
	best, most := "", 0
	for _, n := range nations[c.name] {
		count := 0
		for _, s := range n.names {
			count += r.mentions(s)
		}
		for _, o := range nations[c.name] { // "South Sudan" is not Sudan
			for _, long := range o.names {
				for _, s := range n.names {
					if o.code != n.code && strings.HasSuffix(long, " "+s) {
						count -= r.mentions(long)
					}
				}
			}
		}
		if (c.code == "USD" || c.code == "GBP") && n.code != c.code && count < 2 {
			continue
		}
		if count > most {
			best, most = n.code, count
		}
	}
	if r.homes == nil {
		r.homes = map[string]string{}
	}
	r.homes[c.name] = best
	return best
}

// mentions counts how often name stands in the report as a word of its own.
func (r *reader) mentions(name string) int {
	n := 0
	for rest := r.text; ; n++ {
		k := strings.Index(rest, name)
		for k >= 0 && (k > 0 && letterByte(rest[k-1]) || k+len(name) < len(rest) && letterByte(rest[k+len(name)])) {
			next := strings.Index(rest[k+1:], name)
			if next < 0 {
				return n
			}
			k += 1 + next
		}
		if k < 0 {
			return n
		}
		rest = rest[k+len(name):]
	}
}

func letterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 }
