package corpus

import (
	"bytes"
	"strings"

	"papertide/analysis/calendar"
)

// RIS is what reference managers and databases exchange: "TY  - JOUR" to
// "ER  - ". Databases disagree about tags: titles are TI or T1, abstracts AB or
// N2, authors AU or A1, dates DA, Y1 or PY, which may hold parts of each other.

var risFormat = tagFormat{tag: risTag, begin: "TY", end: "ER", opens: []string{"TY", "TI", "T1", "AU", "A1"}, read: risPaper}

// risTag takes "TI  - A title" apart. Some write one space before the hyphen;
// then it is a tag only if it is one of those that are read here, as other
// text begins so too.
func risTag(line []byte) (tag, value []byte) {
	line = bytes.TrimPrefix(line, []byte("\ufeff")) // where files were joined
	if len(line) < 4 || line[0] < 'A' || line[0] > 'Z' || (line[1] < 'A' || line[1] > 'Z') && (line[1] < '0' || line[1] > '9') || line[2] != ' ' {
		return nil, nil
	}
	rest := bytes.TrimLeft(line[2:], " ")
	if len(rest) == 0 || rest[0] != '-' || len(rest) > 1 && rest[1] != ' ' && rest[1] != '\t' {
		return nil, nil
	}
	tag = line[:2]
	if line[3] == '-' && !strings.Contains(risTagsRead, string(tag)) {
		return nil, nil
	}
	return tag, bytes.TrimSpace(rest[1:])
}

// Tags of RIS that are read here, and others that are usual.
const (
	risTagsRead  = "TY ER TI T1 AU A1 AB N2 PY Y1 DA DO UR KW AN DB"
	risTagsOther = " A2 AD C1 CN CY DP ED EP ET ID IS J2 JA JF JO L1 L2 LA LK M1 M3 N1 PB PP RN SE SN SP ST T2 T3 U1 VL"
)

// looseRISTag takes "TI-A title" or "ti  -A title" apart, as files have it that
// somebody wrote by hand or put through another program.
func looseRISTag(line []byte) (tag, value []byte) {
	if len(line) < 3 {
		return nil, nil
	}
	rest := bytes.TrimLeft(line[2:], " ")
	tag = bytes.ToUpper(line[:2])
	if len(rest) == 0 || rest[0] != '-' || bytes.IndexByte(tag, ' ') >= 0 || !strings.Contains(risTagsRead+risTagsOther, string(tag)) {
		return nil, nil
	}
	return tag, bytes.TrimSpace(rest[1:])
}

// fitsRIS looks for the tag that begins a record.
func fitsRIS(head []byte) bool {
	return hasTag(head, risTag, "TY") || hasTag(head, looseRISTag, "TY") && hasTag(head, looseRISTag, "ER")
}

// openRIS opens a file whose tags are loose where no record begins as it should.
func openRIS(s *stream, o Options, in *Input) (splitter, parser) {
	f := risFormat
	if head, _ := s.text.Peek(headSize); !hasTag(head, risTag, "TY") && hasTag(head, looseRISTag, "TY") {
		f.tag = looseRISTag
	}
	return f.opened(s, o, in)
}

// hasTag reports whether a line of head, however it ends, has one of these
// tags.
func hasTag(head []byte, tag func(line []byte) (tag, value []byte), tags ...string) bool {
	for len(head) > 0 {
		end := bytes.IndexAny(head, "\r\n")
		line := head
		if end < 0 {
			head = nil
		} else {
			line, head = head[:end], head[end+1:]
		}
		for _, want := range tags {
			if t, _ := tag(line); string(t) == want {
				return true
			}
		}
	}
	return false
}

// ourNotes are how our own export notes what RIS has no tag for.
var ourNotes = map[string]field{
	"Upvotes": fieldUpvotes, "Comments": fieldComments, "Number of authors": fieldAuthorCount, "Code": fieldCode, "Project page": fieldProject,
}

func risPaper(r references) (Paper, *flaw) {
	v := texts{
		fieldTitle: r.get("TI", "T1", "CT", "BT", "ST"), fieldAbstract: r.get("AB", "N2"),
		fieldDOI: r.get("DO"), fieldURL: r.get("UR", "L2", "LK", "L1"), fieldSource: r.get("DB", "DP"),
	}
	if v[fieldDOI] == "" {
		v[fieldDOI] = doi(r.get("M3"))
	}
	var number string
	for _, note := range r.all("N1") {
		if m := noteOfPMID.FindStringSubmatch(note); m != nil {
			setFirst(&number, m[1])
		}
		name, value, _ := strings.Cut(note, ": ")
		if f, ours := ourNotes[name]; ours {
			v.fill(f, value)
		}
	}
	p, _ := v.paper() // whose only flaw could be the date
	p.Authors = r.all("AU", "A1")
	p.Keywords = r.words("KW")
	p.Organisation = organisations(r.all("AD"))
	p.ID, p.Aliases = accession(r.get("AN"), &p.Source)
	p.Aliases = append(p.Aliases, pmid(number)...)
	var bad *flaw
	p.Date, bad = risDate(r)
	return p, bad
}

// accession returns the id that a number in a database is: that of PubMed, which
// bears several names, is an alias that all sources share.
func accession(number string, source *string) (id string, aliases []string) {
	switch strings.ToLower(*source) {
	case "pubmed", "medline", "nlm":
		if aliases = pmid(number); aliases != nil {
			*source = "pubmed"
			return "", aliases
		}
	}
	return strings.TrimSpace(number), nil
}

// risDate returns the most exact date of a record. DA may be a month and a day
// alone ("MAR 20") beside the year in PY.
func risDate(r references) (calendar.Date, *flaw) {
	year := r.get("PY", "Y1")
	var dates []calendar.Date
	for _, s := range []string{withYear(r.get("DA"), year), r.get("Y1"), r.get("PY")} {
		d, bad := looseDate(s)
		if bad != nil {
			return calendar.Date{}, bad
		}
		dates = append(dates, d)
	}
	return exactest(dates...), nil
}

// withYear puts a year behind a date that has none.
func withYear(date, year string) string {
	run := 0
	for i := range len(date) {
		if run++; date[i] < '0' || date[i] > '9' {
			run = 0
		}
		if run == 4 {
			return date
		}
	}
	if date == "" {
		return ""
	}
	return date + " " + year[:min(len(year), 4)]
}
