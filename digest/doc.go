// Package digest writes what a terminal shows.
//
// [Write] writes the digest of a run: what a reader wants to know first, each
// line with the place that it rests on. [Copies] says which reports go back to
// one text and what was changed in them, [Diff] what changed between two.
package digest
