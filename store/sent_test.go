package store

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"assay"
	"assay/pipeline"
)

// sent is a report of a page as a server sent it.
func sent(path, url, words string) *assay.Doc {
	raw := []byte("<p>" + words)
	rep := &assay.Report{Raw: raw, Format: "text/html", Text: words, Offsets: assay.OffsetMap{{Raw: 3}}, Path: path, URL: url}
	rep.Provenance = assay.Provenance{Address: url, Type: rep.Format, Sent: "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: " + url + "\r\n\r\nHTTP/1.1 200 OK\r\nEtag: " + words + "\r\n\r\n"}
	rep.ID = assay.NewReportID(path, raw)
	return &assay.Doc{Report: rep, Language: "en"}
}

// The header of a page is there while the page is, whatever becomes of the rest of the ledger.
func TestSent(t *testing.T) {
	ctx := context.Background()
	s, err := Create(ctx, newPlace(t, "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stages := pipeline.Default(pipeline.Options{})
	const one, live = "https://a.example/one", "https://a.example/live"
	docs := []*assay.Doc{sent(one, one, "Twelve."), sent(one, one, "Thirteen."), sent(live+":1", live, "Nine."), sent(live+":2/next", live+":2/next", "Ten.")}
	for _, doc := range docs {
		if _, err := s.Add(ctx, []*assay.Doc{doc}, stages); err != nil {
			t.Fatal(err)
		}
	}
	look := func(s *Store, address string, want *assay.Doc) {
		t.Helper()
		raw, from, err := s.LastSent(ctx, address)
		switch {
		case err != nil:
			t.Fatal(err)
		case want == nil && (raw != nil || from.Sent != ""):
			t.Errorf("%s: there is %q, %v", address, raw, from)
		case want != nil && (!bytes.Equal(raw, want.Raw) || from != want.Provenance):
			t.Errorf("%s: %q, %v", address, raw, from)
		}
	}
	again := sent(one, one, "Thirteen.")
	again.Fetched, again.Sent = time.Now(), again.Sent+"again"
	if _, err := s.Add(ctx, []*assay.Doc{again}, stages); err != nil {
		t.Fatal(err)
	}
	look(s, one, docs[1])  // as it was sent first
	look(s, live, docs[2]) // not the page whose address begins as those of its entries do
	look(s, live+":2/next", docs[3])
	look(s, "https://a.example/", nil)
	look(s, live+":1", nil)
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if s.dialect == ofSQLite {
		to, err := s.Salvage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		look(to, one, docs[1])
	}

	if _, err := s.Remove(ctx, []string{docs[1].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	look(s, one, docs[0])
	if _, err := s.db.Exec("UPDATE provenance SET known = replace(known, 'Twelve', 'Eleven')"); err != nil {
		t.Fatal(err)
	}
	look(s, one, nil)
	if err := s.Check(ctx); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("altered unseen: %v", err)
	}
	if _, err := s.db.Exec("DELETE FROM provenance"); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("gone unseen: %v", err)
	}
}
