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
			fmt.Printf("%s: low %s, best %s, high %s\n", name, q.Low, q.Best, q.High)
		}
	}
	// Output:
	// literal: low 12, best , high
	// survey: low 18, best 36, high 49
	// acled: low 12, best 12, high 12
}
