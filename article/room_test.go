package article

import (
	"strings"
	"testing"
)

// A page whose tags are closed is far from its limit.
func TestClosedTags(t *testing.T) {
	if need, room := needs([]byte(strings.Repeat("<p><b>The river <i>rose</i></b>, she said.</p>", 2000))); need > room/8 {
		t.Errorf("a page of closed tags needs %d of %d bytes", need, room)
	}
}
