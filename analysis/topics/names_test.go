package topics

import "testing"

func TestStillMixed(t *testing.T) {
	mixture := Label{Phrases: []string{"AI", "detection"}, Mixed: true}
	for _, c := range []struct {
		label []string
		l     Label
		want  bool
	}{
		{[]string{"mixed: AI, unlearning"}, mixture, true},
		{[]string{"mixed: agents, detection"}, mixture, false},
		{[]string{"AI", "detection"}, mixture, false},
		{[]string{"mixed: AI, unlearning"}, Label{Phrases: []string{"AI"}}, false},
		{nil, mixture, false},
	} {
		if got := stillMixed(c.label, c.l); got != c.want {
			t.Errorf("%q, then %q: %v, want %v", c.label, c.l.Text(), got, c.want)
		}
	}
}
