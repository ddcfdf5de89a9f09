package workspace

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// say asks the API as a program does, and reads what it answers into out, unless that is nil. More are headers, each
// with its value.
func (d *desk) say(t *testing.T, method, path string, body, out any, more ...string) *http.Response {
	t.Helper()
	h := map[string]string{"Authorization": "Bearer " + d.access.token, "Content-Type": "application/json"}
	for i := 0; i < len(more); i += 2 {
		h[more[i]] = more[i+1]
	}
	sent := ""
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		sent = string(b)
	}
	resp := d.ask(t, guest{method: method, path: path, body: sent, header: h})
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil && resp.StatusCode == http.StatusOK {
		if err := json.Unmarshal(b, out); err != nil || !bytes.Contains(b, []byte(`"masked":true`)) {
			t.Fatalf("%s: %v\n%s", path, err, b)
		}
	}
	if resp.StatusCode != http.StatusOK && !bytes.Contains(b, []byte(`"error":`)) {
		t.Errorf("%s %s: %s says not what is wrong: %s", method, path, resp.Status, b)
	}
	return resp
}

type object = map[string]any

// Two programs review as two coders, a third decides; who looked at something that is another now changes nothing; all
// is taken back.
func TestAPIReview(t *testing.T) {
	d := open(t)
	if err := d.keeper.st.SetCoders(t.Context(), 2, "Ann"); err != nil {
		t.Fatal(err)
	}
	var queue struct {
		Total int
		Items []taskLine
	}
	d.say(t, "GET", "/api/v1/review?coder=Ann&state=open&per_page=3", nil, &queue)
	if queue.Total < 5 || len(queue.Items) != 3 {
		t.Fatalf("%+v", queue)
	}
	first := queue.Items[0]
	report, entry, _ := strings.Cut(first.Figure, ":")
	at := report + "/" + entry
	var task taskLine
	resp := d.say(t, "GET", "/api/v1/review/"+at+"?coder=Ann", nil, &task)
	tag := resp.Header.Get("ETag")
	if tag == "" || task.Figure != first.Figure || task.State != openTask || task.Fields["action"] == "" || task.Text == "" {
		t.Errorf("%s %+v", tag, task)
	}
	set := []object{{"verb": "set", "field": "best", "value": "4,321"}}
	if resp := d.say(t, "POST", "/api/v1/review/"+at, object{"coder": "Ann", "say": set, "why": "it says so"}, &task, ifMatch, tag); resp.StatusCode != http.StatusOK || task.State != doneTask || len(task.Said) != 1 {
		t.Fatalf("%s %+v", resp.Status, task)
	}
	if resp := d.say(t, "POST", "/api/v1/review/"+at, object{"coder": "Ann", "say": []object{{"verb": "drop"}}}, nil, ifMatch, tag); resp.StatusCode != http.StatusPreconditionFailed {
		t.Errorf("what was changed meanwhile: %s", resp.Status)
	}
	if d.say(t, "GET", "/api/v1/review/"+at+"?coder=Ben", nil, &task); len(task.Said) != 0 || task.State != openTask {
		t.Errorf("Ben sees what Ann said: %+v", task)
	}
	d.say(t, "POST", "/api/v1/review/"+at, object{"coder": "Ben", "say": []object{{"verb": "confirm"}}}, &task)
	if resp := d.say(t, "POST", "/api/v1/review/"+at, object{"coder": "Ben", "say": []object{{"verb": "note", "field": "place"}}, "why": "which Dadu?"}, &task); resp.StatusCode != 200 || len(task.Said) != 2 || task.Said[1].Why != "which Dadu?" || task.Said[1].Say[0].Field != "place" {
		t.Errorf("%s %+v", resp.Status, task)
	}
	var agreed struct {
		Coders []string
		Pairs  []struct {
			Both, Same int
			Kappa      *float64
		}
		Differ []struct{ Figure string }
	}
	d.say(t, "GET", "/api/v1/agreement", nil, &agreed)
	if !slices.Equal(agreed.Coders, []string{"Ann", "Ben"}) || len(agreed.Pairs) != 1 || agreed.Pairs[0].Both != 1 || len(agreed.Differ) != 1 || agreed.Differ[0].Figure != first.Figure {
		t.Errorf("%+v", agreed)
	}
	var ruled ruledLine
	if resp := d.say(t, "POST", "/api/v1/agreement/"+at, object{"as": "Ann", "by": "Cleo"}, &ruled); resp.StatusCode != 200 || len(ruled.IDs) != 1 {
		t.Errorf("%s %+v", resp.Status, ruled)
	}
	var rulings struct{ Items []rulingLine }
	d.say(t, "GET", "/api/v1/rulings", nil, &rulings)
	if len(rulings.Items) != 1 || rulings.Items[0].Value != "4321" || rulings.Items[0].By != "Cleo" || rulings.Items[0].ID != ruled.IDs[0] {
		t.Errorf("%+v", rulings)
	}
	var undone undoneLine
	for _, coder := range []string{"Cleo", "Ben", "Ben", "Ann"} {
		if resp := d.say(t, "POST", "/api/v1/review/undo", object{"coder": coder}, &undone); resp.StatusCode != 200 || !slices.Contains(undone.On, first.Figure) {
			t.Errorf("%s: %s %+v", coder, resp.Status, undone)
		}
	}
	if resp := d.say(t, "POST", "/api/v1/review/undo", object{"coder": "Ann"}, nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("nothing is left: %s", resp.Status)
	}
	for _, bad := range []object{{"say": set}, {"coder": "Ann"}, {"coder": "Ann", "say": []object{{"verb": "fly"}}}, {"coder": "Ann", "say": []object{{"verb": "note"}}}, {"coder": "Ann", "say": set, "colour": "red"}, {"coder": "Ann", "say": []object{{"verb": "set", "field": "best", "value": "many"}}}} {
		if resp := d.say(t, "POST", "/api/v1/review/"+at, bad, nil); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
}

// Rulings are made and taken back by programs: on claims, on what is added, on reports and two of them.
func TestAPIRulings(t *testing.T) {
	d := open(t)
	var entry entryLine
	const of = "47fb2746"
	resp := d.say(t, "GET", "/api/v1/reports/"+of+"/entries/c1", nil, &entry)
	tag := resp.Header.Get("ETag")
	if entry.ID != of+":c1" || entry.Fields["stance"] == "" || entry.Fields["content"] == "" {
		t.Fatalf("%+v", entry)
	}
	var made []string
	rule := func(path string, body object, status int, more ...string) {
		t.Helper()
		var ruled ruledLine
		resp := d.say(t, "POST", path, body, &ruled, more...)
		if resp.StatusCode != status {
			t.Fatalf("%s %v: %s", path, body, resp.Status)
		}
		made = append(made, ruled.IDs...)
	}
	deny := object{"on": of + ":c1", "say": []object{{"verb": "set", "field": "stance", "value": "denies"}}, "why": "he does", "by": "Ann"}
	rule("/api/v1/rulings", deny, 200, ifMatch, tag)
	rule("/api/v1/rulings", deny, http.StatusPreconditionFailed, ifMatch, tag)
	if d.say(t, "GET", "/api/v1/reports/"+of+"/entries/c1", nil, &entry); entry.Fields["stance"] != "denies" || len(entry.Ruled) != 1 {
		t.Errorf("%+v", entry)
	}
	rule("/api/v1/reports/"+of+"/entries", object{"what": "claim", "words": "the", "nth": 2, "say": []object{{"verb": "set", "field": "source", "value": "the"}}, "why": "x"}, 200)
	rule("/api/v1/reports/"+of+"/entries", object{"what": "claim", "words": "the", "why": "x"}, 400)
	rule("/api/v1/reports/"+of+"/entries", object{"what": "event", "words": "the", "nth": 1, "why": "x"}, 400)
	rule("/api/v1/reports/"+of+"/whole", object{"by": "Ann"}, 200)
	rule("/api/v1/rulings", object{"on": of + ":c1", "say": deny["say"]}, 400) // no reason
	rule("/api/v1/rulings", object{"on": of + ":c1", "why": "x"}, 400)
	rule("/api/v1/rulings", object{"on": of + ":c999", "say": deny["say"], "why": "x"}, 404)
	rule("/api/v1/rulings", object{"on": "est00000000", "say": deny["say"], "why": "x"}, 404)
	ids := d.reports(t)
	rule("/api/v1/rulings", object{"reports": ids[:2], "together": true, "why": "x"}, 200)
	var rulings struct{ Items []rulingLine }
	d.say(t, "GET", "/api/v1/rulings?per_page=100", nil, &rulings)
	if len(rulings.Items) != 5 {
		t.Fatalf("%+v", rulings.Items)
	}
	for _, ru := range rulings.Items {
		if !slices.Contains(made, ru.ID) && ru.What != "story" || ru.Misfit != "" {
			t.Errorf("%+v", ru)
		}
		if resp := d.say(t, "DELETE", "/api/v1/rulings/"+ru.ID, nil, &ruledLine{}); resp.StatusCode != 200 {
			t.Errorf("%s: %s", ru.ID, resp.Status)
		}
	}
	if resp := d.say(t, "DELETE", "/api/v1/rulings/r00000000", nil, nil); resp.StatusCode != http.StatusNotFound {
		t.Error(resp.Status)
	}
	// A page of a browser has the cookie, and no token.
	h := map[string]string{"Cookie": d.cookie(), "Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": sameOrigin}
	if resp := d.ask(t, guest{method: "POST", path: "/api/v1/rulings", body: "{}", header: h}); resp.StatusCode != http.StatusForbidden {
		t.Errorf("with a cookie alone: %s", resp.Status)
	}
}
