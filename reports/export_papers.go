package reports

import (
	"fmt"
	"iter"
	"strings"

	"papertide/analysis/text"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// paperRow is one paper, or one duplicate of a paper.
type paperRow struct {
	id, period  string
	paper       *corpus.Paper
	topic       *topics.Topic // nil: in none
	similarity  datum
	duplicateOf string
	abstract    string
}

var paperColumns = []exportColumn[paperRow]{
	{columnHead{"id", textKind}, func(r paperRow) datum { return textDatum(r.id) }},
	{columnHead{"title", textKind}, func(r paperRow) datum { return textDatum(r.paper.Title) }},
	{columnHead{"date", textKind}, func(r paperRow) datum { return textDatum(r.paper.Date.String()) }},
	{columnHead{"period", textKind}, func(r paperRow) datum { return textDatum(r.period) }},
	{columnHead{"topic", textKind}, func(r paperRow) datum { return ofTopic(r.topic, func(t topics.Topic) string { return t.ID.String() }) }},
	{columnHead{"label", textKind}, func(r paperRow) datum { return ofTopic(r.topic, fullLabel) }},
	{columnHead{"theme", textKind}, func(r paperRow) datum {
		return ofTopic(r.topic, func(t topics.Topic) string { return t.Theme.String() })
	}},
	{columnHead{"similarity", fractionKind}, func(r paperRow) datum { return r.similarity }},
	{columnHead{"duplicate_of", textKind}, func(r paperRow) datum { return textDatum(r.duplicateOf) }},
	{columnHead{"url", textKind}, func(r paperRow) datum { return textDatum(r.paper.URL) }},
	{columnHead{"authors", textKind}, func(r paperRow) datum { return listDatum(r.paper.Authors) }},
	{columnHead{"author_count", integerKind}, func(r paperRow) datum { return positiveDatum(max(r.paper.AuthorCount, len(r.paper.Authors))) }},
	{columnHead{"organisation", textKind}, func(r paperRow) datum { return textDatum(r.paper.Organisation) }},
	{columnHead{"upvotes", integerKind}, func(r paperRow) datum { return countDatum(r.paper.Upvotes) }},
	{columnHead{"comments", integerKind}, func(r paperRow) datum { return countDatum(r.paper.Comments) }},
	{columnHead{"code_url", textKind}, func(r paperRow) datum { return textDatum(r.paper.CodeURL) }},
	{columnHead{"source", textKind}, func(r paperRow) datum { return textDatum(r.paper.Source) }},
	{columnHead{"doi", textKind}, func(r paperRow) datum { return textDatum(r.paper.DOI) }},
	{columnHead{"abstract", textKind}, func(r paperRow) datum { return textDatum(r.abstract) }},
}

func ofTopic(t *topics.Topic, of func(topics.Topic) string) datum {
	if t == nil {
		return datum{}
	}
	return textDatum(of(*t))
}

func fullLabel(t topics.Topic) string { return strings.Join(t.Label, " · ") }

// stretch is the number of papers whose abstracts are read at once.
const stretch = 1000

// paperRows yields papers and duplicates, by id. It reads the abstracts of a
// stretch only if one of its papers is taken.
func paperRows(r history.Run, texts func(from, to int) ([]string, error), filter Filter) iter.Seq2[paperRow, error] {
	topicOf := func(row int) *topics.Topic {
		if i := r.Of[row]; i >= 0 {
			return &r.Topics[i]
		}
		return nil
	}
	row := func(id string, p *corpus.Paper, at int) paperRow {
		period, _ := p.Date.In(r.Unit)
		return paperRow{id: id, paper: p, period: period.String(), topic: topicOf(at)}
	}
	return func(yield func(paperRow, error) bool) {
		duplicates := r.Duplicates
		// before yields the duplicates whose ids come before id.
		before := func(id string, last bool) bool {
			for len(duplicates) > 0 && (last || duplicates[0].ID < id) {
				d := &duplicates[0]
				duplicates = duplicates[1:]
				out := row(d.ID, &d.Record, d.Row)
				out.duplicateOf, out.abstract = r.Papers[d.Row].ID, d.Record.Abstract
				if filter.takesPaper(&r, d.Row, out.topic) && filter.takesDate(d.Record.Date) && !yield(out, nil) {
					return false
				}
			}
			return true
		}
		var docs []string
		from := 0 // the paper of docs[0]
		for i := range r.Papers {
			p := &r.Papers[i]
			if !before(p.ID, false) {
				return
			}
			out := row(p.ID, p, i)
			if !filter.takesPaper(&r, i, out.topic) || !filter.takesDate(p.Date) {
				continue
			}
			if i >= from+len(docs) {
				from = i
				to := min(i+stretch, len(r.Papers))
				var err error
				if docs, err = texts(from, to); err == nil && len(docs) != to-from {
					err = fmt.Errorf("texts of papers %d to %d: found %d", from, to, len(docs))
				}
				if err != nil {
					yield(paperRow{}, err)
					return
				}
			}
			_, out.abstract = text.Split(docs[i-from])
			out.similarity = fractionDatum(float64(r.Similarity[i]))
			if !yield(out, nil) {
				return
			}
		}
		before("", true)
	}
}
