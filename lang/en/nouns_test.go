package en

import (
	"strings"
	"testing"
)

func TestNoun(t *testing.T) {
	for class, list := range map[NounClass]string{
		Person:    "driver drivers women police-officers militiamen jihadists asylum-seekers partygoers refugees nurses Danes Houthis Kyrgyz Ghanaians Tavians casualties protestors carers bombers locals",
		Group:     "crew police people troops family-court party armies dead clergy British",
		Household: "family families household",
		Animal:    "goats sheep cattle camels",
		Building:  "houses hospital mosques",
		Structure: "bridges dam tents warehouses",
		Vehicle:   "trucks buses aircraft ships minibuses helicopters",
		Weapon:    "rifles missiles drones bombs",
		Object:    "computers tablets printers smartphones",
		Money:     "dollars cash",
		Measure:   "kilometers miles",
		Time:      "weeks years",
		Event:     "attacks airstrikes floods",
		Disease:   "cholera",
		Place:     "districts villages",
		NoNoun:    "xyzzy qwrts",
	} {
		for w := range strings.FieldsSeq(list) {
			low := strings.ToLower(w)
			if got := Noun(low, low != w); got != class {
				t.Errorf("%s: %s, want %s", w, got, class)
			}
		}
	}
	if c := NounPair("guinea", "pigs", false); c != Animal {
		t.Errorf("guinea pigs: %s", c)
	}
	if c := NounPair("suicide", "bombers", false); c != Person {
		t.Errorf("suicide bombers: %s", c)
	}
}

func TestPlural(t *testing.T) {
	for w, want := range map[string]string{"people": "person", "cases": "case", "countries": "country", "churches": "church", "buses": "bus",
		"firemen": "fireman", "women": "woman", "heroes": "hero", "glass": "glass", "bus": "bus", "boxes": "box", "houses": "house", "buffaloes": "buffalo",
		"movies": "movie", "ties": "tie", "taxis": "taxi", "menus": "menu", "virus": "virus", "viruses": "virus", "crises": "crisis", "lens": "lens", "gas": "gas",
		"series": "series", "species": "species", "specimen": "specimen", "news": "news", "axes": "axe", "diseases": "disease", "caches": "cache", "blogs": "blog",
		"pakistanis": "pakistani", "wives": "wife", "knives": "knife", "canvas": "canvas", "quizzes": "quiz", "dishes": "dish", "corpses": "corpse"} {
		if got := Singular(w); got != want {
			t.Errorf("Singular(%q) = %q, want %q", w, got, want)
		}
		if got := Plural(w); got != (w != want || w == "series" || w == "species") {
			t.Errorf("Plural(%q) = %v", w, got)
		}
	}
}

func BenchmarkNoun(b *testing.B) {
	words := strings.Fields("people drivers houses protestors militiamen jihadists countries airstrikes xyzzys")
	for b.Loop() {
		for _, w := range words {
			Noun(w, false)
		}
	}
}
