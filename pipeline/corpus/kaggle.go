package corpus

import (
	"strings"

	"papertide/analysis/calendar"
)

// arXiv's metadata as its snapshot on Kaggle has them: a line a paper, with the
// names of authors taken apart and the dates of all versions, or of the last
// change alone.
var kaggleArXiv = jsonShape{
	is: func(o object) bool {
		return o.has("categories") && o.has("authorsparsed", "versions", "updatedate") && o.has("abstract")
	},
	paper: kagglePaper,
}

func kagglePaper(r *readers, o object) (Paper, *flaw) {
	p, bad := r.paper(o.values)
	if bad != nil {
		return Paper{}, bad
	}
	p.Source = "arxiv"
	p.Comments = nil // pages and figures
	p.Aliases = append(p.Aliases, doisIn(p.DOI)...)
	p.DOI = ""
	if parsed := o.member["authorsparsed"]; len(parsed) > 0 && parsed[0] == '[' {
		p.Authors = nil
		for _, name := range elements(parsed) {
			p.Authors = append(p.Authors, kaggleName(name))
		}
	}
	o.each(r, "versions", func(v object) {
		if p.Date.IsZero() && bad == nil {
			p.Date, bad = parseDate(v.text("created"))
		}
	})
	if p.Date.IsZero() && bad == nil {
		p.Date, bad = kaggleDate(p.ID, o.text("updatedate"))
	}
	return p, bad
}

// kaggleName reads ["Balázs", "C.", "Jr."]: family, given, what follows.
func kaggleName(value []byte) string {
	if value[0] != '[' {
		return textOf(value)
	}
	var part [3]string
	for i, v := range elements(value) {
		if i < len(part) {
			part[i] = textOf(v)
		}
	}
	return strings.TrimSpace(part[1] + " " + part[0] + " " + part[2])
}

// kaggleDate returns the day of the last change if it lies in the month that
// the id tells; else the paper is older, and no more is known than the month.
func kaggleDate(id, changed string) (calendar.Date, *flaw) {
	date, bad := parseDate(changed)
	if month := arXivMonth(id); !month.IsZero() && date.Time().Format("2006-01") != month.String() {
		return month, nil
	}
	return date, bad
}
