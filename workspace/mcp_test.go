package workspace

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// A program of a language model lists the tools, and finds its way from a query to the words that an
// estimate rests on.
func TestMCP(t *testing.T) {
	d := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- d.ServeMCP(ctx, "test", toServer, fromServer) }()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(ctx, &mcp.IOTransport{Reader: toClient, Writer: fromClient}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tools, err := session.ListTools(ctx, nil)
	if err != nil || len(tools.Tools) != len(lists)+len(things) {
		t.Fatalf("%v, %v", tools, err)
	}
	call := func(name string, arg map[string]any, into any) *mcp.CallToolResult {
		t.Helper()
		res, err := session.CallTool(ctx, &mcp.CallToolParams{Name: name, Arguments: arg})
		if err != nil {
			t.Fatal(err)
		}
		if into != nil {
			if err := json.Unmarshal([]byte(res.Content[0].(*mcp.TextContent).Text), into); err != nil || res.IsError {
				t.Fatal(err, res.Content[0])
			}
		}
		return res
	}
	var all struct {
		Masked bool
		Total  int
		Items  []struct {
			Estimate struct {
				ID     string
				Series []struct{ Report, Text string }
			}
		}
	}
	call("list_estimates", map[string]any{"query": "action:killed"}, &all)
	if !all.Masked || all.Total == 0 || len(all.Items[0].Estimate.Series) == 0 {
		t.Fatalf("%+v", all)
	}
	first := all.Items[0].Estimate.Series[0]
	var report struct {
		Masked bool
		Report struct{ Text string }
	}
	call("get_report", map[string]any{"id": first.Report}, &report)
	if !report.Masked || !strings.Contains(report.Report.Text, first.Text) {
		t.Errorf("%q is not in the report", first.Text)
	}
	for _, bad := range []struct {
		tool string
		arg  map[string]any
	}{{"get_estimate", map[string]any{"id": "est00000000"}}, {"get_report", map[string]any{"id": "../../rulings"}}, {"search_reports", map[string]any{"query": "(flood"}}} {
		if res := call(bad.tool, bad.arg, nil); !res.IsError {
			t.Errorf("%s %v: %s", bad.tool, bad.arg, res.Content[0].(*mcp.TextContent).Text)
		}
	}
	session.Close()
	if err := <-ended; err != nil && ctx.Err() == nil {
		t.Error(err)
	}
}
