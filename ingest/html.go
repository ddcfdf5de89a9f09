package ingest

// nameIn reads a name from JSON: a string, {"name": "…"}, or a list of those.
func nameIn(v any) string {
	switch v := v.(type) {
	case string:
		return oneLine(v)
	case map[string]any:
		return nameIn(v["name"])
	case []any:
		all := ""
		for _, one := range v {
			if s := nameIn(one); s != "" {
				if all != "" {
					all += ", "
				}
				all += s
			}
		}
		return all
	}
	return ""
}

func (in input) page() Item { return in.fail("web pages are not read yet") }

func fragment(text []byte) reading { return reading{} }
