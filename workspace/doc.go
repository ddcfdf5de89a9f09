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
// A screen is added by a row of that list, a file of Go with a method of visit that returns
// what is shown (quarantine.go is the least of them), and a template of that name, which holds
// the words and defines "main". Text of a report comes from a [screen.Report], whose mask is
// the only door; what can be drawn is drawn by [page.Parts], with links that lead to other
// screens (links.go); lists are chosen from and cut into pages by list.go; what is changed goes
// through [Server.write]. What needs a script is a module in modules, which
// go run ./internal/bundle puts into assets/workspace.js; a page that htmx asks for comes without
// what stands around it, so that each can be opened in another. The look of parts is in
// page/templates/parts.css, of the rest in assets/workspace.css.
//
// Screens read through a few open stores, which show events and estimates as they were last
// put together; one more writes and puts them together anew behind them (keeper.go).
package workspace
