package journal

import (
	"bytes"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// Whatever is given as a checkpoint is refused, or is read as what it is written as.
func FuzzCheckpoint(f *testing.F) {
	h := Head{Origin: NewOrigin()}
	h.Append([]byte("a\n"))
	f.Add(h.Checkpoint().String())
	f.Add(h.Checkpoint().String() + "\n— somebody AAAA\n")
	f.Add("a\r\n1\r\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCheckpoint(text)
		if err != nil {
			return
		}
		again, err := ParseCheckpoint(c.String())
		if err != nil || again != c {
			t.Fatalf("%q is %+v, and written again %+v, %v", text, c, again, err)
		}
	})
}

// A log of whatever entries has one root, however it is made, and what is proven of it
// holds for it alone; a head of whatever bytes is refused or is whole.
func FuzzLog(f *testing.F) {
	f.Add([]byte("one\ntwo\nthree"), int64(3), int64(2), []byte("edge"))
	f.Add(bytes.Repeat([]byte("\n"), 40), int64(7), int64(40), make([]byte, 3*tlog.HashSize))
	f.Fuzz(func(t *testing.T, data []byte, n, before int64, edge []byte) {
		if h, err := NewHead("x", n, edge); err == nil {
			h.Append([]byte("more"))
			if again, err := NewHead("x", h.Size, h.Bytes()); err != nil || again.Root() != h.Root() {
				t.Fatalf("a head is another when it is read again: %v", err)
			}
		}
		leaves := bytes.SplitAfter(data, []byte("\n"))
		leaves = leaves[:min(len(leaves), 200)]
		size := int64(len(leaves))
		n, before = int64(uint64(n)%uint64(size)), 1+int64(uint64(before)%uint64(size))
		var h Head
		var tree Tree
		var then tlog.Hash
		for i, leaf := range leaves {
			h.Append(leaf)
			if err := tree.Append(leaf); err != nil {
				t.Fatal(err)
			}
			if int64(i)+1 == before {
				then = h.Root()
			}
		}
		root, err := tlog.TreeHash(size, &tree)
		if err != nil || root != h.Root() {
			t.Fatalf("two roots, %v", err)
		}
		proof, err := tree.Prove(n)
		if err != nil || tlog.CheckRecord(proof, size, root, n, tlog.RecordHash(leaves[n])) != nil {
			t.Fatalf("entry %d of %d is not proven, %v", n, size, err)
		}
		if tlog.CheckRecord(proof, size, root, n, tlog.RecordHash(append([]byte("x"), leaves[n]...))) == nil {
			t.Fatalf("another entry %d of %d is proven", n, size)
		}
		since, err := tree.Since(Checkpoint{"x", before, then})
		if err != nil || tlog.CheckTree(since, size, root, before, then) != nil {
			t.Fatalf("%d of %d entries are not proven to be the beginning, %v", before, size, err)
		}
		then[0]++
		if _, err := tree.Since(Checkpoint{"x", before, then}); err == nil {
			t.Fatalf("another beginning of %d of %d entries is proven", before, size)
		}
	})
}
