# Die Liste der Benutzer.

list-categories = Kategorien
list-search = Suchen
list-find = Benutzer finden
list-find-hint = Name, Benutzername, E-Mail oder Benutzer-ID
list-filters = Filter
list-apply-filters = Filter anwenden
list-clear-all = Alle entfernen
list-from = Von
list-to = Bis
list-times-in = Zeiten in
list-sort-by = Sortieren nach
list-order = Reihenfolge
list-ascending = Aufsteigend
list-descending = Absteigend
list-sort = Sortieren
list-columns = Spalten
list-columns-shown = Angezeigte Spalten
list-show-columns = Spalten anzeigen
list-remove-filter = Filter entfernen:
list-clear-all-filters = Alle Filter entfernen
list-idle = Haken Sie Benutzer an, um mit mehreren zugleich etwas zu tun
list-select-all-matching = Alle { $n } passenden Benutzer auswählen
list-undo = Rückgängig
list-show-selected = Auswahl anzeigen
list-clear = Aufheben
list-all-matching = Alle { $n } passenden
list-more-actions = Weitere Aktionen
list-actions = Aktionen
list-select-page = Alle Benutzer auf dieser Seite auswählen
list-select = { $name } auswählen
list-no-name = Noch kein Name
list-never = Nie
list-extra-permissions = { $n ->
    [one] + { $n } Berechtigung
   *[other] + { $n } Berechtigungen
}
list-new-address = Neu, nicht bestätigt:
list-more-for = Weitere Aktionen für { $name }
list-column-first = Vorname
list-column-last = Nachname
list-column-user = Benutzername
list-column-status = Status
list-column-role = Rolle
list-column-email = E-Mail
list-column-seen = Letzte Anmeldung
list-column-added = Hinzugefügt
list-column-modified = Geändert
list-column-sub = Unterkonten
list-column-mfa = Zweiter Faktor
list-column-id = Benutzer-ID
list-sorted = Sortiert nach { $order }.
list-order-newest = { $column }, neueste zuerst
list-order-oldest = { $column }, älteste zuerst
list-order-ascending = { $column }, aufsteigend
list-order-descending = { $column }, absteigend
list-empty = Keine Benutzer.
list-empty-category = Keine Benutzer in „{ $category }“.
list-alone = Noch keine anderen Benutzer
list-alone-hint = Laden Sie die Personen ein, die in diesem Portal arbeiten sollen.
list-invite = Benutzer einladen
list-add = Benutzer hinzufügen
    .mssp = Neuen Benutzer hinzufügen
list-export = Liste exportieren
    .permissions = Benutzerliste exportieren
list-no-match-search = Kein Benutzer passt zu „{ $q }“.
list-no-match-search-in = Kein Benutzer in „{ $category }“ passt zu „{ $q }“.
list-no-match-filters = Kein Benutzer passt zu diesen Filtern.
list-no-match-filters-in = Kein Benutzer in „{ $category }“ passt zu diesen Filtern.
list-search-in = In „{ $category }“ suchen ({ $n } gefunden)
list-clear-search = Suche löschen
list-remove-filters = Filter entfernen
list-tick-first = Haken Sie zuerst mindestens einen Benutzer an.
list-selection-forgotten = Die Auswahl ist nicht mehr gespeichert; es werden alle angezeigt.
list-selection-stale = Diese Auswahl gilt nicht mehr: Wählen Sie die Benutzer noch einmal aus.
list-not-delivered = Einladung nicht zugestellt
list-not-delivered-why = nicht zugestellt: { $why }
list-given-up = aufgegeben
list-expires = gilt bis { $at }
list-since = seit { $at }
list-link-revoked = Link zurückgezogen
list-no-invitation = keine Einladung gesendet
list-until = bis { $at }
list-erased-on = wird am { $at } gelöscht
list-no-seat = kein freier Platz
list-dormant = lange nicht benutzt
list-ended = Enddatum erreicht
list-provisioning = durch das Verzeichnis des Kunden
list-deactivated = deaktiviert
list-staff = Personal
list-users = Benutzer
    .permissions = Benutzerberechtigungen
list-all-users = Alle Benutzer
list-all-but-deleted = alle außer gelöschten
list-seats-none = 0 Plätze frei
list-seats = { $held } von { $owned ->
    [one] { $owned } Platz
   *[other] { $owned } Plätzen
}
list-caption = Benutzer, { $category }, sortiert nach { $order }; die Spaltenköpfe sortieren
list-more-than = mehr als { $n }
list-range-none = 0 Benutzer
list-range-one = { $first } von { $whole }
list-range = { $first }–{ $last } von { $whole }
list-range-unknown = { $n } von { $whole }
list-users-range = Benutzer { $range }.
list-found-none = Kein Benutzer passt.
list-found = { $n ->
    [one] { $n } Benutzer gefunden.
   *[other] { $n } Benutzer gefunden.
}
list-found-more = Mehr als { $n } Benutzer gefunden.
list-last-admin = Letzter Administrator dieses Portals
list-job-running = Auftrag läuft: { $name }, { $percent } %
list-range-to = { " bis " }
list-changed = Die Liste hat sich geändert; es wird die erste Seite angezeigt.
