// Package assay holds the words of the trade: the report, the claim, the
// quantity and the other types that every part of the program shares.
//
// # Text and spans
//
// A [Report] keeps two things for ever: the bytes as they came (Raw) and one
// decoded reading of them (Text). Neither is edited once the report is made.
// Whatever assay finds is written beside the text, never into it: a [Span] is a
// pair of byte offsets into Text. Cleaning removes nothing; it marks regions.
//
// # From report to estimate
//
// A [Stage] adds annotations to the [Doc] of one report. Reports are annotated
// independently of one another and in parallel. What needs more than one report
// (which reports are copies, which figures are about the same thing) is done
// afterwards by packages copies and ledger, and gives a [Story] and an
// [Estimate].
//
// This package alone promises stability. It needs the standard library only.
package assay
