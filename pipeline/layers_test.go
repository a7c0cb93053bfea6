package pipeline

import (
	"bufio"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// layers is DESIGN's table of what may import what: our packages by name,
// other people's by module. Everybody may import the standard library. The
// manner is that of go/build/deps_test.go.
const layers = `
analysis/calendar:
analysis/parallel:
analysis/simd:       | gonum.org/v1/gonum
analysis/text:       | golang.org/x/text github.com/blevesearch/snowballstem
analysis/kmeans:     analysis/parallel analysis/simd | gonum.org/v1/gonum
analysis/tfidf:      analysis/parallel analysis/simd analysis/text | gonum.org/v1/gonum github.com/james-bowman/nlp github.com/james-bowman/sparse
analysis/lsa:        analysis/parallel analysis/simd analysis/tfidf | gonum.org/v1/gonum
analysis/graph:      analysis/parallel analysis/simd analysis/kmeans | gonum.org/v1/gonum
analysis/topics:     analysis/parallel analysis/calendar analysis/text analysis/tfidf analysis/kmeans analysis/graph | gonum.org/v1/gonum
analysis/trends:     analysis/calendar | gonum.org/v1/gonum

pipeline/corpus:     analysis/calendar analysis/text | github.com/klauspost/compress github.com/ulikunitz/xz github.com/parquet-go/parquet-go github.com/go-json-experiment/json golang.org/x/text golang.org/x/net
pipeline/fetch:      analysis/calendar | golang.org/x/time github.com/gofrs/flock
pipeline/history:    analysis/calendar analysis/topics analysis/trends pipeline/corpus | modernc.org/sqlite github.com/pressly/goose/v3 github.com/gofrs/flock github.com/klauspost/compress
pipeline/shard:      analysis/parallel analysis/calendar analysis/text analysis/tfidf analysis/lsa analysis/graph analysis/kmeans pipeline/corpus | gonum.org/v1/gonum github.com/klauspost/compress
reports:             analysis/calendar analysis/text analysis/topics analysis/trends pipeline/corpus pipeline/history | github.com/go-echarts/go-echarts/v2 github.com/parquet-go/parquet-go github.com/wneessen/go-mail
pipeline:            analysis/parallel analysis/calendar analysis/text analysis/tfidf analysis/lsa analysis/kmeans analysis/graph analysis/topics analysis/trends pipeline/corpus pipeline/fetch pipeline/history pipeline/shard reports | gonum.org/v1/gonum github.com/pelletier/go-toml/v2
cmd/papertide:       analysis/calendar pipeline/fetch pipeline/history pipeline/shard pipeline reports | github.com/spf13/cobra github.com/cli/browser github.com/schollz/progressbar/v3 golang.org/x/term
`

// testOnly are the modules that tests may import besides those of their
// package.
var testOnly = []string{
	"github.com/google/go-cmp", "pgregory.net/rapid", "github.com/rogpeppe/go-internal", "go.uber.org/goleak",
	"github.com/chromedp/chromedp", "github.com/chromedp/cdproto", "github.com/klauspost/compress",
}

func TestLayers(t *testing.T) {
	allowed := map[string][]string{}
	lines := bufio.NewScanner(strings.NewReader(layers))
	for lines.Scan() {
		name, rest, ok := strings.Cut(lines.Text(), ":")
		if ok {
			allowed[name] = strings.Fields(strings.ReplaceAll(rest, "|", " "))
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		rel, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		may, ok := allowed[dir]
		if !ok {
			t.Errorf("%s: package %s is not in the table of layers", rel, dir)
			return nil
		}
		seen[dir] = true
		if strings.HasSuffix(path, "_test.go") {
			may = append(append([]string{dir}, may...), testOnly...)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !mayImport(may, imported) {
				t.Errorf("%s imports %s: not allowed for %s", rel, imported, dir)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range allowed {
		if !seen[dir] {
			t.Errorf("the table of layers names %s, which does not exist", dir)
		}
	}
}

func mayImport(allowed []string, path string) bool {
	ours, isOurs := strings.CutPrefix(path, "papertide/")
	if first, _, _ := strings.Cut(path, "/"); !isOurs && !strings.Contains(first, ".") {
		return true // standard library
	}
	for _, a := range allowed {
		if isOurs && ours == a || !isOurs && (path == a || strings.HasPrefix(path, a+"/")) {
			return true
		}
	}
	return false
}
