package text

import (
	"strings"
	"testing"
)

const plainAbstract = `Large language models (LLMs) have shown remarkable ability in few-shot learning, e.g. when they are prompted
with chain-of-thought demonstrations. We study GPT-4o and Llama-3.1 on grade-school mathematics, where the model's
errors are mostly arithmetic, and propose a verifier that scores each step of a solution. On GSM8K it raises accuracy
from 87.5% to 91.2%; on out-of-domain problems the gain is larger still. Code and data are publicly available.`

const texAbstract = `We consider the $k$-means problem in $\mathbb{R}^d$ and prove that Lloyd's method needs $2^{\Omega(n)}$ iterations,
as conjectured by Erd\H{o}s and R\'{e}nyi. For \emph{smoothed} instances we give a bound of $O(n^{34} \log^4 n / \sigma^6)$;
see https://example.org/paper. The proof uses Schr\"odinger operators on C$^*$-algebras -- Navier--Stokes equations are
not needed.`

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{"plain": strings.ReplaceAll(plainAbstract, "\n", " "), "tex": texAbstract} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Clean(s)
			}
		})
	}
}

func BenchmarkTokens(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(plainAbstract)))
	var tokens []Token
	for b.Loop() {
		tokens = Tokens(plainAbstract, tokens[:0])
	}
}

func BenchmarkRead(b *testing.B) {
	for name, s := range map[string]string{"plain": strings.ReplaceAll(plainAbstract, "\n", " "), "tex": texAbstract} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			doc := Document("A title of some words", s)
			b.SetBytes(int64(len(doc)))
			r := NewTokeniser(Default()).Reader()
			var units []Unit
			for b.Loop() {
				units, _ = r.Read(doc, units[:0])
			}
		})
	}
}

func BenchmarkStem(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Stem("regularisations")
	}
}
