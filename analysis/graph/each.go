package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// each starts goroutines that share the tasks 0 to n−1: work calls next until
// it returns a negative number, so it can keep scratch memory between tasks.
func each(workers, n int, work func(next func() int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var taken atomic.Int64
	next := func() int {
		if i := int(taken.Add(1)) - 1; i < n {
			return i
		}
		return -1
	}
	if workers = min(workers, n); workers <= 1 {
		work(next)
		return
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { work(next) })
	}
	wg.Wait()
}
