package corpus

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A zip archive that is cut off has lost the list of its members, which stands
// at its end. Each member begins with a header of its own, though.
// Source: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3.7 to 4.3.9.

const localHeader = 30 // bytes, without name and extra fields

// A localMember is what the header of a member says.
type localMember struct {
	flags, method uint16
	packed        int64 // bytes
	name          string
}

// inSequence calls use for one member after the other. Damage is what ended
// the archive other than its list.
func inSequence(r *bufio.Reader, use func(member) error) (damage, err error) {
	for {
		m, err := readLocal(r)
		if err != nil || m == nil {
			return err, nil
		}
		rest := r
		sized := m.flags&8 == 0 || m.packed > 0
		if sized {
			rest = bufio.NewReaderSize(io.LimitReader(r, m.packed), 64<<10)
		} else if m.method == 0 {
			return fmt.Errorf("%.100q: where it ends stands in the lost list", m.name), nil
		}
		var text io.ReadCloser
		var bad error
		err = use(member{m.name, func() (io.ReadCloser, error) {
			text, bad = unpacked(m.method, m.flags, rest)
			return text, bad
		}})
		if err != nil {
			return nil, err
		}
		switch {
		case sized:
			_, bad = io.Copy(io.Discard, rest)
		case text == nil && bad == nil: // nobody wanted it
			if text, bad = unpacked(m.method, m.flags, rest); bad == nil {
				_, bad = io.Copy(io.Discard, text)
			}
		case bad == nil:
			_, bad = io.Copy(io.Discard, text)
		}
		if bad == nil && !sized {
			bad = skipDescriptor(r)
		}
		if bad != nil {
			return bad, nil
		}
	}
}

// readLocal reads the header of the next member; none where the list begins.
func readLocal(r *bufio.Reader) (*localMember, error) {
	h, err := r.Peek(localHeader)
	if len(h) >= 4 && string(h[:2]) == "PK" && string(h[2:4]) != "\x03\x04" {
		return nil, nil
	}
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	if string(h[:4]) != "PK\x03\x04" {
		return nil, errors.New("a member does not begin where the one before ends")
	}
	le := binary.LittleEndian
	m := localMember{flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), packed: int64(le.Uint32(h[18:]))}
	names := make([]byte, int(le.Uint16(h[26:]))+int(le.Uint16(h[28:])))
	nameEnd := int(le.Uint16(h[26:]))
	_, _ = r.Discard(localHeader)
	if _, err := io.ReadFull(r, names); err != nil {
		return nil, err
	}
	m.name = string(names[:nameEnd])
	if m.packed == 0xffffffff {
		for extra := names[nameEnd:]; len(extra) >= 4; {
			n := int(le.Uint16(extra[2:]))
			if le.Uint16(extra) == 1 && n >= 16 && len(extra) >= 4+16 {
				m.packed = int64(le.Uint64(extra[12:]))
			}
			extra = extra[min(len(extra), 4+n):]
		}
	}
	if m.packed < 0 {
		return nil, errors.New("a member of impossible size")
	}
	return &m, nil
}

// skipDescriptor skips what follows a member whose size did not stand before
// it: perhaps a mark, its checksum, and two sizes of 4 or of 8 bytes.
func skipDescriptor(r *bufio.Reader) error {
	if mark, err := r.Peek(4); err == nil && string(mark) == "PK\x07\x08" {
		_, _ = r.Discard(4)
	}
	size := 12
	if next, err := r.Peek(22); err == nil && string(next[12:14]) != "PK" && string(next[20:22]) == "PK" {
		size = 20
	}
	_, err := r.Discard(size)
	return err
}
