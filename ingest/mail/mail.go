// Package mail reads messages as RFC 5322 and MIME have them: newsletters, alerts, what
// sources send. The bytes of a message go in, and its text comes out in HTML, or plain
// where there is none, with transfer encodings undone, together with what the header
// says that a report needs. What comes out can be written as a message that has nothing
// but that ([Message.Raw]), and is the same when it is read again. Mailboxes are cut
// into messages as they are read ([Next]). Attachments come out as they were before they
// were sent, under their names; so do messages that are forwarded whole.
package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// A Message is what of one makes a report.
type Message struct {
	Subject string
	From    string // the sender's name
	List    bool   // it went to the readers of a list
	Date    time.Time
	Type    string // of the body: "text/html; charset=utf-8"
	HTML    bool
	Raw     []byte // a message of that alone
	Body    []byte // the end of Raw

	Attached []File
}

// A File is an attachment.
type File struct {
	Name string
	Body []byte
}

// What a message may have.
const (
	mostParts = 1000
	deepest   = 10
)

// ErrNoText says that a message has no text.
var ErrNoText = errors.New("a message without text, and without a file of a form that is read")

// The fields of a header that are kept.
const (
	from, subject, date, id, list = "From", "Subject", "Date", "Message-Id", "List-Id"
	unsubscribe                   = "List-Unsubscribe"
	contentType, transfer         = "Content-Type", "Content-Transfer-Encoding"
)

const html, plain = "text/html", "text/plain"

// A message within another, and how files of messages end.
const whole, ending = "message/rfc822", ".eml"

// Read reads a message. Names in other encodings are decoded by charset.
func Read(raw []byte, charset func(label string, in io.Reader) (io.Reader, error)) (m Message, err error) {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return m, fmt.Errorf("no message: %s", strings.Join(strings.Fields(err.Error()), " "))
	}
	body, err := io.ReadAll(msg.Body)
	if err != nil {
		return m, err
	}
	words := &mime.WordDecoder{CharsetReader: charset}
	w := walk{words: words}
	w.part(func(name string) string { return msg.Header.Get(name) }, body, 0)
	m.Attached = w.files
	best := w.html
	if m.HTML = best != nil; best == nil {
		if best = w.plain; best == nil {
			return m, ErrNoText
		}
	}
	m.Subject = decoded(words, msg.Header.Get(subject))
	if a, err := (&mail.AddressParser{WordDecoder: words}).Parse(msg.Header.Get(from)); err == nil {
		m.From = strings.Join(strings.Fields(strings.ToValidUTF8(a.Name, "\ufffd")), " ")
	}
	m.List = msg.Header.Get(list) != "" || msg.Header.Get(unsubscribe) != ""
	m.Date, _ = msg.Header.Date()
	m.Type = best.kind
	for _, name := range []string{from, subject, date, id, list, unsubscribe} {
		if s := msg.Header.Get(name); s != "" {
			m.Raw = fmt.Appendf(m.Raw, "%s: %s\r\n", name, line(s))
		}
	}
	m.Raw = fmt.Appendf(m.Raw, "%s: %s\r\n%s: 8bit\r\n\r\n", contentType, line(best.kind), transfer)
	m.Raw = append(m.Raw, best.body...)
	m.Body = m.Raw[len(m.Raw)-len(best.body):]
	return m, nil
}

// decoded is what a field says, in one line.
func decoded(words *mime.WordDecoder, s string) string {
	if d, err := words.DecodeHeader(s); err == nil {
		s = d
	}
	return line(strings.ToValidUTF8(s, "\ufffd"))
}

// line is s without what would end a line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// A walk goes through the parts of a message.
type walk struct {
	words       *mime.WordDecoder
	parts       int
	html, plain *text
	files       []File
}

type text struct {
	kind string
	body []byte
}

func (w *walk) part(header func(string) string, body []byte, depth int) {
	if w.parts++; w.parts > mostParts || depth > deepest {
		return
	}
	kind, params, err := mime.ParseMediaType(header(contentType))
	if err != nil && kind == "" {
		kind = plain
	}
	if strings.HasPrefix(kind, "multipart/") {
		in := multipart.NewReader(bytes.NewReader(body), params["boundary"])
		for {
			p, err := in.NextRawPart()
			if err != nil {
				return
			}
			inner, _ := io.ReadAll(p) // what is cut off is taken as far as it goes
			name := decoded(w.words, p.FileName())
			forwarded := strings.HasPrefix(strings.ToLower(p.Header.Get(contentType)), whole)
			if name == "" && !forwarded {
				w.part(p.Header.Get, inner, depth+1)
				continue
			}
			if w.parts++; w.parts > mostParts {
				return
			}
			if forwarded && !strings.HasSuffix(strings.ToLower(name), ending) {
				name = fmt.Sprintf("%s%d%s", name, len(w.files)+1, ending)
			}
			w.files = append(w.files, File{name, unpacked(p.Header.Get(transfer), inner)})
		}
	}
	body = unpacked(header(transfer), body)
	if len(bytes.TrimSpace(body)) == 0 {
		return
	}
	switch one := (&text{header(contentType), body}); {
	case kind == html && w.html == nil:
		w.html = one
	case kind == plain && w.plain == nil:
		w.plain = one
	}
}

// unpacked undoes a transfer encoding.
func unpacked(how string, body []byte) (b []byte) {
	switch how = strings.ToLower(strings.TrimSpace(how)); {
	case strings.HasPrefix(how, "q"): // quoted-printable
		b, _ = io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
	case strings.HasPrefix(how, "base64"):
		b, _ = io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(body)))
	default:
		b = body
	}
	return b
}

// Next reads the next message of a mailbox: between lines that start with "From ",
// behind an empty one. It returns the message without that line and with such lines
// within it as they were, and how many bytes of the mailbox it takes; nil where it has
// more than limit bytes; io.EOF behind the last.
func Next(br *bufio.Reader, limit int64) (raw []byte, size int64, err error) {
	raw = []byte{}
	for empty, whole := true, true; ; {
		if start, _ := br.Peek(len(mark)); size > 0 && empty && whole && string(start) == mark {
			return raw, size, nil
		}
		part, err := br.ReadSlice('\n')
		size += int64(len(part))
		first := whole && size == int64(len(part)) && bytes.HasPrefix(part, []byte(mark))
		switch quoted := bytes.TrimLeft(part, ">"); {
		case raw == nil || first:
		case whole && len(quoted) < len(part) && bytes.HasPrefix(quoted, []byte(mark)):
			raw = append(raw, part[1:]...)
		default:
			raw = append(raw, part...)
		}
		if int64(len(raw)) > limit {
			raw = nil
		}
		empty = whole && len(bytes.TrimRight(part, "\r\n")) == 0
		whole = !errors.Is(err, bufio.ErrBufferFull)
		switch {
		case errors.Is(err, io.EOF) && size > 0:
			return raw, size, nil
		case err != nil && whole:
			return nil, size, err
		}
	}
}

const mark = "From "
