package pipeline_test

import (
	"context"
	"fmt"

	"math/rand/v2"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"

	"assay"
	"assay/copies"
	digestpkg "assay/digest"
	"assay/estimate"
	"assay/ingest"
	"assay/internal/stagetest"
	"assay/lang"
	"assay/lang/en"
	"assay/mask"
	"assay/pipeline"
	"assay/screen"
	"assay/view"
)

// A sprinkling writes a character of a text in another way that looks the same: it
// returns what stands for it and what is put in before it. Next is the text from
// the character on.
type sprinkling func(rnd *rand.Rand, next string) (before, instead string, n int)

// put puts one of the strings before a character, now and then.
func put(strs ...string) sprinkling {
	return func(rnd *rand.Rand, next string) (string, string, int) {
		if rnd.IntN(6) == 0 {
			return strs[rnd.IntN(len(strs))], "", 0
		}
		return "", "", 0
	}
}

// softHyphen puts soft hyphens anywhere but at the end of a line, where they show and
// say that the word goes on.
func softHyphen(rnd *rand.Rand, next string) (string, string, int) {
	if strings.IndexAny(next, " \r\n") == 0 {
		return "", "", 0
	}
	return put("\u00ad")(rnd, next)
}

// instead writes one of the strings for old, three times in four.
func instead(old string, strs ...string) sprinkling {
	return func(rnd *rand.Rand, next string) (string, string, int) {
		if strings.HasPrefix(next, old) && rnd.IntN(4) > 0 {
			return "", strs[rnd.IntN(len(strs))], len(old)
		}
		return "", "", 0
	}
}

// wide writes letters and digits as wide as those of Chinese.
func wide(rnd *rand.Rand, next string) (string, string, int) {
	if c := next[0]; (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && rnd.IntN(3) == 0 {
		return "", string(rune(c) - '!' + 0xFF01), 1
	}
	return "", "", 0
}

// apart writes letters and their accents apart.
func apart(rnd *rand.Rand, next string) (string, string, int) {
	_, n := utf8.DecodeRuneInString(next)
	return "", norm.NFD.String(next[:n]), n
}

var manifest = "\ufeff" + strings.Repeat("\ufe01\U000e0110\ufe0f\U000e01ef", 20)

var sprinklings = []struct {
	name string
	f    sprinkling
}{
	{"soft hyphen", softHyphen},
	{"zero-width space", put("\u200b")},
	{"joiner and non-joiner", put("\u200d", "\u200c")},
	{"word joiner and operators", put("\u2060", "\u2061", "\u2062", "\u2063", "\u2064")},
	{"variation selectors", put("\ufe00", "\ufe0e", "\ufe0f", "\U000e0100", "\U000e01ef")},
	{"marks of direction", put("\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069")},
	{"byte-order mark", put("\ufeff")},
	{"other marks", put("\u180e", "\u034f", "\ufff9", "\ufffa", "\ufffb", "\U000e0001", "\U000e0041", "\U000e007f")},
	{"manifest", put(manifest)},
	{"letters apart", apart},
	{"spaces", instead(" ", "\u00a0", "\u1680", "\u2002", "\u2009", "\u200a", "\u202f", "\u205f", "\u3000")},
	{"tabs", func(rnd *rand.Rand, next string) (string, string, int) {
		if rnd.IntN(20) > 0 {
			return "", "", 0
		}
		return instead(" ", "\t")(rnd, next)
	}},
	{"line ends", instead("\n", "\r\n", "\u2028", "\u0085", "\v", "\f")},
	{"paragraph ends", instead("\n\n", "\u2029", "\u2028\u2028", "\r\n\r\n")},
	{"hyphens", instead("-", "\u2010", "\u2011")},
	{"ligatures", func(rnd *rand.Rand, next string) (string, string, int) {
		for _, l := range []string{"ﬃ", "ﬄ", "ﬀ", "ﬁ", "ﬂ", "ﬆ"} {
			if s := norm.NFKC.String(l); strings.HasPrefix(next, s) {
				return "", l, len(s)
			}
		}
		return "", "", 0
	}},
	{"wide forms", wide},
}

// all sprinkles with everything.
func all(rnd *rand.Rand, next string) (before, with string, n int) {
	for range 3 {
		b, w, m := sprinklings[rnd.IntN(len(sprinklings))].f(rnd, next)
		before += b
		if m > 0 {
			return before, w, m
		}
	}
	return before, "", 0
}

// sprinkle returns text with f's changes; where each of its characters starts
// then, and where the character before ends.
func sprinkle(text string, f sprinkling, seed uint64) (out string, starts, ends []int32) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	starts, ends = make([]int32, len(text)+1), make([]int32, len(text)+1)
	var b strings.Builder
	for i := 0; i < len(text); {
		ends[i] = int32(b.Len())
		before, with, n := f(rnd, text[i:])
		b.WriteString(before)
		starts[i] = int32(b.Len())
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			with = text[i : i+n]
		}
		b.WriteString(with)
		for k := i + 1; k < i+n; k++ { // within what is written as one character
			starts[k], ends[k] = starts[i], int32(b.Len())
		}
		i += n
	}
	ends[len(text)], starts[len(text)] = int32(b.Len()), int32(b.Len())
	return b.String(), starts, ends
}

// testReports returns every report of testdata, and one with accents.
func testReports(t testing.TB) []*assay.Report {
	var paths []string
	for _, p := range []string{"demo/*.txt", "demo/*.html", "demo/*.jsonl", "gold/*.txt"} {
		found, err := filepath.Glob("../testdata/" + p)
		if err != nil || len(found) == 0 {
			t.Fatalf("no reports in testdata/%s: %v", p, err)
		}
		paths = append(paths, found...)
	}
	reports := []*assay.Report{{
		Path: "accents", Title: "Five dead in Düzce flood",
		Text: "Five dead in Düzce flood\n\nAt least 12 000 people fled their homes in Düzce and São Tomé on Monday, and five were killed, the mayor, María Muñoz, said.\n\n" +
			"“Our first-aid staff officially found 40 families in flooded offices,” said Håkon Øverås, a spokesman for the Château-Renaud fire office.\n",
	}}
	for item := range ingest.Read(context.Background(), paths, ingest.Options{}) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		reports = append(reports, item.Report)
	}
	return reports
}

func readAs(t testing.TB, rep *assay.Report, text string, stages []assay.Stage) *assay.Doc {
	t.Helper()
	other := *rep
	other.Text = text
	doc := assay.NewDoc(&other)
	if err := pipeline.Annotate(context.Background(), doc, stages); err != nil {
		t.Fatal(err)
	}
	if doc.Text != text {
		t.Error("the text was changed")
	}
	stagetest.CheckSpans(t, doc)
	return doc
}

// fastStages read fast: what stages do not see, they do not see in either way of reading,
// and these tests read each report dozens of times.
func fastStages() []assay.Stage {
	return pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
}

// A report sprinkled with what nobody sees reads the same, entry for entry, and
// every entry stands on the same words.
func TestSprinkledReportsReadTheSame(t *testing.T) {
	stages := fastStages()
	list := append(sprinklings[:len(sprinklings):len(sprinklings)], struct {
		name string
		f    sprinkling
	}{"all", all})
	entries := 0
	for _, rep := range testReports(t) {
		plain := readAs(t, rep, rep.Text, stages)
		entries += len(plain.Claims) + len(plain.Figures)
		for k, s := range list {
			text, starts, ends := sprinkle(rep.Text, s.f, uint64(k))
			if text == rep.Text {
				continue
			}
			want := readAs(t, rep, rep.Text, stages)
			view.Spans(want, ^assay.Layer(0), func(_ string, _ int, sp *assay.Span) {
				if !sp.IsZero() {
					*sp = assay.Span{Start: starts[sp.Start], End: ends[sp.End]}
				}
			})
			got := readAs(t, rep, text, stages)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(assay.Doc{}, "Report"),
				cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
				t.Errorf("%s, %s: reads otherwise (- plain, + sprinkled):\n%.1500s", filepath.Base(rep.Path), s.name, diff)
			}
		}
	}
	if entries < 100 {
		t.Errorf("only %d claims and figures were compared", entries)
	}
}

// A report whose words are cut at the ends of lines, by a hyphen or a soft one, says
// what it said, entry for entry, and every entry stands on the same words.
func TestCutWordsReadTheSame(t *testing.T) {
	stages := fastStages()
	words := en.Words(strings.ReplaceAll(en.Common(), "+", ""))
	small := regexp.MustCompile(`\b[a-z]{6,}\b`)
	cuts := 0
	for i, rep := range testReports(t) {
		for _, hyphen := range []string{"-\n", "\u00ad\n", "-\r\n  ", "\u00ad \n"} {
			rnd := rand.New(rand.NewPCG(uint64(i), 2))
			at := map[int]bool{}
			for _, m := range small.FindAllStringIndex(rep.Text, -1) {
				k := m[0] + 2 + rnd.IntN(m[1]-m[0]-4)
				left, right := rep.Text[m[0]:k], rep.Text[k:m[1]]
				compound := (words[left] || en.Prefixes()[left]) && words[right] && !words[left+right] // "anti-\nwar" may be anti-war
				if rnd.IntN(12) == 0 && (hyphen[0] != '-' || !compound) {
					at[k] = true
				}
			}
			pos := 0
			text, starts, ends := sprinkle(rep.Text, func(_ *rand.Rand, next string) (string, string, int) {
				if pos = len(rep.Text) - len(next); at[pos] {
					cuts++
					return hyphen, "", 0
				}
				return "", "", 0
			}, 0)
			want := readAs(t, rep, rep.Text, stages)
			view.Spans(want, ^assay.Layer(0), func(_ string, _ int, sp *assay.Span) {
				if !sp.IsZero() {
					*sp = assay.Span{Start: starts[sp.Start], End: ends[sp.End]}
				}
			})
			if diff := cmp.Diff(want, readAs(t, rep, text, stages), cmpopts.IgnoreFields(assay.Doc{}, "Report"),
				cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
				t.Errorf("%s, cut by %q: reads otherwise (- whole, + cut):\n%.1500s", filepath.Base(rep.Path), hyphen, diff)
			}
		}
	}
	if cuts < 100 {
		t.Errorf("only %d words were cut", cuts)
	}
}

// A report that is wrapped at any width says what it said, entry for entry: a line end
// takes the place of a space, so that every span stays.
func TestWrappedReportsReadTheSame(t *testing.T) {
	stages := fastStages()
	for _, rep := range testReports(t) {
		text := regexp.MustCompile(`\s*\n\s*`).ReplaceAllString(rep.Text, "\n\n")
		want := readAs(t, rep, text, stages)
		for _, width := range []int{28, 33, 38, 45, 72, 90} {
			wrapped, line := []byte(text), 0
			for i := 0; i < len(text); {
				k := strings.IndexAny(text[i+1:], " \n")
				if k < 0 {
					k = len(text) - i - 1
				}
				n := utf8.RuneCountInString(text[i : i+1+k])
				switch {
				case text[i] == '\n':
					line = n - 1
				case text[i] == ' ' && line+n > width:
					wrapped[i], line = '\n', n-1
				default:
					line += n
				}
				i += 1 + k
			}
			if diff := cmp.Diff(want, readAs(t, rep, string(wrapped), stages), cmpopts.IgnoreFields(assay.Doc{}, "Report"),
				cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
				t.Errorf("%s, %d wide: reads otherwise (- whole, + wrapped):\n%.1500s", filepath.Base(rep.Path), width, diff)
			}
		}
	}
}

// A pile of reports, sprinkled, makes the same stories, links and estimates.
func TestSprinkledPilesAddUpTheSame(t *testing.T) {
	stages := fastStages()
	var plain, sprinkled []*assay.Doc
	starts, ends := map[assay.ReportID][]int32{}, map[assay.ReportID][]int32{}
	for i, rep := range testReports(t) {
		plain = append(plain, readAs(t, rep, rep.Text, stages))
		text, s, e := sprinkle(rep.Text, all, uint64(i))
		starts[rep.ID], ends[rep.ID] = s, e
		sprinkled = append(sprinkled, readAs(t, rep, text, stages))
	}
	to := func(id assay.ReportID, sp *assay.Span) {
		if !sp.IsZero() {
			at := *sp
			*sp = assay.Span{Start: starts[id][at.Start], End: ends[id][at.End]}
			if at.Len() == 0 {
				sp.End = sp.Start
			}
		}
	}
	want, got := copies.Stories(plain, copies.Options{}), copies.Stories(sprinkled, copies.Options{})
	links := 0
	for _, st := range want {
		for i := range st.Links {
			l := &st.Links[i]
			links++
			for k := range l.Passages {
				p := &l.Passages[k]
				to(l.From, &p.From)
				to(l.To, &p.To)
				for n := range p.Edits {
					to(l.From, &p.Edits[n].From)
					to(l.To, &p.Edits[n].To)
				}
			}
			for k := range l.Cut {
				to(l.From, &l.Cut[k])
			}
			for k := range l.Added {
				to(l.To, &l.Added[k])
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || links < 3 {
		t.Errorf("%d links; stories differ (- plain, + sprinkled):\n%.3000s", links, diff)
	}
	texts := map[assay.ReportID]string{}
	for _, d := range sprinkled {
		texts[d.ID] = d.Text
	}
	estimates, others := estimate.Estimates(plain, copies.Stories(plain, copies.Options{}), estimate.Options{}), estimate.Estimates(sprinkled, got, estimate.Options{})
	for i := range estimates {
		for k := range estimates[i].Series {
			e := &estimates[i].Series[k].Evidence
			to(e.Report, &e.Span)
			e.Text = e.Span.In(texts[e.Report])
		}
	}
	numbered(estimates)
	numbered(others)
	if diff := cmp.Diff(estimates, others, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" || len(estimates) < 5 {
		t.Errorf("%d estimates; they differ (- plain, + sprinkled):\n%.3000s", len(estimates), diff)
	}
}

// A digest of sprinkled reports says the same, but for the bytes where it stands.
func TestSprinkledDigest(t *testing.T) {
	stages := fastStages()
	write := func(sprinkled bool) string {
		var run screen.Run
		for i, rep := range testReports(t)[1:] {
			text := rep.Text
			if sprinkled {
				text, _, _ = sprinkle(text, all, uint64(i))
			}
			run.Docs = append(run.Docs, readAs(t, rep, text, stages))
		}
		run.Stories = copies.Stories(run.Docs, copies.Options{})
		run.Estimates = estimate.Estimates(run.Docs, run.Stories, estimate.Options{})
		var b strings.Builder
		if err := digestpkg.Write(&b, run, digestpkg.Options{Width: 1000, All: true}); err != nil {
			t.Fatal(err)
		}
		return regexp.MustCompile(`:\d+\b|est[0-9a-f]{8}|  +`).ReplaceAllString(b.String(), " ")
	}
	if diff := cmp.Diff(strings.Split(write(false), "\n"), strings.Split(write(true), "\n")); diff != "" {
		t.Errorf("(- plain, + sprinkled)\n%.3000s", diff)
	}
}

// numbered gives estimates their numbers for ids: an id may go back to the byte at
// which a figure stands, which is another among what nobody sees.
func numbered(list []assay.Estimate) {
	numbers := map[string]string{"": ""}
	for i := range list {
		numbers[list[i].ID] = fmt.Sprint(i)
	}
	for i := range list {
		list[i].ID, list[i].Of = numbers[list[i].ID], numbers[list[i].Of]
	}
}

// A report that comes out of a PDF, with its words cut at the ends of lines or glued
// there, says what it said.
func TestReportsOutOfPDF(t *testing.T) {
	stages := pipeline.Default(pipeline.Options{})
	text := "At least 31 passengers were killed and 46 injured when two trains collided near the village of Lindal on Tuesday, the railway authority said. " +
		"About 900 families were evacuated from houses beside the line, according to the district administration.\n\n" +
		"“We heard an enormous explosion,” said Marta Oye, a teacher who lives opposite the station.\n"
	want := said(readAs(t, &assay.Report{}, text, stages))
	if len(want) < 6 {
		t.Fatalf("too little is read: %q", want)
	}
	for name, pdf := range map[string]string{
		"cut at the ends of lines": "At least 31 passengers were killed and 46 injured when two trains colli-\n" +
			"ded near the village of Lindal on Tuesday, the railway authority said. Ab-\n" +
			"out 900 families were evacuated from houses beside the line, accor-\nding to the district administration.\n\n" +
			"“We heard an enormous explosion,” said Marta Oye, a teacher who lives op-\nposite the station.\n",
		"hyphens left in": strings.NewReplacer("passengers", "passen-gers", "injured", "in-jured", "families", "fami- lies", "evacuated", "evacu-ated").Replace(text),
		"words glued":     strings.NewReplacer("passengers were", "passengerswere", "families were", "familieswere", "46 injured", "46injured", "the district", "thedistrict").Replace(text),
	} {
		if diff := cmp.Diff(want, said(readAs(t, &assay.Report{}, pdf, stages))); diff != "" {
			t.Errorf("%s: (- wanted, + read)\n%s", name, diff)
		}
	}
}

// said lists the claims and figures of doc in words as they are read.
func said(doc *assay.Doc) []string {
	quote := func(sp assay.Span) string {
		v := view.Of(doc.Text)
		return strings.Join(strings.Fields(v.Span(sp).In(v.Text)), " ")
	}
	var out []string
	for _, cl := range doc.Claims {
		line := "claim " + cl.Source.In(doc.Sources).Name + quote(cl.Cue)
		for _, c := range cl.Content {
			line += " | " + quote(c.Span)
		}
		out = append(out, line)
	}
	for _, f := range doc.Figures {
		q := &f.Quantity
		out = append(out, "figure "+quote(q.Span)+" "+string(f.Action)+" "+f.Unit+" "+quote(f.Counted))
	}
	return out
}

// What nobody sees, and a line end within a name, uncover no private person.
func TestSprinkledNamesAreMasked(t *testing.T) {
	stages := fastStages()
	hidden := 0
	shown := func(rep *assay.Report, text string) string {
		doc := readAs(t, rep, text, stages)
		m := mask.New(doc, nil, false)
		v := view.Of(m.Words(assay.Span{End: int32(len(doc.Text))}))
		hidden += strings.Count(v.Text, "[")
		return strings.Join(strings.Fields(v.Text), " ")
	}
	for i, rep := range testReports(t) {
		text, _, _ := sprinkle(rep.Text, all, uint64(i))
		if diff := cmp.Diff(shown(rep, rep.Text), shown(rep, text)); diff != "" {
			t.Errorf("%s: (- plain, + sprinkled)\n%s", filepath.Base(rep.Path), diff)
		}
	}
	text := "The nurse, Ilse Oyelaran, said on Monday that 12 people were killed by the flood in the north of the country. " +
		"“The ward was full of water,” said Mrs. Oyelaran, who carried three children out of the ward in the night.\n"
	want := shown(&assay.Report{}, text)
	if got := shown(&assay.Report{}, strings.ReplaceAll(text, "Oyelaran, who", "Oye-\nlaran, who")); got != want || strings.Contains(got, "Oye") {
		t.Errorf("a name cut in two is shown: %s\nwant %s", got, want)
	}
	if hidden < 10 {
		t.Errorf("only %d names were hidden", hidden)
	}
}
