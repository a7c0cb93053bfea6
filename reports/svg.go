package reports

import (
	"html/template"
	"math"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/trends"
)

const (
	thinPapers  = 5   // a period with fewer papers is drawn hollow
	mostDrawn   = 156 // periods in a small multiple: three years of weeks
	panelWidth  = 200
	panelHeight = 56
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

// volume draws the papers of all periods.
func (v *view) volume() (head string, drawing template.HTML, foot string) {
	periods := v.Counts.Periods
	most := 1
	for _, p := range periods {
		most = max(most, p.Papers)
	}
	top := niceTop(most)
	head = "Papers per " + v.Unit.String()
	if v.Selection != nil {
		head = "Papers by " + v.Unit.String()
	}
	const left, right, up, down = 34, 360, 12, 94
	y := ruler{0, float64(top), down, up}
	x := ruler{0, float64(len(periods)), left, right}
	var s svg
	s.add(`<svg viewBox="0 0 364 112" role="img" data-chart="volume" aria-label="`, template.HTMLEscapeString(v.volumeInWords()), `">`)
	for _, tick := range []int{top / 2, top} {
		s.line("gr", left, y.at(float64(tick)), right, y.at(float64(tick)))
		s.text("tx", "end", left-4, y.at(float64(tick))+4, thousands(tick))
	}
	step := x.at(1) - x.at(0)
	width := min(36, step*0.8)
	low := v.lowPeriods()
	var plain svg
	for i, p := range periods {
		from, height := x.at(float64(i))+float64((step-width)/2), down-y.at(float64(p.Papers))
		switch {
		case !p.Complete:
			s.rect("strip", x.at(float64(i)), up, step, down-up)
		case i == v.reported || v.Selection != nil:
			s.rect("b1", from, down-height, width, height)
		case low[i]:
			s.rect("blow", from, down-height, width, height)
		case p.Papers > 0:
			plain.add("M", coordinate(from), " ", coordinate(down), "v", coordinate(-height), "h", coordinate(width), "v", coordinate(height), "z")
		}
		if v.few() && p.Complete {
			s.text("tx b", "middle", x.at(float64(i))+step/2, down-height-4, thousands(p.Papers))
		}
	}
	s.add(`<path class="b0" d="`, plain.String(), `"/>`)
	for i := range periods {
		if low[i] && i > 0 { // the first is low where the papers begin in its middle
			s.text("tx3", "middle", x.at(float64(i))+step, y.at(float64(2*periods[i].Papers))-14, "low")
			break
		}
	}
	s.line("ax", left, down, right, down)
	if v.few() {
		for i, p := range periods {
			label := tick(p.Period)
			if v.Unit == calendar.Year && len(periods) <= 8 {
				label = p.Period.String()
			}
			s.text("tx", "middle", x.at(float64(i))+step/2, 108, label)
		}
		periods = nil
	}
	for i, label := range axisLabels(periods, 5) {
		if label == "" {
			continue
		}
		s.line("ax", x.at(float64(i)), down, x.at(float64(i)), down+4)
		s.text("tx", "", x.at(float64(i)), 108, label)
	}
	s.add(`</svg>`)
	switch n := len(v.Counts.Periods); {
	case v.unfinished():
		foot = counted(v.Counts.Periods[n-1].Papers, "paper") + " so far"
	case v.Counts.Undated > 0:
		foot = counted(v.Counts.Undated, "paper") + " without a usable date"
	}
	return head, template.HTML(s.String()), foot
}

func (v *view) volumeInWords() string {
	periods := v.Counts.Periods
	if v.few() {
		var parts []string
		for _, p := range periods {
			part := thousands(p.Papers) + " in " + p.Period.String()
			if !p.Complete {
				part += " so far"
			}
			parts = append(parts, part)
		}
		return "Papers: " + strings.Join(parts, ", ")
	}
	words := "Papers per " + v.Unit.String() + " since " + day(periods[0].Period.Start()) + ": " +
		thousands(periods[v.reported].Papers) + " in " + span(v.Reported)
	if v.unfinished() {
		words += "; the next is unfinished"
	}
	return words
}

// lowPeriods are those with less than half the papers of the middle one of the
// thirteen around them: gaps of the source, in which every share jumps.
func (v *view) lowPeriods() map[int]bool {
	low := make(map[int]bool)
	if v.Selection != nil || v.complete < 8 {
		return low
	}
	periods := v.Counts.Periods[:v.reported+1]
	for i, p := range periods {
		var around []int
		for _, q := range periods[max(0, i-6):min(len(periods), i+7)] {
			around = append(around, q.Papers)
		}
		slices.Sort(around)
		low[i] = p.Complete && 2*p.Papers < around[len(around)/2]
	}
	return low
}

// niceTop is the smallest even number of at most two figures, and noughts, that
// holds n: the axis is marked there and half way up.
func niceTop(n int) int {
	for unit := 1; ; unit *= 10 {
		for f := 2; f < 20; f++ {
			if top := f * unit; top >= n && top%2 == 0 {
				return top
			}
		}
	}
}

// scale is the upper end of the small multiples: what holds every line, rounded
// up to an even number of per cent; a selection shows the whole.
func (v *view) scale() float64 {
	if v.Selection != nil {
		return 1
	}
	top := 0.0
	for _, shares := range v.Shares {
		for i, s := range shares {
			if v.drawn(i, s) && s.Total >= thinPapers {
				top = max(top, s.Value)
				if v.few() {
					top = max(top, s.High)
				}
			}
		}
	}
	return min(1, max(0.02, math.Ceil(top*50)/50))
}

// drawn reports whether a share is a point: a complete period with papers.
func (v *view) drawn(period int, s trends.Share) bool {
	return v.Counts.Periods[period].Complete && s.Total > 0
}

// firstDrawn is the first period of the small multiples.
func (v *view) firstDrawn() int { return max(0, v.reported+1-mostDrawn) }

// lineDrawing draws a topic's line and band once; panel and table use it.
func (v *view) lineDrawing(id string, shares []trends.Share, top float64, dashed bool) string {
	first := v.firstDrawn()
	x := ruler{float64(first), float64(max(v.reported, first+1)), 0, panelWidth}
	y := ruler{0, top, panelHeight - 1, 1}
	var s svg
	s.add(`<g id="`, id, `"`)
	if dashed {
		s.add(` class="dash"`)
	}
	s.add(`><path class="ja" d="`)
	for i := first; i <= v.reported; i++ {
		if p := v.Counts.Periods[i].Period; beginsYear(p) && i > first {
			s.add("M", coordinate(x.at(float64(i))), " 0V", coordinate(panelHeight))
		}
	}
	s.add(`"/>`)
	var band, line svg
	for from := first; from <= v.reported; from++ {
		if !v.drawn(from, shares[from]) {
			continue
		}
		to := from
		for to < v.reported && v.drawn(to+1, shares[to+1]) {
			to++
		}
		point := func(out *svg, i int, value float64) {
			out.add(coordinate(x.at(float64(i))), " ", coordinate(y.at(min(value, top))), " ")
		}
		line.add("M")
		band.add("M")
		for i := from; i <= to; i++ {
			point(&line, i, shares[i].Value)
			point(&band, i, shares[i].High)
		}
		for i := to; i >= from; i-- {
			point(&band, i, shares[i].Low)
		}
		if from == to { // one period between gaps: a short dash
			line.add("h2")
		}
		band.add("Z")
		from = to
	}
	s.add(`<path class="bd" d="`, band.String(), `"/><path class="ln" d="`, line.String(), `"/></g>`)
	return s.String()
}

// use shows a drawing that stands elsewhere in the page, stretched upwards, or
// at its own height with a dotted line half way up.
func use(id string, stretch float64, middle bool) template.HTML {
	var s svg
	s.add(`<svg viewBox="0 0 200 56" preserveAspectRatio="none" aria-hidden="true" focusable="false"><use href="#`, id, `"`)
	if stretch != 1 {
		s.add(` transform="matrix(1 0 0 `, coordinate(stretch), ` 0 `, coordinate((panelHeight-1)*(1-stretch)), `)"`)
	}
	s.add(`/>`)
	if middle {
		s.add(`<path class="mid-line" d="M0 28H200"/>`)
	}
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// stretch is by how much a topic's drawing grows on its own scale, which holds
// the whole band.
func (v *view) stretch(shares []trends.Share) float64 {
	top, own := v.scale(), 0.0
	for i := v.firstDrawn(); i <= v.reported; i++ {
		if v.drawn(i, shares[i]) {
			own = max(own, min(top, shares[i].High))
		}
	}
	if own == 0 {
		return 1
	}
	return math.Floor(10*top/own) / 10
}

// whiskers draws few periods: a dot for the share, a line for its interval.
func (v *view) whiskers(shares []trends.Share, top float64) template.HTML {
	const width, left, right, up, down = 190, 6, 190, 8, 88
	var s svg
	s.add(`<svg class="whole" viewBox="0 0 190 104" aria-hidden="true" focusable="false">`)
	s.line("ax", left, down, right, down)
	s.line("gr", left, (up+down)/2, right, (up+down)/2)
	s.line("gr", left, up, right, up)
	s.text("tx3", "end", right, up+10, percent(top, 0))
	v.drawWhiskers(&s, shares, ruler{0, top, down, up}, 3.6, true)
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// smallWhiskers is whiskers without words, for the table.
func (v *view) smallWhiskers(shares []trends.Share) template.HTML {
	var s svg
	s.add(`<svg viewBox="0 0 190 44" aria-hidden="true" focusable="false">`)
	s.line("ax", 6, 40, 190, 40)
	v.drawWhiskers(&s, shares, ruler{0, v.scale(), 40, 4}, 3.2, false)
	s.add(`</svg>`)
	return template.HTML(s.String())
}

func (v *view) drawWhiskers(s *svg, shares []trends.Share, y ruler, r float64, words bool) {
	x := ruler{0, float64(max(1, len(shares)-1)), 20, 174}
	for i, share := range shares {
		at, period := x.at(float64(i)), v.Counts.Periods[i]
		if words {
			s.text("tx3", "middle", at, 101, tick(period.Period))
		}
		switch class := ""; {
		case !period.Complete:
			s.rect("strip", at-8, y.high, 16, y.low-y.high)
		case share.Total == 0:
			s.text("tx3", "middle", at, y.low-4, "–")
		default:
			if share.Total < thinPapers {
				class = " few"
			}
			s.line("yw"+class, at, y.at(share.Low), at, y.at(min(share.High, y.to)))
			s.circle("yd"+class, at, y.at(share.Value), r)
		}
	}
}

// tick is a period's name on a narrow axis.
func tick(p calendar.Period) string {
	t := p.Start().Time()
	switch p.Unit {
	case calendar.Year:
		return "’" + t.Format("06")
	case calendar.Quarter:
		return p.String()[5:]
	case calendar.Month:
		return t.Format("Jan")
	}
	return p.String()[5:]
}

// beginsYear reports whether a period is the first of its year.
func beginsYear(p calendar.Period) bool {
	return p.Start().Time().Year() != p.Add(-1).Start().Time().Year()
}

// axisLabels names some periods: months or years at their first period, so
// many at most.
func axisLabels(periods []trends.PeriodInfo, most int) []string {
	labels := make([]string, len(periods))
	type named struct {
		at   int
		text string
		unit int // months since year 0
	}
	var starts []named
	months := len(periods) > 0 && periods[0].Period.Unit != calendar.Year &&
		periods[len(periods)-1].Period.Start().Day-periods[0].Period.Start().Day < 3*366
	for i, info := range periods {
		p := info.Period
		t, before := p.Start().Time(), p.Add(-1).Start().Time()
		switch month := t.Year()*12 + int(t.Month()) - 1; {
		case p.Unit == calendar.Year:
			starts = append(starts, named{i, t.Format("2006"), 12 * t.Year()})
		case beginsYear(p):
			text := t.Format("2006")
			if months {
				text = t.Format("Jan 2006")
			}
			starts = append(starts, named{i, text, month})
		case months && t.Month() != before.Month():
			starts = append(starts, named{i, t.Format("Jan"), month})
		}
	}
	for _, every := range []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200} {
		n := 0
		for _, s := range starts {
			if s.unit%every == 0 {
				n++
			}
		}
		if n > most && every < 1200 {
			continue
		}
		for _, s := range starts {
			if s.unit%every == 0 {
				labels[s.at] = s.text
			}
		}
		break
	}
	return labels
}
