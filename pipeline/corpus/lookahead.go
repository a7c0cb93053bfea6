package corpus

import (
	"bufio"
	"io"
)

// A lookahead reads a text in the pieces that its reader has buffered, so that
// a cutter can walk over it byte by byte without a call for each.
type lookahead struct {
	r      *bufio.Reader // nil: window is all there is
	window []byte        // what r has buffered
	at     int           // the next byte, in window
	err    error         // of r, other than io.EOF
}

// fill makes sure that there is a byte at l.at.
func (l *lookahead) fill() bool { return l.at < len(l.window) || len(l.ahead(1)) > 0 }

// ahead returns what comes next, at least n bytes (no more than r can buffer)
// unless the text ends before. It is valid until the next call.
func (l *lookahead) ahead(n int) []byte {
	if l.r != nil && len(l.window)-l.at < n {
		_, _ = l.r.Discard(l.at)
		n = min(n, l.r.Size())
		if _, err := l.r.Peek(n); err != nil && err != io.EOF {
			l.err = err
		}
		l.window, _ = l.r.Peek(l.r.Buffered())
		l.at = 0
	}
	return l.window[l.at:]
}
