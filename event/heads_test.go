package event

import (
	"strings"
	"testing"
)

// TestReadHeads: weights that are cut short or of another size are an error that says so.
func TestReadHeads(t *testing.T) {
	for name, file := range map[string]string{"careful": carefulFile, "fast": fastFile} {
		if _, err := readHeads(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, broken := range []string{"", carefulFile[:100], carefulFile[:len(carefulFile)/2], strings.Replace(carefulFile, `"type"`, `"tipe"`, 1), strings.Replace(carefulFile, `"words.score"`, `"words.scare"`, 1)} {
		if _, err := readHeads(broken); err == nil {
			t.Errorf("a broken file of %d bytes is read", len(broken))
		}
	}
}
