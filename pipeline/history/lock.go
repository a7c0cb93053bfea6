package history

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/gofrs/flock"
)

// A lock keeps other processes from writing to a history. It is held on a file
// beside the history, which says who holds it and is gone when nobody does.
type lock struct{ file *flock.Flock }

const (
	lockRetry = 50 * time.Millisecond
	// The note begins after the byte that Windows locks, which nobody else may
	// read, and is always of one length, so that it need not be cut.
	noteAt, noteLength = 1, 200
)

// acquire waits for the lock of the history at path. If it has to wait, it
// tells notice once who holds it.
func acquire(ctx context.Context, path string, now time.Time, notice func(string)) (*lock, error) {
	path += ".lock"
	for told := false; ; {
		f := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
		got, err := f.TryLock()
		if err != nil {
			return nil, fmt.Errorf("cannot be locked for writing: %w", err)
		}
		if got && current(f) {
			l := &lock{f}
			l.sign(now)
			return l, nil
		}
		if got { // the file was removed while we waited for it: it guards nothing
			if err := f.Unlock(); err != nil {
				return nil, err
			}
			continue
		}
		if notice != nil && !told {
			notice("waiting for the history: " + holder(path))
			told = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// current reports whether the locked file is the one that others will find.
func current(f *flock.Flock) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	found, err := os.Stat(f.Path())
	return err == nil && os.SameFile(ours, found)
}

// sign writes into the lock's file who holds it. It is a courtesy: without it
// the lock holds as well.
func (l *lock) sign(now time.Time) {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	file, err := os.OpenFile(l.file.Path(), os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer file.Close()
	note := fmt.Sprintf("process %d on %.80s has held it since %s", os.Getpid(), host, now.Format(time.RFC3339))
	_, _ = file.WriteAt([]byte(fmt.Sprintf("%-*s\n", noteLength-1, note)), noteAt)
}

// holder says who holds a lock.
func holder(path string) string {
	note := make([]byte, noteLength)
	file, err := os.Open(path)
	if err == nil {
		var n int
		n, err = file.ReadAt(note, noteAt)
		note = note[:n]
		file.Close()
	}
	if text := strings.TrimSpace(strings.Map(printable, string(note))); err == nil && strings.HasPrefix(text, "process ") {
		return text
	}
	return "another process holds it"
}

// printable leaves out what would steer a terminal.
func printable(r rune) rune {
	if !unicode.IsPrint(r) {
		return -1
	}
	return r
}

// release gives the lock back. The file goes first: whoever waits for it then
// finds that it is not the current one, and makes its own. (Windows keeps a
// file that is open; it is then left and used again.)
func (l *lock) release() error {
	_ = os.Remove(l.file.Path())
	return l.file.Unlock()
}
