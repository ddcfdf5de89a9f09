package figure

import "assay"

// What the stage behind, which reads events and movements, asks of a Sight, too.

// HeadOf returns the token that heads the words of sp, or -1.
func (s *Sight) HeadOf(sp assay.Span) int { return s.head(sp) }

// Phrase returns the noun phrase that token i heads, without clauses and what is put
// beside it.
func (s *Sight) Phrase(i int) assay.Span { return (&reader{Sight: s}).phrase(i) }

// Kids are the tokens that token i governs.
func (s *Sight) Kids(i int) []int32 { return s.kids[i] }

// Up is the governor of token i, or -1.
func (s *Sight) Up(i int) int { return int(s.up[i]) }

// Path tells the way through the tree from token i to token j of one sentence.
func (s *Sight) Path(i, j int) string { return s.path(i, j) }

// Preposition is the word that joins the phrase of token i to what it hangs on, or -1.
func (s *Sight) Preposition(i int) int { return s.preposition(i) }

// Apart counts the sentences from token i to token j, from -9 to 4.
func (s *Sight) Apart(i, j int) int { return s.sentencesApart(i, j) }

// ClaimAt is the innermost claim in whose content token i stands, or -1.
func (s *Sight) ClaimAt(i int) int { return int(s.claim[i]) }

// Region is the region of token i, or -1.
func (s *Sight) Region(i int) int { return int(s.region[i]) }

// ActorAt is the actor of whom token i heads a mention, or -1.
func (s *Sight) ActorAt(i int) int { return int(s.actor[i]) }

// PlaceAt is the place that covers token i, or -1; TimeAt likewise.
func (s *Sight) PlaceAt(i int) int { return int(s.place[i]) }

// TimeAt is the time that covers token i, or -1.
func (s *Sight) TimeAt(i int) int { return int(s.time[i]) }

// QuantityAt is the quantity that covers token i, or -1.
func (s *Sight) QuantityAt(i int) int { return int(s.quantity[i]) }

// Noun says what kind of thing the noun at token i names, "" if it is none.
func (s *Sight) Noun(i int) string { return s.noun(i) }
