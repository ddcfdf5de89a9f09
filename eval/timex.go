package eval

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"assay"
	"assay/lang"
	"assay/timex"
)

// A timeText is a TimeML file: its plain text, the day it was made, its times.
type timeText struct {
	text string
	made assay.Date
	gold []goldTime
}

// A goldTime is a TIMEX3 with its place in the text.
type goldTime struct {
	start, end int
	value      string
}

// TimexTask scores times against the TimeML files (.tml) in folders, each read as
// a report that appeared on the day on which it was made. As in TempEval-3 a time counts
// as found, relaxed, where it overlaps one of the gold, one to one, and strict
// where it covers the same characters; its value is right where it is found and
// its value is the gold's, letter by letter. Each measure is an F1 over all times.
// A TIMEX3 without text is passed over.
func TimexTask(ctx context.Context, paths []string, reader lang.Reader) *Result {
	stages := timeStages(reader)
	res := newResult("timex", paths)
	var all timeCounts
	for _, path := range paths {
		files, err := timeFiles(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		for _, file := range files {
			t, err := readTimeML(file)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				res.skip(file, err)
				continue
			}
			found, err := timesOf(ctx, t, stages)
			if err != nil {
				res.skip(file, err)
				continue
			}
			all.add(t.text, t.gold, found)
			res.Items++
			res.Bytes += int64(len(t.text))
		}
	}
	all.measures(res)
	return res.done()
}

// timesOf reads a text with the stages that it takes: its words, and its times.
func timesOf(ctx context.Context, t *timeText, stages [2]assay.Stage) ([]assay.Time, error) {
	doc := assay.NewDoc(&assay.Report{Text: t.text, Published: assay.Published{Date: t.made, From: "metadata"}})
	end := 0
	for _, par := range strings.SplitAfter(t.text, "\n\n") {
		start := end
		end += len(par)
		if strings.TrimSpace(par) != "" {
			doc.Regions = append(doc.Regions, assay.Region{Kind: assay.Body, Span: assay.Span{Start: int32(start), End: int32(end)}})
		}
	}
	if err := stages[0].Run(ctx, doc); err != nil {
		return nil, err
	}
	if len(doc.Sentences) == 0 { // too short to tell its language
		return timex.Parse(t.text, t.made), nil
	}
	err := stages[1].Run(ctx, doc)
	return doc.Times, err
}

func timeStages(reader lang.Reader) [2]assay.Stage {
	return [...]assay.Stage{lang.New(lang.Options{Reader: reader}), timex.New(timex.Options{})}
}

// timeFiles returns the .tml files in a folder and below it, or path itself if
// it is a file.
func timeFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(p), ".tml") {
			files = append(files, p)
		}
		return err
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no .tml files; name a folder of TimeML")
	}
	sort.Strings(files)
	return files, err
}

// readTimeML reads what stands in TEXT, and the time of creation.
func readTimeML(path string) (*timeText, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := xml.NewDecoder(file)
	d.Strict = false // TimeBank has entities of its own
	t := &timeText{}
	var text strings.Builder
	in, seen := false, false
	var open []goldTime
	fail := func(format string, args ...any) error {
		line, _ := d.InputPos()
		return fmt.Errorf("%w: line %d: %s", assay.ErrInvalid, line, fmt.Sprintf(format, args...))
	}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fail("%v", err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "TEXT":
				in, seen = true, true
			case "TIMEX3":
				g, creation := timeTag(x.Attr)
				g.start = text.Len()
				switch {
				case in:
					open = append(open, g)
				case creation:
					day, _, _ := strings.Cut(g.value, "T")
					if t.made, err = assay.ParseDate(day); err != nil {
						return nil, fail("time of creation %q is no date", g.value)
					}
				}
			}
		case xml.EndElement:
			switch {
			case x.Name.Local == "TEXT":
				in = false
			case x.Name.Local == "TIMEX3" && in:
				if len(open) == 0 {
					return nil, fail("TIMEX3 ends that did not begin")
				}
				g := open[len(open)-1]
				open = open[:len(open)-1]
				if g.end = text.Len(); g.end > g.start {
					t.gold = append(t.gold, g)
				}
			}
		case xml.CharData:
			if in {
				text.Write(x)
			}
		}
	}
	switch {
	case !seen:
		return nil, fmt.Errorf("%w: no TEXT; it is no TimeML", assay.ErrInvalid)
	case in || len(open) > 0:
		return nil, fail("the file ends within TEXT")
	}
	t.text = text.String()
	sort.SliceStable(t.gold, func(i, k int) bool { return t.gold[i].start < t.gold[k].start })
	return t, nil
}

func timeTag(attrs []xml.Attr) (g goldTime, creation bool) {
	for _, a := range attrs {
		switch a.Name.Local {
		case "value":
			g.value = a.Value
		case "functionInDocument":
			creation = a.Value == "CREATION_TIME"
		}
	}
	return g, creation
}

// timeCounts counts times right in each respect.
type timeCounts struct {
	gold, found, relaxed, strict, value int

	fault func(kind, text string, g goldTime, tx *assay.Time) // told of each fault; may be nil
}

func (c *timeCounts) add(text string, gold []goldTime, found []assay.Time) {
	c.gold += len(gold)
	c.found += len(found)
	used := make([]bool, len(found))
	for _, g := range gold {
		best, most := -1, 0
		for i, tx := range found {
			n := min(int(tx.Span.End), g.end) - max(int(tx.Span.Start), g.start)
			if !used[i] && n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			c.tell("missed", text, g, nil)
			continue
		}
		used[best] = true
		tx := found[best]
		c.relaxed++
		if int(tx.Span.Start) == g.start && int(tx.Span.End) == g.end {
			c.strict++
		} else {
			c.tell("span", text, g, &tx)
		}
		if tx.Value == g.value {
			c.value++
		} else {
			c.tell("value", text, g, &tx)
		}
	}
	for i := range found {
		if !used[i] {
			c.tell("extra", text, goldTime{}, &found[i])
		}
	}
}

func (c *timeCounts) tell(kind, text string, g goldTime, tx *assay.Time) {
	if c.fault != nil {
		c.fault(kind, text, g, tx)
	}
}

func (c *timeCounts) measures(res *Result) {
	res.Gold, res.Predicted = c.gold, c.found
	if c.gold+c.found == 0 {
		return
	}
	for name, n := range map[string]int{"relaxed_f1": c.relaxed, "strict_f1": c.strict, "value_f1": c.value} {
		res.Measures[name] = 2 * float64(n) / float64(c.gold+c.found)
	}
}
