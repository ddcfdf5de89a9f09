package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"assay"
	"assay/pipeline"
	"assay/store"
)

func ExampleStore_Add() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	s, err := store.Create(ctx, filepath.Join(dir, "assay.db"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	doc := assay.NewDoc(&assay.Report{Text: "Twelve houses burned.", Path: "fire.txt"})
	stages := pipeline.Default(pipeline.Options{})
	for range 2 {
		added, err := s.Add(ctx, []*assay.Doc{doc}, stages)
		fmt.Println(added.New, added.Unchanged, err)
	}
	// Output:
	// 1 0 <nil>
	// 0 1 <nil>
}
