//go:build !unix

package shard

import "os"

// mapFile reads a file.
func mapFile(name string) (b []byte, unmap func() error, err error) {
	b, err = os.ReadFile(name)
	return b, func() error { return nil }, err
}
