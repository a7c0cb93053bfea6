package text

import "strings"

// broken stands for what was taken out of a text and breaks phrases.
const broken = " . "

// dropLinks replaces URLs and e-mail addresses by a break.
func dropLinks(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") && strings.IndexByte(s, '@') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	from := 0 // s[:from] is in out, or dropped
	for i := 0; i < len(s); i++ {
		start, end := i, i
		switch b := s[i]; {
		case b == ':' && strings.HasPrefix(s[i:], "://"):
			for start > from && i-start < 8 && isAlpha(s[start-1]) {
				start--
			}
			if start < i {
				end = linkEnd(s, i)
			}
		case b == 'w' && strings.HasPrefix(s[i:], "www.") && i+4 < len(s) && isAlnum(s[i+4]) && (i == from || !isAlnum(s[i-1])):
			end = linkEnd(s, i)
		case b == '@':
			for start > from && i-start < 64 && (isAlnum(s[start-1]) || strings.IndexByte("._%+-", s[start-1]) >= 0) {
				start--
			}
			if start < i {
				end = domainEnd(s, i+1)
			}
		}
		if end > i {
			out = append(append(out, s[from:start]...), broken...)
			from, i = end, end-1
		}
	}
	if from == 0 {
		return s
	}
	return string(append(out, s[from:]...))
}

// linkEnd returns where the URL that goes on at s[i] ends.
func linkEnd(s string, i int) int {
	for i < len(s) && s[i] > ' ' && strings.IndexByte(`{}<>"`, s[i]) < 0 {
		i++
	}
	return i
}

// domainEnd returns the end of a domain name with a top level of two letters or
// more that begins at s[i]; 0 if there is none ("pass@k", "mAP@0.5").
func domainEnd(s string, i int) int {
	end, label := 0, i
	for ; i <= len(s) && i-label < 64; i++ {
		if i < len(s) && (isAlnum(s[i]) || s[i] == '-') {
			continue
		}
		if i == label {
			break
		}
		if end == 0 {
			end = -1 // a first label was seen
		} else if i-label >= 2 && isAlpha(s[label]) && isAlpha(s[label+1]) {
			end = i
		}
		if i == len(s) || s[i] != '.' {
			break
		}
		label = i + 1
	}
	return max(end, 0)
}
