package article

import "fmt"

// A stub is what a page shows of an article to those who have not paid.
const (
	stubWords  = 220 // articles are longer, stubs hardly ever
	wholeWords = 600 // as much is an article, whatever is around it
)

// walled says what is wrong with a page that shows a part of its article only, or "".
func (c *context) walled(ld linked, chosen []bool) string {
	words, last := 0, -1
	for i, is := range chosen {
		if is {
			words += c.blocks[i].words
			last = i
		}
	}
	if words >= wholeWords {
		return ""
	}
	asks := false // what asks to subscribe stands behind the text
	for e := range c.elems {
		if el := &c.elems[e]; el.marks&wall != 0 && !c.half[e] && el.first > last-3 && el.first < last+8 && el.last > el.first {
			asks = true
		}
	}
	full := wordsIn([]byte(ld.body))
	switch {
	case full > words*3/2 && full > 120:
		return fmt.Sprintf("the page shows %d words of an article of %d: the others are for subscribers", words, full)
	case full*4 > words*3: // it says itself that there is no more
	case ld.fenced && words < stubWords, asks && words < stubWords:
		return fmt.Sprintf("a stub: the page shows %d words, the others are for subscribers; what they say is not read", words)
	}
	return ""
}
