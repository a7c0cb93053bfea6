package fetch

import (
	"io"
	"net/http"
	"testing"
)

// TestDays: one request a day; days without papers are no files; what is whole
// is not asked again; the days that may still grow are.
func TestDays(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		switch d := r.URL.Query().Get("date"); d {
		case "2025-06-28", "2025-06-29": // a weekend
			io.WriteString(w, "[]")
		default:
			io.WriteString(w, listing(d, 0, 3))
		}
	})
	in := open(t, t.TempDir(), monday())
	source := Source{Name: HFDaily, Base: s.URL}
	r, err := in.Fetch(t.Context(), source, day(t, "2025-06-26"), day(t, "2025-07-04"))
	if err != nil {
		t.Fatal(err)
	}
	// To Monday the 30th, the day of the clock.
	equal(t, "days", s.queries("date"), []string{"2025-06-26", "2025-06-27", "2025-06-28", "2025-06-29", "2025-06-30"})
	equal(t, "files", in.files(), []string{"hf-daily-2025-06-26.json", "hf-daily-2025-06-27.json", "hf-daily-2025-06-30.json"})
	if r.Papers != 9 || r.Files != 3 || r.New != 3 {
		t.Errorf("%+v", r)
	}
	if got := s.asked[0].URL.Path; got != "/api/daily_papers" {
		t.Errorf("path %s", got)
	}
	if got, want := s.asked[0].UserAgent(), "papertide/v1.2.3 (+me@example.org)"; got != want {
		t.Errorf("User-Agent %q, want %q", got, want)
	}

	// The 29th ends in the last zone on earth on the 30th at noon in UTC, and is
	// whole from the next day on; so it is asked again, with the 30th.
	s.forget()
	if r, err = in.Fetch(t.Context(), source, day(t, "2025-06-26"), day(t, "2025-06-30")); err != nil {
		t.Fatal(err)
	}
	equal(t, "days again", s.queries("date"), []string{"2025-06-29", "2025-06-30"})
	if r.Papers != 9 || r.Files != 3 || r.New != 0 {
		t.Errorf("%+v", r)
	}
}
