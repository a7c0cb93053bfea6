package kmeans

import (
	"fmt"
	"testing"
)

func BenchmarkFit(b *testing.B) {
	for name, x := range map[string]Points{
		"dense": dense(20000, 150, 100, 1.5, 1), "sparse": words(20000, 30000, 100, 100, 1),
		"led": Led{words(20000, 30000, 100, 100, 1), dense(20000, 150, 100, 1.5, 1)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var c Clusters
			for b.Loop() {
				c = Fit(x, 100, Default(), 1)
			}
			b.ReportMetric(float64(c.Iterations), "iterations")
			b.ReportMetric(c.Objective, "objective")
		})
	}
}

func BenchmarkRefit(b *testing.B) {
	for name, x := range map[string]Points{
		"dense": dense(20000, 150, 100, 1.5, 1), "sparse": words(20000, 30000, 100, 100, 1),
	} {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			start := Fit(x, 100, Default(), 1).Of
			for i := range start {
				if i%80 == 0 {
					start[i] = -1
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				Refit(x, start, 100, Default())
			}
		})
	}
}
