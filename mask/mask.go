// Package mask says what of a report may be shown on a screen: the only door
// between what is known and what people look at.
//
// Persons who hold no public office and speak for nobody appear by their role.
// The ledger itself keeps every name, as the report's text does.
package mask

import "assay"

// Private reports whether a is a person who is to be shown by role only: one
// without a public office or a spokesman's role.
func Private(a *assay.Actor) bool { return a.Class == assay.Person && !a.Public }
