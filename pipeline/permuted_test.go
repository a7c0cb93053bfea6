package pipeline

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

var (
	permuted      = flag.Int("permuted", 20, "how often the dates of hf_daily are shuffled; 200 for the record")
	permutedLives = flag.Int("permuted-lives", 0, "how many pasts with shuffled dates are lived week by week, a minute each")
)

// TestPermutedDates shuffles the dates of real papers, so that no topic rises or
// falls, and counts how often one is said to, under topics that were fitted on
// the very weeks that are tested. Of 200 shuffles, 5 called a topic and none
// confirmed one.
//
//	go test ./pipeline -run PermutedDates -v -args -permuted 200
func TestPermutedDates(t *testing.T) {
	s, c := permutable(t)
	run := mustAnalyse(t, s, c, 2)
	var kept tally
	for n := range *permuted {
		shuffleDates(s.Papers, n)
		run.Papers = s.Papers
		kept.add(trends.Test(count(&run, run.Unit, nil).topics, trends.Default()).Trends)
	}
	t.Log("clusters kept: ", kept)
	if most := byChance(.06, kept.reports); kept.called > most {
		t.Errorf("aim: at most 6 %% of reports with a mover, by chance %d", most)
	}
	// Refitted, clusters are the same, as no date enters a first fit: the papers
	// still have the dates of the last shuffle.
	if again := mustAnalyse(t, s, c, 2); !slices.Equal(again.Of, run.Of) {
		t.Error("the topics of a first run depend on dates")
	}
}

// TestPermutedLives lives pasts with shuffled dates week by week, with warm
// starts, splits and births, and counts what the reports say of topics in which
// nothing changes. What the same dates give under the topics of a first fit,
// which knows no weeks, is chance.
//
//	go test ./pipeline -run PermutedLives -v -timeout 0 -args -permuted-lives 5
func TestPermutedLives(t *testing.T) {
	if *permutedLives == 0 {
		t.Skip("takes minutes; -args -permuted-lives 5")
	}
	s, c := permutable(t)
	once := mustAnalyse(t, s, c, 2)
	var lived, chance tally
	wrong := 0 // lives that confirmed anything
	for n := range *permutedLives {
		shuffleDates(s.Papers, n)
		o := inDir(t.TempDir(), writePapers(t, s))
		o.ByPeriod = true
		mustLive(t, o)
		now, births := livedTally(t, o.DB)
		once.Papers = s.Papers
		var then tally
		for _, r := range trends.Replay(count(&once, c.Unit, nil).topics, trends.Default()) {
			var all []trends.Trend
			for topic := range once.Topics {
				all = append(all, r.Trends[topic])
			}
			then.add(all)
		}
		t.Logf("life %d: lived, with %d births, %s; under a first fit, %s", n, births, now, then)
		if now.confirmed > 0 {
			wrong++
		}
		lived, chance = lived.plus(now), chance.plus(then)
	}
	t.Logf("lived, %s; under a first fit, %s; %d lives confirmed anything", lived, chance, wrong)
	if wrong > byChance(.08, *permutedLives) {
		t.Error("aim: at most 8 % of lives that confirm anything")
	}
}

// livedTally counts what the runs of a history said, and the births.
func livedTally(t *testing.T, file string) (all tally, births int) {
	t.Helper()
	db, err := history.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.EachReported(t.Context(), func(r history.Run) error {
		all.add(r.Trends.Trends)
		for _, topic := range r.Topics {
			if topic.Raised && topic.BornAsOf == r.AsOf {
				births++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, births
}

// permutable is the corpus whose dates are shuffled, by week.
func permutable(t *testing.T) (history.State, Settings) {
	t.Helper()
	s, _ := corpusState(t, "hf_daily")
	c := DefaultSettings()
	c.Unit = calendar.Week
	return s, c
}

// A tally counts the reports that made a test, and what they say.
type tally struct{ reports, called, confirmed int }

func (s *tally) add(all []trends.Trend) {
	tested, called, confirmed := 0, 0, 0
	for _, t := range all {
		for _, m := range t.Movers {
			tested = 1
			if m.Verdict != trends.NoEvidence {
				called = 1
			}
		}
		if t.Confirmed {
			confirmed = 1
		}
	}
	s.reports, s.called, s.confirmed = s.reports+tested, s.called+called, s.confirmed+confirmed
}

func (s tally) plus(o tally) tally {
	return tally{s.reports + o.reports, s.called + o.called, s.confirmed + o.confirmed}
}

func (s tally) String() string {
	of := 100 / float64(max(s.reports, 1))
	return fmt.Sprintf("of %d reports %d (%.1f %%) have a mover and %d (%.1f %%) a confirmed one",
		s.reports, s.called, of*float64(s.called), s.confirmed, of*float64(s.confirmed))
}

// byChance is how many of n trials succeed at most if a share of them does: the
// mean and three standard deviations.
func byChance(share float64, n int) int {
	mean := share * float64(n)
	return int(mean + 3*math.Sqrt(mean*(1-share)))
}

// shuffleDates deals the dates of papers anew among them.
func shuffleDates(papers []corpus.Paper, seed int) {
	r := rand.New(rand.NewPCG(13, uint64(seed)))
	r.Shuffle(len(papers), func(i, j int) { papers[i].Date, papers[j].Date = papers[j].Date, papers[i].Date })
}

// writePapers writes the papers of a state as JSON Lines.
func writePapers(t *testing.T, s history.State) (file string) {
	t.Helper()
	rows := make([]int32, len(s.Papers))
	for row := range rows {
		rows[row] = int32(row)
	}
	docs, err := s.Texts(rows)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "shuffled.jsonl")
	w, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	lines := json.NewEncoder(w)
	for row, p := range s.Papers {
		abstract := strings.TrimSpace(strings.TrimPrefix(docs[row], p.Title))
		if err := lines.Encode(map[string]string{"id": p.ID, "title": p.Title, "abstract": abstract, "date": p.Date.String()}); err != nil {
			t.Fatal(err)
		}
	}
	return file
}
