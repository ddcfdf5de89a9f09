package main

import (
	"io"

	"assay/workspace"
)

type mcpCmd struct {
	ledgerFlag
}

// Run answers at standard input and output until the input ends.
func (m *mcpCmd) Run(c *console) error {
	server, err := workspace.New(c.ctx, m.Ledger, c.note)
	if err != nil {
		return err
	}
	defer server.Close()
	return server.ServeMCP(c.ctx, versionLine(), io.NopCloser(c.stdin), kept{c.stdout})
}

// A kept is a writer that is not closed by who writes to it.
type kept struct{ io.Writer }

func (kept) Close() error { return nil }
