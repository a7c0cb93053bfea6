package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press sends keys to what has the focus.
func (p *tab) press(keys ...string) {
	p.Helper()
	for _, k := range keys {
		p.do(chromedp.KeyEvent(k))
	}
}

// TestKeyboard uses the page without a mouse: every control is reached by Tab,
// each section by its letter, and a heat cell by the arrows.
func TestKeyboard(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	for key, section := range map[string]string{"w": "papers", "m": "changed", "c": "compare", "a": "topics", "x": "themes", "l": "events"} {
		p.run(`window.scrollTo({ top: 0, behavior: 'instant' })`)
		p.press(key)
		p.wait(fmt.Sprintf(`Math.abs(document.querySelector('#%s').getBoundingClientRect().top) < 140`, section))
	}
	p.press("?")
	p.wait(`document.querySelector('#help').open`)
	p.press(kb.Escape)
	p.wait(`!document.querySelector('#help').open`)
	p.press("d")
	p.wait(`document.documentElement.dataset.theme === 'dark'`)
	p.press("/")
	p.wait(`document.activeElement.id === 'words'`)
	p.press("d", "m") // typed, not obeyed
	p.wait(`document.querySelector('#words').value.endsWith('dm') && document.documentElement.dataset.theme === 'dark'`)

	p.run(`document.querySelector('.c-t .tl').focus()`)
	p.press(kb.Enter)
	p.wait(`document.querySelector('#panel').open && location.hash === '#T001' && document.activeElement.id === 'panel-name'`)
	p.press("c")
	p.wait(`!document.querySelector('#panel').open && location.hash.startsWith('#compare=')`)

	p.run(`document.querySelector('[data-view=heat]').focus()`)
	p.press(kb.Enter)
	p.drawn("heat")
	p.run(`document.querySelector('.ch.heat').focus()`)
	p.press(kb.ArrowLeft, kb.ArrowDown)
	p.wait(`document.querySelector('#cell').textContent.includes('%')`)
	p.press(kb.Enter)
	p.wait(`document.querySelector('#panel').open && document.querySelector('#panel h3 + .pl, #panel-body').textContent.includes('Papers of the 4 weeks to')`)
	p.press(kb.Escape)

	// The focus is always somewhere that can be seen.
	p.run(`document.activeElement.blur(); window.scrollTo(0, 0)`)
	seen := map[string]bool{}
	for range 60 {
		p.press(kb.Tab)
		where := ask[string](p, `(() => {
			const e = document.activeElement;
			const b = e.getBoundingClientRect();
			const style = getComputedStyle(e);
			if (e === document.body) return 'body';
			if (b.width === 0 || style.visibility === 'hidden') return 'hidden ' + e.outerHTML.slice(0, 80);
			return style.outlineStyle === 'none' ? 'no ring ' + e.outerHTML.slice(0, 80) : 'ok ' + e.textContent.slice(0, 40) + (e.id || e.getAttribute('aria-label') || '');
		})()`)
		if !strings.HasPrefix(where, "ok") && where != "body" {
			t.Errorf("focus: %s", where)
		}
		seen[where] = true
	}
	if len(seen) < 40 {
		t.Errorf("60 steps reached only %d places", len(seen))
	}
	p.quiet()
}

// TestPeriods compares two periods, and the address keeps the choice.
func TestPeriods(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	p.run(`document.querySelector('[data-mode=periods]').click()`)
	p.drawn("periods")
	p.run(`document.querySelector('[data-table=compare] summary').click()`)
	const rows = `[...document.querySelectorAll('[data-table=compare] tbody tr')]`
	p.wait(rows + `.length === 19`) // 14 topics, 3 themes, 2 watched topics
	if got := ask[string](p, rows+`[0].textContent`); !strings.HasPrefix(got, "reinforcement learning") || !strings.Contains(got, "rising") || !strings.Contains(got, "< 0.001") {
		t.Errorf("the strongest evidence is not first: %s", got)
	}
	p.run(`{ const s = document.querySelector('#pair'); s.selectedIndex = 1; s.dispatchEvent(new Event('change')); }`)
	address := ask[string](p, `location.hash`)
	if !strings.Contains(address, "&periods=2025-W11..2025-W22,2025-W23..2025-W26") {
		t.Errorf("address %s", address)
	}
	p.do(chromedp.Reload())
	p.wait(`'ready' in document.documentElement.dataset && document.querySelector('#pair').selectedIndex === 1`)
	p.wait(`document.querySelector('.ch[data-chart=compare]').hidden && !document.querySelector('.ch[data-chart=periods]').hidden`)
	p.quiet()
}

// TestPointToPapers: a share in the table behind the lines leads to its papers.
func TestPointToPapers(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	p.run(`document.querySelector('[data-table=compare] summary').click()`)
	p.wait(`document.querySelectorAll('[data-table=compare] .cell').length > 100`)
	p.run(`document.querySelectorAll('[data-table=compare] tbody tr')[59].querySelector('.cell').click()`)
	p.wait(`document.querySelector('#panel').open`)
	words := ask[string](p, `[...document.querySelectorAll('#panel h3')].map((h) => h.textContent).join('|')`)
	if !strings.Contains(words, "Papers of the 4 weeks to 29 June 2025") {
		t.Errorf("the panel has %s", words)
	}
	p.quiet()
}

// TestMultiples orders and filters the panels and changes their scale.
func TestMultiples(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	names := func() []string {
		return ask[[]string](p, `[...document.querySelectorAll('#flat .pn')].filter((e) => !e.hidden).map((e) => e.dataset.id)`)
	}
	p.run(`{ const s = document.querySelector('#sort'); s.value = 'risk'; s.dispatchEvent(new Event('change')); }`)
	if got := names(); len(got) != 16 || got[0] != "T001" {
		t.Errorf("by risk: %v", got)
	}
	p.run(`{ const f = document.querySelector('#filter'); f.value = 'gaussian'; f.dispatchEvent(new Event('input')); }`)
	if got := names(); len(got) != 1 || got[0] != "T004" {
		t.Errorf("filtered: %v", got)
	}
	p.run(`document.querySelector('[data-scale=own]').click()`)
	if got := ask[string](p, `document.querySelector('.pn[data-id=T004] .sc').getAttribute('transform')`); !strings.HasPrefix(got, "matrix(1 0 0 ") || strings.HasPrefix(got, "matrix(1 0 0 1 ") {
		t.Errorf("on its own scale: %s", got)
	}
	p.run(`{ const f = document.querySelector('#filter'); f.value = ''; f.dispatchEvent(new Event('input')); const s = document.querySelector('#sort'); s.value = ''; s.dispatchEvent(new Event('change')); }`)
	if got := names(); len(got) != 0 {
		t.Errorf("panels left behind: %v", got)
	}
	p.quiet()
}

// TestPhone: the page holds to the width of a phone, and what is not folded
// takes fewer than ten screens.
func TestPhone(t *testing.T) {
	p := open(t, longRun(t), 375, "light")
	if over := ask[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		t.Errorf("the page is %d px wider than its window", over)
	}
	if high := ask[int](p, `Math.round(document.querySelector('#themes').getBoundingClientRect().top + scrollY)`); high > 10*812 {
		t.Errorf("what is not folded is %d px high", high)
	}
	if n := ask[int](p, `[...document.querySelectorAll('.jump a')].filter((a) => a.offsetParent).length`); n != 6 {
		t.Errorf("%d items in the bar, want six", n)
	}
	p.quiet()
}
