package history

import (
	"time"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
)

// A Run is everything that one run said: page, exports and digest are made
// from it alone. Papers, Of and Similarity have one entry a paper, in order
// of paper ids; row numbers elsewhere point into them.
type Run struct {
	Number   int
	AsOf     calendar.Date
	Bound    calendar.Date // papers dated later were impossible when the run was made
	Version  string        // of the program
	Settings string        // result-changing configuration as canonical JSON, seed included
	Title    string        // of the page

	Unit      calendar.Unit
	Selection *Selection      // set where the papers are a selection, not a stream
	Reported  calendar.Period // the last complete period, else the newest; zero if no paper has a usable date
	Counts    trends.Counts   // by topic, in the order of Topics

	Topics        []topics.Topic   // living and waiting ones, largest first
	Themes        []topics.Topic   // largest first; none below 12 topics
	Rested        []topics.Topic   // resting and hidden topics, by id
	Shares        [][]trends.Share // topic × period of Counts
	ThemeShares   [][]trends.Share // theme × period
	Trends        trends.Family    // of Topics
	ThemeTrends   trends.Family    // of Themes
	WatchedTrends trends.Family    // of Watched
	Marks         []trends.Mark    // in order of the periods
	Before        Called           // what the page before called movers
	Flow          Flow             // of papers between topics since the baseline
	Overall       []trends.Share   // topic: over all dated papers of the history
	OverallThemes []trends.Share   // theme: the same
	Events        []topics.Event
	Revisions     []Revision          // in order of the periods
	Attributed    []Attributed        // by horizon
	Corrections   []topics.Correction // by the user, those that applied

	Watched        []topics.Topic   // in order of the configuration
	WatchedRows    [][]int32        // papers of each of Watched, ascending; a paper may be in several
	WatchedShares  [][]trends.Share // watched topic × period
	OverallWatched []trends.Share   // over all dated papers of the history
	Homes          []topics.Home    // of each of Watched
	Unwatched      []topics.Topic   // watched by an earlier configuration

	Whole      *Whole         // nil: the run is about Papers and no more
	Papers     []corpus.Paper // without abstracts
	Of         []int32        // index into Topics
	Similarity []float32      // cosine with the topic's centre, −1 to 1
	Position   [][2]float32   // of Topics on the map
	Spot       [][2]float32   // of Papers on the map
	Duplicates []Duplicate    // by id
	Late       []int32        // papers new to this run that are dated before the reported period; none in a first run
	Resampled  Resampled      // where clusterings of resampled papers have them

	Attention []trends.Attention // by topic; nil where no upvotes or comments are known

	NextID, NextTheme int // first numbers never given

	Coherence, Diversity float64  // of the topics' terms: mean NPMI; distinct terms divided by terms
	Warnings             []string // about the result, not about the files
	PapersSHA256         string   // over the papers in id order
	Digest               string   // of all the above; hex SHA-256
}

// Corrected says what the user's corrections made of a topic, in words.
func (r *Run) Corrected(id topics.ID) []string { return topics.InWords(r.Corrections, id) }

// A Revision is a period of which the run says something else than the run that
// first saw it whole: papers came late, or papers moved between topics.
type Revision struct {
	Period    calendar.Period
	Run       int       // that first saw it whole
	Then, Now int       // papers
	Topic     topics.ID // whose share changed most, of those that both runs know; zero if none did
	From, To  float64   // its share then and now
}

// Attributed says for one horizon how much of each change against what was
// published comes from papers and how much from re-clustering; it is there if a
// run reported the whole baseline.
type Attributed struct {
	trends.Window
	Run                     int                  // that reported the whole baseline first
	Topics, Themes, Watched []trends.Attribution // in the order of Run's
}

// Resampled are clusterings of resampled papers, which show how certain the
// memberships are.
type Resampled struct {
	Rows []int32   // that were drawn at least once, ascending
	Of   [][]int32 // clustering × Rows: index into Topics of the best match, −1: not drawn
}

// Called is what a page called movers.
type Called struct {
	Run      int             // the newest of the period before the reported one; 0: there was none
	Reported calendar.Period // its period
	Movers   []CalledMover   // topics, themes, watched topics in the order of the run, those with a verdict
}

// Flow is where the papers of an earlier run went. Topics that are gone are
// among Run.Rested.
type Flow struct {
	Run      int             // the earlier run; 0: there is none
	Reported calendar.Period // the last period that it saw whole
	Flows    []topics.Flow
}

// A CalledMover is a topic and what was said of it.
type CalledMover struct {
	ID        topics.ID
	Name      string
	Verdict   trends.Verdict // rising, falling or squeezed
	Confirmed bool
}

// A Selection is a set of papers that somebody's search chose.
type Selection struct {
	From, To calendar.Date // first and last date of the papers
	Captured calendar.Date // when the page was saved, if known
	Phrase   string        // the term that most papers share, "" if none does
	Holding  int           // papers that hold Phrase
}

// A Duplicate is a record that turned out to be a paper that the history
// already had under another id.
type Duplicate struct {
	ID     string // of the record
	Row    int    // of the paper
	Record corpus.Paper
}

// State is everything a run starts from.
type State struct {
	AsOf       calendar.Date
	Papers     []corpus.Paper // dated up to AsOf or not dated, in id order, without abstracts
	Duplicates []Duplicate
	Past       topics.Past
	Unit       *calendar.Unit // chosen by an earlier run; nil: not yet
	Captured   calendar.Date  // of the saved pages; the latest
	Waiting    int            // papers dated after AsOf
	Edited     bool           // the user renamed or withdrew something since the run before
	Vintages   []Vintage      // of earlier runs, in order of the periods
	// Seen tells by paper the day on which its engagement was seen or, if that is
	// not known, the earliest possible; none where there is no engagement.
	Seen []calendar.Date
	// Texts returns title and abstract of the papers of some rows, joined by
	// text.Document. Several goroutines may call it, until the Tx is closed.
	Texts func(rows []int32) ([]string, error)
	// Earlier tells where earlier runs had the papers.
	Earlier func(runs []int) ([]Earlier, error)
	// Called tells what the page of the period before one called movers.
	Called func(now calendar.Period) (Called, error)
	// PapersSHA256 is the digest of the papers, abstracts included, in id order.
	PapersSHA256 string
}

// A Summary is one line of the list of runs.
type Summary struct {
	Number       int
	Made         time.Time // when the run was committed; shown by runs, in no digest
	AsOf         calendar.Date
	Title        string
	Unit         calendar.Unit
	Reported     calendar.Period
	Settings     string // as in Run
	New          int    // papers that this run brought
	Papers       int    // distinct papers that took part
	Topics       int
	Events       []string // short lines for the archive: "born: GUI agents"
	Movers       []CalledMover
	Version      string
	PapersSHA256 string // as in Run
	Digest       string
	Withdrawn    bool
	Inputs       []corpus.Input
}
