// Package parallel shares independent tasks among goroutines. Which goroutine
// takes which task is left to chance, so tasks write slots of their own, and
// sums are folded afterwards in the order of the tasks.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Workers returns how many goroutines share n tasks: at most workers, where 0
// stands for one a processor; at least 1.
func Workers(workers, n int) int {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return max(1, min(workers, n))
}

// Share starts goroutines that share the tasks 0 to n−1, and waits for them:
// work calls next until it returns a negative number, so that it can keep
// scratch memory between tasks.
func Share(workers, n int, work func(next func() int)) {
	var taken atomic.Int64
	next := func() int {
		if i := int(taken.Add(1)) - 1; i < n {
			return i
		}
		return -1
	}
	workers = Workers(workers, n)
	if workers == 1 {
		work(next)
		return
	}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() { work(next) })
	}
	wait.Wait()
}

// Each calls do(worker, i) for each i below n and waits for all calls. Calls
// with the same worker, a number below Workers(workers, n), follow each other.
func Each(workers, n int, do func(worker, i int)) {
	var started atomic.Int64
	Share(workers, n, func(next func() int) {
		worker := int(started.Add(1)) - 1
		for i := next(); i >= 0; i = next() {
			do(worker, i)
		}
	})
}
