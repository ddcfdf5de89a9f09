package estimate

import (
	"reflect"
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/pack"
)

// What is known of a report is the same when it was kept as bytes.
func TestBytes(t *testing.T) {
	told := workload.Tell(300, 3)
	names := pack.Names{}
	for _, docs := range [][]*assay.Doc{told.Docs, workload.Misread(300, 3).Docs} {
		size := 0
		for _, r := range ReadAll(docs) {
			b := r.Bytes()
			size += len(b)
			back, err := Parse(b, names)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(back, r) {
				t.Fatalf("%+v\n%+v", back, r)
			}
			if _, err := Parse(b[:len(b)/2], names); err == nil {
				t.Error("half of it can be read")
			}
		}
		t.Logf("%d bytes a report", size/len(docs))
	}
}
