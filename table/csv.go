package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// CSV writes a table as RFC 4180 with a head. An unknown cell is empty. A text
// that a spreadsheet would run as a formula ("=1+1", "-2 degrees", "@here")
// comes with an apostrophe before it; numbers are written as they are.
func CSV(w io.Writer, t *Table) error {
	cw := csv.NewWriter(w)
	if err := cw.Write(t.Head); err != nil {
		return err
	}
	record := make([]string, len(t.Head))
	for _, row := range t.Rows {
		for i, cell := range row {
			record[i] = CellText(cell)
			if s, ok := cell.(string); ok {
				record[i] = guard(s)
			}
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// guard keeps a spreadsheet from running a text. Programs skip white space
// before the sign, and a tab or a return is a way in as well.
func guard(s string) string {
	t := strings.TrimLeft(s, " \t\r\n")
	if t != "" && strings.IndexByte("=+-@", t[0]) >= 0 || s != "" && strings.IndexByte("\t\r\n", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// CellText returns a cell as it is written in CSV; "" where it is unknown.
func CellText(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// JSON writes each row of a table as one JSON object on a line, its keys in
// the order of the head. An unknown cell is null.
func JSON(w io.Writer, t *Table) error {
	var line, value bytes.Buffer
	enc := json.NewEncoder(&value)
	enc.SetEscapeHTML(false)
	for _, row := range t.Rows {
		line.Reset()
		for i, cell := range row {
			line.WriteByte("{,"[min(i, 1)])
			value.Reset()
			if err := enc.Encode(cell); err != nil {
				return err
			}
			line.WriteString(strconv.Quote(t.Head[i]))
			line.WriteByte(':')
			line.Write(bytes.TrimRight(value.Bytes(), "\n"))
		}
		line.WriteString("}\n")
		if _, err := w.Write(line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
