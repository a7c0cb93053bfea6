package reports

import (
	"fmt"
	"strings"
	"testing"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// hostile are 200 strings that try to run, to leave their place, or to break
// the layout; each that runs sets window.ran.
func hostile() []string {
	run := "window.ran=1"
	shapes := []string{
		"</script><script>%s</script>", "<img src=x onerror=\"%s\">", "<svg onload=\"%s\">", "__f__%s__f__", "{{%s}}", "${%s}", "`${%s}`", "<%%= %s %%>",
		"javascript:%s", "\"><script>%s</script>", "' onmouseover='%s", "\" onfocus=\"%s\" autofocus=\"", "</title><script>%s</script>", "</style><script>%s</script>",
		"<iframe srcdoc=\"<script>parent.%s</script>\">", "<a href=\"javascript:%s\">x</a>", "<style>*{display:none}</style>%s", "<!--<script>%s//-->", "]]><script>%s</script>",
		"<math><mtext><script>%s</script>", "<details open ontoggle=\"%s\">", "{mark|%s} {b} {c}", "function(){%s}", "\\u003cscript\\u003e%s\\u003c/script\\u003e", "&lt;script&gt;%s&lt;/script&gt;",
		"<base href=\"https://evil.example/\">%s", "<meta http-equiv=refresh content=0;url=javascript:%s>", "<link rel=stylesheet href=data:,*%%7Bx>%s", "@import 'data:,%s'", "expression(%s)",
		"\u202egnp.%s", "\u2066%s", "\x00%s\x07\x1b[31m", "=HYPERLINK(\"javascript:%s\")", "%s\u2028\u2029", "\ufeff%s", "$\\href{javascript:%s}{x}$", "<template><script>%s</script></template>",
	}
	out := make([]string, 0, 200)
	for len(out) < 190 {
		n := len(out)
		out = append(out, fmt.Sprintf(shapes[n%len(shapes)], fmt.Sprint(run, ";/*", n, "*/")))
	}
	return append(out,
		strings.Repeat("W", 2000), strings.Repeat("very long ", 100_000), "a"+strings.Repeat("\u0301", 500), "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
		"\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 abc", "\xff\xfe broken", strings.Repeat("\u202e\u202d", 100)+"x", "\U000e0041\U000e0042 tags", strings.Repeat("\u200b", 300), strings.Repeat("🜁", 200))
}

// TestHostileStrings puts each string into a title, a label, a term, a theme, a
// watched topic, a warning, a mark and an address, and uses the page.
func TestHostileStrings(t *testing.T) {
	r := browserRun(t)
	for i, h := range hostile() {
		p := &r.Papers[i]
		p.Title, p.URL, p.CodeURL, p.ProjectURL, p.DOI = h, h, h, h, h
		if i%4 == 0 {
			p.Date = date(t, "2025-06-25")
		}
		topic := &r.Topics[i%len(r.Topics)]
		topic.Label = []string{h, h}
		topic.Terms = append(topic.Terms, h)
		r.Warnings = append(r.Warnings, h)
		r.Watched[i%2].Label, r.Themes[i%2].Label = []string{h}, []string{h}
	}
	r.Title, r.Version, r.Settings = hostile()[1], hostile()[2], hostile()[0]
	for _, width := range []int64{1440, 375} {
		p := open(t, r, width, "light")
		for _, id := range []string{"compare", "themes", "map"} {
			p.drawn(id)
		}
		for i := range r.Topics {
			p.run(fmt.Sprintf(`document.querySelectorAll('.tt .tl')[%d].click()`, i))
			p.wait(`document.querySelector('#panel').open`)
			p.run(`document.querySelector('#panel-close').click()`)
		}
		p.run(`for (const d of document.querySelectorAll('details')) d.open = true`)
		p.run(`document.querySelector('[data-view=table]').click()`)
		p.run(`{ const w = document.querySelector('#words'); w.value = 'window.ran'; w.dispatchEvent(new Event('input')); }`)
		p.wait(`document.querySelector('#found').textContent.includes('found')`)
		p.run(`window.scrollTo(0, 0)`)
		if over := ask[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("at %d px the page is %d px wider than its window", width, over)
		}
		if bad := ask[int](p, `[...document.querySelectorAll('a[href]')].filter((a) => !/^(https?:|file:|#)/.test(a.href)).length`); bad > 0 {
			t.Errorf("%d links lead elsewhere than to the web", bad)
		}
		p.quiet()
	}
}

// TestMarkupAsTitle: a title of nothing but markup is shown as it is written.
func TestMarkupAsTitle(t *testing.T) {
	const title = `<img src="x">`
	if got := readable(title); got != title {
		t.Errorf("%q is shown as %q", title, got)
	}
}

// TestManyTopics: 300 topics, a label of 200 characters and a right-to-left one
// neither widen the page nor cut a name.
func TestManyTopics(t *testing.T) {
	r := manyTopics(t)
	p := open(t, r, 375, "light")
	if over := ask[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("the page is %d px wider than its window", over)
	}
	if n := ask[int](p, `document.querySelectorAll('.tt tbody tr').length`); n != 300 {
		t.Errorf("%d topics in the table", n)
	}
	p.quiet()
}

func manyTopics(t testing.TB) history.Run {
	r := streamRun(t)
	for n := 1; len(r.Topics) < 300; n++ {
		name := fmt.Sprintf("topic number %d", n)
		if n == 1 {
			name = strings.Repeat("unbreakable", 20)[:200]
		}
		r.Topics = append(r.Topics, topics.Topic{ID: id(topics.IsTopic, 100+n), Label: []string{name}, Terms: []string{name}, Theme: id(topics.IsTheme, 1+n%2), Stability: 0.6})
	}
	for i := range r.Papers {
		r.Of[i] = int32(i * 7 % 300)
	}
	r.Topics[3].Label = []string{"\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"}
	again(&r, "2025-W26")
	return r
}
