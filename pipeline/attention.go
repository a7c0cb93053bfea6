package pipeline

import (
	"papertide/analysis/calendar"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// attention tells how much the papers of each topic engage readers, compared at
// equal age: by upvotes or, if more papers have these, by comments. seen are the
// days on which they were. It is nil if no paper has either.
func attention(run history.Run, seen []calendar.Date) []trends.Attention {
	upvotes := func(p corpus.Paper) *int { return p.Upvotes }
	comments := func(p corpus.Paper) *int { return p.Comments }
	measure, most := upvotes, number(run.Papers, upvotes)
	if n := number(run.Papers, comments); n > most {
		measure, most = comments, n
	}
	if most == 0 {
		return nil
	}
	const unknown, highest = -1, 1 << 30
	value, age, day := make([]int32, len(run.Papers)), make([]int32, len(run.Papers)), make([]int32, len(run.Papers))
	for row, p := range run.Papers {
		value[row] = unknown
		if n := measure(p); n != nil && p.Date.Precision == calendar.ToDay && !seen[row].IsZero() {
			value[row] = int32(min(*n, highest))
			day[row], age[row] = p.Date.Day, seen[row].Day-p.Date.Day
		}
	}
	_, topic := trends.Engage(value, age, day, members(run.Of, len(run.Topics)))
	return topic
}

// number counts the papers of which a measure is known.
func number(papers []corpus.Paper, measure func(corpus.Paper) *int) (n int) {
	for _, p := range papers {
		if measure(p) != nil {
			n++
		}
	}
	return n
}
