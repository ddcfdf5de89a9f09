// Package workspace is where an analyst spends the day: a ledger in the browser.
//
// In comes an open ledger, out come pages for one user of this machine. They are rendered
// here, from what packages store, screen and page give, and work without a script; htmx
// and a few small modules, bundled into one file, open things in place. Nothing is loaded
// from anywhere else, and nothing is said to anybody.
//
// [Server.Handler] lets in who has the token of the address that [Server.URL] gives, from a
// browser of this machine, and nobody else (access.go). What there is to look at stands in one
// list (routes.go): an address, a template, and what fills it. All of them show what a mask
// shows; names of private persons only when they are asked for, and then it is logged.
//
// Screens read through a few open stores, which show events and estimates as they were last
// put together; one more writes and puts them together anew behind them (keeper.go).
package workspace
