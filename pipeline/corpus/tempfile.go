package corpus

import (
	"errors"
	"os"
	"path/filepath"
)

// A tempFile is gone when it is closed, or with the process where the system
// allows it.
type tempFile struct {
	*os.File
	unlink string // its name where an open file cannot be removed
}

func newTempFile(dir string) (*tempFile, error) {
	f, err := os.CreateTemp(dir, ".papertide-*.tmp")
	if err != nil {
		return nil, plain(err, "temporary file in "+dir)
	}
	t := &tempFile{File: f}
	if os.Remove(f.Name()) != nil {
		t.unlink = f.Name()
	}
	return t, nil
}

func (t *tempFile) Write(p []byte) (int, error) {
	n, err := t.File.Write(p)
	return n, plain(err, "temporary file in "+filepath.Dir(t.Name())) // its name is gone
}

func (t *tempFile) Close() error {
	err := t.File.Close()
	if t.unlink != "" {
		err = errors.Join(err, os.Remove(t.unlink))
	}
	return err
}
