package reports

import (
	"encoding/json"
	"fmt"
	"strings"
)

// foot says where the numbers come from.
type foot struct {
	Facts []fact
	Run   int
	Read  []string
}

type fact struct {
	Name, Value string
	Code        bool
}

func (v *view) foot() foot {
	f := foot{Run: v.Number}
	add := func(name, value string) {
		if value != "" {
			f.Facts = append(f.Facts, fact{Name: name, Value: value})
		}
	}
	papers := counted(v.Size(), "paper")
	if n := len(v.Duplicates); n > 0 {
		papers += ", " + counted(n, "duplicate") + " left out"
	}
	add("Papers", papers)
	if v.PapersSHA256 != "" {
		f.Facts = append(f.Facts, fact{"SHA-256", v.PapersSHA256, true})
	}
	if !v.AsOf.IsZero() {
		add("As of", v.AsOf.Long())
	}
	add("Since first reported", v.revised())
	add("Topics", v.topicFacts())
	add("Configuration", settingsInWords(v.Settings))
	add("Version", strings.TrimSpace("papertide "+v.Version)+", Apache ECharts 6.1.0 (Apache-2.0)")

	share := "A share is a topic’s papers divided by all papers of the same period."
	if v.Selection != nil {
		share = "A selection was chosen by somebody or by a search. It says nothing about how much of the field a topic is."
	}
	f.Read = []string{
		share,
		"[a, b] holds the true share in 95 of 100 cases. It covers the chance of which papers came in, not the choice of clusters; with few papers it is wide.",
		"Each paper is counted in one topic. “Fits no topic well” names those far from the centre of theirs.",
		"Stability: how often a topic’s papers stay together when the clustering is repeated on part of the papers, 0 to 1. Under 0.50 the line is dashed.",
	}
	if v.Selection == nil {
		f.Read = append(f.Read, "An unfinished "+v.Unit.String()+" is named and never drawn: no point, no share.")
	}
	return f
}

// topicFacts says how many topics there are and how good their terms.
func (v *view) topicFacts() string {
	s := counted(len(v.Topics), "topic")
	if n := len(v.Themes); n > 0 {
		s += " in " + counted(n, "theme")
	}
	if len(v.Topics) > 0 {
		s += fmt.Sprintf("; coherence of their terms %s (mean NPMI, −1 to 1), diversity %s", two(v.Coherence), two(v.Diversity))
	}
	return s
}

// settingsInWords prints the canonical JSON of the configuration as a line.
func settingsInWords(canonical string) string {
	d := json.NewDecoder(strings.NewReader(canonical))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return canonical
	}
	var out []string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return canonical
		}
		var value any
		if d.Decode(&value) != nil {
			return canonical
		}
		text := fmt.Sprint(value)
		if list, ok := value.([]any); ok {
			b, _ := json.Marshal(list) // decoded from JSON a line above
			text = string(b)
		}
		if key == "title" || text == "" {
			continue
		}
		if (key == "k" || key == "themes") && text == "0" {
			text = "auto"
		}
		out = append(out, strings.ReplaceAll(fmt.Sprint(key), "_", " ")+" "+shown(text, longestTitle))
	}
	return strings.Join(out, " · ")
}
