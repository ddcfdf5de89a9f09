package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// The tests of this package are of ledgers in files, and once more of ledgers on a server: TestOnPostgres runs this very
// program again, with the address of a server that it has started. Whoever makes a ledger for a
// test asks [newPlace] where; what is about files alone says so with [ofFiles].

// theServer is the variable with the address.
const theServer = "ASSAY_TEST_POSTGRES"

var schemas atomic.Int64

// newPlace returns where a test makes a ledger: the path of a file that is not there, or the address of
// a schema that is not.
func newPlace(t testing.TB, name string) string {
	t.Helper()
	address := os.Getenv(theServer)
	if address == "" {
		return filepath.Join(t.TempDir(), name)
	}
	schema := fmt.Sprintf("%s %d?", name, schemas.Add(1)) // whatever stands in it
	t.Cleanup(func() {
		db, err := sql.Open("pgx", address)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(context.Background(), `DROP SCHEMA IF EXISTS "`+schema+`" CASCADE`); err != nil {
			t.Error(err)
		}
	})
	return address + "&search_path=" + url.QueryEscape(`"`+schema+`"`)
}

// served reports whether ledgers are on a server.
func served() bool { return os.Getenv(theServer) != "" }

// ofFiles passes over a test on a server.
func ofFiles(t testing.TB, why string) {
	t.Helper()
	if served() {
		t.Skip("of files alone: " + why)
	}
}

// What a text may not hold on a server is written so that it is read back as it was.
func TestTextTo(t *testing.T) {
	for _, s := range []string{"", "abc", "a\x00b", "caf\xe9.txt", "\xff\xfe", "x" + string(textMark) + "00", "né \U0001F600"} {
		to := textTo(s)
		if strings.ContainsRune(to, 0) || !strings.HasPrefix(to, strings.ToValidUTF8(to, "")) || textFrom(to) != s {
			t.Errorf("%q is %q and %q again", s, to, textFrom(to))
		}
	}
}

// Every version has its schema for a server.
func TestSchemaOfServer(t *testing.T) {
	for version := postgresSince; version <= len(migrations); version++ {
		if schemaOfServer(version) == "" {
			t.Errorf("version %d", version)
		}
	}
}

func TestToPostgres(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT a FROM b WHERE c = ? AND d = ?":                          "SELECT a FROM b WHERE c = $1 AND d = $2",
		"SELECT ?1 || ? || '?' || ?1":                                    "SELECT $1 || $1 || '?' || $1",
		`SELECT "a?" FROM reports INDEXED BY sqlite_x WHERE n = ?`:       `SELECT "a?" FROM reports WHERE n = $1`,
		"SELECT n FROM reports INDEXED BY sqlite_autoindex_reports_1":    "SELECT n FROM reports",
		"SELECT id FROM reports WHERE id >= 'sha256:' || ?1 AND n = ?12": "SELECT id FROM reports WHERE id >= 'sha256:' || $1 AND n = $12",
	} {
		if got := toPostgres(query); got != want {
			t.Errorf("%s is\n%s, want\n%s", query, got, want)
		}
	}
}

// FuzzText: whatever a text holds, PostgreSQL takes it and gives it back.
func FuzzText(f *testing.F) {
	f.Add("a\x00\xff" + string(textMark))
	f.Fuzz(func(t *testing.T, s string) {
		if textFrom(textTo(s)) != s {
			t.Errorf("%q", s)
		}
	})
}
