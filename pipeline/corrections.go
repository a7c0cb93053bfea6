package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// Corrections are what the user knows better than the clustering; see
// topics.Corrections.
type Corrections struct {
	Merge      [][]topics.ID        `json:"merge,omitempty"`
	Hide       []topics.ID          `json:"hide,omitempty"`
	Assign     map[string]topics.ID `json:"assign,omitempty"` // by id or title of the paper
	NeverMerge [][]topics.ID        `json:"never_merge,omitempty"`
}

// correctionsConfig is [corrections] of the configuration.
type correctionsConfig struct {
	Merge      [][]topicID        `toml:"merge"`
	Hide       []topicID          `toml:"hide"`
	Assign     map[string]topicID `toml:"assign"`
	NeverMerge [][]topicID        `toml:"never_merge"`
}

// A topicID is the id of a discovered topic: what the decoder refuses, it
// refuses with its place.
type topicID topics.ID

// UnmarshalText reads an id such as T017.
func (t *topicID) UnmarshalText(b []byte) error {
	id, err := topics.ParseID(string(b))
	if err != nil || id.Kind != topics.IsTopic {
		return fmt.Errorf("%.20q is no topic: want an id such as T017", b)
	}
	*t = topicID(id)
	return nil
}

// corrections puts the configuration in one order, whatever the user's is, and
// refuses what contradicts itself.
func (c correctionsConfig) corrections() (out Corrections, err error) {
	if out.Merge, err = groups("merge", c.Merge); err != nil {
		return out, err
	}
	if out.NeverMerge, err = groups("never_merge", c.NeverMerge); err != nil {
		return out, err
	}
	for _, one := range out.Merge {
		for _, other := range out.NeverMerge {
			both := slices.DeleteFunc(slices.Clone(one), func(id topics.ID) bool { return !slices.Contains(other, id) })
			if len(both) > 1 {
				return out, fmt.Errorf("corrections: %s and %s are to be merged and never to be merged", both[0], both[1])
			}
		}
	}
	for _, id := range c.Hide {
		out.Hide = append(out.Hide, topics.ID(id))
	}
	slices.SortFunc(out.Hide, byNumber)
	out.Hide = slices.Compact(out.Hide)
	for paper, id := range c.Assign {
		if paper = oneLine(paper); paper == "" {
			return out, errors.New("corrections.assign: a paper without a name")
		}
		if out.Assign == nil {
			out.Assign = map[string]topics.ID{}
		}
		out.Assign[paper] = topics.ID(id)
	}
	return out, nil
}

// groups sorts groups of topics and the topics within them.
func groups(key string, all [][]topicID) (out [][]topics.ID, err error) {
	for i, group := range all {
		var ids []topics.ID
		for _, id := range group {
			ids = append(ids, topics.ID(id))
		}
		slices.SortFunc(ids, byNumber)
		if ids = slices.Compact(ids); len(ids) < 2 {
			return nil, fmt.Errorf("corrections.%s: group %d has fewer than two topics", key, i+1)
		}
		out = append(out, ids)
	}
	slices.SortFunc(out, func(a, b []topics.ID) int { return slices.CompareFunc(a, b, byNumber) })
	return slices.CompactFunc(out, slices.Equal), nil
}

func byNumber(a, b topics.ID) int { return a.Number - b.Number }

// themeNames reads [themes] names: by topic, the name of the theme that holds it.
// The text is the file's, in which a wrong key has its line.
func themeNames(names map[string]string, name, text string) (map[topics.ID]string, error) {
	var out map[topics.ID]string
	for _, key := range slices.Sorted(maps.Keys(names)) {
		place := name
		if before, _, found := strings.Cut(text, key); found {
			place = fmt.Sprintf("%s:%d", name, 1+strings.Count(before, "\n"))
		}
		var id topicID
		if err := id.UnmarshalText([]byte(key)); err != nil {
			return nil, fmt.Errorf("%s: themes.names: %w", place, err)
		}
		label := oneLine(names[key])
		if n := utf8.RuneCountInString(label); n == 0 || n > history.LongestName {
			return nil, fmt.Errorf("%s: themes.names: %s: %d characters, want 1 to %d", place, key, n, history.LongestName)
		}
		if out == nil {
			out = map[topics.ID]string{}
		}
		out[topics.ID(id)] = label
	}
	return out, nil
}

// correct binds a run to the user's corrections, as far as they are about
// topics.
func (s Settings) correct(o *topics.Options, n named) {
	c := &o.Corrections
	c.Merge, c.Hide, c.NeverMerge = s.Corrections.Merge, s.Corrections.Hide, s.Corrections.NeverMerge
	c.Assign, o.ThemeNames = n.assign, s.ThemeNames
}
