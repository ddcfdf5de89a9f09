package digest

import (
	"io"

	"assay"
	"assay/screen"
)

// Explain writes how an estimate came about, in sentences.
func Explain(w io.Writer, est *assay.Estimate, who screen.Teller, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.lines(screen.Explain(est, who), 0)
	return p.end(est.ID)
}

// stressStyle is how stressed words stand out.
var stressStyle = [...]style{screen.Plain: plain, screen.Strong: bold, screen.Warning: warning, screen.Alarm: alarm, screen.Faint: faint}

// lines writes an answer, indented.
func (p *printer) lines(list screen.Lines, indent int) {
	for _, l := range list {
		st := stressStyle[l.Stress]
		switch {
		case l.Words == "":
			p.line("", plain)
		case l.Hung:
			p.hung(indent+l.Indent, words(l.Words, st), l.At)
		default:
			p.para(l.Words, indent+l.Indent, indent+l.Rest, st)
		}
	}
}
