package corpus

import (
	"errors"
	"fmt"
	"io/fs"
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
		return nil, inFolder(dir, err)
	}
	t := &tempFile{File: f}
	if os.Remove(f.Name()) != nil {
		t.unlink = f.Name()
	}
	return t, nil
}

func (t *tempFile) Write(p []byte) (int, error) {
	n, err := t.File.Write(p)
	return n, inFolder(filepath.Dir(t.Name()), err)
}

// inFolder says in which folder there is, for example, no space left, and not
// the name of a file that is gone.
func inFolder(dir string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("temporary file in %s: %w", dir, path.Err)
	}
	return err
}

func (t *tempFile) Close() error {
	err := t.File.Close()
	if t.unlink != "" {
		err = errors.Join(err, os.Remove(t.unlink))
	}
	return err
}
