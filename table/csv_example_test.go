package table_test

import (
	"fmt"
	"os"

	"assay/table"
)

func ExampleCSV() {
	t := &table.Table{Head: []string{"source", "low", "high"}, Rows: [][]any{{"the mayor", 12.0, nil}, {"=SUM(A1)", nil, 3.0}}}
	if err := table.CSV(os.Stdout, t); err != nil {
		fmt.Println(err)
	}
	// Output:
	// source,low,high
	// the mayor,12,
	// '=SUM(A1),,3
}
