// Package journal is the log by which a ledger can be verified: what was done to
// it, in order, so that nothing of that can be altered or left out later without
// it being noticed by whoever has kept a checkpoint.
//
// An entry says openly when something was done and of which kind it was. What it
// was done to is a statement, kept beside it, of which the entry has a hash with a
// salt of its own. Where the statement and its salt are destroyed, as erasing does,
// the hash says nothing any more, not even to one who guesses the statement; the
// log stays whole all the same.
//
// The entries are the leaves of a tree of hashes, that of Certificate Transparency
// (RFC 6962) as golang.org/x/mod/sumdb/tlog has it. A [Checkpoint] is a few lines
// that stand for all entries up to a moment. Whoever has one, kept elsewhere,
// signed or time-stamped by whatever he trusts, can tell whether a later log goes
// on from there. The package keeps nothing itself: package store does.
package journal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"assay"

	"golang.org/x/mod/sumdb/tlog"
)

// SaltSize is the size of a salt in bytes.
const SaltSize = 32

// An Entry is something that was done.
type Entry struct {
	N    int64  // its place in the log, from 0
	At   string // when, RFC 3339 in UTC
	What string // of which kind, one word
	Hash [sha256.Size]byte
	// Salt and Statement are what Hash is of; nil where they were erased.
	Salt, Statement []byte
}

// New makes the entry of a statement, with a fresh salt.
func New(n int64, at, what string, statement []byte) Entry {
	e := Entry{N: n, At: at, What: what, Statement: statement, Salt: make([]byte, SaltSize)}
	rand.Read(e.Salt) // does not fail
	e.Hash = hash(e.Salt, e.Statement)
	return e
}

func hash(salt, statement []byte) (d [sha256.Size]byte) {
	h := sha256.New()
	h.Write(salt)
	h.Write(statement)
	h.Sum(d[:0])
	return d
}

// Erased reports whether what the entry states is not known any more.
func (e *Entry) Erased() bool { return e.Salt == nil && e.Statement == nil }

// Holds reports whether the statement is that of which the entry has the hash.
func (e *Entry) Holds() bool {
	return len(e.Salt) == SaltSize && hash(e.Salt, e.Statement) == e.Hash
}

// Leaf is the entry as the tree holds it: one line, without its statement.
func (e *Entry) Leaf() []byte {
	return fmt.Appendf(nil, "%d %s %s %x\n", e.N, e.At, e.What, e.Hash)
}

// A Head is what is to be known of a log to append to it: how long it is, and the
// hashes at the edge of its tree, those of its whole subtrees from the largest to
// the smallest.
type Head struct {
	Origin string // which log it is
	Size   int64
	Edge   []tlog.Hash
}

// Append adds a leaf.
func (h *Head) Append(leaf []byte) {
	sum := tlog.RecordHash(leaf)
	for n := h.Size; n&1 == 1; n >>= 1 {
		last := len(h.Edge) - 1
		sum, h.Edge = tlog.NodeHash(h.Edge[last], sum), h.Edge[:last]
	}
	h.Edge, h.Size = append(h.Edge, sum), h.Size+1
}

// Root is the hash of the whole tree.
func (h *Head) Root() tlog.Hash {
	if len(h.Edge) == 0 {
		return sha256.Sum256(nil)
	}
	root := h.Edge[len(h.Edge)-1]
	for i := len(h.Edge) - 2; i >= 0; i-- {
		root = tlog.NodeHash(h.Edge[i], root)
	}
	return root
}

// Bytes are the hashes of the edge, one after another.
func (h *Head) Bytes() []byte {
	b := make([]byte, 0, len(h.Edge)*tlog.HashSize)
	for i := range h.Edge {
		b = append(b, h.Edge[i][:]...)
	}
	return b
}

// NewHead is the head whose [Head.Bytes] are edge.
func NewHead(origin string, size int64, edge []byte) (Head, error) {
	h := Head{Origin: origin, Size: size}
	want := 0
	for n := size; n > 0; n &= n - 1 {
		want++
	}
	if size < 0 || len(edge) != want*tlog.HashSize {
		return h, fmt.Errorf("%w: the head of the log is damaged", assay.ErrInvalid)
	}
	for ; len(edge) > 0; edge = edge[tlog.HashSize:] {
		h.Edge = append(h.Edge, tlog.Hash(edge[:tlog.HashSize]))
	}
	return h, nil
}

// Checkpoint is that of the log as it is.
func (h *Head) Checkpoint() Checkpoint { return Checkpoint{h.Origin, h.Size, h.Root()} }

// A Checkpoint stands for the first Size entries of a log.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// String is the checkpoint as it is written, in the form in which logs of this kind
// write theirs (C2SP tlog-checkpoint): three lines, behind which signatures may follow.
func (c Checkpoint) String() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint reads a checkpoint. What stands behind an empty line, signatures,
// is for other programs.
func ParseCheckpoint(text string) (c Checkpoint, err error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text, _, _ = strings.Cut(text, "\n\n")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	bad := fmt.Errorf("%w: no checkpoint: it has three lines, the name of a log, how many entries, their hash", assay.ErrInvalid)
	if len(lines) != 3 || lines[0] == "" {
		return c, bad
	}
	c.Origin = lines[0]
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 1 {
		return c, bad
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return c, bad
	}
	c.Root = tlog.Hash(root)
	return c, nil
}

// NewOrigin names a new log.
func NewOrigin() string {
	b := make([]byte, 8)
	rand.Read(b)
	return fmt.Sprintf("assay/%x", b)
}

// A Hash is one of the tree.
type Hash = tlog.Hash

// A Tree is all hashes of a log, to prove by.
type Tree struct {
	size   int64
	hashes []tlog.Hash
}

// Append adds a leaf.
func (t *Tree) Append(leaf []byte) error {
	more, err := tlog.StoredHashes(t.size, leaf, t)
	if err != nil {
		return err
	}
	t.hashes, t.size = append(t.hashes, more...), t.size+1
	return nil
}

// ReadHashes makes a tree a [tlog.HashReader].
func (t *Tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if at < 0 || at >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("%w: the log has no hash %d", assay.ErrInvalid, at)
		}
		out[i] = t.hashes[at]
	}
	return out, nil
}

// Prove proves that entry n is in the log: the hashes by which, with that of its
// leaf, the root is made.
func (t *Tree) Prove(n int64) ([]tlog.Hash, error) { return tlog.ProveRecord(t.size, n, t) }

// Since proves that the log begins as a checkpoint says: the hashes by which, with the
// root that it had then, the root that it has now is made.
func (t *Tree) Since(c Checkpoint) ([]tlog.Hash, error) {
	if c.Size < 1 || c.Size > t.size {
		return nil, fmt.Errorf("%w: the log has %d entries, and never had %d before", assay.ErrInvalid, t.size, c.Size)
	}
	root, err := tlog.TreeHash(c.Size, t)
	if err == nil && root != c.Root {
		err = fmt.Errorf("%w: the first %d entries of the log are not those of the checkpoint", assay.ErrInvalid, c.Size)
	}
	if err != nil {
		return nil, err
	}
	return tlog.ProveTree(t.size, c.Size, t)
}
