package corpus

import "testing"

func FuzzTable(f *testing.F) {
	fuzzFormat(f, "auto", append(fileSeeds(f, "*.csv"), append(fileSeeds(f, "arxiv.tsv"),
		"title,abstract\na,\"b\nc,\"d\"\ne,f\n", "title\tabstract\n\"\"\"\t\"", "sep=;\ntitle;abstract;doi\r\"a\r\n\";\"\";;;", "title,abstract\n\xff\xfe,\xe9\n",
		"titre;résumé\na<i>b</i>;<p>a &amp;lt; b</p>", "PT\tTI\tAU\tAB\tPD\tPY\nJ\ta\tb;c\td e\tMAR 4\t2020")...)...)
}

func FuzzRIS(f *testing.F) {
	fuzzFormat(f, "ris", append(fileSeeds(f, "*.ris"), "TY  - \rTI  - a\rAB  - b c\rER  -", "ER  - \nTY  - \nTY  - \n\n\n", "TI - x\nAB - y z\nPY - 0000\nDA - 12/1\n", "ty-\nti-a\nab  -b c\ner-")...)
}

func FuzzMEDLINE(f *testing.F) {
	fuzzFormat(f, "medline", append(fileSeeds(f, "*.nbib"), "PMID- 0\nTI  - a\n\n      b\nDP  - 2016 Feb 30\n", "ISSN - \n\nTI  -\n")...)
}

func FuzzWoS(f *testing.F) {
	fuzzFormat(f, "wos", append(fileSeeds(f, "wos.txt"), "PT J\nTI a\nAB b c\nPD \nPY 2\nER\nER\nPT", "AU\n   x\n\ufeffPT J\n")...)
}

func FuzzRefer(f *testing.F) {
	fuzzFormat(f, "refer", append(fileSeeds(f, "*.enl"), "%0 \n%T a\n%X b c\n%D 1\n%8 May\n\n\n%0 x\n%0 y\n")...)
}

func FuzzBibTeX(f *testing.F) {
	fuzzFormat(f, "bibtex", append(fileSeeds(f, "*.bib"), "@a{k, title={x}, year=2020}", "@a{k, title=\"{\", }", "@(=@{=", "@string{a=a#a}@a{,title=a#\"b\"#{c},abstract={\\{}}",
		"@a(k, title=\")\", abstract={)})", "@a{title=x=}", "@a{k, keywords={{,};}, author={{and} and }, month=13, year={{1}}}")...)
}

func FuzzPageHTML(f *testing.F) {
	fuzzFormat(f, "page-html", append(fileSeeds(f, "*.html"), "<html><a href=/papers/2410.01699>a b<h3>c</h3>·Feb 30", "<html><p data-props='{\"a\":[{\"paper\":{\"id\":\"2410.01699\"}}]}'><time datetime=2024-13-01>x")...)
}

func FuzzLooseDate(f *testing.F) {
	for _, s := range []string{"24-27 Sept. 2019", "2019/10//undefined", "2015 Dec-2016 Jan", "20160122", "1st May 2020a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, bad := looseDate(s)
		if bad != nil || d.IsZero() {
			return
		}
		if again, bad := looseDate(d.String()); bad != nil || again != d {
			t.Errorf("looseDate(%q) = %v, which reads as %v, %v", s, d, again, bad)
		}
	})
}
