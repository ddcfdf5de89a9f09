package main

import (
	"io"
	"os"

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
	return server.ServeMCP(c.ctx, version, io.NopCloser(c.stdin), stay{os.Stdout})
}
