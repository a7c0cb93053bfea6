package corpus

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func markOf(id, doi, date, first string) Mark {
	p := Paper{ID: id, DOI: doi, Title: title, Abstract: "Words of it."}
	if date != "" {
		p.Date, _ = parseDate(date)
	}
	if first != "" {
		p.Authors = []string{first, "Somebody Else"}
	}
	Identify(&p)
	return MarkOf(&p)
}

func TestAgrees(t *testing.T) {
	for _, c := range []struct {
		what string
		a, b Mark
		want bool
	}{
		{"preprint and paper a year later", markOf("2404.02905", "", "2024-04-03", "Jane Doe"), markOf("", "10.1145/1.2", "2025", "Doe, Jane"), true},
		{"two years later", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("", "10.1145/1.2", "2026", "J. Doe"), true},
		{"three years later", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("", "10.1145/1.2", "2027", "Jane Doe"), false},
		{"others", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("", "10.1145/1.2", "2024", "Max Roe"), false},
		{"accents", markOf("W1", "", "2024", "Schrödinger, E."), markOf("W2", "", "2024", `Erwin Schr\"odinger`), true},
		{"Medline's names", markOf("W1", "", "2024", "van der Berg JM"), markOf("W2", "", "2024", "Jan M. van der Berg"), true},
		{"an apostrophe", markOf("W1", "", "2024", "O'Neil, P"), markOf("W2", "", "2024", "P. O’Neil"), true},
		{"another script", markOf("W1", "", "2024", "张伟"), markOf("W2", "", "2024", "Wei Zhang"), true},
		{"no authors", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("W2", "", "2025", ""), true},
		{"no authors and other years", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("W2", "", "2010", ""), false},
		{"no authors, each with an arXiv id", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("2405.00001", "", "2024", ""), false},
		{"no authors, each with a DOI", markOf("", "10.1145/1.2", "2024", ""), markOf("", "10.1145/1.3", "2024", ""), false},
		{"posted twice", markOf("2404.02905", "", "2024", "Jane Doe"), markOf("2405.00001", "", "2024", "Jane Doe"), true},
		{"a DOI of the conference and one of the journal", markOf("", "10.1145/1.2", "2024", "Jane Doe"), markOf("", "10.1016/3", "2025", "Jane Doe"), true},
		{"a title alone", Mark{}, markOf("2404.02905", "", "2024", "Jane Doe"), true},
	} {
		if c.a.Agrees(c.b) != c.want || c.b.Agrees(c.a) != c.want || !c.a.Agrees(c.a) {
			t.Errorf("%s: %v and %v: want %v", c.what, c.a, c.b, c.want)
		}
	}
}

// A source that names other authors, or another year, is not believed against
// an abstract that begins alike.
func TestAgreesByAbstract(t *testing.T) {
	of := func(first, date, abstract string) Mark {
		p := Paper{Title: title, Abstract: abstract, Authors: []string{first}}
		p.Date, _ = parseDate(date)
		Identify(&p)
		return MarkOf(&p)
	}
	const long = "During the last decades, non-invasive techniques have become the first choice for the diagnosis of machines."
	a := of("Jane Doe", "2004", long)
	if b := of("Max Roe", "2014", "DURING the last decades, non invasive techniques have become the first choice for the diagnosis of machines"); !a.Agrees(b) || !b.Agrees(a) {
		t.Error("alike, and yet two")
	}
	if a.Agrees(of("Max Roe", "2004", "Another abstract of such a title, and long enough to tell the papers of it apart.")) {
		t.Error("two abstracts of two authors are of one paper")
	}
	if of("Jane Doe", "2004", "This is a survey.").Agrees(of("Max Roe", "2004", "This is a survey.")) {
		t.Error("a phrase joins two papers")
	}
}

// Any order of records gives the same papers.
func TestPapersInAnyOrder(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) Mark {
		return markOf("", rapid.SampledFrom([]string{"", "", "10.1145/1.2", "10.1145/1.3"}).Draw(t, "doi"),
			rapid.SampledFrom([]string{"", "2010", "2012", "2013", "2014"}).Draw(t, "date"), rapid.SampledFrom([]string{"", "Jane Doe", "Doe, J.", "Max Roe", "Jane Roe"}).Draw(t, "first"))
	})
	rapid.Check(t, func(t *rapid.T) {
		marks := rapid.SliceOfN(draw, 1, 8).Draw(t, "marks")
		for i := range marks {
			marks[i].id = string(rune('a' + i))
		}
		of := Papers(marks)
		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)).Perm(len(marks))
		moved := make([]Mark, len(marks))
		for to, from := range order {
			moved[to] = marks[from]
		}
		again := Papers(moved)
		for i := range order {
			for j := range order {
				if (again[i] == again[j]) != (of[order[i]] == of[order[j]]) {
					t.Fatalf("%v: papers %v; in the order %v: %v", marks, of, order, again)
				}
			}
		}
	})
}

func TestPapers(t *testing.T) {
	a, b := markOf("W1", "", "2010", "Jane Doe"), markOf("W2", "", "2020", "Max Roe")
	page := markOf("W3", "", "2020", "")
	of := Papers([]Mark{page, a, b, markOf("W4", "", "2011", "Doe J")})
	if of[0] != of[2] || of[1] != of[3] || of[0] == of[1] {
		t.Errorf("papers %v: want the page with Roe's, and both of Doe's together", of)
	}
}
