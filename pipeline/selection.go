package pipeline

import (
	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/pipeline/history"
)

// selectionDays is the span from which a saved page is somebody's search
// result: a daily, weekly or monthly list never spans as much.
const selectionDays = 60

// selectionOf says whether the papers are a selection and not a stream: saved
// pages hold most of them and their papers span more than selectionDays. Of a
// selection, shares say what somebody searched for, so no verdict about the
// field may be drawn from them.
func selectionOf(s history.State, phrases *text.Phrases) *history.Selection {
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
	selection := &history.Selection{From: first, To: last, Captured: s.Captured}
	selection.Phrase, selection.Holding = searchedFor(phrases)
	return selection
}

// searchedFor guesses what somebody searched for: of the phrases that most
// papers hold, the one in most titles, and how many papers hold it. Words such
// as "model" are in as many abstracts, but what was searched for is what the
// papers are about.
func searchedFor(phrases *text.Phrases) (written string, holding int) {
	best := int32(-1)
	for p := range int32(phrases.Len()) {
		if 2*phrases.DF(p) > phrases.Papers() && (best < 0 || phrases.TitleDF(p) > phrases.TitleDF(best)) {
			best = p
		}
	}
	if best < 0 {
		return "", 0
	}
	return phrases.Show([]int32{best})[0], phrases.DF(best)
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
