package history

import "papertide/analysis/calendar"

// agree reports whether a value that was read is what is known.
func agree(read, known *int) bool {
	return read == nil || known != nil && *read == *known
}

// An engagement is the upvotes and comments of a paper, nil where they are not
// known, and the day on which its page was saved, "" where that is not known.
type engagement struct {
	captured          string
	upvotes, comments *int
	run               int // that read it
}

// then returns what is known after a later run saw s. A page that was saved
// before one that was read already says nothing about now.
func (e engagement) then(s engagement) engagement {
	if s.captured != "" && s.captured < e.captured {
		return e
	}
	if s.captured == "" {
		s.captured = e.captured
	}
	if s.upvotes == nil {
		s.upvotes = e.upvotes
	}
	if s.comments == nil {
		s.comments = e.comments
	}
	return s
}

// seenBy gives each paper the day on which its engagement was seen, from which
// follows how old it was: the day on which its page was saved or, where that is
// not known, the newest date of the papers whose engagement the same run read
// without a day, as it was read no earlier than that.
func (s *shelf) seenBy(known map[int]engagement) error {
	s.seen = make([]calendar.Date, len(s.papers))
	newest := map[int]calendar.Date{} // by run
	for number, e := range known {
		p, err := s.find(number)
		if err != nil {
			return err
		}
		if e.captured == "" && p.Date.Compare(newest[e.run]) > 0 {
			newest[e.run] = p.Date
		}
	}
	for number, e := range known {
		seen := newest[e.run]
		if e.captured != "" {
			if err := seen.UnmarshalText([]byte(e.captured)); err != nil {
				return errDamaged{"the day of a sighting"}
			}
		}
		s.seen[s.row[number]] = seen
	}
	return nil
}
