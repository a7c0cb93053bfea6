// Package kmeans groups unit vectors, dense or sparse, around k centroids.
package kmeans

import "gonum.org/v1/gonum/blas/blas32"

// Options of a clustering. The number of workers never changes the result.
type Options struct {
	Restarts      int     // seedings of Fit, of which the best is kept
	MaxIterations int     // of Lloyd's algorithm, at least 1
	Hysteresis    float64 // Refit: by how much nearer, in squared distance, another centroid must be
	Workers       int     // goroutines; 0: as many as there are processors
	// Progress, if not nil, is called after each iteration with the number
	// of points that changed their cluster.
	Progress func(iteration, moved int)
}

// Default returns 4 restarts, 300 iterations and a hysteresis of 0.05.
func Default() Options { return Options{Restarts: 4, MaxIterations: 300, Hysteresis: 0.05} }

// Clusters are k non-empty groups of points. There are as many as were asked
// for, or as many as there are distinct points if those are fewer.
type Clusters struct {
	Of         []int32        // the cluster of each point
	Centroids  blas32.General // k × width: means of the clusters, not of unit length
	Sizes      []int          // points in each cluster
	Objective  float64        // sum of squared distances to the own centroid
	Iterations int
}

// Fit clusters x from greedy k-means++ starts.
func Fit(x Points, k int, o Options, seed uint64) Clusters {
	panic("kmeans: not built yet")
}

// Refit clusters x from the memberships start: start[i] is the cluster of
// point i, or −1 for a new point, which goes to the nearest centroid.
func Refit(x Points, start []int32, k int, o Options) Clusters {
	panic("kmeans: not built yet")
}

// Assign returns the nearest of the centroids (k × width) for each point.
func Assign(x Points, centroids blas32.General, workers int) []int32 {
	panic("kmeans: not built yet")
}
