package corpus

import (
	"strings"
	"testing"
)

func TestPageHTML(t *testing.T) {
	two, seven := 2, 7
	for _, s := range []sample{
		{
			file: "papers-search.html", format: "page-html", o: Options{Captured: day(2025, 12, 8)},
			papers: []Paper{
				// The time of the first is written out; "Feb 18" is of the year in which the page was saved.
				{ID: "2410.01699", Title: "Lamps & their light", Abstract: "The current large lamps can light high and wide rooms, but these lamps require hundreds or even thousands of steps of light, which we show how to spare in this work on the light of lamps.", Date: date("2024-10-02"), AuthorCount: 8, Comments: &two, URL: "https://huggingface.co/papers/2410.01699", Source: "hf-page", Page: true},
				{ID: "2502.13128", Title: "A lamp that sings", Abstract: "Lamps that sing pose significant challenges due to domain complexity and the scarcity of songs, which we meet with a lamp that sings in all rooms of all houses of this whole world at night.", Date: date("2025-02-18"), Organisation: "Lamp Lab", URL: "https://huggingface.co/papers/2502.13128", Source: "hf-page", Page: true},
			},
			rejected: []string{`papers-search.html:19: missing "abstract"`},
		},
		{
			file: "papers-day.html", format: "page-html", o: Options{Titles: true},
			papers: []Paper{
				{ID: "2506.00001", Title: "A lamp a day", Abstract: `It is lit "daily".`, Date: date("2025-06-20"), Authors: []string{"Ann Lee"}, AuthorCount: 1, Upvotes: &seven, Comments: &two, URL: "https://huggingface.co/papers/2506.00001", CodeURL: "https://github.com/a/lamp", Source: "hf-daily"},
				{ID: "2506.00002", Title: "A lamp shown alone", Date: date("2025-06-20"), AuthorCount: 4, URL: "https://huggingface.co/papers/2506.00002", Source: "hf-page", Page: true},
			},
		},
	} {
		s.check(t)
	}
}

func TestPageHTMLGuessesYear(t *testing.T) {
	page := `<html><a href="/papers/2410.01699">A lamp of last year</a><p>` + strings.Repeat("light ", 30) + `</p>8 authors · Dec 2, 2023<br>
<a href="/papers/2402.13128">A lamp of this year</a><p>` + strings.Repeat("light ", 30) + `</p>8 authors · Feb 18</html>`
	g := readString(t, page, Options{})
	if g.err != nil || len(g.papers) != 2 || g.papers[1].Date != date("2024-02-18") || len(g.in.Warnings) != 1 {
		t.Errorf("%+v", g)
	}
}
