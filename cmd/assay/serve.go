package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/ingest"
	"assay/store"
	"assay/workspace"
)

type serveCmd struct {
	addingFlags
	mapFlag
	Port     int    `default:"0" placeholder:"N" help:"The port to listen at; any that is free by default."`
	Listen   string `default:"127.0.0.1" placeholder:"ADDRESS" help:"The address to listen at, ${default} by default; one that others reach needs accounts and TLS (docs/team.md)."`
	Accounts bool   `help:"Let in who has an account (assay account), and not who has the address that is printed; so it is wherever others reach it."`
	Cert     string `placeholder:"FILE" help:"The certificate with which TLS is spoken, with those that vouch for it (PEM)."`
	Key      string `placeholder:"FILE" help:"The key of that certificate (PEM)."`
	Behind   string `placeholder:"URL" help:"The address under which a proxy that speaks TLS is found by browsers: https://assay.example.org."`
	OIDC     struct {
		Issuer string `placeholder:"URL" help:"A server that says who somebody is (OpenID Connect)."`
		Client string `placeholder:"ID" help:"What this program is called there."`
		Secret string `placeholder:"FILE" help:"The file with the secret that was given for it, if any."`
		Name   string `placeholder:"WORDS" help:"What the page calls that server."`
	} `name:"oidc" embed:"" prefix:"oidc-"`
}

// Run serves the workspace until it is interrupted, which is how it ends.
func (s *serveCmd) Run(c *console) error {
	if _, err := s.options(); err != nil { // what is dropped later is read so
		return err
	}
	if _, err := s.date(); err != nil {
		return err
	}
	door, err := s.door()
	if err != nil {
		return err
	}
	if s.Port < 0 || s.Port > math.MaxUint16 {
		return usagef("--port: %d is no port; there are 1 to 65535", s.Port)
	}
	address := s.address()
	opened := func(url string) {
		fmt.Fprintln(c.stdout, url)
		c.note(s.shown() + ": open the address above in a browser of this machine; Ctrl-C ends it")
	}
	if door == nil {
		l, err := workspace.Listen(address)
		if err != nil {
			return wrongAddress(err)
		}
		server, err := workspace.New(c.ctx, s.Ledger, c.note)
		if err != nil {
			l.Close()
			return err
		}
		defer server.Close()
		server.Add = func(ctx context.Context, d workspace.Dropped) error { return s.add(ctx, c, d) }
		return server.Serve(c.ctx, l, opened)
	}
	l, err := workspace.ListenTeam(address, *door)
	if err != nil {
		return wrongAddress(err)
	}
	team, err := workspace.NewTeam(c.ctx, s.Ledger, *door, c.note)
	if err != nil {
		l.Close()
		return err
	}
	defer team.Close()
	team.Adds(func(ctx context.Context, d workspace.Dropped) error { return s.add(ctx, c, d) })
	return team.Serve(c.ctx, l, func(url string) {
		fmt.Fprintln(c.stdout, url)
		c.note(s.shown() + ": who has an account comes in at the address above; Ctrl-C ends it")
	})
}

// address is where to listen, with the port.
func (s *serveCmd) address() string {
	host := strings.Trim(s.Listen, "[]")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(s.Port)
}

func wrongAddress(err error) error {
	if errors.Is(err, assay.ErrInvalid) {
		return usagef("--listen: %w", err)
	}
	return err
}

// door says how a team comes in; nil where there is none.
func (s *serveCmd) door() (*workspace.Door, error) {
	door := &workspace.Door{Cert: s.Cert, Key: s.Key}
	if (s.Cert == "") != (s.Key == "") {
		return nil, usagef("--cert and --key go together")
	}
	if s.Behind != "" {
		u, err := url.Parse(s.Behind)
		if err != nil || !strings.HasPrefix(s.Behind, "https://") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.User != nil || u.RawQuery != "" {
			return nil, usagef("--behind: %q is no address as https://assay.example.org", s.Behind)
		}
		if s.Cert != "" {
			return nil, usagef("either --cert, or --behind a proxy that has one")
		}
		u.Path = ""
		door.Behind = u
	}
	if s.OIDC.Issuer != "" {
		p := &workspace.Provider{Issuer: s.OIDC.Issuer, Client: s.OIDC.Client, Name: s.OIDC.Name}
		if s.OIDC.Client == "" {
			return nil, usagef("--oidc-client: the server needs to know what this program is called there")
		}
		if s.OIDC.Secret != "" {
			b, err := os.ReadFile(s.OIDC.Secret)
			if err != nil {
				return nil, cannotRead(s.OIDC.Secret, err)
			}
			p.Secret = strings.TrimSpace(string(b))
		}
		door.Provider = p
	}
	if workspace.Alone(s.address()) && !s.Accounts && s.Cert == "" && s.Behind == "" && s.OIDC.Issuer == "" {
		return nil, nil
	}
	return door, nil
}

// add adds what was dropped on the workspace, as the command add does.
func (s *serveCmd) add(ctx context.Context, c *console, d workspace.Dropped) error {
	own := newConsole(ctx, strings.NewReader(""), io.Discard, c.stderr) // what could not be read is no fault of serving
	own.progress = newProgress(io.Discard, time.Now)
	in, date, err := s.begin(own)
	if err != nil {
		return err
	}
	defer in.st.Close()
	in.alone = d.Alone
	in.told = func(batch store.Batch) {
		sum := workspace.Taken{Added: in.sum, Known: in.known, Twice: in.twice}
		for _, doc := range batch.Docs {
			sum.Bytes += int64(len(doc.Raw))
		}
		for _, rep := range batch.Same {
			sum.Bytes += int64(len(rep.Raw))
		}
		for _, f := range batch.Failed {
			sum.Bytes += int64(len(f.Raw))
			sum.Refused = append(sum.Refused, workspace.Refused{Name: f.Path, Reason: f.Reason})
		}
		d.Told(sum)
	}
	return in.take(ingest.Read(ctx, d.Paths, ingest.Options{Folder: d.Folder, Published: date, Map: s.Map, Note: own.note}), s.Jobs)
}
