package fetch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"papertide/analysis/calendar"
)

// The files beside those of the answers. Their names begin with a dot, so that
// they are not read as papers.
const (
	journalName = ".fetched.jsonl"
	lockName    = ".fetch.lock"
	partName    = ".fetch-*.part"
)

// An entry is a line of the journal: a page that was asked for (File), days
// that a source was asked for (Through), or when a source was asked last.
type entry struct {
	File     string    `json:"file,omitempty"`
	Query    string    `json:"query,omitempty"`
	Next     string    `json:"next,omitempty"` // the query of the page that follows; "": it was the last
	Papers   int       `json:"papers,omitempty"`
	Size     int64     `json:"size,omitempty"` // bytes; 0: a page without papers, which is no file
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"`
	Asked    time.Time `json:"asked,omitzero"`

	Source  string        `json:"source,omitempty"`
	From    calendar.Date `json:"from,omitzero"`
	Through calendar.Date `json:"through,omitzero"` // the last day that no longer grows
	Follow  bool          `json:"follow,omitempty"`
}

// A journal remembers what was asked, one line for each answer, so that a killed
// program loses none. Of lines about one file the last holds. A line that cannot
// be read, as after a power cut, is passed over: its page is asked for again.
type journal struct {
	dir   string
	lock  *flock.Flock
	file  *os.File
	pages map[string]entry // by file
	spans []entry
	asked map[string]time.Time // by source name
}

func openJournal(ctx context.Context, dir string, notice func(string)) (j *journal, err error) {
	j = &journal{dir: dir, pages: map[string]entry{}, asked: map[string]time.Time{}}
	j.lock = flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o666))
	got, err := j.lock.TryLock()
	if err == nil && !got {
		notice("waiting for another fetch into " + dir)
		_, err = j.lock.TryLockContext(ctx, 100*time.Millisecond)
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, j.close())
		}
	}()
	if err := j.sweep(); err != nil {
		return j, err
	}
	if j.file, err = os.OpenFile(filepath.Join(dir, journalName), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666); err != nil {
		return j, err
	}
	return j, j.load()
}

// sweep removes what a killed fetch had begun to write.
func (j *journal) sweep() error {
	files, err := os.ReadDir(j.dir)
	for _, f := range files {
		if part, _ := filepath.Match(partName, f.Name()); part {
			err = errors.Join(err, os.Remove(filepath.Join(j.dir, f.Name())))
		}
	}
	return err
}

func (j *journal) load() error {
	r := bufio.NewReader(j.file)
	for {
		line, err := r.ReadBytes('\n')
		var e entry
		if json.Unmarshal(line, &e) == nil {
			j.remember(e)
		}
		if errors.Is(err, io.EOF) {
			if len(line) > 0 { // torn: the next one begins a line of its own
				_, err = j.file.WriteString("\n")
				return err
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (j *journal) remember(e entry) {
	source := e.Source
	switch {
	case e.File != "":
		j.pages[e.File] = e
		source = sourceOf(e.File)
	case !e.Through.IsZero():
		j.spans = append(j.spans, e)
		return
	}
	if e.Asked.After(j.asked[source]) {
		j.asked[source] = e.Asked
	}
}

// sourceOf is the source that a file came from.
func sourceOf(file string) string {
	for name := range pace {
		if strings.HasPrefix(file, name+"-") {
			return name
		}
	}
	return ""
}

// lastAsked says when each source was asked last.
func (j *journal) lastAsked() map[string]time.Time { return j.asked }

func (j *journal) add(e entry) error {
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.remember(e)
	_, err = j.file.Write(append(b, '\n'))
	return err
}

// whole returns what is known of a page if its file is as it was written, and
// it was asked for with this query.
func (j *journal) whole(name, query string) (entry, bool) {
	e, known := j.pages[name]
	if !known || e.Query != query {
		return entry{}, false
	}
	info, err := os.Stat(filepath.Join(j.dir, name))
	if errors.Is(err, fs.ErrNotExist) && e.Size == 0 || err == nil && info.Mode().IsRegular() && info.Size() == e.Size {
		return e, true
	}
	return entry{}, false
}

// same reports whether two pages hold the same.
func (j *journal) same(a, b entry) (bool, error) {
	if a.Size == 0 || a.Size != b.Size {
		return false, nil
	}
	x, err := os.ReadFile(filepath.Join(j.dir, a.File))
	if err != nil {
		return false, err
	}
	y, err := os.ReadFile(filepath.Join(j.dir, b.File))
	return bytes.Equal(x, y), err
}

// due is the first day that a source is to be asked for: after the days that
// Follow brought in one piece, else from or after the last day that Fetch
// brought. It is none if neither is known.
func (j *journal) due(source string, from calendar.Date) calendar.Date {
	first, last := from, calendar.Date{}
	for _, s := range j.spans {
		if s.Source != source {
			continue
		}
		if from.IsZero() && s.Follow && (first.IsZero() || s.From.Compare(first) < 0) {
			first = s.From
		}
		if s.Through.Compare(last) > 0 {
			last = s.Through
		}
	}
	switch {
	case first.IsZero() && last.IsZero():
		return first
	case first.IsZero():
		return plus(last, 1)
	}
	for grown := true; grown; {
		grown = false
		for _, s := range j.spans {
			if s.Source == source && s.From.Compare(first) <= 0 && s.Through.Compare(first) >= 0 {
				first, grown = plus(s.Through, 1), true
			}
		}
	}
	return first
}

// write keeps a file whole or not at all, and says whether it is another than
// the one that was there.
func (j *journal) write(name string, body []byte) (changed bool, err error) {
	path := filepath.Join(j.dir, name)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, body) {
		return false, nil
	}
	f, err := os.CreateTemp(j.dir, partName)
	if err != nil {
		return false, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(body)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return false, err
	}
	return true, os.Rename(f.Name(), path)
}

func (j *journal) remove(name string) error {
	err := os.Remove(filepath.Join(j.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// removeFrom removes the pages from the nth on, which an earlier answer had.
func (j *journal) removeFrom(p portion, n int, ending string) error {
	for ; ; n++ {
		name := p.file(n, ending)
		if _, known := j.pages[name]; !known {
			return nil
		}
		if err := j.remove(name); err != nil {
			return fmt.Errorf("a page that is no more: %w", err)
		}
		delete(j.pages, name)
	}
}

func (j *journal) close() error {
	var err error
	if j.file != nil {
		err = errors.Join(j.file.Sync(), j.file.Close())
	}
	return errors.Join(err, j.lock.Unlock())
}
