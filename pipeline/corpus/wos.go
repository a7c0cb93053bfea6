package corpus

import (
	"bytes"

	"papertide/analysis/calendar"
)

// The Web of Science, and ISI before it, export two letters and a space before
// each value and three spaces before its further lines, from "PT J" to "ER".

var wosFormat = tagFormat{tag: wosTag, begin: "PT", end: "ER", opens: []string{"PT", "AU", "TI"}, read: wosPaper}

func wosTag(line []byte) (tag, value []byte) {
	line = bytes.TrimPrefix(line, []byte("\ufeff")) // where files were joined
	if len(line) < 2 || line[0] < 'A' || line[0] > 'Z' || (line[1] < 'A' || line[1] > 'Z') && (line[1] < '0' || line[1] > '9') || len(line) > 2 && line[2] != ' ' {
		return nil, nil
	}
	return line[:2], bytes.TrimSpace(line[2:])
}

// fitsWoS looks at the first line that is not blank.
func fitsWoS(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	first, rest, _ := bytes.Cut(head, []byte{'\n'})
	switch tag, value := wosTag(trimEnd(first)); string(tag) {
	case "PT":
		return len(value) == 1 && hasTag(rest, wosTag, "AU", "TI")
	case "FN", "VR":
		return hasTag(rest, wosTag, "PT", "VR")
	}
	return false
}

func wosPaper(r references) (Paper, *flaw) {
	p := Paper{
		Title: r.get("TI"), Abstract: r.get("AB"), DOI: r.get("DI"), ID: r.get("UT"), Source: "wos",
		Authors: lines(r.all("AF", "AU")), Keywords: joined(r.all("DE", "ID")), Organisation: organisations(joined(r.all("C3"))),
		Aliases: pmid(r.get("PM")),
	}
	var dates []calendar.Date
	for _, s := range []string{withYear(r.get("PD"), r.get("PY")), r.get("EA"), r.get("PY")} {
		d, bad := looseDate(s)
		if bad != nil {
			return p, bad
		}
		dates = append(dates, d)
	}
	p.Date = exactest(dates...)
	return p, nil
}
