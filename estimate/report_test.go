package estimate

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/pack"
)

// What is known of a report is the same when it was kept as bytes.
func TestBytes(t *testing.T) {
	told := workload.Tell(300, 3)
	names := pack.NewNames()
	for _, docs := range [][]*assay.Doc{told.Docs, workload.Misread(300, 3).Docs} {
		size := 0
		for _, r := range ReadAll(docs) {
			b := r.Bytes()
			size += len(b)
			back, err := Parse(b, names)
			if err != nil {
				t.Fatal(err)
			}
			back.ID = r.ID
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

var record = flag.Bool("record", false, "write down what Read says now, under the Version that it has")

// TestVersion holds that Version is raised when Read says something else: a ledger keeps what
// it said.
func TestVersion(t *testing.T) {
	const file = "testdata/told.txt"
	h := sha256.New()
	for _, docs := range [][]*assay.Doc{workload.Tell(100, 5).Docs, workload.Misread(100, 5).Docs} {
		for _, r := range ReadAll(docs) {
			h.Write(r.Bytes())
		}
	}
	now := fmt.Sprintf("%d %x\n", Version, h.Sum(nil))
	if *record {
		if err := os.WriteFile(file, []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	version, _, _ := strings.Cut(string(was), " ")
	switch {
	case string(was) == now:
	case version == fmt.Sprint(Version):
		t.Error("Read says something else: raise occurrence.Version or estimate.Version, then go test ./estimate -run Version -record")
	default:
		t.Error("go test ./estimate -run Version -record")
	}
}

// TestOrder holds that all is the same in whatever order reports and stories come, and
// whether what reports tell was kept or not.
func TestOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	told := workload.Tell(240, 11)
	show := func(reports []*Report, stories []assay.Story) string {
		events, estimates := Among(reports, stories, Options{}, func([]assay.Occurrence) {})
		b, err := json.Marshal([]any{events, estimates})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	list := ReadAll(told.Docs)
	want := show(list, told.Stories)
	names := pack.NewNames()
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 2))
		reports, stories := slices.Clone(list), slices.Clone(told.Stories)
		r.Shuffle(len(reports), func(i, k int) { reports[i], reports[k] = reports[k], reports[i] })
		r.Shuffle(len(stories), func(i, k int) { stories[i], stories[k] = stories[k], stories[i] })
		for i := range reports {
			if r.IntN(2) == 0 {
				back, err := Parse(reports[i].Bytes(), names)
				if err != nil {
					t.Fatal(err)
				}
				back.ID, reports[i] = reports[i].ID, back
			}
		}
		if show(reports, stories) != want {
			t.Fatal("the order of reports matters")
		}
	}
}
