package main

import (
	"io"

	"assay/workspace"
)

type mcpCmd struct {
	ledgerFlag
	As string `placeholder:"ACCOUNT" help:"Answer with what an account sees; without it with what everybody sees who has one."`
}

// Run answers at standard input and output until the input ends.
func (m *mcpCmd) Run(c *console) error {
	server, err := workspace.NewFor(c.ctx, m.Ledger, m.As, c.note)
	if err != nil {
		return err
	}
	defer server.Close()
	return server.ServeMCP(c.ctx, versionLine(), io.NopCloser(c.stdin), kept{c.stdout})
}

// A kept is a writer that is not closed by who writes to it.
type kept struct{ io.Writer }

func (kept) Close() error { return nil }
