package corpus

import (
	"net/url"
	"strings"
)

// longestAddress is the length from which an address is taken for garbage, bytes.
const longestAddress = 2000

// webAddress returns s if it is an http or https address, with https:// in
// front where a host and a path stand alone, and "" otherwise.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longestAddress {
		return ""
	}
	if !strings.Contains(s, ":") {
		host, path, _ := strings.Cut(s, "/")
		name := host[strings.LastIndexByte(host, '.')+1:]
		if path == "" || name == host || strings.Trim(name, "0123456789") == "" {
			return ""
		}
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return u.String() // escapes what has no place in an address
}

// codeHosts keep repositories under /owner/name. The first that an abstract
// names is taken for the paper's code.
var codeHosts = []string{"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com"}

// modelHosts keep models under /owner/name, and other things elsewhere.
var modelHosts = []string{"huggingface.co", "hf.co", "modelscope.cn"}

// paperHosts keep papers, which are no project pages.
var paperHosts = []string{"arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "semanticscholar.org", "wikipedia.org"}

// findLinks fills in the addresses of code and project that the abstract
// names, where the source gave none.
func findLinks(p *Paper) {
	if p.CodeURL != "" && p.ProjectURL != "" {
		return
	}
	code, project := linksIn(p.Abstract)
	setFirst(&p.CodeURL, code)
	setFirst(&p.ProjectURL, project)
}

// linksIn returns the addresses of code and project that a text of the authors
// names; "" where it names none.
func linksIn(text string) (code, project string) {
	var model string
	for _, a := range addressesIn(text) {
		u, err := url.Parse(a)
		if err != nil {
			continue
		}
		host, depth := strings.ToLower(strings.TrimPrefix(u.Hostname(), "www.")), pathDepth(u)
		switch {
		case isHost(host, codeHosts) && depth >= 2:
			setFirst(&code, a)
		case isHost(host, modelHosts) && depth == 2 && !listing(u):
			setFirst(&model, a)
		case isHost(host, codeHosts), isHost(host, paperHosts), isHost(host, modelHosts) && depth < 2, isDocument(u.Path):
			// the page of an owner or of another paper, or a paper itself
		default:
			setFirst(&project, a)
		}
	}
	setFirst(&code, model)
	return code, project
}

func setFirst(s *string, v string) {
	if *s == "" {
		*s = v
	}
}

func isHost(host string, hosts []string) bool {
	for _, h := range hosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

func pathDepth(u *url.URL) int {
	return len(strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' }))
}

// isDocument reports whether the path is that of a text to download.
func isDocument(path string) bool {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "pdf", "ps", "gz", "doc", "docx":
		return true
	}
	return false
}

// listing reports whether the path is one of a model host's lists.
func listing(u *url.URL) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	switch first {
	case "datasets", "spaces", "collections", "papers", "blog", "docs":
		return true
	}
	return false
}

// beginnings are what an address in running text begins with; those after the
// first two are written without a scheme so often that they are worth finding.
var beginnings = []string{"https://", "http://", "github.com/", "gitlab.com/", "huggingface.co/"}

// texEscapes are the escapes of LaTeX that occur in addresses.
var texEscapes = strings.NewReplacer(`\_`, "_", `\%`, "%", `\#`, "#", `\&`, "&", `\~`, "~", `\-`, "")

// mostAddresses is how many beginnings of addresses in a text are looked at:
// each makes the rest of the text be searched.
const mostAddresses = 100

// addressesIn returns the web addresses in a text, in their order. It ends an
// address before white space, quotes, brackets and braces ("Hita{https://…}"
// is what a page makes of \href), and before the punctuation of the sentence.
func addressesIn(text string) []string {
	if !strings.Contains(text, ".") || !strings.Contains(text, "/") {
		return nil
	}
	text = texEscapes.Replace(text)
	var found []string
	for range mostAddresses {
		at, scheme := len(text), ""
		for i, b := range beginnings {
			if j := strings.Index(text[:min(at+len(b)-1, len(text))], b); j >= 0 && j < at {
				at, scheme = j, ""
				if i >= 2 {
					scheme = "https://"
				}
			}
		}
		if at == len(text) {
			return found
		}
		rest := text[at:]
		end := addressEnd(rest)
		a := strings.TrimRight(rest[:end], ".,;:!?'*$")
		if a = webAddress(scheme + a); a != "" {
			found = append(found, a)
		}
		text = rest[max(end, 1):]
	}
	return found
}

// addressEnd returns the length of the address that begins s: up to a byte
// that none may hold, or a bracket that it did not open.
func addressEnd(s string) int {
	open := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c > '~', strings.IndexByte("{}<>\"`\\|^[]", c) >= 0:
			return i
		case c == '(':
			open++
		case c == ')':
			if open--; open < 0 {
				return i
			}
		}
	}
	return len(s)
}
