package en

// TurnWords are the words by which transcripts, interviews and press releases are told.
// They are as written, with their capitals.
type TurnWords struct {
	Asking    Set // what stands before the outlet's own question: "Q:"
	Answering Set // what stands before the answer to it
	Pointed   Set // those of them behind which a point may stand for the colon: "Q. Who?"

	Meeting Set // verbs and nouns, lemmas, for speaking with whom a report is about: "we spoke to her"
	Meets   Set // the prepositions behind them

	Release []string // marks at the head of a press release, in small letters
	Ends    Set      // lines that end one, in small letters, without the marks around them
	Notes   []string // the beginning of the line over what only editors are told, in small letters
	Contact []string // the beginning of a line that says whom to call, in small letters
	About   string   // the beginning of the line over what the body says of itself
}

// Turns returns these words.
func Turns() *TurnWords { return &turnWords }

var turnWords = TurnWords{
	Asking:    Words(`Q Question QUESTION`),
	Answering: Words(`A Answer ANSWER`),
	Pointed:   Words(`Q A`),
	Meeting:   Words(`speak talk interview conversation chat sit`),
	Meets:     Words(`to with`),
	Release:   phrases(`for immediate release|for release|for immediate use|press release|news release|media release|press statement|media statement|embargoed until|embargo:|under embargo|not for publication before`),
	Ends:      Words(`ends end 30`),
	Notes:     phrases(`notes to editors|note to editors|notes for editors|note for editors|notes to editor|note to editor|editor's notes|editor’s notes|editors' notes|editors’ notes`),
	Contact: phrases(`contact:|contacts:|contact details|contact information|media contact|press contact|press office:|press enquiries|press inquiries|media enquiries|media inquiries|
for more information|for further information|for media enquiries|for media inquiries|for press enquiries|for press inquiries|for interviews|for interview requests|tel:|tel.|telephone:|phone:|mobile:|email:|e-mail:|fax:|web:|website:`),
	About: "About ",
}
