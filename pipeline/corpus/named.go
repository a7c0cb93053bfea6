package corpus

import (
	"fmt"
	"io"
	"strings"
)

// Named returns the papers that a file names, in any format that Read knows
// unpacked, identified: as a list of references names papers that are wanted, each
// by an id, by its title, or both, and without abstracts. Entries that name
// nothing or cannot be read are left out. An error is r's or wraps ErrFormat or
// ErrEmpty, and begins with name.
func Named(name string, r io.Reader) (papers []Paper, left []Rejected, err error) {
	s := openText(r)
	head, _ := s.text.Peek(headSize)
	if blank(head) && len(head) < headSize {
		return nil, nil, fmt.Errorf("%s: %w", name, ErrEmpty)
	}
	f, err := formatOf("auto", head)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	split, parse := f.open(s, Options{}, &Input{})
	err = split(func(rec record) bool {
		bad := rec.bad
		var p Paper
		if bad == nil {
			p, bad = parse(rec.raw)
		}
		if bad == nil {
			tidy(&p)
			Identify(&p)
			if p.Title == "" && strings.HasPrefix(p.ID, titlePrefix) {
				bad = &flaw{reason: "neither id nor title"}
			}
		}
		if bad != nil {
			left = append(left, Rejected{rec.place(name), bad.reason, shorten(bad.detail)})
			return true
		}
		papers = append(papers, p)
		return true
	})
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return papers, left, err
}
