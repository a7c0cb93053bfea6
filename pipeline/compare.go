package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/reports"
)

// CompareOptions say what is compared.
type CompareOptions struct {
	Before, After calendar.Range
	Where         Where
	// Vintages are those of the history (see history.DB.Vintages) where shares
	// are to be compared as they were first reported; nil: as the run has them.
	Vintages []history.Vintage
}

// Where chooses papers by something that their source told. The zero Where
// takes all.
type Where struct{ field, value string }

// fieldsOf are what papers can be chosen by.
var fieldsOf = map[string]func(corpus.Paper) string{
	"source":       func(p corpus.Paper) string { return p.Source },
	"organisation": func(p corpus.Paper) string { return p.Organisation },
}

// ParseWhere reads "source=arxiv" or "organisation=…"; "" takes all papers.
func ParseWhere(s string) (Where, error) {
	field, value, ok := strings.Cut(s, "=")
	if s != "" && (!ok || fieldsOf[field] == nil || value == "") {
		return Where{}, fmt.Errorf("%.40q: want source=NAME or organisation=NAME", s)
	}
	return Where{field, value}, nil
}

// String writes w as ParseWhere reads it.
func (w Where) String() string {
	if w.field == "" {
		return ""
	}
	return w.field + "=" + w.value
}

// known lists what w's field holds: the most frequent values.
func (w Where) known(papers []corpus.Paper) string {
	const most = 8
	n := map[string]int{}
	for _, p := range papers {
		if value := fieldsOf[w.field](p); value != "" {
			n[value]++
		}
	}
	values := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], strings.Compare(a, b)) })
	switch {
	case len(values) == 0:
		return "none has a known " + w.field
	case len(values) > most:
		return fmt.Sprintf("there are %s and %d more", strings.Join(values[:most], ", "), len(values)-most)
	}
	return "there are " + strings.Join(values, ", ")
}

func (w Where) takes(p corpus.Paper) bool {
	return w.field == "" || strings.EqualFold(fieldsOf[w.field](p), w.value)
}

// Compare tests how shares differ between two ranges of periods, by the
// memberships that a run stored.
// Hidden topics are in no list.
func Compare(run history.Run, o CompareOptions) (reports.Comparison, error) {
	c := reports.Comparison{
		Title: run.Title, Run: run.Number, AsOf: run.AsOf, Before: o.Before, After: o.After,
		Where: o.Where.String(), FirstReported: o.Vintages != nil,
	}
	f := count(&run, unitFor(run.Unit, o.Before, o.After), o.Where.takes)
	if o.Where.field != "" && !slices.ContainsFunc(run.Papers, o.Where.takes) {
		return c, fmt.Errorf("no paper has %s: %s", o.Where, o.Where.known(run.Papers))
	}
	for _, family := range []struct {
		topics []topics.Topic
		counts trends.Counts
		to     *[]reports.Compared
	}{{run.Topics, f.topics, &c.Topics}, {run.Themes, f.themes, &c.Themes}, {run.Watched, f.watched, &c.WatchedOnes}} {
		var unknown map[topics.ID]string
		if o.Vintages != nil {
			if family.counts.Unit != run.Unit {
				return c, fmt.Errorf("%s and %s: what was first reported is counted in %ss", o.Before, o.After, run.Unit)
			}
			family.counts, unknown = firstReported(family.counts, family.topics, o)
		}
		changes, notes, err := trends.Compare(family.counts, o.Before, o.After, trends.Default())
		if err != nil {
			return c, err
		}
		for i, t := range family.topics {
			if t.State == topics.Hidden {
				continue
			}
			x := reports.Compared{ID: t.ID, Name: t.Name(), Change: changes[i]}
			if why := unknown[t.ID]; why != "" {
				x.Change = trends.Change{Untested: why, Verdict: trends.NoEvidence}
			}
			*family.to = append(*family.to, x)
			c.PapersBefore, c.PapersAfter = changes[i].Before.Total, changes[i].After.Total
		}
		slices.SortStableFunc(*family.to, byEvidence)
		for _, note := range notes {
			if !slices.Contains(c.Notes, note) {
				c.Notes = append(c.Notes, note)
			}
		}
	}
	return c, nil
}

// byEvidence puts what was tested first, by p, and the rest by the size of the
// change.
func byEvidence(a, b reports.Compared) int {
	untested := func(c reports.Compared) int { return min(1, len(c.Untested)) }
	return cmp.Or(cmp.Compare(untested(a), untested(b)), cmp.Compare(a.P, b.P), cmp.Compare(abs(b.Difference), abs(a.Difference)))
}

func abs(x float64) float64 { return max(x, -x) }

// unitFor is the unit in which papers are counted for a comparison: the run's
// where both ranges are made of its periods, otherwise the finer of theirs.
func unitFor(u calendar.Unit, a, b calendar.Range) calendar.Unit {
	finer := min(a.First.Unit, b.First.Unit)
	if u == calendar.Week || u > finer || finer == calendar.Week {
		return finer
	}
	return u
}

// firstReported replaces counts by what the runs said that first saw the
// periods whole, and tells which topics one of those runs did not know. A
// period that no run has seen whole is not complete.
func firstReported(c trends.Counts, list []topics.Topic, o CompareOptions) (first trends.Counts, unknown map[topics.ID]string) {
	of := make(map[calendar.Period]history.Vintage, len(o.Vintages))
	for _, v := range o.Vintages {
		of[v.Period] = v
	}
	first = trends.Counts{Unit: c.Unit, Selection: c.Selection, From: c.From, Topic: make([][]int, len(list))}
	unknown = map[topics.ID]string{}
	for _, p := range c.Periods {
		v, seen := of[p.Period]
		first.Periods = append(first.Periods, trends.PeriodInfo{Period: p.Period, Papers: v.Papers, Complete: p.Complete && seen})
		compared := o.Before.Holds(p.Period) || o.After.Holds(p.Period)
		for i, t := range list {
			papers, known := v.Of[t.ID]
			first.Topic[i] = append(first.Topic[i], papers)
			if seen && compared && !known {
				unknown[t.ID] = fmt.Sprintf("not known when %s was first reported", p.Period)
			}
		}
	}
	return first, unknown
}
