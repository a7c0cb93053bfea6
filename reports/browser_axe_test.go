package reports

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"papertide/pipeline/history"
)

// TestAccessibility runs axe-core, whose file an environment variable names
// (.ci/run fetches it), over the states of the page.
func TestAccessibility(t *testing.T) {
	file := os.Getenv("PAPERTIDE_AXE")
	if file == "" {
		t.Skip("PAPERTIDE_AXE does not name axe.min.js of axe-core: accessibility was not checked")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const allDetails = `for (const d of document.querySelectorAll('details')) d.open = true`
	for _, c := range []struct {
		name   string
		run    func(testing.TB) history.Run
		width  int64
		scheme string
		before string
	}{
		{"light", longRun, 1440, "light", ""},
		{"dark", longRun, 1440, "dark", ""},
		{"375 px", longRun, 375, "light", ""},
		{"375 px dark", longRun, 375, "dark", ""},
		{"panel", longRun, 1440, "light", `document.querySelector('.panels .tl').click()`},
		{"panel dark", longRun, 375, "dark", `document.querySelector('.panels .tl').click()`},
		{"keys", longRun, 1440, "light", `document.querySelector('#keys').click()`},
		{"details", longRun, 1440, "light", allDetails},
		{"details dark", longRun, 1440, "dark", allDetails},
		{"heat map", longRun, 1440, "light", `document.querySelector('[data-view=heat]').click()`},
		{"table", longRun, 1440, "dark", `document.querySelector('[data-view=table]').click()`},
		{"table 375 px", longRun, 375, "light", `document.querySelector('[data-view=table]').click()`},
		{"two periods", longRun, 1440, "light", `document.querySelector('[data-mode=periods]').click()`},
		{"sorted", longRun, 1440, "light", `{ const s = document.querySelector('#sort'); s.value = 'share'; s.dispatchEvent(new Event('change')); }`},
		{"selection", selectionRun, 1440, "light", allDetails},
		{"one week", oneWeekRun, 1440, "light", ""},
		{"no dates", undatedRun, 375, "dark", ""},
		{"hostile", browserRun, 1440, "light", allDetails},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, c.run(t), c.width, c.scheme)
			p.run(c.before)
			p.axe(string(axe))
		})
	}
	t.Run("archive", func(t *testing.T) {
		dir := t.TempDir()
		r := longRun(t)
		if _, err := Write(dir, r, []history.Summary{summaryOf(r)}); err != nil {
			t.Fatal(err)
		}
		for _, scheme := range []string{"light", "dark"} {
			openFile(t, filepath.Join(dir, archiveName), 1440, scheme).axe(string(axe))
		}
	})
}

// axe reports every violation that axe-core finds.
func (p *tab) axe(source string) {
	p.Helper()
	p.run(source)
	p.run(`axe.run(document, { resultTypes: ['violations'] }).then((r) => {
		window.violations = r.violations.flatMap((v) => v.nodes.map((n) => v.impact + ' ' + v.id + ': ' + n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message || '')));
	})`)
	p.wait(`window.violations`)
	if v := ask[[]string](p, `window.violations`); len(v) > 0 {
		p.Errorf("%d violations:\n%s", len(v), strings.Join(v[:min(12, len(v))], "\n"))
	}
}

// TestScreenshots writes pictures of the page into the folder that an
// environment variable names, for people to look at.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("PAPERTIDE_SCREENSHOTS")
	if dir == "" {
		t.Skip("PAPERTIDE_SCREENSHOTS names no folder: no pictures were taken")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, run := range map[string]func(testing.TB) history.Run{"stream": longRun, "selection": selectionRun} {
		for _, width := range []int64{375, 1440, 2560} {
			for _, scheme := range []string{"light", "dark"} {
				p := open(t, run(t), width, scheme)
				for _, id := range []string{"compare", "themes", "map"} {
					if ask[bool](p, fmt.Sprintf(`Boolean(document.querySelector('.ch[data-chart=%s]'))`, id)) {
						p.drawn(id)
					}
				}
				p.picture(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)))
			}
		}
	}
}
