package history

import (
	"testing"
	"time"
)

func steps(b *testing.B) func(string) {
	last := time.Now()
	return func(name string) {
		now := time.Now()
		b.Logf("%s %v", name, now.Sub(last))
		last = now
	}
}
