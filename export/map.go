package export

import (
	"encoding/json"
	"io"
	"slices"

	"assay"
	"assay/ledger"
)

// A field is a key of a JSON object and its value.
type field struct {
	key   string
	value any
}

// An object is a JSON object whose keys keep their order.
type object []field

// MarshalJSON implements [json.Marshaler].
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, f := range o {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := plainJSON(f.key)
		if err != nil {
			return nil, err
		}
		value, err := plainJSON(f.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), value...)
	}
	return append(b, '}'), nil
}

// with returns o with a field more, unless its value is unknown.
func (o object) with(key string, value any) object {
	switch v := value.(type) {
	case nil:
		return o
	case string:
		if v == "" {
			return o
		}
	case []string:
		if len(v) == 0 {
			return o
		}
	case []any:
		if len(v) == 0 {
			return o
		}
	case object:
		if len(v) == 0 {
			return o
		}
	}
	return append(o, field{key, value})
}

// fieldsOf returns the cells of a row that are known.
func fieldsOf(r record) (o object) {
	for i, column := range r.of.Head {
		o = o.with(column, r.row[i])
	}
	return o
}

// writeList writes a JSON object of which the last field is a list, an item to a line.
func writeList(w io.Writer, head object, key string, items []any) error {
	b, err := plainJSON(head)
	if err != nil {
		return err
	}
	name, err := json.Marshal(key)
	if err != nil {
		return err
	}
	if _, err := w.Write(append(append(append(b[:len(b)-1], ','), name...), ":["...)); err != nil {
		return err
	}
	for i, item := range items {
		b, err := plainJSON(item)
		if err != nil {
			return err
		}
		if i > 0 {
			b = append([]byte{','}, b...)
		}
		if _, err := w.Write(append([]byte{'\n'}, b...)); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// writeLines writes items as JSON Lines.
func writeLines(w io.Writer, items []any) error {
	for _, item := range items {
		b, err := plainJSON(item)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// geoJSON writes events, figures and movements as features (RFC 7946). What has no place
// on the map has no geometry; a movement is a line from where to where.
func (l *Ledger) geoJSON(w io.Writer) error {
	var items []any
	add := func(r record, geometry any) {
		items = append(items, object{{"type", "Feature"}, {"id", r.text("id")}, {"geometry", geometry},
			{"properties", append(object{{"table", r.of.Name}}, fieldsOf(r)...)}})
	}
	point := func(lat, lon float64) object { return object{{"type", "Point"}, {"coordinates", [2]float64{lon, lat}}} }
	for r := range l.records("events") {
		var geometry any
		if s := spotOf(r.text("place"), r.text("place_name"), r.list("country")); s.located && s.id != "" {
			geometry = point(s.lat, s.lon)
		}
		add(r, geometry)
	}
	for r := range l.records("figures") {
		var geometry any
		lat, ok := r.cell("lat").(float64)
		lon, ok2 := r.cell("lon").(float64)
		if ok && ok2 {
			geometry = point(lat, lon)
		}
		add(r, geometry)
	}
	for r := range l.records("movements") {
		doc := l.report(r.text("report"))
		i := entryIndex(r.text("movement"))
		if doc == nil || i < 0 || i >= len(doc.Movements) {
			continue
		}
		m := &doc.Movements[i]
		var line [][2]float64
		for _, refs := range [][]assay.Ref[assay.Place]{m.From, m.Via, m.To} {
			for _, ref := range refs {
				if pl := ref.In(doc.Places); pl != nil && pl.Gazetteer != "" {
					if at := [2]float64{pl.Lon, pl.Lat}; !slices.Contains(line, at) {
						line = append(line, at)
					}
				}
			}
		}
		var geometry any
		switch len(line) {
		case 0:
		case 1:
			geometry = point(line[0][1], line[0][0])
		default:
			geometry = object{{"type", "LineString"}, {"coordinates", line}}
		}
		add(r, geometry)
	}
	return writeList(w, object{{"type", "FeatureCollection"}}, "features", items)
}

// entryIndex returns the position of an entry in its report's list: 6 of "f7", -1 of
// what is none.
func entryIndex(id string) int {
	n := 0
	for i, r := range id {
		if i == 0 {
			continue
		}
		if r < '0' || r > '9' || n > 1<<28 {
			return -1
		}
		n = 10*n + int(r-'0')
	}
	return n - 1
}

// rowOf returns the row of an entry of a report, its ok false where it could not leave; chosen
// says that it must have been chosen, too.
func (l *Ledger) rowOf(name string, doc *assay.Doc, letter byte, i int, chosen bool) (record, bool) {
	t := l.whole(name)
	id := ledger.EntryID(doc.ID, ledger.ID(letter, i))
	k, ok := l.at[name][id]
	if !ok || chosen && l.opt.Only != nil && !l.opt.Only[id] {
		return record{}, false
	}
	return record{t, t.Rows[k]}, true
}
