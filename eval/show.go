package eval

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// writeFaults writes what is wrong, report by report, and how often which field is.
func (res *Result) writeFaults(w io.Writer) error {
	var b strings.Builder
	path := ""
	for _, f := range res.Faults {
		if f.Path != path {
			path = f.Path
			fmt.Fprintf(&b, "== %s\n", filepath.Base(path))
		}
		f.write(&b)
	}
	if res.Rows != nil {
		res.Rows.write(&b)
	}
	last, n := "", 0
	for _, x := range res.Confusions {
		if x.Field != last {
			last, n = x.Field, 0
		}
		if n++; n <= mostConfusions {
			fmt.Fprintf(&b, "%4d  %-7s %s  got %s\n", x.N, x.Field, x.Gold, x.Got)
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (f *Fault) write(b *strings.Builder) {
	id := f.ID
	if f.Got != "" {
		id += "=" + f.Got
	}
	line := f.Text + " " + f.Says
	switch {
	case f.What == "claim":
		line = f.Says + " | " + f.Text
	case f.Around != "":
		line = f.Around
	}
	fmt.Fprintf(b, "%-6s %-8s %-7s %s\n", f.Kind, f.What, id, strings.TrimSpace(line))
	if f.Around != "" && f.Says != "" {
		fmt.Fprintf(b, "%24s%s\n", "", f.Says)
	}
	for _, x := range f.Wrong {
		if len(x.Gold)+len(x.Got) < 90 {
			fmt.Fprintf(b, "%24s%-8s %s  got %s\n", "", x.Field, x.Gold, x.Got)
		} else {
			fmt.Fprintf(b, "%24s%-8s %s\n%24s     got %s\n", "", x.Field, x.Gold, "", x.Got)
		}
	}
}

// mostConfusions is how many confusions of a field are written.
const mostConfusions = 15

func (r *RowFaults) write(b *strings.Builder) {
	fmt.Fprintf(b, "\nfigures: %d in the gold, %d found, %d right in every field; %d missed, %d of them singular; %d extra, %d of them singular\n",
		r.Gold, r.Found, r.Right, r.Missed, r.MissedSingular, r.Extra, r.ExtraSingular)
	fmt.Fprintf(b, "%-10s %6s %18s %13s %20s %20s\n", "field", "wrong", "nothing else wrong", "nothing read", "though clause has it", "clause has it not")
	for _, f := range r.Fields {
		fmt.Fprintf(b, "%-10s %6d %18d %13d %20d %20d\n", f.Field, f.Wrong, f.Only, f.Nothing, f.Clause, f.Inherited)
	}
}
