package text

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stem returns the stem of a lower-case English word by the Snowball
// algorithm (Porter 2001, snowballstem.org/algorithms/english). Stems are keys
// and are never shown.
func Stem(lower string) string {
	env := snowballstem.NewEnv(lower)
	english.Stem(env)
	return env.Current()
}
