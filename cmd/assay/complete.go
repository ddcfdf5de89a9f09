package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// jotaen/kong-completion v0.0.4 gives fish no file names, zsh no "--format=html", no
// shell a meaning or the flags of "quarantine", and bash nothing from a path with a space.

// The scripts ask the program itself what a word may become, so that they never
// differ from it.
var (
	//go:embed shell/assay.bash
	bashScript string
	//go:embed shell/assay.zsh
	zshScript string
	//go:embed shell/assay.fish
	fishScript string
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

func (s *completionCmd) Run(c *console) error {
	script := map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[s.Shell]
	_, err := fmt.Fprint(c.stdout, script)
	return err
}

// completeCmd prints what the last of the words, perhaps half typed, may become:
// a word on a line, a tab, what it means. It prints nothing where only the names
// of files are left.
type completeCmd struct {
	Words []string `arg:"" optional:""`
}

func (s *completeCmd) Run(c *console, app *kong.Kong) error {
	if len(s.Words) > 0 && s.Words[0] == "--" {
		s.Words = s.Words[1:]
	}
	for _, line := range candidates(app.Model.Node, s.Words) {
		fmt.Fprintln(c.stdout, line)
	}
	return nil
}

// candidates returns what the last of words may become, each with a tab and its
// meaning.
func candidates(node *kong.Node, words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	before, word := words[:len(words)-1], words[len(words)-1]
	var open *kong.Flag // the flag that waits for its value
	positions := 0
	for i, w := range before {
		switch {
		case w == "=": // bash makes a word of it
		case open != nil && i > 0:
			open = nil
		case w == "--":
			return nil
		case strings.HasPrefix(w, "-"):
			if f := flagNamed(node, w); f != nil && !f.IsBool() {
				open = f
			}
		default:
			if child := childNamed(node, w); child != nil {
				node, positions = child, 0
			} else {
				positions++
			}
		}
	}
	var list []string
	add := func(prefix, w, help string) {
		if strings.HasPrefix(prefix+w, word) {
			list = append(list, prefix+w+"\t"+help)
		}
	}
	values := func(prefix string, v *kong.Value) {
		if v.Enum != "" {
			for _, w := range v.EnumSlice() {
				add(prefix, w, "")
			}
		}
	}
	switch name, _, valued := strings.Cut(word, "="); {
	case open != nil:
		if word == "=" {
			word = ""
		}
		values("", open.Value)
	case valued && strings.HasPrefix(word, "-"):
		if f := flagNamed(node, name); f != nil {
			values(name+"=", f.Value)
		}
	case strings.HasPrefix(word, "-"):
		for _, f := range flagsAt(node) {
			if !f.Hidden {
				add("", "--"+f.Name, f.Help)
			}
		}
	default:
		for _, child := range node.Children {
			if !child.Hidden {
				add("", child.Name, child.Help)
			}
		}
		if len(node.Positional) > 0 {
			values("", node.Positional[min(positions, len(node.Positional)-1)])
		}
	}
	return list
}

// flagsAt returns the flags of node, of the commands above it, and of the one
// that stands for it where no other is named.
func flagsAt(node *kong.Node) (list []*kong.Flag) {
	if node.DefaultCmd != nil {
		list = append(list, node.DefaultCmd.Flags...)
	}
	for ; node != nil; node = node.Parent {
		list = append(list, node.Flags...)
	}
	return list
}

// flagNamed returns the flag at node that stands as "--name" or "-n", or nil.
func flagNamed(node *kong.Node, word string) *kong.Flag {
	for _, f := range flagsAt(node) {
		if word == "--"+f.Name || f.Short != 0 && word == "-"+string(f.Short) {
			return f
		}
	}
	return nil
}

func childNamed(node *kong.Node, word string) *kong.Node {
	for _, child := range node.Children {
		if child.Name == word {
			return child
		}
	}
	return nil
}
