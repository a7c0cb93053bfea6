package reports

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

func exportNumber(n int) *int { return &n }

func exportDate(s string) (d calendar.Date) {
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

func exportPeriod(s string) calendar.Period {
	p, err := calendar.ParsePeriod(s)
	if err != nil {
		panic(err)
	}
	return p
}

func topicID(s string) topics.ID {
	id, err := topics.ParseID(s)
	if err != nil {
		panic(err)
	}
	return id
}

// exportRun has three papers in two topics, one theme, one resting topic, one
// watched topic with the first paper and the last, one duplicate and two weeks. Its abstracts are those of exportTexts.
func exportRun() history.Run {
	share := func(papers, total int, low, high float64) trends.Share {
		return trends.Share{Papers: papers, Total: total, Value: float64(papers) / float64(total), Low: low, High: high}
	}
	return history.Run{
		Number: 3, AsOf: exportDate("2025-06-24"), Unit: calendar.Week,
		Counts: trends.Counts{Unit: calendar.Week, Periods: []trends.PeriodInfo{
			{Period: exportPeriod("2025-W25"), Papers: 0, Complete: true},
			{Period: exportPeriod("2025-W26"), Papers: 2},
		}},
		Topics: []topics.Topic{
			{ID: topicID("T007"), Label: []string{"diffusion language models", "masked denoising"}, Terms: []string{"diffusion", "mask; token"}, Theme: topicID("H01"), Papers: 2, Medoid: 1, Stability: 2. / 3, State: topics.Living, BornRun: 1, BornAsOf: exportDate("2025-06-10")},
			{ID: topicID("T012"), Label: []string{"GUI agents"}, Terms: []string{"agent"}, Theme: topicID("H01"), Papers: 1, Medoid: 2, Stability: -1, State: topics.Waiting, BornRun: 3, BornAsOf: exportDate("2025-06-24")},
		},
		Themes:         []topics.Topic{{ID: topicID("H01"), Label: []string{"Language"}, Terms: []string{"model"}, Papers: 3, Stability: -1}},
		Rested:         []topics.Topic{{ID: topicID("T003"), Label: []string{"old matters"}, Stability: .5, State: topics.Resting, BornRun: 1, BornAsOf: exportDate("2025-06-10")}},
		Shares:         [][]trends.Share{{{}, share(1, 2, .1234567, .9876543)}, {{}, share(1, 2, 1e-7, 1)}},
		ThemeShares:    [][]trends.Share{{{}, share(2, 2, .25, 1)}},
		Overall:        []trends.Share{share(1, 3, .1, .75), share(1, 3, .1, .75)},
		OverallThemes:  []trends.Share{share(2, 2, .25, 1)},
		Watched:        []topics.Topic{{ID: topicID("W02"), Label: []string{"my topic"}, Terms: []string{"my term"}, Papers: 2, Medoid: 2, Stability: -1, State: topics.Living, BornRun: 2, BornAsOf: exportDate("2025-06-17")}},
		WatchedRows:    [][]int32{{0, 2}},
		WatchedShares:  [][]trends.Share{{{}, share(1, 2, .1, .9)}},
		OverallWatched: []trends.Share{share(1, 2, .1, .9)},
		Papers: []corpus.Paper{
			{ID: "2404.02905", Title: "Visual, \"autoregressive\" modelling", Date: exportDate("2025-06-23"), Authors: []string{"Ann Lee", "Bo; Jr."}, AuthorCount: 2, Upvotes: exportNumber(12), Comments: exportNumber(0), URL: "https://arxiv.org/abs/2404.02905", CodeURL: "https://github.com/a/b", Source: "hf", DOI: "10.1/x"},
			{ID: "2405.00001", Title: "=HYPERLINK(\"http://evil\")", Date: exportDate("2025-06"), AuthorCount: 5, Organisation: "Org"},
			{ID: "h:0a1b", Title: "Untitled <b>&amp;"},
		},
		Of:         []int32{0, 0, 1},
		Similarity: []float32{.123456789, -.5, 0},
		Duplicates: []history.Duplicate{{ID: "2405.00000", Row: 0, Record: corpus.Paper{ID: "2405.00000", Title: "A copy", Date: exportDate("2025-06-24"), Source: "rss"}}},
	}
}

func exportTexts(from, to int) ([]string, error) {
	return []string{
		text.Document("Visual", "We tokenise α,\tsay."), text.Document("=H", ""), text.Document("Untitled", "'-1 is an integer; \"so\"."),
	}[from:to], nil
}

func exported(t testing.TB, f func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExportPapersCSV is written by hand from the contract. The duplicate
// stands where its id sorts; the formula and the apostrophe before a sign are
// guarded; a paper of June is in no week.
func TestExportPapersCSV(t *testing.T) {
	want := `id,title,date,period,topic,label,theme,similarity,duplicate_of,url,authors,author_count,organisation,upvotes,comments,code_url,source,doi,abstract
2404.02905,"Visual, ""autoregressive"" modelling",2025-06-23,2025-W26,T007,diffusion language models · masked denoising,H01,0.123457,,https://arxiv.org/abs/2404.02905,"Ann Lee;Bo, Jr.",2,,12,0,https://github.com/a/b,hf,10.1/x,"We tokenise α,	say."
2405.00000,A copy,2025-06-24,2025-W26,T007,diffusion language models · masked denoising,H01,,2404.02905,,,,,,,,rss,,
2405.00001,"'=HYPERLINK(""http://evil"")",2025-06,,T007,diffusion language models · masked denoising,H01,-0.5,,,,5,Org,,,,,,
h:0a1b,Untitled <b>&amp;,,,T012,GUI agents,H01,0,,,,,,,,,,,"''-1 is an integer; ""so""."
`
	got := exported(t, func(w io.Writer) error { return ExportPapers(w, CSV, exportRun(), exportTexts, Filter{}) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExportPapersJSONL(t *testing.T) {
	want := `{"id":"h:0a1b","title":"Untitled <b>&amp;","date":null,"period":null,"topic":"T012","label":"GUI agents","theme":"H01","similarity":0,"duplicate_of":null,"url":null,"authors":null,"author_count":null,"organisation":null,"upvotes":null,"comments":null,"code_url":null,"source":null,"doi":null,"abstract":"'-1 is an integer; \"so\"."}
`
	got := exported(t, func(w io.Writer) error {
		return ExportPapers(w, JSONL, exportRun(), exportTexts, Filter{Topic: topicID("T012")})
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExportTopics(t *testing.T) {
	want := `topic,label,terms,theme,theme_label,papers,share,share_low,share_high,stability,state,born_run,born_as_of,medoid
T007,diffusion language models · masked denoising,"diffusion;mask, token",H01,Language,2,0.333333,0.1,0.75,0.666667,living,1,2025-06-10,2405.00001
T012,GUI agents,agent,H01,Language,1,0.333333,0.1,0.75,,waiting,3,2025-06-24,h:0a1b
T003,old matters,,,,0,,,,0.5,resting,1,2025-06-10,
H01,Language,model,,,3,1,0.25,1,,,,,2404.02905
W02,my topic,my term,,,2,0.5,0.1,0.9,,living,2,2025-06-17,h:0a1b
`
	got := exported(t, func(w io.Writer) error { return ExportTopics(w, CSV, exportRun(), Filter{}) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExportShares(t *testing.T) {
	want := `topic,period,start,end,complete,papers,total,share,low,high,vintage_share
T007,2025-W25,2025-06-16,2025-06-22,true,0,0,,,,
T007,2025-W26,2025-06-23,2025-06-29,false,1,2,0.5,0.123457,0.987654,0.0833333
T012,2025-W25,2025-06-16,2025-06-22,true,0,0,,,,
T012,2025-W26,2025-06-23,2025-06-29,false,1,2,0.5,0.0000001,1,
H01,2025-W25,2025-06-16,2025-06-22,true,0,0,,,,
H01,2025-W26,2025-06-23,2025-06-29,false,2,2,1,0.25,1,
W02,2025-W25,2025-06-16,2025-06-22,true,0,0,,,,
W02,2025-W26,2025-06-23,2025-06-29,false,1,2,0.5,0.1,0.9,
`
	vintage := func(id topics.ID, p calendar.Period) (float64, bool) {
		return 1. / 12, id == topicID("T007") && p == exportPeriod("2025-W26")
	}
	got := exported(t, func(w io.Writer) error { return ExportShares(w, CSV, exportRun(), vintage, Filter{}) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	line, _, _ := strings.Cut(exported(t, func(w io.Writer) error { return ExportShares(w, JSONL, exportRun(), nil, Filter{}) }), "\n")
	if want := `{"topic":"T007","period":"2025-W25","start":"2025-06-16","end":"2025-06-22","complete":true,"papers":0,"total":0,"share":null,"low":null,"high":null,"vintage_share":null}`; line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
}

// exports are the three tables of exportRun.
func exports(r history.Run) map[string]func(io.Writer, Format) error {
	return map[string]func(io.Writer, Format) error{
		"papers": func(w io.Writer, f Format) error { return ExportPapers(w, f, r, exportTexts, Filter{}) },
		"topics": func(w io.Writer, f Format) error { return ExportTopics(w, f, r, Filter{}) },
		"shares": func(w io.Writer, f Format) error { return ExportShares(w, f, r, nil, Filter{}) },
	}
}

// TestFilterRows: a theme stands for itself and its topics, a month for the
// weeks within it (of the two weeks, June holds both, 2025-W26 itself).
func TestFilterRows(t *testing.T) {
	for _, c := range []struct {
		topic, period        string
		topicRows, shareRows string
	}{
		{"", "", "T007 T012 T003 H01 W02", "T007/2025-W25 T007/2025-W26 T012/2025-W25 T012/2025-W26 H01/2025-W25 H01/2025-W26 W02/2025-W25 W02/2025-W26"},
		{"W2", "2025-W26", "W02", "W02/2025-W26"},
		{"T012", "", "T012", "T012/2025-W25 T012/2025-W26"},
		{"H1", "2025-W26", "T007 T012 H01", "T007/2025-W26 T012/2025-W26 H01/2025-W26"},
		{"T003", "", "T003", ""},
		{"H01", "2025-06", "T007 T012 H01", "T007/2025-W25 T007/2025-W26 T012/2025-W25 T012/2025-W26 H01/2025-W25 H01/2025-W26"},
		{"", "2025-05", "T007 T012 T003 H01 W02", ""},
	} {
		filter, err := ParseFilter(c.topic, c.period)
		if err != nil {
			t.Fatal(err)
		}
		var shares, list []string
		for _, row := range readCSV(t, exported(t, func(w io.Writer) error { return ExportShares(w, CSV, exportRun(), nil, filter) }))[1:] {
			shares = append(shares, row[0]+"/"+row[1])
		}
		if got := strings.Join(shares, " "); got != c.shareRows {
			t.Errorf("%s %s: shares %s, want %s", c.topic, c.period, got, c.shareRows)
		}
		filter.Period = calendar.Period{}
		for _, row := range readCSV(t, exported(t, func(w io.Writer) error { return ExportTopics(w, CSV, exportRun(), filter) }))[1:] {
			list = append(list, row[0])
		}
		if got := strings.Join(list, " "); got != c.topicRows {
			t.Errorf("%s %s: topics %s, want %s", c.topic, c.period, got, c.topicRows)
		}
	}
	for _, wrong := range [][2]string{{"X1", ""}, {"", "June"}} {
		if f, err := ParseFilter(wrong[0], wrong[1]); err == nil {
			t.Errorf("ParseFilter(%q) = %+v, want an error", wrong, f)
		}
	}
}

func TestFilter(t *testing.T) {
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{"2404.02905", "2405.00000", "2405.00001", "h:0a1b"}},
		{Filter{Topic: topicID("T007")}, []string{"2404.02905", "2405.00000", "2405.00001"}},
		{Filter{Topic: topicID("H01")}, []string{"2404.02905", "2405.00000", "2405.00001", "h:0a1b"}},
		{Filter{Topic: topicID("T003")}, nil}, // resting
		{Filter{Topic: topicID("W02")}, []string{"2404.02905", "2405.00000", "h:0a1b"}},
		{Filter{Period: exportPeriod("2025-W26")}, []string{"2404.02905", "2405.00000"}},
		{Filter{Period: exportPeriod("2025-06")}, []string{"2404.02905", "2405.00000", "2405.00001"}},
		{Filter{Period: exportPeriod("2025")}, []string{"2404.02905", "2405.00000", "2405.00001"}},
		{Filter{Topic: topicID("T012"), Period: exportPeriod("2025")}, nil},
	} {
		got := exported(t, func(w io.Writer) error { return ExportPapers(w, CSV, exportRun(), exportTexts, c.filter) })
		var ids []string
		for _, row := range readCSV(t, got)[1:] {
			ids = append(ids, row[0])
		}
		if !slices.Equal(ids, c.want) {
			t.Errorf("%+v: %v, want %v", c.filter, ids, c.want)
		}
	}
}

// TestStretches: papers of several stretches and row groups are read in short
// pieces, in order, each once, and none that the filter leaves out.
func TestStretches(t *testing.T) {
	r := history.Run{Unit: calendar.Month, Topics: []topics.Topic{{ID: topicID("T001")}, {ID: topicID("T002")}}}
	const n = 2*rowGroup + 500
	for i := range n {
		r.Papers = append(r.Papers, corpus.Paper{ID: fmt.Sprintf("p%06d", i), Title: "t"})
		r.Of = append(r.Of, int32(min(i/(rowGroup+3), 1)))
		r.Similarity = append(r.Similarity, 1)
	}
	for i := 0; i < n; i += 100 {
		r.Duplicates = append(r.Duplicates, history.Duplicate{ID: fmt.Sprintf("p%06d-copy", i), Row: i})
	}
	var asked [][2]int
	texts := func(from, to int) ([]string, error) {
		asked = append(asked, [2]int{from, to})
		docs := make([]string, to-from)
		for i := range docs {
			docs[i] = fmt.Sprintf("t\nabstract %d", from+i)
		}
		return docs, nil
	}
	rows := readParquet(t, exported(t, func(w io.Writer) error { return ExportPapers(w, Parquet, r, texts, Filter{}) }))[1:]
	if len(rows) != n+n/100 || !slices.IsSortedFunc(rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) }) {
		t.Fatalf("%d rows, want %d, sorted by id", len(rows), n+n/100)
	}
	for _, row := range rows {
		if want := "abstract " + strings.TrimLeft(row[0][1:6], "0") + row[0][6:]; row[8] == "" && row[18] != want {
			t.Fatalf("paper %s has the abstract %q, want %q", row[0], row[18], want)
		}
	}
	next := 0
	for _, a := range asked {
		if a[0] != next || a[1]-a[0] > stretch {
			t.Fatalf("asked for the texts %v after %d", a, next)
		}
		next = a[1]
	}
	if next != n {
		t.Errorf("texts were read up to %d, want %d", next, n)
	}

	asked = nil
	exported(t, func(w io.Writer) error { return ExportPapers(w, CSV, r, texts, Filter{Topic: topicID("T002")}) })
	if first := asked[0][0]; first != rowGroup+3 {
		t.Errorf("the first text read is that of paper %d, want %d", first, rowGroup+3)
	}
}

func TestExportErrors(t *testing.T) {
	r := exportRun()
	broken := errors.New("disk full")
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"format":           {ExportTopics(io.Discard, "xls", r, Filter{}), `export topics: format "xls": want csv, jsonl or parquet`},
		"references":       {ExportTopics(io.Discard, BibTeX, r, Filter{}), `export topics: format bibtex is for papers: topics can be csv, jsonl or parquet`},
		"lost references":  {ExportPapers(fullDisk{broken}, RIS, r, exportTexts, Filter{}), "export papers: disk full"},
		"unknown topic":    {ExportPapers(io.Discard, CSV, r, exportTexts, Filter{Topic: topicID("T099")}), "export papers: topic T099: not in run 3"},
		"period of topics": {ExportTopics(io.Discard, CSV, r, Filter{Period: exportPeriod("2025")}), "export topics: topics are not divided by period; shares are"},
		"texts":            {ExportPapers(io.Discard, CSV, r, func(int, int) ([]string, error) { return nil, broken }, Filter{}), "export papers: disk full"},
		"too few texts":    {ExportPapers(io.Discard, CSV, r, func(int, int) ([]string, error) { return nil, nil }, Filter{}), "export papers: texts of papers 0 to 3: found 0"},
		"csv":              {ExportTopics(fullDisk{broken}, CSV, r, Filter{}), "export topics: disk full"},
		"jsonl":            {ExportTopics(fullDisk{broken}, JSONL, r, Filter{}), "export topics: disk full"},
		"parquet":          {ExportTopics(fullDisk{broken}, Parquet, r, Filter{}), "export topics: disk full"},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, c.err, c.want)
		}
	}
	for _, f := range []Format{CSV, JSONL, Parquet} {
		if got, err := ParseFormat(string(f), "shares"); err != nil || got != f {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	if f, err := ParseFormat("ris", "papers"); f != RIS || err != nil {
		t.Errorf("ris for papers: %q, %v", f, err)
	}
	if _, err := ParseFormat("bibtex", "shares"); err == nil || err.Error() != "format bibtex is for papers: shares can be csv, jsonl or parquet" {
		t.Errorf("bibtex for shares: %v", err)
	}
}

// fullDisk is a disk without room.
type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

// TestExportNothing: a run without papers gives a header, no line, or an empty
// table.
func TestExportNothing(t *testing.T) {
	for name, write := range exports(history.Run{}) {
		csv := exported(t, func(w io.Writer) error { return write(w, CSV) })
		if strings.Count(csv, "\n") != 1 {
			t.Errorf("%s: %q, want a header", name, csv)
		}
		if lines := exported(t, func(w io.Writer) error { return write(w, JSONL) }); lines != "" {
			t.Errorf("%s: %q, want nothing", name, lines)
		}
		if rows := readParquet(t, exported(t, func(w io.Writer) error { return write(w, Parquet) })); len(rows) != 1 {
			t.Errorf("%s: %v, want no row", name, rows)
		}
	}
}

func BenchmarkExportPapers(b *testing.B) {
	r := history.Run{Unit: calendar.Month, Topics: []topics.Topic{{ID: topicID("T001"), Label: []string{"a label"}}}}
	abstract := strings.Repeat("We show that words of an abstract are many. ", 25)
	docs := make([]string, 10_000)
	for i := range docs {
		docs[i] = text.Document("t", abstract)
		r.Papers = append(r.Papers, corpus.Paper{ID: fmt.Sprintf("p%06d", i), Title: "A title of some length, with a comma", Date: exportDate("2025-06-23")})
		r.Of, r.Similarity = append(r.Of, 0), append(r.Similarity, .5)
	}
	texts := func(from, to int) ([]string, error) { return docs[from:to], nil }
	for _, f := range []Format{CSV, JSONL, Parquet} {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ExportPapers(io.Discard, f, r, texts, Filter{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
