// Package pgtest starts a PostgreSQL server for tests, in a folder of its own, from the binaries
// that Debian installs.
//
// In comes a test, out comes the address of a database on a server that nobody else uses. It listens at a socket
// in its folder and at no port, writes to the disk when it likes, and is gone with its folder when the test ends.
// Where no binaries of version 15 or newer are, the test is skipped, and says so aloud.
package pgtest
