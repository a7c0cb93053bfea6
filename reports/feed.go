package reports

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// feedName is the file of the feed in an output folder.
const feedName = "feed.xml"

// mostEntries is how many entries the feed holds, the newest.
const mostEntries = 100

// An atomFeed is an Atom feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// renderFeed tells the events and the newly confirmed movers of all runs that
// were not withdrawn, newest first. Links are relative to the folder. There is
// no time of writing in it: an entry was updated on the as-of date of its run.
func renderFeed(runs []history.Summary) ([]byte, error) {
	runs = slices.DeleteFunc(slices.Clone(runs), func(s history.Summary) bool { return s.Withdrawn })
	slices.SortFunc(runs, func(a, b history.Summary) int { return a.Number - b.Number })
	title := "papertide"
	if len(runs) > 0 {
		if t := shown(runs[len(runs)-1].Title, longestLabel); t != "" {
			title = t
		}
	}
	f := atomFeed{
		Title: title, ID: urn("feed", title), Author: atomAuthor{"papertide"}, Updated: "1970-01-01T00:00:00Z",
		Links: []atomLink{{"self", "application/atom+xml", feedName}, {"alternate", "text/html", archiveName}},
	}
	confirmed := map[topics.ID]trends.Verdict{}
	for _, s := range runs {
		f.Updated = s.AsOf.String() + "T00:00:00Z"
		lines := slices.Clone(s.Events)
		was := confirmed
		confirmed = map[topics.ID]trends.Verdict{}
		for _, m := range s.Movers {
			if !m.Confirmed || m.Verdict == trends.Squeezed {
				continue
			}
			confirmed[m.ID] = m.Verdict
			if was[m.ID] != m.Verdict {
				lines = append(lines, fmt.Sprintf("confirmed: %s is %s", m.Name, m.Verdict))
			}
		}
		for i, line := range lines {
			line = shown(line, longestTitle)
			f.Entries = append(f.Entries, atomEntry{
				Title: upper(line), ID: urn("entry", title, fmt.Sprint(s.Number), fmt.Sprint(i), line), Updated: f.Updated,
				Link:    atomLink{"alternate", "text/html", address(s.Reported)},
				Summary: fmt.Sprintf("%s; run %d, as of %s, %s.", upper(line), s.Number, s.AsOf.Long(), counted(s.Papers, "paper")),
			})
		}
	}
	slices.Reverse(f.Entries)
	f.Entries = f.Entries[:min(mostEntries, len(f.Entries))]
	text, err := xml.MarshalIndent(f, "", "  ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}

// urn is a UUID of version 8 made of what an id stands for (RFC 9562).
func urn(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
