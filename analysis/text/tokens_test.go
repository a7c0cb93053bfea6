package text

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"GPT-4o, k-means & C++.", "GPT-4o [,] k-means [&] C++ [.]"},
		{"Llama-3.1 (3D) TCP/IP R&D don't", "Llama-3.1 [(] 3D [)] TCP/IP R&D don't"},
		{"A* search on C*-algebras, RRT* and **LLM** *how*", "A* search on C*-algebras [,] RRT* and [*] [*] LLM [*] [*] [*] how [*]"},
		{"Alzheimer's LLMs' 'quoted'", "Alzheimer LLMs ['] ['] quoted [']"},
		{"end.Next i.e. the U.S. Node.js v1.2. 802.11ax", "end [.] Next i.e [.] the U.S [.] Node.js v1.2 [.] 802.11ax"},
		{"a--b c- -d e/ C+ x++y", "a [-] [-] b c [-] [-] d e [/] C [+] x [+] [+] y"},
		{"naïve Schrödinger λ-calculus 漢字 שלום", "naïve Schrödinger λ-calculus 漢字 שלום"},
		{"हिन्दी नमस्ते", "हिन्दी नमस्ते"},
		{"gpt_4 100% x=y", "gpt [_] 4 100 [%] x [=] y"},
		{"", ""},
		{" \n\t ", ""},
	} {
		var got []string
		for _, token := range Tokens(c.in, nil) {
			if token.Word {
				got = append(got, token.Text)
			} else {
				got = append(got, "["+token.Text+"]")
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}

func TestTokensAppendsSubstrings(t *testing.T) {
	into := []Token{{"before", true}}
	got := Tokens("two words", into)
	if want := []Token{{"before", true}, {"two", true}, {"words", true}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	buffer := make([]Token, 0, 100)
	if n := testing.AllocsPerRun(10, func() { Tokens(plainAbstract, buffer) }); n != 0 {
		t.Errorf("%v allocations, want none beside the slice", n)
	}
}

func TestDocument(t *testing.T) {
	doc := Document("A title\nof two\r\nlines", "First.\nSecond.")
	if want := "A title of two  lines\nFirst.\nSecond."; doc != want {
		t.Errorf("got %q, want %q", doc, want)
	}
	title, abstract := Split(doc)
	if title != "A title of two  lines" || abstract != "First.\nSecond." {
		t.Errorf("split into %q and %q", title, abstract)
	}
	if title, abstract := Split("only a title"); title != "only a title" || abstract != "" {
		t.Errorf("split into %q and %q", title, abstract)
	}
}

func TestLists(t *testing.T) {
	for _, w := range []string{"the", "which", "e.g"} {
		if !IsStop(w) {
			t.Errorf("%q is a stop word", w)
		}
	}
	for _, w := range []string{"propose", "experiments", "state-of-the-art"} {
		if !IsAcademic(w) {
			t.Errorf("%q is an academic word", w)
		}
	}
	if IsStop("kernel") || IsAcademic("kernel") {
		t.Error("kernel is an ordinary word")
	}
}

// The words and stems are from the vocabulary that the Snowball project
// publishes with the algorithm.
func TestStem(t *testing.T) {
	for word, stem := range map[string]string{
		"consistency": "consist", "consolidated": "consolid", "knightly": "knight", "generative": "generat",
		"learning": "learn", "networks": "network", "skies": "sky", "dying": "die", "news": "news", "": "",
	} {
		if got := Stem(word); got != stem {
			t.Errorf("Stem(%q) = %q, want %q", word, got, stem)
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, s := range map[string]string{
		"en": "We show that the results of this work are better than those of the others, and that they can be used.",
		"de": "Wir zeigen, dass die Ergebnisse dieser Arbeit besser sind als die der anderen, und dass sie sich nutzen lassen.",
		"fr": `Nous d\'ecrivons dans cet article une m\'ethode pour la reconnaissance des formes avec les r\'eseaux.`,
		"es": "En este trabajo se presenta un método para el análisis de los datos que se obtienen con las redes.",
		"pt": "Neste trabalho é apresentado um método para a análise dos dados que são obtidos com as redes em uma empresa.",
		"it": "In questo lavoro è presentato un metodo per la classificazione delle immagini con le reti e gli alberi.",
		"nl": "In dit artikel wordt een methode beschreven voor het herkennen van de vormen die op de beelden zijn te zien.",
		"ru": "В работе предлагается метод распознавания образов на основе нейронных сетей.",
		"uk": "У роботі запропоновано метод розпізнавання образів на основі нейронних мереж і їх аналіз.",
		"zh": "本文提出了一种基于深度学习的图像识别方法 (CNN)。",
		"ja": "本論文では、深層学習に基づく画像認識の手法を提案する。",
		"ko": "본 논문에서는 심층 학습에 기반한 영상 인식 방법을 제안한다.",
		"ar": "تقترح هذه الورقة طريقة للتعرف على الصور",
		"he": "במאמר זה אנו מציעים שיטה לזיהוי תמונות",
	} {
		if got := Language(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{"", "Deep Learning", "$x = y$ 1234", "\xff\xff"} {
		if got := Language(s); got != "" {
			t.Errorf("%q: got %q for a text too short to tell", s, got)
		}
	}
}
