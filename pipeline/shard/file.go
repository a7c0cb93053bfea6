package shard

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A model file is: the magic, which ends in the version of the file; the length
// of the head, 8 bytes; the head's SHA-256; the head as JSON; the arrays, each
// at a multiple of align. Numbers are little-endian. The head holds the SHA-256
// of all that follows it, so the head's own stands for the file.
const (
	magic = "ptmodel\x01"
	align = 64
	fixed = len(magic) + 8 + sha256.Size
	// mostHead bounds what a damaged length can make a reader take.
	mostHead = 64 << 20
)

// fileHead is the head as JSON.
type fileHead struct {
	Head
	Arrays []array
	Body   string // SHA-256 of what follows, hex
	Size   int    // of what follows, bytes
}

func aligned(n int) int { return (n + align - 1) / align * align }

// Hash names the model: the SHA-256 of its head, hex. It is known once the model
// was written or opened.
func (m *Model) Hash() string { return m.hash }

// Write writes the model to a file, whole or not at all.
func (m *Model) Write(name string) error {
	m.Head.Near, m.Head.Sparse, m.Head.Each = m.Near, m.Sparse, m.Index.Store().Each
	m.Head.Terms, m.Head.Papers, m.Head.Mean = m.Terms.Options, m.Terms.Papers, m.Terms.MeanLength
	m.Head.Terms.Workers = 0 // the reader says how many
	h := fileHead{Head: m.Head, Arrays: m.arrays()}
	body := func(w io.Writer) error {
		at := 0
		for i := range h.Arrays {
			a := &h.Arrays[i]
			a.At, a.Size = at, len(a.bytes)
			at += aligned(a.Size)
			if _, err := w.Write(a.bytes); err != nil {
				return err
			}
			if _, err := w.Write(make([]byte, aligned(a.Size)-a.Size)); err != nil {
				return err
			}
		}
		h.Size = at
		return nil
	}
	sum := sha256.New()
	if err := body(sum); err != nil {
		return err
	}
	h.Body = hex.EncodeToString(sum.Sum(nil))
	head, err := json.Marshal(h)
	if err != nil {
		return err
	}
	own := sha256.Sum256(head)
	m.hash = hex.EncodeToString(own[:])

	file, err := os.CreateTemp(filepath.Dir(name), ".model-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	w := bufio.NewWriter(file)
	start := binary.LittleEndian.AppendUint64([]byte(magic), uint64(len(head)))
	start = append(append(start, own[:]...), head...)
	start = append(start, make([]byte, aligned(len(start))-len(start))...)
	_, err = w.Write(start)
	for _, step := range []func() error{func() error { return body(w) }, w.Flush, func() error { return file.Chmod(0o644) }, file.Close} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// Open opens a model file without reading its arrays: they are mapped into
// memory, where the system can, and shared by the workers of a machine. A head
// that is damaged or of another version, and a file that is cut off, is an
// error. The number of workers never changes a result.
func Open(name string, workers int) (*Model, error) {
	file, unmap, err := mapFile(name)
	if err != nil {
		return nil, err
	}
	m := &Model{unmap: unmap}
	if err := m.open(file, workers); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), unmap())
	}
	return m, nil
}

func (m *Model) open(file []byte, workers int) error {
	h, body, err := parseHead(file)
	if err != nil {
		return err
	}
	own := sha256.Sum256(file[fixed : fixed+int(binary.LittleEndian.Uint64(file[len(magic):]))])
	m.Head, m.hash = h.Head, hex.EncodeToString(own[:])
	for i := range h.Arrays {
		a := &h.Arrays[i]
		if a.At < 0 || a.Size < 0 || a.At+a.Size > len(body) {
			return fmt.Errorf("model: array %q lies outside of the file", a.Name)
		}
		a.bytes = body[a.At : a.At+a.Size]
	}
	m.restore(h.Arrays, workers)
	return nil
}

// parseHead returns the head of a file and what follows it.
func parseHead(file []byte) (h fileHead, body []byte, err error) {
	name := magic[:len(magic)-1]
	switch {
	case len(file) < fixed || !bytes.HasPrefix(file, []byte(name)):
		return h, nil, errors.New("not a model of papertide fit")
	case file[len(name)] != magic[len(name)]:
		return h, nil, fmt.Errorf("a model of version %d: this program reads version %d", file[len(name)], magic[len(name)])
	}
	n := binary.LittleEndian.Uint64(file[len(magic):])
	if n > mostHead || fixed+int(n) > len(file) {
		return h, nil, errors.New("model: damaged or cut off")
	}
	head := file[fixed : fixed+int(n)]
	if sum := sha256.Sum256(head); !bytes.Equal(sum[:], file[len(magic)+8:fixed]) {
		return h, nil, errors.New("model: its head is damaged: SHA-256 differs")
	}
	if err := json.Unmarshal(head, &h); err != nil {
		return h, nil, fmt.Errorf("model: %w", err)
	}
	from := aligned(fixed + len(head))
	if len(file) != from+h.Size {
		return h, nil, fmt.Errorf("model: cut off: %d bytes, want %d", len(file), from+h.Size)
	}
	return h, file[from:], nil
}

// Verify reads a model file whole and compares it with its checksums.
func Verify(name string) error {
	file, unmap, err := mapFile(name)
	if err != nil {
		return err
	}
	h, body, err := parseHead(file)
	if sum := sha256.Sum256(body); err == nil && hex.EncodeToString(sum[:]) != h.Body {
		err = errors.New("model: damaged: SHA-256 differs")
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return errors.Join(err, unmap())
}

// Close gives the memory back; nothing of the model may be used afterwards.
func (m *Model) Close() error {
	if m.unmap == nil {
		return nil
	}
	return m.unmap()
}
