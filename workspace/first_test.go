package workspace

import (
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"assay/internal/workload"
	"assay/store"
)

// TestFirstPage asks a workspace that has only just begun for the first page: it is as it was, until the ledger
// is another.
func TestFirstPage(t *testing.T) {
	d := open(t)
	d.pile.Load().ties.Store(nil) // as it is before what is behind it is made
	main := func(body string) string {
		_, body, _ = strings.Cut(body, "<main")
		return body
	}
	want := main(d.page(t, "/"))
	s, err := New(t.Context(), d.called, func(words string) { t.Error(words) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	again := deskOf(s)
	status := func(path string) int {
		return again.ask(t, guest{path: path, header: map[string]string{"Cookie": again.cookie()}}).StatusCode
	}
	body := again.page(t, "/")
	if main(body) != want || !strings.Contains(want, "<tr") {
		t.Errorf("the first page is\n%s\nand was\n%s", main(body), want)
	}
	if !strings.Contains(body, "data-stale") {
		t.Error("the first page does not say that it is being looked at")
	}
	for _, path := range []string{"/?action=killed", "/stories"} {
		if got := status(path); got != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", path, got)
		}
	}
	err = d.alone(func(st *store.Store) error {
		_, err := st.Take(t.Context(), store.Batch{Failed: []store.Failed{{Path: "a.pdf", Reason: "no text"}}}, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := status("/"); got != http.StatusServiceUnavailable {
		t.Errorf("of a ledger that is another: %d", got)
	}
}

// TestListOfEstimates holds what a list says of an estimate of many figures to the estimate.
func TestListOfEstimates(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "assay.db")
	st, err := store.Create(t.Context(), ledger)
	if err == nil {
		_, err = st.Add(t.Context(), workload.TellWithin(200, 2, 7).Docs, nil)
	}
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	d := at(t, ledger)
	var page listing[estimateLine]
	if err := json.Unmarshal([]byte(d.page(t, "/api/v1/estimates?per_page=100")), &page); err != nil {
		t.Fatal(err)
	}
	cut := 0
	for _, listed := range page.Items {
		var whole estimateLine
		if err := json.Unmarshal([]byte(d.page(t, "/api/v1/estimates/"+listed.Estimate.ID)), &whole); err != nil {
			t.Fatal(err)
		}
		n := len(whole.Estimate.Series)
		if whole.Left != 0 || listed.Left != max(0, n-mostInList) {
			t.Errorf("%s: %d of %d figures are left", listed.Estimate.ID, listed.Left, n)
		}
		if listed.Left > 0 {
			cut++
			whole.Left, whole.Estimate.Series = listed.Left, whole.Estimate.Series[:mostInList]
		}
		if !reflect.DeepEqual(whole, listed) {
			t.Errorf("%s is %+v in a list, and is %+v", listed.Estimate.ID, listed.Estimate, whole.Estimate)
		}
	}
	if cut == 0 {
		t.Error("no estimate has many figures")
	}
}
