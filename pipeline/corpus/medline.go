package corpus

import (
	"bytes"
	"strings"

	"papertide/analysis/calendar"
)

// MEDLINE is PubMed's own text (.nbib), which ERIC writes too: tags of two to
// four letters filled up with spaces, a hyphen, and values that go on in lines
// that begin with spaces. A blank line stands between records.

var medlineFormat = tagFormat{tag: medlineTag, begin: "PMID", gaps: true, read: medlinePaper}

// medlineTag takes "TI  - A title", "PMID- 1" or "ISSN - 1" apart.
func medlineTag(line []byte) (tag, value []byte) {
	n := 0
	for n < len(line) && n < 4 && line[n] >= 'A' && line[n] <= 'Z' {
		n++
	}
	end := bytes.IndexByte(line[:min(len(line), 6)], '-')
	if n < 2 || end < 4 || len(bytes.TrimSpace(line[n:end])) > 0 || end+1 < len(line) && line[end+1] != ' ' {
		return nil, nil
	}
	return line[:n], bytes.TrimSpace(line[end+1:])
}

func fitsMEDLINE(head []byte) bool { return hasTag(head, medlineTag, "PMID", "OWN") }

func medlinePaper(r references) (Paper, *flaw) {
	p := Paper{
		Title: r.get("TI", "BTI", "TT"), Abstract: r.get("AB", "OAB"), Source: "pubmed",
		Authors: r.all("FAU", "AU", "CN"), Keywords: joined(r.all("OT", "MH")), Organisation: organisations(r.all("AD")),
		Aliases: pmid(r.get("PMID")),
	}
	if owner := r.get("OWN"); owner == "ERIC" {
		p.Source, p.ID = "eric", r.get("OID")
	}
	for _, id := range append(r.all("LID"), r.all("AID")...) {
		id = strings.TrimSpace(strings.TrimSuffix(id, "[doi]"))
		if doi(id) != "" {
			setFirst(&p.DOI, id)
		} else if strings.Contains(id, "://") {
			setFirst(&p.URL, id)
		}
	}
	if p.URL == "" && len(p.Aliases) > 0 {
		p.URL = "https://pubmed.ncbi.nlm.nih.gov/" + strings.TrimPrefix(p.Aliases[0], "pmid:") + "/"
	}
	var dates []calendar.Date
	for _, s := range []string{r.get("DP"), r.get("DEP")} {
		d, bad := looseDate(s)
		if bad != nil {
			return p, bad
		}
		dates = append(dates, d)
	}
	p.Date = exactest(dates...)
	return p, nil
}
