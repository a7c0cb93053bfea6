package reports

import (
	"html/template"
	"strings"
)

// A ruler maps values to lengths. The products are rounded apart from the sums
// so that all processors draw the same bytes.
type ruler struct{ from, to, low, high float64 }

func (r ruler) at(v float64) float64 {
	if r.to == r.from {
		return r.low
	}
	return r.low + float64((v-r.from)/(r.to-r.from)*(r.high-r.low))
}

// svg collects the elements of one drawing.
type svg struct{ strings.Builder }

func (s *svg) add(parts ...string) {
	for _, p := range parts {
		s.WriteString(p)
	}
}

func (s *svg) line(class string, x1, y1, x2, y2 float64) {
	s.add(`<line class="`, class, `" x1="`, coordinate(x1), `" y1="`, coordinate(y1), `" x2="`, coordinate(x2), `" y2="`, coordinate(y2), `"/>`)
}

func (s *svg) text(class, anchor string, x, y float64, text string) {
	s.add(`<text class="`, class, `" x="`, coordinate(x), `" y="`, coordinate(y), `"`)
	if anchor != "" {
		s.add(` text-anchor="`, anchor, `"`)
	}
	s.add(`>`, template.HTMLEscapeString(text), `</text>`)
}

func (s *svg) circle(class string, x, y, r float64) {
	s.add(`<circle class="`, class, `" cx="`, coordinate(x), `" cy="`, coordinate(y), `" r="`, coordinate(r), `"/>`)
}

func (s *svg) rect(class string, x, y, w, h float64) {
	s.add(`<rect class="`, class, `" x="`, coordinate(x), `" y="`, coordinate(y), `" width="`, coordinate(w), `" height="`, coordinate(h), `"/>`)
}
