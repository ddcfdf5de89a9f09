package quantity

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// money reads a number behind a currency sign or code: "$1.2bn", "US$ 5
// million", "Rs. 500", "EUR 3m".
func (r *reader) money(i int) (numeral, bool) {
	k, code := i, ""
	w := r.words[i]
	iso := len(w.w) == 3 && !list.LongLetters[w.w] // "RUB 6 million", but "Rub 6 thighs with salt"
	if c, ok := list.MoneyLetters[w.w]; ok && w.kind == piece.Letters && w.upper && (!iso || r.text[w.start:w.end] == strings.ToUpper(w.w)) {
		code = c
		k++
		if w.w == "n" {
			if r.at(k) == "$" && r.glued(k) {
				code = "NAD"
			} else if !r.glued(k) || r.words[min(k, len(r.words)-1)].kind != piece.Digits || !strings.Contains(r.at(k), ",") && numbers[r.at(k+1)].class != scaleWord { // "N500 million", not "N95"
				return numeral{}, false
			}
		}
		if r.at(k) == "$" && (r.glued(k) || len(w.w) == 2) {
			k++
		} else if list.SignOnly[w.w] {
			return numeral{}, false
		} else if r.at(k) == "." {
			k++
		}
	} else if w.w == "ps" && w.upper && r.glued(k+1) && r.text[w.start:w.end] == "PS" {
		code = "GBP" // "a PS4m loan": how "£" comes out of some conversions to ASCII
		k++
	} else if w.w == "y" && r.at(k+1) == "=" && r.glued(k+1) && r.glued(k+2) {
		code = "JPY" // "Y=250 million": the same of "¥"
		k += 2
	} else if iso && w.upper && r.words[i].kind == piece.Letters && k+1 < len(r.words) && r.words[k+1].kind == piece.Digits && isCode(r.text[w.start:w.end]) {
		code = r.text[w.start:w.end]
		k++
	} else if c, ok := signs[w.w]; ok {
		code = c
		k++
		if p := r.at(k); w.w == "$" && list.AfterDollar[p] && r.glued(k) && r.glued(k+1) { // "$US160"
			code = list.MoneyLetters[p]
			k++
		}
	} else {
		return numeral{}, false
	}
	negative := k > i && signs[r.at(k-1)] != "" && r.at(k) == "-" && r.glued(k) && r.glued(k+1) // "$-3.2bn"
	if negative {
		k++
	}
	if k >= len(r.words) {
		return numeral{}, false
	}
	n, ok := numeral{}, false
	if r.words[k].kind == piece.Digits {
		n, ok = r.figures(k)
	} else if signs[w.w] != "" || r.at(k-1) == "$" {
		n, ok = r.cardinal(k)
	}
	if !ok {
		return n, false
	}
	if r.at(n.hi) == "m" && !r.glued(n.hi) { // "£3 m"
		n.set(n.value() * 1e6)
		n.scale = 1e6
		n.hi++
	}
	if r.at(n.hi) == "t" && r.glued(n.hi) && r.words[n.hi].upper { // "$2.6T"
		n.set(n.value() * 1e12)
		n.scale = 1e12
		n.hi++
	}
	if c, ok := coins[code]; ok { // "Sh90,000"
		code = r.moneyOf(c)
	}
	if w.w == "$" && k == i+1 {
		code = r.dollar()
	}
	if w.w == "ps" && n.scale == 1 && n.value() < 20 { // "a PS5"
		return numeral{}, false
	}
	n.lo, n.unit, n.digits = i, code, false
	if negative {
		n.set(-n.value())
	}
	// "$5 million Australian dollars", but not "the team that got $5 million won"
	if m := n; code == "USD" || w.w == "$" && k == i+1 {
		if c := r.coin(&m); c != "" && en.Singular(r.at(m.hi-1)) == en.Dollar {
			n = m
			n.unit = c
		}
	}
	return n, true
}

// isCode reports whether s is a code of ISO 4217 in capitals, and no other word:
// "BND 400", not "ALL 400".
func isCode(s string) bool {
	low := strings.ToLower(s)
	return moneyNames[s] != nil && en.Noun(low, false) == en.NoNoun && !list.Closed[low] && !list.NotCodes[low]
}

// dollar returns whose "$" it is: that of America, unless the report is about a
// country whose press writes its own dollars so.
func (r *reader) dollar() string {
	if code, ok := r.homes["$"]; ok {
		return code
	}
	best, most := "USD", 2
	for _, n := range nations[en.Dollar] {
		count := 0
		for _, s := range n.names {
			count += r.mentions(s)
		}
		if (n.code == "USD" || n.code == "CAD" || n.code == "AUD" || n.code == "NZD") && count > most {
			best, most = n.code, count
		}
	}
	if r.homes == nil {
		r.homes = map[string]string{}
	}
	r.homes["$"] = best
	return best
}

// coin moves n over a currency word behind it and returns the currency:
// "rupees", "Canadian dollars", "of dollars" after a vague number.
func (r *reader) coin(n *numeral) string {
	k := n.hi
	if n.of && r.at(k) == en.Of {
		k++
	}
	if r.at(k) == "-" && r.glued(k) && r.glued(k+1) {
		k++
	}
	if k >= len(r.words) {
		return ""
	}
	if r.words[k].kind == piece.Symbol {
		if code := signs[r.at(k)]; code != "" && n.unit == "" && !(k+1 < len(r.words) && r.words[k+1].kind == piece.Digits) { // "10 €"
			n.hi = k + 1
			return code
		}
		return ""
	}
	if w := &r.words[k]; len(w.w) == 3 && w.upper && list.MoneyLetters[w.w] != "" && n.unit == "" && r.text[w.start:w.end] == strings.ToUpper(w.w) { // "110 JPY"
		n.hi = k + 1
		return list.MoneyLetters[w.w]
	}
	realm := ""
	for j := 0; j < 3 && k < len(r.words); j++ {
		if c, ok := coinOf(r.at(k)); ok {
			code := realms[[2]string{realm, c.name}]
			if code == "" && realm != "" && !r.words[k-1].upper { // "300 brave won"
				return ""
			}
			if code == "" && !r.isCoin(n, c.name, k) {
				return ""
			}
			n.hi = k + 1
			if c.name == en.Pound && r.at(k+1) == en.Sterling {
				n.hi++
				code = "GBP"
			}
			if code != "" {
				return code
			}
			return r.moneyOf(c)
		}
		if !r.words[k].upper && r.at(k) != "u.s." {
			return ""
		}
		realm = r.at(k)
		k++
	}
	return ""
}

// moneyOf returns the currency that c is in this report, or what it is called.
func (r *reader) moneyOf(c coin) string {
	if len(nations[c.name]) > 0 {
		if code := r.home(c); code != "" {
			return code
		}
	}
	if c.code != "" {
		return c.code
	}
	return c.name
}

// cents takes in what follows the whole units: "3 dollars and 50 cents".
func (r *reader) cents(n *numeral) {
	k := n.hi + b2i(r.at(n.hi) == en.And)
	if k >= len(r.words) || n.span || n.vague || n.scale > 1e3 {
		return
	}
	m, ok := r.cardinal(k)
	if ok && list.Hundredths[r.at(m.hi)] && m.value() < 100 {
		n.set(n.value() + m.value()/100)
		n.hi = m.hi + 1
	}
}

// coinOf returns the money that w, a singular or plural in lower case, names.
func coinOf(w string) (coin, bool) {
	c, ok := coins[w]
	if !ok {
		c, ok = coins[en.Singular(w)]
	}
	return c, ok
}

func isMoney(w string) bool {
	_, ok := coinOf(w)
	return ok
}

// isCoin tells money from other senses: "won" the verb, pounds of weight, "real"
// the adjective.
func (r *reader) isCoin(n *numeral, w string, k int) bool {
	if n.value() < list.RareMoney[w] {
		return false
	}
	switch w {
	case en.Won, en.Real:
		return r.at(k) != en.Real && !(w == en.Won && !n.digits && n.scale == 1)
	case en.Sol, en.Crown:
		return r.at(k+1) != en.Of
	case en.Pound:
		if r.at(k+1) == "-" && measures[r.at(k+2)] != "" {
			return false // "310 pound-feet"
		}
		if r.at(k+1) == en.Of || r.at(k-1) == "-" && n.scale == 1 {
			return false
		}
		for j := n.lo - 1; j >= 0 && j >= n.lo-6; j-- {
			if list.Weighing[r.at(j)] {
				return false
			}
		}
		return en.Singular(r.at(k+1)) != en.Bomb
	}
	return true
}
