package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="s.css"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Hill</title><atom:link href="https://hill.example/feed" rel="self"/><link>https://hill.example</link><language>en-gb</language>
<item><media:content url="x"><media:title>A picture</media:title></media:content><title>Snow &amp;amp; ice</title><link>https://hill.example/1</link><pubDate>Wed, 03 Feb 2021 23:00:00 -0500</pubDate><dc:creator><![CDATA[Ada Lund]]></dc:creator>
<description>Snow fell.</description><content:encoded><![CDATA[<p>Snow &amp; ice fell.</p><p>Nine were hurt.</p>]]></content:encoded></item>
<item><title>Ice</title><guid>https://hill.example/2</guid><description>&lt;p&gt;Ice &#8211; much of it.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item>
</channel></rss>`

const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Hill</title><author><name>Ada Lund</name></author>
<entry><title type="html">Snow</title><link rel="self" href="https://hill.example/f"/><link href="https://hill.example/1"/><published>2021-02-03T08:00:00Z</published><updated>2021-02-04T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Snow <b>fell</b>.</p></div></content></entry>
<entry><title>Ice</title><link href="https://hill.example/2"/><updated>2021-02-05T08:00:00Z</updated><content>Ice came.</content><author><name>Bo Lund</name></author></entry></feed>`

const newsML = `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<newsItem guid="tag:hill.example,2021:1" xml:lang="en"><itemMeta><provider literal="hill"><name>Hill Agency</name></provider><versionCreated>2021-02-04T08:00:00Z</versionCreated><firstCreated>2021-02-03T08:00:00Z</firstCreated></itemMeta>
<contentMeta><by>By Ada Lund</by><headline>Snow</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>Snow fell.</p><p>Nine were hurt.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="https://hill.example/2"><itemMeta/><contentMeta><headline>Ice</headline><contentCreated>2021-02-05</contentCreated></contentMeta><contentSet><inlineXML><nitf><body><body.head><hedline/></body.head><body.content><p>Ice came.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>`

func TestFeeds(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want []string
	}{
		{rss, []string{"-:1|Snow & ice fell.\n\nNine were hurt.|Snow & ice|https://hill.example/1|2021-02-03|The Hill|Ada Lund|en-gb", "-:2|Ice – much of it.|Ice|https://hill.example/2||The Hill||en-gb"}},
		{atom, []string{"-:1|Snow fell.|Snow|https://hill.example/1|2021-02-03|The Hill|Ada Lund|en", "-:2|Ice came.|Ice|https://hill.example/2|2021-02-05|The Hill|Bo Lund|en"}},
		{newsML, []string{"-:1|Snow fell.\n\nNine were hurt.|Snow||2021-02-03|Hill Agency|Ada Lund|en", "-:2|Ice came.|Ice|https://hill.example/2|2021-02-05|||"}},
		{`<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel><title>The Hill</title></channel><item><title>Snow</title><link>https://hill.example/1</link><description>Snow fell.</description></item></rdf:RDF>`,
			[]string{"-:1|Snow fell.|Snow|https://hill.example/1||The Hill||"}},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><description>The caf\xe9 of J\xf8rn</description></item>", []string{"-:1|The café of Jørn||||||"}},
		{"<rss><channel><title>x</title></channel></rss>", []string{"! -: a feed without an entry that has a text: the pages that it names must be fetched"}},
		{"<rss><channel><item><description>The river ro", []string{"-:1|The river ro||||||"}},
	} {
		same(t, said("-", c.raw, Options{}), c.want...)
		for _, item := range Parse("-", []byte(c.raw), Options{}) {
			if item.Report == nil {
				continue
			}
			if utf8.ValidString(c.raw) {
				checkTrail(t, item.Report)
			}
			rec := item.Report.Record
			if !strings.HasSuffix(string(item.Report.Raw), c.raw[rec.Offset:][:rec.Length]) {
				t.Errorf("%s: record %v", item.Path, rec)
			}
			again := Again(item.Path, item.Report.Raw, true, item.Report.Provenance, Options{})
			if len(again) != 1 || again[0].Err != nil {
				t.Errorf("%s read again: %+v", item.Path, again)
				continue
			}
			got := *again[0].Report
			got.Record = rec
			if got.ID != item.Report.ID || got.Text != item.Report.Text || got.Publisher != item.Report.Publisher || got.Author != item.Report.Author || got.Declared != item.Report.Declared {
				t.Errorf("%s read again: %+v, want %+v", item.Path, got, *item.Report)
			}
		}
	}
	same(t, said("a.xml", "<svg><text>x</text></svg>", Options{}), "! a.xml: XML of another kind than RSS, Atom and NewsML-G2: save its text as .txt and read that")
	same(t, said("a.xml", strings.Repeat("<rss>", 1000), Options{}), "! a.xml: too many elements for a feed: over 1048576, or nested deeper than 256")
}

func FuzzFeed(f *testing.F) {
	for _, s := range []string{rss, atom, newsML} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { holds(t, Parse("a.rss", append([]byte("<rss>"), raw...), Options{})) })
}
