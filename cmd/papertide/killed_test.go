package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var kills = flag.Int("kills", 12, "processes that TestKilled kills")

// weeklyFiles writes a file of papers a week, from 2024-01-01, and one of all.
func weeklyFiles(t *testing.T, weeks int) (files []string, all string) {
	t.Helper()
	subjects := []string{
		"speculative decoding draft tokens verify acceptance language model latency parallel",
		"protein folding structure residue graph network energy chain prediction sequence",
		"robot manipulation policy gripper demonstration imitation grasp trajectory control arm",
	}
	random := rand.New(rand.NewPCG(3, 1))
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	var whole bytes.Buffer
	monday := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for w := range weeks {
		var file bytes.Buffer
		for i := range 15 {
			words := strings.Fields(subjects[i%len(subjects)])
			text := make([]string, 40)
			for j := range text {
				text[j] = words[random.IntN(len(words))]
			}
			line, err := json.Marshal(map[string]any{
				"id": fmt.Sprintf("p%03d-%02d", w, i), "title": fmt.Sprintf("On %s, part %d of week %d", words[i%9], i, w),
				"abstract": strings.Join(text, " "), "date": monday.AddDate(0, 0, 7*w+i%5).Format(time.DateOnly), "upvotes": i,
			})
			if err != nil {
				t.Fatal(err)
			}
			file.Write(append(line, '\n'))
		}
		whole.Write(file.Bytes())
		files = append(files, write(fmt.Sprintf("week%02d.jsonl", w), file.Bytes()))
	}
	return files, write("all.jsonl", whole.Bytes())
}

// papertide is the command as users run it, in dir.
func papertide(dir string, args ...string) *exec.Cmd {
	c := exec.Command("papertide", args...)
	c.Dir = dir
	return c
}

func mustRun(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	c := papertide(dir, args...)
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("papertide %s: %v: %s", strings.Join(args, " "), err, &stderr)
	}
	return string(out)
}

// left is what a history and its pages hold: runs with digests and files, what
// they said of papers and shares, and every page.
func left(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, args := range [][]string{{"runs"}, {"events", "--json"}, {"export", "papers"}, {"export", "shares"}} {
		all[strings.Join(args, " ")] = mustRun(t, dir, args...)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "papertide-out", "*")) // not the hidden ones that a kill leaves
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if strings.HasPrefix(filepath.Base(page), ".") {
			continue
		}
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(page)] = string(b)
	}
	return all
}

// Kills at random moments of a weekly feeding, each followed by the same
// command: the end is that of the undisturbed feeding.
func TestKilled(t *testing.T) {
	files, all := weeklyFiles(t, max(6, *kills/4))
	weekly := make([][]string, len(files))
	for i, file := range files {
		weekly[i] = []string{"run", file, "-k", "3", "--period", "week"}
	}
	for _, feeding := range []struct {
		name     string
		commands [][]string
		kills    int
		within   float64 // of the time that a command takes undisturbed
	}{
		{"weekly", weekly, *kills - *kills/3, 1},
		// Here the same command goes on from where it was killed: all its kills share its time.
		{"by period", [][]string{{"run", all, "-k", "3", "--period", "week", "--by-period"}}, *kills / 3, 2 / (float64(*kills)/3 + 1)},
	} {
		t.Run(feeding.name, func(t *testing.T) {
			undisturbed, killed := t.TempDir(), t.TempDir()
			took := make([]time.Duration, len(feeding.commands))
			for i, command := range feeding.commands {
				start := time.Now()
				mustRun(t, undisturbed, command...)
				took[i] = time.Since(start)
			}
			want := left(t, undisturbed)

			seed := uint64(time.Now().UnixNano())
			random := rand.New(rand.NewPCG(seed, 0))
			done := 0
			for i, command := range feeding.commands {
				more := (i+1)*feeding.kills/len(feeding.commands) - done
				for tries := 0; more > 0 && tries < 4*feeding.kills; tries++ {
					c := papertide(killed, command...)
					if err := c.Start(); err != nil {
						t.Fatal(err)
					}
					time.Sleep(time.Duration(random.Float64() * feeding.within * float64(took[i])))
					_ = c.Process.Kill() // it may have ended
					if c.Wait() != nil {
						done, more = done+1, more-1
					}
				}
				mustRun(t, killed, command...)
			}
			t.Logf("%d of %d runs killed", done, feeding.kills)
			if diff := cmp.Diff(want, left(t, killed)); diff != "" {
				t.Errorf("seed %d: %.2000s", seed, diff)
			}
			if verified := mustRun(t, killed, "verify"); strings.Count(verified, "identical") != len(files) {
				t.Errorf("verify: %s", verified)
			}
		})
	}
}

// Eight that start at once on one history, each with the same files: one lives
// them, the others wait and find nothing new.
func TestRunsAtOnce(t *testing.T) {
	files, all := weeklyFiles(t, 4)
	for name, args := range map[string][]string{
		"by period": {"run", all, "-k", "3", "--period", "week", "--by-period"},
		"one run":   append([]string{"run", "-k", "3", "--period", "week"}, files...),
	} {
		t.Run(name, func(t *testing.T) {
			alone, together := t.TempDir(), t.TempDir()
			mustRun(t, alone, args...)
			var wait sync.WaitGroup
			errs := make([]error, 8)
			said := make([]bytes.Buffer, len(errs))
			for i := range errs {
				wait.Go(func() {
					c := papertide(together, args...)
					c.Stdout, c.Stderr = &said[i], &said[i]
					errs[i] = c.Run()
				})
			}
			wait.Wait()
			lived := 0
			for i, err := range errs {
				if err != nil {
					t.Errorf("%v: %s", err, &said[i])
				}
				if !strings.Contains(said[i].String(), "nothing new") {
					lived++
				}
			}
			if lived != 1 {
				t.Errorf("%d of them found something new", lived)
			}
			if diff := cmp.Diff(left(t, alone), left(t, together)); diff != "" {
				t.Errorf("%.2000s", diff)
			}
		})
	}
}
