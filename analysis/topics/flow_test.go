package topics

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFlows: of five papers that the earlier run held, T001 keeps two and gives
// one to T010, T002 gives its only one to T001, and one of T010 was withdrawn.
// Two papers are new, and one takes part in neither run.
func TestFlows(t *testing.T) {
	one, two, ten, none := ID{IsTopic, 1}, ID{IsTopic, 2}, ID{IsTopic, 10}, ID{}
	was := []ID{one, one, ten, one, two, none, none, none}
	now := []ID{one, ten, none, one, one, ten, ten, none}
	want := []Flow{{none, ten, 2}, {one, one, 2}, {one, ten, 1}, {two, one, 1}, {ten, none, 1}}
	if d := cmp.Diff(want, Flows(was, now)); d != "" {
		t.Error(d)
	}
	if got := Flows(nil, nil); len(got) != 0 {
		t.Errorf("flows without papers: %v", got)
	}
}

// TestFlowsAddUp: what flows out of a topic is what it held, and what flows
// into it is what it holds.
func TestFlowsAddUp(t *testing.T) {
	var was, now []ID
	for row := range 500 {
		was = append(was, ID{IsTopic, 1 + row*row%7})
		now = append(now, ID{IsTopic, 1 + row*row*row%11})
	}
	want, got := map[ID][2]int{}, map[ID][2]int{}
	add := func(to map[ID][2]int, id ID, side, n int) {
		v := to[id]
		v[side] += n
		to[id] = v
	}
	for row := range was {
		add(want, was[row], 0, 1)
		add(want, now[row], 1, 1)
	}
	for _, f := range Flows(was, now) {
		add(got, f.From, 0, f.Papers)
		add(got, f.To, 1, f.Papers)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
