package corpus

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

const variantAbstract = "We present a method that learns from texts."

// Exports of the same databases in other columns, spellings and character sets
// are read as the usual ones are.
func TestVariantTables(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{
			"Zotero", `"Key","Item Type","Publication Year","Author","Title","Url","Abstract Note","Date","Manual Tags"` + "\n" +
				`"ABC","journalArticle","2020","Doe, Jane; Roe, Rick","A title","https://x.org/1","` + variantAbstract + `","2020-03-04","one; two"`,
			"A title 2020-03-04 Doe, Jane/Roe, Rick  one/two",
		},
		{
			"ProQuest", "Title,Abstract,Authors,pubdate,year,DocumentURL,digitalObjectIdentifier\n" +
				`A title,` + variantAbstract + `,"Doe, Jane","Mar 4, 2020",2020,http://x.org/1,10.1000/abc`,
			"A title 2020-03-04 Doe, Jane 10.1000/abc ",
		},
		{
			"IEEE with semicolons", "sep=;\n" + `"Document Title";"Authors";"Abstract";"DOI";"PDF Link";"Publication Year";"Date Added To Xplore"` + "\n" +
				`"A title";"J. Doe; R. Roe";"` + variantAbstract + `";"10.1000/abc";"https://x.org";"2020";"12 March 2020"`,
			"A title 2020-03-12 J. Doe/R. Roe 10.1000/abc ",
		},
		{
			"Scopus in German", "\ufeff" + `"Autoren","Titel","Jahr","Quellentitel","DOI","Zusammenfassung","Autoren-Schlüsselwörter","EID"` + "\n" +
				`"Müller K., Weiß A.","A title","2020","J","10.1000/abc","` + variantAbstract + `","one; two","2-s2.0-111"`,
			"A title 2020 Müller K./Weiß A. 10.1000/abc one/two",
		},
		{
			"an English column beside one of another language", "titre,title,résumé,abstract\nUn titre,A title,Un résumé," + variantAbstract, "A title    ",
		},
		{
			"Web of Science with tabs", "\ufeffPT\tAU\tAF\tTI\tDE\tAB\tPD\tPY\tDI\tUT\r\n" +
				"J\tDoe, J; Roe, R\tDoe, Jane; Roe, Rick\tA title\tone; two\t" + variantAbstract + "\tMAR 4\t2020\t10.1000/abc\tWOS:0001\r\n",
			"A title 2020-03-04 Doe, Jane/Roe, Rick 10.1000/abc one/two",
		},
		{
			"Web of Science for spreadsheets", "Publication Type,Authors,Article Title,Author Keywords,Abstract,Publication Date,Publication Year,DOI,UT (Unique WOS ID)\n" +
				`J,"Doe, J; Roe, R",A title,one; two,` + variantAbstract + ",MAR-APR,2020,10.1000/abc,WOS:0001",
			"A title 2020 Doe, J/Roe, R 10.1000/abc one/two",
		},
		{"day first, with stops", "title;abstract;date\nA title;" + variantAbstract + ";04.03.2020", "A title 2020-03-04   "},
		{"a time", "title;abstract;date\nA title;" + variantAbstract + ";2020-3-4 10:00", "A title 2020-03-04   "},
	} {
		p := readString(t, test.text, Options{}).one(t)
		got := strings.Join([]string{p.Title, p.Date.String(), strings.Join(p.Authors, "/"), p.DOI, strings.Join(p.Keywords, "/")}, " ")
		if got != test.want || p.Abstract != variantAbstract {
			t.Errorf("%s: %q, want %q; abstract %q", test.name, got, test.want, p.Abstract)
		}
	}
}

// Tags of RIS may be small letters and stand without spaces; in a file with
// proper ones, words with hyphens at the beginning of a line are none.
func TestLooseRIS(t *testing.T) {
	for _, text := range []string{
		"ty  - jour\nti  - A title\nau  - Doe, Jane\nab  - " + variantAbstract + "\npy  - 2020\ndo  - 10.1000/abc\njo  - A journal\ner  - \n",
		"TY-JOUR\nTI-A title\nAU-Doe, Jane\nAB-" + variantAbstract + "\nJO-A journal\nPY-2020\nDO-10.1000/abc\nER-\n",
		"TY  -JOUR\nTI  -A title\nAU  -Doe, Jane\nAB  -" + variantAbstract + "\nPY  -2020\nDO  -10.1000/abc\nER  -\n",
	} {
		p := readString(t, text+text, Options{}).papers
		if len(p) != 2 || p[0].Title != "A title" || p[1].Abstract != variantAbstract || p[0].Date.String() != "2020" || p[0].DOI != "10.1000/abc" || len(p[0].Authors) != 1 {
			t.Errorf("%q: %+v", text, p)
		}
	}
	p := readString(t, "TY  - JOUR\nTI  - A title\nAB  - We study tumours that are\nER-positive and\nAB-initio methods.\nER  - \n", Options{}).one(t)
	if p.Abstract != "We study tumours that are ER-positive and AB-initio methods." {
		t.Errorf("%q", p.Abstract)
	}
}

// UTF-16 needs no byte order mark.
func TestUTF16(t *testing.T) {
	const text = "title,abstract,year\r\nA tïtle," + variantAbstract + ",2020\r\n"
	for _, mark := range []string{"", "\ufeff"} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			var b []byte
			for _, u := range utf16.Encode([]rune(mark + text)) {
				b = order.AppendUint16(b, u)
			}
			if p := readAll(t, "in", bytes.NewReader(b), Options{}).one(t); p.Title != "A tïtle" || p.Date.String() != "2020" {
				t.Errorf("%v, mark %q: %+v", order, mark, p)
			}
		}
	}
}

// Groups and suffixes of names are authors' too.
func TestGroupsOfAuthors(t *testing.T) {
	p := readString(t, `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A title</ArticleTitle>
<Abstract><AbstractText>`+variantAbstract+`</AbstractText></Abstract><AuthorList><Author><CollectiveName>The Group</CollectiveName></Author>
<Author><LastName>Doe</LastName><ForeName>Jane</ForeName><Suffix>Jr</Suffix></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`, Options{}).one(t)
	if got := strings.Join(p.Authors, "/"); got != "The Group/Jane Doe Jr" {
		t.Errorf("PubMed: %s", got)
	}
	p = readString(t, "PMID- 1\nTI  - A title\nAB  - "+variantAbstract+"\nCN  - The Group\n", Options{}).one(t)
	if got := strings.Join(p.Authors, "/"); got != "The Group" {
		t.Errorf("MEDLINE: %s", got)
	}
}

// What is read does not grow with what a hostile record holds.
func TestHostileRecords(t *testing.T) {
	if found := addressesIn(strings.Repeat("http://a.b/c ", 1<<19)); len(found) != mostAddresses {
		t.Errorf("%d addresses", len(found))
	}
	wide := "title,abstract,year" + strings.Repeat(",", 200_000) + "\n" + strings.Repeat("A title,"+variantAbstract+",2020\n", 1000)
	if g := readString(t, wide, Options{}); len(g.papers) != 1000 {
		t.Errorf("%d papers of a wide table, error %v", len(g.papers), g.err)
	}
	if cells := cellsOf(3, bytes.Repeat([]byte{','}, 1<<20), ',', true); len(cells) != 3 || cap(cells) != 3 {
		t.Errorf("%d cells, room for %d", len(cells), cap(cells))
	}
	lines := strings.Repeat("Mar 4\n·\n", mostPageLines)
	if g := readString(t, lines, Options{Format: "page"}); g.rejected[0].Reason != "page too long" {
		t.Errorf("a page of many lines: %+v", g.rejected[0])
	}
}
