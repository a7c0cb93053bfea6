package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"papertide/analysis/text"
)

// titleID returns the id that p has by its title: "title:" and 16 hex digits, a
// hash of the title as TitleKey writes it. The hash of a title that different
// papers bear ("Introduction": common) includes the beginning of the abstract
// or, without one, what else is known.
func titleID(p *Paper) (id string, common bool) {
	key := TitleKey(p.Title)
	if common = commonTitle(p.Title, key); common {
		about := aboutOf(p)
		if about == "" {
			about = strings.Join(p.Authors, ";") + " " + p.Date.String() + " " + p.URL
		}
		key += "\n" + about
	}
	if key == "" {
		key = "\n" + p.Title
	}
	return hashedTitle(key), common
}

// aboutOf returns how the abstract begins, as TitleKey writes it: at most 200
// bytes.
func aboutOf(p *Paper) string {
	about := TitleKey(p.Abstract[:cutAt(p.Abstract, 1000)])
	return about[:cutAt(about, 200)]
}

func hashedTitle(key string) string {
	sum := sha256.Sum256([]byte(key))
	return titlePrefix + hex.EncodeToString(sum[:8])
}

// cutAt returns where to cut s to at most n bytes without hurting a character.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// TitleKey returns what is left of a title for comparison: LaTeX and HTML as
// readers see them, Unicode NFKC, case folded, letters and digits only.
// "Auto-Regressive $k$-Means" and "Autoregressive k-means" are equal.
func TitleKey(title string) string {
	if key, ok := asciiKey(title); ok {
		return key
	}
	plain := cases.Fold().String(norm.NFKC.String(text.Plain(title)))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, plain))
}

// asciiKey is TitleKey of titles without anything to decode: most of them.
func asciiKey(title string) (string, bool) {
	key := make([]byte, 0, len(title))
	for i := 0; i < len(title); i++ {
		switch c := title[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			key = append(key, c)
		case c >= 'A' && c <= 'Z':
			key = append(key, c+'a'-'A')
		case c >= utf8.RuneSelf, strings.IndexByte(`\$&<>{}^_~%@/`, c) >= 0:
			return "", false
		}
	}
	return string(key), true
}

// commonBeginnings are how the titles of what stands in every volume begin, as
// TitleKey writes them.
var commonBeginnings = strings.Fields(`editorial guesteditorial editorsnote preface foreword frontmatter backmatter tableofcontents listof
	introductiontothespecial introductiontothisspecial introductiontotheissue introductiontothevolume authorindex indexof letterto messagefrom
	welcome erratum errata corrigendum corrigenda correctionto retraction bookreview inthisissue inmemoriam obituary acknowledgement
	acknowledgment programcommittee organizingcommittee organisingcommittee copyright titlepage aboutthe callforpapers untitled notitle`)

// commonTitle reports whether different papers bear such a title: one of fewer
// than three words or 16 letters, or one that every volume has.
func commonTitle(title, key string) bool {
	if utf8.RuneCountInString(key) < 16 || len(strings.Fields(title)) < 3 {
		return true
	}
	for _, b := range commonBeginnings {
		if key[0] == b[0] && strings.HasPrefix(key, b) {
			return true
		}
	}
	return false
}
