package corpus

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"papertide/analysis/calendar"
)

// A Hugging Face papers page that was saved as HTML. What the page shows is
// read as its text is (page.go), with the id of each paper from its links to
// /papers/…, and times that the page gives in full. Where the page keeps the
// answers of the interface in an attribute, these are read instead: they know
// more.

var (
	papersLink = regexp.MustCompile(`(?:^|^https?://(?:www\.)?(?:huggingface\.co|hf\.co))/papers/(\d{4}\.\d{4,5})(?:v\d+)?(?:[?#]|$)`)
	papersSeen = regexp.MustCompile(`/papers/\d{4}\.\d{4,5}`)
	// pageAddress is how a page, or the browser that saved it, names its day.
	pageAddress = regexp.MustCompile(`huggingface\.co/papers(?:/date/|\?date=)(\d{4}-\d{2}-\d{2})`)
)

func fitsPageHTML(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && head[0] == '<' && bytes.Contains(bytes.ToLower(head[:min(len(head), 4096)]), []byte("<html")) && papersSeen.Match(head)
}

// Marks of raw records: an answer of the interface, or an entry of the page.
const (
	htmlListing = 'l'
	htmlEntry   = 'e'
)

// An htmlPaper is an entry of a page with its id.
type htmlPaper struct {
	id string
	pageEntry
}

func openPageHTML(s *stream, o Options, in *Input) (splitter, parser) {
	var saved savedDay
	var listedOn calendar.Date // of papers without a date of their own
	split := func(emit func(record) bool) error {
		page, err := readHTML(s.text)
		entries := page.entries()
		whole := savedPage{header: page.header}
		dated := false
		for _, e := range entries {
			whole.entries = append(whole.entries, e.pageEntry)
			dated = dated || e.foot.date.month > 0
		}
		saved = whenSaved(whole, 0, o)
		in.Captured = saved.day
		in.Warnings = append(in.Warnings, saved.warnings...)
		if !dated {
			listedOn = saved.day
		}
		for _, l := range page.listings {
			if !emit(record{raw: append([]byte{htmlListing}, l.raw...), line: l.line}) {
				return nil
			}
		}
		for _, e := range entries {
			if !page.listed[e.id] && !emit(record{raw: append([]byte{htmlEntry}, e.id+"\n"+string(e.encode(0))...), line: e.line}) {
				return nil
			}
		}
		if page.beyond {
			emit(record{line: page.line, bad: pageTooLong})
		}
		return err
	}
	var pool readers
	parse := func(raw []byte) (Paper, *flaw) {
		if raw[0] == htmlListing {
			listing, bad := pool.valuesOf(raw[1:])
			if bad != nil {
				return Paper{}, bad
			}
			return pool.listed(listing)
		}
		id, rest, _ := bytes.Cut(raw[1:], []byte{'\n'})
		e, _ := decodeEntry(rest)
		p, bad := e.paper(saved)
		p.ID, p.URL = string(id), "https://huggingface.co/papers/"+string(id)
		if p.Date.IsZero() {
			p.Date = listedOn
		}
		return p, bad
	}
	return split, parse
}

// An htmlPage is what a page shows, as lines.
type htmlPage struct {
	lines    []htmlLine
	header   pageDate
	listings []htmlListed
	listed   map[string]bool // ids of listings
	line     int             // of the file, where reading stands
	beyond   bool            // the page is longer than is read

	text    strings.Builder // the line that is being read
	at      int             // where it begins
	link    string          // id of the paper that it links to
	heading bool
}

type htmlListed struct {
	raw  []byte
	line int
}

type htmlLine struct {
	pageLine
	id      string // of the paper that the line links to
	heading bool
}

// readHTML reads a page up to its limits.
func readHTML(r *bufio.Reader) (*htmlPage, error) {
	p := &htmlPage{line: 1, listed: map[string]bool{}}
	limited := &io.LimitedReader{R: r, N: pageLimit}
	head, _ := r.Peek(headSize)
	if encoding, _, certain := charset.DetermineEncoding(head[:min(len(head), 1024)], ""); certain || !plainlyUTF8(head) {
		limited.R = encoding.NewDecoder().Reader(r)
	}
	z := html.NewTokenizer(limited)
	z.SetMaxBuf(pageLimit)
	skipped := "" // the element whose text nobody sees
	for {
		kind := z.Next()
		lines := bytes.Count(z.Raw(), []byte{'\n'})
		switch kind {
		case html.ErrorToken:
			p.end()
			p.beyond = limited.N <= 0
			if err := z.Err(); err != io.EOF && !p.beyond {
				return p, err
			}
			return p, nil
		case html.TextToken:
			if skipped == "" {
				p.write(z.Text())
			}
		case html.CommentToken:
			p.dayIn(z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attributes := z.TagName()
			tag := string(name)
			p.begin(tag, z, attributes)
			if kind == html.StartTagToken && skipped == "" && unseen[tag] {
				skipped = tag
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if tag == skipped {
				skipped = ""
			}
			p.finish(tag)
		}
		p.line += lines
		if len(p.lines) > mostPageLines {
			p.beyond = true
			return p, nil
		}
	}
}

// unseen are elements whose text is not shown.
var unseen = map[string]bool{"script": true, "style": true, "noscript": true, "svg": true, "title": true, "template": true, "select": true}

// inline are elements that break no line.
var inline = map[string]bool{
	"a": true, "span": true, "b": true, "i": true, "em": true, "strong": true, "code": true, "sub": true, "sup": true, "time": true, "img": true,
	"svg": true, "path": true, "mark": true, "small": true, "button": true,
}

// begin takes a start tag with its attributes.
func (p *htmlPage) begin(tag string, z *html.Tokenizer, more bool) {
	if !inline[tag] {
		p.end()
	}
	p.heading = p.heading || len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); {
		case k == "href" && tag == "a":
			if m := papersLink.FindSubmatch(value); m != nil {
				p.link = string(m[1])
			}
		case k == "href", k == "content":
			p.dayIn(value)
		case k == "datetime" && len(value) >= 10:
			if d, bad := parseDate(string(value)); bad == nil && !d.IsZero() {
				p.write([]byte(d.Time().Format(" Jan 2, 2006 ")))
				p.text.WriteString(dropNext)
			}
		case k == "data-props":
			p.props(value)
		}
	}
}

// dropNext marks that the text that follows is known better already.
const dropNext = "\x00"

// write adds text to the line.
func (p *htmlPage) write(text []byte) {
	if s := p.text.String(); strings.HasSuffix(s, dropNext) {
		p.text.Reset()
		p.text.WriteString(strings.TrimSuffix(s, dropNext))
		return
	}
	if p.text.Len() == 0 {
		if len(bytes.TrimSpace(text)) == 0 {
			return
		}
		p.at = p.line
	}
	p.text.Write(text)
}

// finish takes an end tag.
func (p *htmlPage) finish(tag string) {
	if !inline[tag] {
		p.end()
	}
}

// end ends the line.
func (p *htmlPage) end() {
	if s := squeeze(strings.TrimSuffix(p.text.String(), dropNext)); s != "" {
		p.lines = append(p.lines, htmlLine{pageLine{text: s, number: p.at}, p.link, p.heading})
		p.link, p.heading = "", false
	}
	p.text.Reset()
}

// dayIn looks for the day of the page in an address.
func (p *htmlPage) dayIn(s []byte) {
	if m := pageAddress.FindSubmatch(s); m != nil && p.header.month == 0 {
		if d, err := calendar.ParseDate(string(m[1])); err == nil {
			t := d.Time()
			p.header = pageDate{t.Year(), int(t.Month()), t.Day()}
		}
	}
}

// props takes the papers out of what the page keeps for its scripts.
func (p *htmlPage) props(value []byte) {
	value = bytes.TrimSpace(value)
	if len(value) == 0 || value[0] != '{' {
		return
	}
	var pool readers
	_ = pool.members(value, func(_, array []byte) {
		if array[0] != '[' {
			return
		}
		for _, v := range elements(array) {
			listing, bad := pool.valuesOf(v)
			if bad != nil || len(listing[fieldPaper]) == 0 || listing[fieldPaper][0] != '{' {
				continue
			}
			paper, bad := pool.valuesOf(listing[fieldPaper])
			if id, ok := arXivID(textOf(paper[fieldID])); bad == nil && ok && !p.listed[id] {
				p.listed[id] = true
				p.listings = append(p.listings, htmlListed{bytes.Clone(v), p.line})
			}
		}
	})
}

// entries finds the papers among the lines: one begins where a line links to
// another paper than the line before.
func (p *htmlPage) entries() (found []htmlPaper) {
	var lines []pageLine // of the paper that is open
	end := func() {
		if len(found) > 0 {
			found[len(found)-1].fill(lines)
		}
		lines = nil
	}
	for _, l := range p.lines {
		if len(found) == 0 && l.id == "" {
			if d, comments := parsePageDate(l.text); d.month > 0 && comments == nil && p.header.month == 0 {
				p.header = d
			}
			continue
		}
		switch last := len(found) - 1; {
		case l.id != "" && (last < 0 || found[last].id != l.id):
			end()
			found = append(found, htmlPaper{l.id, pageEntry{line: l.number, title: l.text}})
		case l.id != "" && l.heading && len(lines) == 0: // what came before it was no title
			found[last].title, found[last].line = l.text, l.number
		default:
			lines = append(lines, l.pageLine)
		}
	}
	end()
	return found
}

// fill reads abstract and foot of a paper from the lines after its title.
func (e *htmlPaper) fill(lines []pageLine) {
	foot := len(lines)
	for i := range lines {
		if f, n := footAt(lines, i); n > 0 {
			e.foot, foot = f, i
			break
		}
	}
	var abstract []string
	for _, l := range lines[:foot] {
		if l.words() >= longLine {
			abstract = append(abstract, l.text)
		}
	}
	if last := foot - 1; e.foot.needsWho && last >= 0 && lines[last].words() < longLine && isOrganisation(lines[last].text) {
		e.foot.organisation = organisation(lines[last].text)
	}
	e.abstract = strings.Join(abstract, " ")
}
