package reports

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// picture writes the whole page to a file.
func (p *tab) picture(file string) {
	p.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(file, png, 0o644)
	}
	if err != nil {
		p.Fatal(err)
	}
}

// catch keeps what the page would hand to the reader as a file.
const catch = `
	window.saved = [];
	URL.createObjectURL = (blob) => { window.saved.push(blob); return 'blob:caught'; };
	HTMLAnchorElement.prototype.click = () => {};`

// saved runs a statement and returns the text of the file that it saves.
func (p *tab) saved(statement string) string {
	p.Helper()
	p.run(`window.saved.length = 0; window.text = null`)
	p.run(statement)
	p.wait(`window.saved.length === 1`)
	p.run(`window.saved[0].text().then((t) => { window.text = t; })`)
	p.wait(`window.text !== null`)
	return ask[string](p, `window.text`)
}

// Every chart is saved as SVG and as PNG that open, and hold the title, the
// as-of date, the source and what is said of the interval.
func TestSave(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	p.run(catch)
	for _, id := range []string{"compare", "themes", "map"} {
		p.drawn(id)
	}
	steps := []struct{ kind, before string }{
		{"volume", ""},
		{"movers", ""},
		{"compare", ""},
		{"topics", ""},
		{"themes", ""},
		{"map", ""},
		{"heat", `document.querySelector('[data-view=heat]').click()`},
		{"flow", `document.querySelector('#flow').open = true`},
		{"compare", `document.querySelector('[data-mode=periods]').click()`},
		{"topic", `location.hash = '#T001'`},
	}
	for _, s := range steps {
		p.run(s.before)
		switch s.kind {
		case "heat", "flow":
			p.drawn(s.kind)
		case "topic":
			p.wait(`document.querySelector('#panel').open`)
		}
		button := func(as string) string {
			return fmt.Sprintf(`[...document.querySelectorAll('[data-save=%s][data-as=%s]')].pop().dispatchEvent(new MouseEvent('click', { bubbles: true }))`, s.kind, as)
		}
		svg := p.saved(button("svg"))
		for _, want := range []string{"Daily Papers", "as of 30 June 2025", "papertide, report 2025-W26", "95" + thin + "% interval", `font-size="18"`} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s: %q is not in the saved SVG", s.kind, want)
			}
		}
		if strings.Contains(svg, "<style") || strings.Contains(svg, " style=") || strings.Contains(svg, "var(--") || strings.Contains(svg, "NaN") {
			t.Errorf("%s: the saved SVG depends on a style sheet, or holds no numbers", s.kind)
		}
		p.run(`window.wide = 0; { const i = new Image(); i.onload = () => { window.wide = i.naturalWidth; }; i.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(window.text); }`)
		p.wait(`window.wide > 500`)
		if ask[bool](p, `new DOMParser().parseFromString(window.text, 'image/svg+xml').querySelector('parsererror') !== null`) {
			t.Errorf("%s: the saved SVG is not XML", s.kind)
		}
		p.saved(button("png"))
		p.run(`window.size = 0; createImageBitmap(window.saved[0]).then((b) => { window.size = b.width; })`)
		p.wait(`window.size === 2 * window.wide`)
	}
	p.quiet()
}

// A star stays over a reload, and the starred papers leave as BibTeX and as a
// list.
func TestStars(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	p.run(`document.querySelectorAll('#groups .sb')[0].click(); document.querySelectorAll('#groups .sb')[2].click()`)
	p.do(chromedp.Reload())
	p.wait(`'ready' in document.documentElement.dataset && document.querySelector('#stars').textContent.startsWith('2 starred')`)
	p.run(catch)
	bib := p.saved(`[...document.querySelectorAll('#stars button')].find((b) => b.textContent === 'BibTeX').click()`)
	for _, want := range []string{"@misc{2505.", "title = {Paper ", "archivePrefix = {arXiv}", "year = {2025}", "url = {https://huggingface.co/papers/2505."} {
		if !strings.Contains(bib, want) {
			t.Errorf("%q is not in the BibTeX:\n%s", want, bib)
		}
	}
	if n := strings.Count(bib, "@misc{"); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
	if list := p.saved(`[...document.querySelectorAll('#stars button')].find((b) => b.textContent === 'List').click()`); strings.Count(list, "https://") != 2 {
		t.Errorf("the list holds %q", list)
	}
	p.quiet()
}

// Behind each chart stand its numbers as CSV.
func TestCSV(t *testing.T) {
	p := open(t, longRun(t), 1440, "light")
	p.run(catch)
	for kind, want := range map[string]string{
		"compare": "id,name,period,complete,papers,total,pooled_periods,share,low,high", "themes": "H01,Alignment & RL,", "flow": "from,to,papers", "movers": "topic,name,verdict",
	} {
		if got := p.saved(fmt.Sprintf(`document.querySelector('[data-table=%s] [data-csv]').click()`, kind)); !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in %.300q", kind, want, got)
		}
	}
	if got := p.saved(`document.querySelector('[data-csv=topics]').click()`); strings.Count(got, "\n") != 15 {
		t.Errorf("the table of topics has %d lines, want 14 and a head", strings.Count(got, "\n"))
	}
}
