package en

// How it is with an input that waits in a ledger on a server, and what became of some.
const (
	JobWaits      = "waits"
	JobTaken      = "taken"
	JobDead       = "dead"
	JobsWaitAgain = "wait again"
	JobsDropped   = "dropped"
)
