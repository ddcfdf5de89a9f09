package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// A wrongUsage is what the user has to write otherwise; it ends the program with
// status 2.
type wrongUsage struct{ error }

func (u *wrongUsage) Unwrap() error { return u.error }

func usagef(format string, args ...any) error {
	return &wrongUsage{fmt.Errorf(format, args...)}
}

// explainUsage says what is wrong with a command line, which word was perhaps
// meant, and where help is.
func explainUsage(err error) string {
	line := err.Error()
	var parse *kong.ParseError
	var setting *settingError
	if !errors.As(err, &parse) || errors.As(err, &setting) {
		return line
	}
	for _, path := range parse.Context.Path {
		if f := path.Flag; f != nil && f.Enum != "" && strings.HasPrefix(line, f.ShortSummary()+" must be one of") {
			line += didYouMean(fmt.Sprint(parse.Context.FlagValue(f)), f.EnumSlice())
		}
	}
	return line + see(parse.Context)
}

// see says where the help for a command is.
func see(ctx *kong.Context) string {
	command := "assay"
	if node := ctx.Selected(); node != nil {
		command = node.FullPath()
	}
	return "; see " + command + " --help"
}

// didYouMean names the word of list that word was perhaps meant to be, or
// nothing if none is like it.
func didYouMean(word string, list []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, w := range list {
		d := distance(strings.ToLower(word), strings.ToLower(w))
		if word != "" && strings.HasPrefix(w, word) {
			d = min(d, 1)
		}
		if d < least && d < len(w) {
			best, least = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(", did you mean %q?", best)
}

// distance counts the letters to put in, take out or exchange between a and b;
// two neighbours that changed places count as one.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for k := range last {
		last[k] = k
	}
	for i := range s {
		row[0] = i + 1
		for k := range t {
			d := last[k]
			if s[i] != t[k] {
				d++
			}
			d = min(d, last[k+1]+1, row[k]+1)
			if i > 0 && k > 0 && s[i] == t[k-1] && s[i-1] == t[k] {
				d = min(d, before[k-1]+1)
			}
			row[k+1] = d
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
