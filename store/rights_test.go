package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"assay/account"
)

// Who reads the tables of a team's ledger by a user of the database sees what their account may see, and nothing that was put
// together of more.
func TestRowRights(t *testing.T) {
	ofServers(t)
	s, docs := create(t), read(t, boatText, "QUETTA, Pakistan — A flood killed 9 people in Ziarat on Friday, an official said.", "At least 5 people were killed when a wall fell in Thatta, the police said.")
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	lines(t, s) // what all say together is there
	as := strings.ToLower(strings.ReplaceAll(t.Name(), "/", "")) + "reader"
	for _, query := range []string{"CREATE ROLE " + as + " LOGIN", "GRANT USAGE ON SCHEMA " + quoteSchema(s) + " TO " + as, "GRANT SELECT ON ALL TABLES IN SCHEMA " + quoteSchema(s) + " TO " + as} {
		if _, err := s.db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		again, err := Open(context.Background(), s.path)
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if _, err := again.db.Exec("DROP OWNED BY " + as + "; DROP ROLE " + as); err != nil {
			t.Error(err)
		}
	})
	sees := func() string {
		t.Helper()
		db, err := sql.Open("pgx", strings.Replace(s.path, "assay@", as+"@", 1))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var out []string
		for _, table := range []string{"reports", "claim_rows", "inputs", "raw", "told", "search", "story_rows", "estimate_rows", "journal", "accounts"} {
			var n int
			if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
				t.Fatal(table, err)
			}
			out = append(out, fmt.Sprint(table, " ", n > 0, " ", n))
		}
		return strings.Join(out, ", ")
	}
	if got := sees(); !strings.Contains(got, "reports true 3") || !strings.Contains(got, "estimate_rows true") {
		t.Errorf("where there is no team: %s", got)
	}
	for _, a := range []account.Account{{Name: "owner", Role: account.Owner}, {Name: as, Role: account.Reader}} {
		if err := s.AddAccount(t.Context(), &a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddCollection(t.Context(), "siege"); err != nil {
		t.Fatal(err)
	}
	if err := s.Collect(t.Context(), []string{docs[1].ID.String()}, "siege", true); err != nil {
		t.Fatal(err)
	}
	const nothing = "story_rows false 0, estimate_rows false 0, journal false 0, accounts false 0"
	if got := sees(); !strings.HasPrefix(got, "reports true 2, claim_rows true 2, inputs true 2, raw true 2, told true 2, search true 2") || !strings.HasSuffix(got, nothing) {
		t.Errorf("the open collection: %s", got)
	}
	for _, confidential := range []bool{false, true} {
		if err := s.Grant(t.Context(), Grant{as, "siege", confidential}); err != nil {
			t.Fatal(err)
		}
		if got := sees(); !strings.HasPrefix(got, fmt.Sprint("reports true ", 2+int(oneOrNone(confidential)))) || !strings.HasSuffix(got, nothing) {
			t.Errorf("granted, confidential %v: %s", confidential, got)
		}
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%v, %v", v.Wrong, err)
	}
}

func quoteSchema(s *Store) string { return `"` + strings.ReplaceAll(s.schema, `"`, `""`) + `"` }
