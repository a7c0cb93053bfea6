package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"papertide": main})
}

// TestScripts runs testdata/script/*.txtar: each file is one story of the
// command line, with the command as users call it. $SEED is the saved Daily
// Papers page, and $SERVER stands in for the sources that are fetched.
func TestScripts(t *testing.T) {
	seed, err := filepath.Abs(filepath.Join("..", "..", "testdata", "daily-papers.txt"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SEED", seed)
			serveSources(e)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"same":   same,
			"tamper": tamper,
			"expand": expand,
		},
	})
}

// same compares two files, or all files of two folders, byte for byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same A B")
	}
	a, b := contents(ts, ts.MkAbs(args[0])), contents(ts, ts.MkAbs(args[1]))
	var differ []string
	for name := range a {
		if other, ok := b[name]; !ok || other != a[name] {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	switch {
	case neg && len(differ) == 0:
		ts.Fatalf("%s and %s are the same", args[0], args[1])
	case !neg && len(differ) > 0:
		ts.Fatalf("%s and %s differ in %s", args[0], args[1], strings.Join(differ, ", "))
	}
}

func contents(ts *testscript.TestScript, root string) map[string]string {
	files := map[string]string{}
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, root)] = string(b)
		return err
	})
	ts.Check(err)
	return files
}
