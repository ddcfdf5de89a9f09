// Package page writes the page for the browser, in one file that needs nothing
// else.
//
// It shows every report's text with its claims and figures marked, the tables of
// them, maps of where people moved, the estimates as intervals, and what copies
// changed. Nothing is loaded and no script is needed to read it.
package page
