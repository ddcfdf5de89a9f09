package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// offline are commands that must need no network, on reports that name addresses: all
// kinds of input, reading, asking, showing, handing out. Standard output is the same with
// and without one.
var offline = [][]string{
	{"read", "in"},
	{"read", "in", "--format", "html"},
	{"add", "in", "-l", "a.db"},
	{"estimates", "-l", "a.db"},
	{"claims", "-l", "a.db", "--names"},
	{"show", "one.html", "-l", "a.db"},
	{"export", "-l", "a.db", "--as", "jsonl"},
	{"export", "-l", "a.db", "--as", "html"},
	{"reread", "-l", "a.db", "--all"},
	{"verify", "-l", "a.db"},
	{"gazetteer", "lookup", "Dadu"},
}

func offlineInputs(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	in := filepath.Join(dir, "in")
	if err := os.Mkdir(in, 0o777); err != nil {
		t.Fatal(err)
	}
	const links = `<link rel="canonical" href="https://news.example/flood"><link rel="stylesheet" href="https://cdn.example/a.css"><script src="https://cdn.example/a.js"></script>`
	html := strings.Replace(strings.Replace(pageOf, "<title>", links+"<title>", 1), "%s", "Twelve", 1)
	write(t, filepath.Join(in, "one.html"), html)
	write(t, filepath.Join(in, "two.txt"), flood)
	write(t, filepath.Join(in, "three.xml"), `<?xml version="1.0"?><!DOCTYPE rss SYSTEM "https://dtd.example/rss.dtd"><rss version="2.0"><channel><title>News</title><link>https://news.example/</link>
		<item><title>Flood</title><link>https://news.example/flood</link><description>Fifteen people died in the flood, the mayor of Dadu said on Tuesday.</description></item></channel></rss>`)
	write(t, filepath.Join(in, "four.warc"), "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/four\r\nContent-Type: application/http\r\nContent-Length: 107\r\n\r\n"+
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>Nine people died in the flood, the mayor of Dadu said.\r\n\r\n")
	return dir
}

// A run is the same where there is no network: not even this machine can be reached.
func TestWithoutNetwork(t *testing.T) {
	path, err := exec.LookPath("assay") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	without := &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
	outputs := func(attr *syscall.SysProcAttr, run func(cmd *exec.Cmd)) {
		dir := offlineInputs(t)
		for _, args := range append(offline, []string{"fetch", "http://192.0.2.1/", "http://news.example/"}) {
			cmd := exec.Command(path, append(args, "--color", "never")...)
			cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir)
			cmd.Dir, cmd.SysProcAttr = dir, attr
			run(cmd)
		}
	}
	interfaces := exec.Command("cat", "/proc/self/net/dev")
	interfaces.SysProcAttr = without
	switch out, err := interfaces.Output(); {
	case errors.Is(err, syscall.EPERM), errors.Is(err, syscall.EINVAL), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOSPC):
		t.Skipf("NOT RUN: no program without a network can be made here: %v", err)
	case err != nil:
		t.Fatal(err)
	case strings.Count(string(out), "\n") > 3 || !strings.Contains(string(out), "lo:"):
		t.Fatalf("there is a network still:\n%s", out)
	}
	var with [][]byte
	outputs(nil, func(cmd *exec.Cmd) {
		out, err := cmd.Output()
		if cmd.Args[1] != "fetch" && err != nil {
			t.Fatalf("%v: %v", cmd.Args, err)
		}
		with = append(with, out)
	})
	outputs(without, func(cmd *exec.Cmd) {
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if cmd.Args[1] == "fetch" { // which shows that there is none
			if cmd.ProcessState.ExitCode() != exitInput || !strings.Contains(stderr.String(), "2 not fetched") {
				t.Errorf("without a network, fetch says %s", &stderr)
			}
			return
		}
		if err != nil {
			t.Errorf("%v: %v: %s", cmd.Args[1:], err, &stderr)
		}
		if !bytes.Equal(out, with[0]) && cmd.Args[1] != "verify" { // each log has a name of its own
			t.Errorf("%v: without a network it says\n%s\nand with one\n%s", cmd.Args[1:], out, with[0])
		}
		with = with[1:]
	})
}

// Nothing is looked up or dialled by what of others comes with us, either.
func TestAsksNobody(t *testing.T) {
	var asked atomic.Int32
	refuse := func(context.Context, string, string) (net.Conn, error) {
		asked.Add(1)
		return nil, errors.New("refused")
	}
	resolver, transport := net.DefaultResolver, http.DefaultTransport
	t.Cleanup(func() { net.DefaultResolver, http.DefaultTransport = resolver, transport })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: refuse}
	http.DefaultTransport = &http.Transport{DialContext: refuse}
	if _, err := http.Get("http://news.example/"); err == nil || asked.Load() == 0 {
		t.Fatal("it is not noticed when somebody is asked")
	}
	asked.Store(0)
	t.Chdir(offlineInputs(t))
	for _, args := range offline {
		var stderr bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), io.Discard, &stderr); code != exitDone {
			t.Errorf("%v: exit status %d: %s", args, code, &stderr)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("somebody was asked %d times", n)
	}
}
