package corpus

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A formatSample is a file of a format, written by hand, with what is in it.
type formatSample struct {
	file     string // in testdata/formats
	format   string // that it is recognised as
	papers   []Paper
	rejected []string // place, reason and detail
}

func testSamples(t *testing.T, samples []formatSample) {
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			f, err := os.Open("testdata/formats/" + s.file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			g := readAll(t, "in", f, Options{})
			if g.err != nil || g.in.Format != s.format || len(g.in.Warnings) > 0 {
				t.Errorf("format %s, warnings %q, error %v; want %s", g.in.Format, g.in.Warnings, g.err, s.format)
			}
			for i := range g.papers { // hashes of short titles are tested elsewhere
				p := &g.papers[i]
				if strings.HasPrefix(p.ID, titlePrefix) {
					p.ID = titlePrefix
				}
				p.Aliases = slices.DeleteFunc(p.Aliases, func(id string) bool { return strings.HasPrefix(id, titlePrefix) })
			}
			if d := cmp.Diff(s.papers, g.papers, cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
			var rejected []string
			for _, r := range g.rejected {
				rejected = append(rejected, r.Place+" "+r.Reason+" ("+r.Detail+")")
			}
			if d := cmp.Diff(s.rejected, rejected); d != "" {
				t.Error("left out: ", d)
			}
		})
	}
}
