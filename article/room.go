package article

import "fmt"

// What it takes to read a page as a tree: so it was measured over pages of links,
// tables, lists, headings and paragraphs, as the most memory that the program held.
// The tree stands twice while readability looks for the article, and as much
// again waits to be collected.
const (
	nodeCost = 720 // bytes, for each node of the tree, text being one
	byteCost = 6   // bytes, for each byte of the page
)

// What a page may take.
const (
	roomPerByte = 20        // bytes, for each byte of the page
	roomForAll  = 128 << 20 // bytes, however small it is
)

// deepest is how deep a tree the parser follows.
const deepest = 512

// mostText is the most text that a page may have, in bytes, its menus and all.
const mostText = 16 << 20

var errLong = fmt.Errorf("too long for one page: its text is over the limit of %s: split it into reports", mega(mostText))

// A roomError is a page that has too many elements for its size.
type roomError struct{ room int64 }

func (e *roomError) Error() string {
	return fmt.Sprintf("too many elements: to read it as a page would take more memory than the %s that a page of its size may", mega(e.room))
}
