package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	firstPause  = 2 * time.Second  // after a fault; each further one is twice as long
	mostTries   = 7                // 2 minutes of pauses
	mostPause   = 5 * time.Minute  // that a source may ask for
	mostBody    = 64 << 20         // bytes
	mostError   = 4 << 10          // bytes read of an answer that is an error
	mostSilence = 2 * time.Minute  // without a byte
	mostTime    = 10 * time.Minute // for one answer
	mostHops    = 5                // redirects
)

// A client asks for pages.
type client struct {
	http     *http.Client
	agent    string
	now      func() time.Time
	sleep    func(context.Context, time.Duration) error
	notice   func(string)
	mostBody int64
}

func newClient(o Options) *client {
	t := http.DefaultTransport.(*http.Transport).Clone() // with the proxies of the environment
	t.MaxResponseHeaderBytes = 64 << 10
	return &client{
		http: &http.Client{Transport: t, CheckRedirect: sameHost}, agent: userAgent(o),
		now: o.Now, sleep: o.Sleep, notice: o.Notice, mostBody: mostBody,
	}
}

// userAgent names program and contact.
func userAgent(o Options) string {
	agent := "papertide/" + cleanVersion(o.Version)
	if o.Contact != "" {
		agent += " (+" + o.Contact + ")"
	}
	return agent
}

var errRedirect = errors.New("refused")

// sameHost follows redirects only within a host, and never from https to http.
func sameHost(r *http.Request, via []*http.Request) error {
	from := via[0].URL
	switch {
	case r.URL.Scheme != from.Scheme || r.URL.Host != from.Host:
		return fmt.Errorf("%w: a redirect to %s://%s", errRedirect, oneLine(r.URL.Scheme), oneLine(r.URL.Host))
	case len(via) > mostHops:
		return fmt.Errorf("%w: more than %d redirects", errRedirect, mostHops)
	}
	return nil
}

// A request is one page to be asked for.
type request struct {
	address        string // with what only the source may know
	source         string
	etag, modified string // of the file that is known: only if it changed
	read           func([]byte) (page, error)
}

// An answer is a page, or that the known one has not changed.
type answer struct {
	page           page
	etag, modified string
	unchanged      bool
}

// get asks for a page, again after faults that may pass, with growing pauses.
// wait keeps the source's limit before each try.
func (c *client) get(ctx context.Context, q request, wait func(context.Context, string) error) (answer, error) {
	pause := firstPause
	for try := 1; ; try++ {
		if err := wait(ctx, q.source); err != nil {
			return answer{}, err
		}
		a, after, err := c.try(ctx, q)
		if err == nil || ctx.Err() != nil {
			return a, errors.Join(ctx.Err(), err)
		}
		var f *fault
		switch {
		case !errors.As(err, &f) || !f.again:
			return a, err
		case after > mostPause:
			return a, fmt.Errorf("%w; the source wants to be left alone for %s", err, after.Round(time.Second))
		case try == mostTries:
			return a, fmt.Errorf("%w, %d times", err, try)
		}
		rest := max(pause, after)
		c.notice(fmt.Sprintf("%s: %s; asking again in %s", q.source, f.text, rest.Round(time.Second)))
		if err := c.sleep(ctx, rest); err != nil {
			return a, err
		}
		pause *= 2
	}
}

// try asks once. It also returns how long the source wants to be left alone.
func (c *client) try(ctx context.Context, q request) (a answer, after time.Duration, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, mostTime, &fault{text: fmt.Sprintf("no whole answer within %s", mostTime), again: true})
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	silence := time.AfterFunc(mostSilence, func() {
		stop(&fault{text: fmt.Sprintf("nothing came for %s", mostSilence), again: true})
	})
	defer silence.Stop()

	r, err := http.NewRequestWithContext(ctx, http.MethodGet, q.address, nil)
	if err != nil {
		return a, 0, passed(ctx, err)
	}
	if !safe(r.URL) {
		return a, 0, &fault{text: "only https is asked, and http on this machine"}
	}
	r.Header.Set("User-Agent", c.agent)
	r.Header.Set("Accept", "application/json, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9")
	if q.etag != "" {
		r.Header.Set("If-None-Match", q.etag)
	}
	if q.modified != "" {
		r.Header.Set("If-Modified-Since", q.modified)
	}
	res, err := c.http.Do(r)
	if err != nil {
		return a, 0, passed(ctx, err)
	}
	defer res.Body.Close()
	from := &liveReader{res.Body, silence}
	switch {
	case res.StatusCode == http.StatusNotModified && q.etag+q.modified != "":
		return answer{unchanged: true}, 0, nil
	case res.StatusCode != http.StatusOK:
		said, _ := io.ReadAll(io.LimitReader(from, mostError))
		return a, c.retryAfter(res.Header.Get("Retry-After")), refusal(q.source, res.StatusCode, said)
	}
	body, err := io.ReadAll(io.LimitReader(from, c.mostBody+1))
	switch {
	case err != nil:
		return a, 0, passed(ctx, err)
	case int64(len(body)) > c.mostBody:
		return a, 0, &fault{text: fmt.Sprintf("an answer of more than %d MiB", c.mostBody>>20)}
	}
	a = answer{etag: header(res, "ETag"), modified: header(res, "Last-Modified")}
	a.page, err = q.read(body)
	return a, 0, err
}

// header is a value to be sent back to the source.
func header(res *http.Response, name string) string {
	const most = 200
	if s := res.Header.Get(name); len(s) <= most {
		return s
	}
	return ""
}

// refusal is what a status says other than 200.
func refusal(source string, status int, said []byte) *fault {
	f := &fault{text: fmt.Sprintf("the source answers %d %s", status, http.StatusText(status))}
	switch {
	case status >= 500, status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		f.again = true
	case source == OpenAlex && (status == http.StatusUnauthorized || status == http.StatusForbidden):
		f.text += " (it wants a key: a free one of openalex.org in the environment variable OPENALEX_API_KEY)"
	}
	if text := oneLine(string(said)); text != "" && !isHTML(said) {
		f.text += ": " + text
	}
	return f
}

// retryAfter reads seconds or a date; 0: nothing that could be read.
func (c *client) retryAfter(s string) time.Duration {
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(c.now()), 0)
	}
	return 0
}

// passed makes a fault of what went wrong on the way, without the address,
// which may hold what only the source may know. Most of it passes.
func passed(ctx context.Context, err error) error {
	var own *fault
	if errors.As(context.Cause(ctx), &own) {
		return own
	}
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	var (
		unknown *net.DNSError
		cert    *tls.CertificateVerificationError
	)
	lasting := errors.Is(err, errRedirect) || errors.As(err, &cert) || errors.As(err, &unknown) && unknown.IsNotFound
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &fault{text: "the connection was cut", again: true}
	}
	return &fault{text: oneLine(err.Error()), again: !lasting}
}

// A liveReader puts the end of silence off with every byte.
type liveReader struct {
	io.Reader
	silence *time.Timer
}

func (r *liveReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.silence.Reset(mostSilence)
	}
	return n, err
}
