package records

import (
	"bytes"
	"errors"

	"assay/trail"
)

// ErrQuote says that a quoted cell has no end.
var ErrQuote = errors.New("a quote that is not closed: mend it or save the table again")

// Row cuts the row that starts at offset at of a table into its cells, as RFC 4180
// has it: a cell in quotes may hold separators, line ends and doubled quotes. Cells
// lead back to text. It returns where the next row starts.
func Row(text []byte, at int, sep byte) (cells []trail.Text, next int, err error) {
	for {
		var c trail.Text
		stop := at
		if at < len(text) && text[at] == '"' {
			at++
			for {
				k := bytes.IndexByte(text[at:], '"')
				if k < 0 {
					return nil, len(text), ErrQuote
				}
				c.Add(string(text[at:at+k]), at)
				if at += k + 1; at >= len(text) || text[at] != '"' {
					break
				}
				c.Add(`"`, at)
				at++
			}
			stop = at - 1
		}
		// What is not quoted, or stands behind a quote though nothing may.
		end := at
		for end < len(text) && text[end] != sep && text[end] != '\n' {
			end++
		}
		tail := end
		if tail > at && text[tail-1] == '\r' && (end == len(text) || text[end] == '\n') {
			tail--
		}
		if tail > at {
			c.Add(string(text[at:tail]), at)
			stop = tail
		}
		c.Close(stop)
		cells = append(cells, c)
		if end >= len(text) {
			return cells, end, nil
		}
		if at = end + 1; text[end] == '\n' {
			return cells, at, nil
		}
	}
}

// A Cutter finds where the rows of a table end before they are decoded, piece by
// piece, as [Row] does.
type Cutter struct {
	Sep byte
	at  state
}

// What stands before the byte that is looked at.
type state uint8

const (
	start  state = iota // a separator
	bare                // characters of a cell without quotes
	quoted              // characters within quotes
	closed              // a quote that closes, unless another follows
)

// End returns the length of b up to the end of a row, or -1 where it goes on.
func (c *Cutter) End(b []byte) int {
	for i, x := range b {
		switch {
		case c.at == quoted:
			if x == '"' {
				c.at = closed
			}
		case x == '"' && (c.at == start || c.at == closed):
			c.at = quoted
		case x == '\n':
			c.at = start
			return i + 1
		case x == c.Sep:
			c.at = start
		default:
			c.at = bare
		}
	}
	return -1
}
