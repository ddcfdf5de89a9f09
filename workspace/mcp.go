package workspace

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// A language model that works for an analyst reads what programs read: each tool is an address
// of the API (api.go), and answers with the same JSON, masked, with ids and the quoted words. There is
// none that changes anything.

type askedFor struct {
	Query string `json:"query,omitempty" jsonschema:"what is asked for, in the language of assay search: words, \"phrases\", AND OR NOT, fields like action:killed after:2018-02-01; without it all"`
	Page  int    `json:"page,omitempty" jsonschema:"the page of the list, from 1"`
}

type named struct {
	ID string `json:"id" jsonschema:"the id"`
}

// lists and things are the tools: the name, the address, and what it gives.
var (
	lists = [][3]string{
		{"search_reports", "/api/v1/reports", "Reports that a query finds, or all: id, outlet, day, title, words around what was found."},
		{"list_events", "/api/v1/events", "Events of the ledger: what happened, where, when, told by which reports."},
		{"list_estimates", "/api/v1/estimates", "Estimates: a question as a sentence, low, best and high, how many independent origins, and in \"series\" who says what with the quoted words; of more than ten figures the first, \"left\" says how many more there are. They say what was asserted, not what is true."},
		{"list_stories", "/api/v1/stories", "Stories: reports that go back to one text, which counts as one source."},
	}
	things = [][3]string{
		{"get_report", "/api/v1/reports/", "A report with its text and all that was read of it: claims, figures, places, times, sources; spans are bytes of its text."},
		{"get_event", "/api/v1/events/", "One event, by an id like occ0186e687."},
		{"get_estimate", "/api/v1/estimates/", "One estimate with its series, by an id like estaeec8430."},
		{"get_story", "/api/v1/stories/", "One story with what its copies cut, added and changed, by an id like st2082960."},
	}
)

// ServeMCP answers a language model's program over in and out, by the Model Context Protocol, until ctx
// or in ends.
func (s *Server) ServeMCP(ctx context.Context, version string, in io.ReadCloser, out io.WriteCloser) error {
	m := mcp.NewServer(&mcp.Implementation{Name: "assay", Version: version}, &mcp.ServerOptions{
		Instructions: "A ledger of what news reports assert: who said what, how many, where and when. Cite ids and quoted words in every answer. Names of private persons are masked; do not try to find out who they are.",
	})
	reads := &mcp.ToolAnnotations{ReadOnlyHint: true}
	for _, l := range lists {
		mcp.AddTool(m, &mcp.Tool{Name: l[0], Description: l[2], Annotations: reads}, func(ctx context.Context, _ *mcp.CallToolRequest, arg askedFor) (*mcp.CallToolResult, any, error) {
			q := url.Values{}
			if arg.Query != "" {
				q.Set("q", arg.Query)
			}
			if arg.Page > 0 {
				q.Set("page", strconv.Itoa(arg.Page))
			}
			return s.tool(ctx, l[1]+"?"+q.Encode())
		})
	}
	for _, one := range things {
		mcp.AddTool(m, &mcp.Tool{Name: one[0], Description: one[2], Annotations: reads}, func(ctx context.Context, _ *mcp.CallToolRequest, arg named) (*mcp.CallToolResult, any, error) {
			return s.tool(ctx, one[1]+url.PathEscape(arg.ID))
		})
	}
	if err := s.look(ctx); err != nil {
		return err
	}
	behind, stop := context.WithCancel(ctx)
	defer stop()
	go s.keep(behind)
	return m.Run(ctx, &mcp.IOTransport{Reader: in, Writer: out})
}

// tool answers with what the API gives at an address.
func (s *Server) tool(ctx context.Context, address string) (*mcp.CallToolResult, any, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	w := &answered{header: http.Header{}, status: http.StatusOK}
	s.handler().ServeHTTP(w, r)
	res := &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: w.body.String()}}, IsError: w.status != http.StatusOK}
	if !res.IsError {
		res.StructuredContent = json.RawMessage(w.body.Bytes())
	}
	return res, nil, nil
}

// An answered is an answer that stays in memory.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *answered) Header() http.Header         { return w.header }
func (w *answered) WriteHeader(status int)      { w.status = status }
func (w *answered) Write(b []byte) (int, error) { return w.body.Write(b) }
