package shard_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// subjects have words of their own.
var subjects = []string{
	"speculative decoding draft token verify acceptance language latency parallel",
	"protein folding structure residue energy chain prediction binding backbone",
	"galaxy redshift halo stellar survey spectra luminosity dust cluster",
	"lattice phonon superconductor doping magnetic spin transition temperature oxide",
}

// made returns n records, a line each.
func made(n int) []string {
	random := rand.New(rand.NewPCG(5, 6))
	all := make([]string, n)
	for i := range all {
		words := strings.Fields(subjects[i%len(subjects)])
		abstract := make([]string, 30)
		for j := range abstract {
			abstract[j] = words[random.IntN(len(words))]
		}
		all[i] = fmt.Sprintf(`{"id": "p%04d", "title": "%s and %s", "abstract": "%s", "date": "2024-%02d-%02d"}`,
			i, words[i%9], words[i%7], strings.Join(abstract, " "), 1+i%12, 1+i%28)
	}
	return all
}

// A spark is a folder with the program, and Spark on two workers of one core.
type spark struct {
	t       *testing.T
	dir     string
	program string
}

func (s spark) path(name string) string { return filepath.Join(s.dir, name) }

// run runs a command and returns its stdout.
func (s spark) run(in string, env []string, name string, args ...string) string {
	s.t.Helper()
	c := exec.CommandContext(s.t.Context(), name, args...)
	c.Dir, c.Stdin, c.Env = s.dir, strings.NewReader(in), append(os.Environ(), env...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		tail := errs.String()
		s.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, tail[max(0, len(tail)-4000):])
	}
	return out.String()
}

func (s spark) write(name, text string, mode os.FileMode) {
	s.t.Helper()
	if err := os.WriteFile(s.path(name), []byte(text), mode); err != nil {
		s.t.Fatal(err)
	}
}

// lines returns the lines of the files of a folder that Spark wrote, sorted.
func (s spark) lines(folder string) []string {
	s.t.Helper()
	parts, err := filepath.Glob(filepath.Join(s.path(folder), "part-*"))
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for _, part := range parts {
		b, err := os.ReadFile(part)
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")...)
	}
	slices.Sort(all)
	return all
}

// On Spark, with two workers of which one is killed in the middle, papers and
// tables are those of a single process.
func TestSpark(t *testing.T) {
	if testing.Short() {
		t.Skip("short: a cluster takes half a minute")
	}
	if _, err := exec.LookPath("java"); err != nil {
		t.Skip("no Java: Spark is not tried")
	}
	if err := exec.CommandContext(t.Context(), "python3", "-c", "import pyspark").Run(); err != nil {
		t.Skip("python3 has no pyspark: Spark is not tried")
	}
	dir := t.TempDir()
	s := spark{t, dir, filepath.Join(dir, "papertide")}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", s.program, "papertide/cmd/papertide")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	records := made(2000)
	all := strings.Join(records, "\n") + "\n"
	if err := os.Mkdir(s.path("in"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i, part := range slices.Collect(slices.Chunk(records, 500)) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write([]byte(strings.Join(part, "\n") + "\n")); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		s.write(fmt.Sprintf("in/%d.jsonl.gz", i), packed.String(), 0o600)
	}

	var sample strings.Builder
	for line := range strings.Lines(s.run(all, nil, s.program, "shard", "count", "--rate", "0.3")) {
		if record, ok := strings.CutPrefix(line, "S\t"); ok {
			sample.WriteString(record)
		}
	}
	s.write("sample.jsonl", sample.String(), 0o600)
	s.run("", nil, s.program, "fit", "sample.jsonl", "--model", "m", "-k", "4", "--quiet")
	var papers, tables []string
	for line := range strings.Lines(s.run(all, nil, s.program, "shard", "assign", "--model", "m", "--counts")) {
		line = strings.TrimSuffix(line, "\n")
		if paper, ok := strings.CutPrefix(line, "A\t"); ok {
			papers = append(papers, paper)
		} else if !strings.HasPrefix(line, "E\t") {
			tables = append(tables, line)
		}
	}
	slices.Sort(papers)
	slices.Sort(tables)

	s.write("driver.py", s.run("", nil, s.program, "shard", "driver"), 0o600)
	// The first task kills the executor that it runs in.
	s.write("dying", "#!/bin/sh\nif mkdir '"+s.path("killed")+"' 2>/dev/null; then kill -9 $PPID; sleep 1; fi\nexec '"+s.program+"' \"$@\"\n", 0o700)
	conf := "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false --conf spark.master.rest.enabled=false" +
		" --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.executor.memory=768m" +
		" --conf spark.sql.shuffle.partitions=2 --conf spark.sql.files.maxPartitionBytes=4k --conf spark.sql.files.openCostInBytes=0 pyspark-shell"
	s.run("", []string{"SPARK_LOCAL_IP=127.0.0.1", "PYSPARK_SUBMIT_ARGS=" + conf},
		"python3", "driver.py", "assign", "--input", "in/*.jsonl.gz", "--out", "out", "--program", s.path("dying"), "--model", s.path("m"))
	if _, err := os.Stat(s.path("killed")); err != nil {
		t.Error("no executor was killed")
	}
	if got := s.lines("out/assignments"); !slices.Equal(got, papers) {
		t.Errorf("%d assignments, %d of the single process, differ", len(got), len(papers))
	}
	merged := slices.DeleteFunc(s.lines("out/tables"), func(line string) bool { return strings.HasPrefix(line, "E\t") })
	if !slices.Equal(merged, tables) {
		t.Errorf("tables %q, of the single process %q", merged, tables)
	}
	s.run("", nil, s.program, "shard", "commit", "--model", "m", "out/tables")
}
