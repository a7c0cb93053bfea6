package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// raw answers with bytes of its own and cuts the connection.
func raw(w http.ResponseWriter, answer string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	io.WriteString(conn, answer)
	conn.Close()
}

func status(code int, headers ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// growing are the pauses before n further tries.
func growing(n int) (pauses []time.Duration) {
	for i := range n {
		pauses = append(pauses, firstPause<<i)
	}
	return pauses
}

// TestFaults: what each way in which a source misbehaves leads to. A fault that
// may pass comes once, and the day is there afterwards; or it stays, and is an
// error. Nothing that is not whole is ever kept.
func TestFaults(t *testing.T) {
	whole := listing("2025-06-02", 0, 3)
	seconds := func(n ...int) (out []time.Duration) {
		for _, s := range n {
			out = append(out, time.Duration(s)*time.Second)
		}
		return out
	}
	for _, c := range []struct {
		name   string
		fault  func(http.ResponseWriter)
		pauses []time.Duration // after it came once; nil: it is an error at once
		err    string          // once it is an error
	}{
		{"429", status(429), seconds(2), "429 Too Many Requests, 7 times"},
		{"429 with seconds", status(429, "Retry-After", "120"), seconds(120), "429 Too Many Requests, 7 times"},
		{"429 with a date", status(429, "Retry-After", "Mon, 30 Jun 2025 18:05:00 GMT"), seconds(300), "429 Too Many Requests, 7 times"},
		{"429 with a date that has passed", status(429, "Retry-After", "Mon, 30 Jun 2025 17:00:00 GMT"), seconds(2), "429 Too Many Requests, 7 times"},
		{"429 with nonsense", status(429, "Retry-After", "-5"), seconds(2), "429 Too Many Requests, 7 times"},
		{"429 until tomorrow", status(429, "Retry-After", "86400"), nil, "429 Too Many Requests; the source wants to be left alone for 24h0m0s"},
		{"503", status(503), seconds(2), "503 Service Unavailable, 7 times"},
		{"500", status(500), seconds(2), "500 Internal Server Error, 7 times"},
		{"404", status(404), nil, "the source answers 404 Not Found"},
		{"400 that says why", func(w http.ResponseWriter) {
			w.WriteHeader(400)
			io.WriteString(w, "{\"error\":\"no such\x1b[31m date\"}")
		}, nil, `400 Bad Request: {"error":"no such [31m date"}`},
		{"204", status(204), nil, "204 No Content"},
		{"304 that was not asked for", status(304), nil, "304 Not Modified"},
		{"cut before the head", func(w http.ResponseWriter) { raw(w, "") }, seconds(2), "the connection was cut, 7 times"},
		{"cut in the body", func(w http.ResponseWriter) {
			raw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n"+whole[:64]+"\r\n")
		}, seconds(2), "the connection was cut, 7 times"},
		{"a length too large", func(w http.ResponseWriter) {
			raw(w, fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(whole)+10, whole))
		}, seconds(2), "the connection was cut, 7 times"},
		{"a length too small", func(w http.ResponseWriter) {
			raw(w, fmt.Sprintf("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(whole)-10, whole))
		}, seconds(2), "no whole JSON: unexpected end of JSON input, 7 times"},
		{"cut without a length", func(w http.ResponseWriter) {
			raw(w, "HTTP/1.0 200 OK\r\n\r\n"+whole[:len(whole)-10])
		}, seconds(2), "no whole JSON: unexpected end of JSON input, 7 times"},
		{"cut gzip", func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03")
		}, seconds(2), "the connection was cut, 7 times"},
		{"no HTTP", func(w http.ResponseWriter) { raw(w, "220 mail ready\r\n\r\n") }, seconds(2), "malformed HTTP"},
		{"nothing", func(http.ResponseWriter) {}, seconds(2), "no whole JSON"},
		{"a web page", func(w http.ResponseWriter) {
			io.WriteString(w, "\n<!DOCTYPE html><title>Sign in to the hotel's network</title>")
		}, nil, "a web page in place of the answer"},
		{"JSON of another kind", func(w http.ResponseWriter) { io.WriteString(w, `{"error":"maintenance"}`) }, nil, "JSON of another kind than this source gives"},
		{"an endless body", func(w http.ResponseWriter) {
			for {
				if _, err := io.WriteString(w, strings.Repeat("[", 1<<16)); err != nil {
					return
				}
			}
		}, nil, "an answer of more than 1 MiB"},
		{"an endless head", func(w http.ResponseWriter) {
			raw(w, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 1<<20))
		}, seconds(2), "7 times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			faulty := true
			once := false
			s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
				if faulty && (!once || nth == 1) {
					c.fault(w)
					return
				}
				io.WriteString(w, whole)
			})
			fetch := func(in *inboxTest) error {
				in.client.mostBody = 1 << 20
				_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
				return err
			}
			in := open(t, t.TempDir(), monday())
			err := fetch(in)
			if err == nil || !strings.Contains(err.Error(), c.err) || !strings.HasPrefix(err.Error(), "hf-daily 2025-06-02: ") {
				t.Errorf("error %v, want %s", err, c.err)
			}
			tries := 1
			if c.pauses != nil {
				tries = mostTries
			}
			if len(s.asked) != tries {
				t.Errorf("asked %d times, want %d", len(s.asked), tries)
			}
			equal(t, "files", in.files(), nil)

			if s.forget(); c.pauses != nil {
				once = true
				in := open(t, t.TempDir(), monday())
				if err := fetch(in); err != nil {
					t.Fatal(err)
				}
				equal(t, "pauses", in.clock.pauses, c.pauses)
				if len(in.notices) != 1 || !strings.Contains(in.notices[0], "asking again in") {
					t.Errorf("notices %q", in.notices)
				}
			}
			// What has passed leaves nothing behind.
			faulty = false
			if err := fetch(in); err != nil {
				t.Fatal(err)
			}
			if got := in.content("hf-daily-2025-06-02.json"); got != whole {
				t.Errorf("kept %.80q", got)
			}
		})
	}
}

// TestPausesGrow: seven tries, two minutes.
func TestPausesGrow(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(502) })
	in := open(t, t.TempDir(), monday())
	_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-03"))
	if err == nil {
		t.Fatal("no error")
	}
	equal(t, "pauses", in.clock.pauses, growing(6))
}

// TestUnreachable: nobody listens.
func TestUnreachable(t *testing.T) {
	s := serve(t, nil)
	s.Close()
	in := open(t, t.TempDir(), monday())
	_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-03"))
	if err == nil || !strings.Contains(err.Error(), "refused, 7 times") || strings.Contains(err.Error(), "limit=") {
		t.Errorf("error %v", err)
	}
}

// TestRedirects: within a host they are followed; elsewhere nothing is asked.
func TestRedirects(t *testing.T) {
	elsewhere := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { io.WriteString(w, "[]") })
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		switch {
		case r.URL.Path == "/moved":
			io.WriteString(w, listing("2025-06-02", 0, 1))
		case r.URL.Query().Get("date") == "2025-06-02":
			http.Redirect(w, r, "/moved", http.StatusMovedPermanently)
		case r.URL.Query().Get("date") == "2025-06-03":
			http.Redirect(w, r, elsewhere.URL+"/x", http.StatusFound)
		default:
			http.Redirect(w, r, r.URL.String(), http.StatusFound)
		}
	})
	in := open(t, t.TempDir(), monday())
	for d, want := range map[string]string{
		"2025-06-02": "",
		"2025-06-03": "refused: a redirect to http://127.0.0.1",
		"2025-06-04": "refused: more than 5 redirects",
	} {
		_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, d), day(t, d))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", d, err, want)
		}
	}
	if len(elsewhere.asked) > 0 {
		t.Error("the other host was asked")
	}
	for to, refused := range map[string]bool{
		"https://a.example/y": false, "http://a.example/y": true, "https://b.example/y": true, "https://a.example:8443/y": true,
	} {
		from, _ := url.Parse("https://a.example/x")
		next, _ := url.Parse(to)
		if err := sameHost(&http.Request{URL: next}, []*http.Request{{URL: from}}); (err != nil) != refused {
			t.Errorf("from %s to %s: %v", from, to, err)
		}
	}
}

// TestCertificates: a server that cannot show who it is gets no second try.
func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	in := open(t, t.TempDir(), monday())
	_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
	if err == nil || !strings.Contains(err.Error(), "certificate") || len(in.clock.pauses) > 0 {
		t.Errorf("error %v after pauses of %v", err, in.clock.pauses)
	}
}

// TestCancel: a cancelled context ends a fetch at once, in an answer and in a
// pause.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		cancel()
		<-r.Context().Done()
	})
	in := open(t, t.TempDir(), monday())
	if _, err := in.Fetch(ctx, Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02")); err != context.Canceled {
		t.Errorf("error %v", err)
	}
	equal(t, "files", in.files(), nil)

	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		if err := sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) || time.Since(began) != time.Second {
			t.Errorf("error %v after %s", err, time.Since(began))
		}
	})
}

// A tap gives a byte after each wait, and ends only with the request.
type tap struct {
	ctx  context.Context
	wait time.Duration
}

func (b tap) Read(p []byte) (int, error) {
	if err := sleep(b.ctx, b.wait); err != nil {
		return 0, err
	}
	p[0] = '['
	return 1, nil
}

func (tap) Close() error { return nil }

type tapped time.Duration

func (d tapped) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Body: tap{r.Context(), time.Duration(d)}, Request: r}, nil
}

// TestSlowBodies: two minutes without a byte end a try, and so do ten minutes of
// a body that drips.
func TestSlowBodies(t *testing.T) {
	pauses := 126 * time.Second // 2 + 4 + … + 64
	for wait, want := range map[time.Duration]struct {
		text  string
		takes time.Duration
	}{
		3 * time.Minute:  {"nothing came for 2m0s, 7 times", 14*time.Minute + pauses},
		10 * time.Second: {"no whole answer within 10m0s, 7 times", 70*time.Minute + pauses},
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			in, err := Open(t.Context(), Options{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			in.client.http.Transport = tapped(wait)
			began := time.Now()
			_, err = in.Fetch(t.Context(), Source{Name: HFDaily}, dayOf(began), dayOf(began))
			if err == nil || !strings.Contains(err.Error(), want.text) {
				t.Errorf("error %v, want %s", err, want.text)
			}
			if took := time.Since(began); took != want.takes {
				t.Errorf("took %s, want %s", took, want.takes)
			}
			if err := in.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
