package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"papertide/analysis/calendar"
)

// fuzzFormat checks what must hold of any bytes, in one format or in that
// which they look like: readAll's accounts, and that ids settle at once.
func fuzzFormat(f *testing.F, format string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, titles bool) {
		g := readAll(t, "in", bytes.NewReader(data), Options{Format: format, Titles: titles, Bound: calendar.NewDate(2026, 1, 1)})
		for _, p := range g.papers {
			if !utf8.ValidString(p.ID + p.Title + p.Abstract + strings.Join(p.Aliases, "")) {
				t.Errorf("invalid UTF-8 in %+v", p)
			}
			if !p.Date.IsZero() && p.Date.Day > calendar.NewDate(2026, 1, 1).Day {
				t.Errorf("date %v", p.Date)
			}
			again := p
			if Identify(&again); again.ID != p.ID {
				t.Errorf("id %q, then %q", p.ID, again.ID)
			}
		}
	})
}

func fileSeeds(f *testing.F, pattern string) (seeds []string) {
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, string(b))
	}
	return seeds
}

func FuzzRead(f *testing.F) {
	seeds := append(fileSeeds(f, "formats/*"), fileSeeds(f, "hf-*.json")...)
	seeds = append(seeds, full, pageOf("Dec 8", "Feb 3", "Mar 4, 2023 2"), string(gzipped(f, full)), string(zstandard(f, full)),
		utf16le(full), "\ufeff"+full, "[]", `{"data":[]}`)
	fuzzFormat(f, "auto", seeds...)
}

func FuzzPage(f *testing.F) {
	fuzzFormat(f, "page", pageOf("Dec 8", "Feb 3", "Mar 4, 2023 2"), pageOf("Jan 1, 2024", "Feb 30"),
		"Title\nAbstract\n• 3 authors\n·\nyesterday\n", "a · Oct 2\n·\n·\nOct 3 4\n• 1 author · May 5", "furiosa-ai FuriosaAI\n·\nOct 6 2\n")
}

func FuzzJSON(f *testing.F) {
	fuzzFormat(f, "json", full, "["+full+","+full+"]", `{"data":["`+`{'title': 'A'}`+`"]}`, `{"a":[{"title":"x`, "{'title': u'a\\x41', 'abstract': (1, None,)}",
		`{"response":{"docs":[{"title":["a"],"authors":[{"name":"b"}],"year":2019.0}]}}`, "\"", "{}}]", `{"title":"\ud800","abstract":"a b"}`,
		"[]", `{"data":[]}`, `{"id":123456,"source":"s",`+fair+`}`, `{"date":"garbage",`+fair+`}`, `{"date":"n.d.",`+fair+`}`, `{"date":"01/02/2024",`+fair+`}`)
}

func FuzzHFDaily(f *testing.F) {
	fuzzFormat(f, "hf-daily", append(fileSeeds(f, "hf-*.json"), "[]", `{"data":[]}`, `[{"paper":{"id":123456,`+fair+`},"publishedAt":"garbage"}]`)...)
}

func FuzzTitleKey(f *testing.F) {
	for _, s := range []string{title, "Introduction", `Schr\"odinger`, "ﬁne \xff", "PanGu-$α$"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := TitleKey(s)
		for _, r := range key {
			if r == utf8.RuneError || !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
				t.Errorf("TitleKey(%q) = %q with %q", s, key, r)
			}
		}
		if spaced := TitleKey(" " + s + " . "); spaced != key {
			t.Errorf("TitleKey(%q) = %q, with spaces and a stop %q", s, key, spaced)
		}
	})
}
