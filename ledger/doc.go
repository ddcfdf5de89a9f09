// Package ledger puts the figures of many reports together and gives the ledger
// its outward form.
//
// In come the annotated reports and the stories that package copies made of
// them; out come the estimates: which figures answer one question, from how many
// independent origins, and what they say between them. A figure counts once per
// origin, the innermost source of its chain of attribution, after copies are
// folded. Low, best and high are in the sense of the UCDP (Sundberg and Melander,
// "Introducing the UCDP Georeferenced Event Dataset", 2013).
//
// The JSON Lines form of the ledger is written and read here and nowhere else:
// [EncodeReport], [EncodeStory] and [EncodeEstimate] write a line each, [Decode]
// reads them back and checks that every span still quotes its report. The line
// types ([ReportLine] and what hangs on it) are exported for those who score or
// show a ledger without reading it back.
//
// The package does not read text, and it does not decide what is true: it says
// who asserted what, and how many of them there are at least and at most.
package ledger
