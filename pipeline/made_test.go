package pipeline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// A madeStream is made-up abstracts of subjects whose lives are known: what was
// born, split, merged, died and came back, and when.
type madeStream struct {
	weeks   [][]record
	subject map[string]string // by paper: what it is about
	truth   []madeEvent
}

// A madeEvent is a change in what papers are about.
type madeEvent struct {
	kind     topics.EventKind
	subjects []string // papers about any of these show it
	week     int      // from which on there are such papers, or lack
	until    int      // week by which it is to be told: three after ten papers bore it; 0: it may be told or not
}

// madeWorld writes the papers. A subject has words of its own and words of its
// field, which is shared by four subjects; everybody shares general words.
type madeWorld struct {
	madeStream
	draw *rand.Rand
	word map[string]string // by role
	used map[string]bool
}

func newMadeWorld(seed uint64) *madeWorld {
	return &madeWorld{
		madeStream: madeStream{subject: map[string]string{}},
		draw:       rand.New(rand.NewPCG(seed, 31)), word: map[string]string{}, used: map[string]bool{},
	}
}

// steadySubjects is how many subjects go on as they are, with four papers a
// week each.
const steadySubjects = 8

// backfile is how many weeks' papers the first run finds: topics of four papers
// are still being found.
const backfile = 4

// madeLife is a stream in which, beside the steady subjects, one is born, one
// grows, one splits, two merge, and one dies and comes back. Of what split and
// what merged, no papers come any more, which may be told as well.
func madeLife(seed uint64) madeStream {
	w := newMadeWorld(seed)
	at := func(from, spread int) int { return from + w.draw.IntN(spread) }
	birth, growth, split, merge, death := at(7, 4), at(9, 5), at(9, 4), at(9, 4), at(8, 3)
	back := death + 9
	w.tell(topics.Birth, birth, 5, "born")
	w.tell(topics.Split, split, 5, "part one", "part two", "whole")
	w.tell(topics.Merge, merge, 6, "left", "right", "both")
	w.tell(topics.Death, death, 4, "mortal")
	w.tell(topics.Revival, back, 5, "mortal")
	w.truth = append(
		w.truth,
		madeEvent{kind: topics.Death, subjects: []string{"whole"}, week: split},
		madeEvent{kind: topics.Death, subjects: []string{"left"}, week: merge},
		madeEvent{kind: topics.Death, subjects: []string{"right"}, week: merge},
	)
	for week := range back + 6 {
		n := map[string]int{"growing": 3}
		for s := range steadySubjects {
			n[fmt.Sprint("steady ", s)] = 4
		}
		if week >= birth {
			n["born"] = 5
		}
		if week >= growth {
			n["growing"] = 9
		}
		if n["whole"] = 5; week >= split {
			n["whole"], n["part one"], n["part two"] = 0, 5, 5
		}
		if n["left"], n["right"] = 3, 3; week >= merge {
			n["left"], n["right"], n["both"] = 0, 0, 6
		}
		if week < death || week >= back {
			n["mortal"] = 5
		}
		w.write(n)
	}
	return w.madeStream
}

// madeCalm is a stream of as many subjects in which nothing happens.
func madeCalm(seed uint64, weeks int) madeStream {
	w := newMadeWorld(seed)
	for range weeks {
		n := map[string]int{}
		for s := range steadySubjects + 5 {
			n[fmt.Sprint("steady ", s)] = 4
		}
		w.write(n)
	}
	return w.madeStream
}

// tell adds a truth: weekly papers bear it from a week on.
func (w *madeWorld) tell(kind topics.EventKind, week, weekly int, subjects ...string) {
	w.truth = append(w.truth, madeEvent{kind, subjects, week, week + (10+weekly-1)/weekly - 1 + 3})
}

// write adds a week with n papers of each subject, Monday to Friday.
func (w *madeWorld) write(n map[string]int) {
	subjects := []string{}
	for s := range n {
		subjects = append(subjects, s)
	}
	slices.Sort(subjects)
	var week []record
	for _, s := range subjects {
		papers := n[s]
		if len(w.weeks) == 0 {
			papers *= backfile
		}
		for range papers {
			id := fmt.Sprintf("m%08x", w.draw.Uint32())
			w.subject[id] = s
			week = append(week, record{
				ID: id, Date: calendar.NewDate(2024, 1, 1+7*len(w.weeks)+w.draw.IntN(5)).String(),
				Title: w.sentence(s, 6), Abstract: w.abstract(s),
			})
		}
	}
	w.weeks = append(w.weeks, week)
}

func (w *madeWorld) abstract(subject string) string {
	var sentences []string
	for range 5 + w.draw.IntN(3) {
		sentences = append(sentences, w.sentence(subject, 8+w.draw.IntN(7)))
	}
	return strings.Join(sentences, " ")
}

// sentence is n words with common words between them: two of five are the
// subject's, one its field's.
func (w *madeWorld) sentence(subject string, n int) string {
	var words []string
	for i := range n {
		switch role := w.draw.IntN(5); {
		case role < 2:
			words = append(words, w.said(w.vocabulary(subject), 40))
		case role < 3:
			words = append(words, w.said(field(subject), 40))
		default:
			words = append(words, w.said("general", 300))
		}
		if i%2 == 1 && i < n-1 {
			words = append(words, []string{"of the", "with", "for", "and", "is", "in a", "that we"}[w.draw.IntN(7)])
		}
	}
	s := strings.Join(words, " ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// vocabulary is where a word of a subject's own comes from. A whole speaks the
// words of both its parts, and so do those who took up two subjects at once.
func (w *madeWorld) vocabulary(subject string) string {
	either := func(a, b string) string { return []string{a, b}[w.draw.IntN(2)] }
	switch subject {
	case "whole":
		return either("part one", "part two")
	case "both":
		return either("left", "right")
	}
	return subject
}

func field(subject string) string {
	var n int
	if _, err := fmt.Sscanf(subject, "steady %d", &n); err == nil {
		return fmt.Sprint("field ", n/4)
	}
	return map[string]string{
		"born": "field 0", "growing": "field 1", "mortal": "field 1",
		"whole": "field 2", "part one": "field 2", "part two": "field 2",
		"left": "field 3", "right": "field 3", "both": "field 3",
	}[subject]
}

// said is one of a list's words, drawn as Zipf (1949) found: the r-th with a
// probability that falls as 1/r.
func (w *madeWorld) said(list string, words int) string {
	total := 0.
	for r := range words {
		total += 1 / float64(r+1)
	}
	u := w.draw.Float64() * total
	for r := range words {
		if u -= 1 / float64(r+1); u < 0 {
			return w.made(fmt.Sprint(list, r))
		}
	}
	return w.made(list + "0")
}

// made is the word of a role, of two to four syllables, the same every time.
func (w *madeWorld) made(role string) string {
	for w.word[role] == "" {
		word := ""
		for range 2 + w.draw.IntN(3) {
			word += string("bdfgklmnprtvz"[w.draw.IntN(13)]) + string("aeiou"[w.draw.IntN(5)])
		}
		if word += string("bdgkmnrtx"[w.draw.IntN(9)]); !w.used[word] {
			w.word[role], w.used[word] = word, true
		}
	}
	return w.word[role]
}
