package corpus

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestReferences(t *testing.T) {
	for _, s := range []sample{
		{
			file: "databases.ris", format: "ris",
			papers: []Paper{
				{ID: "10.1000/abc.1", Aliases: []string{"L1"}, DOI: "10.1000/abc.1", Title: "Lamps of the database - and others", Abstract: "AIM: To hold lamps. RESULT: They were held. * in hands", Date: date("2019"), Authors: []string{"Lee, Ann", "Li, Bo"}, AuthorCount: 2, Organisation: "Lamp Lab; Light Inst.", Keywords: []string{"Hands", "Lamps", "Light"}, URL: "http://example.org/1", Source: "Embase"},
				{ID: "pmid:29459515", Title: "Lamps of a month", Abstract: "A lamp of May.", Date: date("2019-05"), Source: "pubmed"},
				{ID: titlePrefix, Title: "A record that does not end", Abstract: "The next one begins.", Date: date("2019-07-24")},
				{ID: titlePrefix, Title: "One space before the hyphen", Abstract: "Some tools write one space. UK - is no tag.", Date: date("2020")},
			},
			rejected: []string{`databases.ris:42: missing "abstract"`, "databases.ris:46: impossible date"},
		},
		{
			file: "pubmed.nbib", format: "medline",
			papers: []Paper{
				// The electronic publication is known to the day, the issue to the month.
				{ID: "10.1016/j.lamp.2015.10.064", Aliases: []string{"pmid:26524502"}, DOI: "10.1016/j.lamp.2015.10.064", Title: "Survey of lamps and their light.", Abstract: "Lamps constitute a large superfamily.", Date: date("2015-10-31"), Authors: []string{"Lee, Ann", "Li, Bo"}, AuthorCount: 2, Organisation: "Lamp Lab, Rome.", Keywords: []string{"Lamp", "Light"}, URL: "https://pubmed.ncbi.nlm.nih.gov/26524502/", Source: "pubmed"},
				{ID: "pmid:26524503", Title: "Lamps of a season.", Abstract: "They are lit in winter.", Date: date("2016"), URL: "https://pubmed.ncbi.nlm.nih.gov/26524503/", Source: "pubmed"},
				{ID: "EJ1131633", Title: "Lamps at school", Abstract: "Lamps in class rooms.", Date: date("2000"), Authors: []string{"Smith, Tom"}, AuthorCount: 1, URL: "http://eric.example.org/?id=EJ1131633", Source: "eric"},
			},
			rejected: []string{`pubmed.nbib:37: missing "abstract"`},
		},
		{
			file: "wos.txt", format: "wos",
			papers: []Paper{
				{ID: "10.1080/0.1", Aliases: []string{"WOS:000870236000001", "pmid:18026466"}, DOI: "10.1080/0.1", Title: "Mapping the application of lamps in real estate", Abstract: "This study presents lamps.", Date: date("2019-02-12"), Authors: []string{"Toh, Ming Liang", "Li, Bo"}, AuthorCount: 2, Organisation: "Lamp Univ; Light Univ", Keywords: []string{"Lamps", "Real Estate"}, URL: "https://doi.org/10.1080/0.1", Source: "wos"},
				{ID: "WOS:000870236000002", Title: "A lamp of early access", Abstract: "It is lit early.", Date: date("2025-05"), Authors: []string{"Buy, S"}, AuthorCount: 1, Keywords: []string{"LAMPS", "LIGHT"}, Source: "wos"},
			},
			rejected: []string{`wos.txt:33: missing "abstract"`},
		},
		{
			file: "endnote.enl", format: "refer",
			papers: []Paper{
				{ID: titlePrefix, Title: "Trust in lamps", Abstract: "Lamps are examined. They are trusted.", Date: date("2021-09-01"), Authors: []string{"Guo, Wenbo", "Straub, Detmar W."}, AuthorCount: 2, Keywords: []string{"Lamps", "Light"}, URL: "https://example.org/1"},
			},
			rejected: []string{`endnote.enl:14: missing "abstract"`},
		},
		{
			file: "library.bib", format: "bibtex",
			papers: []Paper{
				{ID: "10.1000/abc.2", DOI: "10.1000/abc.2", Title: `On {LAMP}s: {Schr{\"o}dinger}'s & others`, Abstract: `We hold $a_b$ lamps, 50% of them in {"}hands{"}.`, Date: date("2022-05"), Authors: []string{"Lee, Ann", "Lamp and Sons", "van der Li, Bo"}, AuthorCount: 3, Organisation: "Lamp Lab, Journal of Lamps", Keywords: []string{"lamp", "light, bright"}, URL: "http://example.org/a_b"},
				{ID: "2404.02905", Title: "A lamp (round)", Abstract: "In round brackets (all).", Date: date("2024-04-03"), URL: "https://arxiv.org/abs/2404.02905"},
				{ID: "pmid:33355555", Title: "A lamp without commas", Abstract: "Nobody wrote commas.", Date: date("2003-01-10")},
				{ID: "pmid:33355555", Title: "Another lamp without commas", Abstract: "Nobody wrote commas.", Date: date("2003-01-10")},
				{ID: titlePrefix, Title: "The key is not the paper's name", Abstract: "It is there twice."},
			},
			rejected: []string{
				"library.bib:35: entry not closed", "library.bib:37: malformed entry", "library.bib:38: malformed entry",
				"library.bib:39: impossible date", `library.bib:40: missing "abstract"`, "library.bib:41: entry not closed",
			},
		},
	} {
		s.check(t)
	}
}

// A bad entry is named with the line of the entry, and of the fault within it.
func TestBibTeXFaults(t *testing.T) {
	for _, c := range []struct{ entry, want string }{
		{"@a{k,\n title = {x},\n year 2020 }", "malformed entry: line 4: want name = value, found \"year 2020 \""},
		{"@a{k,\n title = {x},\n year = }", "malformed entry: line 4: want a value, found the end of the entry"},
		{"@a{k,\n title = \"x\n}", "malformed entry: line 3: quotation mark never closed"},
		{"@a{k,\n title = {x\n", "entry not closed: @a{k,"},
		{"@a{k}", `missing "title"`},
		{"@a{}", `missing "title"`},
		{"@string{x = {y}", "entry not closed: @string{x = {y}"},
		{"@string{x = }", "malformed entry: line 2: want a value, found the end of the entry"},
		{"@string{a = {" + strings.Repeat("x", 1<<20) + "}}\n@a{k, title = a # a # a # a # a # a # a # a # a}", "record too long: 9437184 bytes, at most 8388608 are read"},
	} {
		good := "@a{k, title = {A good lamp}, abstract = {It is lit.}}\n"
		g := readString(t, good+c.entry+"\n"+good, Options{})
		if g.err != nil || len(g.papers) != 2 || len(g.rejected) != 1 {
			t.Errorf("%.40s: %d papers, rejected %v, error %v", c.entry, len(g.papers), g.rejected, g.err)
			continue
		}
		if got := strings.TrimSuffix(g.rejected[0].Reason+": "+g.rejected[0].Detail, ": "); got != c.want {
			t.Errorf("%.40s: %s, want %s", c.entry, got, c.want)
		}
	}
}

// Definitions that double each other cannot fill memory.
func TestBibTeXMacroBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("@string{a0 = {xxxxxxxxxxxxxxxx}}\n")
	for range 40 {
		b.WriteString("@string{a0 = a0 # a0}\n")
	}
	b.WriteString("@a{k, title = {A good lamp}, abstract = {It is lit.}, note = a0}\n")
	g := readString(t, b.String(), Options{})
	if len(g.papers)+len(g.rejected) == 0 || len(g.rejected) > 41 {
		t.Errorf("%d papers, %d rejected", len(g.papers), len(g.rejected))
	}
	for _, r := range g.rejected {
		if r.Reason != "record too long" {
			t.Errorf("rejected %v", r)
		}
	}
}

// Characters and ends of lines may fall on the borders of what is read at once.
func TestOneByteAtATime(t *testing.T) {
	text := "TY  - JOUR\r\nTI  - L\xe4mpchen f\xfcr Ren\xc3\xa9 \xe2\x82\xac\rAB  - Sie \xff leuchten.\r\nER  - "
	p := readAll(t, "in", iotest.OneByteReader(strings.NewReader(text)), Options{}).one(t)
	if p.Title != "Lämpchen für René €" || p.Abstract != "Sie ÿ leuchten." {
		t.Errorf("%q, %q", p.Title, p.Abstract)
	}
}

func TestLoneReturns(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r", "\n\r"} {
		text := strings.ReplaceAll("TY  - JOUR\nTI  - A lamp of the Macintosh\nAB  - It is lit.\nER  - \nTY  - JOUR\nTI  - Another lamp\nAB  - Lit, too.\nER  - \n", "\n", end)
		g := readString(t, text, Options{})
		var titles []string
		for _, p := range g.papers {
			titles = append(titles, p.Title+"/"+p.Abstract)
		}
		if diff := cmp.Diff([]string{"A lamp of the Macintosh/It is lit.", "Another lamp/Lit, too."}, titles); diff != "" {
			t.Errorf("lines that end with %q (-want +got):\n%s", end, diff)
		}
	}
}
