package reports

import (
	"slices"
	"strings"
	"testing"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// TestHeadline: of longRun's confirmed topics two rise (a third is unstable and
// stays out of the headline) and one falls; the squeezed one counts as neither.
func TestHeadline(t *testing.T) {
	holds(t, drawn(t, longRun(t)),
		`<span class="c-rise">Two rise</span> and <span class="c-fall">one falls</span>, confirmed.`,
		"Since last Monday: two topics newly rising, one no longer.",
		"percentage points, last 13 weeks against the 39 before",
	)
	r := longRun(t)
	for i := range r.Trends.Trends {
		r.Trends.Trends[i].Confirmed = false
	}
	holds(t, drawn(t, r), "No rise or fall is confirmed.")
}

// TestSince: what the page before called otherwise is named, and topics that are
// gone with it.
func TestSince(t *testing.T) {
	r := longRun(t)
	v := newView(&r)
	var got []string
	for _, item := range v.sinceBefore().Items {
		var names []string
		for _, n := range item.Before {
			names = append(names, n.Name)
		}
		got = append(got, strings.Join(names, ", ")+item.Words)
	}
	for _, want := range []string{
		"multimodal LLMs, GUI agents, generative AI, GRPO newly rise.", "speech no longer rises.", "robots, inverse rendering no longer fall.",
		"long context newly falls.", "3D Gaussian splatting newly falls, but only beside the growth of others (squeezed).",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	r.Before = history.Called{}
	if newView(&r).sinceBefore() != nil {
		t.Error("a first page compares with a page before")
	}
}

// TestPills: age and span of each verdict of longRun.
func TestPills(t *testing.T) {
	r := longRun(t)
	v := newView(&r)
	k := &v.kinds[topics.IsTopic]
	for i, want := range []string{
		"▲ 13 weeks · confirmed", "▲ since Feb 2025 · confirmed", "▼ 13 weeks · confirmed", "▽ squeezed", "▲ 13 weeks · new", "▲ 13 weeks · was confirmed",
	} {
		if got := v.standing(k, i).Text; got != want {
			t.Errorf("topic %d: %q, want %q", i, got, want)
		}
	}
	if got := v.standing(k, 0).Peak; got != "below its May peak" {
		t.Errorf("peak %q", got)
	}
	if got := v.standing(k, 7).Text; got != "not tested: needs 5, has 3" {
		t.Errorf("too few papers: %q", got)
	}
	if got := v.standing(k, 4).Other; got != "▼ 4 weeks" {
		t.Errorf("the other horizon: %q", got)
	}
	movers, rest := v.byEvidence(k)
	if want := []int{0, 2, 6, 1, 5, 3, 4}; !slices.Equal(movers, want) {
		t.Errorf("order %v, want by e-value, then once confirmed, then by q: %v", movers, want)
	}
	if last := rest[len(rest)-1]; last != 7 {
		t.Errorf("topic %d is last, want the one that was not tested", last)
	}
}

// TestTooLittleData: without windows the page says what is missing, and shows no
// verdict anywhere.
func TestTooLittleData(t *testing.T) {
	r := streamRun(t)
	r.Trends.Notes = []string{"no test yet: needs 3 more weeks"}
	page := drawn(t, r)
	holds(t, page, "Nothing can be tested yet.", "No test yet: needs 3 more weeks.")
	if strings.Contains(page, `class="v `) {
		t.Error("a verdict without a test")
	}
}

// TestHiddenFamilies: what was found of a hidden topic is hidden with it, so
// that the others keep theirs.
func TestHiddenFamilies(t *testing.T) {
	r := longRun(t)
	r.Topics[0].State = topics.Hidden
	v := newView(&r)
	k := &v.kinds[topics.IsTopic]
	if !k.tested() || len(k.Rolling) != 13 || len(v.Trends.Pairs[0].Changes) != 13 || len(v.Attributed[0].Topics) != 13 {
		t.Fatal("lists of different lengths")
	}
	if got := v.standing(k, 1); got.Verdict != trends.Falling {
		t.Errorf("the second topic is %+v, want the fall of the third", got)
	}
	if len(r.Trends.Trends) != 14 {
		t.Error("the run was changed")
	}
}

// TestReclustered: the tag stands from half a percentage point on.
func TestReclustered(t *testing.T) {
	r := longRun(t)
	v := newView(&r)
	for i, want := range map[int]string{0: "", 1: "re-clustering −2.0", 9: ""} { // 10 − 10, 10 − 18 of 400, no base
		if got := v.reclustered(topics.IsTopic, i, trends.Long); got != want {
			t.Errorf("topic %d: %q, want %q", i, got, want)
		}
	}
}

// TestFlows: only topics that gave or took papers, in flows of five or more.
func TestFlows(t *testing.T) {
	r := longRun(t)
	v := newView(&r)
	flows := v.changedFlows()
	for _, f := range flows {
		if f.From == r.Topics[0].ID {
			t.Error("a topic that kept its papers is drawn")
		}
	}
	if len(flows) != 5 {
		t.Errorf("%d flows, want 5", len(flows))
	}
}
