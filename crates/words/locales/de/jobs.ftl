# Aufträge: die Liste, die Seite eines Auftrags, sein Fortschritt und seine Ergebnisse.

jobs-title = Aufträge und Exporte
jobs-none = Noch keine Aufträge
jobs-none-hint = Aktionen an vielen Benutzern und große Exporte stehen hier 30 Tage lang.
jobs-table = Aufträge
jobs-action = Aktion
jobs-state = Stand
jobs-progress = Fortschritt
jobs-started-by = Begonnen von
jobs-started = Begonnen ({ $zone })
jobs-count = { $n ->
    [one] { $n } Auftrag, neueste zuerst
   *[other] { $n } Aufträge, neueste zuerst
}
jobs-waiting = Wartet
jobs-running = Läuft
jobs-finished = Beendet
jobs-stopped = Angehalten
jobs-failed = Fehlgeschlagen
jobs-of = { $done } von { $total }
jobs-missed = { $n } übersprungen oder fehlgeschlagen
jobs-line = Begonnen von { $who }, { $at }
jobs-line-ended = Begonnen von { $who }, { $at }, beendet { $end }
jobs-of-done = { $done } von { $total } erledigt
jobs-skipped = { $n } übersprungen
jobs-n-failed = { $n } fehlgeschlagen
jobs-stop = Anhalten
jobs-stop-hint = Hält nach den Benutzern an, die gerade bearbeitet werden; { $n } bleiben geändert.
jobs-download = CSV herunterladen
jobs-refresh = Aktualisieren
jobs-said = { $state }. { $done } geändert, { $skipped } übersprungen.
jobs-title-users = { $act }: { $n ->
    [one] { $n } Benutzer
   *[other] { $n } Benutzer
}
jobs-title-invite = { $n ->
    [one] { $n } Person einladen
   *[other] { $n } Personen einladen
}
jobs-title-add = { $n ->
    [one] { $n } Person hinzufügen
   *[other] { $n } Personen hinzufügen
}
jobs-title-import = { $n ->
    [one] { $n } Person importieren
   *[other] { $n } Personen importieren
}
jobs-title-undo = „{ $act }“ rückgängig machen: { $n ->
    [one] { $n } Benutzer
   *[other] { $n } Benutzer
}
jobs-invite = Einladen
jobs-add = Hinzufügen
jobs-import = Importieren
jobs-change = Änderung
jobs-less-than-a-minute = weniger als eine Minute übrig
jobs-minutes-left = { $n ->
    [one] noch etwa { $n } Minute
   *[other] noch etwa { $n } Minuten
}
jobs-group-failed = Fehlgeschlagen
jobs-group-skipped = Übersprungen
jobs-group-changed = Geändert
jobs-technical = Aus technischem Grund fehlgeschlagen
jobs-technical-fix = Versuchen Sie es noch einmal; wenn es so bleibt, nennen Sie dem Betreiber die Adresse des Auftrags.
