package ingest

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	letter = "From: =?iso-8859-1?Q?J=F8rn_Lund?= <jorn@hill.example>\nTo: desk@hill.example\nSubject: =?utf-8?B?U25vdyDigJMgYWdhaW4=?=\nDate: Wed, 3 Feb 2021 23:00:00 -0500\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nSnow fell in Bj=F8rn,=\n all of the night.\n>From the hill it came.\n"
	alert  = "From: The Hill <news@hill.example>\r\nList-Id: <news.hill.example>\r\nSubject: Snow\r\nDate: Thu, 4 Feb 2021 08:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=\"o\"\r\n\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nplain\r\n--i\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	tail   = "\r\n--i--\r\n--o\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=x.html\r\n\r\n<p>attached\r\n--o--\r\n"
)

func alerted() string {
	return alert + base64.StdEncoding.EncodeToString([]byte("<html><body><p>Snow &amp; ice fell in Bjørn, and nine people were hurt, the mayor said on Monday.</p></body></html>")) + tail
}

func TestMail(t *testing.T) {
	one := "a.eml|Snow fell in Bjørn, all of the night.\n>From the hill it came.\n|Snow – again||2021-02-03||Jørn Lund|"
	two := "a.eml|Snow & ice fell in Bjørn, and nine people were hurt, the mayor said on Monday.|Snow||2021-02-04|The Hill||"
	same(t, said("a.eml", letter, Options{}), one)
	three := "a.eml!x.html|attached||||||"
	same(t, said("a.eml", alerted(), Options{}), two, three)
	same(t, said("a.eml", "Subject: x\n\n", Options{}), "! a.eml: a message without text, and without a file of a form that is read")
	box := "From jorn@hill.example Wed Feb  3 23:00:00 2021\n" + letter + "\nFrom news Thu\n" + strings.ReplaceAll(alerted(), "\r\n", "\n") + "\nFrom x\n\n"
	want := []string{
		strings.Replace(strings.Replace(one, "a.eml", "a.mbox:1", 1), ">From", "From", 1), strings.Replace(two, "a.eml", "a.mbox:2", 1), strings.Replace(three, "a.eml", "a.mbox:2", 1),
		"! a.mbox:3: a message without text, and without a file of a form that is read",
	}
	want[0] = strings.Replace(want[0], "came.\n|", "came.\n\n|", 1)
	same(t, said("a.mbox", box, Options{}), want...)
	for name, raw := range map[string]string{"a.eml": letter, "b.eml": alerted(), "a.mbox": box} {
		for _, item := range Parse(name, []byte(raw), Options{}) {
			rep := item.Report
			if rep == nil {
				continue
			}
			if name != "a.eml" && rep.Title == "Snow" {
				checkTrail(t, rep)
			}
			if name == "a.mbox" && !strings.HasPrefix(box[rep.Record.Offset:], "From ") {
				t.Errorf("record %v", rep.Record)
			}
			again := Again(item.Path, rep.Raw, name == "a.mbox" && !strings.Contains(item.Path, "!"), rep.Provenance, Options{})
			if len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text || again[0].Report.Title != rep.Title || again[0].Report.Publisher != rep.Publisher {
				t.Errorf("%s read again: %+v", item.Path, again)
			}
		}
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "a.mbox")
	if err := os.WriteFile(path, []byte("From x\n"+strings.Repeat("y", 900)+"\n\nFrom x\nSubject: z\n\nSnow.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	same(t, told(dir, []string{path}, Options{MaxBytes: 500}), "! a.mbox:1: too large: 909 bytes is over the limit of 500 bytes: split it into reports", "a.mbox:2 Snow.\n")
	deep := "Content-Type: multipart/mixed; boundary=a\n\n" + strings.Repeat("--a\nContent-Type: multipart/mixed; boundary=a\n\n", 100_000)
	same(t, said("a.eml", deep, Options{}), "! a.eml: a message without text, and without a file of a form that is read")
}

// What is attached is read as if it lay in a folder, within limits.
func TestAttached(t *testing.T) {
	part := func(head, body string) string { return "--o\r\n" + head + "\r\n\r\n" + body + "\r\n" }
	mixed := func(parts ...string) string {
		return "Subject: x\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n" + strings.Join(parts, "") + "--o--\r\n"
	}
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	as := func(name string) string {
		return "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" + name + "\""
	}
	raw := mixed(part("Content-Type: text/plain", "See below."), part(as("=?utf-8?Q?Bj=C3=B8rn.pdf?="), b64(pdfOf("", "BT /F 12 Tf 70 700 Td (Snow fell.) Tj ET"))),
		part(as("a.zip"), b64(packed("b.jsonl", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}", "c.png", "x"))), part(as("d.png"), b64("x")),
		part("Content-Type: message/rfc822", "Subject: y\r\n\r\nForwarded."), part(as("LICENSE"), b64("x")))
	want := []string{"a.eml|See below.|x|||||", "a.eml!Bjørn.pdf|Snow fell.||||||", "a.eml!a.zip!b.jsonl:1|One.||||||", "a.eml!a.zip!b.jsonl:2|Two.||||||", "a.eml!4.eml|Forwarded.|y|||||"}
	same(t, said("a.eml", raw, Options{}), want...)
	same(t, said("a.eml", mixed(part(as("x.txt"), b64("Snow."))), Options{}), "a.eml!x.txt|Snow.||||||")
	nest := "Subject: z\r\n\r\nInner."
	for i := range 6 {
		nest = fmt.Sprintf("Content-Type: multipart/mixed; boundary=o%d\r\n\r\n--o%d\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--o%d--\r\n", i, i, nest, i)
	}
	same(t, said("a.eml", nest, Options{}), "! a.eml!1.eml!1.eml!1.eml: more than 3 containers within one another: unpack it")
}

func FuzzMail(f *testing.F) {
	f.Add(false, []byte(letter))
	f.Add(true, []byte(alerted()))
	f.Fuzz(func(t *testing.T, box bool, raw []byte) {
		name := "a.eml"
		if box {
			name = "a.mbox"
		}
		items := Parse(name, raw, Options{})
		for i := range items {
			if items[i].Report != nil {
				items[i].Report.Record.Length++
			}
		}
		holds(t, items)
	})
}
