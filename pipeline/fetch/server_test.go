package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"papertide/analysis/calendar"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		child()
		return
	}
	goleak.VerifyTestMain(m)
}

// A clock goes on only when somebody sleeps.
type clock struct {
	now    time.Time
	pauses []time.Duration
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	c.pauses = append(c.pauses, d)
	return ctx.Err()
}

// A server answers on the loopback address and notes what it was asked.
type server struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []*http.Request
	answer func(w http.ResponseWriter, r *http.Request, nth int) // from 1
}

func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, nth int)) *server {
	s := &server{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r)
		nth, answer := len(s.asked), s.answer
		s.mu.Unlock()
		answer(w, r, nth)
	}))
	t.Cleanup(s.Close)
	return s
}

// forget begins a new list of requests.
func (s *server) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = nil
}

// queries returns one parameter of all requests.
func (s *server) queries(name string) (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.asked {
		out = append(out, r.URL.Query().Get(name))
	}
	return out
}

// A test is an inbox on a clock of its own, which begins on a Monday evening.
type inboxTest struct {
	*Inbox
	t       *testing.T
	clock   *clock
	notices []string
	dir     string
}

func monday() time.Time { return time.Date(2025, 6, 30, 18, 0, 0, 0, time.UTC) }

func open(t *testing.T, dir string, now time.Time) *inboxTest {
	t.Helper()
	it := &inboxTest{t: t, clock: &clock{now: now}, dir: dir}
	in, err := Open(t.Context(), Options{
		Dir: dir, Contact: "me@example.org", Version: "v1.2.3",
		Now: func() time.Time { return it.clock.now }, Sleep: it.clock.sleep,
		Notice: func(s string) { it.notices = append(it.notices, s) },
	})
	if err != nil {
		t.Fatal(err)
	}
	it.Inbox = in
	t.Cleanup(it.close)
	return it
}

func (it *inboxTest) close() {
	if it.Inbox != nil {
		if err := it.Inbox.Close(); err != nil {
			it.t.Error(err)
		}
		it.Inbox = nil
	}
}

// files lists the answers in the inbox, and what a killed fetch left.
func (it *inboxTest) files() (names []string) {
	entries, err := os.ReadDir(it.dir)
	if err != nil {
		it.t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); name != journalName && name != lockName {
			names = append(names, name)
		}
	}
	return names
}

func (it *inboxTest) content(name string) string {
	b, err := os.ReadFile(filepath.Join(it.dir, name))
	if err != nil {
		it.t.Fatal(err)
	}
	return string(b)
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// listing is a Daily Papers answer with n papers of a day.
func listing(day string, from, n int) string {
	var papers []string
	for i := range n {
		papers = append(papers, fmt.Sprintf(`{"paper":{"id":"2506.%05d","title":"Paper %d of %s","summary":"We study something."},"publishedAt":"%sT00:00:00.000Z"}`, from+i, from+i, day, day))
	}
	return "[" + strings.Join(papers, ",") + "]"
}
