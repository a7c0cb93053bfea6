package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// headSize is how much of a file the formats see to recognise it, bytes.
const headSize = 256 << 10

// A stream is the text of one file, unpacked, and UTF-8 where a byte order mark
// told the encoding. Its memory does not grow with the file.
type stream struct {
	text *bufio.Reader // holds headSize bytes
}

// openText takes a byte order mark away. Text in UTF-16 without one is known by
// its first two characters, if these are ASCII.
func openText(r io.Reader) *stream {
	s := &stream{bufio.NewReaderSize(r, headSize)}
	mark, _ := s.text.Peek(4)
	order, bom := unicode.BigEndian, unicode.IgnoreBOM
	switch {
	case bytes.HasPrefix(mark, []byte{0xef, 0xbb, 0xbf}):
		_, _ = s.text.Discard(3)
		return s
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}), bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		bom = unicode.ExpectBOM
	case len(mark) < 4:
		return s
	case mark[0] > 0 && mark[1] == 0 && mark[2] > 0 && mark[3] == 0:
		order = unicode.LittleEndian
	case mark[0] == 0 && mark[1] > 0 && mark[2] == 0 && mark[3] > 0:
	default:
		return s
	}
	s.text = bufio.NewReaderSize(unicode.UTF16(order, bom).NewDecoder().Reader(s.text), headSize)
	return s
}

// A rawFile is a file as it lies there, packed or not. It hashes the bytes as
// they are read in order, and remembers an error of the file itself, so that it
// is not taken for damaged compression.
type rawFile struct {
	r    io.Reader
	at   io.ReaderAt // nil: the file can be read in order alone
	size int64       // bytes; 0: not known before the end
	read int64       // bytes that were read in order
	hash hash.Hash
	err  error
}

func newRawFile(r io.Reader) *rawFile {
	f := &rawFile{r: r, hash: sha256.New()}
	if sized, ok := r.(interface {
		io.ReaderAt
		Size() int64
	}); ok && sized.Size() > 0 {
		f.at, f.size = sized, sized.Size()
	}
	return f
}

func (f *rawFile) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	f.hash.Write(p[:n])
	f.read += int64(n)
	return n, f.note(err)
}

// ReadAt reads anywhere in a file that has at.
func (f *rawFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.at.ReadAt(p, off)
	return n, f.note(err)
}

func (f *rawFile) note(err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		f.err = err
	}
	return err
}

// sum reads what is left of the file and returns the SHA-256 of all its bytes.
func (f *rawFile) sum() (string, error) {
	if f.err == nil {
		_, _ = io.Copy(io.Discard, f)
	}
	return hex.EncodeToString(f.hash.Sum(nil)), f.err
}
