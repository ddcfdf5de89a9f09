// Package estimate puts the figures of many reports together.
//
// In come the annotated reports and the stories that package copies made of
// them; out come the estimates: which figures answer one question, from how many
// independent origins, and what they say between them. A figure counts once per
// origin, the innermost source of its chain of attribution, after copies are
// folded. Low, best and high are in the sense of the UCDP (Sundberg and Melander,
// "Introducing the UCDP Georeferenced Event Dataset", 2013).
//
// [Read] says what is to be known of one report, whatever other reports there are: all that
// this package, occurrence and origin look at. It is kept in a ledger beside the report, and
// [Among] puts piles together of that.
//
// Where reports come one after the other an [Archive] makes those events and estimates again that
// they touch, with the same result; ARCHIVE.md says by what it finds them.
//
// The package does not read text again, and it does not decide what is true: it says
// who asserted what, and how many of them there are at least and at most.
package estimate
