package place

import (
	"testing"

	"assay"
	"assay/lang"
)

func TestHome(t *testing.T) {
	for _, c := range []struct{ url, publisher, want string }{
		{"https://www.nation.example.ke/news/1", "", "Kenya"},
		{"https://news.example.co.uk/x", "", "United Kingdom"},
		{"https://example.com/x", "Times of India", "India"},
		{"", "Nairobi News", "Nairobi"},
		{"https://startup.example.io/", "", ""},
		{"", "The Daily Herald", ""},
		{"", "Reading Post", ""},
		{"https://192.0.2.1/", "", ""},
		{":", "", ""},
		{"", "", ""},
	} {
		got := ""
		for _, e := range home(&assay.Report{URL: c.url, Publisher: c.publisher}) {
			got += e.Name
		}
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.url, c.publisher, got, c.want)
		}
	}
	// A name that two countries have is that of the publisher's country, if
	// nothing else is said.
	for url, want := range map[string]string{"https://news.example.au/1": "AU", "https://news.example.co.uk/1": "GB"} {
		doc := assay.NewDoc(&assay.Report{URL: url, Text: "A fire broke out in Newcastle on Sunday."})
		if err := assay.Annotate(t.Context(), doc, []assay.Stage{lang.New(lang.Options{}), New(Options{})}); err != nil {
			t.Fatal(err)
		}
		if len(doc.Places) != 1 || doc.Places[0].Country != want {
			t.Errorf("%s: %+v, want %s", url, doc.Places, want)
		}
	}
}
