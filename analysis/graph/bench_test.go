package graph

import (
	"testing"
)

func BenchmarkNearest(b *testing.B) {
	x := blobs(20000, 150, 200, 1.5, 1)
	b.ReportAllocs()
	for b.Loop() {
		Nearest(x, 20, Default(), 1)
	}
}

func BenchmarkSmooth(b *testing.B) {
	x := blobs(20000, 150, 200, 1.5, 1)
	g := Nearest(x, 20, Default(), 1)
	b.ReportAllocs()
	for b.Loop() {
		g.Smooth(x, 0)
	}
}

func BenchmarkCommunities(b *testing.B) {
	g := Nearest(blobs(20000, 150, 200, 1.5, 1), 20, Default(), 1)
	b.ReportAllocs()
	for b.Loop() {
		g.Communities(2, 1)
	}
}

func BenchmarkLayout(b *testing.B) {
	x := blobs(100, 150, 10, 1, 1)
	start := make([][2]float32, x.Rows)
	for i := range start {
		start[i] = [2]float32(row(x, i)[:2])
	}
	b.ReportAllocs()
	for b.Loop() {
		Layout(x, start, 1)
	}
}
