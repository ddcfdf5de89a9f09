// Package ledger writes and reads the outward form of the ledger: JSON Lines,
// as LEDGER.md lays it down, here and nowhere else.
//
// [EncodeReport], [EncodeStory], [Events.Encode] and [EncodeEstimate] write a line each,
// [Decode] reads them back and checks that every span still quotes its report. The line
// types ([ReportLine] and what hangs on it) are exported for those who score or
// show a ledger without reading it back.
//
// The form keeps everything, the names of private persons too, since the text
// of each report is in it: what of it may be shown on a screen is for package
// mask to say. Nothing is computed here; [ID], [RespondsTo] and [Region] give
// what a line says of an entry to those who lay it out otherwise.
package ledger
