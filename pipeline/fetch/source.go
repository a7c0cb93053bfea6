package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"papertide/analysis/calendar"
)

// The names of the sources.
const (
	HFDaily  = "hf-daily" // Hugging Face Daily Papers
	ArXiv    = "arxiv"
	OpenAlex = "openalex"
)

// pace is the time between two requests, by source. arXiv asks for three
// seconds (terms of use of its interfaces), Hugging Face for at most 500 requests
// in five minutes; OpenAlex allows a hundred a second.
var pace = map[string]time.Duration{
	HFDaily:  700 * time.Millisecond,
	ArXiv:    3 * time.Second,
	OpenAlex: 200 * time.Millisecond,
}

// A Source is a list of papers that somebody follows.
type Source struct {
	Name     string        // HFDaily, ArXiv or OpenAlex
	Category string        // of ArXiv, which needs one: "cs.CL", or an archive: "hep-th"
	Filter   string        // of OpenAlex, which needs one: "primary_topic.id:T10028"
	Base     string        // address of a mirror, https or on this machine, before the paths of the source's interfaces; "": the source's own
	From     calendar.Date // where the first Follow begins; None: 13 weeks before
}

// String names the source with what it is asked for.
func (s Source) String() string {
	for _, of := range []string{s.Category, s.Filter} {
		if of != "" {
			return s.Name + " " + of
		}
	}
	return s.Name
}

// categories have the form of arXiv's: an archive, and mostly a subject class.
var categories = regexp.MustCompile(`^[a-z]{1,10}(-[a-z]{1,10})?(\.[A-Za-z]{2,10}(-[a-z]{1,10})?)?$`)

const (
	longestFilter  = 2000 // bytes
	longestContact = 200
)

// Validate refuses a source that cannot be asked.
func (s Source) Validate() error {
	if _, known := pace[s.Name]; !known {
		return fmt.Errorf("fetch %.40q: want %s, %s or %s", s.Name, HFDaily, ArXiv, OpenAlex)
	}
	switch {
	case s.Name != ArXiv && s.Category != "":
		return fmt.Errorf("%s has no category", s.Name)
	case s.Name != OpenAlex && s.Filter != "":
		return fmt.Errorf("%s has no filter", s.Name)
	case s.Name == ArXiv && s.Category == "":
		return errors.New("arxiv needs a category, such as cs.CL")
	case s.Name == ArXiv && !categories.MatchString(s.Category):
		return fmt.Errorf("category %.40q: want one of arXiv's, such as cs.CL or hep-th", s.Category)
	case s.Name == OpenAlex && strings.TrimSpace(s.Filter) == "":
		return errors.New("openalex needs a filter, such as primary_topic.id:T10028")
	case len(s.Filter) > longestFilter || strings.ContainsFunc(s.Filter, unicode.IsControl):
		return fmt.Errorf("filter %.40q: want one line of at most %d bytes", s.Filter, longestFilter)
	case !s.From.IsZero() && s.From.Precision != calendar.ToDay:
		return fmt.Errorf("from %s: want a day", s.From)
	case s.Base == "":
		return nil
	}
	base, err := url.Parse(s.Base)
	if err != nil || base.Host == "" || base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return fmt.Errorf("base %.80q: want an address such as https://mirror.example.org", s.Base)
	}
	if !safe(base) {
		return fmt.Errorf("base %.80q: want https (http only on this machine)", s.Base)
	}
	return nil
}

// safe reports whether an address may be asked: by https, or on this machine.
func safe(u *url.URL) bool {
	host := u.Hostname()
	ip := net.ParseIP(host)
	here := host == "localhost" || ip != nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && here
}

// ValidContact refuses what is neither a mail nor a web address, nor empty.
func ValidContact(contact string) error {
	if contact == "" || isMail(contact) {
		return nil
	}
	u, err := url.Parse(contact)
	if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && tellable(contact) {
		return nil
	}
	return fmt.Errorf("contact %.80q: want a mail address or a web address", contact)
}

func isMail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && tellable(s)
}

// tellable reports whether s can stand in the comment of a User-Agent.
func tellable(s string) bool {
	return len(s) <= longestContact && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`()\`, r)
	})
}

// cleanVersion is the program's version as a product version of HTTP.
func cleanVersion(v string) string {
	v = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r) {
			return -1
		}
		return r
	}, v)
	if v == "" {
		return "devel"
	}
	return v
}
