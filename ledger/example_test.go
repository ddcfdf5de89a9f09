package ledger_test

import (
	"bytes"
	"fmt"

	"assay"
	"assay/ledger"
)

func ExampleDecode() {
	rep := &assay.Report{Text: "Twelve houses burned.", Path: "fire.txt"}
	doc := assay.NewDoc(rep)
	doc.Regions = []assay.Region{{Span: assay.Span{Start: 0, End: 21}, Kind: assay.Body}}
	var b bytes.Buffer
	if err := ledger.EncodeReport(&b, doc); err != nil {
		fmt.Println(err)
	}
	b.WriteString(`{"ledger": 2, "report": {}}` + "\n")
	for line, err := range ledger.Decode(&b) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(line.Doc.Path, line.Doc.Regions[0].Kind, line.Doc.Quote(line.Doc.Regions[0].Span))
	}
	// Output:
	// fire.txt body Twelve houses burned.
	// ledger: line 2: invalid: ledger version 2 is newer than this program, which reads up to 1; use a newer assay
}
