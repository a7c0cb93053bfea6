package corpus

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// mostDirectory is the size of the list of members up to which an archive is
// read, bytes: it is held in memory, and these are a quarter of a million.
const mostDirectory = 32 << 20

var (
	errDirectory = fmt.Errorf("%w: the list of its members takes more than %d MiB", ErrRefused, mostDirectory>>20)
	errEncrypted = errors.New("encrypted")
	errMethod    = errors.New("packed by a method that is not read")
)

// A member is one file of an archive. Its name is shown and never used as a
// path.
type member struct {
	name string
	open func() (io.ReadCloser, error)
}

// zipMethods are the methods of compression that are read.
// Source: PKWARE, .ZIP File Format Specification 6.3.10, section 4.4.5.
var zipMethods = map[uint16]func(r *bufio.Reader) (text io.Reader, done func(), err error){
	0:  func(r *bufio.Reader) (io.Reader, func(), error) { return r, func() {}, nil },
	8:  func(r *bufio.Reader) (io.Reader, func(), error) { return flate.NewReader(r), func() {}, nil },
	12: func(r *bufio.Reader) (io.Reader, func(), error) { return bzip2.NewReader(r), func() {}, nil },
	93: openZstd,
	95: openXZ,
}

// unpacked returns the text of a member that is packed by a method.
func unpacked(method, flags uint16, packed *bufio.Reader) (io.ReadCloser, error) {
	if flags&1 != 0 {
		return nil, errEncrypted
	}
	open := zipMethods[method]
	if open == nil {
		return nil, fmt.Errorf("%w (%d)", errMethod, method)
	}
	text, done, err := open(packed)
	if err != nil {
		return nil, err
	}
	return unpackedMember{text, done}, nil
}

type unpackedMember struct {
	io.Reader
	done func()
}

func (m unpackedMember) Close() error {
	m.done()
	return nil
}

// eachMember calls use for each member of a zip archive, in the order of its
// list, until use returns an error. An archive whose list cannot be read, as it
// is cut off, is read from its first member on. Damage is what keeps members
// from being found.
func eachMember(at *io.SectionReader, use func(member) error) (damage, err error) {
	list := &directoryReader{at: at, left: mostDirectory}
	z, listErr := zip.NewReader(list, at.Size())
	if list.left < 0 {
		return errDirectory, nil
	}
	if listErr != nil && !errors.Is(listErr, zip.ErrInsecurePath) { // which are read all the same, as names
		damage, err = inSequence(bufio.NewReaderSize(at, 64<<10), use)
		if damage == nil {
			damage = listErr
		}
		return damage, err
	}
	list.left = unlimited
	for method := range zipMethods {
		if method != 0 && method != 8 { // these the library has
			z.RegisterDecompressor(method, func(r io.Reader) io.ReadCloser {
				text, err := unpacked(method, 0, bufio.NewReaderSize(r, 64<<10))
				if err != nil {
					return io.NopCloser(failedReader{err})
				}
				return text
			})
		}
	}
	for _, f := range z.File {
		if f.Mode().Type() == fs.ModeSymlink {
			continue
		}
		open := func() (io.ReadCloser, error) {
			if f.Flags&1 != 0 {
				return nil, errEncrypted
			}
			if zipMethods[f.Method] == nil {
				return nil, fmt.Errorf("%w (%d)", errMethod, f.Method)
			}
			r, err := f.Open()
			if err != nil {
				err = fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			return r, err
		}
		if err := use(member{f.Name, open}); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

type failedReader struct{ err error }

func (f failedReader) Read([]byte) (int, error) { return 0, f.err }

// A directoryReader ends the reading of a list of members that is too long.
type directoryReader struct {
	at   io.ReaderAt
	left int64 // bytes that may be read; below 0: more were asked for
}

const unlimited = 1 << 62

func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	if d.left != unlimited {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errDirectory
		}
	}
	return d.at.ReadAt(p, off)
}
