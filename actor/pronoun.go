package actor

import (
	"assay"
	"assay/lang/en"
)

// reach is how many sentences back an antecedent may stand. Quotations put
// several sentences between a speaker and "she said".
const reach = 8

// pronouns gives each pronoun outside a quotation the antecedent that agrees
// with it and is most prominent just before: subjects and speakers count for
// more than other mentions, nearer sentences for more than farther ones.
func (r *resolver) pronouns() {
	doc := r.doc
	type seen struct {
		e, head, sentence int
		subject           bool
	}
	var before []seen
	starts := make([]int32, len(doc.Tokens)) // head token -> 1 + entity
	for i, e := range r.list {
		for _, m := range e.mentions {
			starts[m.head] = int32(i) + 1
		}
	}
	quoted := inQuotation(doc)
	sent := 0
	for k := range doc.Tokens {
		t := &doc.Tokens[k]
		for sent+1 < len(doc.Sentences) && doc.Sentences[sent+1].Start <= t.Span.Start {
			sent++
		}
		if e := int(starts[k]) - 1; e >= 0 {
			if !quoted[k] {
				before = append(before, seen{e, k, sent, r.subject(k)})
			}
			continue
		}
		if quoted[k] || t.POS != "PRON" && t.POS != "DET" {
			continue
		}
		p, ok := en.Pronouns()[r.lower(k)]
		if !ok {
			continue
		}
		best, score := -1, -1.0
		for j := len(before) - 1; j >= 0 && sent-before[j].sentence <= reach; j-- {
			b := before[j]
			e := r.list[b.e]
			fits := e.Class == assay.Person && !p.Plural && (e.gender == 0 || p.Gender == 0 || e.gender == p.Gender) ||
				p.Plural && (e.plural || e.Class == assay.Group)
			if !fits {
				continue
			}
			s := 10 - 2.5*float64(sent-b.sentence)
			if b.subject {
				s += 3
			}
			if e.Name != "" {
				s++
			}
			if e.gender != 0 && e.gender == p.Gender {
				s++
			}
			if b.sentence == sent && b.subject == r.subject(k) && !p.Plural {
				s += 0.5
			}
			if s > score {
				best, score = b.e, s
			}
		}
		if best < 0 {
			continue
		}
		if e := r.list[best]; e.gender == 0 && !p.Plural {
			e.gender = p.Gender
		}
		r.add(best, t.Span, k)
		before = append(before, seen{best, k, sent, r.subject(k)})
	}
}

// apposed reports whether token k says again what another names.
func (r *resolver) apposed(k int) bool { return r.doc.Tokens[k].Is("appos") }

// subject reports whether token k is the subject of its clause, or stands in
// for one in an attribution: "according to Ana Reyes".
func (r *resolver) subject(k int) bool {
	t := &r.doc.Tokens[k]
	if r.apposed(k) && t.Head >= 0 { // "the mayor, Ana Reyes, said"
		t = &r.doc.Tokens[t.Head]
	}
	if t.Is("nsubj") {
		return true
	}
	c := r.doc.Child(k, "case")
	return c >= 0 && r.lower(c) == en.According
}

// inQuotation returns for each token whether it stands inside quotation marks.
// What is quoted has its own "he".
func inQuotation(doc *assay.Doc) []bool {
	in := make([]bool, len(doc.Tokens))
	open, region := false, -1
	for k := range doc.Tokens {
		if at := doc.Tokens[k].Span.Start; region < 0 || at < doc.Regions[region].Span.Start || at >= doc.Regions[region].Span.End {
			if g := doc.RegionAt(at); g != region {
				region, open = g, false
			}
		}
		switch w := doc.Word(k); w {
		case "“", "``":
			open = true
		case "”", "''":
			open = false
		case `"`:
			open = !open
		}
		in[k] = open
	}
	return in
}
