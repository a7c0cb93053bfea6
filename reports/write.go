// Package reports draws what a run said: one page per reported period that
// needs no network and no second file, the archive of all pages and a feed. It
// computes nothing but where to put ink: every number on a page stands in the
// history.Run that it draws, and the same Run gives the same bytes.
//
// The way of a page: page.go and its neighbours turn the Run into values that
// the templates under assets print; volume.go, drawings.go and map.go draw what
// must paint without script; charts.go builds the interactive charts with
// go-echarts and hands them over as JSON; island.go packs the papers for panels
// and search. The script, the style and ECharts itself are written into the
// page, whose Content Security Policy names them by hash and allows nothing
// else.
package reports

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// The pages that every output folder has.
const (
	latestName  = "latest.html"
	archiveName = "index.html"
)

// Write draws r and returns the path of its page in dir, which is made if it
// does not exist. runs are the runs of the history in any order, r's included.
// A run that a newer one of the same period has replaced gets an address of its
// own ("2025-W26-run3.html"); the newest run of all also writes latest.html, the
// archive and the feed.
func Write(dir string, r history.Run, runs []history.Summary) (page string, err error) {
	last := newest(r, runs, func(history.Summary) bool { return true })
	page, html, err := draw(dir, r, runs, last)
	if err != nil {
		return "", err
	}
	if err := replace(page, html); err != nil || !last {
		return page, err
	}
	if err := replace(filepath.Join(dir, latestName), html); err != nil {
		return "", err
	}
	archive, err := renderArchive(runs, found(dir))
	if err != nil {
		return "", err
	}
	if err := replace(filepath.Join(dir, archiveName), archive); err != nil {
		return "", err
	}
	feed, err := renderFeed(runs)
	if err != nil {
		return "", err
	}
	return page, replace(filepath.Join(dir, feedName), feed)
}

// Rewrite draws r as Write does, but leaves latest.html, the archive and the feed
// alone.
func Rewrite(dir string, r history.Run, runs []history.Summary) (page string, err error) {
	page, html, err := draw(dir, r, runs, false)
	if err != nil {
		return "", err
	}
	return page, replace(page, html)
}

// draw draws r. With the last run, latest.html and the archive are written too;
// else the page links to them if they are there.
func draw(dir string, r history.Run, runs []history.Summary, last bool) (page string, html []byte, err error) {
	name := address(r.Reported)
	if !newest(r, runs, func(s history.Summary) bool { return s.Reported == r.Reported }) {
		name = fmt.Sprintf("%s-run%d.html", name[:len(name)-len(".html")], r.Number)
	}
	html, err = renderPage(shipped, r, runs, func(name string) bool {
		return last && (name == latestName || name == archiveName) || found(dir)(name)
	})
	return filepath.Join(dir, name), html, err
}

// found tells which files a folder holds.
func found(dir string) func(name string) bool {
	return func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
}

// address is the file name of a period's page.
func address(p calendar.Period) string {
	if p == (calendar.Period{}) {
		return "undated.html"
	}
	return p.String() + ".html"
}

// newest reports whether no run of those that count has a larger number.
func newest(r history.Run, runs []history.Summary, counts func(history.Summary) bool) bool {
	for _, s := range runs {
		if s.Number > r.Number && counts(s) {
			return false
		}
	}
	return true
}

// replace writes to a temporary file beside name and renames it, so that a
// reader finds the old page or the new one, never half of one. A file that
// holds these bytes already is left as it is.
func replace(name string, data []byte) (err error) {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	defer func() { err = FileError(name, err) }()
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".papertide-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// FileError says what is wrong with a file under the name that it is to have,
// and not under that of the temporary one that is written first.
func FileError(name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}
