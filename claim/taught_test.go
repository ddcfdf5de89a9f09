package claim

import (
	"strings"
	"testing"
)

// TestWeights reads the weights of both readers, and breaks them.
func TestWeights(t *testing.T) {
	for _, file := range []string{carefulFile, fastFile} {
		if _, err := newTaught(file); err != nil {
			t.Fatal(err)
		}
		for _, broken := range []string{"", file[:9], file[:len(file)/2], strings.Replace(file, "labels", "lapels", 1), strings.Replace(file, "\"claim\"", "\"clean\"", 1)} {
			if _, err := newTaught(broken); err == nil {
				t.Errorf("%d bytes of %d are read", len(broken), len(file))
			}
		}
	}
}
