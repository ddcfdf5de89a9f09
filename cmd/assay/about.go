package main

import (
	"fmt"
	"runtime/debug"

	"assay/pipeline"
	"assay/table"
)

type stagesCmd struct{ listFlags }

func (s *stagesCmd) Run(c *console) error {
	t := &table.Table{Name: "stages", Head: []string{"stage", "version", "reads", "writes", "summary"}}
	for _, st := range pipeline.Default(pipeline.Options{}) {
		t.Rows = append(t.Rows, []any{st.Name, int64(st.Version), st.Reads.String(), st.Writes.String(), st.Summary})
	}
	return s.list(c, t)
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
