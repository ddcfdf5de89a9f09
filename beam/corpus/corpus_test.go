package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/internal/workload"
	"assay/lang"
	"assay/ledger"
	"assay/pipeline"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/parquet-go/parquet-go"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

// stored makes entries of a file that keep wrote.
func stored(path []byte, to emit) error {
	b, err := os.ReadFile(string(path))
	if err != nil {
		return err
	}
	for len(b) > 0 {
		n := binary.BigEndian.Uint32(b)
		to(b[4 : 4+n])
		b = b[4+n:]
	}
	return nil
}

func init() {
	register.Function2x1(stored)
	register.Function2x0(chains)
	register.Function3x0(underAll)
	register.Function2x1(onlyOne)
}

func keep(t *testing.T, docs []*assay.Doc) string {
	t.Helper()
	var b []byte
	for _, doc := range docs {
		e, err := entryOf(doc)
		if err != nil {
			t.Fatal(err)
		}
		raw := write(e.code)
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(raw))), raw...)
	}
	path := filepath.Join(t.TempDir(), "docs")
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// piped returns the lines of the ledger that the pipeline makes of docs, sorted.
func piped(t *testing.T, docs []*assay.Doc) []string {
	t.Helper()
	folder := t.TempDir()
	p, s := beam.NewPipelineWithRoot()
	raw := beam.ParDo(s, stored, beam.Create(s, []byte(keep(t, docs))))
	lines, packed, cards, tell := beam.ParDo4(s, entries, raw)
	none := beam.ParDo(s, stored, beam.Create(s, []byte("/dev/null")))
	rest(s, lines, packed, cards, tell, none, Options{Folder: folder})
	if err := beamx.Run(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	return linesIn(t, folder)
}

type anyRow struct {
	Line string `parquet:"line"`
}

// linesIn returns the lines of a ledger of Parquet files, sorted.
func linesIn(t *testing.T, folder string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".parquet") {
			return err
		}
		rows, err := parquet.ReadFile[anyRow](path)
		for _, r := range rows {
			list = append(list, r.Line)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// kept returns doc as a ledger gives it back.
func kept(t *testing.T, doc *assay.Doc) *assay.Doc {
	t.Helper()
	var line bytes.Buffer
	if err := ledger.EncodeReport(&line, doc); err != nil {
		t.Fatal(err)
	}
	var l ledger.ReportLine
	if err := json.Unmarshal(line.Bytes(), &l); err != nil {
		t.Fatal(err)
	}
	back, err := l.Doc()
	if err != nil {
		t.Fatal(err)
	}
	back.Names = doc.Names
	return back
}

// together returns the lines that one process makes of docs, sorted.
func together(t *testing.T, docs []*assay.Doc) []string {
	t.Helper()
	var all []*assay.Doc
	for _, doc := range docs {
		all = append(all, kept(t, doc))
	}
	return asLines(t, docs, all)
}

// asLines returns the lines of docs and of all that is made of them as a ledger gives them back.
func asLines(t *testing.T, docs, all []*assay.Doc) (list []string) {
	t.Helper()
	stories := copies.Stories(all, copies.Options{})
	events, estimates := estimate.All(all, stories, estimate.Options{})
	var b bytes.Buffer
	for _, doc := range docs {
		if err := ledger.EncodeReport(&b, doc); err != nil {
			t.Fatal(err)
		}
	}
	texts := ledger.Texts(all)
	for i := range stories {
		if err := ledger.EncodeStory(&b, &stories[i], texts); err != nil {
			t.Fatal(err)
		}
	}
	enc := ledger.NewEvents(all, estimates)
	for i := range events {
		if err := enc.Encode(&b, &events[i]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range estimates {
		if err := ledger.EncodeEstimate(&b, &estimates[i]); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(b.String()) {
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// whole returns doc as a ledger gives it back, with the quantities that no figure has.
func whole(t *testing.T, doc *assay.Doc) *assay.Doc {
	t.Helper()
	back := kept(t, doc)
	used := map[assay.Span]bool{}
	for i := range back.Quantities {
		used[back.Quantities[i].Span] = true
	}
	for i := range doc.Quantities {
		if sp := doc.Quantities[i].Span; !used[sp] {
			back.Quantities = append(back.Quantities, assay.Quantity{Span: sp, Head: -1})
		}
	}
	slices.SortStableFunc(back.Quantities, func(a, b assay.Quantity) int { return int(a.Span.Start - b.Span.Start) })
	return back
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	sum := func(list []string) string {
		return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(list, ""))))[:16]
	}
	t.Logf("%d lines, sha256 of the sorted lines %s", len(want), sum(want))
	if sum(got) == sum(want) {
		return
	}
	kind := func(line string) string {
		_, rest, _ := strings.Cut(line, ",\"")
		k, _, _ := strings.Cut(rest, "\"")
		return k
	}
	missing, extra := map[string]int{}, map[string]int{}
	shown := 0
	for _, x := range [...]struct {
		a, b []string
		n    map[string]int
		what string
	}{{want, got, missing, "lacks"}, {got, want, extra, "has"}} {
		for _, line := range x.a {
			if _, ok := slices.BinarySearch(x.b, line); !ok {
				if x.n[kind(line)]++; kind(line) != "report" && shown < 8 {
					shown++
					t.Logf("the pipeline %s %.1500s", x.what, line)
				}
			}
		}
	}
	t.Errorf("%d lines of the pipeline, %d of one process; it lacks %v and has besides %v", len(got), len(want), missing, extra)
}

// TestSame holds the pipeline to what one process finds in the same pile.
func TestSame(t *testing.T) {
	n, seeds := 150, 1
	if os.Getenv("ASSAY_LONG") != "" {
		n, seeds = 2000, 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(n, " of seed ", seed), func(t *testing.T) {
			docs := workload.Tell(n, uint64(seed+1)).Docs
			got := piped(t, docs)
			if testing.Verbose() {
				Costs.Each(func(step string, c *Cost) {
					t.Logf("%-20s %7.2f s %9d records %8.2f MB, %8.1f KB held", step, float64(c.Nanos.Load())/1e9, c.Records.Load(), float64(c.Bytes.Load())/1e6, float64(c.Held.Load())/1e3)
				})
			}
			same(t, got, together(t, docs))
		})
	}
}

// TestPages reads shards with pages that come twice, that have the words of others, that are in
// another language, and that cannot be read, and holds reports and counters to what one process
// makes of them.
func TestPages(t *testing.T) {
	folder := t.TempDir()
	var first, second bytes.Buffer
	line := func(p workload.Page, url string) []byte {
		b, err := json.Marshal(map[string]string{"url": url, "title": p.Title, "publisher": p.Publisher, "published": p.Published, "text": p.Text})
		if err != nil {
			t.Fatal(err)
		}
		return append(b, '\n')
	}
	list := workload.Pages(16, 200, 5)
	for i, p := range list {
		first.Write(line(p, p.URL))
		if i < 3 {
			second.Write(line(p, p.URL)) // again
		}
		if i < 5 {
			second.Write(line(p, "https://other.example/"+fmt.Sprint(i))) // the same words elsewhere
		}
	}
	second.WriteString("{\"url\": \"https://broken.example\", \"text\": \n")
	second.Write(line(workload.Page{Title: "Hochwasser", Publisher: "Zeitung", Published: "2026-03-01",
		Text: "Bei dem Hochwasser sind nach Angaben der Polizei zwölf Menschen ums Leben gekommen. Die Stadt hat den Notstand ausgerufen, und viele Straßen sind gesperrt."}, "https://zeitung.example/1"))
	shards := []string{filepath.Join(folder, "a.jsonl"), filepath.Join(folder, "b.jsonl"), filepath.Join(folder, "c.parquet"), filepath.Join(folder, "d.html")}
	for i, b := range [][]byte{first.Bytes(), second.Bytes(), []byte("PAR1 and no more"), []byte(list[15].HTML())} {
		if err := os.WriteFile(shards[i], b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(folder, "ledger")
	p, s := beam.NewPipelineWithRoot()
	Build(s, beam.ParDo(s, Path, beam.CreateList(s, shards)), Options{Fast: true, Folder: out})
	result, err := beamx.RunWithMetrics(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		n[c.Name()] += c.Result()
	}
	var docs []*assay.Doc
	bad := 0
	seen := map[assay.ReportID]bool{}
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
	for res := range pipeline.Run(context.Background(), ingest.Read(context.Background(), shards, ingest.Options{}), stages, 2) {
		if res.Err != nil {
			bad++
		} else if !seen[res.Doc.ID] {
			seen[res.Doc.ID] = true
			docs = append(docs, res.Doc)
		}
	}
	for _, c := range [...]struct {
		what      string
		got, want int64
	}{
		{"poison", n["pages poisoned"], int64(bad)}, {"pages", n["pages"], n["pages again"] + n["pages poisoned"] + n["reports"]},
		{"pages that come again", n["pages again"], 3}, {"reports", n["reports"], int64(len(docs))},
		{"reports by what became of them", n["reports read"] + n["reports lent a reading"] + n["reports poisoned"], n["reports"]}, {"reports lent", n["reports lent a reading"], 5},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, not %d", c.what, c.got, c.want)
		}
	}
	if b, err := os.ReadFile(filepath.Join(out, "poison.jsonl")); err != nil || bytes.Count(b, []byte("\n")) != bad || bad == 0 {
		t.Errorf("poison: %v, %s", err, b)
	}
	var want []*assay.Doc
	for _, doc := range docs {
		want = append(want, whole(t, doc))
	}
	same(t, linesIn(t, out), asLines(t, docs, want))

	// What was written can be read by assay: the text of a report stands in a column.
	reports := 0
	for item := range ingest.Read(context.Background(), []string{filepath.Join(out, "reports")}, ingest.Options{}) {
		if item.Err != nil || item.Report.Text == "" {
			t.Errorf("%s: %v", item.Path, item.Err)
		}
		reports++
	}
	if reports != len(docs) {
		t.Errorf("%d reports read back of %d", reports, len(docs))
	}
}

// TestComponents connects chains and stars in few rounds, and says where rounds were too few.
func TestComponents(t *testing.T) {
	for _, c := range [...]struct{ chain, rounds int }{{200, 8}, {40, 2}} {
		p, s := beam.NewPipelineWithRoot()
		edges := beam.ParDo(s, chains, beam.Create(s, []byte{byte(c.chain)}))
		found := components(s, edges, c.rounds)
		beam.ParDo0(s, onlyOne, beam.GroupByKey(s, beam.ParDo(s, underAll, found)))
		err := beamx.Run(context.Background(), p)
		if ok := c.rounds == 8; ok != (err == nil) {
			t.Errorf("a chain of %d in %d rounds: %v", c.chain, c.rounds, err)
		}
	}
}

func chains(n []byte, to emits) {
	node := func(i int) []byte { // in an order of its own
		sum := sha256.Sum256([]byte{byte(i)})
		return sum[:4]
	}
	for i := range int(n[0]) {
		to(node(i), node(i+1))
	}
}

func underAll(_, label []byte, to emits) { to([]byte{0}, label) }

func onlyOne(_ []byte, labels values) error {
	if list := nodes(labels); len(list) != 1 {
		return fmt.Errorf("%d components of one chain", len(list))
	}
	return nil
}
