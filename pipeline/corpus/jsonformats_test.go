package corpus

import "testing"

func TestJSONFormats(t *testing.T) {
	testSamples(t, []formatSample{
		{"crossref.json", "crossref", []Paper{
			{
				// "created" is the day on which the DOI was registered, long after or before.
				ID: "10.1000/fire.1", Aliases: []string{"10.2000/preprint.9"}, Title: "Building it up: to burn it down", Abstract: "Background We build CO2 fires, 10^3 of $n^2$.",
				Date: day(2022, 10, 5), Authors: []string{"Ada Lovelace", "The Fire Group"}, AuthorCount: 2, URL: "http://dx.doi.org/10.1000/fire.1",
				Source: "crossref", DOI: "10.1000/fire.1",
			},
			{ID: "10.1000/2", Title: "No date", Abstract: "Two words.", URL: "https://doi.org/10.1000/2", Source: "crossref", DOI: "10.1000/2"},
		}, []string{`in:#3 missing "abstract" (No abstract)`}},
		{"crossref-one.json", "crossref", []Paper{{
			ID: "10.1000/one", Title: "One work", Abstract: "It stands alone.", Date: date("1986-03"), URL: "https://doi.org/10.1000/one", Source: "crossref", DOI: "10.1000/one",
		}}, nil},
		{"csl.json", "crossref", []Paper{
			{
				ID: "10.1000/csl.1", Aliases: []string{"pmid:30012345"}, Title: "A library", Abstract: "We keep references.", Date: day(2018, 1, 3),
				Authors: []string{"Jane Doe"}, AuthorCount: 1, URL: "https://doi.org/10.1000/csl.1", Source: "csl", DOI: "10.1000/csl.1", Keywords: []string{"keeping", "references"},
			},
			{ID: "1901.00002", Title: "A preprint", Abstract: "It has no number.", Date: date("2019-01"), URL: "https://arxiv.org/abs/1901.00002", Source: "csl"},
		}, nil},
		{"kaggle.jsonl", "kaggle-arxiv", []Paper{
			{
				ID: "0704.0002", Title: "Sparse graphs", Abstract: "We describe a game.", Date: day(2007, 3, 31), Authors: []string{"José Streinu", "Louis Theran Jr."}, AuthorCount: 2,
				URL: "https://arxiv.org/abs/0704.0002", Source: "arxiv", DOI: "10.1000/g.1",
			},
			// The last change tells nothing but for the month of the id.
			{
				ID: "0704.0003", Title: "Changed later", Abstract: "We wait.", Date: date("2007-04"), Authors: []string{"A. B."}, AuthorCount: 1,
				URL: "https://arxiv.org/abs/0704.0003", CodeURL: "https://github.com/a/b", Source: "arxiv",
			},
			{
				ID: "0704.0004", Title: "Never changed", Abstract: "We do not.", Date: day(2007, 4, 5), Authors: []string{"A. B."}, AuthorCount: 1,
				URL: "https://arxiv.org/abs/0704.0004", Source: "arxiv",
			},
		}, nil},
		{"openalex.json", "openalex", []Paper{{
			// 1 January stands for a year of which no more is known.
			ID: "1201.0490", Aliases: []string{"W2101234009", "pmid:22012345"}, Title: "Machine learning in Python", Abstract: `Scikit-learn is a module. It is "fast"`,
			Date: date("2012"), Authors: []string{"Fabián Pedregosa", "Jane Doe"}, AuthorCount: 2, Organisation: "CEA; Inria", URL: "https://jmlr.example.org/learn",
			Source: "openalex", DOI: "10.1000/learn", Keywords: []string{"Learning", "Python"},
		}}, []string{`in:#2 missing "abstract" (No abstract)`}},
		{"openreview.json", "openreview", []Paper{{
			ID: "openreview:HkghWScuoQ", Title: "Targeted Dropout", Abstract: "We drop targets.", Date: day(2018, 10, 20), Authors: []string{"Aidan Gomez", "Ivan Zhang"}, AuthorCount: 2,
			URL: "https://openreview.net/forum?id=HkghWScuoQ", Source: "openreview", Keywords: []string{"pruning"},
		}}, []string{"in:#2 not a paper (a reply: Acceptance Decision)"}},
		{"openreview2.json", "openreview", []Paper{{
			ID: "openreview:abcDEF", Title: "A second version", Abstract: "Its members are objects.", Date: day(2023, 11, 14), Authors: []string{"Jane Doe"}, AuthorCount: 1,
			URL: "https://openreview.net/forum?id=abcDEF", CodeURL: "https://github.com/jane/second", Source: "openreview", Keywords: []string{"interfaces"},
		}}, nil},
		{"paperlists.json", "paperlists", []Paper{{
			ID: "25287ccb3c", Title: "State-space models", Abstract: "We model states.", Date: date("2011-11"), Authors: []string{"Kun Zhang", "Aapo Hyvärinen"}, AuthorCount: 2,
			Organisation: "Max Planck Institute; University of Helsinki", URL: "https://proceedings.example.org/zhang11.html", CodeURL: "https://github.com/kun/states",
			Source: "paperlists", Keywords: []string{"noise", "states"},
		}}, nil},
		{"s2orc.jsonl", "s2orc", []Paper{{
			ID: "10.1000/eye", Aliases: []string{"CorpusID:77490025", "P18-1007", "pmid:1123456"}, Title: "Eye muscles", Abstract: "We look.", Date: date("1975"),
			Authors: []string{"Jane A. B. Doe Jr"}, AuthorCount: 1, URL: "https://api.semanticscholar.org/CorpusID:77490025", Source: "s2orc", DOI: "10.1000/eye",
		}}, nil},
		{"semantic-scholar.json", "semantic-scholar", []Paper{{
			ID: "2404.02905", Aliases: []string{"CorpusID:470667", "c31c87c591a25c64fbaa82e8ac6a81831b6ac7ce", "pmid:1123457"}, Title: "Trust", Abstract: "Can we trust?",
			Date: day(2001, 10, 2), Authors: []string{"E. Duflo"}, AuthorCount: 1, URL: "https://www.semanticscholar.org/paper/c31c", Source: "semantic-scholar", DOI: "10.2139/ssrn.1",
		}}, []string{`in:#2 missing "abstract" (Without abstract)`, "in:#3 not an object (null)"}},
	})
}

// Where a record has no date, an arXiv id tells the month, if that has begun.
func TestMonthOfArXivID(t *testing.T) {
	for record, want := range map[string]string{
		`{"id":"2404.02905",` + fair + `}`:                       "2024-04",
		`{"id":"hep-th/9901001",` + fair + `}`:                   "1999-01",
		`{"id":"math/0309136v2",` + fair + `}`:                   "2003-09",
		`{"url":"https://arxiv.org/abs/0704.0001",` + fair + `}`: "2007-04",
		`{"arxiv":"1501.00001","doi":"10.1000/x",` + fair + `}`:  "2015-01",
		`{"id":"2404.02905","year":2023,` + fair + `}`:           "2023",
		`{"id":"2601.00001",` + fair + `}`:                       "2026-01",
		`{"id":"2602.00001",` + fair + `}`:                       "",
		`{"id":"9912.12345",` + fair + `}`:                       "",
		`{"id":"10.1000/x",` + fair + `}`:                        "",
	} {
		if p := readString(t, record, Options{Bound: day(2026, 1, 15)}).one(t); p.Date.String() != want {
			t.Errorf("%s: date %q, want %q", record, p.Date, want)
		}
	}
}

// The address made of a DOI leads back to it, whatever stands in it.
func TestAddressOfDOI(t *testing.T) {
	p := readString(t, `{"doi":"10.1000/A?b#c%2Fd",`+fair+`}`, Options{}).one(t)
	if p.ID != "10.1000/a?b#c%2fd" || p.URL != "https://doi.org/10.1000/a%3Fb%23c%252fd" {
		t.Errorf("id %s, address %s", p.ID, p.URL)
	}
	again := p
	if Identify(&again); again.ID != p.ID || len(again.Aliases) > 0 {
		t.Errorf("then id %s, others %q", again.ID, again.Aliases)
	}
}
