package quantity_test

import (
	"fmt"

	"assay/quantity"
)

func ExampleParse() {
	text := "At least 57 people were killed and as many as 1,200 families fled; dozens are missing."
	for _, q := range quantity.Parse(text) {
		fmt.Printf("%s: %s, low %s, high %s, %s\n", q.Span.In(text), q.Bound, q.Low, q.High, q.Unit)
	}
	// Output:
	// At least 57: at_least, low 57, high , person
	// as many as 1,200: at_most, low , high 1200, household
	// dozens: vague, low 12, high , person
}

func ExampleNamedTable() {
	text := "Dozens are missing."
	for _, name := range quantity.TableNames {
		table, _ := quantity.NamedTable(name)
		for _, q := range (quantity.Options{Table: table}).Parse(text) {
			fmt.Printf("%s: [%s %s %s]\n", name, q.Low, q.Best, q.High)
		}
	}
	// Output:
	// literal: [12  ]
	// survey: [18 36 49]
	// acled: [12 12 12]
}
