package store

import (
	"context"
	"encoding/json"
	"time"

	"assay"
)

// provenance is an [assay.Provenance] as it stands in the ledger.
type provenance struct {
	Record  *[2]int64  `json:"record,omitempty"` // offset, length
	Fetched *time.Time `json:"fetched,omitempty"`
	Address string     `json:"address,omitempty"`
	Type    string     `json:"type,omitempty"`
	Map     string     `json:"map,omitempty"`
	Sent    string     `json:"sent,omitempty"`
}

// keepProvenance notes what is known of the bytes of input n. Of bytes that a server sent
// more than once it stays what was known first.
func keepProvenance(ctx context.Context, tx *txn, n int64, p assay.Provenance) error {
	if p.Sent != "" {
		if was, err := provenanceOf(ctx, tx, n); err == nil && was.Sent != "" && was.Address == p.Address {
			return nil
		}
	}
	if p == (assay.Provenance{}) {
		return tx.drop(ctx, sealedFrom, n)
	}
	known, err := encodeProvenance(p)
	if err != nil {
		return err
	}
	return tx.put(ctx, sealedFrom, n, known)
}

func encodeProvenance(p assay.Provenance) (string, error) {
	to := provenance{Address: p.Address, Type: p.Type, Map: p.Map, Sent: p.Sent}
	if p.Record != (assay.Record{}) {
		to.Record = &[2]int64{p.Record.Offset, p.Record.Length}
	}
	if !p.Fetched.IsZero() {
		at := p.Fetched.UTC()
		to.Fetched = &at
	}
	b, err := json.Marshal(to)
	return string(b), err
}

// provenanceOf returns what is known of the bytes of input n. It fails with errAltered
// where that is damaged.
func provenanceOf(ctx context.Context, q querier, n int64) (p assay.Provenance, err error) {
	cells, err := sealedFrom.row(ctx, q, n)
	if err != nil || cells == nil {
		return p, err
	}
	return decodeProvenance(cells[0].(string))
}

func decodeProvenance(known string) (p assay.Provenance, err error) {
	var from provenance
	if err := json.Unmarshal([]byte(known), &from); err != nil {
		return p, errAltered
	}
	p = assay.Provenance{Address: from.Address, Type: from.Type, Map: from.Map, Sent: from.Sent}
	if from.Record != nil {
		p.Record = assay.Record{Offset: from.Record[0], Length: from.Record[1]}
	}
	if from.Fetched != nil {
		p.Fetched = *from.Fetched
	}
	return p, nil
}
