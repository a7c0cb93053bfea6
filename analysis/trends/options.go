package trends

import "papertide/analysis/calendar"

// Options say how change is tested. The zero value tests nothing; start from
// Default.
type Options struct {
	// Windows are the lengths of the windows by unit, the short horizon first.
	Windows map[calendar.Unit][]Length
	// Level is the largest q at which a change has a verdict.
	Level float64
	// Alpha is the level of e-BH at which a verdict is confirmed. It bounds what
	// one report confirms falsely; the package comment has what a year does.
	Alpha float64
	// Fewest is how many papers a topic needs in the two windows together.
	Fewest int
	// Wait is how many complete periods a topic must have since its Start.
	Wait int
	// Back is over how many earlier periods the age of a verdict is looked for.
	Back int
}

// A Length is how long the windows of a horizon are, in complete periods.
type Length struct {
	Horizon      Horizon
	Recent, Base int
	From         int // complete periods that there must be
}

// least is how many periods there must be for two windows.
func (l Length) least() int { return max(l.From, 2) }

// Default is what was measured: see the package comment.
func Default() Options {
	return Options{
		Windows: map[calendar.Unit][]Length{
			calendar.Week:    {{Short, 4, 12, 8}, {Long, 13, 39, 26}},
			calendar.Month:   {{Short, 3, 9, 6}, {Long, 12, 24, 18}},
			calendar.Quarter: {{Short, 2, 6, 4}, {Long, 4, 8, 8}},
			calendar.Year:    {{Short, 2, 4, 4}},
		},
		Level:  .05,
		Alpha:  .8,
		Fewest: 5,
		Wait:   8,
		Back:   26,
	}
}
