package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// russian and the others are long enough to be told by their letters.
const (
	russian = "Вода поднялась ночью, и жители трёх деревень ушли на холмы, сообщил представитель районной администрации. По его словам, не менее двенадцати человек пропали без вести, а дорога в город размыта."
	nihongo = "川の水位が夜のうちに上がり、三つの村の住民が丘に避難したと、地区の当局者が語った。少なくとも十二人が行方不明になっている。"
	chinese = "河水在夜间上涨，三个村庄的居民撤到了山上，地区官员说。至少有十二人失踪，通往城里的道路被冲毁。"
	french  = "La rivière a débordé dans la nuit, et les habitants de trois villages se sont réfugiés sur les hauteurs, a déclaré le préfet. « Nous cherchons encore douze disparus », a-t-il ajouté."
	english = "“The river rose,” she said — and it’s rising…"
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	b, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		text string
	}{
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), english},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), russian},
		{"UTF-16LE without mark", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "The river rose in the night – 🚤 and fell."},
		{"UTF-16BE without mark", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "The river rose in the night."},
		{"UTF-8 with mark", unicode.UTF8BOM, english},
		{"windows-1252", charmap.Windows1252, english},
		{"windows-1252 French", charmap.Windows1252, french},
		{"windows-1251", charmap.Windows1251, russian},
		{"KOI8-R", charmap.KOI8R, russian},
		{"Shift JIS", japanese.ShiftJIS, nihongo},
		{"EUC-JP", japanese.EUCJP, nihongo},
		{"ISO-2022-JP", japanese.ISO2022JP, nihongo},
		{"GB18030", simplifiedchinese.GB18030, chinese},
	} {
		raw := encode(t, c.enc, c.text)
		item := Parse("a.txt", []byte(raw), Options{})[0]
		if item.Err != nil {
			t.Errorf("%s: %v", c.name, item.Err)
			continue
		}
		rep := item.Report
		if rep.Text != c.text {
			t.Errorf("%s: %.60q %v", c.name, rep.Text, item.Problems)
			continue
		}
		if err := rep.Check(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		// What lies in Raw from one character to the next is that character.
		for i, r := range rep.Text {
			n := utf8.RuneLen(r)
			lo, hi := rep.Offsets.Raw(int32(i)), rep.Offsets.Raw(int32(i+n))
			if i+n == len(rep.Text) || strings.HasPrefix(c.name, "ISO-2022") {
				continue // the end has no step; the escape sequences belong to no character
			}
			dec, err := encodingOf(c.name, c.enc).NewDecoder().Bytes(rep.Raw[lo:hi])
			if err != nil || string(dec) != string(r) {
				t.Errorf("%s: %q at %d leads to %q", c.name, r, i, rep.Raw[lo:hi])
				break
			}
		}
	}
}

// encodingOf leaves out the byte order mark, which stands only at the start.
func encodingOf(name string, e encoding.Encoding) encoding.Encoding {
	switch {
	case strings.HasPrefix(name, "UTF-16LE"):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case strings.HasPrefix(name, "UTF-16BE"):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case strings.HasPrefix(name, "UTF-8"):
		return unicode.UTF8
	}
	return e
}

func TestBrokenUTF8(t *testing.T) {
	raw := "“The ri\xffver rose,” she said.\xc3"
	item := Parse("a.txt", []byte(raw), Options{})[0]
	if item.Err != nil || len(item.Problems) != 1 || !strings.Contains(item.Problems[0].Err, "2 bytes") {
		t.Fatalf("%+v", item)
	}
	rep := item.Report
	if rep.Text != "“The ri\ufffdver rose,” she said.\ufffd" || rep.Check() != nil {
		t.Errorf("%q", rep.Text)
	}
	for _, word := range []string{"The", "ver", "said"} {
		at := rep.Offsets.Raw(int32(strings.Index(rep.Text, word)))
		if !strings.HasPrefix(string(rep.Raw[at:]), word) {
			t.Errorf("%s leads to %q", word, rep.Raw[at:])
		}
	}
}

func TestWeakGuessIsNoted(t *testing.T) {
	item := Parse("a.txt", []byte("The river \xe9 rose."), Options{})[0]
	if item.Err != nil || len(item.Problems) != 1 || !strings.Contains(item.Problems[0].Err, "guessed") {
		t.Errorf("%+v", item)
	}
	for _, sure := range []string{english, "plain"} {
		if item := Parse("a.txt", []byte(encode(t, charmap.Windows1252, sure)), Options{})[0]; len(item.Problems) != 0 {
			t.Errorf("%q: %v", sure, item.Problems)
		}
	}
}

func TestDeclaredEncoding(t *testing.T) {
	page := encode(t, charmap.Windows1251, "<html><head><meta charset=windows-1251></head><body><p>"+russian+" &amp; ещё</p></body></html>")
	item := Parse("a.html", []byte(page), Options{})[0]
	if item.Err != nil || len(item.Problems) != 0 || item.Report.Text != russian+" & ещё" {
		t.Fatalf("%+v %v", item.Report, item.Err)
	}
	at := item.Report.Offsets.Raw(int32(strings.Index(item.Report.Text, "ещё")))
	if want := encode(t, charmap.Windows1251, "ещё"); !strings.HasPrefix(string(item.Report.Raw[at:]), want) {
		t.Errorf("leads to %q", item.Report.Raw[at:])
	}
}
