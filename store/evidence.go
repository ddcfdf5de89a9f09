package store

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"assay"
	"assay/journal"
)

// An Evidence is what shows somebody who has not the ledger that entries were read
// from bytes, and that both are in its log.
type Evidence struct {
	Checkpoint string            `json:"checkpoint"`
	Since      []Since           `json:"since"` // earlier checkpoints that others have
	Reports    []*EvidenceReport `json:"reports"`
}

// Since proves that the log goes on from an earlier checkpoint: the hashes by which its
// root and that of the later one are made.
type Since struct {
	Checkpoint string   `json:"checkpoint"`
	Path       []string `json:"path"`
}

// An EvidenceReport is a report with those of its entries that are asked for.
type EvidenceReport struct {
	Report  string   `json:"report"`  // id
	Address string   `json:"address"` // what, before the bytes, the id is the hash of
	Entries []string `json:"entries"` // ids within its line: "f7"; none for the report alone
	Proofs  []Proof  `json:"proofs"`  // of when its bytes came and when it was read

	Raw, Text, Line []byte     `json:"-"`
	Doc             *assay.Doc `json:"-"`
}

// A Proof is an entry of the log with its statement, and the hashes that lead from its
// leaf to the root of the checkpoint.
type Proof struct {
	N         int64    `json:"n"`
	At        string   `json:"at"`
	What      string   `json:"what"`
	Hash      string   `json:"hash"`
	Salt      string   `json:"salt"`
	Statement string   `json:"statement"`
	Path      []string `json:"path"`
}

// Evidence returns the evidence for entries, each with the id of its report: of entries
// within it the ids are in entries. The log must go on from the checkpoints that are kept.
func (s *Store) Evidence(ctx context.Context, reports []string, entries map[string][]string, kept []journal.Checkpoint) (*Evidence, error) {
	ev := &Evidence{Since: []Since{}}
	err := s.look(ctx, func(q querier) error {
		var tree journal.Tree
		var head journal.Head
		last := map[string]map[string]journal.Entry{} // of a report, what was last entered of its kind
		h, err := headOf(ctx, q)
		if err != nil {
			return err
		}
		head.Origin = h.Origin
		err = eachLogged(ctx, q, func(e *journal.Entry) error {
			head.Append(e.Leaf())
			var st statement
			if json.Unmarshal(e.Statement, &st) == nil && (e.What == logged["inputs"][0] || e.What == logged["reports"][0]) {
				if last[st.Report] == nil {
					last[st.Report] = map[string]journal.Entry{}
				}
				if was, ok := last[st.Report][e.What]; !ok || e.What == logged["reports"][0] || was.Erased() || st.Raw != "" {
					last[st.Report][e.What] = *e
				}
			}
			return tree.Append(e.Leaf())
		})
		if err != nil {
			return err
		}
		if head.Checkpoint() != h.Checkpoint() {
			return fmt.Errorf("%w: its log is broken; see assay verify", assay.ErrInvalid)
		}
		ev.Checkpoint = head.Checkpoint().String()
		for _, c := range kept {
			if c.Origin != head.Origin || c.Size > head.Size {
				return fmt.Errorf("%w: the checkpoint of %d entries of %s is not of this log, %s, of %d", assay.ErrInvalid, c.Size, c.Origin, head.Origin, head.Size)
			}
			path, err := tree.Since(c)
			if err != nil {
				return err
			}
			ev.Since = append(ev.Since, Since{c.String(), written(path)})
		}
		for _, name := range reports {
			r, err := s.evidenceOf(ctx, q, name)
			if err != nil {
				return err
			}
			r.Entries = append([]string{}, entries[name]...)
			for _, what := range []string{logged["inputs"][0], logged["reports"][0]} {
				e, ok := last[name][what]
				if !ok {
					return fmt.Errorf("%w: %s: the log has no %s of it", assay.ErrInvalid, name, what)
				}
				path, err := tree.Prove(e.N)
				if err != nil {
					return err
				}
				r.Proofs = append(r.Proofs, Proof{e.N, e.At, e.What, hex.EncodeToString(e.Hash[:]), hex.EncodeToString(e.Salt), string(e.Statement), written(path)})
			}
			ev.Reports = append(ev.Reports, r)
		}
		return nil
	})
	return ev, s.explain(err)
}

// written are hashes as a bundle has them.
func written(path []journal.Hash) []string {
	list := []string{}
	for _, sum := range path {
		list = append(list, base64.StdEncoding.EncodeToString(sum[:]))
	}
	return list
}

// evidenceOf returns a report with its bytes and its line.
func (s *Store) evidenceOf(ctx context.Context, q querier, name string) (*EvidenceReport, error) {
	id, err := assay.ParseReportID(name)
	if err != nil {
		return nil, err
	}
	e, err := s.entry(ctx, q, id)
	switch {
	case err != nil:
		return nil, err
	case e == nil || e.damaged:
		return nil, fmt.Errorf("%w: %s is damaged", assay.ErrInvalid, name)
	}
	r := &EvidenceReport{Report: name, Line: []byte(e.line)}
	if r.Doc, err = e.doc(); err != nil {
		return nil, err
	}
	r.Text = []byte(r.Doc.Text)
	list, err := column[[]byte](ctx, q, "SELECT raw FROM inputs WHERE report = ? AND raw IS NOT NULL ORDER BY n DESC LIMIT 1", name)
	if err == nil && len(list) == 0 {
		err = errors.Join(assay.ErrNotFound, fmt.Errorf("%s: its raw bytes are not in the ledger", name))
	}
	if err != nil {
		return nil, err
	}
	if r.Raw, err = raw(ctx, q, list[0]); err != nil {
		return nil, err
	}
	r.Address = addressOf(r.Doc, r.Raw)
	return r, nil
}

// addressOf is what stands before the bytes of a report in the hash that is its id.
func addressOf(doc *assay.Doc, raw []byte) string {
	entry := "#entry-" + doc.Path[strings.LastIndexByte(doc.Path, ':')+1:] // of a live page, see ingest
	if doc.URL == "" && assay.NewReportID("", raw) != doc.ID && assay.NewReportID(entry, raw) == doc.ID {
		return entry
	}
	return doc.URL
}
