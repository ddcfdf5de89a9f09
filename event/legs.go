package event

// site reports whether the object at o can be left, entered or reached. One
// can flee and escape much that is no place: "fled fighting in Abyei".
func (r *reader) site(o int, m motion) bool {
	if r.place[o] != none || sites[r.lemma[o]] || r.Tokens[o].POS == "PROPN" || r.Tokens[o].POS == "PRON" {
		return true
	}
	h := r.up(o)
	return h != none && (r.lemma[h] == "flee" || r.lemma[h] == "escape" || r.lemma[h] == "evacuate")
}

// legs finds the places of a course among the words after its own, up to where
// the next clause begins. It goes by the order of the words more than by the
// tree: what a phrase hangs on is where parsers err most.
func (r *reader) legs(c *course, m motion) {
	_, hi := r.sentence(c.word)
	hi = min(hi, c.word+60)
	now, last := m.bare, int32(none)
	for k := c.word + 1; k < hi; k++ {
		tok := &r.Tokens[k]
		if p := r.place[k]; p != none {
			if now == nowhere && lower(r.Word(k)) == "home" && r.preposition(k) == "" {
				c.home = int(p)
			}
			if p != last && now != nowhere && r.setting(int(p)) && !r.contains(int(p)) {
				c.places[now] = append(c.places[now], int(p))
			}
			last = p
			continue
		}
		if lower(r.Word(k)) == "hiding" {
			continue
		}
		if w, ok := r.onward(k); ok {
			m, now = w, w.bare // "slipped through the lines to arrive in Homs"
			k++
			continue
		}
		if r.ends(k, c.word) {
			return
		}
		switch tok.POS {
		case "ADP", "SCONJ", "PART", "ADV":
			if lower(r.Word(k)) == "home" {
				continue
			}
			prep := r.lemma[k]
			if tok.POS == "ADV" || tok.POS == "PART" && prep != "to" {
				continue
			}
			if prep == "out" && k+1 < hi && r.lemma[k+1] == "of" {
				now, k = source, k+1
				continue
			}
			if r.is(k, "compound") { // a particle: "slip away", "pull out"
				continue
			}
			now = wayOf(prep, r.lemma[c.word], m, now)
		case "NOUN":
			// "came to power in Bamako"
			if now == goal && notions[r.lemma[k]] && !r.is(k, "compound") {
				return
			}
		case "PUNCT":
			if r.Word(k) == "," {
				if k = r.pastComma(k, hi); k == none {
					return
				}
			}
		}
	}
}

// pastComma returns the token before which a course goes on after the comma at
// k: the comma itself where a list or another leg follows, the closing comma
// where an apposition does ("Mosul, the second city, for"), or none where
// something else begins.
func (r *reader) pastComma(k, hi int) int {
	if k+1 >= hi {
		return none
	}
	next := k + 1
	if r.place[next] != none {
		return k
	}
	switch r.Tokens[next].POS {
	case "CCONJ", "ADP", "SCONJ", "PART", "ADV", "PUNCT":
		return k
	}
	for j := next; j < min(hi, next+8); j++ {
		switch {
		case r.Word(j) == ",":
			if j+1 < hi && (r.Tokens[j+1].POS == "ADP" || r.Tokens[j+1].POS == "CCONJ") {
				return j
			}
			return none
		case r.Tokens[j].POS == "VERB" || r.Tokens[j].POS == "AUX":
			return none
		}
	}
	return none
}

// onward reports whether an infinitive of motion begins at k, and which.
func (r *reader) onward(k int) (motion, bool) {
	if r.lemma[k] != "to" || k+1 >= len(r.Tokens) || r.Tokens[k+1].XPOS != "VB" {
		return motion{}, false
	}
	m, ok := motions[r.lemma[k+1]]
	return m, ok && m.moved == subject
}

// ends reports whether token k begins something of which the movement told by
// word is no part: another finite verb, an infinitive, a new sentence.
func (r *reader) ends(k, word int) bool {
	tok := &r.Tokens[k]
	switch tok.POS {
	case "VERB", "AUX":
		if lower(r.Word(k)) == "according" {
			return true
		}
		if r.is(k, "amod", "compound", "case", "fixed") {
			return false
		}
		// "areas held by rebels in Aceh"
		return !(tok.XPOS == "VBN" && r.is(k, "acl"))
	case "PUNCT":
		switch r.Word(k) {
		case ";", ":", "—", "–", "--", "(":
			return true
		}
	case "PRON":
		return r.relative(k) || r.is(k, "nsubj")
	case "SCONJ":
		return r.lemma[k] != "in" && r.lemma[k] != "into" && r.lemma[k] != "to" && r.lemma[k] != "from"
	}
	return false
}

// origin adds where those who move are said to be from: "traders from Gao
// crossed into Niger".
func (r *reader) origin(c *course, who int) {
	if len(c.places[source]) > 0 {
		return
	}
	for k := who + 1; k < min(int(r.high[who]), who+14) && (k < c.word || who > c.word); k++ {
		if r.lemma[k] != "from" {
			if r.Tokens[k].POS == "VERB" {
				return
			}
			continue
		}
		last := int32(none)
		for k++; k < min(len(r.Tokens), who+20) && (k < c.word || who > c.word); k++ {
			if p := r.place[k]; p != none {
				if p != last && r.setting(int(p)) && !r.contains(int(p)) {
					c.places[source] = append(c.places[source], int(p))
				}
				last = p
				continue
			}
			switch r.Tokens[k].POS {
			case "ADP", "VERB", "AUX":
				return
			}
		}
		return
	}
}
