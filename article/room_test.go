package article

import (
	"strings"
	"testing"
)

// A page whose tags are closed is far from its limit.
func TestClosedTags(t *testing.T) {
	m := markedPage{}
	if _, err := m.marked([]byte(strings.Repeat("<p><b>The river <i>rose</i></b>, she said.</p>", 16000)), 0xE000); err != nil {
		t.Error(err)
	}
}
