package corpus

import (
	"slices"
	"strings"
)

// Kinds of ids, best first: the first that a paper has becomes its ID, the
// smallest where there are several of a kind.
const (
	rankArXiv  = iota // "2404.02905", "math/9201203": without version
	rankDOI           // "10.1145/3292500.3330701": lower case, without resolver
	rankPubMed        // "pmid:29768149"
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
	if pubMedID(id) == id {
		return rankPubMed
	}
	return rankSource
}

// Identify gives p the best id that its ID, Aliases, DOI and URL hold: an
// arXiv id without version, else a DOI, else a number of PubMed, else the id of
// the source, else a hash of the normalised title. The others become aliases.
//
// An id of digits alone names a paper together with the Source ("zotero:17").
// Without one it is taken as given if it has longList digits or more; a shorter
// one is a number in somebody's list, as others have it too, and names nothing.
// A title
// that many papers share ("Introduction") is hashed together with the
// beginning of the abstract.
//
// A paper with an arXiv id or a DOI and without URL gets the address of the
// page that belongs to it. Identify changes nothing at a second call.
func Identify(p *Paper) {
	ids := slices.Clone(p.Aliases)
	for _, given := range []string{p.ID, p.DOI, p.URL} {
		ids = append(ids, commonID(given))
	}
	if commonID(p.ID) == "" {
		ids = append(ids, sourceID(p))
	}
	for i, id := range ids {
		if common := commonID(id); common != "" {
			ids[i] = common
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
			p.URL = "https://doi.org/" + inPath.Replace(p.ID)
		}
	}
}

// commonID returns the id of a paper that many sources share: of arXiv, a DOI,
// of PubMed; "" if s holds none.
func commonID(s string) string {
	if id, ok := arXivID(s); ok {
		return id
	}
	if id := doi(s); id != "" {
		return id
	}
	return pubMedID(s)
}

// pubMedID finds a number of PubMed behind "pmid:" or in the address of its
// page. It returns "pmid:29768149", "" if there is none.
func pubMedID(s string) string {
	number := ""
	if len(s) > 5 && strings.EqualFold(s[:5], "pmid:") {
		number = strings.TrimSpace(s[5:])
	} else if host, path, found := cutAddress(s); found {
		number = strings.TrimSuffix(path, "/")
		if isHost(host, []string{"ncbi.nlm.nih.gov"}) && host != "pubmed.ncbi.nlm.nih.gov" {
			number, found = strings.CutPrefix(number, "pubmed/")
		} else {
			found = host == "pubmed.ncbi.nlm.nih.gov"
		}
		if !found {
			return ""
		}
	}
	number = strings.TrimLeft(number, "0")
	if len(number) > 9 || !digits(number) {
		return ""
	}
	return "pmid:" + number
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

// noWord holds words, in small letters, that stand where nothing is known.
var noWord = map[string]bool{
	"none": true, "null": true, "nil": true, "nan": true, "na": true, "n/a": true, "unknown": true, "undefined": true, "tbd": true,
}

// sourceID returns p.ID if it can tell papers apart, "" otherwise.
func sourceID(p *Paper) string {
	switch lower := strings.ToLower(p.ID); {
	case len(lower) > 200:
		return ""
	case strings.Trim(lower, "0123456789.- ") != "":
		if noWord[lower] {
			return ""
		}
		return p.ID
	case strings.Trim(lower, ".- ") == "":
		return ""
	case p.Source != "":
		return p.Source + ":" + p.ID
	case len(lower) >= longList && digits(lower):
		return p.ID
	}
	return ""
}

// longList is the number of digits from which an id is taken for that of a
// register and not for a place in a list.
const longList = 6
