package workspace

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/export"
	"assay/page"
	"assay/screen"
	"assay/table"
)

// What may leave.
type exportsPage struct {
	Forms []export.Form
	Query string
	Names bool
}

// asPage is the one page of all that was read, beside the forms of package export.
var asPage = export.Form{Name: "html", Is: "the page with events, map, texts", Words: true}

func (v *visit) exports() (any, error) {
	v.title = "Exports"
	return exportsPage{append([]export.Form{asPage}, export.Forms...), v.FormValue("q"), v.names}, nil
}

// exportFile hands out what was chosen in a form.
func (v *visit) exportFile() error {
	name := v.PostFormValue("as")
	form := export.FormOf(name)
	if form == nil && name != asPage.Name {
		return fmt.Errorf("%w: there is no form %q", assay.ErrInvalid, name)
	}
	opt := export.Leaving(v.names, v.PostFormValue("coarsen"), v.PostForm["without"])
	if (form == nil || form.Words) && opt.Short() {
		return fmt.Errorf("%w: %s holds the words of reports, in which places, routes and prices stand; leave nothing out, or take another form", assay.ErrInvalid, name)
	}
	var err error
	if opt.Only, err = v.store.Chosen(v.Context(), strings.TrimSpace(v.PostFormValue("q")), v.names, table.Names[:]...); err != nil {
		return err
	}
	if opt.Only != nil && len(opt.Only) == 0 {
		return fmt.Errorf("%w: nothing was found, and nothing leaves", assay.ErrNotFound)
	}
	all, err := v.store.Pile(v.Context())
	if err != nil { // what leaves is whole
		return err
	}
	run := screen.Run{Docs: all.Docs, Stories: all.Stories, Events: all.Events, Estimates: all.Estimates}
	var file bytes.Buffer
	end := export.End(name)
	switch {
	case form == nil:
		err = page.Write(&file, export.Told(run, opt.Only), page.Options{Names: v.names})
	case form.Folder:
		z := zip.NewWriter(&file)
		err = form.Write(export.New(run, opt), func(name string, write func(io.Writer) error) error {
			w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
			if err == nil {
				err = write(w)
			}
			return err
		})
		if err == nil {
			err = z.Close()
		}
	default:
		err = form.Write(export.New(run, opt), func(_ string, write func(io.Writer) error) error { return write(&file) })
	}
	if err == nil {
		err = v.namesLeave(name)
	}
	if err != nil {
		return err
	}
	v.attach("ledger"+end, "application/octet-stream", file.Bytes())
	return nil
}
