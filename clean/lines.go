package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is one line of text without the white space around it.
type line struct {
	start, end int
	indent     int  // characters of white space before it
	after      bool // a blank line or the start of the text is before it
	width      int  // in characters
}

// blocks returns the blocks of text: its lines, but for those of a text that was
// wrapped at a fixed width, which are put together again, and for those in which
// two blanks stand for the line ends that a scrape has taken.
func blocks(text string) []block {
	ls := linesOf(text)
	if blanksPart(text, ls) {
		ls = atBlanks(text, ls)
	}
	wide := widthOf(text, ls)
	column := isColumn(text, ls, wide)
	var bs []block
	for i := 0; i < len(ls); {
		k := i + 1
		for k < len(ls) && !ls[k].after {
			k++
		}
		bs = appendBlocks(bs, text, ls[i:k], wide, column)
		i = k
	}
	for i := range bs {
		bs[i].only = len(bs) == 1
		bs[i].next = len(text)
		if i+1 < len(bs) {
			bs[i].next = bs[i+1].start
		}
	}
	return bs
}

// unwrapped returns text with a space for each line end within a block.
func unwrapped(text string, bs []block) string {
	var flat []byte
	for _, b := range bs {
		for i := b.start; i < b.end; i++ {
			k := strings.IndexByte(text[i:b.end], '\n')
			if k < 0 {
				break
			}
			if flat == nil {
				flat = []byte(text)
			}
			i += k
			flat[i] = ' '
		}
	}
	if flat == nil {
		return text
	}
	return string(flat)
}

// Lines were wrapped by hand or mailer if they are no wider than widest. Less than
// narrowest no column is; below narrow, the whole text must show that it is one.
const (
	widest    = 120
	narrow    = 40
	narrowest = 24
)

// widthOf returns the width at which lines were wrapped, if they were: that of the
// widest, but for those, two in five at most, that are half as wide again as all
// others. Such a one is two lines, in the view of a text whose words were cut at line
// ends (package view), or stands beside the column. An address, which has no space to
// be wrapped at, may be longer.
func widthOf(text string, ls []line) int {
	widths := make([]int, 0, len(ls))
	for _, l := range ls {
		if strings.IndexByte(text[l.start:l.end], ' ') >= 0 {
			widths = append(widths, l.indent+l.width)
		}
	}
	slices.Sort(widths)
	for k := len(widths) - len(widths)*2/5; k < len(widths); k++ {
		if k > 0 && widths[k-1] >= narrowest && widths[k]*2 >= widths[k-1]*3 {
			return widths[k-1]
		}
	}
	if len(widths) == 0 {
		return 0
	}
	return widths[len(widths)-1]
}

// isColumn reports whether a whole text was set as a column: nearly all its lines are
// full, but for the last of a paragraph, and many go on in the middle of a
// sentence. Lists, verse and headlines are not so even.
func isColumn(text string, ls []line, wide int) bool {
	if wide < narrowest || wide > widest {
		return false
	}
	full, short, runs := 0, 0, 0
	for i := range ls[:max(1, len(ls))-1] {
		l, next := ls[i], ls[i+1]
		switch {
		case next.after:
		case isFull(text, l, next, wide):
			full++
			if goesOn(text, l, next) {
				runs++
			}
		case !stops(text[l.start:l.end]):
			short++
		}
	}
	return full >= 3 && full >= short*6 && runs*3 >= full
}

// appendBlocks adds the blocks of a run of lines without a blank line in it. Wide is
// the width of the lines of the text, column whether they are a column.
func appendBlocks(bs []block, text string, ls []line, wide int, column bool) []block {
	if len(ls) > 3 && !column { // enough lines to show their own width
		wide = widthOf(text, ls)
	}
	wrapped := isWrapped(text, ls, wide, column)
	for i, l := range ls {
		if i > 0 && wrapped && joins(text, ls[i-1], l, wide) {
			bs[len(bs)-1].end = l.end
			continue
		}
		bs = append(bs, block{start: l.start, end: l.end})
	}
	return bs
}

// isWrapped reports whether the lines were broken because they were full: the
// first word of the next line would not have fitted, and sentences run on.
func isWrapped(text string, ls []line, wide int, column bool) bool {
	if column || len(ls) < 2 || wide > widest || wide < narrow {
		return column
	}
	full, closed, runs := 0, 0, 0
	for i, l := range ls[:len(ls)-1] {
		if isFull(text, l, ls[i+1], wide) {
			full++
			if goesOn(text, l, ls[i+1]) {
				runs++
			}
		}
		if stops(text[l.start:l.end]) {
			closed++
		}
	}
	n := len(ls) - 1
	return full*10 >= n*6 && closed*10 < n*7 || runs > 0 && runs*8 >= n
}

// goesOn reports whether next goes on with a sentence of l: no paragraph starts with
// a small letter.
func goesOn(text string, l, next line) bool {
	return unicode.IsLower(firstRune(text[next.start:])) && !stops(text[l.start:l.end])
}

// joins reports whether l goes on with the paragraph that prev ends in.
func joins(text string, prev, l line, wide int) bool {
	switch {
	case l.indent > prev.indent+1 && closes(text[prev.start:prev.end]):
		return false
	case !isFull(text, prev, l, wide) && !unicode.IsLower(firstRune(text[l.start:])):
		return false
	case byline(text, l.start, l.end) == l.end:
		return false
	case byline(text, prev.start, prev.end) == prev.end && !unicode.IsLower(firstRune(text[l.start:])):
		both := text[prev.start:prev.end] + " " + text[l.start:l.end] // "By Ana Reis and Tom\nOkello"
		return isFull(text, prev, l, wide) && byline(both, 0, len(both)) == len(both)
	}
	return furniture(text, prev.start, prev.end, true) < prev.end && furniture(text, l.start, l.end, true) < l.end
}

func isFull(text string, l, next line, wide int) bool {
	word := text[next.start:next.end]
	if k := strings.IndexFunc(word, unicode.IsSpace); k > 0 {
		word = word[:k]
	}
	return l.indent+l.width+1+utf8.RuneCountInString(word) > wide-2
}

// closes reports whether s ends as a sentence does.
func closes(s string) bool {
	s = strings.TrimRight(s, "”’\"')]")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":")
}

// stops reports whether a line ends as a sentence does, and not with "Mr.".
func stops(s string) bool {
	return closes(s) && !(s[len(s)-1] == '.' && abbreviated(s, 0, len(s)-1))
}

func linesOf(text string) []line {
	var ls []line
	after := true
	for at := 0; at < len(text); {
		end := at + lineLen(text[at:])
		start := skipSpace(text, at, end)
		stop := start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
		if start == stop {
			after = true
		} else {
			ls = append(ls, line{start, stop, utf8.RuneCountInString(text[at:start]), after, utf8.RuneCountInString(text[start:stop])})
			after = false
		}
		at = end + 1
	}
	return ls
}

// lineLen returns the length of the first line of s, its end left out. In the view
// of a text (package view) every line ends with a line feed.
func lineLen(s string) int {
	if k := strings.IndexByte(s, '\n'); k >= 0 {
		return k
	}
	return len(s)
}

// A gap says what two blanks or more within a line stand for.
type gap uint8

const (
	noGap  gap = iota // a single blank, or an abbreviation is before it
	ends              // a sentence ends before them and another starts behind
	parts             // no sentence ends, and yet a capital starts anew: a heading, a credit
	strays            // they stand in the middle of a sentence
)

// blanksPart reports whether two blanks in the lines of text stand for line ends.
// A typist who sets two behind each sentence, a text that was set to an even
// margin, and the holes where links stood within sentences do not.
func blanksPart(text string, ls []line) bool {
	if !strings.Contains(text, "  ") {
		return false
	}
	var n [strays + 1]int
	single := 0 // sentence ends with one blank behind them
	for _, l := range ls {
		for i := l.start; i < l.end; i++ {
			if text[i] != ' ' {
				continue
			}
			from := i
			for i < l.end && text[i] == ' ' {
				i++
			}
			if i-from == 1 && lower(text[from-1]) {
				continue // within a sentence, as nearly all blanks are
			}
			g := gapAt(text, l.start, from, i, l.end)
			if i-from > 1 {
				n[g]++
			} else if g == ends {
				single++
			}
		}
	}
	found := n[ends] + n[parts]
	return found >= 2 && n[strays]*3 <= found && (n[parts]*3 >= n[ends] || single*2 >= n[ends])
}

// atBlanks cuts lines where two blanks or more part what stands around them.
func atBlanks(text string, ls []line) []line {
	var out []line
	for _, l := range ls {
		whole := l
		for i := l.start; i < whole.end; i++ {
			if text[i] != ' ' {
				continue
			}
			from := i
			for text[i] == ' ' {
				i++
			}
			if g := gapAt(text, whole.start, from, i, whole.end); i-from > 1 && (g == ends || g == parts) {
				out = append(out, line{l.start, from, l.indent, l.after, utf8.RuneCountInString(text[l.start:from])})
				l = line{start: i, end: whole.end, after: true, width: utf8.RuneCountInString(text[i:whole.end])}
			}
		}
		out = append(out, l)
	}
	return out
}

// gapAt says what the blanks in [from, to) are, in a line that starts at start.
func gapAt(text string, start, from, to, end int) gap {
	if to >= end || from <= start {
		return noGap
	}
	k := from
	for k > start && (strings.IndexByte(`"')]`, text[k-1]) >= 0 || strings.HasSuffix(text[start:k], "”") || strings.HasSuffix(text[start:k], "’")) {
		_, n := utf8.DecodeLastRuneInString(text[start:k])
		k -= n
	}
	if k == start {
		return noGap
	}
	next := firstRune(text[to:end])
	opens := unicode.IsUpper(next) || opensQuote(next) || next == '(' || next == '©' || next == '['
	switch c := text[k-1]; {
	case c == '.' && k == from && abbreviated(text, start, k-1) && !starter(text[to:end]):
		return noGap
	case c == '.' || c == '!' || c == '?':
		if opens {
			return ends
		}
		return strays
	case opens && wordly(lastRune(text[start:k])) && !english.Ties[lastWord(text[start:k])]:
		return parts
	}
	return strays
}

// lastWord returns what stands behind the last blank of s.
func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
