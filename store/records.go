package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"assay"
	"assay/copies"
	"assay/ledger"
)

// records are what package copies remembers, in a transaction.
type records struct {
	store *Store
	ctx   context.Context
	tx    *txn
}

func (r *records) exec(query string, args ...any) error { return r.tx.exec(r.ctx, query, args...) }

func (r *records) each(query string, f func(*sql.Rows) error, args ...any) error {
	return r.tx.each(r.ctx, query, f, args...)
}

func (r *records) Doc(n int32) (*assay.Doc, error) { return r.store.docOf(r.ctx, r.tx, int64(n)) }

const keySize = 5 // bytes of a key: see copies.Card

func (r *records) Card(n int32) (*copies.Card, error) {
	var c *copies.Card
	err := r.each("SELECT words, whole, keys, coalesce(agency, ''), coalesce(appeared, ''), cards.digest, id FROM cards JOIN reports USING (n) WHERE n = ?", func(rows *sql.Rows) error {
		c = &copies.Card{}
		var whole int64
		var keys, stored []byte
		var appeared, id string
		if err := rows.Scan(&c.Words, &whole, &keys, &c.Agency, &appeared, &stored, &id); err != nil {
			return err
		}
		if d := cardDigest(n, c.Words, whole, keys, c.Agency, appeared); string(d[:]) != string(stored) {
			return fmt.Errorf("%w: the card of report %d", errMemory, n)
		}
		c.Whole = uint64(whole)
		c.Keys = make([]uint64, 0, len(keys)/keySize)
		for ; len(keys) >= keySize; keys = keys[keySize:] {
			c.Keys = append(c.Keys, uint64(keys[0])<<32|uint64(keys[1])<<24|uint64(keys[2])<<16|uint64(keys[3])<<8|uint64(keys[4]))
		}
		var err error
		if c.ID, err = assay.ParseReportID(id); err != nil || appeared == "" {
			return err
		}
		c.Appeared, err = assay.ParseDate(appeared)
		return err
	}, n)
	if err == nil && c == nil {
		err = fmt.Errorf("%w: report %d has no card", errMemory, n)
	}
	return c, err
}

func (r *records) PutCard(n int32, c *copies.Card) error {
	keys, d := keysOf(n, c)
	return r.exec(`INSERT INTO cards (n, words, whole, rare, keys, agency, appeared, digest) VALUES (?, ?, ?, 0, ?, ?, ?, ?)
		ON CONFLICT(n) DO UPDATE SET words = excluded.words, whole = excluded.whole, keys = excluded.keys, agency = excluded.agency, appeared = excluded.appeared, digest = excluded.digest`,
		n, c.Words, int64(c.Whole), keys, null(c.Agency), null(c.Appeared.String()), d[:])
}

// keysOf returns the keys of a card as they are kept, and its digest.
func keysOf(n int32, c *copies.Card) (keys []byte, d digest) {
	keys = make([]byte, 0, keySize*len(c.Keys))
	for _, k := range c.Keys {
		keys = append(keys, byte(k>>32), byte(k>>24), byte(k>>16), byte(k>>8), byte(k))
	}
	return keys, cardDigest(n, c.Words, int64(c.Whole), keys, c.Agency, c.Appeared.String())
}

// errMemory is for what finding copies remembers, which can be made anew.
var errMemory = fmt.Errorf("%w: what is remembered for finding copies is damaged; make it anew with assay reread --all", assay.ErrInvalid)

func cardDigest(n, words int32, whole int64, keys []byte, agency, appeared string) digest {
	return digestOf("cards", int64(n), []any{int64(words), whole, keys, agency, appeared})
}

// pairDigest is that of a pair; link and match are empty where it is not kin.
func pairDigest(a, b int32, kin bool, match []byte, link string) digest {
	return digestOf("pairs", int64(a), []any{int64(b), fmt.Sprint(kin), match, link})
}

func (r *records) Common(keys []uint64) (common []uint64, err error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	err = r.each("SELECT key FROM common WHERE key IN (SELECT CAST(value AS BIGINT) FROM json_each(?))", func(rows *sql.Rows) error {
		var k int64
		err := rows.Scan(&k)
		common = append(common, uint64(k))
		return err
	}, string(list))
	return common, err
}

func (r *records) SetCommon(key uint64, common bool) error {
	if common {
		return r.exec("INSERT INTO common (key) VALUES (?) ON CONFLICT DO NOTHING", int64(key))
	}
	return r.exec("DELETE FROM common WHERE key = ?", int64(key))
}

func (r *records) Pairs(n int32) (pairs []copies.Pair, err error) {
	const cells = "SELECT a, b, kin, match, packed, digest, " + pairTexts + " FROM pairs WHERE "
	err = r.each(cells+"a = ?1 UNION ALL "+cells+"b = ?1", func(rows *sql.Rows) error {
		var p copies.Pair
		var packed, stored, a, b []byte
		if err := rows.Scan(&p.A, &p.B, &p.Kin, &p.Match, &packed, &stored, &a, &b); err != nil {
			return err
		}
		link := linkOf(packed, a, b)
		if d := pairDigest(p.A, p.B, p.Kin, p.Match, link); string(d[:]) != string(stored) {
			return fmt.Errorf("%w: reports %d and %d", errMemory, p.A, p.B)
		}
		pairs = append(pairs, p)
		return nil
	}, n)
	return pairs, err
}

const overPair = " ON CONFLICT(a, b) DO UPDATE SET kin = excluded.kin, match = excluded.match, packed = excluded.packed, digest = excluded.digest"

func (r *records) PutPair(p *copies.Pair, a, b *assay.Doc) error {
	if p.Link == nil {
		d := pairDigest(p.A, p.B, false, nil, "")
		return r.exec("INSERT INTO pairs (a, b, kin, digest) VALUES (?, ?, 0, ?)"+overPair, p.A, p.B, d[:])
	}
	item, err := ledger.NewLinkItem(p.Link, a.Text, b.Text)
	if err != nil {
		return err
	}
	link, err := json.Marshal(item)
	if err != nil {
		return err
	}
	d := pairDigest(p.A, p.B, true, p.Match, string(link))
	return r.exec("INSERT INTO pairs (a, b, kin, match, packed, digest) VALUES (?, ?, 1, ?, ?, ?)"+overPair, p.A, p.B, p.Match, squeeze(kindRest, primer().Pack(string(link), a.Text+b.Text)), d[:])
}

// pairTexts are the packed texts of the reports of a pair, which its link quotes.
const pairTexts = "(SELECT text FROM reports WHERE n = a), (SELECT text FROM reports WHERE n = b)"

// linkOf is the link of a pair as it was packed; "" where it has none, or a damaged one.
func linkOf(packed, a, b []byte) string {
	if packed == nil {
		return ""
	}
	packed, err := stretch(kindRest, packed)
	if err == nil {
		a, err = stretch(kindText, a)
	}
	if err == nil {
		b, err = stretch(kindText, b)
	}
	if err != nil {
		return ""
	}
	link, _ := primer().Unpack(packed, string(a)+string(b))
	return link
}

func (r *records) DropPair(a, b int32) error {
	return r.exec("DELETE FROM pairs WHERE a = ? AND b = ?", a, b)
}

func (r *records) Rulings(n int32) (rulings []copies.Ruling, err error) {
	err = r.each(`SELECT x.n, y.n, theirs = 'together' FROM reports AS me, rulings, reports AS x, reports AS y
		WHERE me.n = ? AND what = 'story' AND (subject = me.id OR other = me.id) AND x.id = subject AND y.id = other`, func(rows *sql.Rows) error {
		var ru copies.Ruling
		err := rows.Scan(&ru.A, &ru.B, &ru.Together)
		rulings = append(rulings, ru)
		return err
	}, n)
	return rulings, err
}

// name writes which files of postings hold.
func (r *records) name(names []string) error {
	if r.tx.in == ofSQLite {
		if err := r.exec("DELETE FROM postings"); err != nil {
			return err
		}
		for i, name := range names {
			if err := r.exec("INSERT INTO postings (pos, name) VALUES (?, ?)", i, name); err != nil {
				return err
			}
		}
		return nil
	}
	place, err := r.store.place()
	if err == nil {
		err = r.exec("DELETE FROM postings WHERE place = ?", place)
	}
	for i, name := range names {
		if err == nil {
			err = r.exec("INSERT INTO postings (place, pos, name) VALUES (?, ?, ?)", place, i, name)
		}
	}
	return err
}
