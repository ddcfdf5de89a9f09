package main

import (
	"context"
	"os"
	"runtime/pprof"
	"strings"
	"testing"
)

func TestZZ(t *testing.T) {
	f, _ := os.Create("/tmp/pace/cpu.prof")
	pprof.StartCPUProfile(f)
	run(context.Background(), strings.Fields(os.Getenv("ZZ")), os.Stdin, os.Stdout, os.Stderr)
	pprof.StopCPUProfile()
	f.Close()
}
