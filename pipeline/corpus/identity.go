package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"papertide/analysis/text"
)

// Kinds of ids, best first: the first that a paper has becomes its ID, the
// smallest where there are several of a kind.
const (
	rankArXiv  = iota // "2404.02905", "math/9201203": without version
	rankDOI           // "10.1145/3292500.3330701": lower case, without resolver
	rankSource        // what the source calls it, as given: "ACL2020:main.1"
	rankTitle         // "title:" and 16 hex digits: a hash of the normalised title
)

const titlePrefix = "title:"

func rank(id string) int {
	if _, ok := arXivID(id); ok {
		return rankArXiv
	}
	if doi(id) == id {
		return rankDOI
	}
	if strings.HasPrefix(id, titlePrefix) {
		return rankTitle
	}
	return rankSource
}

// Identify gives p the best id that its ID, Aliases, DOI and URL hold: an
// arXiv id without version, else a DOI, else the id of the source, else a hash
// of the normalised title. The others become aliases.
//
// An id of digits alone is a number in somebody's list: it names a paper only
// together with the Source ("zotero:17"), and nothing without one. A title
// that many papers share ("Introduction") is hashed together with the
// beginning of the abstract; see TitleKey.
//
// A paper with an arXiv id or a DOI and without URL gets the address of the
// page that belongs to it. Identify changes nothing at a second call.
func Identify(p *Paper) {
	ids := slices.Clone(p.Aliases)
	for _, given := range []string{p.ID, p.DOI, p.URL} {
		if id, ok := arXivID(given); ok {
			ids = append(ids, id)
		} else if id := doi(given); id != "" {
			ids = append(ids, id)
		}
	}
	if _, ok := arXivID(p.ID); !ok && doi(p.ID) == "" {
		ids = append(ids, sourceID(p))
	}
	for i, id := range ids {
		if a, ok := arXivID(id); ok {
			ids[i] = a
		} else if d := doi(id); d != "" {
			ids[i] = d
		}
	}
	if own, common := titleID(p); common || !slices.ContainsFunc(ids, func(id string) bool { return id != "" }) {
		ids = append(ids, own)
	}
	settle(p, ids)
	if p.URL == "" {
		switch rank(p.ID) {
		case rankArXiv:
			p.URL = "https://arxiv.org/abs/" + p.ID
		case rankDOI:
			p.URL = "https://doi.org/" + p.ID
		}
	}
}

// settle shares ids out among ID, DOI and Aliases. Each id stands in one of
// them, but a DOI that is the ID, which stands in both.
func settle(p *Paper, ids []string) {
	slices.SortFunc(ids, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	p.ID, p.DOI = ids[0], ""
	for _, id := range ids {
		if rank(id) == rankDOI {
			p.DOI = id
			break
		}
	}
	ids = slices.DeleteFunc(ids[1:], func(id string) bool { return id == p.DOI })
	slices.Sort(ids)
	p.Aliases = nil
	if len(ids) > 0 {
		p.Aliases = slices.Clone(ids)
	}
}

// sourceID returns p.ID if it can tell papers apart, "" otherwise.
func sourceID(p *Paper) string {
	switch lower := strings.ToLower(p.ID); {
	case len(lower) > 200:
		return ""
	case strings.Trim(lower, "0123456789.- ") != "":
		switch lower {
		case "none", "null", "nil", "nan", "na", "n/a", "unknown", "undefined", "tbd":
			return ""
		}
		return p.ID
	case p.Source == "" || strings.Trim(lower, ".- ") == "":
		return ""
	}
	return p.Source + ":" + p.ID
}

// oldArXiv is the form of ids until March 2007.
var oldArXiv = regexp.MustCompile(`^([a-z-]+)(?:\.[a-zA-Z-]{2,})?/(\d{2}(?:0[1-9]|1[0-2])\d{3})$`)

// newArXiv reports whether s has the form of ids since then: YYMM.NNNN, five
// digits at the end since 2015.
func newArXiv(s string) bool {
	return (len(s) == 9 || len(s) == 10) && s[4] == '.' && digits(s[:4]) && digits(s[5:]) && s[2:4] >= "01" && s[2:4] <= "12"
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// archives are the names in ids of arXiv until March 2007.
var archives = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(`acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
		cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol
		physics plasm-ph q-alg q-bio quant-ph solv-int supr-con`) {
		m[name] = true
	}
	return m
}()

// arXivHosts show papers of arXiv under its ids.
var arXivHosts = []string{"arxiv.org", "huggingface.co", "hf.co", "alphaxiv.org", "ar5iv.org", "scirate.com"}

// arXivID finds an arXiv id: alone, after "arXiv:", in a DOI that arXiv gave,
// or in the address of a page that shows the paper. It returns the id without
// version, and an old one without the subject class (math.GT/0309136).
func arXivID(s string) (string, bool) {
	if len(s) < 9 || len(s) > longestAddress {
		return "", false
	}
	if host, path, found := cutAddress(s); found {
		if !isHost(host, arXivHosts) {
			return "", false
		}
		kind, id, _ := strings.Cut(path, "/")
		switch kind {
		case "abs", "pdf", "html", "papers", "arxiv", "format", "ps":
			s = strings.TrimSuffix(id, ".pdf")
		default:
			return "", false
		}
	} else if i := strings.IndexByte(s, ':'); i >= 0 && strings.EqualFold(s[:i], "arxiv") {
		s = strings.TrimSpace(s[i+1:])
	}
	const own = "10.48550/arxiv."
	if len(s) > len(own) && strings.EqualFold(s[:len(own)], own) {
		s = s[len(own):]
	}
	if i := strings.LastIndexByte(s, 'v'); i > 0 && digits(s[i+1:]) {
		s = s[:i]
	}
	if newArXiv(s) {
		return s, true
	}
	if !strings.Contains(s, "/") || len(s) > 40 {
		return "", false
	}
	if m := oldArXiv.FindStringSubmatch(s); m != nil && archives[m[1]] {
		return m[1] + "/" + m[2], true
	}
	return "", false
}

// arXivOfNumber gives an arXiv id its zeros back that was stored as a number:
// 704.0001 is 0704.0001, and 2405.149 is 2405.14900, as ids have five digits
// after the point since 2015. Anything else comes back as it is.
func arXivOfNumber(s string) string {
	month, number, point := strings.Cut(s, ".")
	if !point || len(month) < 3 || len(month) > 4 || len(number) > 5 {
		return s
	}
	month = strings.Repeat("0", 4-len(month)) + month
	length := 4
	if month >= "1501" {
		length = 5
	}
	id := month + "." + number + strings.Repeat("0", max(0, length-len(number)))
	if !newArXiv(id) {
		return s
	}
	return id
}

// cutAddress takes a web address apart: the host in small letters without
// "www.", the path without its first slash, query and fragment.
func cutAddress(s string) (host, path string, found bool) {
	_, rest, found := strings.Cut(s, "://")
	if !found {
		return "", "", false
	}
	host, path, _ = strings.Cut(rest, "/")
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return strings.TrimPrefix(strings.ToLower(host), "www."), path, true
}

var doiForm = regexp.MustCompile(`^10\.\d{4,9}(?:\.\d+)*/[^\s"<>]+$`)

// doi returns the DOI that s is, alone or behind "doi:" or a resolver, in
// small letters; "" if s is none, and for arXiv's own, whose ids are better.
func doi(s string) string {
	if len(s) > longestAddress || !strings.Contains(s, "10.") {
		return ""
	}
	s = strings.ToLower(s)
	if host, path, found := cutAddress(s); found {
		if !isHost(host, []string{"doi.org"}) {
			return ""
		}
		s = strings.ReplaceAll(path, "%2f", "/")
	}
	s = strings.TrimRight(strings.TrimSpace(strings.TrimPrefix(s, "doi:")), ".,;")
	if _, own := arXivID(s); own || !doiForm.MatchString(s) {
		return ""
	}
	return s
}

// titleID returns "title:" and a hash of the title. common says that the title
// does not tell papers apart, so that the hash includes the beginning of the
// abstract or, without one, what else is known.
func titleID(p *Paper) (id string, common bool) {
	key := TitleKey(p.Title)
	if common = commonTitle(p.Title, key); common {
		about := TitleKey(p.Abstract[:cutAt(p.Abstract, 1000)])
		about = about[:cutAt(about, 200)]
		if about == "" {
			about = strings.Join(p.Authors, ";") + " " + p.Date.String() + " " + p.URL
		}
		key += "\n" + about
	}
	if key == "" {
		key = "\n" + p.Title
	}
	return hashedTitle(key), common
}

func hashedTitle(key string) string {
	sum := sha256.Sum256([]byte(key))
	return titlePrefix + hex.EncodeToString(sum[:8])
}

// cutAt returns where to cut s to at most n bytes without hurting a character.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// TitleKey returns what is left of a title for comparison: LaTeX and HTML as
// readers see them, Unicode NFKC, case folded, letters and digits only.
// "Auto-Regressive $k$-Means" and "Autoregressive k-means" are equal.
func TitleKey(title string) string {
	if key, ok := asciiKey(title); ok {
		return key
	}
	plain := cases.Fold().String(norm.NFKC.String(text.Plain(title)))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, norm.NFC.String(plain))
}

// asciiKey is TitleKey of titles without anything to decode: most of them.
func asciiKey(title string) (string, bool) {
	key := make([]byte, 0, len(title))
	for i := 0; i < len(title); i++ {
		switch c := title[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			key = append(key, c)
		case c >= 'A' && c <= 'Z':
			key = append(key, c+'a'-'A')
		case c >= utf8.RuneSelf, strings.IndexByte(`\$&<>{}^_~%@/`, c) >= 0:
			return "", false
		}
	}
	return string(key), true
}

// commonWords begin titles of what stands in every volume.
var commonWords = regexp.MustCompile(`^(?:(?:guest)?editorial|editorsnote|preface|foreword|frontmatter|backmatter|tableofcontents|listof` +
	`|introductionto(?:the|this)(?:special|issue|volume)|(?:author)?index|letterto|message(?:from|to)|welcome|err?at(?:um|a)|corrigend(?:um|a)|correctionto` +
	`|retraction|bookreview|inthisissue|inmemoriam|obituary|acknowledge?ments?|programcommittee|organi[sz]ingcommittee|copyright|titlepage|aboutthe|callforpapers|untitled|notitle)`)

// commonTitle reports whether different papers bear such a title: one of fewer
// than three words or 16 letters, or one that every volume has.
func commonTitle(title, key string) bool {
	return len(strings.Fields(title)) < 3 || utf8.RuneCountInString(key) < 16 || commonWords.MatchString(key)
}
