package corpus

import (
	"errors"
	"io"
	"strings"
	"testing"

	"papertide/analysis/calendar"
)

// got is what one call of Read brought.
type got struct {
	in       Input
	papers   []Paper
	rejected []Rejected
	err      error
}

// readAll reads r and checks what holds of every input: each record was added
// or rejected, and each added paper is fit to be one.
func readAll(t testing.TB, name string, r io.Reader, o Options) got {
	t.Helper()
	var g got
	g.in, g.err = Read(name, r, o,
		func(p Paper) error { g.papers = append(g.papers, p); return nil },
		func(r Rejected) { g.rejected = append(g.rejected, r) })
	if g.in.Read != len(g.papers)+len(g.rejected) || g.in.Rejected != len(g.rejected) {
		t.Errorf("%s: read %d, rejected %d; added %d, rejected %d", name, g.in.Read, g.in.Rejected, len(g.papers), len(g.rejected))
	}
	for _, p := range g.papers {
		if p.ID == "" || p.Title == "" || p.Abstract == "" && !o.Titles {
			t.Errorf("%s: paper without id, title or abstract: %+v", name, p)
		}
		for _, s := range []string{p.Title, p.Abstract, p.Organisation} {
			again := s
			if clean(&again); again != s || strings.ContainsAny(s, "\x00\x1b\n") {
				t.Errorf("%s: text is not clean: %q", name, s)
			}
		}
		for _, u := range []string{p.URL, p.CodeURL, p.ProjectURL} {
			if u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
				t.Errorf("%s: address %q", name, u)
			}
		}
	}
	for _, r := range g.rejected {
		if r.Place == "" || r.Reason == "" {
			t.Errorf("%s: rejected without place or reason: %+v", name, r)
		}
	}
	return g
}

func readString(t testing.TB, text string, o Options) got {
	t.Helper()
	return readAll(t, "in", strings.NewReader(text), o)
}

// one returns the only paper of g.
func (g got) one(t testing.TB) Paper {
	t.Helper()
	if g.err != nil || len(g.papers) != 1 || len(g.rejected) != 0 {
		t.Fatalf("got %d papers, rejected %v, error %v; want one paper", len(g.papers), g.rejected, g.err)
	}
	return g.papers[0]
}

var day = calendar.NewDate

// date reads a date of a test.
func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestNothingToRead(t *testing.T) {
	for _, c := range []struct {
		what, text string
		o          Options
		want       error
		say        string
	}{
		{"empty", "", Options{}, ErrEmpty, "in: empty file"},
		{"white space", " \n\r\n\t", Options{}, ErrEmpty, "in: empty file"},
		{"byte order mark alone", "\ufeff", Options{}, ErrEmpty, "in: empty file"},
		{"text", "Dear reader,\n", Options{}, ErrFormat, `in: not a known format; it begins with "Dear reader,\n"`},
		{"binary", "\x00\x1b[31m\xff", Options{}, ErrFormat, `it begins with "\x00\x1b[31m\xff"`},
		{"JSON of something else", `{"name":"x","version":"1"}`, Options{}, ErrFormat, "not a known format"},
		{"brackets that are no JSON", "[1] Foo title\" and abstract\"", Options{}, ErrFormat, "not a known format"},
		{"unknown format", "x", Options{Format: "docx"}, nil, `in: format "docx": want auto, ` + strings.Join(Formats(), ", ")},
		{"cut off in its header", "\x1f\x8b\x08", Options{}, ErrDamaged, "in: damaged from its start: gzip: "},
		{"broken zstd", "\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff", Options{}, ErrDamaged, "in: damaged from its start: zstd: "},
	} {
		g := readString(t, c.text, c.o)
		if g.err == nil || !strings.Contains(g.err.Error(), c.say) || c.want != nil && !errors.Is(g.err, c.want) {
			t.Errorf("%s: error %v, want %q", c.what, g.err, c.say)
		}
		if g.err != nil && strings.ContainsAny(g.err.Error(), "\x00\x1b") {
			t.Errorf("%s: control characters in the message %q", c.what, g.err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestErrorsOfOthers(t *testing.T) {
	broken := errors.New("disk on fire")
	line := `{"title":"A title of words","abstract":"two words"}` + "\n"
	g := readAll(t, "in", io.MultiReader(strings.NewReader(line), failing{broken}), Options{})
	if !errors.Is(g.err, broken) || g.err.Error() != "in: disk on fire" {
		t.Errorf("error of the file: got %v", g.err)
	}
	if g = readAll(t, "in", failing{broken}, Options{}); !errors.Is(g.err, broken) {
		t.Errorf("error at the first byte: got %v", g.err)
	}

	full := errors.New("full")
	n := 0
	_, err := Read("in", strings.NewReader(strings.Repeat(line, 20000)), Options{}, func(Paper) error {
		if n++; n == 3 {
			return full
		}
		return nil
	}, func(Rejected) {})
	if err != full || n != 3 {
		t.Errorf("error of add: got %v after %d calls, want it as it is after 3", err, n)
	}
}

func TestFormatsHaveDistinctNames(t *testing.T) {
	seen := map[string]bool{"auto": true}
	for _, name := range Formats() {
		if seen[name] || name == "" {
			t.Errorf("format %q is there twice", name)
		}
		seen[name] = true
	}
}
