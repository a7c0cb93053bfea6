package corpus

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"papertide/analysis/text"
)

// What publishers and databases append to abstracts is theirs and not the
// paper's: it would make topics of publishers, and let the record win that has
// more of it. It is taken off when a record is read, and is not stored.

// noticeRoom is how much of the end of an abstract may be a notice, bytes.
const noticeRoom = 1200

// noticeHints occur in all notices; most abstracts are done with these.
var noticeHints = []string{"©", "(c)", "(C)", "opyright", "OPYRIGHT", "ights reserved", "ublished by", "PsycINFO", "icense", "icence", "&copy;"}

// A notice begins after white space or a tag, and runs to the end of the abstract. One
// with a mark of copyright must have a year, its owner or its reservation near,
// as "MATLAB© code" has none.
var notice = regexp.MustCompile(`(?i)(?:^|\s|>)(?:` + strings.Join([]string{
	`[(\[]?(?:crown )?(?:copyright:? ?)?(?:©|\(c\)|&copy;)(?:.{0,120}?\b(?:19|20)\d\d\b|.{0,120}?all rights reserved|[^.]{0,40}\bauthors?\b|\s*$).*`,
	`(?:crown )?copyright:? (?:19|20)\d\d\b.*`,
	`copyright of .{1,150} is the property of .*`,
	`\(PsycINFO Database Record .*`,
	`\(?this (?:article|work|paper|chapter|content) is (?:protected by copyright|(?:distributed|licensed) under|an open[- ]access).*`,
	`this is an open[- ]access .*`,
	`published by (?:[\p{Lu}][^.]{1,80}?(?:elsevier|wiley|springer|press|university|society|association|group|publish|ltd|inc|b\.v|gmbh|llc|bmj|ieee|acm)|elsevier|wiley|springer)[^.]{0,60}\.?(?:[^.]{0,40}all rights reserved\.?.*)?$`,
	`u\.?s\.? government work not protected by u\.?s\.? copyright\.?$`,
	`(?:[^.]{0,80}[,.] )?all rights reserved\.?(?: for permissions,? .*)?$`,
	`for permissions,? please e?-?mail:? .*`,
}, "|") + `)$`)

// withoutNotice takes notices off the end of an abstract.
func withoutNotice(abstract string) string {
	from := max(0, len(abstract)-noticeRoom)
	for from < len(abstract) && !utf8.RuneStart(abstract[from]) {
		from++
	}
	tail := abstract[from:]
	if !containsAny(tail, noticeHints) {
		return abstract
	}
	at := notice.FindStringIndex(tail)
	switch {
	case at == nil:
		return abstract
	case len(abstract) <= longestNone, at[0] > 0 && len(tail)-at[0] <= len(abstract)*2/3: // one at the beginning may have an abstract behind it
		end := from + at[0]
		if abstract[end] == '>' { // of a tag before it
			end++
		}
		return strings.TrimRight(abstract[:end], " ")
	}
	return abstract
}

func containsAny(s string, hints []string) bool {
	for _, h := range hints {
		if strings.Contains(s, h) {
			return true
		}
	}
	return false
}

// abstractHeading is what JATS puts before the text.
var abstractHeading = regexp.MustCompile(`(?i)^\s*(?:<(?:jats:)?(?:title|sec)[^>]*>\s*)+(?:abstract|summary)[.:]?\s*</(?:jats:)?title>\s*`)

// noAbstract holds what sources write where there is no abstract, as TitleKey
// writes it.
var noAbstract = func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(`
		abstract
		abstract is not available
		abstract missing
		abstract not available
		abstract not provided
		abstract unavailable
		an abstract is not available
		an abstract is not available for this content
		absent
		international audience
		missing abstract
		no abstract
		no abstract available
		no abstract found
		no abstract is available
		no abstract is available for this article
		no abstract is available for this item
		no abstract available for this article
		no abstract provided
		no abstract supplied
		no summary available
		none available
		none given
		not applicable
		not available
		summary
		summary not available
		the abstract is not available
		the article does not have an abstract
		there is no abstract
		there is no abstract available
		there is no abstract for this article
		this article does not have an abstract
		this article has no abstract
		to be announced
		keine zusammenfassung verfügbar
		kein abstract verfügbar
		pas de résumé
		pas de résumé disponible
		résumé non disponible
		sin resumen
		resumen no disponible
		sem resumo
	`) {
		m[TitleKey(line)] = true
	}
	delete(m, "")
	return m
}()

// longestNone is the length up to which a text may say that there is no
// abstract, bytes: with markup around it.
const longestNone = 200

// isNone reports whether a text says that there is no abstract.
func isNone(abstract string) bool {
	if len(abstract) > longestNone {
		return false
	}
	key := TitleKey(abstract)
	return key == "" && abstract != "" || noWord[key] || noAbstract[key]
}

// bareAbstract returns an abstract without its heading and without what is no
// part of it; "" if nothing else is there.
func bareAbstract(abstract string) string {
	if strings.HasPrefix(strings.TrimLeft(abstract, " "), "<") {
		abstract = abstract[len(abstractHeading.FindString(abstract)):]
	}
	if abstract = withoutNotice(abstract); isNone(abstract) {
		return ""
	}
	return abstract
}

// languageOf guesses the language of a paper, an ISO 639-1 code. What cannot be
// told, being too short, is taken for English, and so is without further search
// what has two of the commonest words of English.
func languageOf(p *Paper) string {
	if strings.Contains(p.Abstract, " the ") && containsAny(p.Abstract, englishWords) {
		return english
	}
	if l := text.Language(text.Document(p.Title, p.Abstract)); l != "" {
		return l
	}
	return english
}

const english = "en"

var englishWords = []string{" of ", " and ", " is ", " that ", " to "}
