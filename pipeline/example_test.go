package pipeline_test

import (
	"context"
	"fmt"
	"strings"

	"assay"
	"assay/ingest"
	"assay/pipeline"
)

func ExampleRun() {
	in := strings.NewReader("At least 14 people drowned when a ferry sank, the port authority said.")
	items := ingest.Read(context.Background(), []string{"-"}, ingest.Options{Stdin: in, Published: assay.Date{Year: 2024, Month: 5, Day: 6}})
	for res := range pipeline.Run(context.Background(), items, pipeline.Default(pipeline.Options{}), 1) {
		if res.Err != nil {
			fmt.Println(res.Err)
			continue
		}
		for _, fig := range res.Doc.Figures {
			q := &fig.Quantity
			cl := fig.Claim.In(res.Doc.Claims)
			fmt.Println(res.Doc.Quote(q.Span), q.Bound, fig.Action, "says", res.Doc.Quote(cl.Source.In(res.Doc.Sources).Span))
		}
	}
	// Output:
	// At least 14 at_least killed says the port authority
}
