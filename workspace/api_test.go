package workspace

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/ledger"
)

// TestOpenAPI holds the file to the routes.
func TestOpenAPI(t *testing.T) {
	var file struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Parameters  []struct {
				Name, In string
				Ref      string `json:"$ref"`
			}
			Responses map[string]any
		}
	}
	if err := json.Unmarshal(openAPI, &file); err != nil || !strings.HasPrefix(file.OpenAPI, "3.1") {
		t.Fatal(file.OpenAPI, err)
	}
	var have, want, ids []string
	for path, methods := range file.Paths {
		for method, op := range methods {
			have = append(have, strings.ToUpper(method)+" "+path)
			ids = append(ids, op.OperationID)
			for _, p := range op.Parameters {
				if p.In == "path" && !strings.Contains(path, "{"+p.Name+"}") {
					t.Errorf("%s has no %s", path, p.Name)
				}
			}
			if op.Responses["200"] == nil {
				t.Errorf("%s %s says nothing of what it answers", method, path)
			}
		}
	}
	for i := range routes {
		if routes[i].api() {
			want = append(want, routes[i].pattern)
		}
	}
	slices.Sort(have)
	slices.Sort(want)
	slices.Sort(ids)
	if !slices.Equal(have, want) {
		t.Errorf("openapi.json has\n%s\nand the routes are\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
	if len(slices.Compact(ids)) != len(have) {
		t.Error("two operations have one id")
	}
}

// TestAPI reads what the API gives as the JSON form.
func TestAPI(t *testing.T) {
	d := open(t)
	for _, of := range []string{"reports", "stories", "events", "estimates"} {
		var page listing[map[string]any]
		body := d.page(t, "/api/v1/"+of+"?per_page=3&page=2")
		if err := json.Unmarshal([]byte(body), &page); err != nil || !page.Masked || page.Page != 2 || len(page.Items) != 3 || page.Total < 6 || page.Pages != (page.Total+2)/3 {
			t.Errorf("%s: %v\n%.300s", of, err, body)
		}
		var seen []any
		for n := 1; n <= page.Pages; n++ {
			if err := json.Unmarshal([]byte(d.page(t, "/api/v1/"+of+"?per_page=3&page="+string(rune('0'+n)))), &page); err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				if of != "reports" && item["masked"] != true {
					t.Errorf("%s: not masked", of)
				}
				for _, inner := range []string{"story", "event", "estimate"} {
					if m, ok := item[inner].(map[string]any); ok {
						item = m
					}
				}
				if slices.Contains(seen, item["id"]) {
					t.Errorf("%s: %v twice", of, item["id"])
				}
				seen = append(seen, item["id"])
			}
			if n == 9 {
				break
			}
		}
	}
	if body := d.page(t, "/api/v1/events?q=action:killed&per_page=100"); !strings.Contains(body, `"items":[{`) {
		t.Errorf("a query finds nothing: %s", body)
	}
	for path, status := range map[string]int{"/api/v1/events?q=(": 400, "/api/v1/reports?q=nofield:x": 400, "/api/v1/events/occ00000000": 404, "/api/v1/estimates/x": 404, "/api/v1/stories/st00000000": 404, "/api/v1/reports/00000000": 404, "/api/v1/nothing": 404} {
		resp := d.ask(t, guest{path: path, header: map[string]string{"Authorization": "Bearer " + d.access.token}})
		b, _ := io.ReadAll(resp.Body)
		var e struct{ Error string }
		if json.Unmarshal(b, &e); resp.StatusCode != status || e.Error == "" {
			t.Errorf("%s: %s\n%s", path, resp.Status, b)
		}
	}
}

// TestSpans holds the spans of a report's line to the report's own text, and hidden to what is
// shown of it.
func TestSpans(t *testing.T) {
	files, _, _ := private(t)
	d := at(t, ledgerOf(t, files...))
	hidden := 0
	for _, id := range d.reports(t) {
		var line ledger.ReportLine
		body := d.page(t, "/api/v1/reports/"+id)
		if err := json.Unmarshal([]byte(body), &line); err != nil || !line.Masked {
			t.Fatal(err, line.Masked)
		}
		read, err := d.keeper.st.Read(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		own := read.Doc.Text
		var b strings.Builder
		at := int32(0)
		for _, h := range line.Hidden {
			hidden++
			b.WriteString(own[at:h.Span[0]] + h.Text)
			at = h.Span[1]
		}
		b.WriteString(own[at:])
		if b.String() != line.Report.Text {
			t.Errorf("%s: hidden does not lead from the text to what is shown of it", id)
		}
		for _, f := range line.Figures {
			if sp := (assay.Span{Start: f.Span[0], End: f.Span[1]}); sp.Check(own) != nil || len(line.Hidden) == 0 && sp.In(own) != f.Text {
				t.Errorf("%s %s: %v is not %q", id, f.ID, f.Span, f.Text)
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden")
	}
}

// TestETag answers who has it already with nothing.
func TestETag(t *testing.T) {
	d := open(t)
	h := map[string]string{"Cookie": d.cookie()}
	first := d.ask(t, guest{path: "/api/v1/events", header: h})
	tag := first.Header.Get("ETag")
	h["If-None-Match"] = `"x", ` + tag
	again := d.ask(t, guest{path: "/api/v1/events", header: h})
	b, _ := io.ReadAll(again.Body)
	if tag == "" || again.StatusCode != http.StatusNotModified || len(b) > 0 {
		t.Errorf("%q: %s, %d bytes", tag, again.Status, len(b))
	}
	h["If-None-Match"] = `"x"`
	if resp := d.ask(t, guest{path: "/api/v1/events", header: h}); resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}
