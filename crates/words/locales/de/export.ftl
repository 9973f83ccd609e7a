# Die Benutzerliste als CSV exportieren.

export-back = Benutzer
    .permissions = Benutzerberechtigungen
export-title = Benutzer exportieren
export-shows = Die Liste zeigt: { $filter }
export-download = CSV herunterladen
export-cancel = Abbrechen
export-file = Datei { $file }, UTF-8, Zeiten in UTC wie { $time }.
export-job = Mehr als { $n } Zeilen werden als Auftrag vorbereitet; der Link gilt 24 Stunden.
export-noted = Der Export steht mit seinen Filtern in den Aktivitäten.
export-raw = Werte genau so, wie sie sind
export-raw-hint = Nur für Programme. Sonst erhalten Werte, die mit = + - @ beginnen, einen Apostroph davor, damit eine Tabellenkalkulation sie nicht ausführt.
export-rows = Zeilen
export-rows-all = { $n ->
    [one] Der { $n } passende Benutzer
   *[other] Alle { $n } passenden Benutzer
}
export-rows-selected = { $n ->
    [one] Der { $n } ausgewählte Benutzer
   *[other] Die { $n } ausgewählten Benutzer
}
export-rows-page = { $n ->
    [one] Nur diese Seite: { $n } Benutzer
   *[other] Nur diese Seite: { $n } Benutzer
}
export-columns = Spalten
export-columns-documents = Kurz
export-columns-documents-hint = Vorname, Nachname, Berechtigungen, Status
export-columns-shown = Wie angezeigt
export-columns-standard = Zum erneuten Importieren
export-columns-standard-hint = Vorname, Nachname, E-Mail, Benutzername, Rolle, Status
export-columns-everything = Alles
export-columns-everything-hint = Alles, was die Liste weiß, mit Daten, Sperren und E-Mails
export-separator = Trennzeichen
export-separator-comma = Komma
export-separator-semicolon = Semikolon
export-separator-semicolon-hint = Öffnet sich direkt in Tabellenkalkulationen, die auf Deutsch, Französisch und andere eingestellt sind
export-separator-tab = Tabulator
export-language = Sprache der Kopfzeile
export-forgotten = Die Auswahl ist nicht mehr gespeichert: Wählen Sie die Benutzer noch einmal aus.
