package ingest_test

import (
	"fmt"

	"assay/ingest"
)

func ExampleParse() {
	raw := []byte(`<html><title>River rises</title><p>The r&iacute;ver rose on Monday.</p></html>`)
	rep := ingest.Parse("river.html", raw, ingest.Options{})[0].Report
	fmt.Println(rep.Title + ": " + rep.Text)
	// The way back: "rose" stands at byte 11 of the text.
	at := rep.Offsets.Raw(11)
	fmt.Printf("%s\n", rep.Raw[at:at+4])
	// Output:
	// River rises: The ríver rose on Monday.
	// rose
}
