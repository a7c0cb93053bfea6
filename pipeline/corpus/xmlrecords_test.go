package corpus

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// rssOf is a feed of these items.
func rssOf(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>` + strings.Join(items, "\n") + `</channel></rss>`
}

func itemOf(n int) string {
	return fmt.Sprintf("<item><guid>paper%d</guid><title>Paper number %d</title><description>An abstract of words.</description></item>", n, n)
}

// Each odd record stands between two good ones, which must be read.
func TestOddXML(t *testing.T) {
	const fair = "<title>Visual &amp; more</title><description>We present a paradigm.</description>"
	for _, c := range []struct {
		what, record string
		want         string // title and abstract, or place and reason; both without what follows
	}{
		{"HTML entity", "<item><title>Caf&eacute;&nbsp;au lait</title><description>Two words</description></item>", "Café au lait: Two words"},
		{"unknown entity", "<item><title>A &lol9; title</title><description>R&D &amp two</description></item>", "A &lol9; title: R&D &amp two"},
		{"control characters", "<item><title>A\x0btitle&#11;of&#x0;words</title><description>Two\x01words</description></item>", "A title of words: Two words"},
		{"impossible characters", "<item><title>A \xff title</title><description>Two &#xD800; &#99999999; words</description></item>", "A \ufffd title: Two \ufffd \ufffd words"},
		{"CDATA", "<item><title><![CDATA[a < b && c ]] > d]]></title><description><![CDATA[]]>Two <![CDATA[<i>words</i>]]></description></item>", "a < b && c ]] > d: Two words"},
		{"comments", "<item><!-- </item> -- <title>No</title> --><title>A <!-- not -->title</title><?php echo '</item>' ?><description>Two words</description></item>", "A title: Two words"},
		{"lonely signs", "<item><title>p < 0.05 & q <- 3</title><description>x<3 and y > 2</description></item>", "p < 0.05 & q <- 3: x<3 and y > 2"},
		{"attributes", `<item a="x > y" b='<item>' c=d e><title lang="en">A title</title><description>Two words</description></item>`, "A title: Two words"},
		{"crossed tags", "<item><title>A <i>title</title></i><description>Two words</description></item>", "A title: Two words"},
		{"prefixes", `<item><x:title xmlns:x="y">A title</x:title><description>Two words</description></item>`, "A title: Two words"},
		{"space between", "<item>\n <title> A\n title </title>\n<description>\t<p>Two</p>\n<p>words</p></description></item>", "A title: Two words"},
		{"empty", "<item/>", `in:#2 missing "title"`},
		{"no end", "<item><title>Lost</title>", "in:#2 malformed XML (the record has no end)"},
		{"tag without end", "<item><title>Lost</title <description>Two words</description></item>", "in:#2 malformed XML"},
		{"too deep", "<item>" + strings.Repeat("<b>", 200) + fair + "</item>", "in:#2 XML too deep (more than 100 elements in one another)"},
		{"deepest that is read", "<item>" + strings.Repeat("<b>", 90) + strings.Repeat("</b>", 90) + fair + "</item>", "Visual & more: We present a paradigm."},
		{"too many parts", "<item>" + strings.Repeat("<b/>", 300_000) + fair + "</item>", "in:#2 too much XML in a record (more than 204800 parts)"},
		{"long tag", "<item><title a=\"" + strings.Repeat("x", 70<<10) + "\">Long</title></item>", "in:#2 malformed XML (a tag of more than 65536 bytes)"},
		{"attributes without end", "<item><title " + strings.Repeat("a ", 70<<10) + "/></item>", "in:#2 malformed XML (a tag of more than 65536 bytes)"},
		{"too long", "<item><title>" + strings.Repeat("x", MaxRecord) + "</title></item>", "in:#2 record too long (8388636 bytes, at most 8388608 are read)"},
	} {
		g := readString(t, rssOf(itemOf(1), c.record, itemOf(3)), Options{})
		var got string
		switch {
		case len(g.rejected) == 1 && len(g.papers) == 2:
			got = g.rejected[0].Place + " " + g.rejected[0].Reason + " (" + g.rejected[0].Detail + ")"
		case len(g.papers) == 3:
			got = g.papers[1].Title + ": " + g.papers[1].Abstract
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %q, %d papers, rejected %.200v, error %v; want %q", c.what, got, len(g.papers), g.rejected, g.err, c.want)
		}
	}
}

// A document that defines entities is read without them: what they stand for
// could be larger than any memory.
func TestEntityBomb(t *testing.T) {
	bomb := `<?xml version="1.0"?>
<!DOCTYPE rss [ <!-- don't > -->
 <!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">
 <!ENTITY xxe SYSTEM "file:///etc/passwd"><!ENTITY % p "]>">
]>` + strings.TrimPrefix(rssOf("<item><title>Laugh &lol1;</title><description>See &xxe; now</description></item>"), `<?xml version="1.0"?>`)
	g := readString(t, bomb, Options{})
	p := g.one(t)
	if p.Title != "Laugh &lol1;" || p.Abstract != "See &xxe; now" {
		t.Errorf("title %q, abstract %q", p.Title, p.Abstract)
	}
	if len(g.in.Warnings) != 1 || !strings.HasPrefix(g.in.Warnings[0], "the document defines entities") {
		t.Errorf("warnings %q", g.in.Warnings)
	}
}

// The character set is that of the declaration, of a byte order mark, or, where
// the bytes show it, UTF-8.
func TestXMLEncoding(t *testing.T) {
	declared := func(encoding, title string) string {
		return "<?xml version='1.0' encoding='" + encoding + "' standalone='yes'?>" + strings.SplitN(rssOf("<item><title>"+title+"</title><description>two words</description></item>"), "?>", 2)[1]
	}
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(declared("UTF-16", "Müller"))
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{
		"UTF-8":            declared("utf-8", "Müller"),
		"ISO-8859-1":       declared("ISO-8859-1", "M\xfcller"),
		"Windows-1252":     declared("windows-1252", "M\xfcller"),
		"wrongly declared": declared("ISO-8859-1", "Müller"),
		"KOI8-R of ASCII":  declared("koi8-r", "M&#xfc;ller"),
		"unknown":          declared("klingon", "Müller"),
		"UTF-16":           utf16,
		"UTF-16 converted": declared("UTF-16", "Müller"),
		"byte order mark":  "\ufeff" + declared("utf-8", "Müller"),
	} {
		if p := readString(t, text, Options{}).one(t); p.Title != "Müller" {
			t.Errorf("%s: title %q", what, p.Title)
		}
	}
}

func TestXMLCutOff(t *testing.T) {
	text := rssOf(manyItems(5000)...)
	packed := gzipped(t, text)
	g := readAll(t, "in", bytes.NewReader(packed[:len(packed)/2]), Options{})
	if g.err != nil || len(g.papers) < 1000 || len(g.rejected) > 1 || len(g.in.Warnings) != 1 {
		t.Errorf("packed: %d papers, rejected %v, warnings %q, error %v", len(g.papers), g.rejected, g.in.Warnings, g.err)
	}
	if len(g.rejected) == 1 && g.rejected[0].Reason != "record cut off" {
		t.Errorf("packed: %v", g.rejected)
	}
	// Plain text loses its last record alone.
	if g = readString(t, text[:len(text)-60], Options{}); len(g.papers) != 4999 || len(g.rejected) != 1 || g.rejected[0].Detail != "the record has no end" || g.rejected[0].Place != "in:#5000" {
		t.Errorf("plain: %d papers, rejected %v", len(g.papers), g.rejected)
	}
}

func manyItems(n int) (items []string) {
	for i := range n {
		items = append(items, itemOf(i))
	}
	return items
}

// No part of a document is held that is longer than a record.
func TestXMLGiants(t *testing.T) {
	const size = 16 << 20
	begin, end, _ := strings.Cut(rssOf(itemOf(1)+"|"+itemOf(2)), "|")
	for _, c := range []struct {
		what   string
		r      *endless
		papers int
		reason string
	}{
		{"record", &endless{begin + "<item><title>", "</title></item>" + end, 'x', size}, 2, "record too long"},
		{"tag in a record", &endless{begin + "<item><title a='", "'/></item>" + end, 'x', size}, 2, "malformed XML"},
		{"tag", &endless{begin + "<other a='", "'/>" + end, 'x', size}, 2, ""},
		{"comment", &endless{begin + "<!--", "-->" + end, '-', size}, 2, ""},
		{"text", &endless{begin, end, 'x', size}, 2, ""},
		{"tags", &endless{begin, end, '<', size / 8}, 2, ""},
		{"comment without end", &endless{begin + "<item><!--", "", '>', size}, 1, "malformed XML"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		g := readAll(t, "in", c.r, Options{})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 60<<20 {
			t.Errorf("%s: %d MiB allocated in all", c.what, used>>20)
		}
		reason := ""
		if len(g.rejected) > 0 {
			reason = g.rejected[0].Reason
		}
		if g.err != nil || len(g.papers) != c.papers || reason != c.reason || len(g.rejected) > 1 {
			t.Errorf("%s: %d papers, rejected %v, error %v", c.what, len(g.papers), g.rejected, g.err)
		}
	}
}

// Records of MARC stand in elements that are called as those of the protocol.
func TestNestedRecords(t *testing.T) {
	text := `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>` +
		strings.Repeat(`<record><metadata><record><record/><x/></record></metadata></record>`, 2) + `</ListRecords></OAI-PMH>`
	if g := readString(t, text, Options{}); g.in.Read != 2 || len(g.rejected) != 2 {
		t.Errorf("read %d, rejected %v", g.in.Read, g.rejected)
	}
}

// Names with two prefixes are not those of records to the library.
func TestTwoPrefixes(t *testing.T) {
	g := readString(t, `<dblp><a:b:www key="x"><title>T</title></a:b:www></dblp>`, Options{Titles: true})
	if g.in.Read != 1 || len(g.rejected) != 1 || g.rejected[0].Reason != "malformed XML" {
		t.Errorf("read %d, rejected %v", g.in.Read, g.rejected)
	}
}

// What the source answered instead of records is said; that there are none is
// no fault.
func TestOAIErrors(t *testing.T) {
	const answer = `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request>x</request><error code="%s">%s</error></OAI-PMH>`
	if g := readString(t, fmt.Sprintf(answer, "noRecordsMatch", ""), Options{}); g.err != nil || g.in.Read != 0 || len(g.in.Warnings) > 0 {
		t.Errorf("no records: read %d, warnings %q, error %v", g.in.Read, g.in.Warnings, g.err)
	}
	g := readString(t, fmt.Sprintf(answer, "badArgument", "bad \x1b[31mdate"), Options{})
	if g.err != nil || len(g.in.Warnings) != 1 || g.in.Warnings[0] != "the source answered with an error: badArgument bad [31mdate" {
		t.Errorf("bad argument: warnings %q, error %v", g.in.Warnings, g.err)
	}
}

// XML of something else is no list of papers.
func TestOtherXML(t *testing.T) {
	for _, text := range []string{
		`<?xml version="1.0"?><html><body>feed</body></html>`, `<?xml version="1.0"?><!-- <rss> --><records><row/></records>`,
		`<?xml version='1.0'?><!ELEMENT dblp (article)*>`, `<`, `<?xml`, `<!DOCTYPE rss [`, `text <rss>`,
	} {
		if g := readString(t, text, Options{}); g.err == nil {
			t.Errorf("%q was read as %s", text, g.in.Format)
		}
	}
}
