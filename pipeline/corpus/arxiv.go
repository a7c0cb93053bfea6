package corpus

import (
	"net/url"
	"regexp"
	"strings"

	"papertide/analysis/calendar"
)

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

// doiHosts lead from a DOI to the paper.
var doiHosts = []string{"doi.org"}

// arXivID finds an arXiv id: alone, after "arXiv:" or "oai:arXiv.org:", in a
// DOI that arXiv gave, or in the address of a page that shows the paper. It returns the id without
// version, and an old one without the subject class (math.GT/0309136).
func arXivID(s string) (string, bool) {
	if len(s) < 9 || len(s) > longestAddress {
		return "", false
	}
	const oai = "oai:arxiv.org:"
	if host, path, found := cutAddress(s); found && isHost(host, doiHosts) {
		s = path
	} else if found {
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
	} else if len(s) > len(oai) && strings.EqualFold(s[:len(oai)], oai) {
		s = s[len(oai):]
	} else if i := strings.IndexByte(s, ':'); i >= 0 && (strings.EqualFold(s[:i], "arxiv") || strings.EqualFold(s[:i], "doi")) {
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

// arXivMonth returns the month in which arXiv took a paper in, which its id
// tells; none if s holds no id.
func arXivMonth(s string) calendar.Date {
	id, ok := arXivID(s)
	if !ok {
		return calendar.Date{}
	}
	slash := strings.IndexByte(id, '/')
	number, century := id[slash+1:], "20"
	if slash > 0 && number[0] == '9' { // the first are of 1991
		century = "19"
	}
	date, err := calendar.ParseDate(century + number[:2] + "-" + number[2:4])
	if err != nil {
		return calendar.Date{}
	}
	return date
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

// doiForm allows angle brackets only where publishers wrote the code of an issue
// into a DOI: "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2".
// inPath escapes what would end the path of an address, or begin an escape.
var inPath = strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23")

var doiForm = regexp.MustCompile(`^10\.\d{4,9}(?:\.\d+)*/(?:[^\s"<>]+|\(sici\)[^\s"]+)$`)

// doi returns the DOI that s is, alone or behind "doi:" or a resolver, in
// small letters; "" if s is none, and for arXiv's own, whose ids are better.
func doi(s string) string {
	if len(s) > longestAddress || !strings.Contains(s, "10.") {
		return ""
	}
	s = strings.ToLower(s)
	if host, path, found := cutAddress(s); found {
		if !isHost(host, doiHosts) {
			return ""
		}
		s = path
		if unescaped, err := url.PathUnescape(path); err == nil && isClean(unescaped) {
			s = strings.ToLower(unescaped)
		}
	}
	s = strings.TrimRight(strings.TrimSpace(strings.TrimPrefix(s, "doi:")), ".,;")
	if _, own := arXivID(s); own || !doiForm.MatchString(s) {
		return ""
	}
	return s
}
