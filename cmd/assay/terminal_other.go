//go:build !unix

package main

import "os"

// width returns the columns of a terminal, 0 if f is none: here it is never
// asked, and everything is written as into a file.
func width(*os.File) int { return 0 }
