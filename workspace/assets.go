package workspace

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"assay/page"
)

//go:embed assets
var files embed.FS

// assets are what pages load, each at an address with its digest, so that browsers keep it.
type assets map[string]*asset // by name

type asset struct {
	path, kind string
	content    []byte
}

func newAssets() (assets, error) {
	list := assets{}
	for name, kind := range map[string]string{"workspace.js": "text/javascript", "workspace.css": "text/css", "icon.svg": "image/svg+xml"} {
		content, err := files.ReadFile("assets/" + name)
		if err != nil {
			return nil, fmt.Errorf("workspace: %w", err)
		}
		if name == "workspace.css" {
			content = append([]byte(page.PartsCSS), content...)
		}
		sum := sha256.Sum256(content)
		list[name] = &asset{"/assets/" + hex.EncodeToString(sum[:8]) + "/" + name, kind + "; charset=utf-8", content}
	}
	return list, nil
}

// icon is what browsers ask for where a page names none.
func (v *visit) icon() error {
	v.see(v.server.assets["icon.svg"].path)
	return nil
}

// serve answers with an asset; with none where the digest is another.
func (v *visit) asset() error {
	a := v.server.assets[v.PathValue("name")]
	if a == nil || a.path != v.URL.Path {
		return v.none(v.URL.Path)
	}
	h := v.writer.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	if strings.Contains(v.Header.Get("If-None-Match"), `"`+a.path+`"`) {
		v.writer.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("ETag", `"`+a.path+`"`)
	_, err := v.writer.Write(a.content)
	return err
}
