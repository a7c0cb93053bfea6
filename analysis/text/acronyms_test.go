package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLongForm(t *testing.T) {
	for _, c := range []struct{ before, short, want string }{
		// initials of words
		{"we use large language models", "LLMs", "large language models"},
		{"diffusion large language models", "dLLMs", "diffusion large language models"},
		{"reinforcement learning from human feedback", "RLHF", "reinforcement learning from human feedback"},
		// initials of hyphen parts, "2" for "to", stop words skipped
		{"progress in text-to-image", "T2I", "text-to-image"},
		{"for text-to-image", "TTI", "text-to-image"},
		{"the mixture of experts", "MoE", "mixture of experts"},
		{"a mixture of experts", "ME", "mixture of experts"},
		{"Optical character recognition", "OCR", "optical character recognition"},
		{"chain-of-thought", "CoT", "chain-of-thought"},
		// the same three letters mean two things
		{"vector autoregression", "VAR", "vector autoregression"},
		{"value at risk", "VaR", "value at risk"},
		// Schwartz & Hearst: letters inside words, the first begins a word
		{"a variational autoencoder", "VAE", "variational autoencoder"},
		{"visual autoregressive", "VAR", "visual autoregressive"},
		{"hidden Markov models", "HMMs", "hidden markov models"},
		{"generative pretrained transformer", "GPT", "generative pretrained transformer"},
		// refused: one word, a stop word first, too many words, not longer
		{"transformers", "TRFs", ""},
		{"in the of a", "ITO", ""},
		{"x y", "XY", ""},
		{"", "AB", ""},
		{"no letters match here", "QZ", ""},
	} {
		got := strings.Join(longForm(c.short, strings.Fields(c.before)), " ")
		if got != c.want {
			t.Errorf("%q (%s) = %q, want %q", c.before, c.short, got, c.want)
		}
	}
}

func TestMayBeAcronym(t *testing.T) {
	for s, want := range map[string]bool{
		"VAR": true, "dLLMs": true, "T2I": true, "RL-HF": true, "MoE": true, "3D": false, "ours": false, "e.g": false,
		"Fig": false, "A": false, "I": false, "GPT-4": true, "ABCDEFGHIJ": true, "ABCDEFGHIJK": false,
	} {
		if mayBeAcronym(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestSingularAcronym(t *testing.T) {
	for s, want := range map[string]string{"VLMs": "VLM", "VLM": "VLM", "dLLMs": "dLLM", "T2Is": "T2I", "GANs": "GAN", "CLIPS": "CLIPS", "loss": "loss"} {
		if got := singularAcronym(s); got != want {
			t.Errorf("%q = %q, want %q", s, got, want)
		}
	}
}

func FuzzLongForm(f *testing.F) {
	f.Add("VAR", "visual autoregressive modeling")
	f.Add("T2I", "text-to-image")
	f.Add("((A(B)", "((((( a b )))")
	f.Add("İİ", "i̇stanbul İ ß ẞ")
	f.Add("X\xffY", "x\xff y\x00")
	f.Fuzz(func(t *testing.T, short, before string) {
		words := strings.Fields(strings.ToValidUTF8(before, "?"))
		long := longForm(strings.ToValidUTF8(short, "?"), words)
		if long == nil {
			return
		}
		joined := strings.Join(long, " ")
		if !utf8.ValidString(joined) || IsStop(long[0]) {
			t.Errorf("%q (%q) = %q", before, short, long)
		}
		if !strings.HasSuffix(strings.ToLower(strings.Join(words, " ")), joined) {
			t.Errorf("%q is no end of %q", joined, before)
		}
	})
}
