package pipeline

import (
	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// selectionDays is the span from which a saved page is somebody's search
// result: a daily, weekly or monthly list never spans as much.
const selectionDays = 60

// selectionOf says whether the papers are a selection and not a stream: saved
// pages hold most of them and their papers span more than selectionDays. Of a
// selection, shares say what somebody searched for, so no verdict about the
// field may be drawn from them.
func selectionOf(s history.State) *history.Selection {
	var first, last calendar.Date
	pages := 0
	for _, p := range s.Papers {
		if !p.Page {
			continue
		}
		pages++
		switch {
		case p.Date.IsZero():
		case first.IsZero():
			first, last = p.Date, p.Date
		default:
			first, last = earlier(first, p.Date), later(last, p.Date)
		}
	}
	if 2*pages <= len(s.Papers) || last.Day-first.Day <= selectionDays {
		return nil
	}
	return &history.Selection{From: first, To: last, Captured: s.Captured}
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Compare(a) < 0 {
		return b
	}
	return a
}

func later(a, b calendar.Date) calendar.Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}
