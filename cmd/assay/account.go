package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"assay/account"
	"assay/store"
	"assay/table"
)

// accountCmd says who may come in to a ledger that assay serve shows to others.
type accountCmd struct {
	Add    accountAddCmd    `cmd:"" help:"Make an account, and print the password by which the person comes in the first time."`
	List   accountListCmd   `cmd:"" help:"List the accounts, with their roles and what they see."`
	Role   accountRoleCmd   `cmd:"" help:"Give an account another role."`
	Reset  accountResetCmd  `cmd:"" help:"Print a new first password for an account, take its authenticator away and end its sessions."`
	Remove accountRemoveCmd `cmd:"" help:"Remove an account. What the person said stays."`
}

// collectionCmd says which reports are in which collection, and who sees it.
type collectionCmd struct {
	Add    collectionAddCmd    `cmd:"" help:"Make a collection."`
	List   collectionListCmd   `cmd:"" help:"List the collections, with how many reports are in each."`
	Put    collectionPutCmd    `cmd:"" help:"Put reports into a collection."`
	Grant  collectionGrantCmd  `cmd:"" help:"Let an account see a collection."`
	Take   collectionTakeCmd   `cmd:"" help:"Take that back."`
	Remove collectionRemoveCmd `cmd:"" help:"Remove a collection in which there is nothing."`
}

type (
	accountAddCmd struct {
		ledgerFlag
		Name    string `arg:"" help:"Of small letters and digits."`
		Role    string `default:"reader" help:"reader, coder, reviewer or owner; ${default} by default. docs/team.md says what each may do."`
		Address string `name:"oidc" placeholder:"ADDRESS" help:"Another server says who it is (OpenID Connect): the e-mail address, or the subject, that it knows the person by. There is no password then."`
		Sees    bool   `name:"sees-all" help:"See every collection with what is confidential, also what comes later; else the open collection alone."`
	}
	accountListCmd struct {
		ledgerFlag
		listFlags
	}
	accountRoleCmd struct {
		ledgerFlag
		Name string `arg:"" help:"The account."`
		Role string `arg:"" help:"reader, coder, reviewer or owner."`
	}
	accountResetCmd struct {
		ledgerFlag
		Name string `arg:"" help:"The account."`
	}
	accountRemoveCmd struct {
		ledgerFlag
		Name string `arg:"" help:"The account."`
	}
	collectionAddCmd struct {
		ledgerFlag
		Name string `arg:"" help:"What it is called."`
	}
	collectionListCmd struct {
		ledgerFlag
		listFlags
	}
	collectionPutCmd struct {
		ledgerFlag
		Name         string   `arg:"" help:"The collection; open is the one that everybody sees."`
		Reports      []string `arg:"" optional:"" name:"report" help:"Reports, by path or id."`
		Query        string   `placeholder:"QUERY" help:"And those that a query finds, in the language of assay search."`
		Confidential bool     `help:"They are confidential there: only who was granted these too sees them."`
	}
	collectionGrantCmd struct {
		ledgerFlag
		Account      string `arg:"" help:"The account."`
		Name         string `arg:"" name:"collection" help:"The collection; * is every one, also later ones."`
		Confidential bool   `help:"The confidential reports of it too."`
	}
	collectionTakeCmd struct {
		ledgerFlag
		Account string `arg:"" help:"The account."`
		Name    string `arg:"" name:"collection" help:"The collection."`
	}
	collectionRemoveCmd struct {
		ledgerFlag
		Name string `arg:"" help:"The collection."`
	}
)

// with opens the ledger to change it.
func (l ledgerFlag) with(c *console, f func(context.Context, *store.Store) error) error {
	st, err := store.Open(c.ctx, l.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	return f(c.ctx, st)
}

func (a *accountAddCmd) Run(c *console) error {
	role, err := account.ParseRole(a.Role)
	if err != nil {
		return usagef("--role: %w", err)
	}
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		made, password := &account.Account{Name: a.Name, Role: role, Address: a.Address}, ""
		if a.Address == "" {
			password = account.NewPassword()
			made.Password, made.First = account.Hash(password), true
		}
		if err := st.AddAccount(ctx, made); err != nil {
			return err
		}
		if a.Sees && role != account.Owner {
			if err := st.Grant(ctx, store.Grant{Account: a.Name, Collection: store.EveryCollection, Confidential: true}); err != nil {
				return err
			}
		}
		return a.tell(c, a.Name, password)
	})
}

// tell prints a first password, and says what it is.
func (l ledgerFlag) tell(c *console, name, password string) error {
	if password == "" {
		c.note(fmt.Sprintf("%s: %s comes in by the server that assay serve names with --oidc-issuer", l.shown(), name))
		return nil
	}
	c.note(fmt.Sprintf("%s: this lets %s in the first time, and is to be changed then; it is not shown again", l.shown(), name))
	return c.text("", func(w io.Writer) error {
		_, err := fmt.Fprintln(w, password)
		return err
	})
}

func (a *accountListCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		list, err := st.Accounts(ctx)
		if err != nil {
			return err
		}
		t := &table.Table{Name: "accounts", Head: strings.Fields("account role sees authenticator oidc sessions seen")}
		for i := range list {
			sees, err := st.SeesOf(ctx, &list[i])
			if err != nil {
				return err
			}
			sessions, err := st.Sessions(ctx, list[i].Name)
			if err != nil {
				return err
			}
			var seen any
			if len(sessions) > 0 {
				seen = sessions[0].Seen.Format("2006-01-02T15:04:05Z")
			}
			t.Rows = append(t.Rows, []any{list[i].Name, list[i].Role.String(), sees.String(), list[i].Secret != "", text(list[i].Address), int64(len(sessions)), seen})
		}
		return a.list(c, t)
	})
}

func (a *accountRoleCmd) Run(c *console) error {
	role, err := account.ParseRole(a.Role)
	if err != nil {
		return usagef("%w", err)
	}
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		return st.ChangeAccount(ctx, a.Name, a.Name+" is "+role.String(), false, "", func(is *account.Account) error {
			is.Role = role
			return nil
		})
	})
}

func (a *accountResetCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		password := account.NewPassword()
		hash := account.Hash(password)
		err := st.ChangeAccount(ctx, a.Name, "reset "+a.Name, true, "", func(is *account.Account) error {
			is.Reset(hash)
			return nil
		})
		if err != nil {
			return err
		}
		return a.tell(c, a.Name, password)
	})
}

func (a *accountRemoveCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error { return st.RemoveAccount(ctx, a.Name) })
}

func (a *collectionAddCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error { return st.AddCollection(ctx, a.Name) })
}

func (a *collectionListCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		list, err := st.Collections(ctx)
		if err != nil {
			return err
		}
		t := &table.Table{Name: "collections", Head: strings.Fields("collection reports confidential")}
		for _, one := range list {
			t.Rows = append(t.Rows, []any{one.Name, int64(one.Reports), int64(one.Confidential)})
		}
		return a.list(c, t)
	})
}

func (a *collectionPutCmd) Run(c *console) error {
	if len(a.Reports) == 0 && a.Query == "" {
		return usagef("name reports, or find them with --query")
	}
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		var ids []string
		for _, name := range a.Reports {
			id, err := st.Find(ctx, name)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		if a.Query != "" {
			t, _, err := st.Search(ctx, a.Query, false, math.MaxInt32)
			if err != nil {
				return err
			}
			at := slices.Index(t.Head, "report")
			for _, row := range t.Rows {
				if id := row[at].(string); !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		if err := st.Collect(ctx, ids, a.Name, a.Confidential); err != nil {
			return err
		}
		how := ""
		if a.Confidential {
			how = ", confidential"
		}
		c.note(fmt.Sprintf("%s: %d put into %s%s", a.shown(), len(ids), a.Name, how))
		return nil
	})
}

func (a *collectionGrantCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error {
		return st.Grant(ctx, store.Grant{Account: a.Account, Collection: a.Name, Confidential: a.Confidential})
	})
}

func (a *collectionTakeCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error { return st.Ungrant(ctx, a.Account, a.Name) })
}

func (a *collectionRemoveCmd) Run(c *console) error {
	return a.with(c, func(ctx context.Context, st *store.Store) error { return st.RemoveCollection(ctx, a.Name) })
}
