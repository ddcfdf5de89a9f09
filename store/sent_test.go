package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"assay"
	"assay/pipeline"
)

// sent is a report of a page as a server sent it.
func sent(path, url, words string) *assay.Doc {
	raw := fmt.Appendf(nil, "WARC-Target-URI: %s\r\nContent-Type: text/html\r\n\r\n<p>%s", url, words)
	rep := &assay.Report{Raw: raw, Format: "text/html", Text: words, Offsets: assay.OffsetMap{{Raw: int32(len(raw) - len(words))}}, Path: path, URL: url,
		Sent: "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: " + url + "\r\n\r\nHTTP/1.1 200 OK\r\nEtag: " + words + "\r\n\r\n"}
	rep.ID = assay.NewReportID(path, raw)
	return &assay.Doc{Report: rep, Language: "en"}
}

// The header of a page is there while the page is, whatever becomes of the rest of the ledger.
func TestSent(t *testing.T) {
	ctx := context.Background()
	s, err := Create(ctx, filepath.Join(t.TempDir(), "a.db"))
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
		raw, head, err := s.LastSent(ctx, address)
		switch {
		case err != nil:
			t.Fatal(err)
		case want == nil && (raw != nil || head != ""):
			t.Errorf("%s: there is %q, %q", address, raw, head)
		case want != nil && (!bytes.Equal(raw, want.Raw) || head != want.Sent):
			t.Errorf("%s: %q, %q", address, raw, head)
		}
	}
	look(s, one, docs[1])
	look(s, live, docs[2]) // not the page whose address begins as those of its entries do
	look(s, live+":2/next", docs[3])
	look(s, "https://a.example/", nil)
	look(s, live+":1", nil)
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	to, err := s.Salvage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	look(to, one, docs[1])

	if _, err := s.Remove(ctx, []string{docs[1].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	look(s, one, docs[0])
	if _, err := s.db.Exec("UPDATE raw SET sent = replace(sent, 'Twelve', 'Eleven')"); err != nil {
		t.Fatal(err)
	}
	look(s, one, nil)
	if err := s.Check(ctx); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("altered unseen: %v", err)
	}
	if _, err := s.db.Exec("UPDATE raw SET sent = NULL"); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("gone unseen: %v", err)
	}
}
