package article

import (
	"encoding/json"
	"regexp"
	"sort"
	"strings"

	"golang.org/x/net/html"

	"assay/term"
)

// linked is what the JSON-LD of a page says about its article.
type linked struct {
	title, author, publisher, section, language, url string
	published, created, modified                     string
	body                                             string // the text of the article, tags and all
	fenced                                           bool   // it is not for everybody to read
	live                                             bool
	rank                                             int // how sure it is that this is about the article: the less the surer
}

// mostDeep bounds how deep objects are looked at.
const mostDeep = 10

// linkedData reads all JSON-LD of a page. Of several articles the surest counts: one
// that stands by itself, then one of a list; then the page about which it is.
func (mp *markedPage) linkedData() linked {
	var found []linked
	for _, s := range mp.scripts {
		if !s.linked {
			continue
		}
		v := readJSON(s.text)
		if v == nil {
			if l := pickedOut(string(s.text)); l != (linked{}) {
				l.rank = 3
				found = append(found, l)
			}
			continue
		}
		people := map[string]string{}
		namedIn(v, people, 0)
		gather(v, people, 0, 0, &found)
	}
	sort.SliceStable(found, func(i, k int) bool { return found[i].rank < found[k].rank })
	var out linked
	for _, l := range found {
		out.fill(l)
	}
	return out
}

// fill takes from other what is not known; from a surer one nothing is taken that
// speaks of another article.
func (l *linked) fill(other linked) {
	if l.title != "" && other.title != "" && l.title != other.title && other.rank > 0 {
		return
	}
	for _, f := range [...]struct{ to, from *string }{{&l.title, &other.title}, {&l.author, &other.author}, {&l.publisher, &other.publisher}, {&l.section, &other.section},
		{&l.language, &other.language}, {&l.url, &other.url}, {&l.published, &other.published}, {&l.created, &other.created}, {&l.modified, &other.modified}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if len(other.body) > len(l.body) {
		l.body = other.body
	}
	l.fenced = l.fenced || other.fenced
	l.live = l.live || other.live
}

// readJSON reads a block of JSON as pages have it: with comments or CDATA around it,
// line ends within strings, commas too many, brackets too many or too few. Nil is what
// cannot be read at all.
func readJSON(block []byte) any {
	text := strings.TrimSpace(string(block))
	for _, fence := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		text = strings.TrimSpace(strings.TrimPrefix(text, fence))
	}
	var v any
	dec := json.NewDecoder(strings.NewReader(text))
	if dec.Decode(&v) == nil { // whatever stands behind it
		return v
	}
	v = nil
	if strings.HasPrefix(text, "{&quot;") || strings.HasPrefix(text, "[{&quot;") {
		text = html.UnescapeString(text)
	}
	if json.NewDecoder(strings.NewReader(mended(text))).Decode(&v) == nil {
		return v
	}
	return nil
}

// mended returns text with what JSON forbids taken out: line ends in strings, lone
// backslashes, commas before a bracket that closes; what is open at the end is closed.
func mended(text string) string {
	var b strings.Builder
	var open []byte
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if quoted {
			switch {
			case c == '\\' && i+1 < len(text) && strings.IndexByte(`"\/bfnrtu`, text[i+1]) >= 0:
				b.WriteByte(c)
				i++
				b.WriteByte(text[i])
			case c == '\\':
				b.WriteString(`\\`)
			case c == '\n' || c == '\r' || c == '\t':
				b.WriteByte(' ')
			case c < 0x20:
			default:
				quoted = c != '"'
				b.WriteByte(c)
			}
			continue
		}
		switch c {
		case '"':
			quoted = true
		case '{', '[':
			open = append(open, c+2)
		case '}', ']':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case ',':
			k := i + 1
			for k < len(text) && (isSpace(text[k]) || text[k] == ',') {
				k++
			}
			if k < len(text) && (text[k] == '}' || text[k] == ']') {
				continue
			}
		}
		b.WriteByte(c)
		if len(open) == 0 && (c == '}' || c == ']') {
			break
		}
	}
	if quoted {
		b.WriteByte('"')
	}
	for k := len(open) - 1; k >= 0; k-- {
		b.WriteByte(open[k])
	}
	return b.String()
}

var keyed = regexp.MustCompile(`"(headline|datePublished|dateModified|dateCreated|articleSection|inLanguage)"\s*:\s*("(?:[^"\\\n]|\\.)*")`)

// pickedOut takes single fields out of what is no JSON.
func pickedOut(text string) (l linked) {
	for _, m := range keyed.FindAllStringSubmatch(text, 40) {
		var s string
		if json.Unmarshal([]byte(m[2]), &s) != nil {
			continue
		}
		s = plainly(s)
		to := map[string]*string{kHeadline: &l.title, "datePublished": &l.published, "dateModified": &l.modified, "dateCreated": &l.created, "articleSection": &l.section, "inLanguage": &l.language}[m[1]]
		if *to == "" {
			*to = s
		}
	}
	return l
}

// namedIn notes the names of what has an @id: authors are often named by it alone.
func namedIn(v any, people map[string]string, depth int) {
	if depth > mostDeep || len(people) > 500 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			namedIn(one, people, depth+1)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if n, ok := v[aName].(string); ok && id != "" {
			if old, has := people[id]; !has || n < old { // maps have no order
				people[id] = n
			}
		}
		for _, one := range v {
			switch one.(type) {
			case []any, map[string]any:
				namedIn(one, people, depth+1)
			}
		}
	}
}

// gather finds the articles in v, and the pages.
func gather(v any, people map[string]string, rank, depth int, found *[]linked) {
	if depth > mostDeep || len(*found) > 50 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			gather(one, people, rank, depth+1, found)
		}
	case map[string]any:
		switch {
		case isArticle(v["@type"]):
			*found = append(*found, articleIn(v, people, rank))
			return
		case isPage(v["@type"]):
			l := articleIn(v, people, rank+2)
			l.title, l.author = "", "" // those of the site
			*found = append(*found, l)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			gather(v[key], people, rank, depth+1, found)
		}
		for _, key := range []string{"itemListElement", "item", "hasPart"} {
			gather(v[key], people, rank+1, depth+1, found)
		}
	}
}

func articleIn(v map[string]any, people map[string]string, rank int) (l linked) {
	l.rank = rank
	set := func(to *string, values ...any) {
		for _, val := range values {
			if *to == "" {
				*to = plainly(nameIn(val, people))
			}
		}
	}
	set(&l.title, v[kHeadline], v[aName])
	set(&l.author, v[kAuthor], v["creator"])
	set(&l.publisher, v["publisher"], v["sourceOrganization"])
	set(&l.section, v["articleSection"])
	set(&l.language, v["inLanguage"])
	set(&l.published, v["datePublished"])
	set(&l.created, v["dateCreated"])
	set(&l.modified, v["dateModified"])
	set(&l.url, v["url"])
	if main, ok := v["mainEntityOfPage"].(map[string]any); ok {
		set(&l.url, main["@id"])
	} else {
		set(&l.url, v["mainEntityOfPage"])
	}
	l.body, _ = v["articleBody"].(string)
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		l.fenced = !free
	case string:
		l.fenced = strings.EqualFold(free, "false")
	}
	l.live = isOf(v["@type"], func(s string) bool { return s == "LiveBlogPosting" })
	return l
}

// plainly returns what a reader sees of s.
func plainly(s string) string {
	for range 2 { // "&amp;quot;"
		if !strings.Contains(s, "&") {
			break
		}
		s = html.UnescapeString(s)
	}
	return term.OneLine(s)
}

func isArticle(v any) bool {
	return isOf(v, func(s string) bool {
		return strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "BlogPosting") || s == "Report" || s == "SocialMediaPosting"
	})
}

func isPage(v any) bool {
	return isOf(v, func(s string) bool { return s == "WebPage" || s == "ItemPage" || s == "CreativeWork" })
}

// isOf reports whether a schema.org type, or one of several, is what is asked for.
func isOf(v any, is func(string) bool) bool {
	switch v := v.(type) {
	case string:
		return is(v[strings.LastIndexAny(v, "/:")+1:])
	case []any:
		for _, one := range v {
			if s, ok := one.(string); ok && is(s[strings.LastIndexAny(s, "/:")+1:]) {
				return true
			}
		}
	}
	return false
}

// nameIn reads a name from JSON: a string, {aName: "…"}, {"@id": "…"} of what is named
// elsewhere, or a list of those.
func nameIn(v any, people map[string]string) string {
	switch v := v.(type) {
	case string:
		return term.OneLine(v)
	case map[string]any:
		s, _ := v[aName].(string)
		if list, ok := v[aName].([]any); ok {
			s = nameIn(list, people)
		}
		if id, ok := v["@id"].(string); ok && s == "" {
			s = people[id]
		}
		if s == "" {
			s, _ = v["@value"].(string)
		}
		return term.OneLine(s)
	case []any:
		var all []string
		for _, one := range v {
			if _, list := one.([]any); list {
				continue
			}
			if s := nameIn(one, people); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(unique(all), ", ")
	}
	return ""
}

// NamesIn reads the names in a value of JSON as records have them.
func NamesIn(v any) string { return nameIn(v, nil) }
