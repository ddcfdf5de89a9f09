package en

// What somebody may see, as pages of accounts say it.
const (
	EveryReport     = "every report"
	EveryCollection = "every collection"
	AndConfidential = " with what is confidential"
)
