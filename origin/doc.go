// Package origin finds who, in the end, is behind each figure of a pile of reports.
//
// In come the annotated reports and the stories that package copies made of them; out
// comes, for each figure of each report, the voice that gives it: an organisation or
// person by name, an outlet or agency in its own voice, or somebody who is not named.
// Voices with one key are one origin. Within one question, where one knows what is
// told of, [Fold] puts together what only a description ties ("a monitor" and the one
// monitor of that question), and [Count] says how many origins there are at least and
// at most. docs/origins.md has the method, its numbers and what it cannot know.
package origin
