// Package oidctest has somebody come in to a team's ledger by a server that says who they are.
//
// That server is the example of github.com/zitadel/oidc, started in the test. It is a module of
// its own, so that what it needs is not in the program's list of modules: run go test in this
// folder.
package oidctest
