package workspace

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// source is the id of the first source.
func (d *desk) source(t testing.TB) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/sources", nil).WithContext(t.Context())
	s, err := (&visit{Request: r, server: d.Server, pile: d.pile.Load(), store: d.keeper.st}).said()
	if err != nil || len(s.list) == 0 {
		t.Fatal(len(s.list), err)
	}
	return s.list[0].id
}
