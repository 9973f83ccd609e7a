# Die Portale des Anbieters: die Liste, ein neues, seine Einstellungen, und wer vom Personal woran arbeitet.

portals-title = Portale
portals-active = Aktiv
portals-suspended = Stillgelegt
portals-closing = Wird geschlossen
portals-find = Portale suchen
portals-find-hint = Name oder Adresswort
portals-search = Suchen
portals-no-match = Kein Portal passt zu „{ $q }“
portals-clear-search = Suche löschen
portals-none = Noch keine Portale
portals-none-hint = Ein Portal enthält die Benutzer eines Kunden.
portals-portal = Portal
portals-state = Zustand
portals-users = Benutzer
portals-pending = Offen
portals-seats = Plätze
portals-preset = Vorlage
portals-settings = Einstellungen
portals-settings-of = Einstellungen von { $name }
portals-settings-title = Einstellungen des Portals
portals-none-free = keiner frei
portals-seats-no-limit = { $held }, unbegrenzt
portals-seats-of = { $owned ->
    [one] { $held } von { $owned } Platz
   *[other] { $held } von { $owned } Plätzen
}
portals-range = { $first }–{ $last } von { $all }

portals-new = Neues Portal
portals-create = Portal anlegen und Admin einladen
portals-cancel = Abbrechen
portals-name = Name
portals-name-hint = Der Kunde, wie seine Benutzer ihn kennen.
portals-slug = Adresswort
portals-slug-hint = Das Ende seiner Adresse, { $start }acme. Kleine Buchstaben, Ziffern und Bindestriche. Es kann später nicht geändert werden.
portals-preset-hint = Wie Benutzer, Status und Löschen funktionieren. Jede einzelne Einstellung kann später geändert werden.
portals-kind = Art
portals-kind-hint = In Betrieb können nur externe Benutzer zu den App-Rollen eines externen Portals hinzugefügt werden.
portals-external = Extern
portals-external-hint = Für die Personen eines Kunden
portals-internal = Intern
portals-internal-hint = Für Ihre eigenen Personen
portals-seats-hint = Wie viele Benutzer zugleich aktiv sein können. Lassen Sie das Feld leer für eine beliebige Anzahl.
portals-seats-wrong = Geben Sie eine ganze Zahl ein, oder nichts für eine beliebige Anzahl.
portals-admin-email = E-Mail des Admins
portals-admin-hint = Erhält eine Einladung und verwaltet alle anderen.

portals-open = Portal öffnen
portals-name-and-seats = Name und Plätze
portals-made-from = Vorlage { $preset }
portals-save = Speichern
portals-save-field = { $field } speichern
portals-seats-taken = { $held } belegt. Lassen Sie das Feld leer für eine beliebige Anzahl.
portals-access = Zugang
portals-access-on = Die Benutzer können sich anmelden. Stilllegen meldet alle ab und behält alle Daten.
portals-access-off = Niemand kann sich anmelden. Benutzer, Plätze und Einstellungen bleiben erhalten.
portals-suspend = Portal stilllegen
portals-resume = Portal wieder öffnen
portals-suspend-question = { $name } stilllegen?
portals-suspend-out = { $n ->
    [one] Alle werden jetzt abgemeldet: { $n } aktiver Benutzer.
   *[other] Alle werden jetzt abgemeldet: { $n } aktive Benutzer.
}
portals-suspend-links = Niemand kann sich anmelden, und Links in E-Mails funktionieren nicht, bis das Portal wieder geöffnet wird.
portals-suspend-kept = Benutzer, Plätze und Einstellungen bleiben erhalten.
portals-production = Betrieb
portals-deployment = Inbetriebnahme
portals-external-draft = Für externe Benutzer, ein Entwurf.
portals-external-production = Für externe Benutzer, in Betrieb.
portals-internal-draft = Für interne Benutzer, ein Entwurf.
portals-internal-production = Für interne Benutzer, in Betrieb.
portals-draft = Zurück zum Entwurf
portals-draft-question = { $name } wieder zum Entwurf machen?
portals-draft-internal = Interne Benutzer können wieder zu App-Rollen hinzugefügt werden.
portals-draft-kept = Niemand verliert etwas, und alle können sich weiter anmelden.
portals-done-created = Fertig. Das Portal ist angelegt, und sein Admin erhält eine Einladung.
portals-done-saved = Gespeichert.
portals-done-suspended = Fertig. Niemand kann sich anmelden, bis das Portal wieder geöffnet wird.
portals-done-resumed = Fertig. Die Benutzer können sich wieder anmelden.
portals-done-draft = Fertig. Das Portal ist wieder ein Entwurf.

portals-of-staff = Portale dieser Person
portals-staff-all = Alle Portale, jetzt und später. Die Rolle gibt das.
portals-staff-none = Keine Portale.
portals-staff-assigned = { $n ->
    [one] { $n } Portal von { $all } ist zugewiesen. Wird eines weggenommen, endet der Zugang sofort.
   *[other] { $n } Portale von { $all } sind zugewiesen. Wird eines weggenommen, endet der Zugang sofort.
}
portals-staff-save = Portale speichern
