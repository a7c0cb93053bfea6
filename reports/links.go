package reports

import (
	"net/url"
	"regexp"
	"strings"

	"papertide/pipeline/corpus"
)

// A link leads out of the page.
type link struct{ Name, Href string }

const (
	arxivPaper   = "https://arxiv.org/abs/"
	facePaper    = "https://huggingface.co/papers/"
	arxivSearch  = "https://arxiv.org/search/?searchtype=title&query="
	faceSearch   = "https://huggingface.co/papers?q="
	doiResolver  = "https://doi.org/"
	longestQuery = 200
)

// arxivID is the identifier of a paper on arXiv, new or old, without version.
var arxivID = regexp.MustCompile(`^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})$`)

// linksOf lists where a paper can be read, best first. search is true where no
// address of the paper is known and the first links search for its title.
func linksOf(p *corpus.Paper) (links []link, search bool) {
	page := safe(p.URL)
	add := func(name, href string) {
		if href == "" {
			return
		}
		for _, l := range links {
			if l.Href == href || l.Name == name {
				return
			}
		}
		links = append(links, link{name, href})
	}
	if arxivID.MatchString(p.ID) {
		add("arXiv", arxivPaper+p.ID)
	}
	add(siteName(page), page)
	if p.DOI != "" {
		add("DOI", doiResolver+escapePath(p.DOI))
	}
	if search = len(links) == 0; search {
		query := url.QueryEscape(firstRunes(readable(p.Title), longestQuery))
		add("arXiv", arxivSearch+query)
		add("HF", faceSearch+query)
	}
	code := safe(p.CodeURL)
	add(codeName(code), code)
	add("project", safe(p.ProjectURL))
	return links, search
}

// best is the link that a paper's title carries: the page that the source
// gave, else the first.
func best(p *corpus.Paper, links []link) string {
	if page := safe(p.URL); page != "" {
		return page
	}
	for _, l := range links {
		if strings.HasPrefix(l.Href, faceSearch) {
			return l.Href
		}
	}
	return links[0].Href
}

// safe returns the address in normal form if it is one that a page may carry:
// http or https, with a host. Everything else, javascript: above all, is "".
func safe(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(address) > 2000 {
		return ""
	}
	return u.String()
}

// siteName is what a link to a paper's own page is called.
func siteName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	switch host {
	case "arxiv.org":
		return "arXiv"
	case "huggingface.co":
		return "HF"
	case "doi.org", "dx.doi.org":
		return "DOI"
	case "openalex.org":
		return "OpenAlex"
	}
	return shown(host, 30)
}

// codeName tells a model's page from a repository.
func codeName(address string) string {
	if strings.HasPrefix(address, "https://huggingface.co/") {
		return "model"
	}
	return "code"
}

func escapePath(s string) string { return strings.ReplaceAll(url.PathEscape(s), "%2F", "/") }

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
