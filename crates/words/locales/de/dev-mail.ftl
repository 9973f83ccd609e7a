# E-Mails einer Installation, die keine versendet.

dev-mail-title = Abgefangene E-Mails
dev-mail-kept = Diese Installation versendet keine E-Mails. Alles, was sie versendet hätte, bleibt hier, bis sie beendet wird. Um wirklich zu versenden, setzen Sie { $option } in der Konfiguration.
dev-mail-none = Noch keine E-Mail
dev-mail-none-hint = Laden Sie jemanden ein, und laden Sie dann diese Seite neu.
dev-mail-subject = Betreff
dev-mail-to = An
dev-mail-time = Zeit
dev-mail-headers = Kopfzeilen
dev-mail-text-part = Textteil
dev-mail-html-part = HTML-Teil
dev-mail-html-title = HTML-Teil dieser E-Mail
