package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"assay"
	"assay/pipeline"
)

type stagesCmd struct{ outputFlag }

// layerNames names the layers, in order of their bits.
var layerNames = [...]string{"regions", "tokens", "quantities", "times", "places", "actors", "claims", "figures", "events"}

func (s *stagesCmd) Run(c *console) error {
	return c.output(s.Output, func(w io.Writer) error {
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "stage\tversion\treads\twrites\tsummary")
		for _, st := range pipeline.Default(pipeline.Options{}) {
			fmt.Fprintf(tw, "%s\t%d\t%s\t%s\t%s\n", st.Name, st.Version, layers(st.Reads), layers(st.Writes), st.Summary)
		}
		return tw.Flush()
	})
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
