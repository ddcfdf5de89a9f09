// Package readings reads piles that were stored as `assay read --format json` writes them.
//
// Reading reports takes minutes, putting them together seconds: what is measured and learnt
// over many reports works from readings. In comes a file of JSON Lines; out come its
// reports and stories, and an error where a line is none of the ledger's.
package readings

import (
	"os"

	"assay"
	"assay/ledger"
)

// Read reads a pile.
func Read(path string) (docs []*assay.Doc, stories []assay.Story, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	for line, err := range ledger.Decode(f) {
		switch {
		case err != nil:
			return nil, nil, err
		case line.Doc != nil:
			docs = append(docs, line.Doc)
		case line.Story != nil:
			stories = append(stories, *line.Story)
		}
	}
	return docs, stories, nil
}
