package parallel

import "testing"

// Every task is done once, by a worker whose calls follow each other: plain
// writes to its slot are seen by the race detector if they do not.
func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 7, 100} {
		for _, n := range []int{0, 1, 2, 50} {
			done := make([]int, n)
			by := make([]int, Workers(workers, n))
			Each(workers, n, func(worker, i int) {
				done[i]++
				by[worker]++
			})
			sum := 0
			for _, d := range by {
				sum += d
			}
			for i, d := range done {
				if d != 1 {
					t.Errorf("%d workers, %d tasks: task %d done %d times", workers, n, i, d)
				}
			}
			if sum != n {
				t.Errorf("%d workers, %d tasks: %d calls", workers, n, sum)
			}
		}
	}
}

func TestWorkers(t *testing.T) {
	for _, c := range []struct{ workers, tasks, want int }{{3, 10, 3}, {3, 2, 2}, {3, 0, 1}, {1, 5, 1}} {
		if got := Workers(c.workers, c.tasks); got != c.want {
			t.Errorf("Workers(%d, %d) = %d, want %d", c.workers, c.tasks, got, c.want)
		}
	}
}
