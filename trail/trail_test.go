package trail

import (
	"strings"
	"testing"

	"assay"
)

// A text that was made of pieces leads back to each, also through another.
func TestThrough(t *testing.T) {
	page := `x{"a":"caf\u00e9 &amp; tea"}`
	var inner Text // the page without its first byte
	inner.Add(page[1:], 1)
	inner.Close(len(page))
	fields, names := Object(inner.Bytes, 0)
	if len(names) != 1 || names[0] != "a" {
		t.Fatalf("%v", names)
	}
	text := Unquote(inner.Bytes, fields["a"])
	if string(text.Bytes) != "café &amp; tea" {
		t.Fatalf("%q", text.Bytes)
	}
	var joined Text
	joined.Append(text)
	joined.Append(Text{Bytes: []byte("tea"), Steps: assay.OffsetMap{{Raw: text.Steps.Raw(int32(strings.Index(string(text.Bytes), "tea")))}}})
	way := Through(joined, inner.Steps)
	for i, want := range map[int32]string{0: "caf", 3: `\u00e9`, 5: " &amp; tea", int32(len(text.Bytes)): "tea"} {
		if at := int(way.Raw(i)); at+len(want) > len(page) || page[at:at+len(want)] != want {
			t.Errorf("%d leads to %d of %q", i, at, page)
		}
	}
}

// What is taken as it stands has no steps, and is appended all the same.
func TestAppendWithoutSteps(t *testing.T) {
	var whole, out Text
	whole.Add("as it is", 0)
	whole.Close(8)
	out.Append(whole)
	if string(out.Bytes) != "as it is" || out.Steps.Raw(3) != 3 {
		t.Errorf("%q %v", out.Bytes, out.Steps)
	}
}
