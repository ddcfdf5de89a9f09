package store

import (
	"strings"
	"testing"
)

// Words are found as they are read, in reports and in queries.
func TestQueryAsRead(t *testing.T) {
	marked := strings.NewReplacer("drowned", "drow\u00adn\u200bed", "port", "p\u2060ort").Replace(boatText)
	if marked == boatText {
		t.Fatal("nothing was marked")
	}
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, marked), stages); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"drowned", "drow\u00adned", `"port authority"`, "\"port\u00a0authority\""} {
		if got, err := s.Query(t.Context(), "claims", query, false); err != nil || len(got.Rows) == 0 {
			t.Errorf("%+q finds nothing (%v)", query, err)
		}
	}
}
