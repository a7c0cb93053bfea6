package trends

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
)

// Six papers in two weeks and one without a date: topics 0 0 1 | 1 0 none. In
// the first clustering, row 1 was not drawn and row 2 lies in topic 0's cluster;
// in the second all were drawn and nothing moved, but the paper of no topic.
func TestCountDraws(t *testing.T) {
	dates := []calendar.Date{
		date("2024-01-01"), date("2024-01-02"), date("2024-01-03"), date("2024-01-08"), date("2024-01-09"), date("2024-01-10"), {},
	}
	of := []int32{0, 0, 1, 1, 0, -1, 0}
	c := Count(dates, [][]int32{{0, 1, 4, 6}, {2, 3}}, calendar.Week, date("2024-01-12"), false)
	got := CountDraws(c, dates, of, [][]int32{{0, -1, 0, 1, 0, 1, 1}, {0, 0, 1, 1, 0, 1, 0}})
	want := []Draw{
		{Papers: []int{2, 3}, Topic: [][]int{{1, 1}, {1, 1}}, Cluster: [][]int{{2, 1}, {0, 2}}},
		{Papers: []int{3, 3}, Topic: [][]int{{2, 1}, {1, 1}}, Cluster: [][]int{{2, 1}, {1, 2}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	// Topic 0 in the first week: shares 2/2 − 1/2 and 2/3 − 2/3, whose standard
	// deviation is .5/√2. Its change: (0 − .5) and 0, the same.
	c.Draws = got
	d := newDoubt(c)
	if s := d.ofShare(0, span{0, 1}); math.Abs(s-.5/math.Sqrt2) > 1e-12 {
		t.Errorf("deviation %g", s)
	}
	if s := d.ofChange(0, span{0, 1}, span{1, 2}); math.Abs(s-.5/math.Sqrt2) > 1e-12 {
		t.Errorf("deviation of the change %g", s)
	}
	// The interval of 2 of 3 papers, .1499 to .9529 below and above .6667 in each
	// half: the halves grow as roots of squares, and stay within 0 and 1.
	s, plain := Shares(c)[0][0], plainShare(2, 3)
	half := normal975 * .5 / math.Sqrt2
	if low := plain.Value - math.Hypot(plain.Value-plain.Low, half); math.Abs(s.Low-max(0, low)) > 1e-12 || s.High != 1 {
		t.Errorf("%+v, want from %g to 1", s, low)
	}
}

// Doubt of membership widens every interval that there is.
func TestDrawsWiden(t *testing.T) {
	c := rising()
	plain := Test(c, Default())
	for i := range 4 {
		d := Draw{Papers: make([]int, 60), Topic: c.Topic, Cluster: make([][]int, 10)}
		for w := range d.Papers {
			d.Papers[w] = 200
		}
		for k := range d.Cluster {
			d.Cluster[k] = make([]int, 60)
			for w := range d.Cluster[k] {
				d.Cluster[k][w] = c.Topic[k][w] + (i-1)*(k%3)*(1+w/58)
			}
		}
		c.Draws = append(c.Draws, d)
	}
	wide := Test(c, Default())
	for k := range c.Topic {
		a, b := plain.Trends[k].Movers[0], wide.Trends[k].Movers[0]
		wider := func(name string, low, high, plainLow, plainHigh float64) {
			t.Helper()
			if k%3 == 0 && (low != plainLow || high != plainHigh) || k%3 > 0 && (low >= plainLow || high <= plainHigh) {
				t.Errorf("topic %d, %s: %g to %g, without doubt %g to %g", k, name, low, high, plainLow, plainHigh)
			}
		}
		wider("difference", b.Low, b.High, a.Low, a.High)
		wider("after", b.After.Low, b.After.High, a.After.Low, a.After.High)
		wider("rolling", wide.Rolling[k][50].Low, wide.Rolling[k][50].High, plain.Rolling[k][50].Low, plain.Rolling[k][50].High)
		if a.P != b.P || a.Verdict != b.Verdict {
			t.Errorf("topic %d: p is %g, without doubt %g", k, b.P, a.P)
		}
	}
}
