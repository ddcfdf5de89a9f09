package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"text/tabwriter"

	"assay/pipeline"
)

type stagesCmd struct{ outputFlag }

func (s *stagesCmd) Run(c *console) error {
	return c.output(s.Output, func(w io.Writer) error {
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "stage\tversion\treads\twrites\tsummary")
		for _, st := range pipeline.Default(pipeline.Options{}) {
			fmt.Fprintf(tw, "%s\t%d\t%v\t%v\t%s\n", st.Name, st.Version, st.Reads, st.Writes, st.Summary)
		}
		return tw.Flush()
	})
}

type versionCmd struct{}

func (versionCmd) Run(c *console) error {
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
	_, err := fmt.Fprintf(c.stdout, "assay %s%s %s\n", version, commit, toolchain)
	return err
}
