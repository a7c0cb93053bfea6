// Package topics turns vectors and a neighbour graph into topics that keep
// their name: how many there are, which papers they hold, what they are
// called, how they relate to the topics of the run before, and how stable
// they are.
package topics

import (
	"fmt"
	"strconv"

	"papertide/analysis/calendar"
)

// Kind tells topics, themes and watched topics apart.
type Kind uint8

// The kinds, with the letter that begins their ids.
const (
	IsTopic   Kind = iota // T017
	IsTheme               // H03
	IsWatched             // W01
)

// An ID is given once, survives runs and is never used again. The zero ID
// means "none": numbers start at 1.
type ID struct {
	Kind   Kind
	Number int
}

const kindLetters = "THW"

// String returns "T017", "H03" or "W01", or "" for the zero ID.
func (id ID) String() string {
	if id.Number == 0 {
		return ""
	}
	if id.Kind == IsTopic {
		return fmt.Sprintf("T%03d", id.Number)
	}
	return fmt.Sprintf("%c%02d", kindLetters[id.Kind], id.Number)
}

// ParseID reads what String writes; leading zeros may be missing.
func ParseID(s string) (ID, error) {
	if len(s) > 1 {
		n, err := strconv.Atoi(s[1:])
		for k := range kindLetters {
			if err == nil && n > 0 && s[0] == kindLetters[k] {
				return ID{Kind(k), n}, nil
			}
		}
	}
	return ID{}, fmt.Errorf("topic %.20q: want an id such as T017, H03 or W01", s)
}

// MarshalText writes id as String does.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	*id, err = ParseID(string(b))
	return err
}

// State says whether a topic takes part.
type State string

// The states of a topic.
const (
	Living  State = "living"
	Resting State = "resting" // died; may be revived
	Hidden  State = "hidden"  // by the user
	Waiting State = "waiting" // born too recently to be tested
)

// A Topic is a set of papers found by k-means, or a group of topics (a theme).
type Topic struct {
	ID        ID
	Label     []string // one to three phrases; the first is the name
	Renamed   bool     // the user gave the name
	Terms     []string // key terms, best first, as readers write them: at most ten
	Theme     ID       // zero if there are no themes
	Papers    int      // in the whole history
	Medoid    int      // row of the most typical paper; −1 if it has left
	Typical   []int    // rows of the most typical papers, at most three
	Nearest   []ID     // most similar topics, at most four
	Stability float64  // mean best Jaccard over resampled clusterings, 0 to 1; NaN is never stored: -1 if not measured
	Coherence float64  // NPMI of Terms, −1 to 1
	State     State
	Raised    bool // found because its papers were recent: tests may count those dated after its birth alone
	BornRun   int
	BornAsOf  calendar.Date

	Last []int // of a topic that holds no paper now: rows of those it held last, the most typical first, at most 50

	Challenger string  // a better name seen in the last run, "" if none (labels.md D6)
	NameScore  float64 // of the present name under this run's counts
}

// Name is the first phrase of the label.
func (t Topic) Name() string {
	if len(t.Label) == 0 {
		return ""
	}
	return t.Label[0]
}

// EventKind names what happened to topics between two runs.
type EventKind string

// The kinds of event (after Spiliopoulou et al. 2006, MONIC,
// doi:10.1145/1150402.1150491).
const (
	Birth     EventKind = "birth"
	Death     EventKind = "death"
	Split     EventKind = "split"
	Merge     EventKind = "merge"
	Revival   EventKind = "revival"
	Regrouped EventKind = "regrouped"
	Edited    EventKind = "edited"
)

// An Event is something that happened to topics in one run.
type Event struct {
	Kind    EventKind
	From    []ID    // before
	To      []ID    // after
	Overlap float64 // share of papers that carry the event, 0 to 1
	Papers  []int   // rows of the papers that show it, at most 20
}

// Past is all that a run inherits from the run before, besides its verdicts.
// Rows are those of the present run (see Renumber): a paper that the run
// before did not hold has the zero ID.
type Past struct {
	Run       int     // number of the run before; 0: there was none
	Of        []ID    // one a row
	Topics    []Topic // Result.Topics, then Result.Rested
	Themes    []Topic
	NextID    int // first number that was never given to a topic; at least 1
	NextTheme int
	Position  [][2]float32  // on the map, of the first of Topics
	Names     map[ID]string // given by the user

	Corrections []Correction // Result.Corrections
	Watched     []Topic      // those of the run before, then others that were watched once; their rows are not used
	Homes       map[ID]Home  // of the first of Watched
}
