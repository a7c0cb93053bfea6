package reports

import (
	"math"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// A kin is the topics of one kind, with their shares and what was found of
// them.
type kin struct {
	topics  []topics.Topic
	shares  [][]trends.Share // of each period
	lines   [][]trends.Share // what is drawn over time: shares, or those of several periods pooled
	overall []trends.Share   // of all dated papers
	trends.Family
}

// tested reports whether the periods sufficed for a test.
func (k *kin) tested() bool { return len(k.Windows) > 0 && len(k.Trends) == len(k.topics) }

// span is the window that every printed share is over: the longest that the
// periods allow.
func (k *kin) span() trends.Window { return k.Windows[len(k.Windows)-1] }

// mover is the change of a topic on the longest horizon.
func (k *kin) mover(i int) trends.Mover { return k.Trends[i].Movers[len(k.Windows)-1] }

// share is the one share of a topic that a page prints.
func (k *kin) share(i int) trends.Share {
	if k.tested() {
		return k.mover(i).After
	}
	if i < len(k.overall) {
		return k.overall[i]
	}
	return trends.Share{}
}

// A standing is what a page says of a topic's change.
type standing struct {
	Verdict trends.Verdict
	Class   string // of its colour: rise, fall, squ or none
	Glyph   string
	Text    string // "▲ 13 weeks · confirmed"; of no evidence in words
	Peak    string // "below its May peak"
	Other   string // what another horizon says, where it says something else
	Firm    bool   // confirmed
	at      int    // window that shows it
}

var glyphs = map[trends.Verdict][2]string{
	trends.Rising: {"▲", "rise"}, trends.Falling: {"▼", "fall"}, trends.Squeezed: {"▽", "squ"}, trends.NoEvidence: {"~", "none"},
}

// standing says how a topic stands; without a test it is the zero value.
func (v *view) standing(k *kin, i int) standing {
	if !k.tested() {
		return standing{}
	}
	t := k.Trends[i]
	s := standing{Verdict: t.Verdict(), Firm: t.Confirmed, at: len(k.Windows) - 1}
	s.Glyph, s.Class = glyphs[s.Verdict][0], glyphs[s.Verdict][1]
	for at := s.at; at >= 0; at-- {
		if t.Movers[at].Verdict == s.Verdict {
			s.at = at
			break
		}
	}
	switch s.Verdict {
	case trends.NoEvidence:
		s.Text = "not tested: " + shown(t.Movers[s.at].Untested, longestLabel)
		for at := s.at; at >= 0; at-- {
			if t.Movers[at].Untested == "" {
				s.Text, s.at = "~ no evidence of change", at
				break
			}
		}
		return s
	case trends.Squeezed:
		s.Text = "▽ squeezed"
		return s
	}
	span := length(k.Windows[s.at].Recent)
	if t.Movers[s.at].Verdict != s.Verdict {
		span = "since " + shortMonth(t.Since)
	}
	s.Text = s.Glyph + " " + span + " · " + age(t)
	if s.Verdict == trends.Rising {
		s.Peak = v.belowPeak(k, i)
	}
	for at, m := range t.Movers {
		if at != s.at && m.Verdict != trends.NoEvidence && m.Verdict != s.Verdict {
			s.Other = glyphs[m.Verdict][0] + " " + length(k.Windows[at].Recent)
		}
	}
	return s
}

func age(t trends.Trend) string {
	switch {
	case t.Confirmed:
		return "confirmed"
	case t.WasConfirmed:
		return "was confirmed"
	}
	return "new"
}

// belowPeak says that a rising topic lies beneath an earlier maximum: by a
// percentage point and a fifth of it.
func (v *view) belowPeak(k *kin, i int) string {
	peak, at := k.Trends[i].Peak, k.Trends[i].At
	if at.IsZero() || len(k.Rolling) <= i || v.reported < 0 || v.reported >= len(k.Rolling[i]) {
		return ""
	}
	if now := k.Rolling[i][v.reported].Value; peak.Value-now < 0.01 || now > 0.8*peak.Value {
		return ""
	}
	name := at.String()
	if at.Unit <= calendar.Month {
		end := at.End().Time()
		if name = end.Format("January"); end.Year() != v.Reported.End().Time().Year() {
			name = end.Format("January 2006")
		}
	}
	return "below its " + name + " peak"
}

// monthOf writes the month in which a period begins, or the period.
func monthOf(p calendar.Period) string {
	if p.Unit <= calendar.Month {
		return p.Start().Time().Format("January 2006")
	}
	return p.Long()
}

// shortMonth is monthOf, shortened for a pill.
func shortMonth(p calendar.Period) string {
	if p.Unit <= calendar.Month {
		return p.Start().Time().Format("Jan 2006")
	}
	return p.String()
}

// periodsIn is the number of periods of a range.
func periodsIn(r calendar.Range) int { return int(r.Last.Index-r.First.Index) + 1 }

// length writes how long a range is: "13 weeks".
func length(r calendar.Range) string { return counted(periodsIn(r), r.First.Unit.String()) }

// against writes the two windows of a comparison in words.
func against(w trends.Window) string {
	return "last " + length(w.Recent) + " against the " + thousands(periodsIn(w.Base)) + " before"
}

// window is the words beside every printed share.
func (k *kin) window() string {
	if k.tested() {
		return "last " + length(k.span().Recent)
	}
	return "all dated papers"
}

// ppInterval writes the interval of a difference.
func ppInterval(c trends.Change) string { return "[" + points(c.Low) + ", " + points(c.High) + "]" }

// riskOf writes q, the false-alarm risk, of a change that was tested.
func riskOf(c trends.Change) string {
	if c.Untested != "" {
		return "–"
	}
	return risk(c.Q)
}

// rolled is the number of periods whose papers are pooled for one point of a
// line; 1 where each period stands alone.
func (v *view) rolled() int {
	k := &v.kinds[topics.IsTopic]
	if v.Selection != nil || v.few() || !k.tested() || len(k.Rolling) != len(k.topics) {
		return 1
	}
	return periodsIn(k.Windows[0].Recent)
}

// lineWords says what the points of lines are: "4-week share".
func (v *view) lineWords() string {
	if n := v.rolled(); n > 1 {
		return thousands(n) + "-" + v.Unit.String() + " share"
	}
	return "share of each " + v.Unit.String() + "’s papers"
}

// attribution is what new papers and re-clustering did to a topic's share on a
// horizon, if a base was published.
func (v *view) attribution(kind topics.Kind, i int, h trends.Horizon) (trends.Attribution, int) {
	for k := range v.Attributed {
		a := &v.Attributed[k]
		if list := [...][]trends.Attribution{a.Topics, a.Themes, a.Watched}[kind]; a.Horizon == h && i < len(list) && list[i].Known {
			return list[i], a.Run
		}
	}
	return trends.Attribution{}, 0
}

// reclustered is the tag beside a change of which half a percentage point or
// more is no paper's doing.
func (v *view) reclustered(kind topics.Kind, i int, h trends.Horizon) string {
	a, run := v.attribution(kind, i, h)
	if d := a.FromReclustering(); run > 0 && math.Abs(d) >= 0.005 {
		return "re-clustering " + points(d)
	}
	return ""
}
