package reports

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"papertide/pipeline/history"
)

// A tab is a page in a browser, with what it logged and asked for.
type tab struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	console  []string
	requests []string
}

// browser starts the one browser of all tests, "" if the machine has none.
var browser = sync.OnceValues(func() (context.Context, context.CancelFunc) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		flags := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), flags...)
		ctx, cancel := chromedp.NewContext(allocator)
		return ctx, func() { cancel(); stop() }
	}
	return nil, func() {}
})

func TestMain(m *testing.M) {
	code := m.Run()
	if _, stop := browser(); stop != nil {
		stop()
	}
	os.Exit(code)
}

// open draws r, and opens it in a browser, which the machine may not have.
func open(t *testing.T, r history.Run, width int64, scheme string) *tab {
	t.Helper()
	dir := t.TempDir()
	page, err := Write(dir, r, []history.Summary{summaryOf(r)})
	if err != nil {
		t.Fatal(err)
	}
	return openFile(t, page, width, scheme)
}

func openFile(t *testing.T, page string, width int64, scheme string) *tab {
	t.Helper()
	parent, _ := browser()
	if parent == nil {
		t.Skip("no chromium on this machine: the page was not opened in a browser")
	}
	if err := chromedp.Do(parent); err != nil { // starts it
		t.Fatal(err)
	}
	page, err := filepath.Abs(page)
	if err != nil {
		t.Fatal(err)
	}
	p := &tab{T: t}
	ctx, stop := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.hear))
	t.Cleanup(stop)
	p.ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	p.do(chromedp.EmulateViewport(width, 900))
	_, err = chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate("file://" + page))
	p.wait(`document.readyState === 'complete' && (!document.querySelector('#data') || 'ready' in document.documentElement.dataset)`)
	return p
}

func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		p.console = append(p.console, fmt.Sprint(e.Type, " ", e.Args))
	case *runtime.EventExceptionThrown:
		p.console = append(p.console, fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.Exception.Description))
	case *log.EventEntryAdded: // the policy's complaints among others
		p.console = append(p.console, fmt.Sprint(e.Entry.Level, " ", e.Entry.Text))
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:image/svg+xml") { // a picture on its way to a file
			p.requests = append(p.requests, e.Request.URL)
		}
	}
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](p *tab, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait polls until an expression holds.
func (p *tab) wait(expression string) {
	p.Helper()
	for range 200 {
		if ask[bool](p, "Boolean("+expression+")") {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.Fatalf("did not come true: %s", expression)
}

func (p *tab) run(statement string) {
	p.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](statement))
}

// quiet checks that the page logged nothing, asked for nothing, and that no
// text of a paper ran.
func (p *tab) quiet() {
	p.Helper()
	if ask[bool](p, `'ran' in window`) {
		p.Error("text of a paper ran as script")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.console) > 0 {
		p.Errorf("console: %s", strings.Join(p.console, "\n"))
	}
	for _, r := range p.requests { // the page itself, again where it was loaded again
		if r != p.requests[0] || !strings.HasPrefix(r, "file://") {
			p.Errorf("request: %s", r)
		}
	}
}

// drawn scrolls to a chart and waits until it holds ink.
func (p *tab) drawn(id string) {
	p.Helper()
	box := fmt.Sprintf("document.querySelector('.ch[data-chart=%s]')", id)
	p.run(box + ".scrollIntoView()")
	p.wait(fmt.Sprintf(`(() => {
		const canvas = %s.querySelector('canvas');
		if (!canvas || !canvas.width) return false;
		const ink = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
		return ink.some((v, i) => i %% 4 === 3 && v > 0);
	})()`, box))
}
