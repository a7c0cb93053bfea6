package pipeline

import (
	"time"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// An Outcome is the summary of one execution of `papertide run`. Its JSON form
// is what `--json` prints. What was read and added, and seconds, are summed over
// the periods of `--by-period`; the rest is of the newest run.
type Outcome struct {
	Run         int           `json:"run"`  // the newest; 0: nothing was committed yet
	Runs        int           `json:"runs"` // that were committed now
	AsOf        calendar.Date `json:"as_of"`
	Period      string        `json:"period"`
	PapersRead  int           `json:"papers_read"`  // records, those left out included
	PapersNew   int           `json:"papers_new"`   // distinct
	PapersTotal int           `json:"papers_total"` // distinct, that took part
	Duplicates  int           `json:"duplicates"`
	Rejected    int           `json:"rejected"`
	Topics      int           `json:"topics"`
	Themes      int           `json:"themes"`
	Events      EventCount    `json:"events"`
	Movers      MoverCount    `json:"movers"`
	Warnings    []string      `json:"warnings"`
	Seconds     Seconds       `json:"seconds"`
	PeakMiB     float64       `json:"peak_mib"`
	Report      string        `json:"report"` // path of the period's page

	Largest []Line   `json:"-"` // topics, largest first
	Reasons []Reason `json:"-"` // why records were left out, commonest first
}

// EventCount counts the events of a run by kind.
type EventCount struct {
	Born      int `json:"born"`
	Died      int `json:"died"`
	Split     int `json:"split"`
	Merged    int `json:"merged"`
	Revived   int `json:"revived"`
	Regrouped int `json:"regrouped"`
	Edited    int `json:"edited"`
}

// MoverCount counts the topics to which a run gives a verdict. A topic that is
// squeezed is not falling.
type MoverCount struct {
	Rising    int `json:"rising"`
	Falling   int `json:"falling"`
	Confirmed int `json:"confirmed"` // of both
}

// A Line is one topic of the summary.
type Line struct {
	ID, Label string
	Papers    int
	Share     float64
	Low, High float64
}

// A Reason is why records were left out, with the first of them.
type Reason struct {
	Reason   string
	Count    int
	Examples []string // "papers.jsonl:17", at most ten
}

// Seconds are wall-clock seconds by stage.
type Seconds struct {
	Read       float64 `json:"read"`
	Vectors    float64 `json:"vectors"`
	LSA        float64 `json:"lsa"`
	Neighbours float64 `json:"neighbours"`
	KMeans     float64 `json:"kmeans"`
	Topics     float64 `json:"topics"`
	Stability  float64 `json:"stability"`
	Trends     float64 `json:"trends"`
	History    float64 `json:"history"`
	Report     float64 `json:"report"`
	Total      float64 `json:"total"`
}

// stopwatch adds the time between two calls of at to the stage of the first.
type stopwatch struct {
	began, last time.Time
	stage       string
	spent       map[string]float64
	tell        func(stage string)
}

func newStopwatch(tell func(stage string)) *stopwatch {
	now := time.Now()
	return &stopwatch{began: now, last: now, spent: map[string]float64{}, tell: tell}
}

func (w *stopwatch) at(stage string) {
	now := time.Now()
	w.spent[w.stage] += now.Sub(w.last).Seconds()
	w.stage, w.last = stage, now
	if stage != "" {
		w.tell(stage)
	}
}

func (w *stopwatch) seconds() Seconds {
	w.at("")
	s := w.spent
	return Seconds{
		Read: s["read"], Vectors: s["vectors"], LSA: s["lsa"], Neighbours: s["neighbours"], KMeans: s["kmeans"],
		Topics: s["topics"], Stability: s["stability"], Trends: s["trends"], History: s["history"], Report: s["report"],
		Total: w.last.Sub(w.began).Seconds(),
	}
}

// tell takes over what a run said.
func (o *Outcome) tell(r history.Run) {
	o.Run, o.AsOf, o.Period = r.Number, r.AsOf, r.Unit.String()
	o.PapersTotal, o.Topics, o.Themes = len(r.Papers), len(r.Topics), len(r.Themes)
	o.Warnings = append(o.Warnings, r.Warnings...)
	for _, e := range r.Events {
		switch e.Kind {
		case topics.Birth:
			o.Events.Born++
		case topics.Death:
			o.Events.Died++
		case topics.Split:
			o.Events.Split++
		case topics.Merge:
			o.Events.Merged++
		case topics.Revival:
			o.Events.Revived++
		case topics.Regrouped:
			o.Events.Regrouped++
		case topics.Edited:
			o.Events.Edited++
		}
	}
	o.Movers = movers(r)
	for i, t := range r.Topics {
		if t.State == topics.Hidden {
			continue
		}
		share := r.Overall[i]
		o.Largest = append(o.Largest, Line{t.ID.String(), t.Name(), t.Papers, share.Value, share.Low, share.High})
	}
}

func movers(r history.Run) (n MoverCount) {
	for i, t := range r.Trends.Trends {
		if r.Topics[i].State == topics.Hidden {
			continue
		}
		v := t.Verdict()
		switch v {
		case trends.Rising:
			n.Rising++
		case trends.Falling:
			n.Falling++
		}
		if t.Confirmed && (v == trends.Rising || v == trends.Falling) {
			n.Confirmed++
		}
	}
	return n
}
