package shard

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"

	"papertide/analysis/calendar"
	"papertide/analysis/kmeans"
	"papertide/analysis/text"
	"papertide/pipeline/corpus"
)

// portion is the number of papers that are placed at a time.
const portion = 4096

// Assign is the second pass: the topic and the period of each paper, in order,
// and with counts how many papers each topic has in each period. A paper of the
// fit is where the fit has it, any other in the topic with the nearest centre.
func Assign(in io.Reader, out io.Writer, m *Model, counts bool, o Options) error {
	a := assigner{table: newTable(out), model: m, workers: o.Workers, papers: map[string]int{}}
	o.Titles, o.Language = m.Head.Titles, m.Head.Language
	met, err := read(in, o, corpus.Options{Bound: m.Head.Bound}, func(p corpus.Paper) error {
		a.waiting = append(a.waiting, waiting{inField.Replace(p.ID), p.Date, text.Document(p.Title, p.Abstract)})
		if len(a.waiting) < portion {
			return nil
		}
		return a.flush()
	})
	if err = cmp.Or(err, a.flush()); err != nil {
		return err
	}
	if counts {
		for _, key := range slices.Sorted(maps.Keys(a.papers)) {
			a.line("W", key, strconv.Itoa(a.papers[key]))
		}
	}
	return a.end(met, m.Hash())
}

// A waiting paper is read and not yet placed.
type waiting struct {
	id   string
	date calendar.Date
	doc  string
}

type assigner struct {
	*table
	model   *Model
	workers int
	waiting []waiting
	papers  map[string]int // by topic|period
}

func (a *assigner) flush() error {
	of := make([]int32, len(a.waiting))
	var docs []string
	var others []int
	for i, w := range a.waiting {
		topic, fitted := a.model.member(w.id)
		if of[i] = topic; !fitted {
			others, docs = append(others, i), append(docs, w.doc)
		}
	}
	if len(docs) > 0 {
		p, err := a.model.Place(docs, a.workers)
		if err != nil {
			return err
		}
		for i, topic := range kmeans.Assign(p.Points, a.model.Means, nil, kmeans.Options{Workers: a.workers}) {
			of[others[i]] = topic
		}
	}
	for i, w := range a.waiting {
		topic, period := a.model.Head.Topics[of[i]], a.model.period(w.date)
		a.line("A", w.id, topic, period)
		a.papers[topic+"|"+period]++
	}
	a.waiting = a.waiting[:0]
	return a.err
}

// period is the last field of A.
func (m *Model) period(d calendar.Date) string {
	if !d.IsZero() && d.Day > m.Head.AsOf.Day {
		return Later
	}
	if p, ok := d.In(m.Head.Unit); ok {
		return p.String()
	}
	return Undated
}
