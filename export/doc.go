// Package export hands the ledger out in forms that others read.
//
// In comes what a ledger holds and what was chosen of it ([New]); out come files
// of one of [Forms]. Whatever leaves has passed package mask: a private person
// appears by the role, whose words stand in the place of the name and to whom all
// offsets are fitted. Places can be made coarser, and routes and prices left out
// ([Options]). Unknown stays unknown: a column for which the ledger knows nothing
// is empty, whatever its standard would have there. docs/exports.md says for each
// form what its columns mean, and what is lost.
package export
