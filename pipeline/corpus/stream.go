package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"
)

// headSize is how much of a file the formats see to recognise it, bytes.
const headSize = 256 << 10

// maxWindow is the largest window of a Zstandard file that is read, bytes: the
// limit of the zstd command without --ultra or --long.
const maxWindow = 128 << 20

// A stream is the text of one file: decompressed, and UTF-8 where a byte order
// mark told the encoding. Its memory does not grow with the file.
type stream struct {
	text   *bufio.Reader // holds headSize bytes
	raw    *rawReader
	packed string // "gzip" or "zstd"; "" if the file is not compressed
	close  func()
}

// rawReader hashes the bytes of the file as they are read and remembers an
// error of the file itself, so that it is not taken for damaged compression.
type rawReader struct {
	r    io.Reader
	hash hash.Hash
	err  error
}

func (r *rawReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.hash.Write(p[:n])
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// openStream looks at the first bytes of r, unpacks gzip and Zstandard, and
// takes a byte order mark away.
func openStream(r io.Reader) (*stream, error) {
	s := &stream{raw: &rawReader{r: r, hash: sha256.New()}, close: func() {}}
	packed := bufio.NewReaderSize(s.raw, 64<<10)
	magic, _ := packed.Peek(4)
	var text io.Reader = packed
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		s.packed = "gzip"
		z, err := gzip.NewReader(packed)
		if err != nil {
			return s, err
		}
		text = z
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		s.packed = "zstd"
		z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return s, err
		}
		text, s.close = z, z.Close
	}
	s.text = bufio.NewReaderSize(text, headSize)
	mark, _ := s.text.Peek(3)
	switch {
	case bytes.Equal(mark, []byte{0xef, 0xbb, 0xbf}):
		_, _ = s.text.Discard(3)
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}), bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		utf16 := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
		s.text = bufio.NewReaderSize(utf16.NewDecoder().Reader(s.text), headSize)
	}
	return s, nil
}

// sum reads what is left of the file and returns the SHA-256 of all its bytes.
func (s *stream) sum() (string, error) {
	if s.raw.err == nil {
		_, _ = io.Copy(io.Discard, s.raw)
	}
	return hex.EncodeToString(s.raw.hash.Sum(nil)), s.raw.err
}
