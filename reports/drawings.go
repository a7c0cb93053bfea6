package reports

import (
	"cmp"
	"html/template"
	"math"
	"strconv"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

const (
	thinPapers  = 5   // a period with fewer papers is drawn hollow
	mostDrawn   = 156 // periods in a small multiple: three years of weeks
	panelWidth  = 200
	panelHeight = 56
)

// scale is the upper end of drawings side by side: what holds every line, rounded
// up to an even number of per cent.
func (v *view) scale(lines [][]trends.Share) float64 {
	top := 0.0
	for _, shares := range lines {
		for i, s := range shares {
			if v.drawn(i, s) && s.Total >= thinPapers {
				top = max(top, s.Value)
				if v.few() || v.rolled() > 1 { // the intervals of single weeks would leave the lines no room
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

// lineGround draws what lies behind every line: the periods under test and a
// hairline at the beginning of each year.
func (v *view) lineGround() template.HTML {
	if !v.trending() || v.few() {
		return ""
	}
	first := v.firstDrawn()
	x := ruler{float64(first), float64(max(v.reported, first+1)), 0, panelWidth}
	var s svg
	s.add(`<g id="ground">`)
	if k := &v.kinds[topics.IsTopic]; k.tested() {
		from := x.at(max(float64(first), float64(v.indexOf(k.span().Recent.First))))
		s.rect("hz", from, 0, panelWidth-from, panelHeight)
	}
	s.add(`<path class="ja" d="`)
	for i := first + 1; i <= v.reported; i++ {
		if beginsYear(v.Counts.Periods[i].Period) {
			s.add("M", coordinate(x.at(float64(i))), " 0V", coordinate(panelHeight))
		}
	}
	s.add(`"/></g>`)
	return template.HTML(s.String())
}

// lineDrawing draws a topic's line and band once; panel and table use it.
func (v *view) lineDrawing(id string, shares []trends.Share, class string, dashed bool) string {
	first := v.firstDrawn()
	x := ruler{float64(first), float64(max(v.reported, first+1)), 0, panelWidth}
	y := ruler{0, v.top, panelHeight - 1, 1}
	var s svg
	class = "g-" + cmp.Or(class, "none")
	if dashed {
		class += " dash"
	}
	s.add(`<g id="`, id, `" class="`, class, `">`)
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
			out.add(coordinate(x.at(float64(i))), " ", coordinate(y.at(min(value, v.top))), " ")
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

// indexOf is the place of a period on the axis.
func (v *view) indexOf(p calendar.Period) int { return int(p.Index - v.Counts.Periods[0].Period.Index) }

// use shows a drawing that stands elsewhere in the page, stretched upwards, or
// at its own height with a dotted line half way up.
func use(id string, stretch float64, middle bool) template.HTML {
	var s svg
	s.add(`<svg viewBox="0 0 200 56" preserveAspectRatio="none" aria-hidden="true" focusable="false"><use href="#ground"/><use class="sc" href="#`, id, `"`)
	if stretch != 1 {
		s.add(` transform="matrix(1 0 0 `, factor(stretch), ` 0 `, coordinate(float64((panelHeight-1)*(1-stretch))), `)"`)
	}
	s.add(`/>`)
	if middle {
		s.add(`<path class="mid-line" d="M0 28H200"/>`)
	}
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// factor writes by how much a drawing grows.
func factor(f float64) string { return strconv.FormatFloat(f, 'g', 3, 64) }

// alone is a view that draws one topic on a scale of its own.
func (v *view) alone(kind topics.Kind, i int) *view {
	own := *v
	own.top = v.scale(v.kinds[kind].lines[i : i+1])
	return &own
}

// stretch is by how much a topic's drawing grows on its own scale, which holds
// the whole band.
func (v *view) stretch(shares []trends.Share) float64 {
	own := 0.0
	for i := v.firstDrawn(); i <= v.reported; i++ {
		if v.drawn(i, shares[i]) {
			own = max(own, min(v.top, shares[i].High))
		}
	}
	if own == 0 {
		return 1
	}
	return math.Floor(10*v.top/own) / 10
}

// whiskers draws few periods: a dot for the share, a line for its interval.
func (v *view) whiskers(shares []trends.Share) template.HTML {
	const width, left, right, up, down = 190, 6, 190, 8, 88
	var s svg
	s.add(`<svg class="whole" viewBox="0 0 190 104" aria-hidden="true" focusable="false">`)
	s.line("ax", left, down, right, down)
	s.line("gr", left, (up+down)/2, right, (up+down)/2)
	s.line("gr", left, up, right, up)
	s.text("tx3", "end", right, up+10, percent(v.top, 0))
	v.drawWhiskers(&s, shares, ruler{0, v.top, down, up}, 3.6, true)
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// smallWhiskers is whiskers without words, for the table.
func (v *view) smallWhiskers(shares []trends.Share) template.HTML {
	var s svg
	s.add(`<svg viewBox="0 0 190 44" aria-hidden="true" focusable="false">`)
	s.line("ax", 6, 40, 190, 40)
	v.drawWhiskers(&s, shares, ruler{0, v.top, 40, 4}, 3.2, false)
	s.add(`</svg>`)
	return template.HTML(s.String())
}

func (v *view) drawWhiskers(s *svg, shares []trends.Share, y ruler, r float64, words bool) {
	x := ruler{0, float64(max(1, len(shares)-1)), 20, 174}
	every := (len(shares) + 5) / 6
	for i, share := range shares {
		at, period := x.at(float64(i)), v.Counts.Periods[i]
		if words && (v.reported-i)%every == 0 {
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
