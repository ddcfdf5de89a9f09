// Package corpus reads a pile of pages too large for one machine, as an Apache Beam pipeline.
//
// In come shards of web archives, Parquet or any other form that package ingest reads; out comes
// a ledger as Parquet files, partitioned by day and country: reports, stories, events, estimates.
// Stories, events and estimates are those that "assay add" finds in the same pile, byte for byte,
// since the same functions decide: packages copies, origin, occurrence and estimate say in steps
// what they do with all reports at hand (their files spread.go), and this package brings to each
// step what it looks at. Nothing is decided here.
//
// Every transform is a function of its key and of what stands under it; nothing depends on the
// order in which that comes, so that a runner may do a step again. What cannot be read goes to a
// side output with a reason, and counters say what became of each page. No transform holds more
// than one group: reports of one story without their texts, items of one part; of texts two at a
// time. docs/scale.md has what it costs, and how it is run.
//
// Keys and values are bytes throughout, so that any runner can carry them; what stands in them
// is written by package pack.
package corpus
