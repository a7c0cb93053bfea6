package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// mostArchives is how many archives may lie inside one another.
const mostArchives = 2

// mostSpooled is the largest archive that is copied to be read at random,
// bytes.
const mostSpooled = 16 << 30

// mostLeft is the number of members left out that are named.
const mostLeft = 10

// isZip knows a zip archive by its first member, or by its end if it is empty.
func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// anywhere returns the content for reading at random, which is copied to a
// temporary file unless it is the file itself. What a cut-off file still gives
// is copied; the copy's error is returned with it. A place outside, which a
// damaged archive may name, is the end of it and no error of the file.
func (x *reading) anywhere(from source) (at *io.SectionReader, done func() error, err error) {
	if from.whole && x.file.at != nil {
		return io.NewSectionReader(x.file, 0, x.file.size), func() error { return nil }, nil
	}
	t, err := newTempFile(x.o.Temp)
	if err != nil {
		return nil, nil, err
	}
	size, err := io.Copy(t, io.LimitReader(from, mostSpooled+1))
	if size > mostSpooled {
		err = fmt.Errorf("%w: more than %d GiB to be unpacked before they can be read", ErrRefused, mostSpooled>>30)
	}
	if err = x.failure(err); err != nil && (x.fatal(err) || errors.Is(err, ErrRefused) || size == 0) {
		return nil, nil, errors.Join(err, t.Close())
	}
	return io.NewSectionReader(t, 0, size), t.Close, err
}

// zip reads the members of a zip archive.
func (x *reading) zip(in *Input, from source, archives int) (err error) {
	at, done, cut := x.anywhere(from)
	if at == nil {
		return cut
	}
	defer func() { err = errors.Join(err, done()) }()
	a := archive{reading: x, in: in, archives: archives}
	damage, err := eachMember(at, a.member)
	if err != nil {
		return err
	}
	if damage = x.failure(damage); damage != nil && (x.fatal(damage) || errors.Is(damage, ErrRefused)) {
		return damage
	}
	return a.end(damage)
}

// An archive is the reading of its members.
type archive struct {
	*reading
	in       *Input
	archives int // that hold this one
	formats  []string
	left     []string // the first members that are left out, and why
	leftOut  int
	used     int // members that were read
}

// member reads one member. Its error ends the archive.
func (a *archive) member(m member) error {
	if hidden(m.name) {
		return nil
	}
	name := shorten(m.name)
	in := Input{Name: a.in.Name + "/" + name}
	r, err := m.open()
	if err == nil {
		defer r.Close()
		err = a.content(&in, bufio.NewReaderSize(a.count(r), 64<<10), a.archives+1)
	}
	a.in.Read += in.Read
	a.in.Rejected += in.Rejected
	switch {
	case err != nil && a.fatal(err):
		return err
	case errors.Is(err, ErrFormat): // without the list of all formats
		a.leave(name, ErrFormat)
		return nil
	case err != nil:
		a.leave(name, err)
		return nil
	}
	a.used++
	if !slices.Contains(a.formats, in.Format) {
		a.formats = append(a.formats, in.Format)
	}
	if in.Captured.Compare(a.in.Captured) > 0 {
		a.in.Captured = in.Captured
	}
	for language, n := range in.Languages {
		a.in.speak(language, n)
	}
	for _, w := range in.Warnings {
		a.in.Warnings = append(a.in.Warnings, name+": "+w)
	}
	return nil
}

func (a *archive) leave(name string, err error) {
	if a.leftOut++; len(a.left) < mostLeft {
		a.left = append(a.left, name+": "+err.Error())
	}
}

// end closes the accounts. An archive of which nothing could be used is an
// error.
func (a *archive) end(damage error) error {
	slices.Sort(a.formats)
	a.in.Format = "zip"
	if len(a.formats) > 0 {
		a.in.Format += " (" + strings.Join(a.formats, ", ") + ")"
	}
	switch {
	case a.used > 0:
	case damage != nil:
		return fmt.Errorf("%w: zip: %w", ErrDamaged, damage)
	case a.leftOut == 0:
		return fmt.Errorf("%w: no members in this archive", ErrEmpty)
	default:
		return fmt.Errorf("%w: a zip archive of which no member can be used (%s)", ErrFormat, a.leftNames("; "))
	}
	for _, w := range a.left {
		a.in.Warnings = append(a.in.Warnings, "left out: "+w)
	}
	if more := a.leftOut - len(a.left); more > 0 {
		a.in.Warnings = append(a.in.Warnings, fmt.Sprintf("left out: %d more members", more))
	}
	if damage != nil {
		a.in.Warnings = append(a.in.Warnings, fmt.Sprintf("damaged or cut off: what could be unpacked was used (zip: %v)", damage))
		a.in.Damaged = true
	}
	return nil
}

func (a *archive) leftNames(sep string) string {
	names := strings.Join(a.left, sep)
	if more := a.leftOut - len(a.left); more > 0 {
		names += fmt.Sprintf("%sand %d more", sep, more)
	}
	return names
}

// hidden reports whether a member is a folder, or one of those that a folder
// would hide: its own or a folder's name begins with a dot, or it is what macOS
// puts beside the members.
func hidden(name string) bool {
	if strings.HasSuffix(name, "/") {
		return true
	}
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if part != "." && part != ".." && strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	return false
}
