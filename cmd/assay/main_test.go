package main

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"assay": func() { start(testWeb(os.Getenv("ASSAY_TEST_WEB"))) }})
}

// The scripts run the program as a user does. Beside the usual commands they
// know:
//
//	fill FILE hex...   writes bytes that a script cannot hold
//	sparse FILE BYTES  makes a large file that takes no room
//	poke FILE AT hex   changes bytes of a file
//	rot FILE SQL       changes a ledger behind its back
//	status N cmd...    runs a command that must end with exit status N
//	oneline            standard error of the last command is one line
//	mode FILE OCTAL    FILE has these permissions
//	hostile            sets $EVIL, words that steer a terminal, and makes a folder
//	                   evil with reports that have them in their names and texts,
//	                   of which $FORGED has a name that looks like two lines
//	tame               the last command wrote nothing that steers a terminal
func TestScripts(t *testing.T) {
	demo, err := filepath.Abs("../../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DEMO", demo)
			env.Setenv("HOME", filepath.Join(env.WorkDir, "no-home"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fill": fill, "sparse": sparse, "status": status, "oneline": oneLine, "poke": poke, "mode": mode,
			"hostile": hostile, "tame": tame, "rot": rot,
		},
	})
}

func fill(ts *testscript.TestScript, _ bool, args []string) {
	b, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o666))
}

func poke(ts *testscript.TestScript, _ bool, args []string) {
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	with, err := hex.DecodeString(args[2])
	ts.Check(err)
	b := []byte(ts.ReadFile(args[0]))
	copy(b[at:], with)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o666))
}

func rot(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(errors.Join(err, db.Close()))
}

func sparse(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o666))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// status tells the exit statuses apart; testscript itself knows only success
// and failure.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d\n%s", got, want, ts.ReadFile("stderr"))
	}
}

func oneLine(ts *testscript.TestScript, _ bool, _ []string) {
	if text := ts.ReadFile("stderr"); strings.Count(text, "\n") != 1 {
		ts.Fatalf("standard error is not one line:\n%s", text)
	}
}

func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}

func hostile(ts *testscript.TestScript, _ bool, _ []string) {
	if runtime.GOOS == "windows" {
		return // no file can have such a name
	}
	const evil = "a\x1b]0;x\a\u202etxt"
	ts.Setenv("EVIL", evil)
	ts.Check(os.Mkdir(ts.MkAbs("evil"), 0o777))
	const forged = "b\x1b[8m\nforged: a line of its own\x1b[31m.txt"
	ts.Setenv("FORGED", "evil/"+forged)
	text := "The \x1b]0;flood\a of \u202eDadu\u202c\n\nTwelve people died in the flood, the governor said. He said that \x1b[31mforty boats\x1b[0m and \u2066six cars\u2069 were lost.\n\n" +
		"The river came over its banks before dawn and took the road to the market with it. Nobody on the far side has had bread or clean water since, and the bakers of the town carry what they have over the railway bridge by hand.\n"
	for i, name := range []string{evil + ".txt", "other\n\x1b[2J.txt", forged} {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("evil"), name), []byte(text+strconv.Itoa(i)), 0o666))
	}
}

// tame allows codes of colour of the program's own.
func tame(ts *testscript.TestScript, _ bool, _ []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(stream)
		for _, own := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[33m"} {
			text = strings.ReplaceAll(text, own, "")
		}
		if i := strings.IndexAny(text, "\x1b\a\u202e\u2066"); i >= 0 {
			ts.Fatalf("%s: a terminal obeys %q", stream, text[i:min(len(text), i+20)])
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(strings.TrimSpace(line), "forged:") {
				ts.Fatalf("%s: a line is forged: %q", stream, line)
			}
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
