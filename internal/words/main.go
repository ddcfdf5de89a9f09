// Command words writes lang/en/words.txt: the English words by which package view
// decides whether a PDF has cut a word or glued two. It counts in how many texts
// of the corpora under ../shared/data each word stands in small letters; what
// stands in three and more is a word, what stands in two of a thousand is frequent.
// Words with one hyphen ("co-operation") are counted likewise. The same data give
// the same file.
//
//	go run ./internal/words -data ../shared/data -out lang/en/words.txt
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// What the file holds.
const (
	few      = 3   // texts in which a word must stand
	frequent = 500 // one text in so many
)

func main() {
	data := flag.String("data", "../shared/data", "folder of the corpora")
	out := flag.String("out", "lang/en/words.txt", "file to write")
	flag.Parse()
	if err := write(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "words:", err)
		os.Exit(1)
	}
}

func write(data, out string) error {
	c := counter{texts: map[string]int{}}
	for _, read := range []func(string, func(string)) error{plain, articles, reuters, tables, reports, attacks, local, trees} {
		if err := read(data, c.add); err != nil {
			return err
		}
	}
	var b strings.Builder
	words := make([]string, 0, len(c.texts))
	for w, n := range c.texts {
		if n >= few {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	for _, w := range words {
		b.WriteString(w)
		if c.texts[w]*frequent >= c.n && !strings.Contains(w, "-") {
			b.WriteByte('+')
		}
		b.WriteByte('\n')
	}
	return os.WriteFile(out, []byte(b.String()), 0o644)
}

// A counter counts in how many of n texts each word stands.
type counter struct {
	n     int
	texts map[string]int
}

// A word stands between white space and marks that end no address: "thestar" of
// "www.thestar.com" is none.
var word = regexp.MustCompile(`(?:^|[\s“"‘('])([a-z]+(?:-[a-z]+)?)(?:[,;:!?”")]|\.(?:\s|$)|’|'|\s|$)`)

func (c *counter) add(text string) {
	seen := map[string]bool{}
	for _, field := range strings.Fields(text) {
		if m := word.FindStringSubmatch(field); m != nil && len(m[1]) > 1 {
			seen[m[1]] = true
		}
	}
	for w := range seen {
		c.texts[w]++
	}
	c.n++
}

// each calls f with every file of data that matches pattern.
func each(data, pattern string, f func(b []byte) error) error {
	paths, err := filepath.Glob(filepath.Join(data, pattern))
	if err != nil || len(paths) == 0 {
		return errors.Join(fmt.Errorf("no %s in %s", pattern, data), err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if err := f(b); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return nil
}

func plain(data string, add func(string)) error {
	return each(data, "attribution/polnear/train/text/*", func(b []byte) error { add(string(b)); return nil })
}

// lines adds the values of key of JSON Lines.
func lines(r io.Reader, key string, add func(string)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var rec map[string]any
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			return err
		}
		text, ok := rec[key].(string)
		if !ok {
			return fmt.Errorf("a line has no %s", key)
		}
		add(text)
	}
	return sc.Err()
}

func articles(data string, add func(string)) error {
	return each(data, "casualties/gva-train-articles.jsonl.gz", func(b []byte) error {
		r, err := gzip.NewReader(strings.NewReader(string(b)))
		if err != nil {
			return err
		}
		return lines(r, "content", add)
	})
}

func reports(data string, add func(string)) error {
	return each(data, "reports/*.jsonl", func(b []byte) error { return lines(strings.NewReader(string(b)), "text", add) })
}

func attacks(data string, add func(string)) error {
	return each(data, "docevents/muc4/train.json", func(b []byte) error { return lines(strings.NewReader(string(b)), "doctext", add) })
}

var body = regexp.MustCompile(`(?s)<BODY>(.*?)</BODY>`)

func reuters(data string, add func(string)) error {
	return each(data, "copies/reuters21578/data/*.sgm", func(b []byte) error {
		for _, m := range body.FindAllSubmatch(b, -1) {
			add(html.UnescapeString(strings.ToValidUTF8(string(m[1]), "\uFFFD")))
		}
		return nil
	})
}

func tables(data string, add func(string)) error {
	return each(data, "lang/worldwide/*.tsv", func(b []byte) error {
		var words []string
		for line := range strings.Lines(string(b)) {
			w, _, _ := strings.Cut(line, "\t")
			words = append(words, w)
		}
		add(strings.Join(words, " "))
		return nil
	})
}

func local(data string, add func(string)) error {
	return each(data, "places/lgl.xml", func(b []byte) error {
		var set struct {
			Article []struct {
				Text string `xml:"text"`
			} `xml:"article"`
		}
		if err := xml.Unmarshal(b, &set); err != nil {
			return err
		}
		for _, a := range set.Article {
			add(a.Text)
		}
		return nil
	})
}

func trees(data string, add func(string)) error {
	return each(data, "lang/*/*-train*.conllu", func(b []byte) error {
		for _, doc := range strings.Split(string(b), "# newdoc") {
			var text strings.Builder
			for line := range strings.Lines(doc) {
				if s, ok := strings.CutPrefix(line, "# text = "); ok {
					text.WriteString(s)
				}
			}
			add(text.String())
		}
		return nil
	})
}
