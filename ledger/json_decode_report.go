package ledger

import (
	"slices"

	"assay"
)

func (d *reportDecoder) mentions() {
	doc := d.doc
	for i := range d.line.Actors {
		it := &d.line.Actors[i]
		a := assay.Actor{
			Class: assay.ActorClass(oneOf(d, "actor class", assay.ActorClasses[:], it.Class)), Name: value(it.Name),
			Role: value(it.Role), Affiliation: lookup[assay.Actor](d, 'a', it.Affiliation), Public: it.Public,
		}
		for k := range it.Mentions {
			a.Mentions = append(a.Mentions, d.quote(&it.Mentions[k]))
		}
		doc.Actors = append(doc.Actors, a)
	}
	for i := range d.line.Places {
		it := &d.line.Places[i]
		pl := assay.Place{
			Span: d.quote(&it.Quote), Gazetteer: value(it.Gazetteer), Name: value(it.Name),
			Precision: assay.Precision(oneOf(d, "precision", assay.Precisions[:], it.Precision)),
			Role:      assay.PlaceRole(oneOf(d, "place role", assay.PlaceRoles[:], it.Role)),
			Country:   it.Country, Within: it.Within, Away: it.AwayKM, Confidence: it.Confidence, RunnerUp: value(it.RunnerUp),
		}
		if it.Lat != nil && it.Lon != nil {
			pl.Lat, pl.Lon = *it.Lat, *it.Lon
		}
		doc.Places = append(doc.Places, pl)
	}
	for i := range d.line.Times {
		it := &d.line.Times[i]
		doc.Times = append(doc.Times, assay.Time{
			Span: d.quote(&it.Quote), Type: it.Type, Value: value(it.Value), Begin: d.time(it.Begin), End: d.time(it.End),
			Precision: value(it.Precision), Anchored: it.Anchored,
		})
	}
}

func (d *reportDecoder) statements() {
	doc := d.doc
	for i := range d.line.Sources {
		it := &d.line.Sources[i]
		doc.Sources = append(doc.Sources, assay.Source{
			Span: d.quote(it.Quote), Class: assay.ActorClass(oneOf(d, "source class", assay.ActorClasses[:], it.Class)),
			Name: value(it.Name), Actor: lookup[assay.Actor](d, 'a', it.Actor), SpeaksFor: lookup[assay.Actor](d, 'a', it.SpeaksFor),
			Reason: d.quote(it.Reason), Party: value(it.Party),
		})
	}
	for i := range d.line.Claims {
		doc.Claims = append(doc.Claims, d.claim(&d.line.Claims[i]))
	}
	for i := range d.line.Figures {
		q, fig := d.figure(&d.line.Figures[i])
		fig.Quantity = q
		if !q.Singular {
			doc.Quantities = append(doc.Quantities, q)
		}
		doc.Figures = append(doc.Figures, fig)
	}
	for i := range d.line.Events {
		it := &d.line.Events[i]
		doc.Events = append(doc.Events, assay.Event{
			Span: d.quote(it.Quote), Type: it.Type, Mode: value(it.Mode),
			Actors: lookups[assay.Actor](d, 'a', it.Actors), Recipients: lookups[assay.Actor](d, 'a', it.Recipients),
			Figures: lookups[assay.Figure](d, 'f', it.Figures), Places: lookups[assay.Place](d, 'p', it.Places),
			Time: lookup[assay.Time](d, 't', it.Time), Claim: lookup[assay.Claim](d, 'c', it.Claim),
			Background: it.Background, Countries: d.countries(it.Country), Begin: d.time(it.Begin), End: d.time(it.End),
		})
	}
	for i := range d.line.Movements {
		it := &d.line.Movements[i]
		doc.Movements = append(doc.Movements, assay.Movement{
			Who: d.quote(it.Who), From: lookups[assay.Place](d, 'p', it.From), To: lookups[assay.Place](d, 'p', it.To),
			Via: lookups[assay.Place](d, 'p', it.Via), Count: lookup[assay.Figure](d, 'f', it.Count), Status: value(it.Status),
			Time: lookup[assay.Time](d, 't', it.Time), Claim: lookup[assay.Claim](d, 'c', it.Claim),
		})
	}
}

// countries returns the codes of two letters of those of three.
func (d *reportDecoder) countries(list []string) (codes []string) {
	for _, c := range list {
		two := assay.Alpha2(c)
		if two == "" {
			d.fail("country %q", c)
			continue
		}
		codes = append(codes, two)
	}
	return codes
}

func (d *reportDecoder) claim(it *ClaimItem) assay.Claim {
	cl := assay.Claim{
		Kind: assay.ClaimKind(oneOf(d, "claim kind", assay.ClaimKinds[:], it.Kind)), Cue: d.quote(it.Cue),
		Stance: assay.Stance(oneOf(d, "stance", assay.Stances[:], it.Stance)),
		Mode:   assay.Mode(oneOf(d, "mode", assay.Modes[:], it.Mode)),
		Basis:  value(it.Basis), Said: lookup[assay.Time](d, 't', it.Said), Channel: d.quote(it.Channel),
		Via: lookup[assay.Claim](d, 'c', it.Via), Confidence: it.Confidence, Ruled: ruled(it.Ruled),
	}
	if it.Source == nil {
		d.fail("claim %s has no source", it.ID)
	} else {
		cl.Source = lookup[assay.Source](d, 's', &it.Source.ID)
	}
	for k := range it.Content {
		c := assay.Content{Span: d.quote(&it.Content[k].Quote)}
		if s := it.Content[k].Stance; s != nil {
			stance := assay.Stance(oneOf(d, "stance", assay.Stances[:], *s))
			c.Stance = &stance
		}
		cl.Content = append(cl.Content, c)
	}
	for k, id := range it.RespondsTo {
		// The figures in the list are those of the claims in it.
		if len(id) > 0 && id[0] == 'c' {
			cl.RespondsTo = append(cl.RespondsTo, lookup[assay.Claim](d, 'c', &it.RespondsTo[k]))
		}
	}
	if it.Checked != nil {
		cl.Checked = assay.Checked{Span: d.quote(&it.Checked.Quote), Result: it.Checked.Result}
	}
	return cl
}

func (d *reportDecoder) figure(it *FigureItem) (assay.Quantity, assay.Figure) {
	q := assay.Quantity{
		Span: d.quote(it.Quote), Bound: assay.Bound(oneOf(d, "bound", assay.Bounds[:], it.Bound)),
		Low: it.Low, Best: it.Best, High: it.High, Unit: value(it.Unit), Counted: d.quote(it.Counted), Head: -1,
		Per: value(it.Per), Change: it.Change, Singular: it.Singular,
	}
	fig := assay.Figure{
		Unit: q.Unit, Counted: q.Counted, Action: assay.Action(it.Action), Verb: value(it.Verb),
		Of: lookup[assay.Figure](d, 'f', it.Of), Per: q.Per, Kind: value(it.Kind), Total: value(it.Total),
		Places: lookups[assay.Place](d, 'p', it.Places), Time: lookup[assay.Time](d, 't', it.Time),
		Claim: lookup[assay.Claim](d, 'c', it.Claim), Confidence: it.Confidence,
		Begin: d.time(it.Begin), End: d.time(it.End), Role: it.Role, Trigger: d.quote(it.Trigger), Countries: d.countries(it.Country), Ruled: ruled(it.Ruled),
	}
	if p := it.Probabilities; p != nil {
		fig.Chances = assay.Chances{Figure: p.Figure, Action: p.Action, Places: p.Places, Countries: p.Country, Time: p.Time, Days: p.Days}
	}
	for _, a := range it.Alternatives {
		if a.Field == "country" {
			a.Value = assay.Alpha2(a.Value)
		}
		fig.Second = append(fig.Second, assay.Alternative{Field: a.Field, Value: a.Value, Chance: a.Probability})
	}
	if it.Action != "" && !slices.Contains(assay.Actions[:], fig.Action) {
		d.fail("action %q", it.Action)
	}
	for _, s := range it.Inherited {
		switch s {
		case "places":
			fig.Inherited |= assay.Places
		case "time":
			fig.Inherited |= assay.Times
		default:
			d.fail("inherited %q", s)
		}
	}
	return q, fig
}
