package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"assay/copies"
	"assay/eval"
	"assay/store"
)

type evalCmd struct {
	Ledger       evalLedgerCmd       `cmd:"" help:"Score what is read in a report against its gold file."`
	Estimates    evalEstimatesCmd    `cmd:"" help:"Score the estimates of clusters of reports against what an analyst made of them."`
	Questions    evalQuestionsCmd    `cmd:"" help:"Score the estimates against the questions that a set of reports answers."`
	UD           evalUDCmd           `cmd:"" name:"ud" help:"Score words, tags, lemmas and trees against treebanks in CoNLL-U."`
	Attribution  evalAttributionCmd  `cmd:"" help:"Score sources, cues and contents against folders laid out as PolNeAR is."`
	Quantity     evalQuantityCmd     `cmd:"" help:"Score quantities against files in the form of NewsQuant."`
	Timex        evalTimexCmd        `cmd:"" help:"Score times against folders of TimeML files."`
	NER          evalNERCmd          `cmd:"" name:"ner" help:"Score names against IOB2 files or those of the worldwide set."`
	Place        evalPlaceCmd        `cmd:"" help:"Score names of places and where they lie against LGL, TR-News or GeoVirus XML or folders of GeoWebNews."`
	Displacement evalDisplacementCmd `cmd:"" help:"Score figures of displacement against excerpts with what people took from each."`
	Casualties   evalCasualtiesCmd   `cmd:"" help:"Score the numbers of killed and injured against articles on incidents of which they are known."`
	Coref        evalCorefCmd        `cmd:"" help:"Score which mentions tell of one event against folders in the form of ECB+."`
	Pages        evalPagesCmd        `cmd:"" help:"Score the text, day, title and authors that are read of web pages against what is known of them."`
	Language     evalLanguageCmd     `cmd:"" help:"Score which language texts are in, on folders with a file for each: de.txt, a sentence a line."`
	Copies       evalCopiesCmd       `cmd:"" help:"Score which reports are copies of which, on folders with docs.jsonl and pairs.tsv."`
}

type evalPlaceCmd struct {
	evalFlags
	readerFlag
	gazetteerFlag
	Paths []string `arg:"" name:"corpus" help:"Files in XML, or folders of them or of brat annotations."`
}

func (e *evalPlaceCmd) Run(c *console) error {
	gaz, err := e.open("")
	if err != nil {
		return err
	}
	return e.run(c, func() *eval.Result { return eval.PlaceTask(c.ctx, e.Paths, gaz, e.reader()) })
}

type evalCopiesCmd struct {
	evalFlags
	Paths []string `arg:"" name:"folder" help:"Folders that hold docs.jsonl (id, text) and pairs.tsv (two ids on a line)."`
}

func (e *evalCopiesCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.CopiesTask(c.ctx, e.Paths, copies.Options{}) })
}

type evalCorefCmd struct {
	evalFlags
	readerFlag
	Part  string   `enum:"all,train,dev,test" default:"all" help:"all: what each folder has; train, dev or test: that alone."`
	Paths []string `arg:"" name:"folder" help:"Folders that hold ECB_Train_corpus.txt and ECB_Train_Event_gold_mentions.json, or those of Dev or Test."`
}

func (e *evalCorefCmd) Run(c *console) error {
	part := e.Part
	if part == "all" {
		part = ""
	}
	return e.run(c, func() *eval.Result { return eval.CorefTask(c.ctx, e.Paths, part, e.reader()) })
}

type evalLanguageCmd struct {
	evalFlags
	Words int      `placeholder:"N" help:"Put sentences together and cut them to texts of N words."`
	Texts int      `placeholder:"N" help:"Take N texts of each language, from all of its file."`
	Show  bool     `help:"List each text that is not right."`
	Paths []string `arg:"" name:"folder" help:"Folders with a file for each language, or such files: de.txt, a sentence a line."`
}

func (e *evalLanguageCmd) Run(c *console) error {
	opt := eval.LanguageOptions{Words: e.Words, Texts: e.Texts, Show: e.Show}
	return e.run(c, func() *eval.Result { return eval.LanguageTask(c.ctx, e.Paths, opt) })
}

type evalAttributionCmd struct {
	evalFlags
	readerFlag
	Annotators string   `enum:"all,one" default:"all" help:"all: every annotation file counts; one: the first of each document."`
	Paths      []string `arg:"" name:"folder" help:"Folders laid out as PolNeAR is: text/ and attributions/."`
}

func (e *evalAttributionCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.AttributionTask(c.ctx, e.Paths, e.Annotators == "one", e.reader()) })
}

type evalQuantityCmd struct {
	evalFlags
	Paths []string `arg:"" name:"corpus" help:"Files in the form of NewsQuant: a JSON list of {text, quantities}."`
}

func (e *evalQuantityCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.QuantityTask(c.ctx, e.Paths) })
}

type evalTimexCmd struct {
	evalFlags
	readerFlag
	Paths []string `arg:"" name:"folder" help:"Folders of TimeML files, or single files."`
}

func (e *evalTimexCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.TimexTask(c.ctx, e.Paths, e.reader()) })
}

// evalFlags are those of every task.
type evalFlags struct {
	outputFlag
	Format string   `enum:"text,json" default:"text" help:"text or json."`
	Min    []string `placeholder:"NAME=VALUE" help:"A measure that must be reached; may be repeated."`
}

type evalLedgerCmd struct {
	evalFlags
	readerFlag
	Against string   `placeholder:"LEDGER" help:"Score this ledger instead of reading the texts beside the gold files."`
	Part    string   `placeholder:"PART" help:"Only the gold files of this part: dev (the number in the name leaves 4 when divided by 5), train (the others), or 5:K (it leaves K)."`
	Kept    string   `enum:"in,out,only" default:"in" help:"Gold that is kept apart until the end: in counts it and shows none of it that lies in a folder, out leaves it out, only leaves out all else."`
	Show    bool     `help:"List what is missed, extra and wrong, and how often which field is."`
	Paths   []string `arg:"" name:"gold" help:"Gold files, or folders of them: NAME.gold.json beside NAME.txt."`
}

func (e *evalLedgerCmd) Run(c *console) error {
	var against []byte
	if e.Against != "" {
		var err error
		if against, err = ledgerLines(c, e.Against); err != nil {
			return err
		}
	}
	if _, err := eval.ParsePart(e.Part); err != nil {
		return usagef("--part: %w", err)
	}
	opt := eval.LedgerOptions{Reader: e.reader(), Against: against, Part: e.Part, Kept: eval.Kept(slices.Index(eval.KeptNames[:], e.Kept)), Show: e.Show}
	return e.run(c, func() *eval.Result { return eval.LedgerTask(c.ctx, e.Paths, opt) })
}

type evalPagesCmd struct {
	evalFlags
	Part  string   `enum:"all,dev,kept" default:"all" help:"all pages; kept: the quarter that is kept apart by the names of the files; dev: the others."`
	Show  bool     `help:"List each page that is not right, but for those kept apart."`
	Paths []string `arg:"" name:"folder" help:"Folders with html/NAME.html (or .html.gz) and ground-truth.json or dates.json."`
}

func (e *evalPagesCmd) Run(c *console) error {
	part := e.Part
	if part == "all" {
		part = ""
	}
	return e.run(c, func() *eval.Result {
		return eval.PagesTask(c.ctx, e.Paths, eval.PagesOptions{Part: part, Show: e.Show})
	})
}

type evalDisplacementCmd struct {
	evalFlags
	readerFlag
	Show  bool     `help:"List each row that is not right, with the figures that have its number."`
	Paths []string `arg:"" name:"rows" help:"Lines of JSON with Excerpt, Displacement figure, Reporting term, Reporting unit and country."`
}

func (e *evalDisplacementCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.DisplacementTask(c.ctx, e.Paths, e.reader(), e.Show) })
}

type evalCasualtiesCmd struct {
	evalFlags
	readerFlag
	First     int    `placeholder:"N" help:"Read only the first N articles."`
	Show      bool   `help:"List each article and incident that is not right, and what was taken for what."`
	Merged    bool   `xor:"pile" help:"Only incidents with several articles, which are read together."`
	Mixed     bool   `xor:"pile" help:"All articles as one pile: score how well they are put into incidents."`
	Articles  string `arg:"" help:"Lines of JSON with incident, title, dct and content, packed with gzip or not."`
	Incidents string `arg:"" help:"A JSON object with num_killed and num_injured of each incident."`
}

func (e *evalCasualtiesCmd) Run(c *console) error {
	opt := eval.CasualtiesOptions{Reader: e.reader(), First: e.First, Show: e.Show, Merged: e.Merged, Mixed: e.Mixed}
	return e.run(c, func() *eval.Result { return eval.CasualtiesTask(c.ctx, e.Articles, e.Incidents, opt) })
}

// ledgerLines reads a ledger in its JSON form, from a file of lines or from a
// ledger file.
func ledgerLines(c *console, path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	if !bytes.HasPrefix(raw, []byte("SQLite format 3\x00")) {
		return append([]byte{}, raw...), nil // never nil: an empty ledger is one
	}
	st, err := store.Open(c.ctx, path)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	var lines bytes.Buffer
	err = st.Lines(c.ctx, &lines)
	return lines.Bytes(), err
}

type evalQuestionsCmd struct {
	evalFlags
	readerFlag
	Path string `arg:"" name:"questions" help:"The file of questions; texts and gold files stand beside it."`
}

func (e *evalQuestionsCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.QuestionsTask(c.ctx, e.Path, e.reader()) })
}

type evalEstimatesCmd struct {
	evalFlags
	readerFlag
	Show  bool     `help:"List each question that is not answered as in the gold, and each that is not in it."`
	Paths []string `arg:"" name:"clusters" help:"Files X.estimates.json; the texts are in the folder X beside each."`
}

func (e *evalEstimatesCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.EstimatesTask(c.ctx, e.Paths, e.reader(), e.Show) })
}

type evalUDCmd struct {
	evalFlags
	readerFlag
	Raw   bool     `help:"Read the running text, not the words of the treebank."`
	Paths []string `arg:"" name:"treebank" help:"Files in CoNLL-U."`
}

func (e *evalUDCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.UDTask(c.ctx, e.Paths, e.Raw, e.reader()) })
}

type evalNERCmd struct {
	evalFlags
	readerFlag
	Paths []string `arg:"" name:"corpus" help:"Files with a word and a tag on each line."`
}

func (e *evalNERCmd) Run(c *console) error {
	return e.run(c, func() *eval.Result { return eval.NERTask(c.ctx, e.Paths, e.reader()) })
}

// run prints the result of a task and complains of what was skipped and of each
// minimum that was missed.
func (e *evalFlags) run(c *console, task func() *eval.Result) error {
	var minima []eval.Minimum
	for _, s := range e.Min {
		m, err := eval.ParseMinimum(s)
		if err != nil {
			return usagef("--min: %w", err)
		}
		minima = append(minima, m)
	}
	res := task()
	deliver, write := c.text, res.WriteText
	if e.Format == "json" {
		deliver, write = c.output, res.WriteJSON
	}
	err := deliver(e.Output, write)
	for _, n := range res.Notes {
		c.note(n.Path + ": " + n.Reason)
	}
	for _, s := range res.Skipped {
		c.complain(fmt.Errorf("%s: %s", s.Path, s.Reason))
	}
	var unknown error
	known := slices.Sorted(maps.Keys(res.Measures))
	minima = slices.DeleteFunc(minima, func(m eval.Minimum) bool {
		if _, ok := res.Measures[m.Name]; !ok && unknown == nil {
			unknown = usagef("--min: %s is not measured here%s", m.Name, didYouMean(m.Name, known))
		}
		return unknown != nil && !slices.Contains(known, m.Name)
	})
	if short := res.Check(minima); short != nil {
		for _, line := range strings.Split(short.Error(), "\n") {
			c.complain(fmt.Errorf("%s", line))
		}
	}
	return errors.Join(err, unknown)
}
