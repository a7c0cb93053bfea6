package reports

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/wneessen/go-mail"

	"papertide/pipeline/history"
)

// mailed is what the template of a mail prints.
type mailed struct {
	minute
	Subject string
}

// WriteMail writes one message (RFC 5322) for `sendmail -t`: the minute as text
// and as small HTML without script, to and from an address. It bears the as-of
// date of the run, so that the same run gives the same message.
func WriteMail(w io.Writer, r history.Run, address string) error {
	m := newMinute(&r)
	var text, html bytes.Buffer
	if err := WriteText(&text, r); err != nil {
		return err
	}
	title := shown(r.Title, longestLabel)
	if title == "" {
		title = "papertide"
	}
	subject := title + ": " + m.Headline
	if err := templates.ExecuteTemplate(&html, "mail", mailed{m, cutTo(subject, 120)}); err != nil {
		return err
	}
	msg := mail.NewMsg(mail.WithBoundary("papertide-"+r.Digest[:min(24, len(r.Digest))]), mail.WithNoDefaultUserAgent(), mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP))
	if err := msg.From(address); err != nil {
		return fmt.Errorf("mail to %.80q: %w", address, err)
	}
	if err := msg.To(address); err != nil {
		return fmt.Errorf("mail to %.80q: %w", address, err)
	}
	msg.Subject(cutTo(subject, 120))
	day := r.AsOf.Time()
	msg.SetDateWithValue(time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, time.UTC))
	msg.SetMessageIDWithValue(fmt.Sprintf("run%d.%.24s@papertide.invalid", r.Number, r.Digest))
	msg.SetBodyString(mail.TypeTextPlain, text.String())
	msg.AddAlternativeString(mail.TypeTextHTML, html.String())
	_, err := msg.WriteTo(w)
	return err
}
