package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func count(n int) *int { return &n }

// full is a record with all keys that our own corpora and exports have.
const full = `{"id":"2404.02905","title":"Visual Autoregressive Modeling","abstract":"We present a new paradigm.","date":"2024-04-03",` +
	`"source":"arxiv:test","url":"https://arxiv.org/abs/2404.02905","label":"cs.CV","categories":["cs.CV","cs.AI"],"submitted":"2024-03-01",` +
	`"authors":["Keyu Tian","Yi Jiang"],"author_count":5,"organisation":"ByteDance","upvotes":61,"comments":4,` +
	`"code_url":"https://github.com/FoundationVision/VAR","doi":"10.48550/arXiv.2404.02905","keywords":["b","a"]}`

func TestJSONFields(t *testing.T) {
	got := readString(t, full, Options{}).one(t)
	want := Paper{
		ID: "2404.02905", Title: "Visual Autoregressive Modeling", Abstract: "We present a new paradigm.", Date: day(2024, 4, 3),
		Authors: []string{"Keyu Tian", "Yi Jiang"}, AuthorCount: 5, Organisation: "ByteDance", Upvotes: count(61), Comments: count(4),
		URL: "https://arxiv.org/abs/2404.02905", CodeURL: "https://github.com/FoundationVision/VAR", Source: "arxiv:test", Keywords: []string{"a", "b"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}

	// What we write ourselves is read back as it was.
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, readString(t, string(b), Options{}).one(t)); d != "" {
		t.Error("our own JSON: ", d)
	}
}

// Other names and shapes of the same things. Each line is one record; want
// holds the field that it is about.
func TestJSONAliases(t *testing.T) {
	const text = `"title":"Visual Autoregressive Modeling","abstract":"two words"`
	for _, c := range []struct {
		record string
		want   func(p Paper) any
		value  any
	}{
		{`"Paper Title":"A fine title","summary":"three words here"`, func(p Paper) any { return p.Title + "/" + p.Abstract }, "A fine title/three words here"},
		{`"summary":"not this",` + text, func(p Paper) any { return p.Abstract }, "two words"},
		{`"title":["A title in a list"],"abstract":["one","two"]`, func(p Paper) any { return p.Title + "/" + p.Abstract }, "A title in a list/one two"},
		{text + `,"publishedAt":"2024-05-28T17:47:19.000Z"`, func(p Paper) any { return p.Date }, day(2024, 5, 28)},
		{text + `,"published":true,"published_date":"2024-05-28"`, func(p Paper) any { return p.Date }, day(2024, 5, 28)},
		{text + `,"submitted":"2024-01-01","date":"2024-05-28"`, func(p Paper) any { return p.Date }, day(2024, 5, 28)},
		{text + `,"year":2019`, func(p Paper) any { return p.Date }, date("2019")},
		{text + `,"date":"","year":"2019"`, func(p Paper) any { return p.Date }, date("2019")},
		{`"title":"A fine title","abs":"three words here"`, func(p Paper) any { return p.Abstract + "/" + p.URL }, "three words here/"},
		{text + `,"abs":"https://arxiv.org/abs/2506.00173","pdf":"https://arxiv.org/pdf/2506.00173"`, func(p Paper) any { return p.Abstract + "/" + p.URL }, "two words/https://arxiv.org/abs/2506.00173"},
		{text + `,"comment":"12 pages, code: https://github.com/a/b"`, func(p Paper) any { return p.CodeURL }, "https://github.com/a/b"},
		{text + `,"comments":["not by us: https://github.com/a/b"]`, func(p Paper) any { return p.CodeURL }, ""},
		{text + `,"pmid":30012345`, func(p Paper) any { return p.ID }, "pmid:30012345"},
		{text + `,"date":"in press"`, func(p Paper) any { return p.Date.IsZero() }, true},
		{text + `,"authors":[{"name":"A B"},{"given":"C","family":"D"},{"first":"E","last":"F"},{"fullname":"G H","name":"gh"},{}]`, func(p Paper) any { return p.Authors }, []string{"A B", "C D", "E F", "G H"}},
		{text + `,"authors":"A B, C D and E F"`, func(p Paper) any { return p.Authors }, []string{"A B", "C D", "E F"}},
		{text + `,"authors":"A B; C D"`, func(p Paper) any { return p.AuthorCount }, 2},
		{text + `,"authors":"Smith, John and Doe, Jane"`, func(p Paper) any { return p.Authors }, []string{"Smith, John", "Doe, Jane"}},
		{text + `,"author":"Smith, John"`, func(p Paper) any { return p.Authors }, []string{"Smith, John"}},
		{text + `,"authors":"A B"`, func(p Paper) any { return p.Authors }, []string{"A B"}},
		{text + `,"organization":{"name":"zju","fullname":"Zhejiang University"}`, func(p Paper) any { return p.Organisation }, "Zhejiang University"},
		{text + `,"numComments":"3"`, func(p Paper) any { return *p.Comments }, 3},
		{text + `,"comments":"35 pages, 12 figures"`, func(p Paper) any { return p.Comments == nil }, true},
		{text + `,"upvotes":-1`, func(p Paper) any { return p.Upvotes == nil }, true},
		{text + `,"upvotes":0`, func(p Paper) any { return *p.Upvotes }, 0},
		{text + `,"arxiv_id":"2404.02905v2"`, func(p Paper) any { return p.ID }, "2404.02905"},
		{text + `,"arxiv_id":"yes"`, func(p Paper) any { return p.Aliases == nil }, true},
		{text + `,"id":123456,"source":"zotero"`, func(p Paper) any { return p.ID }, "zotero:123456"},
		{text + `,"id":"123456","source":"zotero"`, func(p Paper) any { return p.ID }, "zotero:123456"},
		{text + `,"id":123456,"source":"zotero","arxiv_id":"2404.02905"`, func(p Paper) any { return p.Aliases }, []string{"zotero:123456"}},
		{text + `,"id":123456`, func(p Paper) any { return p.ID }, "123456"},
		{text + `,"id":17`, func(p Paper) any { return strings.HasPrefix(p.ID, titlePrefix) }, true}, // a place in nobody knows whose list
		{text + `,"id":704.0001`, func(p Paper) any { return p.ID }, "0704.0001"},
		{text + `,"id":2405.149`, func(p Paper) any { return p.ID }, "2405.14900"},
		{text + `,"id":"https://openreview.net/forum?id=Ab"`, func(p Paper) any { return p.URL }, "https://openreview.net/forum?id=Ab"},
		{text + `,"link":"https://example.org/x","pdf":"https://example.org/x.pdf"`, func(p Paper) any { return p.URL }, "https://example.org/x"},
		{text + `,"pdf_url":"https://example.org/x.pdf"`, func(p Paper) any { return p.URL }, "https://example.org/x.pdf"},
		{text + `,"url":"javascript:alert(1)"`, func(p Paper) any { return p.URL }, ""},
		{text + `,"githubRepo":"github.com/a/b","project_page":"http://a.github.io/b"`, func(p Paper) any { return p.CodeURL + " " + p.ProjectURL }, "https://github.com/a/b http://a.github.io/b"},
		{text + `,"keywords":"RAG|agents | RAG"`, func(p Paper) any { return p.Keywords }, []string{"RAG", "agents"}},
		{text + `,"title":"Another title","abstract":"twice here"`, func(p Paper) any { return p.Title }, "Visual Autoregressive Modeling"},
		{text + `,"DOI":"https://doi.org/10.1145/ABC.1"`, func(p Paper) any { return p.ID + " " + p.URL }, "10.1145/abc.1 https://doi.org/10.1145/abc.1"},
	} {
		p := readString(t, "{"+c.record+"}", Options{}).one(t)
		if d := cmp.Diff(c.value, c.want(p)); d != "" {
			t.Errorf("%s: %s", c.record, d)
		}
	}
}

// record makes the JSON of a paper of its own.
func recordOf(i int) string {
	return fmt.Sprintf(`{"id":"paper%d","title":"Paper number %d","abstract":"The abstract of it, with \"quotes\" and {brackets]."}`, i, i)
}

func TestJSONLayouts(t *testing.T) {
	a, b := recordOf(1), recordOf(2)
	long := strings.NewReplacer(`,"`, ",\n  \"", `{"id`, "{\n  \"id", `."}`, ".\"\n}").Replace
	for _, c := range []struct{ what, text string }{
		{"lines", a + "\n" + b + "\n"},
		{"lines, no end of line", a + "\n" + b},
		{"Windows lines, blank ones", "\r\n" + a + "\r\n\r\n" + b + "\r\n"},
		{"byte order mark", "\ufeff" + a + "\n\ufeff" + b},
		{"lines with commas", a + ",\n" + b + ",\n"},
		{"objects of many lines", long(a) + "\n" + long(b) + "\n"},
		{"objects one after the other", a + b},
		{"array", "[" + a + "," + b + "]"},
		{"array of many lines", " [\n" + long(a) + ",\n" + long(b) + "\n]\n"},
		{"array of lines", "[\n" + a + ",\n" + b + "\n]\n"},
		{"two arrays", "[" + a + "]\n[" + b + "]"},
		{"wrapped", `{"status":"ok","data":[` + a + "," + b + `],"next":null}`},
		{"wrapped, many lines", "{\n\"total\": 2,\n\"papers\": [\n" + long(a) + ",\n" + long(b) + "\n]}\n"},
		{"wrapped twice", `{"header":{"q":[1,2]},"response":{"n":2,"docs":[` + a + "," + b + `]}}`},
		{"wrapped pages", `{"results":[` + a + `]}` + "\n" + `{"results":[` + b + `]}`},
		{"a record with lists", strings.Replace(a, "{", `{"entries":[{"x":1}],`, 1) + "\n" + b},
		{"texts", `[` + quoted(a) + "," + quoted(b) + `]`},
		{"Python", strings.NewReplacer(`"`, `'`, `\"`, `\'`).Replace(a) + "\n" + b},
		{"NaN", strings.Replace(a, "}", `,"upvotes":NaN}`, 1) + "\n" + b},
		{"raw line break in a text", "[" + strings.Replace(a, "abstract of", "abstract\nof", 1) + "," + b + "]"},
		{"UTF-16", utf16le(a + "\n" + b)},
	} {
		g := readString(t, c.text, Options{})
		if g.err != nil || len(g.papers) != 2 || len(g.rejected) > 0 || g.in.Format != "json" {
			t.Errorf("%s: %d papers as %s, rejected %v, error %v; want 2", c.what, len(g.papers), g.in.Format, g.rejected, g.err)
			continue
		}
		for i, p := range g.papers {
			want := fmt.Sprintf("paper%d Paper number %d The abstract of it", i+1, i+1)
			if got := p.ID + " " + p.Title + " " + p.Abstract; !strings.HasPrefix(got, want) {
				t.Errorf("%s: paper %d is %s", c.what, i, got)
			}
		}
	}
}

// A day on which the interface lists no papers is read, and has none.
func TestNoRecords(t *testing.T) {
	for _, c := range []struct {
		text string
		ok   bool
	}{
		{"[]", true},
		{" [\n]\n", true},
		{"\ufeff[]", true},
		{`{"data":[]}`, true},
		{"{\n  \"papers\": [ ]\n}\n", true},
		{`{"response":{"docs":[]}}`, true},
		{`{"meta":{"count":0,"page":1},"results":[],"group_by":[]}`, true},
		{`{"status":"ok","message-type":"work-list","message":{"facets":{},"total-results":0,"items":[],"query":{"search-terms":"x"}}}`, true},
		{`{"data":[],"total":0} trailing`, false},
		{"[", false},
		{"[}", false},
		{"{}", false},
		{"[[]]", false},
		{`{"data":[}`, false},
		{`{"data":[]`, false},
		{`{"data":{}}`, false},
		{`{"shelves":[]}`, false},
		{`{"error":"busy","data":[]}`, false}, // that there are none is not said
		{`{"data":[],"error":"busy"}`, false},
	} {
		for asked, want := range map[string]string{"auto": "json", "json": "json", "hf-daily": "hf-daily"} {
			g := readString(t, c.text, Options{Format: asked})
			if !c.ok {
				if asked == "auto" && !errors.Is(g.err, ErrFormat) {
					t.Errorf("%s: format %s, error %v; want none", c.text, g.in.Format, g.err)
				}
				continue
			}
			if g.err != nil || g.in.Format != want || g.in.Read != 0 || len(g.in.Warnings) > 0 {
				t.Errorf("%s as %s: format %s, %d records, warnings %q, error %v", c.text, asked, g.in.Format, g.in.Read, g.in.Warnings, g.err)
			}
		}
	}
	if g := readAll(t, "in", bytes.NewReader(gzipped(t, "[]")), Options{}); g.err != nil || g.in.Read != 0 || len(g.in.Warnings) > 0 {
		t.Errorf("packed: %d records, warnings %q, error %v", g.in.Read, g.in.Warnings, g.err)
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestPlaces(t *testing.T) {
	good, bad := recordOf(1), `{"abstract":"no title here"}`
	for _, c := range []struct{ text, places string }{
		{good + "\n\n" + bad + "\n" + good, "in:3"},
		{"[" + bad + "," + good + "," + bad + "]", "in:#1 in:#3"},
		{`{"data":[` + good + `,` + bad + `]}` + "\n" + `{"data":[` + bad + `]}`, "in:#2 in:#3"},
		{"{\n\"title\": \"A title\",\n\"abstract\": \"two words\"}\n\n{\n\"abstract\": \"two words\"\n}", "in:5"},
	} {
		g := readString(t, c.text, Options{})
		var places []string
		for _, r := range g.rejected {
			places = append(places, r.Place)
			if r.Reason != `missing "title"` {
				t.Errorf("%s: %s", c.text, r.Reason)
			}
		}
		if got := strings.Join(places, " "); got != c.places {
			t.Errorf("%s: places %s, want %s", c.text, got, c.places)
		}
	}
}

func TestJSONOfPython(t *testing.T) {
	for in, want := range map[string]string{
		`{'a': True, 'b': None, 'c': (1, -2.5e3,), 'd': [False, nan,], }`: `{"a": true, "b": null, "c": [1, -2.5e3], "d": [false, null]}`,
		`{'it': "it's", "say": 'a "b"', 'x': '\x41\u00e9\U0001F600'}`:     `{"it": "it's", "say": "a \"b\"", "x": "\u0041\u00e9😀"}`,
		`{u'a': b'b', 'n': 'line\nnext', 'w': 'C:\\dir', 'o': 'a\qb'}`:    `{"a": "b", "n": "line\nnext", "w": "C:\\dir", "o": "a\\qb"}`,
		"{\"a\": \"b\nc\", \"p\": \"\\ud83d\\ude00\\/\"}":                 `{"a": "b\u000ac", "p": "\ud83d\ude00/"}`,
		`{"a": "True (1,)"}`: `{"a": "True (1,)"}`,
		`{'a': 'open`:        `{"a": "open`,
	} {
		if got := string(jsonOfPython(in)); got != want {
			t.Errorf("jsonOfPython(%s)\n got %s\nwant %s", in, got, want)
		}
	}
}
