package corpus

import (
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Errors of Read that say that a file holds nothing that could be read. A file
// that was named makes the command fail then; one that was met in a folder is
// named and left out.
var (
	ErrEmpty   = errors.New("empty file")
	ErrFormat  = errors.New("not a known format")
	ErrDamaged = errors.New("damaged from its start")
)

// Read reads the papers of one file. It finds compression (gzip, Zstandard)
// and format by looking at the content; o.Format may name the format. Each
// record is given either to add, as an identified paper, or to reject, both in
// the order of the file and never at the same time. The memory that Read takes
// does not depend on the size of the file: a record of more than MaxRecord
// bytes is left out without being held. Several records of one paper are
// several papers here.
//
// Damaged compression ends the file with a warning; what came before it is
// used. An error is the reader's own, add's, or wraps ErrEmpty, ErrFormat or
// ErrDamaged; it begins with name unless it is add's. The Input is as full as
// it could be, also beside an error.
func Read(name string, r io.Reader, o Options, add func(Paper) error, reject func(Rejected)) (Input, error) {
	in := Input{Name: name}
	s, err := openStream(r)
	defer s.close()
	if err == nil {
		err = s.read(&in, o, add, reject)
	} else if s.raw.err == nil {
		err = fmt.Errorf("%w: %s: %w", ErrDamaged, s.packed, err)
	}
	var stopped addError
	if errors.As(err, &stopped) {
		return in, stopped.error
	}
	sum, readErr := s.sum()
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

func (s *stream) read(in *Input, o Options, add func(Paper) error, reject func(Rejected)) error {
	head, headErr := s.text.Peek(headSize)
	if headErr == io.EOF || s.raw.err != nil {
		headErr = nil
	}
	if blank(head) && headErr != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, s.packed, headErr)
	}
	if blank(head) && len(head) < headSize {
		return ErrEmpty
	}
	f, err := formatOf(o.Format, head)
	if err != nil {
		return err
	}
	in.Format = f.name
	split, parse := f.open(s, o, in)

	var seen marks
	err = inOrder(split, func(raw []byte) outcome { return check(raw, parse, o) }, func(rec record, out outcome) error {
		in.Read++
		seen.count(out.marks)
		if out.flaw == nil {
			if err := add(out.paper); err != nil {
				return addError{err}
			}
			return nil
		}
		in.Rejected++
		reject(Rejected{Place: rec.place(in.Name), Reason: out.flaw.reason, Detail: out.flaw.detail})
		return nil
	})
	in.Warnings = append(in.Warnings, seen.warnings()...)
	if err != nil && !errors.As(err, new(addError)) && s.raw.err == nil {
		in.Warnings = append(in.Warnings, fmt.Sprintf("damaged or cut off: what could be unpacked was used (%s: %v)", s.packed, err))
		err = nil
	}
	return err
}

// place returns where the record stands: "papers.jsonl:17", "papers.json:#17".
func (rec record) place(name string) string {
	if rec.nth > 0 {
		return name + ":#" + strconv.Itoa(rec.nth)
	}
	return name + ":" + strconv.Itoa(rec.line)
}
