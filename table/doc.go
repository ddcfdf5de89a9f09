// Package table lays the lists of the ledger flat.
//
// One [Table] serves a spreadsheet, a database and a terminal. Its heads are the
// keys of the JSON form, so that one word means one thing in all of them. [CSV],
// [JSON] and [Columns] write it.
package table
