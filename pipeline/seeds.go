package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"papertide/analysis/text"
	"papertide/pipeline/corpus"
)

// readSeeds reads the papers of a .bib or .ris file, each as the ids and the
// title that it may be known by.
func readSeeds(name string) ([][]string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	entries := risEntries
	if strings.EqualFold(filepath.Ext(name), ".bib") {
		entries = bibEntries
	}
	var seeds [][]string
	for _, fields := range entries(strings.TrimPrefix(string(b), "\uFEFF")) {
		p := corpus.Paper{ID: fields["eprint"], DOI: fields["doi"], URL: fields["url"], Title: text.Plain(fields["title"])}
		corpus.Identify(&p)
		var names []string
		for _, id := range append([]string{p.ID, p.DOI}, p.Aliases...) {
			if id != "" && !strings.HasPrefix(id, "title:") && (len(names) == 0 || id != names[0]) {
				names = append(names, id)
			}
		}
		if p.Title != "" {
			names = append(names, p.Title)
		}
		if len(names) > 0 {
			seeds = append(seeds, names)
		}
	}
	if len(seeds) == 0 {
		return nil, fmt.Errorf("%s: no entry with an id, a DOI or a title", name)
	}
	return seeds, nil
}

// risTags are the tags that name a paper.
var risTags = map[string]string{"TI": "title", "T1": "title", "DO": "doi", "UR": "url"}

// risEntries reads the fields of RIS entries that name them. A field goes on in
// lines without a tag; of several the first counts.
func risEntries(s string) (entries []map[string]string) {
	fields, last := map[string]string{}, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		tag, value, tagged := strings.Cut(line, "-")
		if tag = strings.TrimRight(tag, " "); !tagged || len(tag) != 2 || !strings.HasPrefix(line[2:], "  -") {
			if last != "" {
				fields[last] = oneLine(fields[last] + " " + line)
			}
			continue
		}
		if tag == "TY" || tag == "ER" {
			entries, fields = append(entries, fields), map[string]string{}
		}
		last = ""
		if name, ok := risTags[tag]; ok && fields[name] == "" {
			last = name
			fields[name] = strings.TrimSpace(value)
		}
	}
	return append(entries, fields)
}

// bibEntries reads the fields of BibTeX entries.
func bibEntries(s string) (entries []map[string]string) {
	for {
		at := strings.IndexByte(s, '@')
		if at < 0 {
			return entries
		}
		s = s[at+1:]
		open := strings.IndexAny(s, "{(@")
		if open < 0 || s[open] == '@' {
			continue
		}
		kind := strings.ToLower(strings.TrimSpace(s[:open]))
		if s = s[open+1:]; kind == "comment" || kind == "string" || kind == "preamble" {
			continue
		}
		var fields map[string]string
		fields, s = bibFields(s)
		entries = append(entries, fields)
	}
}

// bibFields reads key and fields of an entry up to its end or to the "@" of the
// next one, where a brace is missing, and returns what follows.
func bibFields(s string) (fields map[string]string, rest string) {
	fields = map[string]string{}
	for {
		end := strings.IndexAny(s, ",=})@")
		switch {
		case end < 0:
			return fields, ""
		case s[end] == '@':
			return fields, s[end:]
		case s[end] == ',':
			s = s[end+1:]
			continue
		case s[end] != '=':
			return fields, s[end+1:]
		}
		name := strings.ToLower(strings.TrimSpace(s[:end]))
		var value string
		value, s = bibValue(strings.TrimLeft(s[end+1:], " \t\r\n"))
		if fields[name] == "" {
			fields[name] = oneLine(value)
		}
	}
}

// bibValue reads one value: in braces, in quotation marks, or bare.
func bibValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	depth, quoted := 0, s[0] == '"'
	for i := range len(s) {
		switch c := s[i]; {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			if depth--; depth == 0 && s[0] == '{' {
				return s[1:i], s[i+1:]
			}
		case quoted && c == '"' && i > 0 && depth == 0:
			return s[1:i], s[i+1:]
		case !quoted && depth == 0 && (c == ',' || c == '}' || c == ')'):
			return strings.TrimSpace(s[:i]), s[i:]
		}
	}
	return "", "" // a brace is missing: nothing after it can be trusted
}
