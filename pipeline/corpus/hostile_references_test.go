package corpus

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

// What has no end is left out with its place and is not held.
func TestGiantReferences(t *testing.T) {
	const size, short = 50 << 20, MaxRecord + 1<<20
	row, ris := "A good lamp,It is lit.\n", "TY  - JOUR\nTI  - A good lamp\nAB  - It is lit.\nER  - \n"
	bib := "@a{k, title = {A good lamp}, abstract = {It is lit.}}\n"
	nbib := "PMID- 1\nTI  - A good lamp\nAB  - It is lit.\n\n"
	for _, c := range []struct {
		what         string
		r            *endless
		papers       int
		place, wrong string
	}{
		{"line of a table", &endless{"title,abstract\n" + row + `"x`, "\n" + row, 'x', size}, 2, "in:3", "record too long"},
		{"line of RIS", &endless{ris + "TY  - JOUR\nTI  - x", "\nER  - \n" + ris, 'x', size}, 2, "in:5", "record too long"},
		{"line between records of RIS", &endless{ris, "\n" + ris, 'x', size}, 2, "in:5", "record too long"},
		{"line of MEDLINE", &endless{nbib + "PMID- 2\nAB  - ", "\n\n" + nbib, 'x', size}, 2, "in:5", "record too long"},
		{"value of BibTeX", &endless{bib + "@a{k, title = {", "}}\n" + bib, 'x', size}, 2, "in:2", "record too long"},
		{"entry of BibTeX", &endless{bib + "@a{k, title = {", "}}\n" + bib, '\n', short}, 2, "in:2", "record too long"},
		{"record of RIS", &endless{ris + "TY  - JOUR\nTI  - x", "\nER  - \n" + ris, '\n', short}, 2, "in:5", "record too long"},
		{"page", &endless{`<html><a href="/papers/2410.01699">A good lamp</a><p>` + strings.Repeat("light ", 30) + "</p>8 authors", "", '\n', pageLimit}, 1, "", "page too long"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		g := readAll(t, "in", c.r, Options{})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
			t.Errorf("%s: %d MiB allocated in all", c.what, used>>20)
		}
		if g.err != nil || len(g.papers) != c.papers || len(g.rejected) != 1 || g.rejected[0].Reason != c.wrong || c.place != "" && g.rejected[0].Place != c.place {
			t.Errorf("%s: %d papers, rejected %v, error %v", c.what, len(g.papers), g.rejected, g.err)
		}
	}
}

// An endless quotation costs its own line: the others are read again, each as
// the record that it is.
func TestEndlessQuote(t *testing.T) {
	const lines = 20_000
	line := "A good lamp,It is lit" + strings.Repeat(" and lit", 100) + ".\n"
	text := io.MultiReader(strings.NewReader("title,abstract\n"+line+"\"A lamp, that is not closed\n"), strings.NewReader(strings.Repeat(line, lines)))
	g := readAll(t, "in", text, Options{})
	if g.err != nil || len(g.papers) != lines+2 || len(g.rejected) != 0 {
		t.Errorf("%d papers, rejected %.300v, error %v", len(g.papers), g.rejected, g.err)
	}
}
