package history

// agree reports whether a value that was read is what is known.
func agree(read, known *int) bool {
	return read == nil || known != nil && *read == *known
}

// An engagement is the upvotes and comments of a paper, nil where they are not
// known, and the day on which its page was saved, "" where that is not known.
type engagement struct {
	captured          string
	upvotes, comments *int
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
