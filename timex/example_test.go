package timex_test

import (
	"fmt"

	"assay"
	"assay/timex"
)

func ExampleParse() {
	text := "The bridge fell late last month; it was built in 1987 and will be reopened on Tuesday."
	published := assay.Date{Year: 2018, Month: 2, Day: 4}
	for _, tx := range timex.Parse(text, published) {
		fmt.Println(tx.Span.In(text), tx.Value, tx.Begin.Format("2006-01-02"), tx.Precision)
	}
	// Output:
	// late last month 2018-01 2018-01-15 month
	// 1987 1987 1987-01-01 year
	// Tuesday 2018-02-06 2018-02-06 day
}
