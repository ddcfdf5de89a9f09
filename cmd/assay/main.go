// Command assay reads news reports and writes a ledger: who said what, how many,
// where, when, with the exact characters each entry rests on, and with copies of
// one text counted as one source.
//
// In come files, folders or standard input; out come a digest, JSON Lines, a
// page, tables or a ledger file. The command holds flags, wiring and exit codes
// and nothing else: 0 is done, 1 some input could not be read, 2 wrong usage.
// Results go to standard output, everything else to standard error.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit statuses.
const (
	exitDone  = 0
	exitInput = 1 // some input could not be read, or a score fell short
	exitUsage = 2
)

// cli is the command line.
type cli struct {
	Read   readCmd   `cmd:"" help:"Read reports and say what they say."`
	Copies copiesCmd `cmd:"" help:"Say which reports are copies of which, and what was changed."`
	Diff   diffCmd   `cmd:"" help:"Say what changed between two reports, what changes the evidence first."`
	Add    addCmd    `cmd:"" help:"Read reports into a ledger file."`

	Stories   storiesCmd   `cmd:"" help:"Ask the ledger which reports are one story."`
	Claims    claimsCmd    `cmd:"" help:"Ask the ledger who said what."`
	Figures   figuresCmd   `cmd:"" help:"Ask the ledger how many of what."`
	Movements movementsCmd `cmd:"" help:"Ask the ledger who went from where to where."`
	Estimates estimatesCmd `cmd:"" help:"Ask the ledger what all reports together say."`
	Rule      ruleCmd      `cmd:"" help:"Overrule which reports are one story; the ruling stays."`
	Export    exportCmd    `cmd:"" help:"Write the ledger in a form that other programs read."`

	Gazetteer gazetteerCmd `cmd:"" help:"Look names of places up; take in all of GeoNames."`

	Eval    evalCmd    `cmd:"" help:"Score against a gold corpus."`
	Stages  stagesCmd  `cmd:"" help:"List what is done to a report, in order."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// exited carries the status that kong wants to end with through its Exit hook.
type exited int

// run is the whole program; main and the tests call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exited:
			code = int(e)
		default:
			panic(e)
		}
	}()
	c := &console{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr}
	c.progress = newProgress(stderr)
	var flags cli
	parser := kong.Must(&flags,
		kong.Name("assay"),
		kong.Description("Reads news reports and writes a ledger: who said what, how many, where and when."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(c),
	)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	cmd, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "assay: %v; see assay --help\n", err)
		return exitUsage
	}
	if err := cmd.Run(); err != nil {
		c.complain(err)
	}
	c.progress.clear()
	if c.failed {
		return exitInput
	}
	return exitDone
}
