package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// What a file may take.
const (
	mostMemory = 160 << 20             // of PDFium, the file within it
	perPage    = 50 * time.Millisecond // a page takes some twenty
	mostPages  = 5000
	mostChars  = 200_000 // of a page: a newspaper's has 30,000
)

// patience is how long a file may take besides what each page may; tests have less.
var patience = 8 * time.Second

// An engine is PDFium, compiled. One file at a time is read, each in an instance of its
// own, so that none leaves anything to the next but the memory that it has cleared.
type engine struct {
	turn   sync.Mutex
	pool   pdfium.Pool
	memory []byte
	used   int // of the memory
}

// start compiles PDFium: two to three seconds of a core, once, and only where a PDF
// file is met.
var start = sync.OnceValues(func() (*engine, error) {
	e := &engine{}
	var err error
	e.pool, err = webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(e.allocate)),
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no files; without it all of ours
		Stdout:   io.Discard, Stderr: io.Discard,
		RandomSource:  zeros{},
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithCloseOnContextDone(true),
	})
	if err != nil {
		return nil, fmt.Errorf("PDFium does not start: %w", err)
	}
	debug.FreeOSMemory() // compiling takes 300 MB
	return e, nil
})

// allocate gives the memory of an instance: the same each time, without growing by
// copies, of which the system gives only what is touched.
func (e *engine) allocate(_, _ uint64) experimental.LinearMemory {
	if e.memory == nil {
		e.memory = make([]byte, mostMemory)
	}
	clear(e.memory[:e.used])
	e.used = 0
	return e
}

// Reallocate gives so many bytes of the memory; none where it has fewer.
func (e *engine) Reallocate(size uint64) []byte {
	if size > mostMemory {
		return nil
	}
	e.used = max(e.used, int(size))
	return e.memory[:size:size]
}

// Free leaves the memory for the next instance.
func (e *engine) Free() {}

// shrink gives memory back that a large file has touched.
func (e *engine) shrink() {
	if e.used > mostMemory/2 {
		e.memory, e.used = nil, 0
		debug.FreeOSMemory()
	}
}

// zeros are the same random numbers each time.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// Unpack returns the sheet of a file, of at most limit bytes.
func Unpack(raw []byte, limit int64) (sheet []byte, err error) {
	e, err := start()
	if err != nil {
		return nil, err
	}
	e.turn.Lock()
	defer e.turn.Unlock()
	defer e.shrink()
	in, err := e.pool.GetInstance(time.Minute)
	if err != nil {
		return nil, fmt.Errorf("PDFium does not start: %w", err)
	}
	f := &file{in: in, limit: limit}
	done, late := make(chan struct{}), make(chan bool)
	go f.watch(done, late)
	sheet, err = f.read(raw)
	if close(done); <-late {
		return nil, fmt.Errorf("it takes longer than %v to read: split it, or save its text as .txt", patience)
	}
	return sheet, errors.Join(err, in.Close())
}

// watch ends an instance that takes too long, by the clock and by what the process has
// computed meanwhile: on a busy machine the clock alone says little. Late says whether
// it did.
func (f *file) watch(done <-chan struct{}, late chan<- bool) {
	begun, before := time.Now(), computed()
	tick := time.NewTicker(patience / 100)
	defer tick.Stop()
	for {
		select {
		case <-done:
			late <- false
			return
		case <-tick.C:
			allowed := patience + time.Duration(f.pages.Load())*perPage
			if time.Since(begun) > allowed && computed()-before > allowed {
				f.in.Kill()
				late <- true
				return
			}
		}
	}
}

// A file is one that is read.
type file struct {
	in    pdfium.Pdfium
	limit int64
	pages atomic.Int64 // that were read
	sheet []byte
}

func (f *file) read(raw []byte) ([]byte, error) {
	doc, err := f.in.OpenDocument(&requests.OpenDocument{File: &raw})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, ErrLocked
	case err != nil:
		return nil, ErrDamaged
	}
	count, err := f.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil || count.PageCount <= 0:
		return nil, ErrDamaged
	case count.PageCount > mostPages:
		return nil, fmt.Errorf("%d pages, over the limit of %d: split it", count.PageCount, mostPages)
	}
	f.sheet = append(f.sheet, mark...)
	for _, tag := range [][2]string{{title, title}, {author, author}, {created, "CreationDate"}, {modified, "ModDate"}} {
		meta, err := f.in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: tag[1]})
		if err == nil {
			if value := oneLine(meta.Value); value != "" {
				f.sheet = fmt.Appendf(f.sheet, "%s: %s\n", tag[0], value)
			}
		}
	}
	f.sheet = fmt.Appendf(f.sheet, "%s: %x\n\n", digest, sha256.Sum256(raw))
	for i := range count.PageCount {
		if err := f.page(doc.Document, i); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if int64(len(f.sheet)) > f.limit {
			return nil, fmt.Errorf("its text is longer than %d MB: split it", f.limit>>20)
		}
		f.pages.Add(1)
	}
	return f.sheet, nil
}

// oneLine is s without what would end a line, shortened if it is a text.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\ufffd")), " ")
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "")
	}
	return s
}

// page writes one page down.
func (f *file) page(doc references.FPDF_DOCUMENT, i int) error {
	loaded, err := f.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		f.sheet = fmt.Appendf(f.sheet, "\f%d\n", unread) // others may be whole
		return nil
	}
	page := requests.Page{ByReference: &loaded.Page}
	defer f.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	lines, q, err := f.text(page)
	if err != nil {
		return err
	}
	if q != 0 { // PDFium finds lines where the page is turned so that they are level
		lies, err := f.in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
		if err != nil {
			return err
		}
		if int(lies.PageRotation) != 4-q {
			if _, err = f.in.FPDFPage_SetRotation(&requests.FPDFPage_SetRotation{Page: page, Rotate: enums.FPDF_PAGE_ROTATION(4 - q)}); err == nil {
				lines, _, err = f.text(page)
			}
			if err != nil {
				return err
			}
		}
	}
	pictures := 0
	if len(lines) == 0 {
		if pictures, err = f.pictures(page); err != nil {
			return err
		}
	}
	f.sheet = fmt.Appendf(f.sheet, "\f%d\n", pictures)
	for _, l := range lines {
		f.sheet = fmt.Appendf(f.sheet, "%d %d %d %d\t%s\n", tenths(l.x0), tenths(l.x1), tenths(l.y), tenths(l.size), l.text)
	}
	return nil
}

// text returns the lines of a page, and by how many quarters they are turned.
func (f *file) text(page requests.Page) (lines []line, q int, err error) {
	text, err := f.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, 0, err
	}
	defer f.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := f.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	switch {
	case err != nil || count.Count <= 0:
		return nil, 0, err
	case count.Count > mostChars:
		return nil, 0, fmt.Errorf("%d letters, over the limit of %d", count.Count, mostChars)
	}
	chars, err := f.in.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return nil, 0, err
	}
	q = turned(chars.Chars)
	lines, err = f.lines(text.TextPage, chars.Chars, turns[q])
	return lines, q, err
}

func tenths(v float64) int {
	v *= 10
	if !(math.Abs(v) < far) { // also what is no number
		return 0
	}
	return int(math.Round(v))
}

// pictures counts the pictures of a page, up to those that are enough to know.
func (f *file) pictures(page requests.Page) (n int, err error) {
	objects, err := f.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return 0, err
	}
	for i := range min(objects.Count, 1000) {
		object, err := f.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return n, err
		}
		kind, err := f.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil {
			return n, err
		}
		// What is drawn may be letters as well: words that were made into outlines.
		const nothing, written = 0, 1
		if kind.Type != nothing && kind.Type != written {
			n++
		}
	}
	return n, nil
}

// A turn is how the text of a page lies on it: cosine and sine.
type turn struct{ c, s float64 }

var turns = [4]turn{{1, 0}, {0, -1}, {-1, 0}, {0, 1}} // clockwise, as PDFium has angles

// turned returns by how many quarters most of the letters are turned.
func turned(chars []*responses.GetPageTextStructuredChar) int {
	var count [4]int
	for _, c := range chars {
		if q, ok := quarter(c.Angle); ok && c.Text > " " {
			count[q]++
		}
	}
	best := 0
	for q, n := range count {
		if n > count[best] {
			best = q
		}
	}
	return best
}

// quarter returns by how many quarters an angle turns, give or take ten degrees.
func quarter(angle float64) (q int, ok bool) {
	quarters := angle / (math.Pi / 2)
	near := math.Round(quarters)
	return (int(near)%4 + 4) % 4, math.Abs(quarters-near) < 1./9
}

// upright returns a point of the page as it is when the text is upright.
func (t turn) upright(x, y float64) (float64, float64) { return t.c*x + t.s*y, t.c*y - t.s*x }

// A line is a stretch of letters on one base line, without wide gaps.
type line struct {
	text             string
	x0, x1, low, top float64
	y, size          float64
	first            int // of its letters
}

// lines puts letters together: PDFium has put a space where words part, and ends lines.
func (f *file) lines(page references.FPDF_TEXTPAGE, chars []*responses.GetPageTextStructuredChar, t turn) (lines []line, err error) {
	var b strings.Builder
	var l line
	end := func() error {
		if l.text = strings.TrimSpace(b.String()); l.text != "" {
			if err := f.measure(page, &l, t); err != nil {
				return err
			}
			lines = append(lines, l)
		}
		b.Reset()
		return nil
	}
	for i, c := range chars {
		r, _ := utf8.DecodeRuneInString(c.Text)
		hyphen := r == '\ufffe' || r == '\x02' // one that ends a line, which goes on with the next
		switch {
		case c.Text == "":
			continue
		case r == '\n' || r == '\r':
			if err := end(); err != nil {
				return nil, err
			}
			continue
		case hyphen:
			r = '-'
		case unicode.IsSpace(r) || r == '\u00a0':
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			continue
		case unicode.IsControl(r):
			continue
		}
		if q, ok := quarter(c.Angle); !ok || turns[q] != t {
			continue
		}
		p := c.PointPosition
		ax, ay := t.upright(p.Left, p.Bottom)
		bx, by := t.upright(p.Right, p.Top)
		x0, x1, low, top := min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
		if b.Len() > 0 {
			em := 1.3 * (l.top - l.low) // of letters of which one is tall
			if x0-l.x1 > em || x1 < l.x0 || low > l.top || top < l.low {
				if err := end(); err != nil {
					return nil, err
				}
			}
		}
		if b.Len() == 0 {
			l = line{x0: x0, x1: x1, low: low, top: top, first: i}
		}
		l.x1, l.low, l.top = max(l.x1, x1), min(l.low, low), max(l.top, top)
		b.WriteRune(r)
		if hyphen {
			if err := end(); err != nil {
				return nil, err
			}
		}
	}
	return lines, end()
}

// measure finds the base line and the size of the letters of a line.
func (f *file) measure(page references.FPDF_TEXTPAGE, l *line, t turn) error {
	size, err := f.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: page, Index: l.first})
	if err != nil {
		return err
	}
	l.size, l.y = size.FontSize, l.low
	if m, err := f.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: page, Index: l.first}); err == nil {
		l.size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
	}
	if tall := l.top - l.low; !(l.size >= tall/2 && l.size <= tall*4) { // fonts that say something else
		l.size = tall
	}
	if o, err := f.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: page, Index: l.first}); err == nil {
		_, l.y = t.upright(o.X, o.Y)
	}
	return nil
}
