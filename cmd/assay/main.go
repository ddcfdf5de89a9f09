// Command assay reads news reports and writes a ledger: who said what, how many,
// where, when, with the exact characters each entry rests on, and with copies of
// one text counted as one source.
//
// In come files, folders or standard input; out come a digest, JSON Lines, a
// page, tables or a ledger file. The command holds flags, wiring and exit codes
// and nothing else: 0 is done, 1 some input could not be read or a score fell
// short, 2 wrong usage, 130 and 143 that a signal ended it. Results go to standard
// output, everything else to standard error. docs/commands.md is for its users.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"assay/fetch"
)

// Exit statuses.
const (
	exitDone  = 0
	exitInput = 1 // some input could not be read, or a score fell short
	exitUsage = 2
)

// cli is the command line.
type cli struct {
	Color       string           `enum:"auto,always,never" default:"auto" help:"Colour: auto (on a terminal, unless NO_COLOR is set), always or never."`
	ShowVersion kong.VersionFlag `name:"version" help:"Print the version."`

	Read   readCmd   `cmd:"" help:"Read reports and say what they say."`
	Copies copiesCmd `cmd:"" help:"Say which reports are copies of which, and what was changed."`
	Diff   diffCmd   `cmd:"" help:"Say what changed between two reports, what changes the evidence first."`
	Add    addCmd    `cmd:"" help:"Read reports into a ledger file."`
	Fetch  fetchCmd  `cmd:"" help:"Get web pages, and those that feeds lead to, from the addresses given, and read them into a ledger file."`
	Work   workCmd   `cmd:"" help:"Read what assay add --queue has wait in a ledger on a server, on this machine among others."`
	Watch  watchCmd  `cmd:"" help:"Read what comes into a folder into a ledger file, until it is stopped."`

	Search     searchCmd     `cmd:"" help:"Search the reports of the ledger for words."`
	Stories    storiesCmd    `cmd:"" help:"Ask the ledger which reports are one story."`
	Claims     claimsCmd     `cmd:"" help:"Ask the ledger who said what."`
	Figures    figuresCmd    `cmd:"" help:"Ask the ledger how many of what."`
	Movements  movementsCmd  `cmd:"" help:"Ask the ledger who went from where to where."`
	Events     eventsCmd     `cmd:"" help:"Ask the ledger what happened: the events of all reports in order of time, with tolls."`
	Estimates  estimatesCmd  `cmd:"" help:"Ask the ledger what all reports together say."`
	Series     seriesCmd     `cmd:"" help:"Show what each origin of an estimate says over time, what superseded what, and a plot of it."`
	Genealogy  genealogyCmd  `cmd:"" help:"Lead a number back to the first report that has it, with what changed on the way."`
	Orphans    orphansCmd    `cmd:"" help:"List numbers that the sources to which they are attributed do not have, where these are in the pile."`
	Knockout   knockoutCmd   `cmd:"" help:"Say what each estimate becomes without an origin, or on which origin it most depends."`
	Conflicts  conflictsCmd  `cmd:"" help:"List the smallest sets of numbers that cannot all hold."`
	Vague      vagueCmd      `cmd:"" help:"Say what vague words of number turned out to be."`
	Show       showCmd       `cmd:"" help:"Show an entry with its words in their paragraph, who says so and why it was read so."`
	Rule       ruleCmd       `cmd:"" help:"Overrule which reports are one story; the ruling stays."`
	Serve      serveCmd      `cmd:"" help:"Show the ledger in a browser of this machine, or to a team, and take rulings there."`
	Account    accountCmd    `cmd:"" help:"Say who may come in where a team is served."`
	Collection collectionCmd `cmd:"" help:"Say which reports are in which collection, and who sees it."`
	MCP        mcpCmd        `cmd:"" name:"mcp" help:"Let a language model read the ledger, over standard input and output (Model Context Protocol)."`
	Quarantine quarantineCmd `cmd:"" help:"List what could not be read; try it again, or drop it."`
	Queue      queueCmd      `cmd:"" help:"List the inputs that wait in a ledger on a server; have those that were laid aside tried again, or drop them."`
	Reread     rereadCmd     `cmd:"" help:"Read reports of the ledger again, from their bytes as it keeps them."`
	Remove     removeCmd     `cmd:"" help:"Remove reports from the ledger, with all that hangs on them."`
	Log        logCmd        `cmd:"" help:"List what was done to the ledger; print a checkpoint of that, to keep."`
	Verify     verifyCmd     `cmd:"" help:"Prove that the ledger is as it was written, and name what is not."`
	Erase      eraseCmd      `cmd:"" help:"Erase reports from the ledger, its log and its free space, so that no byte of them is left."`
	Backup     backupCmd     `cmd:"" help:"Copy the ledger to a file."`
	Restore    restoreCmd    `cmd:"" help:"Make a ledger of a copy, once it is verified."`
	Transfer   transferCmd   `cmd:"" help:"Carry the ledger from a file to a PostgreSQL database, or back, as it is."`
	Export     exportCmd     `cmd:"" help:"Write the ledger in a form that other programs read."`
	Compare    compareCmd    `cmd:"" help:"Put what others coded beside the ledger."`

	Gazetteer gazetteerCmd `cmd:"" help:"Look names of places up; take in all of GeoNames."`

	Eval    evalCmd    `cmd:"" help:"Score against a gold corpus."`
	Stages  stagesCmd  `cmd:"" help:"List what is done to a report, in order."`
	Version versionCmd `cmd:"" help:"Print the version."`

	Completion completionCmd `cmd:"" help:"Print the script by which a shell completes words of assay."`
	Man        manCmd        `cmd:"" help:"Print the manual page."`
	Complete   completeCmd   `cmd:"" name:"__complete" hidden:"" passthrough:"" help:"Print what the last of the words may become."`
}

func main() { start(fetch.Options{}) }

// start is main, with what only tests set of how pages are got.
func start(web fetch.Options) {
	ctx, cancel := context.WithCancelCause(context.Background())
	c := newConsole(ctx, os.Stdin, os.Stdout, os.Stderr)
	c.web = web
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		cancel(caught{<-signals})
		// A read from a pipe that nobody writes to cannot be stopped, and what a
		// command does last may take long: the second signal waits for nothing.
		select {
		case sig := <-signals:
			c.end(sig)
		case <-time.After(time.Second):
			os.Stderr.WriteString("assay: ending what was begun; once more, and it ends at once\n")
		}
		c.end(<-signals)
	}()
	os.Exit(c.run(os.Args[1:]))
}

// caught is the signal that ended a run.
type caught struct{ os.Signal }

func (c caught) Error() string { return "ended by a signal: " + c.String() }

// code is the exit status that shells know it by: 130 or 143.
func (c caught) code() int {
	if sig, ok := c.Signal.(syscall.Signal); ok {
		return 128 + int(sig)
	}
	return exitInput
}

// end ends the program at once.
func (c *console) end(sig os.Signal) {
	c.drop()
	os.Exit(caught{sig}.code())
}

// exited carries the status that kong wants to end with through its Exit hook.
type exited int

// run is the whole program, as the tests call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return newConsole(ctx, stdin, stdout, stderr).run(args)
}

func (c *console) run(args []string) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exited:
			code = int(e)
		default:
			panic(e)
		}
	}()
	var flags cli
	parser := kong.Must(&flags,
		kong.Name("assay"),
		kong.Description("Reads news reports and writes a ledger: who said what, how many, where and when."),
		kong.Writers(c.stdout, c.stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"version": versionLine()},
		kong.Bind(c),
	)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	settings, err := readSettings(c.note)
	if err != nil {
		c.note(err.Error())
		return exitUsage
	}
	settings.apply(parser)
	cmd, err := parser.Parse(args)
	if err != nil {
		c.note(explainUsage(err))
		return exitUsage
	}
	c.color = flags.Color
	err = cmd.Run()
	var usage *wrongUsage
	var sig caught
	switch {
	case errors.As(err, &usage):
		c.note(err.Error() + see(cmd))
		return exitUsage
	case errors.Is(err, context.Canceled) && c.ctx.Err() != nil:
		c.complain(errors.New(strings.ReplaceAll(err.Error(), context.Canceled.Error(), "interrupted before it was done")))
	case err != nil:
		c.complain(err)
	}
	c.progress.clear()
	switch {
	case errors.As(context.Cause(c.ctx), &sig) && !c.stopped:
		return sig.code()
	case c.failed:
		return exitInput
	}
	return exitDone
}
