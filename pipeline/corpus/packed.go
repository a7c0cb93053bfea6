package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

// Bounds on what a file unpacks to. Metadata of papers packs to a tenth of its
// size, tables that repeat themselves to a fiftieth; a thousandth is made to
// exhaust a machine. All that comes out of one file counts together, so that
// neither many members nor several layers get around the bound.
const (
	mostRatio  = 200       // bytes unpacked for each byte of the file
	freeBytes  = 256 << 20 // bytes that any file may unpack to
	mostLayers = 2         // compressions inside one another (papers.jsonl.gz.gz)
)

// maxWindow is the largest window of a Zstandard or xz file that is read,
// bytes: the limit of the zstd command without --ultra or --long, and twice
// what xz -9 uses.
const maxWindow = 128 << 20

// A packing is one kind of compression.
type packing struct {
	name  string
	begin func(head []byte) bool // reports whether a packed file begins with head, of packedHead bytes at most
	open  func(r *bufio.Reader) (text io.Reader, done func(), err error)
}

const packedHead = 6

var packings = []packing{
	{"gzip", func(b []byte) bool { return bytes.HasPrefix(b, []byte{0x1f, 0x8b}) }, openGzip},
	{"zstd", isZstd, openZstd},
	{"xz", func(b []byte) bool { return bytes.HasPrefix(b, []byte("\xfd7zXZ\x00")) }, openXZ},
}

func packingOf(head []byte) *packing {
	for i := range packings {
		if packings[i].begin(head) {
			return &packings[i]
		}
	}
	return nil
}

// openGzip unpacks all members of a gzip file.
func openGzip(r *bufio.Reader) (io.Reader, func(), error) {
	z, err := gzip.NewReader(r)
	return z, func() {}, err
}

// isZstd knows a frame, and one to be skipped, with which a seekable file may
// begin.
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) > 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2a, 0x4d, 0x18})
}

func openZstd(r *bufio.Reader) (io.Reader, func(), error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

// openXZ refuses a window beyond maxWindow where the first block asks for it,
// as the library would make any: all blocks of a file have the same window
// unless somebody made it by hand.
func openXZ(r *bufio.Reader) (io.Reader, func(), error) {
	const header = 12
	head, _ := r.Peek(header + 1024)
	if len(head) > header && head[header] != 0 { // 0: no block
		block := head[header:min(len(head), header+4*(int(head[header])+1))]
		if window, found := xzWindow(block); found && window > maxWindow {
			return nil, nil, fmt.Errorf("needs a window of %d MiB, at most %d are given", window>>20, maxWindow>>20)
		}
	}
	z, err := xz.NewReader(r)
	return z, func() {}, err
}

// xzWindow returns the size of the LZMA2 dictionary that a block header asks
// for: after its size and flags come two sizes that may be there, then filters
// with their number, the length of their properties, and these.
// Source: The .xz File Format 1.2.1, section 3.1, https://tukaani.org/xz/xz-file-format.txt
func xzWindow(block []byte) (int64, bool) {
	if len(block) < 2 {
		return 0, false
	}
	flags, rest := block[1], block[2:]
	skip := func() {
		for len(rest) > 0 {
			b := rest[0]
			if rest = rest[1:]; b < 0x80 {
				return
			}
		}
	}
	for _, there := range []byte{0x40, 0x80} {
		if flags&there != 0 {
			skip()
		}
	}
	for range int(flags&3) + 1 {
		if len(rest) < 3 {
			break
		}
		if rest[0] == 0x21 {
			n, err := lzma.DecodeDictCap(rest[2])
			return n, err == nil
		}
		skip()
		if len(rest) == 0 || int(rest[0])+1 > len(rest) {
			break
		}
		rest = rest[int(rest[0])+1:]
	}
	return 0, false
}

// errBomb ends a file that unpacks to more than its bounds allow.
var errBomb = fmt.Errorf("%w: unpacks to more than %d times its size, which no list of papers does", ErrRefused, mostRatio)

// An unpacker counts what comes out of one file, in all layers and members.
type unpacker struct {
	file *rawFile
	out  int64
	stop error // set: bounds were exceeded, which ends the file; decoders on top may hide it
}

// count returns a reader that ends with errBomb where what all such readers
// gave exceeds the bounds.
func (u *unpacker) count(r io.Reader) io.Reader { return countedReader{r, u} }

type countedReader struct {
	r io.Reader
	u *unpacker
}

func (c countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.u.out += int64(n)
	if c.u.out > freeBytes+mostRatio*max(c.u.file.read, c.u.file.size) {
		c.u.stop = errBomb
		return n, errBomb
	}
	return n, err
}

// open takes compression off until something else begins. It returns the names
// of what it took off; the error is that of the last.
func (u *unpacker) open(r *bufio.Reader) (content *bufio.Reader, layers []string, done func(), err error) {
	var opened []func()
	done = func() {
		for _, f := range opened {
			f()
		}
	}
	for {
		head, _ := r.Peek(packedHead)
		p := packingOf(head)
		if p == nil {
			return r, layers, done, nil
		}
		layers = append(layers, p.name)
		if len(layers) > mostLayers {
			return r, layers, done, fmt.Errorf("%w: packed more than %d times over", ErrRefused, mostLayers)
		}
		text, end, err := p.open(r)
		if err != nil {
			if err = u.failure(err); !errors.Is(err, ErrRefused) && u.file.err == nil {
				err = fmt.Errorf("%w: %s: %w", ErrDamaged, p.name, err)
			}
			return r, layers, done, err
		}
		opened = append(opened, end)
		r = bufio.NewReaderSize(u.count(text), 64<<10)
	}
}

// failure returns what really ended the reading, if a decoder passed it on in
// its own words.
func (u *unpacker) failure(err error) error {
	switch {
	case err == nil:
		return nil
	case u.file.err != nil:
		return u.file.err
	case u.stop != nil:
		return u.stop
	}
	return err
}
