package text

import "testing"

func TestShow(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		key   string
		want  string
	}{
		{"plural at ends of chunks: 1 of 2 > .45", []string{"a kernel. the kernels"}, "kernel", "kernels"},
		{"singular: plural 1 of 3 < .45", []string{"a kernel. the kernel. no kernels"}, "kernel", "kernel"},
		{"several words: 1 of 3 > .3", []string{"graph kernel. graph kernel. graph kernels"}, "graph kernel", "graph kernels"},
		{"irregular plural: 2 of 3", []string{"a matrix. the matrices. of matrices"}, "matrix", "matrices"},
		{"an end counts three times: 3 > 2", []string{"the multi-task. multitask nets, multitask tests"}, "multi task", "multi-task"},
		{"long form in 3 of 9", []string{"hidden Markov models (HMMs) first. HMMs"}, "hidden markov model", "hidden Markov models"},
		{"long form in 3 of 15", []string{"hidden Markov models (HMMs) first. HMMs, HMMs, HMMs"}, "hidden markov model", "HMMs"},
		{"long form in 3 of 6", []string{"mixture of experts (MoE) rules"}, "mixture of expert", "mixture of experts"},
		{"long form of five words", []string{"reinforcement learning from human feedback (RLHF). reinforcement learning from human feedback"}, "reinforcement learning from human feedback", "RLHF"},
		{"names keep their capital", []string{"we train on ImageNet. the ImageNet"}, "imagenet", "ImageNet"},
		{"capitals at a sentence's start do not count", []string{"Kernels help. Kernels. kernels"}, "kernel", "kernels"},
		{"titles do not count", []string{"Spiking Nets | the spiking nets"}, "spiking net", "spiking nets"},
		{"names of several words", []string{"the Monte Carlo. a Monte Carlo"}, "monte carlo", "Monte Carlo"},
		{"30 % lower is lower: 1 of 3", []string{"on Transformer, with Transformer, a transformer"}, "transformer", "transformer"},
		{"digit and capital", []string{"the 3D scene. a 3D scene. of 3d scene"}, "3d scene", "3D scene"},
		{"compounds", []string{"on GPT-based agents, the GPT-based agents"}, "gpt based agent", "GPT-based agents"},
		{"small words inside: an end counts 3", []string{"the chain-of-thought trace, the Chain of Thought"}, "chain of thought", "chain of thought"},
	} {
		p := findPhrases(papersOf(3, c.texts...), Options{}, 2)
		if got := p.Show([]int32{mustFind(t, p, c.key)})[0]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
