package workspace

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"assay"
	"assay/store"
)

// What a user says once.
type settingsPage struct {
	By     string
	Coders int
	Names  bool
}

func (v *visit) settings() (any, error) {
	v.title = "Settings"
	_, n, err := v.store.Codings(v.Context(), v.by())
	if err := v.whole(err); err != nil {
		return nil, err
	}
	return settingsPage{v.by(), n, v.names}, nil
}

func (v *visit) setSettings() error {
	by := strings.TrimSpace(v.PostFormValue("by"))
	n, err := strconv.Atoi(v.PostFormValue("coders"))
	if err != nil || len(by) > mostName {
		return fmt.Errorf("%w: a name of %d bytes at most, and one coder or two", assay.ErrInvalid, mostName)
	}
	_, was, err := v.store.Codings(v.Context(), by)
	if err := v.whole(err); err != nil {
		return err
	}
	if n != was {
		if err := v.server.write(v.Context(), func(st *store.Store) error { return st.SetCoders(v.Context(), n, by) }); err != nil {
			return err
		}
	}
	if v.seat.said.Store(&by); by != "" {
		v.keepCoder(by)
	}
	v.see("/settings")
	return nil
}

// mostName is how long the name of a person may be.
const mostName = 120

// keepCoder has this browser know who reviews.
func (v *visit) keepCoder(name string) {
	http.SetCookie(v.writer, &http.Cookie{Name: coderCookie, Value: url.QueryEscape(name), Path: "/review", HttpOnly: true, SameSite: http.SameSiteStrictMode})
}
