package eval

import (
	"context"
	"math"
	"slices"
	"sort"
	"strings"

	"assay"
	"assay/lang"
	"assay/place"
	"assay/place/gazetteer"
)

// closeKM is how many kilometres a place may lie from the gold's: 100 miles, as in
// the literature on toponym resolution.
const closeKM = 161

// PlaceTask scores places against corpora of names of places (see
// [ReadToponyms]). recognition_f1 counts names found with the very span. The
// names of which the gold says where they lie are then resolved as they are given:
// acc161 is the share within 161 km, those that stay unresolved counted wrong, and those
// whose id no table knows;
// resolved the share that is resolved at all, and of those acc161_resolved,
// median_km, mean_km and auc, the area under the curve of the logarithms of the
// distances (Jurgens et al. 2015; 0 is best). Measures in _e2e are the same for
// the places that are found in the plain text: a name of the gold has the place
// whose span shares most with it. gaz is where names and ids are looked up; nil is
// the embedded table. role_acc is the share of the names found with
// the very span whose role is the one that GeoWebNews gives them.
func PlaceTask(ctx context.Context, paths []string, gaz *gazetteer.Gazetteer, reader lang.Reader) *Result {
	res := newResult("place", paths)
	// The corpora are running text without a page around it, and count what is
	// said twice, so that package clean has no part in it.
	opt := place.Options{NamesOnly: true, Gazetteer: gaz}
	stages := []assay.Stage{lang.New(lang.Options{Reader: reader}), place.New(opt)}
	var tally toponymTally
	for _, path := range paths {
		texts, skipped, err := ReadToponyms(path, gaz.ByID)
		if err != nil {
			res.skip(path, err)
			continue
		}
		res.Skipped = append(res.Skipped, skipped...)
		for _, t := range texts {
			for _, note := range t.Notes {
				res.Notes = append(res.Notes, Skipped{t.Path, "article " + t.ID + ": " + note + "; left out"})
			}
			doc := assay.NewDoc(&assay.Report{URL: t.URL, Text: t.Text})
			if err := assay.Annotate(ctx, doc, stages); err != nil {
				res.skip(t.Path, err)
				continue
			}
			spans := make([]assay.Span, len(t.Names))
			for i, n := range t.Names {
				spans[i] = n.Span
			}
			res.Items++
			res.Bytes += int64(len(t.Text))
			tally.add(t, place.Resolve(t.Text, spans, opt), doc.Places)
		}
	}
	tally.measures(res)
	return res.done()
}

// A toponymTally counts over the texts of all paths.
type toponymTally struct {
	gold, found, right int
	roles, rolesRight  int
	given, plain       distances
}

// add counts one text: the places of the gold's names, and those found.
func (c *toponymTally) add(t ToponymText, given, found []assay.Place) {
	gold := map[assay.Span]string{}
	for i, n := range t.Names {
		gold[n.Span] = n.Label
		if n.Asked {
			c.given.add(n, &given[i])
			c.plain.add(n, closest(found, n.Span))
		}
	}
	c.gold += len(gold)
next:
	for _, pl := range found {
		if label, ok := gold[pl.Span]; ok {
			c.right++
			delete(gold, pl.Span)
			if want := labelRoles[label]; len(want) > 0 {
				c.roles++
				c.rolesRight += count(slices.Contains(want, pl.Role))
			}
		} else {
			for _, sp := range t.Aside {
				if sp.Overlaps(pl.Span) {
					continue next
				}
			}
		}
		c.found++
	}
}

// labelRoles gives our roles for the labels of GeoWebNews that say one.
var labelRoles = map[string][]assay.PlaceRole{
	"Literal":              {assay.Literal},
	"Metonymic":            {assay.Metonym},
	"Literal_Modifier":     {assay.Modifier, assay.Demonym},
	"Non_Literal_Modifier": {assay.Modifier, assay.Demonym},
}

// closest returns the place that shares most with sp; nil if none does.
func closest(list []assay.Place, sp assay.Span) *assay.Place {
	best, most := (*assay.Place)(nil), int32(0)
	for i := range list {
		if shared := min(list[i].Span.End, sp.End) - max(list[i].Span.Start, sp.Start); shared > most {
			best, most = &list[i], shared
		}
	}
	return best
}

func (c *toponymTally) measures(res *Result) {
	res.Gold, res.Predicted = c.gold, c.found
	if c.gold+c.found > 0 {
		res.Measures["recognition_f1"] = 2 * float64(c.right) / float64(c.gold+c.found)
	}
	if c.roles > 0 {
		res.Measures["role_acc"] = float64(c.rolesRight) / float64(c.roles)
	}
	c.given.measures(res.Measures, "")
	c.plain.measures(res.Measures, "_e2e")
}

// distances holds how far the resolved names lie from where they should.
type distances struct {
	all, hit int
	km       []float64
}

func (d *distances) add(n Toponym, pl *assay.Place) {
	d.all++
	if pl == nil || pl.Precision == assay.Unresolved || !n.Known {
		return
	}
	far := gazetteer.Distance(pl.Lat, pl.Lon, n.Lat, n.Lon)
	d.hit += count(far <= closeKM)
	d.km = append(d.km, far)
}

func (d *distances) measures(m Measures, suffix string) {
	if d.all == 0 {
		return
	}
	m["acc161"+suffix] = float64(d.hit) / float64(d.all)
	m["resolved"+suffix] = float64(len(d.km)) / float64(d.all)
	if len(d.km) == 0 {
		return
	}
	sort.Float64s(d.km)
	sum := 0.0
	for _, v := range d.km {
		sum += v
	}
	n := len(d.km)
	m["acc161_resolved"+suffix] = float64(d.hit) / float64(n)
	m["mean_km"+suffix] = sum / float64(n)
	m["median_km"+suffix] = (d.km[(n-1)/2] + d.km[n/2]) / 2
	m["auc"+suffix] = errorArea(d.km)
}

// farthest is the most that two points of the earth lie apart, in kilometres.
const farthest = 20039

// errorArea returns the area under the curve of log(1+d) over the sorted
// distances, as a share of what it can be at most.
func errorArea(sorted []float64) float64 {
	log := func(km float64) float64 { return math.Log(1+km) / math.Log(1+farthest) }
	if len(sorted) == 1 {
		return log(sorted[0])
	}
	area := 0.0
	for i := 1; i < len(sorted); i++ {
		area += (log(sorted[i-1]) + log(sorted[i])) / 2
	}
	return area / float64(len(sorted)-1)
}

// lessIsBetter reports whether a measure is better the smaller it is.
func lessIsBetter(name string) bool {
	return name == "span_errors" || name == "read_as_english" || name == "english_missed" || name == "row_confidence_error" || strings.HasPrefix(name, "auc") || strings.HasPrefix(name, "median_km") || strings.HasPrefix(name, "mean_km")
}
