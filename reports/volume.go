package reports

import (
	"html/template"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/trends"
)

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
	low := v.marked(trends.LowVolume)
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
	words := "Papers per " + v.Unit.String() + " since " + periods[0].Period.Start().Long() + ": " +
		thousands(periods[v.reported].Papers) + " in " + v.Reported.Long()
	if v.unfinished() {
		words += "; the next is unfinished"
	}
	return words
}

// marked are the periods with a mark of one kind, by their place.
func (v *view) marked(kind trends.MarkKind) map[int]bool {
	at := make(map[int]bool)
	for _, m := range v.Marks {
		if m.Kind == kind {
			at[v.indexOf(m.Period)] = true
		}
	}
	return at
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
