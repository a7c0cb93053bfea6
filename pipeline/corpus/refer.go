package corpus

import (
	"bytes"
	"strings"
)

// Refer is EndNote's older exchange format: a percent sign, a letter and a
// value, with a blank line between records.

var referFormat = tagFormat{tag: referTag, begin: "%0", gaps: true, read: referPaper}

func referTag(line []byte) (tag, value []byte) {
	if len(line) < 3 || line[0] != '%' || line[2] != ' ' || line[1] <= ' ' || line[1] > '~' {
		return nil, nil
	}
	return line[:2], bytes.TrimSpace(line[3:])
}

func fitsRefer(head []byte) bool { return hasTag(head, referTag, "%0") && hasTag(head, referTag, "%T") }

func referPaper(r references) (Paper, *flaw) {
	p := Paper{
		Title: r.get("%T"), Abstract: r.get("%X"), DOI: r.get("%R"), URL: r.get("%U"), Source: r.get("%~", "%W"),
		Authors: r.all("%A"), Keywords: r.words("%K"), Organisation: organisations(r.all("%+")),
	}
	p.ID, p.Aliases = accession(r.get("%M"), &p.Source)
	year, bad := looseDate(r.get("%D"))
	if bad != nil {
		return p, bad
	}
	full, bad := looseDate(withYear(strings.TrimSpace(r.get("%8")), r.get("%D")))
	p.Date = exactest(full, year)
	return p, bad
}
