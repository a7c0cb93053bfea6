package reports

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"
)

//go:embed assets/*.html assets/*.css assets/*.js
var assets embed.FS

var templates = template.Must(template.ParseFS(assets, "assets/*.html"))

// parts are the scripts and the style that go into a page.
type parts struct {
	style   template.CSS
	early   template.JS // before the first paint: light or dark
	echarts template.JS
	page    template.JS
	archive template.JS
}

var shipped = parts{
	style:   template.CSS(joined("base.css", "page.css", "watch.css", "changed.css", "topics.css", "charts.css", "narrow.css", "print.css")),
	early:   template.JS(joined("early.js")),
	echarts: template.JS(joined("echarts.min.js")),
	page:    template.JS(module("dom.js", "data.js", "theme.js", "stars.js", "papers.js", "charts.js", "compare.js", "lines.js", "periods.js", "themes.js", "multiples.js", "heat.js", "flow.js", "topicchart.js", "save.js", "panel.js", "tables.js", "search.js", "map.js", "keys.js", "start.js")),
	archive: template.JS(module("dom.js", "theme.js")),
}

func joined(names ...string) string {
	var b strings.Builder
	for _, name := range names {
		data, err := assets.ReadFile("assets/" + name)
		if err != nil { // it is embedded
			panic(err)
		}
		b.Write(data)
	}
	return b.String()
}

// module makes one script of several files that share their names and give
// none to the page. It runs in a task of its own, after the one that read
// ECharts.
func module(names ...string) string {
	return "setTimeout(() => {\n'use strict';\n" + joined(names...) + "});\n"
}

// shell is what all pages have in common.
type shell struct {
	Title   string
	Policy  string
	Style   template.CSS
	Early   template.JS
	Islands []dataIsland
	Scripts []template.JS
	Nav     []navItem
	Weeks   weekNav
}

// A dataIsland is JSON in a script element that no browser runs.
type dataIsland struct {
	ID   string
	JSON template.JS
}

type navItem struct{ Href, Long, Short string }

type weekNav struct {
	Previous, PreviousWords string
	Here                    string
	Latest, All             bool
}

func (a parts) shell(title string, scripts ...template.JS) shell {
	policy := "default-src 'none'; script-src " + hashed(string(a.early))
	for _, s := range scripts {
		policy += " " + hashed(string(s))
	}
	policy += "; style-src " + hashed(string(a.style)) + "; img-src data:; base-uri 'none'; form-action 'none'"
	return shell{Title: title, Policy: policy, Style: a.style, Early: a.early, Scripts: scripts}
}

// hashed is a source expression of the Content Security Policy.
func hashed(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// marshal writes JSON that may stand in a script element: <, > and & are
// escaped.
func marshal(v any) ([]byte, error) { return json.Marshal(v) }

func (s *shell) carry(id string, v any) error {
	b, err := marshal(v)
	s.Islands = append(s.Islands, dataIsland{id, template.JS(b)})
	return err
}

func execute(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}
