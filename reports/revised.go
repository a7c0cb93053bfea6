package reports

import (
	"math"
	"strings"

	"papertide/pipeline/history"
)

// mostRevised is how many periods are named to which papers came late.
const mostRevised = 3

// revised says by how much the page differs from what was first reported of
// past periods, "" if in nothing.
func (v *view) revised() string {
	var late []string
	changed := 0
	var most *history.Revision
	for i := len(v.Revisions) - 1; i >= 0; i-- { // the newest first
		r := &v.Revisions[i]
		if r.Then != r.Now {
			if changed++; changed <= mostRevised {
				late = append(late, r.Period.String()+" ("+thousands(r.Then)+", now "+thousands(r.Now)+")")
			}
		}
		if r.Topic.Number != 0 && (most == nil || math.Abs(r.To-r.From) > math.Abs(most.To-most.From)) {
			most = r
		}
	}
	out := ""
	if changed > 0 {
		out = "Papers came late to, or left, " + counted(changed, "past "+v.Unit.String()) + ": "
		if more := changed - len(late); more > 0 {
			late = append(late, thousands(more)+" more")
		}
		out += listed(late) + ". "
	}
	if most != nil {
		out += "No share of a past " + v.Unit.String() + " changed more than that of " + v.names[most.Topic] + " in " + most.Period.String() +
			": " + percent(most.From, most.Then) + ", now " + percent(most.To, most.Now) + "."
	}
	return strings.TrimSpace(out)
}
