package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// alecthomas/mango-kong v0.1.0 leaves arguments unexplained, stamps the page with the
// day it is printed on, and garbles "NAME,…", at which groff -ww warns.

type manCmd struct{ outputFlag }

// Run writes the manual page in roff, from the declarations that the parser has.
func (m *manCmd) Run(c *console, app *kong.Kong) error {
	return c.output(m.Output, func(w io.Writer) error {
		b := bufio.NewWriter(w)
		writeMan(b, app.Model)
		return b.Flush()
	})
}

// writeMan writes assay(1). Errors stay in w.
func writeMan(w *bufio.Writer, app *kong.Application) {
	fmt.Fprintf(w, ".TH ASSAY 1 \"\" \"%s\" \"User commands\"\n", roff(versionLine()))
	fmt.Fprintf(w, ".SH NAME\nassay \\- %s\n", roff(strings.TrimSuffix(lowerFirst(app.Help), ".")))
	fmt.Fprintf(w, ".SH SYNOPSIS\n.B assay\n.I command\n[\\fIflags\\fR] [\\fIarguments\\fR]\n")
	fmt.Fprintf(w, ".SH FLAGS OF ALL COMMANDS\n")
	manFlags(w, app.Node)
	fmt.Fprintf(w, ".SH COMMANDS\n")
	for _, leaf := range app.Leaves(true) {
		fmt.Fprintf(w, ".SS %s\n%s\n", roff(leaf.Path()), roff(leaf.Help))
		if leaf.Detail != "" {
			fmt.Fprintf(w, ".PP\n%s\n", roff(leaf.Detail))
		}
		fmt.Fprintf(w, ".PP\n\\fB%s\\fR", roff("assay "+leaf.Path()))
		for _, arg := range leaf.Positional {
			fmt.Fprintf(w, " \\fI%s\\fR", roff(arg.Summary()))
		}
		fmt.Fprintf(w, "\n")
		for _, arg := range leaf.Positional {
			fmt.Fprintf(w, ".TP\n\\fI%s\\fR\n%s\n", roff(arg.Summary()), roff(arg.Help))
		}
		manFlags(w, leaf)
	}
	w.WriteString(manEnd)
}

// manEnd is what is not said in the declarations.
const manEnd = `.SH EXIT STATUS
.TP
0
All was done.
.TP
1
Some input could not be read, a name was not found, or a score fell short; the rest was done.
.TP
2
Wrong usage: nothing was done.
.TP
130, 143
Ended by Ctrl\-C or SIGTERM. The first one ends what was begun, a second ends at once.
.SH ENVIRONMENT
.TP
NO_COLOR
If it is set to anything, \-\-color auto means never.
.TP
ASSAY_GAZETTEER
The imported gazetteer, where \-\-gazetteer does not name one.
.SH FILES
.TP
.I .assay.json
Flags that are set again and again, in the working folder: a JSON object of their long names and values; the name of a command with an object holds those for it alone.
.TP
.I ~/.config/assay/config.json
The same for one user (on macOS and Windows, in the folder where programs keep their settings).
`

func manFlags(w *bufio.Writer, node *kong.Node) {
	for _, f := range node.Flags {
		if f.Hidden {
			continue
		}
		fmt.Fprintf(w, ".TP\n\\fB%s\\fR\n%s\n", roff(f.String()), roff(f.Help))
	}
}

// roff writes s so that roff takes it as words: hyphens that are typed stay
// hyphens, characters beyond ASCII go by their numbers, and no line begins with a
// dot or an apostrophe.
func roff(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '"':
			b.WriteString(`\(dq`)
		case r == '.' && b.Len() == 0, r == '\'' && b.Len() == 0:
			b.WriteString(`\&` + string(r))
		case r >= 0x80:
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
