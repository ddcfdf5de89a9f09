package eval

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/langid"
)

// LanguageOptions is for what a user can choose.
type LanguageOptions struct {
	Words int  // of each text; 0: each line is one
	Texts int  // of each language, from all of its file; 0: all there are
	Show  bool // list each text that is not right
}

// LanguageTask scores which language texts are in. The folders hold a file for each
// language, de.txt, with a sentence on each line. Sentences are put together and cut to
// texts of as many words as are asked for; where words have no spaces between them two
// characters are one. Besides the share that is right ("right", and for each language by
// its code) it counts the texts of other languages that are taken for English, and the
// English ones that are not.
func LanguageTask(ctx context.Context, paths []string, opt LanguageOptions) *Result {
	res := newResult("language", paths)
	res.Measures["read_as_english"], res.Measures["english_missed"] = 0, 0
	right := 0
	for _, path := range languageFiles(res, paths) {
		raw, err := readFile(path)
		if err != nil {
			res.skip(path, err)
			continue
		}
		code := strings.TrimSuffix(filepath.Base(path), ".txt")
		texts := shortTexts(string(raw), opt)
		if len(texts) == 0 {
			res.skip(path, fmt.Errorf("%w: holds no text", assay.ErrInvalid))
			continue
		}
		hits := 0
		for _, text := range texts {
			if ctx.Err() != nil {
				res.skip(path, ctx.Err())
				return res.done()
			}
			g := langid.Identify(text)
			switch {
			case g.Language == code:
				hits++
			case g.Language == "en":
				res.Measures["read_as_english"]++
			case code == "en":
				res.Measures["english_missed"]++
			}
			if opt.Show && g.Language != code {
				res.Notes = append(res.Notes, Skipped{path, fmt.Sprintf("%s (%.2f): %s", g.Language, g.Chance, text)})
			}
			res.Bytes += int64(len(text))
		}
		right += hits
		res.Gold += len(texts)
		res.Measures[code] = float64(hits) / float64(len(texts))
		res.Items++
	}
	if res.Gold > 0 {
		res.Measures["right"] = float64(right) / float64(res.Gold)
	}
	res.Predicted = res.Gold
	return res.done()
}

// languageFiles returns the files of paths, those of a folder by their names.
func languageFiles(res *Result, paths []string) []string {
	var files []string
	for _, path := range paths {
		before := len(files)
		err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (p == path || strings.HasSuffix(p, ".txt")) {
				files = append(files, p)
			}
			return err
		})
		if err == nil && len(files) == before {
			err = fmt.Errorf("%w: holds no file like de.txt", assay.ErrInvalid)
		}
		if err != nil {
			res.skip(path, err)
		}
	}
	return files
}

// shortTexts cuts lines to texts.
func shortTexts(raw string, opt LanguageOptions) []string {
	var texts []string
	var text strings.Builder
	words := 0
	for line := range strings.Lines(raw) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if opt.Words == 0 {
			texts = append(texts, line)
		}
		for _, w := range slices.Collect(strings.FieldsSeq(line)) {
			if opt.Words == 0 {
				break
			}
			for len(w) > 0 && words < opt.Words {
				part := w
				if dense(w) {
					part = firstRunes(w, 2)
				}
				if part == w && text.Len() > 0 && words > 0 {
					text.WriteByte(' ')
				}
				text.WriteString(part)
				words++
				w = w[len(part):]
			}
			if words == opt.Words {
				texts = append(texts, text.String())
				text.Reset()
				words = 0
				break // the next text begins with the next line
			}
		}
	}
	if n := opt.Texts; n > 0 && len(texts) > n { // lines are often sorted: take some of all
		for i := range n {
			texts[i] = texts[i*len(texts)/n]
		}
		texts = texts[:n]
	}
	return texts
}

// dense reports whether w is of a script that has no spaces between words.
func dense(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
