package corpus

// The table of arXiv by R. Stuart Geiger (staeiou/arxiv_archive, doi
// 10.5281/zenodo.1463242): one line a paper, tabs between the values. Some of
// its files hold ids that were numbers on the way (704.0001).

func arXivTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("title"), Abstract: r.get("abstract"), ID: arXivOfNumber(r.get("arxivid")), DOI: r.get("doi"),
		Source: "arxiv",
	}
	if names := r.get("authortext"); names != "" {
		p.Authors = splitNames(names)
	}
	if n := countIn(r.get("numauthors")); n != nil {
		p.AuthorCount = *n
	}
	var bad *flaw
	p.Date, bad = r.dateIn("created")
	return p, bad
}
