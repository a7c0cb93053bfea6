// Package tfidf turns texts into weighted sparse unit vectors.
package tfidf
