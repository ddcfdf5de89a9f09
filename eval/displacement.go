package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/lang"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// A displacementRow is what people noted of an excerpt.
type displacementRow struct {
	text, term, unit string
	number           float64
	country          string // in three letters, as the published scorer finds it
	known            string // also where it stands as "China;CHN;156"
}

// DisplacementTask scores figures of excerpts against lines of JSON with the number that
// people took from each, what it counts, what became of them, and the country, as the
// published scorer idmc.py does: a row is right when one figure of its excerpt has all
// of them. Measures number, unit, action, country and all are its; where the country
// stands in a form that it does not know, it lets every one pass. country_known and
// all_known are the shares of the rows whose country can be read from that form too.
func DisplacementTask(ctx context.Context, paths []string, reader lang.Reader, show bool) *Result {
	res := newResult("displacement", paths)
	res.names = []string{"number", "unit", "action", "country", "all", "country_known", "all_known"}
	sum := newCounts()
	for _, path := range paths {
		rows, err := readDisplacement(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		texts := make([]record, len(rows))
		for i, row := range rows {
			texts[i].text = row.text
		}
		byText := map[string]*score{}
		for _, doc := range parseRecords(texts).read(ctx, reader) {
			r, err := encoded(doc)
			if err != nil {
				res.skip(path, err)
				continue
			}
			res.Bytes += int64(len(r.Report.Text))
			res.Predicted += len(r.Figures)
			byText[strings.TrimSpace(r.Report.Text)] = newScore(&gold{}, r)
		}
		for n, row := range rows {
			f := row.score(byText[row.text], &sum)
			f.Path, f.ID = path, strconv.Itoa(n+1)
			if show && len(f.Wrong) > 0 {
				res.Faults = append(res.Faults, f)
			}
		}
		res.Items += len(rows)
		res.Gold += len(rows)
	}
	if res.Items > 0 {
		res.Measures, res.Of = sum.ratios()
	}
	return res.done()
}

// score counts a row, and says what is wrong of it.
func (row *displacementRow) score(s *score, sum *counts) Fault {
	var number, unit, action, country, all, known, allKnown bool
	var found, others, units, actions, lands []string
	if s != nil {
		for _, p := range s.read.Figures {
			codes := s.countries(p)
			in := strings.Join(codes, " ")
			says := fmt.Sprintf("«%s» %s %s %s", flat(p.Text), or(p.Unit), or(p.Action), or(in))
			if !row.says(p.Best) && !row.says(p.Low) && !row.says(p.High) {
				others = append(others, says)
				continue
			}
			u, a := row.sameUnit(p.Unit), row.sameAction(p.Action)
			c := row.country == "" || slices.Contains(codes, row.country)
			k := row.known != "" && slices.Contains(codes, row.known)
			number, unit, action, country = true, unit || u, action || a, country || c
			known, all, allKnown = known || k, all || u && a && c, allKnown || u && a && k
			found, units, actions, lands = append(found, says), append(units, or(p.Unit)), append(actions, or(p.Action)), append(lands, or(in))
		}
	}
	add := func(name string, ok bool) {
		r := sum.right[name]
		sum.right[name] = ratio{r.n + count(ok), r.of + 1}
	}
	add("number", number)
	add("unit", unit)
	add("action", action)
	add("country", country)
	add("all", all)
	if row.known != "" {
		add("country_known", known)
		add("all_known", allKnown)
	}
	f := Fault{Kind: "wrong", What: "row", Around: flat(row.text), Says: strings.Join(found, "; ")}
	wrong := func(ok bool, field, gold string, got []string) {
		if !ok {
			f.wrong(field, or(gold), or(strings.Join(got, ", ")))
		}
	}
	if !number {
		f.Kind = "missed"
		wrong(false, "number", strconv.FormatFloat(row.number, 'f', -1, 64)+" "+row.term+" "+row.unit, others)
		return f
	}
	wrong(unit, "unit", row.unit, units)
	wrong(action, "action", row.term, actions)
	wrong(country && (known || row.known == ""), "country", row.known, lands)
	if len(f.Wrong) == 0 && !(all && (allKnown || row.known == "")) {
		wrong(false, "all", "in one figure", found)
	}
	return f
}

// says: numbers are whole, so less than half off is none.
func (row *displacementRow) says(a assay.Amount) bool {
	v, ok := a.Number()
	return ok && math.Abs(v-row.number) < 0.5
}

func (row *displacementRow) sameUnit(unit string) bool {
	if row.unit == "People" {
		return unit == "person"
	}
	return en.ScoringWords().Housing[unit[strings.LastIndexByte(unit, ' ')+1:]]
}

func (row *displacementRow) sameAction(action string) bool {
	if strings.Contains(row.term, "Housing") {
		return action == "destroyed" || action == "damaged"
	}
	switch action {
	case "displaced", "evacuated", "fled", "homeless", "arrived", "departed", "crossed":
		return true
	}
	return false
}

var threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)

// readDisplacement reads the rows that have a number and whose excerpt says it.
func readDisplacement(path string) ([]displacementRow, error) {
	raw, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var rows []displacementRow
	for n, line := range bytes.Split(raw, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var fields map[string]any
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.UseNumber()
		if err := dec.Decode(&fields); err != nil {
			return nil, fmt.Errorf("%w: line %d: %v; name lines of JSON with an excerpt and its figure each", assay.ErrInvalid, n+1, err)
		}
		get := func(keys ...string) string {
			for _, key := range keys {
				if v, ok := fields[key]; ok && v != nil && v != "" {
					return fmt.Sprint(v)
				}
			}
			return ""
		}
		row := displacementRow{text: strings.TrimSpace(get("Excerpt", "excerpt")), term: get("Reporting term", "Term"), unit: get("Reporting unit", "Unit")}
		row.number, err = strconv.ParseFloat(strings.TrimSpace(strings.ReplaceAll(get("Displacement figure", "Quantity"), ",", "")), 64)
		if mentions, ok := fields["Mentions"]; err != nil || row.text == "" || ok && mentions != "Y" {
			continue
		}
		where := strings.TrimSpace(get("Location (Country)", "Country"))
		row.country = countryCode(where)
		row.known = row.country
		if parts := strings.Split(where, ";"); row.known == "" && len(parts) == 3 && threeLetters.MatchString(parts[1]) {
			row.known = parts[1]
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%w: has no rows; name lines of JSON with Excerpt and Displacement figure", assay.ErrInvalid)
	}
	return rows, nil
}

// countryCode returns the three letters of a country that is named by them or in full.
func countryCode(name string) string {
	if threeLetters.MatchString(name) {
		return name
	}
	for _, e := range gazetteer.Lookup(name) {
		if e.Class == gazetteer.State && strings.EqualFold(e.Name, name) {
			return assay.Alpha3(e.Country)
		}
	}
	return ""
}
