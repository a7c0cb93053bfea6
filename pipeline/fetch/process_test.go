package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"papertide/analysis/calendar"
)

// childVariable makes the test's program fetch the first four days of June into
// the folder that it names, from $FETCH_BASE, and say how that ended.
const childVariable = "FETCH_INTO"

func child() {
	in, err := Open(context.Background(), Options{
		Dir: os.Getenv(childVariable), Now: monday, Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err == nil {
		_, err = in.Fetch(context.Background(), Source{Name: HFDaily, Base: os.Getenv("FETCH_BASE")}, calendar.NewDate(2025, 6, 1), calendar.NewDate(2025, 6, 4))
	}
	fmt.Print(err)
}

func startChild(t *testing.T, dir, base string, env ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program)
	c.Env = append(append(os.Environ(), childVariable+"="+dir, "FETCH_BASE="+base), env...)
	return c
}

// TestKilled: a fetch that is killed in the middle of an answer leaves whole
// files and no lock, and the next goes on there.
func TestKilled(t *testing.T) {
	reached := make(chan bool)
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if nth == 3 {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "[")
			w.(http.Flusher).Flush()
			reached <- true
			<-r.Context().Done()
			return
		}
		listings(w, r, nth)
	})
	dir := t.TempDir()
	c := startChild(t, dir, s.URL)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed

	in := open(t, dir, monday())
	equal(t, "files", in.files(), []string{"hf-daily-2025-06-01.json", "hf-daily-2025-06-02.json"})
	s.forget()
	s.answer = listings
	if r, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-01"), day(t, "2025-06-04")); err != nil || r.Papers != 8 || r.New != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "asked", s.queries("date"), []string{"2025-06-03", "2025-06-04"})
}

// TestProxy: the proxy of the environment is asked for a way to the source, by
// its name and nothing more. This one gives none.
func TestProxy(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusForbidden) })
	out, err := startChild(t, t.TempDir(), "", "HTTPS_PROXY="+s.URL, "NO_PROXY=", "no_proxy=", "https_proxy=").Output()
	if err != nil || !strings.Contains(string(out), "hf-daily 2025-06-01: Forbidden") {
		t.Errorf("%s, %v", out, err)
	}
	for _, r := range s.asked {
		if r.Method != http.MethodConnect || r.Host != "huggingface.co:443" {
			t.Errorf("the proxy was asked for %s %s", r.Method, r.Host)
		}
	}
	if len(s.asked) == 0 {
		t.Error("the proxy was not asked")
	}
}
