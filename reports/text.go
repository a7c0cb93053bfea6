package reports

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"papertide/pipeline/history"
)

// textLines is how many lines the text for a terminal has at most, and
// textWidth how many characters a title has.
const (
	textLines = 60
	textWidth = 88
)

// WriteText writes the first minute of a page in at most 60 lines for a
// terminal: what changed with its doubt, watched topics, papers of the period.
// What does not fit is counted. Names and titles hold no control characters.
func WriteText(w io.Writer, r history.Run) error {
	m := newMinute(&r)
	head := append(wrapped(m.Title, 100), "")
	head = append(head, wrapped(m.Headline, 100)...)
	head = append(head, section("Since the page before", m.Since, 7)...)
	head = append(head, section(m.Changed, minuteTable(m.Movers), 11)...)
	head = append(head, section("Watched", minuteTable(m.Watched), 9)...)
	var notes []string
	for _, n := range m.Notes {
		notes = append(notes, cutTo(n, 2*textWidth))
	}
	foot := section("Notes", notes, 5)
	foot = append(foot, "", fmt.Sprintf("papertide report --run %d writes the page, papertide verify --run %d makes it again.", m.Run, m.Run))
	lines := append(head, m.papers(textLines-len(head)-len(foot))...)
	lines = append(lines, foot...)
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// section is a heading and lines under it, at most so many in all; "" and none
// where there are no lines.
func section(heading string, lines []string, most int) []string {
	if len(lines) == 0 {
		return nil
	}
	out := []string{"", heading}
	if more := len(lines) + len(out) - most; more > 0 {
		lines = append(lines[:len(lines)-more-1:len(lines)-more-1], fmt.Sprintf("and %d more", more+1))
	}
	for _, l := range lines {
		out = append(out, "  "+l)
	}
	return out
}

// papers lists the papers by group in at most so many lines.
func (m minute) papers(most int) []string {
	out := []string{"", m.Heading}
	left := m.Papers
	for i, g := range m.Groups {
		need := 2 // its heading and a paper
		if left > 1 {
			need++ // and the line that counts the others
		}
		if len(out)+need > most {
			break
		}
		out = append(out, "  "+g.Name)
		for j, p := range g.Papers {
			last := i == len(m.Groups)-1 && j == len(g.Papers)-1
			if len(out)+1 > most || len(out)+2 > most && !last {
				break
			}
			out = append(out, "    "+cutTo(p.Title, textWidth))
			left--
		}
	}
	if left > 0 {
		out = append(out, "  and "+counted(left, "paper")+" more on the page")
	}
	if m.Papers == 0 {
		return nil
	}
	return out
}

// minuteTable aligns topics.
func minuteTable(all []minuteLine) []string {
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range all {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", cutTo(l.Name, 34), l.Spark, l.Share, l.Change, l.Verdict, l.News)
	}
	if t.Flush() != nil || len(all) == 0 { // a string takes all that is written
		return nil
	}
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// cutTo cuts s after so many characters.
func cutTo(s string, width int) string {
	if r := []rune(s); len(r) > width {
		return string(r[:width-1]) + "…"
	}
	return s
}

// wrapped breaks s into lines between words.
func wrapped(s string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}
