package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"assay/export"
	"assay/export/mirror"
	"assay/query"
	"assay/store"
	"assay/table"
)

// compareCmd puts what others made beside what is ours.
type compareCmd struct {
	Ledger compareLedgerCmd `cmd:"" help:"Put rows of UCDP GED, ACLED or IDMC beside the ledger's, and say in which fields they differ."`
}

type compareLedgerCmd struct {
	ledgerFlag
	listFlags
	namesFlag
	estimateFlags
	File  string   `arg:"" help:"CSV or XLSX, known by its columns: UCDP GED, ACLED, IDMC (Helix, IDU, GIDD); - is standard input."`
	Query []string `arg:"" optional:"" help:"Only these of the ledger's, in the language of searches and listings; see docs/search.md."`
}

// mostTold is how many rows that cannot be read are told of one by one.
const mostTold = 20

// Run lists pairs, and what stands on one side alone.
func (d *compareLedgerCmd) Run(c *console) error {
	opt, err := d.estimating()
	if err != nil {
		return err
	}
	sheet, err := d.read(c)
	if err != nil {
		return err
	}
	st, err := d.open(c, opt, d.Names, "compare ledger")
	if err != nil {
		return err
	}
	defer st.Close()
	leaving := export.Leaving(d.Names, "none", nil)
	var damage error
	leaving.Only, damage = st.Chosen(c.ctx, strings.Join(d.Query, " "), d.Names, table.Names[:]...)
	var wrong *query.Error
	if errors.As(damage, &wrong) {
		return usagef("%w", damage)
	}
	if damage != nil && !store.IsDamage(damage) {
		return damage
	}
	run, err := everything(c, st)
	if err != nil && !store.IsDamage(err) {
		return err
	}
	damage = store.JoinDamage(damage, err)
	ours, err := export.New(run, leaving).Coded(sheet.Coding)
	if err != nil {
		return err
	}
	r := mirror.Compare(sheet.Coding, ours, sheet.Rows)
	c.note(d.File + ": " + r.Summary())
	return errors.Join(d.list(c, r.Table()), damage)
}

// read reads the file, and tells of the rows that cannot be read.
func (d *compareLedgerCmd) read(c *console) (*export.Sheet, error) {
	in := c.stdin
	if d.File != "-" {
		f, err := os.Open(d.File)
		if err != nil {
			return nil, cannotRead(d.File, err)
		}
		defer f.Close()
		in = f
	}
	sheet, err := export.ReadCoded(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.File, err)
	}
	for i, err := range sheet.Wrong {
		if i == mostTold {
			c.complain(fmt.Errorf("%s: %d more rows cannot be read", d.File, len(sheet.Wrong)-i))
			break
		}
		c.complain(fmt.Errorf("%s: %w", d.File, errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))))
	}
	return sheet, nil
}
