package mirror_test

import (
	"encoding/csv"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/export"
	"assay/export/mirror"
)

// What others code, as their files have it; the first row is the head.
var files = map[string]string{
	"UCDP GED": `id,relid,type_of_violence,side_a,side_b,source_office,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,best,high,low
1.0,occ00000001,1.0,Army of the North,Hill Front,Wire; Courier,1,Dadu town,Sindh province,26.73,67.78,Pakistan,1,2023-08-23 00:00:00.000,2023-08-23 00:00:00.000,57.0,71,43
2,occ00000002,3,Hill Front,Civilians,Wire,1,Karachi,Sindh,24.86,67.01,Pakistan,2,2023-08-25,2023-08-28,12,12,12
3,occ00000003,1,Army of the North,Hill Front,Courier,6,Pakistan,,30,70,Pakistan,4,2023-09-01,2023-09-30,200,300,100
4,occ00000004,2,Valley Guard,River Guard,Post,4,Punjab province,Punjab,31,72,Pakistan,1,2023-09-04,2023-09-04,3,3,3
`,
	"ACLED": `event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,country,admin1,location,latitude,longitude,geo_precision,source,fatalities
occ00000001,23 August 2023,2023,1,Political violence,Explosions/Remote violence,Air/drone strike,Army of the North,,Hill Front,,Pakistan,Sindh,Dadu,26.73,67.78,1,Wire; Courier,57
occ00000002,25 August 2023,2023,2,Political violence,Battles,Armed clash,Hill Front,River Band,Army of the North,,Pakistan,Sindh,Karachi,24.86,67.01,1,Wire,12
occ00000003,02 September 2023,2023,1,Demonstrations,Protests,Peaceful protest,Students,,Governor,,Pakistan,Punjab,Lahore,31.55,74.34,1,Post,0
`,
	"IDMC Helix": `ID;ISO3;Country;Lat;Lon;Figure cause;Year;Figure category;Figure term;Quantifier;Unit;Reported;Start date;Start date accuracy;End date;End date accuracy;Location name;Location accuracy;Publishers;Sources;Hazard type
7;PAK;Pakistan;26.73;67.78;Disaster;2023;Internal Displacements;Displaced;Exact;Household;1,200;2023-08-23;Day;2023-08-23;Day;Dadu;Point;Wire;Provincial authority;Flood
8;PAK;Pakistan;24.86;67.01;Disaster;2023;Internal Displacements;Evacuated;More than or equal;Person;340;2023-08-25;Week;2023-08-30;Week;Karachi;District/Zone/Department (ADM2);Courier;Red Crescent;Flood
`,
	"IDMC IDU": `id,country,iso3,latitude,longitude,displacement_type,figure,displacement_date,displacement_start_date,displacement_end_date,year,category,type,sources,locations_name,locations_accuracy
#id,#country,#iso,#lat,#lon,#type,#n,#date,#date,#date,#year,#cat,#type,#src,#loc,#acc
11,Pakistan,PAK,26.73,67.78,Disaster,6000,2023-08-23,2023-08-23,2023-08-23,2023,Weather related,Flood,Wire,Dadu,Point
12,Pakistan,PAK,24.86,67.01,Conflict,340,2023-08-25,2023-08-25,2023-08-25,2023,,,Courier,Karachi,Point
`,
	"IDMC GIDD": `ISO3,Country / Territory,Year,Event Name,Date of Event (start),Disaster Internal Displacements,Disaster Internal Displacements (Raw),Hazard Category,Hazard Type
PAK,Pakistan,2023,Sindh floods,2023-08-23,6000,6012,Weather related,Flood
PER,Peru,2023,Nazca earthquake,2023-08-29,300,304,Geophysical,Earthquake
`,
}

func read(t *testing.T, file string) *export.Sheet {
	t.Helper()
	sheet, err := export.ReadCoded(strings.NewReader(file))
	if err != nil || len(sheet.Wrong) > 0 {
		t.Fatal(err, sheet)
	}
	for i := range sheet.Rows {
		sheet.Rows[i].Leaves = true
	}
	return sheet
}

// changed returns a file with the cell of a column in the first row below the head, or tags,
// set otherwise, and without ids if named is false.
func changed(t *testing.T, file, column, value string, named bool) string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(file))
	if strings.HasPrefix(file, "ID;") {
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	first := true
	for _, row := range rows[1:] {
		if strings.HasPrefix(row[0], "#") {
			continue
		}
		for _, id := range []string{"relid", "event_id_cnty", "ID", "id"} {
			if i := slices.Index(rows[0], id); i >= 0 && !named {
				row[i] = ""
			}
		}
		if i := slices.Index(rows[0], column); i >= 0 && first {
			row[i] = value
		}
		first = false
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What is the same is found to be the same, with ids and without, in any order.
func TestSame(t *testing.T) {
	for is, file := range files {
		ours := read(t, file)
		if ours.Coding.Is != is {
			t.Errorf("%s is taken for %s", is, ours.Coding.Is)
		}
		for _, named := range []bool{true, false} {
			theirs := read(t, changed(t, file, "", "", named))
			r := mirror.Compare(ours.Coding, ours.Rows, theirs.Rows)
			if len(r.Pairs) != len(ours.Rows) || len(r.OnlyOurs)+len(r.OnlyTheirs)+r.Outside > 0 {
				t.Errorf("%s: %s", is, r.Summary())
			}
			for _, p := range r.Pairs {
				for _, f := range p.Fields {
					if f.Verdict != mirror.Same && f.Verdict != mirror.Neither || p.Ours.Row != p.Theirs.Row {
						t.Errorf("%s, rows %d and %d: %+v", is, p.Ours.Row, p.Theirs.Row, f)
					}
				}
			}
			for range 5 {
				mixed := slices.Clone(ours.Rows)
				rand.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
				if again := mirror.Compare(ours.Coding, mixed, theirs.Rows); !reflect.DeepEqual(again.Table(), r.Table()) {
					t.Errorf("%s: the order of ours makes a difference", is)
				}
			}
		}
	}
}

// A difference that is planted in one field is named, and none else.
func TestPlanted(t *testing.T) {
	for _, c := range []struct{ file, column, value, field string }{
		{"UCDP GED", "date_end", "2023-08-29", ""}, // longer days fit
		{"UCDP GED", "best", "60", "best"},
		{"UCDP GED", "low", "40", "low"},
		{"UCDP GED", "high", "80", "high"},
		{"UCDP GED", "side_a", "Coast Guard", "side_a"},
		{"UCDP GED", "side_b", "Coast Guard", "side_b"},
		{"UCDP GED", "adm_1", "Punjab", "admin1"},
		{"UCDP GED", "type_of_violence", "2", "type"},
		{"UCDP GED", "source_office", "Gazette", "sources"},
		{"UCDP GED", "source_office", "Wire; Gazette", ""},
		{"ACLED", "event_date", "26 August 2023", "date"},
		{"ACLED", "location", "Sehwan", "place"},
		{"ACLED", "sub_event_type", "Shelling/artillery/missile attack", "type"},
		{"ACLED", "fatalities", "49", "best"},
		{"ACLED", "actor2", "Civilians", "side_b"},
		{"ACLED", "source", "Gazette", "sources"},
		{"IDMC Helix", "Reported", "1500", "best"},
		{"IDMC Helix", "Unit", "Person", "type"},
		{"IDMC Helix", "Figure term", "Evacuated", "type"},
		{"IDMC IDU", "figure", "5000", "best"},
		{"IDMC IDU", "type", "Storm", "type"},
		{"IDMC GIDD", "Disaster Internal Displacements (Raw)", "7000", "best"},
		{"IDMC GIDD", "Hazard Type", "Storm", "type"},
		{"IDMC GIDD", "Date of Event (start)", "2023-08-25", "date"},
	} {
		ours := read(t, files[c.file])
		for _, named := range []bool{true, false} {
			file := changed(t, files[c.file], c.column, c.value, named)
			switch c.value { // what goes with it
			case "Sehwan":
				file = strings.Replace(file, "26.73,67.78", "26.42,67.86", 1)
			}
			r := mirror.Compare(ours.Coding, ours.Rows, read(t, file).Rows)
			var differs []string
			for i := range r.Pairs {
				differs = append(differs, r.Pairs[i].Differs()...)
			}
			if got := strings.Join(differs, " "); got != c.field || len(r.Pairs) != len(ours.Rows) {
				t.Errorf("%s %s %q (ids %v): differs in %q, want %q; %s", c.file, c.column, c.value, named, got, c.field, r.Summary())
			}
		}
	}
}

// What one side alone has is listed; other countries and years are passed over; a country
// that is planted makes two of one, unless the id says that they are one.
func TestAlone(t *testing.T) {
	file := files["UCDP GED"]
	ours := read(t, file)
	for _, c := range []struct {
		country                 string
		named                   bool
		pairs, here, there, out int
		differs                 string
	}{{"India", true, 4, 0, 0, 0, "country"}, {"India", false, 3, 1, 0, 1, ""}} {
		r := mirror.Compare(ours.Coding, ours.Rows, read(t, changed(t, file, "country", c.country, c.named)).Rows)
		if got := []int{len(r.Pairs), len(r.OnlyOurs), len(r.OnlyTheirs), r.Outside}; !slices.Equal(got, []int{c.pairs, c.here, c.there, c.out}) || strings.Join(r.Pairs[0].Differs(), " ") != c.differs {
			t.Errorf("%+v: %v, differs in %v", c, got, r.Pairs[0].Differs())
		}
	}
	r := mirror.Compare(ours.Coding, ours.Rows[1:], ours.Rows[:2])
	if len(r.Pairs) != 1 || len(r.OnlyTheirs) != 1 || len(r.OnlyOurs) != 2 {
		t.Error(r.Summary())
	}
	r = mirror.Compare(ours.Coding, nil, ours.Rows)
	if len(r.OnlyTheirs) != 4 || len(r.Table().Rows) != 4 {
		t.Error(r.Summary())
	}
	// Figures of one estimate are listed once, and not at all where one of them is there.
	figures := read(t, files["IDMC Helix"])
	again := append(slices.Clone(figures.Rows), figures.Rows[0], figures.Rows[1])
	for i := range again {
		again[i].Estimate = []string{"est1", "est2"}[i%2]
	}
	if r = mirror.Compare(figures.Coding, again, figures.Rows[:1]); len(r.OnlyOurs) != 1 || r.Again != 2 {
		t.Error(r.Summary())
	}
}

// What lies in one another by the gazetteer, by the code of precision or by its days fits.
func TestFits(t *testing.T) {
	for _, c := range []struct {
		from, to    string
		field, want string
	}{
		{"1,Dadu town,Sindh province,26.73,67.78", "4,Sindh province,Sindh province,26,69", "place", "fits"},
		{"1,Dadu town,Sindh province,26.73,67.78", "6,Pakistan,,30,70", "place", "fits"},
		{"1,Dadu town,Sindh province,26.73,67.78", "2,Radhan,Sindh,26.85,67.90", "place", "fits"},
		{"1,Dadu town,Sindh province,26.73,67.78", "1,Radhan,Sindh,27.20,67.95", "place", "differs"},
		{"2023-08-23 00:00:00.000,2023-08-23 00:00:00.000", "2023-08-20,2023-08-25", "date", "fits"},
		{"2023-08-23 00:00:00.000,2023-08-23 00:00:00.000", "2023-08-24,2023-08-25", "date", "differs"},
		{"57.0,71,43", "57.0,,43", "high", "fits"},
		{"57.0,71,43", ",71,43", "best", "fits"},
		{"Army of the North,Hill Front", "Hill Front,Army of the North", "side_a", "same"},
	} {
		ours := read(t, files["UCDP GED"])
		r := mirror.Compare(ours.Coding, ours.Rows, read(t, strings.Replace(files["UCDP GED"], c.from, c.to, 1)).Rows)
		for _, f := range r.Pairs[0].Fields {
			if f.Name == c.field && f.Verdict.String() != c.want {
				t.Errorf("%s: %s %s, want %s (%+v)", c.to, c.field, f.Verdict, c.want, f)
			}
		}
	}
}

// What cannot be read is named with its row and its column.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ column, value, want string }{
		{"date_start", "23/08/2023", `row 2, column date_start: "23/08/2023" is no day; write it so: 2018-02-04`},
		{"date_start", "16801.0", `row 2, column date_start: "16801.0" is no day; write it so: 2018-02-04`},
		{"date_end", "2023-08-01", `row 2, column date_end: "2023-08-01" is before 2023-08-23, with which it begins`},
		{"best", "many", `row 2, column best: "many" is no number; write it so: 1200`},
		{"low", "-1", `row 2, column low: "-1" is not from 0 to `},
		{"latitude", "2673", `row 2, column latitude: "2673" is not from -90 to 90`},
		{"date_prec", "9", `row 2, column date_prec: "9" is no code; there are 1, 2, 3, 4, 5`},
		{"where_prec", "town", `row 2, column where_prec: "town" is no code; there are 1, 2, 3, 4, 5, 6, 7`},
	} {
		sheet, err := export.ReadCoded(strings.NewReader(changed(t, files["UCDP GED"], c.column, c.value, true)))
		if err != nil || len(sheet.Wrong) != 1 || len(sheet.Rows) != 3 || !strings.HasPrefix(sheet.Wrong[0].Error(), c.want) {
			t.Errorf("%s %q: %v, %v", c.column, c.value, err, sheet)
		}
	}
	for _, file := range []string{"", "\n\n", "a,b\n1,2\n", "PK\x03\x04broken", "event_date,\"x\n"} {
		if _, err := export.ReadCoded(strings.NewReader(file)); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// Whatever a file holds, it is read or refused, and what is read can be compared.
func FuzzReadCoded(f *testing.F) {
	for _, file := range files {
		f.Add(file)
	}
	f.Add("a;b\n\"")
	f.Fuzz(func(t *testing.T, file string) {
		sheet, err := export.ReadCoded(strings.NewReader(file))
		if err != nil {
			if !errors.Is(err, assay.ErrInvalid) {
				t.Error(err)
			}
			return
		}
		r := mirror.Compare(sheet.Coding, sheet.Rows, sheet.Rows)
		if n := len(r.Pairs) + len(r.OnlyTheirs) + r.Outside; n != len(sheet.Rows) {
			t.Errorf("%d rows, of which %d are told of", len(sheet.Rows), n)
		}
		r.Table()
	})
}
