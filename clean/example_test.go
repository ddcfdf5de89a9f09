package clean_test

import (
	"fmt"

	"assay/clean"
)

func ExampleRegions() {
	// A page whose white space a scrape has eaten.
	text := "AdvertisementBy Ana ReisBEIRA, Mozambique — The river rose on Monday.“We left,” a teacher said.Share this article"
	for _, r := range clean.Regions(text, "") {
		fmt.Printf("%s %q\n", r.Kind, r.Span.In(text))
	}
	// Output:
	// boilerplate "Advertisement"
	// byline "By Ana Reis"
	// dateline "BEIRA, Mozambique — "
	// body "The river rose on Monday."
	// body "“We left,” a teacher said."
	// boilerplate "Share this article"
}
