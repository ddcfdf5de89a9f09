package workspace

// A route is one address of the workspace. What is a page has a template, templates/NAME.html,
// which defines "main", and fill, which returns what that shows. What is none has do.
type route struct {
	pattern  string // as net/http has it: "GET /events/{id}"
	template string
	nav      string // what it is called at the top of every page; "" where it does not stand there
	foot     string // what it is called below every page, or where keys are told
	key      string // behind "g" it leads there
	fill     func(*visit) (any, error)
	do       func(*visit) error
}

// routes are all there are. A page that htmx asks for comes without what stands around it, so
// that it can be opened in place in another.
var routes = []route{
	{pattern: "GET /{$}", template: "pile", nav: "Pile", key: "p", fill: (*visit).events},
	{pattern: "GET /stories", template: "stories", nav: "Stories", key: "s", fill: (*visit).stories},
	{pattern: "GET /stories/{id}", template: "story", fill: (*visit).story},
	{pattern: "POST /stories", do: (*visit).ruleStories},
	{pattern: "GET /reports/{report}", template: "report", fill: (*visit).reportPage},
	{pattern: "POST /reports/{report}/entries", do: (*visit).addEntry},
	{pattern: "GET /reports/{report}/entries/{entry}", template: "entry", fill: (*visit).entry},
	{pattern: "GET /map", template: "map", nav: "Map", key: "m", fill: (*visit).atlas},
	{pattern: "GET /map/places", template: "place", fill: (*visit).place},
	{pattern: "GET /map/moves", template: "moves", fill: (*visit).moves},
	{pattern: "GET /timeline", template: "timeline", nav: "Timeline", key: "t", fill: (*visit).timeline},
	{pattern: "GET /sources", template: "sources", nav: "Sources", key: "o", fill: (*visit).sources},
	{pattern: "GET /sources/{id}", template: "source", fill: (*visit).source},
	{pattern: "GET " + changesAt, template: "changes", foot: "Changes", key: "c", fill: (*visit).changes},
	{pattern: "GET /search", template: "search", fill: (*visit).search},
	{pattern: "GET /quarantine", template: "quarantine", nav: "Quarantine", key: "q", fill: (*visit).quarantine},
	{pattern: "GET /events/{id}", template: "event", fill: (*visit).event},
	{pattern: "GET /estimates/{id}", template: "estimate", fill: (*visit).estimate},
	{pattern: "GET /quotes/{report}/{entry}", template: "quote", fill: (*visit).quote},
	{pattern: "GET /review", template: "review", nav: "Review", key: "r", fill: (*visit).review},
	{pattern: "POST /review", do: (*visit).code},
	{pattern: "POST /review/coder", do: (*visit).nameCoder},
	{pattern: "POST /review/undo", do: (*visit).takeBack},
	{pattern: "GET /review/agreement", template: "agreement", foot: "Agreement", key: "a", fill: (*visit).agreement},
	{pattern: "POST /review/agreement", do: (*visit).curate},
	{pattern: "GET /rulings", template: "rulings", nav: "Rulings", key: "u", fill: (*visit).rulings},
	{pattern: "POST /rulings", do: (*visit).rule},
	{pattern: "POST /rulings/{id}/undo", do: (*visit).undo},
	{pattern: "GET /briefs", template: "briefs", nav: "Briefs", key: "b", fill: (*visit).briefs},
	{pattern: "POST /briefs", do: (*visit).putInBrief},
	{pattern: "GET /briefs/{name}", template: "brief", fill: (*visit).briefPage},
	{pattern: "POST /briefs/{name}", do: (*visit).editBrief},
	{pattern: "POST /briefs/{name}/export", do: (*visit).exportBrief},
	{pattern: "GET /exports", template: "exports", foot: "Exports", key: "e", fill: (*visit).exports},
	{pattern: "POST /exports", do: (*visit).exportFile},
	{pattern: "GET /log", template: "log", foot: "Log", key: "l", fill: (*visit).log},
	{pattern: "GET /settings", template: "settings", foot: "Settings", key: "x", fill: (*visit).settings},
	{pattern: "POST /settings", do: (*visit).setSettings},
	{pattern: "POST /names", do: (*visit).showNames},
	{pattern: "GET /api/v1/openapi.json", do: (*visit).openAPI},
	{pattern: "GET /api/v1/reports", do: (*visit).apiReports},
	{pattern: "GET /api/v1/reports/{report}", do: (*visit).apiReport},
	{pattern: "GET /api/v1/stories", do: (*visit).apiStories},
	{pattern: "GET /api/v1/stories/{id}", do: (*visit).apiStory},
	{pattern: "GET /api/v1/events", do: (*visit).apiEvents},
	{pattern: "GET /api/v1/events/{id}", do: (*visit).apiEvent},
	{pattern: "GET /api/v1/estimates", do: (*visit).apiEstimates},
	{pattern: "GET /api/v1/estimates/{id}", do: (*visit).apiEstimate},
	{pattern: "POST " + addAt, do: (*visit).add},
	{pattern: "GET " + addedAt, template: "added", fill: (*visit).added},
	{pattern: "POST " + addedAt, do: (*visit).addSeen},
	{pattern: "GET /api/v1/review", do: (*visit).apiQueue},
	{pattern: "GET /api/v1/review/{report}/{entry}", do: (*visit).apiTask},
	{pattern: "POST /api/v1/review/{report}/{entry}", do: (*visit).apiSay},
	{pattern: "POST /api/v1/review/undo", do: (*visit).apiTakeBack},
	{pattern: "GET /api/v1/agreement", do: (*visit).apiAgreement},
	{pattern: "POST /api/v1/agreement/{report}/{entry}", do: (*visit).apiDecide},
	{pattern: "GET /api/v1/rulings", do: (*visit).apiRulings},
	{pattern: "POST /api/v1/rulings", do: (*visit).apiRule},
	{pattern: "DELETE /api/v1/rulings/{id}", do: (*visit).apiUndo},
	{pattern: "GET /api/v1/reports/{report}/entries/{entry}", do: (*visit).apiEntry},
	{pattern: "POST /api/v1/reports/{report}/entries", do: (*visit).apiAdd},
	{pattern: "POST /api/v1/reports/{report}/whole", do: (*visit).apiWhole},
	{pattern: "GET /complete", do: (*visit).complete},
	{pattern: "GET /fresh", do: (*visit).fresh},
	{pattern: "GET /assets/{digest}/{name}", do: (*visit).asset},
	{pattern: "GET /favicon.ico", do: (*visit).icon},
	{pattern: "GET /{rest...}", do: (*visit).nowhere},
}
