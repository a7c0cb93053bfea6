package corpus

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
)

func TestFindLinks(t *testing.T) {
	for _, c := range []struct{ text, code, project string }{
		{"Code: https://github.com/a/b.", "https://github.com/a/b", ""},
		{"Code at https://github.com/CVMI-Lab/Hita{https://github.com/CVMI-Lab/Hita}", "https://github.com/CVMI-Lab/Hita", ""},
		{"See https://github.com/ZihuaEvan/FlashSD/{[here]}.", "https://github.com/ZihuaEvan/FlashSD/", ""},
		{`\url{https://github.com/a/b\_c} and \href{http://x.github.io/y}{this}`, "https://github.com/a/b_c", "http://x.github.io/y"},
		{"(https://github.com/a/b), (see https://a.b.io/c_(d)).", "https://github.com/a/b", "https://a.b.io/c_(d)"},
		{"at github.com/openai/mle-bench/, no scheme", "https://github.com/openai/mle-bench/", ""},
		{"models at https://huggingface.co/org/model and data at https://huggingface.co/datasets/org/data", "https://huggingface.co/org/model", "https://huggingface.co/datasets/org/data"},
		{"models at https://huggingface.co/org/model, code at https://gitlab.com/a/b", "https://gitlab.com/a/b", ""},
		{"all ours: https://github.com/owner", "", ""},
		{"see https://arxiv.org/abs/2404.02905 and https://doi.org/10.1/x", "", ""},
		{"athttps://github.com/a/b'.", "https://github.com/a/b", ""},
		{"<https://a.github.io/b.github.io>.", "", "https://a.github.io/b.github.io"},
		{"no address: http:// and https://localhost/x and 1.5/2", "", ""},
		{"ftp://a.b/c javascript://a.b/c", "", ""},
	} {
		p := Paper{Abstract: c.text}
		findLinks(&p)
		if p.CodeURL != c.code || p.ProjectURL != c.project {
			t.Errorf("%s:\n got %q, %q\nwant %q, %q", c.text, p.CodeURL, p.ProjectURL, c.code, c.project)
		}
	}
	p := Paper{CodeURL: "https://x.org/code", Abstract: "https://github.com/a/b https://a.github.io"}
	if findLinks(&p); p.CodeURL != "https://x.org/code" || p.ProjectURL != "https://a.github.io" {
		t.Errorf("what the source says gives way: %q, %q", p.CodeURL, p.ProjectURL)
	}
}

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d":   "https://example.org/a?b=c#d",
		" http://example.org ":          "http://example.org",
		"example.org/a":                 "https://example.org/a",
		"https://example.org/a b\"<x>":  "https://example.org/a%20b%22%3Cx%3E",
		"example.org":                   "",
		"10.1145/abc":                   "",
		"math/9201203":                  "",
		"javascript:alert(1)":           "",
		"JavaScript://example.org/%0aa": "",
		"data:text/html,x":              "",
		"file:///etc/passwd":            "",
		"https://user:pw@example.org/":  "",
		"https:///path":                 "",
		"//example.org/x":               "",
		"https://exa\x00mple.org/":      "",
		"":                              "",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("webAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2025-06-30":                    "2025-06-30",
		" 2025-06 ":                     "2025-06",
		"2025":                          "2025",
		"2025-6-3":                      "2025-06-03",
		"2025-06-30T23:59:59+09:00":     "2025-06-30",
		"2025-06-30 00:00:00":           "2025-06-30",
		"2025/06/30":                    "2025-06-30",
		"2025/06":                       "2025-06",
		"20250630":                      "2025-06-30",
		"Jun 30, 2025":                  "2025-06-30",
		"June 30, 2025":                 "2025-06-30",
		"30 June 2025":                  "2025-06-30",
		"June 2025":                     "2025-06",
		"2025 Jun 3":                    "2025-06-03",
		"Mon, 2 Apr 2007 19:18:42 GMT":  "2007-04-02",
		"Mon, 02 Apr 2007 19:18:42 GMT": "2007-04-02",
		"1751241600":                    "2025-06-30", // 2025-06-30T00:00:00Z
		"1751241600000":                 "2025-06-30",
		"2025-00-00":                    "2025",
		"2025-06-00":                    "2025-06",
		"0000-00-00":                    "",
		"in press":                      "",
		"Forthcoming":                   "",
		"[n.d.]":                        "",
		"n.d.":                          "",
		"None":                          "",
		"-":                             "",
		"0000-00-00T00:00:00Z":          "",
		"garbage":                       "!",
		"May":                           "!",
		"in press soon":                 "!",
		"01/02/2024":                    "!",
		"":                              "",
		"2025-02-30":                    "!",
		"2025-13-01":                    "!",
		"0001-01-01T00:00:00Z":          "!",
		"30/06/2025":                    "!",
		"2025-06-30x":                   "!",
		"5 days ago":                    "!",
	} {
		d, bad := parseDate(in)
		if want == "!" {
			if bad == nil || bad.reason != "impossible date" || bad.detail != in {
				t.Errorf("parseDate(%q) = %v, %v; want a flaw", in, d, bad)
			}
			continue
		}
		w := calendar.Date{}
		if want != "" {
			w = date(want)
		}
		if bad != nil || d != w {
			t.Errorf("parseDate(%q) = %v, %v; want %v", in, d, bad, w)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"plain text":                    "plain text",
		"  two  spaces ":                "two spaces",
		"a\r\n\tb\u00a0\u2003c\u2028d":  "a b c d",
		"nul\x00 esc\x1b[0m \x7f\u009b": "nul esc[0m",
		"turned \u202etxt\u202c":        "turned txt",
		"\ufeffmark":                    "mark",
		"bad \xff":                      "bad \ufffd",
		"naïve α 引言 👩‍🔬":                "naïve α 引言 👩‍🔬",
		" \t\n":                         "",
	} {
		got := in
		clean(&got)
		if got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
		again := got
		if clean(&again); again != got {
			t.Errorf("clean(%q) is not clean: %q", in, again)
		}
	}
	if d := cmp.Diff("1234…", shorten("1234\x00")+"…"); d != "" {
		t.Error(d)
	}
}
