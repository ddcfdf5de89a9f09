package journal

import (
	"errors"
	"fmt"
	"testing"

	"assay"

	"golang.org/x/mod/sumdb/tlog"
)

// The head of a log has the root that tlog has of all of it, and every entry is
// proven against it.
func TestHeadIsOfTheTree(t *testing.T) {
	h := Head{Origin: NewOrigin()}
	var tree Tree
	var leaves [][]byte
	for n := range int64(70) {
		e := New(n, "2026-03-04T05:06:07Z", "addition", fmt.Append(nil, "statement ", n))
		if !e.Holds() || e.Erased() {
			t.Fatalf("entry %d does not hold what it states", n)
		}
		leaves = append(leaves, e.Leaf())
		h.Append(e.Leaf())
		if err := tree.Append(e.Leaf()); err != nil {
			t.Fatal(err)
		}
		want, err := tlog.TreeHash(n+1, &tree)
		if err != nil || h.Root() != want {
			t.Fatalf("of %d entries the root is %v, want %v, %v", n+1, h.Root(), want, err)
		}
		again, err := NewHead(h.Origin, h.Size, h.Bytes())
		if err != nil || again.Root() != want {
			t.Fatalf("read back the root is %v, %v", again.Root(), err)
		}
	}
	for n, leaf := range leaves {
		proof, err := tree.Prove(int64(n))
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, h.Size, h.Root(), int64(n), tlog.RecordHash(leaf)); err != nil {
			t.Errorf("entry %d: %v", n, err)
		}
	}
}

func TestEntryHoldsItsStatementAlone(t *testing.T) {
	e := New(3, "2026-03-04T05:06:07Z", "ruling", []byte("one story"))
	other := e
	other.Statement = []byte("two stories")
	if other.Holds() {
		t.Error("another statement holds")
	}
	if New(3, e.At, e.What, e.Statement).Hash == e.Hash {
		t.Error("two entries that state the same have one hash: it can be guessed")
	}
	leaf := string(e.Leaf())
	e.Salt, e.Statement = nil, nil
	if !e.Erased() || e.Holds() || string(e.Leaf()) != leaf {
		t.Error("erasing changes the leaf, or leaves something")
	}
}

func TestCheckpoint(t *testing.T) {
	h := Head{Origin: "assay/0102030405060708"}
	h.Append([]byte("a\n"))
	c := h.Checkpoint()
	for _, text := range []string{c.String(), c.String() + "\n— somebody AAAA\n", "assay/0102030405060708\r\n1\r\n" + c.String()[len("assay/0102030405060708\n1\n"):]} {
		if got, err := ParseCheckpoint(text); err != nil || got != c {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "a\n1\n", "a\nx\nAAAA\n", "a\n0\n" + c.String()[25:], "a\n1\nAAAA\n", c.String() + "more\n"} {
		if _, err := ParseCheckpoint(text); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := NewHead("a", 3, make([]byte, tlog.HashSize)); err == nil {
		t.Error("a head of three entries has one hash")
	}
}
