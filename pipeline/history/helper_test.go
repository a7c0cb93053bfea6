package history

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// day reads a date that is right.
func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func number(n int) *int { return &n }

// paper makes an identified record.
func paper(id, title, abstract, date string) corpus.Paper {
	p := corpus.Paper{ID: id, Title: title, Abstract: abstract, Source: "test"}
	if date != "" {
		p.Date = day(date)
	}
	corpus.Identify(&p)
	return p
}

// say makes a run about a state: topics T001 and T002 by the parity of the
// length of the titles. What it says is made up, but of every kind.
func say(s State) Run {
	week, _ := day("2025-06-23").In(calendar.Week)
	r := Run{
		AsOf: s.AsOf, Bound: day("2026-01-01"), Version: "v0.test", Settings: `{"seed":1}`, Title: "A field",
		Unit: calendar.Week, Reported: week,
		Papers: s.Papers, Duplicates: s.Duplicates, PapersSHA256: s.PapersSHA256,
		NextID: 3, NextTheme: 1, Coherence: 1. / 3, Diversity: .5, Warnings: []string{"made up"},
		Position: [][2]float32{{0, 1}, {.5, -2.25}},
	}
	for i := range 2 {
		t := topics.Topic{
			ID: topics.ID{Number: i + 1}, Label: []string{[]string{"even", "odd"}[i]}, Terms: []string{"title"}, State: topics.Living,
			BornRun: 1, BornAsOf: s.AsOf, Stability: -1, Coherence: .25, Medoid: len(s.Papers) - 1, Typical: []int{0},
		}
		r.Topics = append(r.Topics, t)
	}
	for i, p := range s.Papers {
		of := int32(len(p.Title) % 2)
		r.Of = append(r.Of, of)
		r.Topics[of].Papers++
		r.Similarity = append(r.Similarity, float32(i%7)/10)
		r.Spot = append(r.Spot, [2]float32{float32(i) / 8, -float32(i) / 3})
	}
	r.Counts = trends.Counts{
		Unit: calendar.Week, Undated: 1,
		Periods: []trends.PeriodInfo{{Period: r.Reported, Papers: len(s.Papers), Complete: true}},
		Topic:   [][]int{{r.Topics[0].Papers}, {r.Topics[1].Papers}},
	}
	for _, t := range r.Topics {
		share := trends.Share{Papers: t.Papers, Total: len(s.Papers), Value: float64(t.Papers) / float64(len(s.Papers)), Low: .1, High: .9}
		r.Shares, r.Overall = append(r.Shares, []trends.Share{share}), append(r.Overall, share)
	}
	if s.Past.Run == 0 {
		r.Events = []topics.Event{{Kind: topics.Birth, To: []topics.ID{{Number: 1}}, Overlap: 1, Papers: []int{0}}}
	}
	return r
}

// create opens a history that need not exist; it is closed with the test.
func create(t testing.TB, path string) *DB {
	t.Helper()
	d, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	d.now = func() time.Time { return time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC) }
	t.Cleanup(func() { d.Close() })
	return d
}

// spooled puts records on a spool.
func spooled(papers []corpus.Paper) []corpus.Record {
	var s corpus.Spool
	records := make([]corpus.Record, len(papers))
	for i, p := range papers {
		records[i], _ = s.Append(p) // no error without a file
	}
	return records
}

// temp is the path of a history that does not exist yet.
func temp(t testing.TB) string { return filepath.Join(t.TempDir(), "papertide.db") }

func begin(t testing.TB, d *DB) *Tx {
	t.Helper()
	tx, err := d.Begin(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

// live lives one run on records and returns its number and what Add did. It
// commits even where nothing was added.
func live(t testing.TB, d *DB, asOf string, records ...corpus.Paper) (int, Added) {
	t.Helper()
	n, added, err := liveOn(t.Context(), d, asOf, records)
	if err != nil {
		t.Fatal(err)
	}
	return n, added
}

func liveOn(ctx context.Context, d *DB, asOf string, records []corpus.Paper) (n int, added Added, err error) {
	in := corpus.Input{Name: "papers.jsonl", Format: "json", SHA256: strings.Repeat("0", 64), Read: len(records)}
	return liveFile(ctx, d, asOf, in, records)
}

func liveFile(ctx context.Context, d *DB, asOf string, in corpus.Input, records []corpus.Paper) (n int, added Added, err error) {
	tx, err := d.Begin(ctx, nil)
	if err != nil {
		return 0, added, err
	}
	defer func() {
		if e := tx.Close(); err == nil {
			err = e
		}
	}()
	if added, err = tx.Add(ctx, spooled(records), []corpus.Input{in}); err != nil {
		return 0, added, err
	}
	state, err := tx.State(ctx, day(asOf))
	if err != nil {
		return 0, added, err
	}
	n, err = tx.Commit(ctx, say(state))
	return n, added, err
}

func mustRun(t testing.TB, d *DB, n int) Run {
	t.Helper()
	r, err := d.Run(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// many makes n records with words of their own.
func many(n int) []corpus.Paper {
	all := make([]corpus.Paper, n)
	for i := range all {
		month := i * 84 / n
		id := fmt.Sprintf("%02d%02d.%05d", 10+month/12, 1+month%12, i%100000)
		text := strings.Repeat(fmt.Sprintf("Sentence %d of words about subject %d and %x. ", i, i%97, i*i*2654435761), 18)
		all[i] = paper(id, fmt.Sprintf("On the subject %d in the case of %d", i%97, i), text, fmt.Sprintf("20%02d-%02d-%02d", 10+month/12, 1+month%12, 1+i%28))
	}
	return all
}
