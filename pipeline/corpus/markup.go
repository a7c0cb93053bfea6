package corpus

import (
	"regexp"
	"strings"
)

// Texts come with the markup of the pages and journals that they were taken
// from: HTML, JATS, MathML, entities, all of these escaped once more. LaTeX is
// none of it and stays.

// longestMarkedUp is the length from which a text is left as it is, bytes.
const longestMarkedUp = 256 << 10

var (
	// markupTag finds the tags of elements that are known. A "<" before anything
	// else ("0<p<1", "<think>") is a character.
	markupTag = regexp.MustCompile(`(?i)<(/?)((?:jats|mml|m):[a-z-]{1,30}|` + strings.Join(markupElements, "|") +
		`)(?:\s+[a-z:_-]{1,40}\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*(/?)>`)
	markupElements = []string{
		`a|abbr|b|big|blockquote|br|center|cite|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strike|strong|sub|sup|tt|u|ul`,
		`table|tbody|td|th|thead|tr`,
		`abstract|alternatives|bold|disp-formula|ext-link|inline-formula|inf|inline-graphic|italic|label|list|list-item|monospace|named-content|overline|roman|sc|scp|sec|styled-content|tex-math|title|underline|xref`,
		`math|mfenced|mfrac|mi|mn|mo|mover|mrow|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|semantics`,
	}
	markupEntity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// withoutMarkup returns a text without tags and with the characters that
// entities stand for: see element.plain.
func withoutMarkup(s string) string {
	for range 3 { // some escape what is escaped
		t := unmarked(s)
		if t == s {
			break
		}
		s = t
	}
	return s
}

// unmarked takes one layer of markup away.
func unmarked(s string) string {
	if len(s) > longestMarkedUp || !strings.ContainsAny(s, "<&") {
		return s
	}
	tags := markupTag.FindAllStringSubmatchIndex(s, -1)
	// An element that is never closed is none, such as the mean <p> of a p.
	closed := map[string]bool{"br": true, "hr": true, "img": true}
	for _, m := range tags {
		if m[2] < m[3] || m[6] < m[7] {
			closed[strings.ToLower(s[m[4]:m[5]])] = true
		}
	}
	var xml strings.Builder
	from, found := 0, markupEntity.MatchString(s)
	for _, m := range tags {
		name := strings.ToLower(s[m[4]:m[5]])
		if !closed[name] {
			continue
		}
		found = true
		_, _ = notTags.WriteString(&xml, s[from:m[0]])
		from = m[1]
		end := s[m[6]:m[7]]
		if name == "br" || name == "hr" || name == "img" {
			end = "/"
		}
		xml.WriteString("<" + s[m[2]:m[3]] + name + end + ">")
	}
	if !found {
		return s
	}
	_, _ = notTags.WriteString(&xml, s[from:])
	doc, bad := readElements([]byte(xml.String()))
	if bad != nil {
		return s
	}
	return doc.plain()
}

var notTags = strings.NewReplacer("<", "&lt;", ">", "&gt;")
