// Package occurrence says which figures and events of a pile of reports tell of one thing
// that happened, and which of the figures answer one question about it.
//
// In come the reports and the stories that package copies made of them; out come occurrences
// in order of time, each with the reports that tell of it and the questions that their
// numbers answer. Of a report comes what [Read] has found in it: its mentions, each with its
// numbers, places, days and words. That depends on the report alone, is found once, and can
// be kept as bytes, so that no text is looked at again. What is put together is a figure, or an event of a report that has
// no figures; here both are items. Two items are compared by place, days, who is counted,
// number, words and more; a small network that learnt from piles of real reports, read by
// people (internal/train/occurrence), makes of the comparison how much speaks for one
// occurrence, and how much for one question. Items that have nothing in common under which
// they could be looked up (a story, a place and month, an action and week in a country, a
// rare word of two headlines) are not compared, and of those that have, each only with its
// neighbours in a fixed order, so that the work grows with the pile (TestGrowth counts it).
// Of these neighbours two thirds are of reports that tell of no common ground, with other
// numbers in other places; they are compared only where other comparisons lead from one to
// the other. What nothing leads from one to the other for are parts that have nothing to do
// with each other; in each of them, on all processors at once, the two groups for which most
// speaks become one, again and again, until nothing speaks for the next. Then groups are
// compared as groups, by all that their items say and by how each stands among the others
// of its part, and joined likewise ("gather").
//
// The result is a function of the set of reports, not of their order. Where one comes after
// the other, an [Archive] remembers who stands in which block and what leads from whom to whom,
// and finds the parts that a report changes; what they tell is what it would be if all were put
// together again. The package does not count origins and does not decide who is right; that is
// package estimate's.
package occurrence
