package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows the stage of a run and how far reading has come, on a
// terminal only: a log file or a pipe gets nothing.
type progress struct {
	mu    sync.Mutex
	to    io.Writer
	shown bool
	bar   *progressbar.ProgressBar
	stage string
}

func newProgress(quiet bool) *progress {
	return &progress{to: os.Stderr, shown: !quiet && term.IsTerminal(int(os.Stderr.Fd()))}
}

// at begins or goes on with a stage; total is in bytes, and below 1 if the end
// is not known.
func (p *progress) at(stage string, done, total int64) {
	if !p.shown {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage != p.stage {
		p.finish()
		p.stage = stage
		p.bar = progressbar.NewOptions64(max(total, -1),
			progressbar.OptionSetWriter(p.to),
			progressbar.OptionSetDescription(fmt.Sprintf("%-11s", stage)),
			progressbar.OptionShowBytes(total > 0),
			progressbar.OptionSetWidth(24),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(total > 0))
	}
	if err := p.bar.Set64(done); err != nil {
		p.shown = false // the terminal is gone; the run goes on
	}
}

// done clears the line.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}

func (p *progress) finish() {
	if p.bar != nil && p.bar.Finish() != nil {
		p.shown = false
	}
	p.bar, p.stage = nil, ""
}
