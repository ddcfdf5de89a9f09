package table_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"assay/table"
)

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+4420": "'+4420", "-2 degrees": "'-2 degrees", "@here": "'@here", " =1+1": "' =1+1", "\t=x": "'\t=x", "\tx": "'\tx", "\n-x": "'\n-x",
		"12 - 14": "12 - 14", "a=b": "a=b", "– dash": "– dash", "": "", "'=1": "'=1", "“quoted,” he said": "“quoted,” he said",
	} {
		var b strings.Builder
		if err := table.CSV(&b, &table.Table{Head: []string{"a", "b"}, Rows: [][]any{{in, -7.5}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][0] != want || rows[1][1] != "-7.5" {
			t.Errorf("%q became %q, %v; want %q, and the number as it is", in, rows, err, want)
		}
	}
}

func TestRows(t *testing.T) {
	tab := &table.Table{Name: "stories", Head: []string{"a", "b", "c", "d", "e"}, Rows: [][]any{
		{"x, \"y\"\n<z>", nil, 1200.0, int64(3), true}, {nil, 0.5, nil, nil, false},
	}}
	var b strings.Builder
	if err := table.JSON(&b, tab); err != nil {
		t.Fatal(err)
	}
	want := `{"a":"x, \"y\"\n<z>","b":null,"c":1200,"d":3,"e":true}` + "\n" + `{"a":null,"b":0.5,"c":null,"d":null,"e":false}` + "\n"
	if b.String() != want || !json.Valid([]byte(strings.Split(b.String(), "\n")[0])) {
		t.Errorf("%s, want %s", b.String(), want)
	}
	b.Reset()
	if err := table.CSV(&b, tab); err != nil || b.String() != "a,b,c,d,e\n\"x, \"\"y\"\"\n<z>\",,1200,3,true\n,0.5,,,false\n" {
		t.Errorf("%v: %q", err, b.String())
	}
}
