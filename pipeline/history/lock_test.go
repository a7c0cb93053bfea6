package history

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"papertide/pipeline/corpus"
)

// A second run waits, and says for whom.
func TestWaitsForTheLock(t *testing.T) {
	path := temp(t)
	first := begin(t, create(t, path))
	if _, err := first.Add(t.Context(), spooled(three()), nil); err != nil {
		t.Fatal(err)
	}
	state, err := first.State(t.Context(), day("2025-06-30"))
	if err != nil {
		t.Fatal(err)
	}

	second := create(t, path)
	told := make(chan string, 9)
	got := make(chan *Tx)
	go func() {
		tx, err := second.Begin(t.Context(), func(s string) { told <- s })
		if err != nil {
			t.Error(err)
		}
		got <- tx
	}()
	if notice, want := <-told, fmt.Sprintf("process %d on ", os.Getpid()); !strings.Contains(notice, want) || !strings.Contains(notice, "2025-07-01T08:00:00Z") {
		t.Errorf("notice %q, want %q and since when", notice, want)
	}
	if _, err := first.Commit(t.Context(), say(state)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-got:
		t.Error("the lock did not hold until Close")
	case <-time.After(3 * lockRetry):
	}
	third := create(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), lockRetry)
	defer cancel()
	if _, err := third.Begin(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting with a deadline: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	tx := <-got
	if s, err := tx.State(t.Context(), day("2025-06-30")); err != nil || len(s.Papers) != 3 || s.Past.Run != 1 {
		t.Errorf("the second run starts from %d papers of run %d, %v", len(s.Papers), s.Past.Run, err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".lock"); err == nil {
		t.Error("the lock's file is left")
	}
	if len(told) != 0 {
		t.Error("told more than once")
	}
}

// Runs that start at once follow one another, also where none had a file yet.
func TestRunsAtOnce(t *testing.T) {
	path := temp(t)
	records := many(60)
	var wait sync.WaitGroup
	for i := range 6 {
		wait.Go(func() {
			d, err := Create(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			for j := range 2 {
				if _, _, err := liveOn(t.Context(), d, "2020-01-01", records[10*i+5*j:][:5]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	d := create(t, path)
	if r := mustRun(t, d, 0); r.Number != 12 || len(r.Papers) != 60 {
		t.Errorf("run %d about %d papers, want 12 about 60", r.Number, len(r.Papers))
	}
}

const childEnv = "PAPERTIDE_HISTORY_TEST"

// batches are what the runs of TestKilled add, one after the other.
func batches() [][]corpus.Paper {
	all := many(3000)
	var cut [][]corpus.Paper
	for i := range 10 {
		cut = append(cut, all[300*i:300*(i+1)])
	}
	return cut
}

// feed lives the runs that a history still lacks.
func feed(path string) error {
	d, err := Create(context.Background(), path)
	if err != nil {
		return err
	}
	defer d.Close()
	runs, err := d.Runs(context.Background())
	if err != nil {
		return err
	}
	for _, batch := range batches()[len(runs):] {
		if _, _, err := liveOn(context.Background(), d, "2020-01-01", batch); err != nil {
			return err
		}
	}
	return nil
}

// TestChild is no test but the process that TestKilled kills.
func TestChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("run by TestKilled")
	}
	if err := feed(path); err != nil {
		t.Fatal(err)
	}
}

// A process that is killed at any instant leaves the last committed run, and
// the next goes on from it to the same end.
func TestKilled(t *testing.T) {
	undisturbed := temp(t)
	if err := feed(undisturbed); err != nil {
		t.Fatal(err)
	}
	want, err := create(t, undisturbed).Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := temp(t)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	kills, done := 0, false
	for round := 0; !done && round < 40; round++ {
		child := exec.Command(os.Args[0], "-test.run=^TestChild$")
		child.Env = append(os.Environ(), childEnv+"="+path)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if round < 8 {
			time.Sleep(time.Duration(random.IntN(250)) * time.Millisecond)
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		if err := child.Wait(); err == nil {
			done = true
		} else if round >= 8 {
			t.Fatalf("undisturbed, after %d kills: %v", kills, err)
		} else {
			kills++
		}
		d, err := Create(t.Context(), path)
		if err != nil {
			t.Fatalf("after kill %d: %v", kills, err)
		}
		got, err := d.Runs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if w := want[len(want)-len(got)+i]; got[i].Digest != w.Digest || got[i].Number != w.Number {
				t.Errorf("after kill %d: run %d is not what it should be", kills, got[i].Number)
			}
		}
		if done && len(got) != len(want) {
			t.Errorf("%d runs at the end, want %d", len(got), len(want))
		}
		d.Close()
	}
	t.Logf("%d kills", kills)
}
