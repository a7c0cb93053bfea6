package reports

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"unicode/utf8"
)

const (
	mapMargin = 46
	// mostLinked is the number of papers up to which the map is drawn by Go,
	// each dot a link to its paper in the list.
	mostLinked = listedAll
)

// A box is the room that a label takes on the map.
type box struct{ left, top, right, bottom float64 }

func (a box) meets(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// mapDrawing draws each paper at its spot, joined to the middle of its topic.
func (v *view) mapDrawing(width, height float64) template.HTML {
	side := min(2*mapMargin, width/12)
	spot := v.placed(side, width-side, height-mapMargin, mapMargin)
	middle := make([][2]float64, len(v.Topics))
	members := make([][]int, len(v.Topics))
	for row := range v.Papers {
		if v.fits(row) {
			members[v.Of[row]] = append(members[v.Of[row]], row)
		}
	}
	var s svg
	class := "wide"
	if height > width {
		class = "tall"
	}
	s.add(`<svg class="smap `, class, `" viewBox="0 0 `, coordinate(width), " ", coordinate(height), `" role="group" data-chart="map" aria-label="Map of `, counted(len(v.Papers), "paper"), `; each dot leads to its paper in the list">`)
	for t, rows := range members {
		for _, row := range rows {
			middle[t][0] += spot[row][0] / float64(len(rows))
			middle[t][1] += spot[row][1] / float64(len(rows))
		}
		for _, row := range rows {
			s.line("sp", spot[row][0], spot[row][1], middle[t][0], middle[t][1])
		}
	}
	for row, p := range v.Papers {
		if v.Of[row] == hidden {
			continue
		}
		class = "md"
		if !v.fits(row) {
			class = "mo"
		}
		title := template.HTMLEscapeString(readable(p.Title))
		s.add(`<a href="#p`, strconv.Itoa(row), `" aria-label="`, title, `">`)
		s.add(`<circle class="`, class, `" cx="`, coordinate(spot[row][0]), `" cy="`, coordinate(spot[row][1]), `" r="6"><title>`, title, `</title></circle></a>`)
	}
	for _, l := range v.mapLabels(spot, members, width, height) {
		s.text("ml", "middle", l.x, l.y, l.text)
	}
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// placed scales the spots of all papers to a drawing.
func (v *view) placed(left, right, bottom, top float64) [][2]float64 {
	out := make([][2]float64, len(v.Spot))
	var low, high [2]float64
	for i, s := range v.Spot {
		for k := range s {
			out[i][k] = float64(s[k])
			if i == 0 || out[i][k] < low[k] {
				low[k] = out[i][k]
			}
			if i == 0 || out[i][k] > high[k] {
				high[k] = out[i][k]
			}
		}
	}
	x, y := ruler{low[0], high[0], left, right}, ruler{low[1], high[1], bottom, top}
	for i := range out {
		out[i] = [2]float64{x.at(out[i][0]), y.at(out[i][1])}
	}
	return out
}

type mapLabel struct {
	x, y float64
	text string
}

// mapLabels names the topics above or below their papers, the largest first,
// where no other name stands and fewest dots are covered.
func (v *view) mapLabels(spot [][2]float64, members [][]int, width, height float64) []mapLabel {
	const half, line = 3.9, 9 // of a character's width and of a line, at 14 px
	var labels []mapLabel
	var taken []box
	for t, rows := range members {
		if len(rows) == 0 {
			continue
		}
		name := v.names[v.Topics[t].ID]
		w := half * float64(utf8.RuneCountInString(name))
		var candidates [][2]float64
		for _, row := range rows {
			for _, dy := range []float64{-14, 24} {
				candidates = append(candidates, [2]float64{spot[row][0], spot[row][1] + dy})
			}
		}
		type choice struct {
			at   box
			x, y float64
			cost int
		}
		var best *choice
		for _, c := range candidates {
			x := min(max(c[0], w+4), width-w-4)
			b := box{x - w - 3, c[1] - line - 5, x + w + 3, c[1] + 5}
			if slices.ContainsFunc(taken, b.meets) || b.top < 0 || b.bottom > height || 2*w+8 > width {
				continue
			}
			cost := 0
			for _, s := range spot {
				if b.meets(box{s[0] - 6, s[1] - 6, s[0] + 6, s[1] + 6}) {
					cost++
				}
			}
			if best == nil || cost < best.cost {
				best = &choice{b, x, c[1], cost}
			}
		}
		if best != nil {
			taken = append(taken, best.at)
			labels = append(labels, mapLabel{best.x, best.y, name})
		}
	}
	return labels
}

// newestRows lists the rows of all papers, newest first.
func (v *view) newestRows() []int {
	rows := make([]int, len(v.Papers))
	for i := range rows {
		rows[i] = i
	}
	order := newestFirst(v.Papers)
	slices.SortFunc(rows, func(a, b int) int { return cmp.Or(order(a, b), a-b) })
	return rows
}
