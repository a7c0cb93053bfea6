package reports

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"unicode"

	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// The heights are those of the shares of the largest, 1/4 of it being 2 steps
// of 7 above the lowest; the week without papers is a space, and the
// unfinished one is not drawn.
func TestBlocks(t *testing.T) {
	r := history.Run{Counts: trends.Counts{Periods: make([]trends.PeriodInfo, 5)}}
	var shares []trends.Share
	for i, papers := range []int{0, 1, 0, 4, 2} {
		r.Counts.Periods[i].Complete = i < 4
		shares = append(shares, trends.Share{Papers: papers, Total: 10, Value: float64(papers) / 10})
	}
	shares[2].Total = 0
	v := newView(&r)
	if got := v.blocks(shares); got != "▁▃ █" {
		t.Errorf("drawn as %q", got)
	}
	if got := v.blocks(make([]trends.Share, 5)); got != "" {
		t.Errorf("nothing is drawn as %q", got)
	}
}

// Every run is told in 60 lines or less, whatever its titles hold.
func TestText(t *testing.T) {
	for name, r := range minuteRuns(t) {
		var b bytes.Buffer
		if err := WriteText(&b, r); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) > textLines {
			t.Errorf("%s: %d lines", name, len(lines))
		}
		if bad := strings.IndexFunc(b.String(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); bad >= 0 {
			t.Errorf("%s: %q", name, b.String()[bad:min(bad+40, b.Len())])
		}
		if v := newView(&r); !strings.Contains(b.String(), v.names[r.Topics[0].ID]) && !strings.Contains(b.String(), "more on the page") {
			t.Errorf("%s names no topic:\n%s", name, b.String())
		}
	}
}

// What does not fit is counted: of three sections with 20 lines each none is
// longer than it may be.
func TestSection(t *testing.T) {
	want := []string{"", "Head", "  a", "  and 3 more"}
	if got := section("Head", []string{"a", "b", "c", "d"}, 4); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	want = []string{"", "Head", "  a", "  b"}
	if got := section("Head", []string{"a", "b"}, 4); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := section("Head", nil, 4); got != nil {
		t.Errorf("%q", got)
	}
}

// A message parses as RFC 5322 with a text and an HTML part; a title with
// markup or a line end stays text.
func TestMail(t *testing.T) {
	for name, r := range minuteRuns(t) {
		r.Title = "Field\r\nBcc: all@example.org"
		r.Topics = slices.Clone(r.Topics)
		r.Topics[0].Label = []string{"<script>alert(1)</script>"}
		var b, again bytes.Buffer
		if err := WriteMail(&b, r, "me@example.org"); err != nil {
			t.Fatal(err)
		}
		if err := WriteMail(&again, r, "me@example.org"); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: another message the second time, %v", name, err)
		}
		m, err := mail.ReadMessage(&b)
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Get("Bcc") != "" || m.Header.Get("To") != "<me@example.org>" || m.Header.Get("Message-Id") == "" {
			t.Errorf("%s: header %v", name, m.Header)
		}
		if day, err := m.Header.Date(); err != nil || day.Format("2006-01-02") != r.AsOf.Time().Format("2006-01-02") {
			t.Errorf("%s: date %v, %v", name, day, err)
		}
		_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(m.Body, params["boundary"])
		var types []string
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(quotedprintable.NewReader(p))
			if err != nil {
				t.Fatal(err)
			}
			types = append(types, p.Header.Get("Content-Type"))
			if html := len(types) == 2; html && strings.Contains(string(text), "<script") {
				t.Errorf("%s: a script in the message", name)
			}
		}
		if len(types) != 2 || !strings.HasPrefix(types[0], "text/plain") || !strings.HasPrefix(types[1], "text/html") {
			t.Errorf("%s: parts %q", name, types)
		}
	}
	if err := WriteMail(io.Discard, exportRun(), "nobody"); err == nil {
		t.Error("mailed to nobody")
	}
}

// minuteRuns are runs of several kinds.
func minuteRuns(t *testing.T) map[string]history.Run {
	hostile := streamRun(t)
	for i := range hostile.Papers {
		hostile.Papers[i].Title = "\x1b[31mred \u202e" + strings.Repeat("long ", 400)
	}
	return map[string]history.Run{
		"long": longRun(t), "stream": streamRun(t), "selection": selectionRun(t), "one week": oneWeekRun(t), "undated": undatedRun(t), "hostile": hostile,
	}
}
