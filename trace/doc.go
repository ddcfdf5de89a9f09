// Package trace follows numbers through a pile of reports.
//
// In come the annotated reports, the stories that package copies made of them and the
// estimates that package estimate made of both. Out come five things that a person who
// weighs sources asks: where a number comes from and what happened to it on the way
// ([Pile.Genealogy]); which numbers are attributed to a source that is itself in the
// pile and does not have them ([Pile.Orphans]); what becomes of each estimate without an
// origin, and on which it depends most ([Pile.Knockout], [Pile.Dependences]); which
// standing numbers cannot all hold ([Pile.Conflicts]); and what vague words turned out to
// be ([Pile.Vague]). All are functions of the set of reports, not of their order.
// docs/trace.md works an example of each, and says what they cannot know.
package trace
