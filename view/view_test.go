package view_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
	"assay/view"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"At least 12 people died.", "At least 12 people died."},
		{"kil\u00adled 1\u200b2 peo\u2060ple", "killed 12 people"},
		{"\ufeff\u200eBy the river\u200f \u202aa dam\u202c broke\ufe0f.", "By the river a dam broke."},
		{"co\u200dop\u200cerate", "cooperate"},
		{"می\u200cشود and kil\u200cled", "می\u200cشود and killed"}, // Persian needs it
		{"क्\u200dष", "क्\u200dष"},
		{"👩\u200d👧 wept", "👩\u200d👧 wept"},
		{"a\ufeff" + strings.Repeat("\ufe00\U000e0123", 30) + "b", "ab"},
		{"Mun\u0303oz, Du\u0308zce, 30 A\u030angstro\u0308m \u212b", "Muñoz, Düzce, 30 Ångström Å"},
		{"n\u200b\u0303", "ñ"},
		{"12\u00a0000 people\u2009–\u20095\u202fkm\u3000off", "12 000 people – 5 km off"},
		{"one\r\ntwo\u2028three\u2029four\u0085five", "one\ntwo\nthree\n\nfour\nfive"},
		{"ﬁve oﬃcers, ﬂooded", "five officers, flooded"},
		{"１２ ｐｅｏｐｌｅ", "12 people"},
		{"½ of 3² — “…” €5", "½ of 3² — “…” €5"}, // say more than their digits
		{"some fami\u00ad\nlies, vil\u00ad \r\n   lagers and fami\u200b\u00ad\u2028lies", "some families, villagers and families"},
		{"the river\u00ad\n\nNext\u00ad\n- five", "the river\n\nNext\n- five"},
		{"first\u2010aid, two\u2011year", "first-aid, two-year"},
	} {
		v := view.Of(c.text)
		if v.Text != c.want {
			t.Errorf("%+q is read as %+q, want %+q", c.text, v.Text, c.want)
		}
		if v.Plain() != (c.text == c.want) {
			t.Errorf("%+q: plain is %v", c.text, v.Plain())
		}
	}
}

// Words that a line end has cut are joined, and those it has glued are parted,
// where a dictionary knows; compounds and names stay.
func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Cut.
		{"seven vil-\nlagers died in the", "seven villagers died in the"},
		{"the moun-\n  tain, he said", "the mountain, he said"},
		{"Two villa-gers and pass- engers fled", "Two villagers and passengers fled"},
		{"The MOUN-\nTAIN road", "The MOUNTAIN road"},
		{"Near Tarago-\nmba, in Taragomba town", "Near Taragomba, in Taragomba town"},
		{"“Moun-\ntains” and “vil-lages”, said", "“Mountains” and “villages”, said"},
		{"an in-\ncred-\nible find", "an incredible find"},
		{"thou-\nsand huts", "thousand huts"},
		// Cut at a hyphen of their own.
		{"a two-\nyear siege", "a two-year siege"},
		{"a 12-\nyear-old boy", "a 12-year-old boy"},
		{"a two-year-\nold boy", "a two-year-old boy"},
		{"the Anglo-\nDutch firm", "the Anglo-Dutch firm"},
		{"by Oder-\nÉtang road", "by Oder-Étang road"},
		{"pre-\nand post-war years", "pre- and post-war years"},
		{"a well-\nknown singer", "a well-known singer"},
		// Whole.
		{"co-operation, re-sign, a well-known two-year deal", ""},
		{"Al-Shabaab and al-Nusra, anti-American, Jean-Paul", ""},
		{"a state-of-the-art e-mail; pre- and post-war", ""},
		{"the end -\nno more", ""},
		{"the cease-fire and the air-strike", ""},
		{"the river-\n\nNext paragraph", ""},
		// Glued.
		{"Some peoplehad fled, and familieswere cut off", "Some people had fled, and families were cut off"},
		{"most ofthe town inthe north", "most of the town in the north"},
		{"officialsbelieve it", "officials believe it"},
		{"killed12 soldiers and thegovernment fell.", "killed 12 soldiers and the government fell."},
		{"some 1,200families and (30soldiers)", "some 1,200 families and (30 soldiers)"},
		// Not glued.
		{"within an island, nearby, whereas herein, thereby", ""},
		{"the gunships, the policewomen and the schoolbus", ""},
		{"www.thestate.com and thestate@example.org, Thestate, thestate-run", ""},
		{"the ofthe is a tool; an ofthe cuts", ""}, // stands more than once
		{"covid19 in area51, mp3, the 1990s, a 7th at 5pm, 12kg, b2b, 4x4", ""},
	} {
		v := view.Of(c.text)
		if c.want == "" {
			c.want = c.text
		}
		if v.Text != c.want {
			t.Errorf("%q is read as %q, want %q", c.text, v.Text, c.want)
		}
	}
}

func TestBack(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"some \u00adkil\u00adled\u00ad here", "killed", "kil\u00adled"},
		{"Mr. Mun\u0303oz said", "Muñoz", "Mun\u0303oz"},
		{"some 1\u00a0200 huts", "1 200", "1\u00a0200"},
		{"the peoplewere lost", "people", "people"},
		{"the peoplewere lost", "were", "were"},
		{"the peoplewere lost", "people were", "peoplewere"},
		{"some vil-\nlagers fled", "villagers", "vil-\nlagers"},
		{"some vil-\nlagers fled", "fled", "fled"},
		{"\u200bx", "x", "x"},
	} {
		v := view.Of(c.text)
		at := int32(strings.Index(v.Text, c.word))
		if at < 0 {
			t.Fatalf("%q has no %q", v.Text, c.word)
		}
		sp := assay.Span{Start: at, End: at + int32(len(c.word))}
		if got := v.Back(sp).In(c.text); got != c.want {
			t.Errorf("%q of %q is %q, want %q", c.word, c.text, got, c.want)
		}
		if back := v.Span(v.Back(sp)); back != sp {
			t.Errorf("%q of %q: %v comes back as %v", c.word, c.text, sp, back)
		}
	}
}

// Whatever the text, its view is UTF-8, its spans lead to spans of the text that
// split no character, in the same order, and back.
func FuzzView(f *testing.F) {
	for _, s := range []string{
		"", "plain", "kil\u00adled", "n\u0303\u0303\u200b", "vil-\nlagers in-\ncred-\nible", "peoplewere ofthe killed12",
		"\ufeff\ufe00\U000e0100", "a\r\nb\u2029", "ﬃ１２", "می\u200cشود", "👩\u200d👧\ufe0f", "\u1112\u1161\u11ab", "\u0344\u0303x-\n y", "e" + strings.Repeat("\u0301", 40),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		v := view.Of(text)
		if !utf8.ValidString(v.Text) {
			t.Fatalf("%+q: the view is not UTF-8: %+q", text, v.Text)
		}
		if v.Plain() != (v.Text == text) {
			t.Errorf("%+q: plain is %v, view %+q", text, v.Plain(), v.Text)
		}
		last := assay.Span{}
		for i := range v.Text {
			_, n := utf8.DecodeRuneInString(v.Text[i:])
			sp := assay.Span{Start: int32(i), End: int32(i + n)}
			back := v.Back(sp)
			if err := back.Check(text); err != nil {
				t.Fatalf("%+q: %v leads to %v", text, sp, err)
			}
			if back.Start < last.Start || back.End < last.End {
				t.Fatalf("%+q: %v leads to %v, before %v", text, sp, back, last)
			}
			again := v.Span(back)
			if err := again.Check(v.Text); err != nil || back.Len() > 0 && !again.Contains(sp) {
				t.Fatalf("%+q: %v leads to %v and back to %v (%v)", text, sp, back, again, err)
			}
			last = back
		}
		whole := v.Back(assay.Span{End: int32(len(v.Text))})
		if err := whole.Check(text); err != nil {
			t.Error(err)
		}
	})
}
