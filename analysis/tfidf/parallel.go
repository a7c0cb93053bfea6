package tfidf

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// workersFor returns how many goroutines share n pieces of work.
func workersFor(workers, n int) int {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return max(1, min(workers, n))
}

// parallel calls do(worker, i) for each i below n and returns when all are
// done. Calls of one worker follow each other.
func parallel(workers, n int, do func(worker, i int)) {
	workers = workersFor(workers, n)
	if workers == 1 {
		for i := range n {
			do(0, i)
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(w, i)
			}
		})
	}
	group.Wait()
}
