package corpus

import (
	"strings"
	"testing"
)

func TestNotices(t *testing.T) {
	const own = "We study the dynamics of lattices with two kinds of sites and show that all of them are bounded. The bound is sharp."
	for _, notice := range []string{
		"© 2020 Elsevier B.V. All rights reserved.",
		"© 2020 Elsevier Ltd",
		"©2019 the Author(s).",
		"© The Author(s) 2025.",
		"© The Author(s), under exclusive licence to Springer Nature B.V. 2025.",
		"© Springer-Verlag Berlin Heidelberg 2013.",
		"© Springer Science+Business Media B.V. 2009.",
		"© 2013 IEEE.",
		"© 1989 IEEE",
		"© 2019",
		"© 2019, © 2019 Taylor & Francis Group, LLC.",
		"© 2010 Heiner, Sriram.",
		"©",
		"(c) 2003 Elsevier Ltd. All rights reserved.",
		"(C) 2000 Optical Society of America [S0740-3232(00)01604-5].",
		"Copyright (c) 2015 Elsevier Ireland Ltd. All rights reserved.",
		"Copyright © 2016, The American Society for Biochemistry and Molecular Biology.",
		"Copyright 2014 Elsevier B.V., All rights reserved.",
		"Copyright: © 2022 Amstein et al. This is an open access article distributed under the terms of the Creative Commons Attribution License, which permits unrestricted use.",
		"Crown Copyright © 2010 Published by Elsevier Ltd. All rights reserved.",
		"(PsycINFO Database Record (c) 2019 APA, all rights reserved)",
		"This article is protected by copyright. All rights reserved.",
		"Published by Elsevier Inc. All rights reserved.",
		"Published by Oxford University Press on behalf of the Society.",
		"U.S. Government work not protected by U.S. copyright.",
		"This is an open access article under the CC BY license (http://creativecommons.org/licenses/by/4.0/).",
		"Copyright of Journal of Things is the property of Wiley-Blackwell and its content may not be copied or emailed.",
		"© 2017, IFAC Hosting by Elsevier Ltd. All rights reserved. Keywords: lattices",
	} {
		if got := withoutNotice(own + " " + notice); got != own {
			t.Errorf("%s:\n got %q", notice, got)
		}
		if got := bareAbstract(notice); got != "" {
			t.Errorf("alone: %s: got %q", notice, got)
		}
	}
	for _, kept := range []string{
		own,
		own + " Copyright law is another matter, and so is the right of authors.",
		own + " The MATLAB© code and data (c) are there.",
		own + " We use a set of news that is published by the BBC every day.",
		own + " Experiments under (a), (b) and (c) agree with it.",
		own + " All rights reserved by the protocol are granted in one step of it.",
		"© 2019 Elsevier Ltd Background: " + own + " " + own,
		"It was published by Springer in 1994 that lattices are sharp. " + own,
		"",
	} {
		if got := withoutNotice(kept); got != kept {
			t.Errorf("%q became %q", kept, got)
		}
	}
	long := strings.Repeat(own+" ", 40)
	if got := withoutNotice(long + "© 2020 Elsevier."); got != strings.TrimSpace(long) {
		t.Errorf("a notice behind much text: %d of %d bytes are left", len(got), len(long))
	}
}

func TestNoAbstract(t *testing.T) {
	for _, none := range []string{
		"No abstract available", "[No abstract available]", "[No abstract available.]", "No abstract.", "N/A", "n/a", "Abstract not available", "ABSTRACT NOT AVAILABLE",
		"<jats:p>No abstract is available for this item.</jats:p>", "&lt;p&gt;No Abstract&lt;/p&gt;", "-", "…", "None", "null", "Abstract", "<jats:title>Abstract</jats:title>",
		"<jats:title>Abstract</jats:title><jats:p>© 2020 Elsevier.</jats:p>", "This article does not have an abstract.", "Résumé non disponible",
	} {
		g := readString(t, `{"title":"A title of words","abstract":"`+none+`"}`, Options{})
		if len(g.papers) > 0 || len(g.rejected) != 1 || g.rejected[0].Reason != `missing "abstract"` {
			t.Errorf("%s: papers %v, left out %v", none, g.papers, g.rejected)
		}
		g = readString(t, `{"title":"A title of words","abstract":"`+none+`"}`, Options{Titles: true})
		if len(g.papers) != 1 || g.papers[0].Abstract != "" {
			t.Errorf("%s with titles alone: papers %+v", none, g.papers)
		}
	}
	for _, some := range []string{"No abstract reasoning task is solved by it.", "Abstract interpretation is a theory.", "<jats:p>None of the models solves it.</jats:p>"} {
		if g := readString(t, `{"title":"A title of words","abstract":"`+some+`"}`, Options{}); len(g.papers) != 1 || g.papers[0].Abstract != withoutMarkup(some) {
			t.Errorf("%s: papers %+v, left out %v", some, g.papers, g.rejected)
		}
	}
	const jats = `<jats:sec><jats:title>Abstract</jats:title> <jats:p>We study lattices.</jats:p></jats:sec>`
	if got := bareAbstract(jats); got != "<jats:p>We study lattices.</jats:p></jats:sec>" {
		t.Errorf("heading: %q", got)
	}
}

func TestLanguages(t *testing.T) {
	english := `{"title":"A title of words","abstract":"We study the dynamics of lattices, and the bound is sharp."}`
	french := `{"title":"Un titre de mots","abstract":"Nous étudions la dynamique des réseaux à deux types de sites et montrons que les bornes sont dans tous les cas atteintes par une suite."}`
	german := `{"title":"Ein Titel aus Worten","abstract":"Wir untersuchen die Dynamik von Gittern mit zwei Arten von Plätzen und zeigen, dass die Schranken nicht immer scharf sind."}`
	short := `{"title":"Kurz","abstract":"Lattices, bounded."}`
	lines := english + "\n" + french + "\n" + german + "\n" + french + "\n" + short
	g := readString(t, lines, Options{})
	if len(g.papers) != 5 || len(g.in.Languages) != 2 || g.in.Languages["fr"] != 2 || g.in.Languages["de"] != 1 {
		t.Errorf("%d papers, languages %v; want 5, fr 2, de 1", len(g.papers), g.in.Languages)
	}
	for language, papers := range map[string]int{"en": 2, "fr": 2, "de": 1, "it": 0} {
		g := readString(t, lines, Options{Language: language})
		if len(g.papers) != papers || len(g.rejected) != 5-papers || g.in.Languages != nil {
			t.Errorf("--language %s: %d papers, left out %v, languages %v", language, len(g.papers), g.rejected, g.in.Languages)
		}
		for _, r := range g.rejected {
			if r.Reason != "in another language" || len(r.Detail) != 2 {
				t.Errorf("--language %s: left out %+v", language, r)
			}
		}
	}
	if g := readAll(t, "in", strings.NewReader(string(zipped(t, named("a", lines), named("b", french)))), Options{}); g.in.Languages["fr"] != 3 {
		t.Errorf("in an archive: languages %v, want fr 3", g.in.Languages)
	}
}
