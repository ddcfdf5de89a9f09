package table_test

import (
	"testing"

	"assay/table"
)

func TestSearchWordsAsRead(t *testing.T) {
	if got, want := table.SearchWords("kil\u00adled  at\u00a0Mun\u0303oz", "\u200b"), "killed at muñoz"; got != want {
		t.Errorf("%+q, want %+q", got, want)
	}
}
