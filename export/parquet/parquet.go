// Package parquet writes a table as a Parquet file. Columns have the types of their kinds,
// and each may be unknown. What leaves is decided before, in package export.
package parquet

import (
	"io"
	"strings"
	"time"

	"assay/table"

	"github.com/parquet-go/parquet-go"
)

// node returns the column type of a kind; each may be unknown.
func node(kind table.Kind) parquet.Node {
	switch kind {
	case table.Number:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	case table.Integer:
		return parquet.Optional(parquet.Int(64))
	case table.Truth:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	case table.Day:
		return parquet.Optional(parquet.Date())
	}
	return parquet.Optional(parquet.String())
}

// Write writes a table. Columns stand in the order of their names, which is that of the
// library; a day is a date, without the time of day that some have.
func Write(w io.Writer, t *table.Table) error {
	group := parquet.Group{}
	for _, name := range t.Head {
		group[name] = node(table.KindOf(t.Name, name))
	}
	schema := parquet.NewSchema(t.Name, group)
	order := make([]int, len(t.Head))
	for i, name := range t.Head {
		leaf, _ := schema.Lookup(name)
		order[leaf.ColumnIndex] = i
	}
	pw := parquet.NewWriter(w, schema, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("assay", "", ""), parquet.MaxRowsPerRowGroup(100_000))
	row := make(parquet.Row, len(t.Head))
	for _, cells := range t.Rows {
		for column, i := range order {
			v := value(table.KindOf(t.Name, t.Head[i]), cells[i])
			level := 1
			if v.IsNull() {
				level = 0
			}
			row[column] = v.Level(0, level, column)
		}
		if _, err := pw.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return pw.Close()
}

func value(kind table.Kind, cell any) parquet.Value {
	switch v := cell.(type) {
	case float64:
		return parquet.DoubleValue(v)
	case int64:
		return parquet.Int64Value(v)
	case bool:
		return parquet.BooleanValue(v)
	case string:
		if kind != table.Day {
			return parquet.ByteArrayValue([]byte(v))
		}
		day, _, _ := strings.Cut(v, "T")
		if d, err := time.Parse(time.DateOnly, day); err == nil {
			return parquet.Int32Value(int32(d.Unix() / 86400))
		}
	}
	return parquet.NullValue()
}
