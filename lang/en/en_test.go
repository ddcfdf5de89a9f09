package en

import (
	"crypto/sha256"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestBuiltIn(t *testing.T) {
	if strings.Count(Lemmas(), "\n") < 500 {
		t.Error("hardly any lemmas")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	total := int64(0)
	for _, e := range entries {
		if e.Name() == "encoder.bin" { // whose size the root's TestSizes allows for
			continue
		}
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
		if info.Size() > 5<<20 {
			t.Errorf("%s: %d bytes; no file may be over 5 MB", e.Name(), info.Size())
		}
	}
	if total > 15<<20 {
		t.Errorf("%d bytes in all, without the encoder", total)
	}
}

// TestCard holds the card to the files it describes.
func TestCard(t *testing.T) {
	card, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tree-words.bin", "tree.bin", "name-words.bin", "name.bin", "lemmas.txt", "words.txt", "nouns.txt", "encoder.bin"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name); !strings.Contains(string(card), line) {
			t.Errorf("MODEL.md lacks the line %q", line)
		}
	}
}

func TestLists(t *testing.T) {
	for name, list := range map[string]Set{
		"Titles": Titles(), "Abbreviations": Abbreviations(), "MayEnd": MayEnd(), "OrgWords": OrgWords(), "LocWords": LocWords(),
		"NameTitles": NameTitles(), "Offices": Offices(), "Persons": Persons(), "Leading": Leading(), "ThingsAfter": ThingsAfter(), "BodyWords": BodyWords(),
	} {
		for w := range list {
			if w != strings.ToLower(w) || strings.HasSuffix(w, ".") || strings.Contains(w, " ") {
				t.Errorf("%s: %q is not a small word without its period", name, w)
			}
		}
	}
	for w := range OfficeWith() {
		if Offices()[w] {
			t.Errorf("%q is an office by itself and is not", w)
		}
	}
	for w := range NoOffice() {
		if w != "*" && !Offices()[w] {
			t.Errorf("%q is no office and has words that take it back", w)
		}
	}
	for w := range MayEnd() {
		if Abbreviations()[w] && w != "ft" {
			t.Errorf("%q can and cannot end a sentence", w)
		}
	}
	for w := range Starters() {
		if w[:1] != strings.ToUpper(w[:1]) {
			t.Errorf("%q does not start a sentence", w)
		}
	}
}

// TestTables: no table of the structs is empty, and all hold small words.
func TestTables(t *testing.T) {
	for _, list := range []any{Times(), Numbers(), Style(), Evidence()} {
		v := reflect.ValueOf(list).Elem()
		for i := range v.NumField() {
			name, field := v.Type().Field(i).Name, v.Field(i)
			if field.IsZero() || field.Kind() == reflect.Map && field.Len() == 0 {
				t.Errorf("%s: nothing in it", name)
			}
			if set, ok := field.Interface().(Set); ok {
				for w := range set {
					if w != strings.ToLower(w) || w == "" {
						t.Errorf("%s: %q is no small word", name, w)
					}
				}
			}
		}
	}
}

func TestIrregular(t *testing.T) {
	past, participle := Irregular()
	for form, want := range map[string]string{"fled": "flee", "saw": "see", "lay": "lie", "struck": "strike", "led": "lead", "rose": "rise"} {
		if past[form] != want {
			t.Errorf("past %s: %q, want %q", form, past[form], want)
		}
	}
	for form, want := range map[string]string{"fled": "flee", "born": "bear", "stricken": "strike", "risen": "rise", "held": "hold"} {
		if participle[form] != want {
			t.Errorf("participle %s: %q, want %q", form, participle[form], want)
		}
	}
	for _, form := range []string{"walked", "risen", "killed", ""} {
		if v, ok := past[form]; ok {
			t.Errorf("past %q: %q", form, v)
		}
	}
}
