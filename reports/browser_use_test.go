package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// browserRun has enough papers, topics and themes for every part of a page, and
// titles and labels that try to run.
func browserRun(t testing.TB) history.Run {
	r := streamRun(t)
	tries := []string{
		`</script><script>window.ran=1</script>`, `<img src=x onerror="window.ran=1">`, `__f__window.ran=1__f__`, `{{window.ran=1}}`,
		`{mark|x} {b} {c}`, "\u202egnp.exe", `javascript:window.ran=1`, `<style>*{display:none}</style>`, strings.Repeat("W", 2000), "\u05e9\u05dc\u05d5\u05dd",
	}
	for i := range 440 {
		p := corpus.Paper{ID: fmt.Sprintf("2505.%05d", i), Title: fmt.Sprintf("Filler %d", i), Date: date(t, "2025-05-05")}
		if i < 2*len(tries) {
			p.Title, p.URL, p.CodeURL = tries[i%len(tries)], "javascript:window.ran=1", "javascript:window.ran=1"
		}
		if i < len(tries) {
			p.Date = date(t, "2025-06-25")
		}
		r.Papers = append(r.Papers, p)
		r.Of = append(r.Of, int32(i%20))
	}
	for n := 20; len(r.Topics) < 20; n++ {
		label := fmt.Sprintf("topic number %d", n)
		if n-20 < len(tries) {
			label = tries[n-20]
		}
		r.Topics = append(r.Topics, topics.Topic{ID: id(topics.IsTopic, n), Label: []string{label}, Terms: []string{label}, Theme: id(topics.IsTheme, 1+n%2), Stability: 0.6})
	}
	r.Themes[0].Label = []string{tries[0]}
	again(&r, "2025-W26")
	return r
}

func TestBrowser(t *testing.T) {
	for _, look := range []struct {
		width  int64
		scheme string
	}{{1440, "light"}, {375, "dark"}} {
		t.Run(fmt.Sprint(look.width), func(t *testing.T) {
			p := open(t, browserRun(t), look.width, look.scheme)
			for _, id := range []string{"compare", "themes", "map"} {
				p.drawn(id)
			}
			p.run(`window.scrollTo(0, 0)`)
			if over := ask[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("the page is %d px wider than its window", over)
			}
			p.run(`document.querySelector('#dark').click()`)
			if got := ask[string](p, `document.documentElement.dataset.theme`); got == look.scheme {
				t.Errorf("still %s after the button for dark", got)
			}
			p.quiet()
		})
	}
}

func TestBrowserChoice(t *testing.T) {
	p := open(t, browserRun(t), 1440, "light")
	const chips = `document.querySelectorAll('#chips .chip').length`
	if got := ask[int](p, chips); got != 4 {
		t.Fatalf("%d topics shown at first, want 4", got)
	}
	p.run(`document.querySelector('#chips .chip button:last-child').click()`)
	if got := ask[int](p, chips); got != 3 {
		t.Errorf("%d topics after one was removed, want 3", got)
	}
	for range 5 {
		p.run(`{
			const add = document.querySelector('#add');
			const shown = new URLSearchParams(location.hash.slice(1)).get('compare').split(',');
			add.value = [...add.options].map((o) => o.value).find((v) => v && !shown.includes(v));
			add.dispatchEvent(new Event('change'));
		}`)
	}
	if got := ask[int](p, chips); got != 6 {
		t.Errorf("%d topics after adding five, want six at most", got)
	}
	p.run(`document.querySelectorAll('#chips .focus')[1].click()`)
	if !ask[bool](p, `document.querySelectorAll('#chips .focus')[1].getAttribute('aria-pressed') === 'true'`) {
		t.Error("a name that was clicked is not in focus")
	}
	address := ask[string](p, `location.hash`)
	p.do(chromedp.Reload())
	p.wait(`'ready' in document.documentElement.dataset && document.querySelectorAll('#chips .chip').length === 6`)
	if got := ask[string](p, `location.hash`); got != address {
		t.Errorf("address %s after a reload, want %s", got, address)
	}
	p.run(`document.querySelector('[data-table=compare] summary').click()`)
	p.wait(`document.querySelectorAll('[data-table=compare] tbody tr').length === 12`)
	if got := ask[string](p, `document.querySelector('[data-table=compare] tbody tr:last-child').textContent`); !strings.Contains(got, "2025-W27 (unfinished)") || strings.Contains(got, "%") {
		t.Errorf("the unfinished week has a share: %s", got)
	}
}

func TestBrowserPanel(t *testing.T) {
	p := open(t, browserRun(t), 1440, "light")
	p.run(`document.querySelector('.panels .tl').click()`)
	p.wait(`document.querySelector('#panel').open && location.hash === '#T017'`)
	total := ask[int](p, `JSON.parse(document.querySelector('#data').textContent).topics[0].n`)
	p.run(`[...document.querySelectorAll('#panel .btn')].find((b) => b.textContent.startsWith('Show all')).click()`)
	if got := ask[int](p, `[...document.querySelectorAll('#panel .pl')].pop().children.length`); got != total {
		t.Errorf("the panel lists %d papers, want all %d", got, total)
	}
	p.do(chromedp.KeyEvent(kb.ArrowRight))
	p.wait(`location.hash !== '#T017'`)
	p.do(chromedp.KeyEvent(kb.ArrowLeft))
	p.wait(`location.hash === '#T017'`)
	p.run(`document.querySelector('#panel-close').click()`)
	p.wait(`!document.querySelector('#panel').open && location.hash === ''`)
	p.quiet()
}

func TestBrowserSearch(t *testing.T) {
	p := open(t, browserRun(t), 1440, "light")
	p.drawn("map")
	p.run(`{
		const words = document.querySelector('#words');
		words.value = 'filler 2505.0042';
		words.dispatchEvent(new Event('input'));
	}`)
	p.wait(`document.querySelector('#found').textContent === '10 found, newest first'`)
	p.run(`{
		const words = document.querySelector('#words');
		words.value = '2025-w26';
		words.dispatchEvent(new Event('input'));
	}`)
	p.wait(`document.querySelector('#found').textContent.startsWith('1')`)
	p.run(`document.querySelector('[data-view=table]').click()`)
	p.run(`[...document.querySelectorAll('.tt thead button')].find((b) => b.textContent === 'Papers').click()`)
	if !ask[bool](p, `(() => {
		const n = [...document.querySelectorAll('.tt .count')].map((td) => Number(td.dataset.v));
		return n.length === 20 && n.every((v, i) => i === 0 || n[i - 1] >= v);
	})()`) {
		t.Error("the table is not ordered by papers")
	}
	p.quiet()
}

func TestBrowserSelection(t *testing.T) {
	p := open(t, selectionRun(t), 1440, "light")
	p.drawn("compare")
	if got := ask[int](p, `document.querySelectorAll('.smap.wide a').length`); got != 22 {
		t.Errorf("%d dots on the map, want one a paper", got)
	}
	p.quiet()
}
