package main

import (
	"bytes"
	"os"
	"testing"
)

// TestUpToDate holds the committed file to the modules that it is made of.
func TestUpToDate(t *testing.T) {
	want, err := bundle("../..")
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../" + made)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is not what workspace/modules make; run go run ./internal/bundle", made)
	}
}
