# Viele einladen.

invite-users = Benutzer
    .permissions = Benutzerberechtigungen
invite-title = Benutzer einladen
invite-review-title = Einladungen prüfen
invite-cancel = Abbrechen
invite-back = Zurück
invite-no-address = Geben Sie mindestens eine E-Mail-Adresse ein.
invite-step-addresses = Adressen und Rolle
invite-step-review = Prüfen
invite-step-sent = Gesendet
invite-addresses = E-Mail-Adressen
invite-addresses-hint = Eine je Zeile, oder getrennt durch Komma, Semikolon, Leerzeichen oder Tabulator. „Ann Lee <ann@example.com>“ geht auch. Sie können eine Spalte einfügen. Bis zu 5.000.
invite-role = Rolle für alle
invite-message = Nachricht
invite-message-hint = Steht in der E-Mail über dem Link. Reiner Text, bis zu 500 Zeichen.
invite-link-life = Jede Person erhält eine E-Mail mit einem Link, der { $life } lang gilt.
invite-file = Namen und Rollen in einer Datei?
invite-import = CSV-Datei importieren
invite-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
invite-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
invite-summary = Rolle: { $role }. Die Links gelten { $life }.
invite-permissions = Berechtigungen: { $names }.
invite-modules = Module: { $names }.
invite-sub-accounts = Unterkonten: { $names }.
invite-app-roles = App-Rollen: { $names }.
invite-will = Werden eingeladen
invite-already = Bereits eingeladen
invite-skipped = Übersprungen
invite-group = { $title }: { $n }
invite-show-more = { $n } weitere zeigen
invite-and-more = und { $n } weitere
invite-seats-short = { $free } frei, { $invited } eingeladen: Die letzten { $short }, die annehmen, bleiben inaktiv, bis ein Platz frei wird.
invite-send = Einladungen senden
invite-send-count = { $n ->
    [one] { $n } Einladung senden
   *[other] { $n } Einladungen senden
}
invite-resend = { $n ->
    [one] { $n } Person mit Einladung eine neue senden
   *[other] { $n } Personen mit Einladung eine neue senden
}
invite-resend-hint = Diese Personen sind bereits eingeladen. Ihr älterer Link gilt dann nicht mehr.
invite-unread = Nicht verstanden: { $n }
invite-unread-hint = Berichtigen Sie die Zeilen hier und prüfen Sie erneut. Zeilen, die so bleiben, erhalten keine Einladung.
invite-check-again = Erneut prüfen
invite-line = Zeile { $n }
