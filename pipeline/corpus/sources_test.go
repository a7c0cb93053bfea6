package corpus

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExpand(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"b.txt", "a.jsonl", "in/2.json", "in/1.json", "in/deep/3.json", "in/.hidden", "in/.git/x.json", "empty/.keep", "other/4.json"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("text of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		if err := os.Symlink(to, name); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	link("a.jsonl", "link.jsonl")
	link("in", "linked")
	link("nowhere", "in/broken")
	link("../in", "other/in")

	for _, c := range []struct {
		args     string
		want     string // names; those that were named have a star
		warnings string
		err      string
	}{
		{"b.txt a.jsonl", "b.txt* a.jsonl*", "", ""},
		{"in", "in/1.json in/2.json in/deep/3.json", "in/broken: no such file or directory: left out", ""},
		{"linked/deep", "linked/deep/3.json", "", ""},
		{"linked", "linked/1.json linked/2.json linked/deep/3.json", "linked/broken: no such file or directory: left out", ""},
		{"other", "other/4.json", "other/in: a link to a folder, read only where it is named: left out", ""},
		{"in/*.json", "in/1.json in/2.json", "", ""},
		{"in/d*", "in/deep/3.json", "", ""},
		{"a.jsonl ./a.jsonl", "a.jsonl*", "./a.jsonl: the same file as a.jsonl: read once", ""},
		{"link.jsonl a.jsonl", "link.jsonl*", "a.jsonl: the same file as link.jsonl: read once", ""},
		{"in/deep in/deep/3.json", "in/deep/3.json*", "in/deep/3.json: the same file as in/deep/3.json: read once", ""},
		{"- -", "-*", "-: the same file as -: read once", ""},
		{"empty", "", "empty: no files in this folder", ""},
		{"missing.txt", "", "", "missing.txt: no such file or directory"},
		{"a.jsonl in/broken", "", "", "in/broken: no such file or directory"},
		{"*.xml", "", "", "*.xml: no file matches"},
		{"in/[", "", "", "in/[: syntax error in pattern"},
		{"", "", "", ""},
	} {
		files, warnings, err := Expand(strings.Fields(c.args))
		var names []string
		for _, f := range files {
			if f.Named {
				f.Name += "*"
			}
			names = append(names, filepath.ToSlash(f.Name))
		}
		message := ""
		if err != nil {
			message = err.Error()
		}
		got := []string{strings.Join(names, " "), strings.Join(warnings, "|"), message}
		if d := cmp.Diff([]string{c.want, c.warnings, c.err}, got); d != "" {
			t.Errorf("%s: %s", c.args, d)
		}
	}

	r, err := File{Name: "b.txt"}.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, err := io.ReadAll(r); string(b) != "text of b.txt" || err != nil {
		t.Errorf("read %q, %v", b, err)
	}
}

func TestExpandUnreadable(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"in", "in/shut"} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"in/a", "in/shut/b", "in/z"} {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, statErr := os.ReadDir("in/shut")
	for _, name := range []string{"in/a", "in/shut"} {
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod("in/shut", 0o755)
	if _, err := os.ReadDir("in/shut"); statErr != nil || err == nil {
		t.Skip("this user may read everything")
	}
	files, warnings, err := Expand([]string{"in"})
	if err != nil || len(files) != 1 || files[0].Name != filepath.Join("in", "z") || len(warnings) != 2 {
		t.Errorf("files %v, warnings %q, error %v; want in/z and two warnings", files, warnings, err)
	}
	if _, _, err := Expand([]string{"in/a"}); err == nil {
		t.Error("a named file that cannot be opened is no error")
	}
}
