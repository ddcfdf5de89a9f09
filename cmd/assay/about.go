package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"assay"
	"assay/pipeline"
	"assay/table"
)

type stagesCmd struct{ listFlags }

// layerNames names the layers, in order of their bits.
var layerNames = [...]string{"regions", "tokens", "quantities", "times", "places", "actors", "claims", "figures", "events"}

func (s *stagesCmd) Run(c *console) error {
	t := &table.Table{Name: "stages", Head: []string{"stage", "version", "reads", "writes", "summary"}}
	for _, st := range pipeline.Default(pipeline.Options{}) {
		t.Rows = append(t.Rows, []any{st.Name, int64(st.Version), layers(st.Reads), layers(st.Writes), st.Summary})
	}
	return s.list(c, t)
}

func layers(l assay.Layer) string {
	var names []string
	for i, name := range layerNames {
		if l&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, " ")
}

type versionCmd struct{}

func (versionCmd) Run(c *console) error {
	_, err := fmt.Fprintln(c.stdout, versionLine())
	return err
}

// versionLine says which version this is, from which commit, made by which Go.
func versionLine() string {
	version, commit, toolchain := "(devel)", "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		toolchain = info.GoVersion
		if v := info.Main.Version; v != "" {
			version = v
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				commit = " " + s.Value[:12]
			}
		}
	}
	return fmt.Sprintf("assay %s%s %s", version, commit, toolchain)
}
