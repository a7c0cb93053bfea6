package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Errors of Read that say that a file holds nothing that could be read, or
// nothing that will be. A file that was named makes the command fail then; one
// that was met in a folder is named and left out.
var (
	ErrEmpty   = errors.New("empty file")
	ErrFormat  = errors.New("not a known format")
	ErrDamaged = errors.New("damaged from its start")
	ErrRefused = errors.New("refused")
)

// Read reads the papers of one file. It finds compression (gzip, Zstandard,
// xz), archives (zip), Parquet and the format of texts by looking at the
// content; o.Format may name the format of texts. The members of an archive
// are read as files are, with one more archive inside at most; their names are
// shown and lead nowhere. Each record is given either to add, as an identified
// paper, or to reject, both in the order of the file and never at the same
// time. Several records of one paper are several papers here.
//
// The memory that Read takes does not depend on the size of the file: a record
// of more than MaxRecord bytes is left out without being held. An archive and
// Parquet are read at random; where r is no io.ReaderAt with a Size method, they
// are copied to a temporary file in o.Temp.
//
// Damaged compression ends the file or member with a warning; what came before
// it is used. Members that cannot be used are named in a warning. An error is
// the reader's own, add's, or wraps ErrEmpty, ErrFormat, ErrDamaged or
// ErrRefused; it begins with name unless it is add's. The Input is as full as
// it could be, also beside an error.
func Read(name string, r io.Reader, o Options, add func(Paper) error, reject func(Rejected)) (Input, error) {
	in := Input{Name: name}
	file := newRawFile(r)
	x := reading{o, add, reject, unpacker{file: file}}
	err := x.content(&in, bufio.NewReaderSize(file, 64<<10), 0)
	var stopped addError
	if errors.As(err, &stopped) {
		return in, stopped.error
	}
	sum, readErr := file.sum()
	in.SHA256 = sum
	if readErr != nil {
		err = readErr
	}
	if err != nil {
		return in, fmt.Errorf("%s: %w", name, err)
	}
	return in, nil
}

// addError marks an error of the caller's function add.
type addError struct{ error }

// A reading is one call of Read.
type reading struct {
	o      Options
	add    func(Paper) error
	reject func(Rejected)
	unpacker
}

// fatal reports whether an error ends the reading of the whole file and not
// only that of a member.
func (x *reading) fatal(err error) bool {
	return errors.As(err, new(addError)) || x.file.err != nil || x.stop != nil
}

// content reads what r holds: the file itself, or a member of so many archives.
func (x *reading) content(in *Input, r *bufio.Reader, archives int) error {
	inner, layers, done, err := x.open(r)
	defer done()
	if err != nil {
		return err
	}
	if archives > 0 && len(layers) == 0 {
		layers = []string{"zip"}
	}
	source := source{inner, strings.Join(layers, ", "), len(layers) == 0}
	head, _ := inner.Peek(packedHead)
	switch {
	case isZip(head) && archives == mostArchives:
		return fmt.Errorf("%w: an archive in an archive in an archive", ErrRefused)
	case isZip(head):
		err = x.zip(in, source, archives)
	case isParquet(head):
		err = x.parquet(in, source)
	default:
		err = x.text(in, source)
	}
	return x.failure(err)
}

// A source is where the content of a file or member comes from.
type source struct {
	*bufio.Reader
	packed string // how it was packed; "" if it was not
	whole  bool   // it is the file itself, to be read at random if that can be
}

// text reads a file that is a text.
func (x *reading) text(in *Input, from source) error {
	s := openText(from.Reader)
	head, headErr := s.text.Peek(headSize)
	if headErr == io.EOF || x.failure(nil) != nil {
		headErr = nil
	}
	if blank(head) && headErr != nil && x.failure(headErr) == headErr {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, from.packed, headErr)
	}
	if blank(head) && len(head) < headSize && x.failure(headErr) == nil {
		return ErrEmpty
	}
	f, err := formatOf(x.o.Format, head)
	if err != nil {
		return err
	}
	in.Format = f.name
	split, parse := f.open(s, x.o, in)
	return x.records(in, from.packed, split, parse)
}

// records reads all records, and makes a warning of damaged packing.
func (x *reading) records(in *Input, packed string, split splitter, parse parser) error {
	var seen marks
	err := inOrder(split, func(raw []byte) outcome { return check(raw, parse, x.o) }, func(rec record, out outcome) error {
		in.Read++
		seen.count(out.marks)
		if out.flaw == nil {
			in.speak(out.language, 1)
			if err := x.add(out.paper); err != nil {
				return addError{err}
			}
			return nil
		}
		in.Rejected++
		x.reject(Rejected{Place: rec.place(in.Name), Reason: out.flaw.reason, Detail: out.flaw.detail})
		return nil
	})
	in.Warnings = append(in.Warnings, seen.warnings()...)
	if errors.Is(err, ErrRefused) && !x.fatal(err) {
		x.stop = err
	}
	if err != nil && !x.fatal(err) {
		in.Warnings = append(in.Warnings, fmt.Sprintf("damaged or cut off: what could be unpacked was used (%s: %v)", packed, err))
		in.Damaged = true
		err = nil
	}
	return err
}

// speak counts n papers in a language that is not English.
func (in *Input) speak(language string, n int) {
	if language == "" {
		return
	}
	if in.Languages == nil {
		in.Languages = map[string]int{}
	}
	in.Languages[language] += n
}

// place returns where the record stands: "papers.jsonl:17", "papers.json:#17".
func (rec record) place(name string) string {
	if rec.nth > 0 {
		return name + ":#" + strconv.Itoa(rec.nth)
	}
	return name + ":" + strconv.Itoa(rec.line)
}
