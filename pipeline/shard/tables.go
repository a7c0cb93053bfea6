package shard

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Tables are the merged lines of workers of the second pass.
type Tables struct {
	Papers      map[string]map[string]int // topic → period, Undated or Later
	Docs, Bad   int
	Inputs      int    // lines that the workers read
	Hash        string // of the model that all of them had
	Workers     int    // last lines
	Assignments int    // lines of A
}

// ReadTables merges the lines of the files of a folder: the outputs of workers
// as they are, or W, N and E merged by an engine. Files whose names begin with
// a dot or "_" are none of them. It refuses lines that are not of the contract,
// and workers of another model or version.
func ReadTables(dir string) (t Tables, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return t, err
	}
	t.Papers = map[string]map[string]int{}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		file, err := os.Open(name)
		if err != nil {
			return t, err
		}
		err = t.add(file)
		_ = file.Close() // of reading
		if err != nil {
			return t, fmt.Errorf("%s:%w", name, err)
		}
	}
	switch {
	case t.Workers == 0:
		return t, fmt.Errorf("%s: no last line (E) of any worker", dir)
	case len(t.Papers) == 0 && t.Docs > 0:
		return t, fmt.Errorf("%s: %d papers but no counts (W): was assign run with --counts?", dir, t.Docs)
	}
	counted := 0
	for _, periods := range t.Papers {
		for _, n := range periods {
			counted += n
		}
	}
	if counted != t.Docs {
		return t, fmt.Errorf("%s: counts of %d papers, but workers met %d: tables are missing or doubled", dir, counted, t.Docs)
	}
	return t, nil
}

// add merges the lines of one file; an error begins with the line's number.
func (t *Tables) add(from io.Reader) error {
	lines := bufio.NewReader(from)
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if err == io.EOF && line == "" {
			return nil
		}
		if err == nil || err == io.EOF {
			err = t.line(strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
		if err != nil {
			return fmt.Errorf("%d: %w", number, err)
		}
	}
}

func (t *Tables) line(f []string) error {
	wrong := fmt.Errorf("want a line of the contract, found %.60q", strings.Join(f, "\t"))
	number := func(i int) int {
		if i >= len(f) {
			return -1
		}
		n, err := strconv.Atoi(f[i])
		if err != nil {
			return -1
		}
		return n
	}
	switch {
	case f[0] == "A" && len(f) == 4:
		t.Assignments++
	case f[0] == "W" && len(f) == 3 && number(2) >= 0:
		topic, period, ok := strings.Cut(f[1], "|")
		if !ok {
			return wrong
		}
		if t.Papers[topic] == nil {
			t.Papers[topic] = map[string]int{}
		}
		t.Papers[topic][period] += number(2)
	case f[0] == "N" && len(f) == 3 && number(2) >= 0 && f[1] == "docs":
		t.Docs += number(2)
	case f[0] == "N" && len(f) == 3 && number(2) >= 0 && f[1] == "bad":
		t.Bad += number(2)
	case f[0] == "E" && len(f) == 4 && number(1) >= 0:
		hash, version, _ := strings.Cut(f[3], "/")
		if version != strconv.Itoa(Version) {
			return fmt.Errorf("a worker of contract %q: this program merges version %d", version, Version)
		}
		if t.Workers > 0 && hash != t.Hash {
			return fmt.Errorf("workers of different models: %.12s… and %.12s…", t.Hash, hash)
		}
		t.Hash = hash
		t.Workers++
		t.Inputs += number(1)
	default:
		return wrong
	}
	return nil
}
