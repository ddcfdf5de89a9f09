package place_test

import (
	"math"
	"os"
	"testing"

	"assay"
	"assay/eval"
	"assay/place"
	"assay/place/gazetteer"
)

// rankings are the documents of LGL with their names looked up.
type ranked struct {
	*place.Ranking
	names []eval.Toponym
}

// TestFolds trains the weights of the ranking on four fifths of LGL and measures
// on the fifth that was held out, five times: how far the accuracy that the
// weights reach on LGL can be believed. It takes minutes, so it has to be asked
// for: ASSAY_FOLDS=1 go test ./place -run Folds -v -timeout 1h.
func TestFolds(t *testing.T) {
	if os.Getenv("ASSAY_FOLDS") == "" {
		t.Skip("skipped: takes minutes; set ASSAY_FOLDS=1")
	}
	texts, _, err := eval.ReadToponyms("../../shared/data/places/lgl.xml", gazetteer.ByID)
	if err != nil {
		t.Skip("skipped: no corpus of places beside the project: ", err)
	}
	const folds = 5
	var parts [folds][]ranked
	for i, x := range texts {
		var spans []assay.Span
		for _, n := range x.Names {
			spans = append(spans, n.Span)
		}
		parts[i%folds] = append(parts[i%folds], ranked{place.NewRanking(x.Text, spans), x.Names})
	}
	var kept, trained []float64
	for k := range folds {
		var rest []ranked
		for i := range folds {
			if i != k {
				rest = append(rest, parts[i]...)
			}
		}
		w, on := search(t, rest)
		kept, trained = append(kept, share(parts[k], place.Defaults())), append(trained, share(parts[k], w))
		t.Logf("fold %d: weights in use %.3f; trained on the others %.3f (there %.3f, with those in use %.3f)", k+1, kept[k], trained[k], on, share(rest, place.Defaults()))
	}
	var all []ranked
	for _, p := range parts {
		all = append(all, p...)
	}
	w, on := search(t, all)
	t.Logf("all of LGL: %.3f with %+v", on, w)
	for name, list := range map[string][]float64{"in use": kept, "trained on the other folds": trained} {
		mean, spread := spreadOf(list)
		t.Logf("weights %s: mean %.3f, standard deviation over the folds %.3f", name, mean, spread)
	}
}

func spreadOf(list []float64) (mean, spread float64) {
	for _, v := range list {
		mean += v / float64(len(list))
	}
	for _, v := range list {
		spread += (v - mean) * (v - mean) / float64(len(list)-1)
	}
	return mean, math.Sqrt(spread)
}

// share is the share of the names with coordinates that are resolved within 161
// km.
func share(docs []ranked, w place.Weights) float64 {
	hit, all := 0, 0
	for _, d := range docs {
		for i, pl := range d.Resolve(w) {
			if n := d.names[i]; n.Known {
				all++
				if pl.Precision != assay.Unresolved && gazetteer.Distance(pl.Lat, pl.Lon, n.Lat, n.Lon) <= 161 {
					hit++
				}
			}
		}
	}
	return float64(hit) / float64(all)
}

// plain is where the search starts: each kind of evidence counts one, but for
// what has a scale of its own, so that nothing of the held out fold is known.
func plain() place.Weights {
	w := place.Defaults()
	for i, f := range w.Fields() {
		switch name := place.WeightNames()[i]; {
		case name == "reach", name == "least", name == "temperature", name == "doubt":
		case *f < 0:
			*f = -1
		default:
			*f = 1
		}
	}
	return w
}

// search sets one weight after the other to the best of a few values, until no
// change helps. The threshold is left alone.
func search(t *testing.T, docs []ranked) (place.Weights, float64) {
	w := plain()
	best := share(docs, w)
	for round := range 8 {
		before := best
		for i, name := range place.WeightNames() {
			if name == "least" || name == "temperature" || name == "doubt" || name == "home" {
				continue
			}
			v := *w.Fields()[i]
			keep := v
			for _, try := range []float64{v * 2, v / 2, v + 1.5, v - 1, v * 1.25} {
				*w.Fields()[i] = try
				if s := share(docs, w); s > best+1e-9 {
					best, keep = s, try
				}
			}
			*w.Fields()[i] = keep
		}
		t.Logf("round %d: %.4f", round+1, best)
		if best-before < .0005 {
			break
		}
	}
	return w, best
}
