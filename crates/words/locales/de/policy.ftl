# Die Regeln eines Portals: Namen der Einstellungen, was sie bewirken, was erlaubt ist und woher ihre Werte kommen.

policy-title = Regeln
policy-sections = Abschnitte der Regeln
policy-preset = Voreinstellung { $preset }: { $what }
policy-save = Speichern
policy-save-section = Speichern: { $section }
policy-saved = Gespeichert. Was sich daraus für Benutzer ergibt, geschieht im Hintergrund.
policy-reset-done = Erledigt. Der Wert der Voreinstellung gilt wieder.
policy-stale = Jemand anderes hat diese Einstellungen inzwischen geändert. Ihre Eingaben sind noch da: Prüfen Sie sie und speichern Sie noch einmal.
policy-contradicts = Das passt nicht zu einer anderen Einstellung, „{ $setting }“: { $why }
policy-from-preset = Aus der Voreinstellung { $preset }.
policy-from-start = Wie beim Anlegen des Portals.
policy-changed = Hier geändert von { $who } am { $at }.
policy-use-preset = Wert der Voreinstellung verwenden: { $value }

policy-on = Ein
policy-off = Aus
policy-none = Keine
policy-any = Jeder Status
policy-no-limit = Keine Grenze
policy-minutes = { $n ->
    [one] 1 Minute
   *[other] { $n } Minuten
}
policy-hours = { $n ->
    [one] 1 Stunde
   *[other] { $n } Stunden
}
policy-bounds-number = Von { $least } bis { $most }.
policy-bounds-limit = Von { $least } bis { $most }, oder leer für keine Grenze.
policy-bounds-minutes = In Minuten, von { $least } bis { $most }.
policy-bounds-hours = In Stunden, von { $least } bis { $most }.
policy-bounds-domains = Eine pro Zeile, höchstens 200.
policy-bounds-zone = Ein IANA-Name, zum Beispiel Europe/Berlin; UTC wird als GMT angezeigt.
policy-wrong-number = Geben Sie eine ganze Zahl von { $least } bis { $most } ein.
policy-wrong-limit = Geben Sie eine ganze Zahl von { $least } bis { $most } ein, oder nichts für keine Grenze.
policy-wrong-choice = Wählen Sie einen der angebotenen Werte.
policy-wrong-domains = Geben Sie Domains wie example.com ein, jede einmal, höchstens 200.
policy-wrong-zone = Geben Sie den IANA-Namen einer Zeitzone ein, zum Beispiel UTC oder Europe/Berlin.
policy-wrong-deletion = Geben Sie eine ganze Zahl von 1 bis 3.650 Tagen ein.
policy-wrong-short-passwords = Verwenden Sie 15 bis 64 Zeichen; 8 bis 64 nur, wenn alle einen zweiten Faktor brauchen.
policy-wrong-idle = Verwenden Sie höchstens die Dauer der ganzen Sitzung.
policy-wrong-username = Kreuzen Sie den Benutzernamen an: Die Anmeldung ist nur mit ihm möglich.
policy-wrong-two-lists = Eine Domain kann nicht zugleich erlaubt und gesperrt sein.

policy-section-sign-in = Anmeldung und Passwörter
policy-section-sign-in-about = Womit sich Benutzer anmelden, wie ein Passwort sein muss, wie lange Links und Sitzungen gelten.
policy-section-locking = Sperren
policy-section-locking-about = Was falsche Passwörter bewirken. Eine begonnene Sperre endet so, wie sie begonnen wurde.
policy-section-second-factor = Zweiter Faktor
policy-section-second-factor-about = Wer eine Anmeldung mit einem zweiten Faktor bestätigen muss.
policy-section-invitations = Einladungen
policy-section-invitations-about = Wer eingeladen werden kann und wie lange Links gelten.
policy-section-deletion = Löschen und Aufbewahren
policy-section-deletion-about = Was Löschen bewirkt und wie lange Daten aufbewahrt werden. Bereits gelöschte Benutzer werden mindestens so lange aufbewahrt, wie damals angegeben wurde.
policy-section-seats = Plätze und Administratoren
policy-section-seats-about = Wie viele Personen das Portal haben darf.
policy-section-words = Liste und Wörter
policy-section-words-about = Die Wörter und Kategorien der Liste, die Felder eines neuen Benutzers, die Sprache.
policy-section-times = Zeiten
policy-section-times-about = Die Zeitzone in Tabellen. Jede Person kann für sich eine andere wählen; Dateien enthalten immer UTC.
policy-section-confirmations = Bestätigungen
policy-section-confirmations-about = Was vor einer Aktion abgefragt wird. Einzutippen ist bei einem Benutzer die E-Mail-Adresse, bei vielen die Anzahl.

policy-seats = { $owned ->
    [one] { $held } von 1 Platz ist belegt. Nur der Anbieter ändert die Zahl der Plätze.
   *[other] { $held } von { $owned } Plätzen sind belegt. Nur der Anbieter ändert die Zahl der Plätze.
}
policy-seats-unlimited = { $held ->
    [one] 1 Platz ist belegt; es gibt keine Grenze. Nur der Anbieter ändert die Zahl der Plätze.
   *[other] { $held } Plätze sind belegt; es gibt keine Grenze. Nur der Anbieter ändert die Zahl der Plätze.
}
policy-seats-change = Zahl der Plätze ändern

policy-sign-in-with = Anmeldung mit
policy-sign-in-with-hint = Benutzernamen sind im Portal eindeutig.
policy-sign-in-with-email = E-Mail-Adresse
policy-sign-in-with-username = Benutzername
policy-sign-in-with-both = Einem von beiden
policy-password-sign-in = Anmeldung mit Passwort
policy-password-sign-in-hint = Aus: Niemand meldet sich hier mit einem Passwort an, und keines wird zurückgesetzt.
policy-password-min-length = Kürzestes Passwort
policy-password-min-length-hint = In Zeichen; weniger als 15 nur, wenn alle einen zweiten Faktor brauchen.
policy-password-history = Frühere Passwörter, die nicht wiederkommen dürfen
policy-password-history-hint = 0 erlaubt alle.
policy-password-max-age-days = Tage, bis ein Passwort abläuft
policy-password-max-age-days-hint = Wessen Passwort abgelaufen ist, setzt bei der nächsten Anmeldung ein neues.
policy-reset-ttl-admin-seconds = Ein Link zum Zurücksetzen durch einen Administrator gilt
policy-reset-ttl-admin-seconds-hint = Das alte Passwort ist ungültig, bis ein neues gesetzt ist.
policy-reset-ttl-self-seconds = Ein selbst angeforderter Link zum Zurücksetzen gilt
policy-reset-ttl-self-seconds-hint = Das alte Passwort gilt so lange weiter.
policy-session-idle-seconds = Eine Sitzung endet ohne Anfragen nach
policy-session-idle-seconds-hint = Gilt auch für Sitzungen, die jetzt offen sind.
policy-session-absolute-seconds = Eine Sitzung endet in jedem Fall nach
policy-session-absolute-seconds-hint = Gilt für Sitzungen, die ab jetzt beginnen.
policy-lockout-failures = Falsche Passwörter in Folge, die sperren
policy-lockout-failures-hint = Nach einem richtigen beginnt die Zählung neu.
policy-lockout-window-seconds = Ein falsches Passwort wird vergessen nach
policy-lockout-window-seconds-hint = Ältere zählen nicht.
policy-lockout-duration-seconds = Die erste Sperre dauert
policy-lockout-duration-seconds-hint = Sie endet von selbst.
policy-lockout-doubling = Jede weitere Sperre dauert doppelt so lange
policy-lockout-doubling-hint = Bis zu einer Stunde.
policy-lockout-reset-unlocks = Ein neues Passwort hebt die Sperre auf
policy-lockout-reset-unlocks-hint = Nur eine automatische Sperre; was ein Administrator gesperrt hat, bleibt gesperrt.
policy-mfa-required = Einen zweiten Faktor brauchen
policy-mfa-required-hint = Wer keinen hat, richtet ihn bei der nächsten Anmeldung ein.
policy-mfa-required-nobody = Niemand
policy-mfa-required-admins = Administratoren
policy-mfa-required-everyone = Alle
policy-invite-ttl-seconds = Ein Einladungslink gilt
policy-invite-ttl-seconds-hint = Gilt für Einladungen ab jetzt.
policy-verify-ttl-seconds = Ein Bestätigungslink gilt
policy-verify-ttl-seconds-hint = Gilt für Links ab jetzt.
policy-may-skip-invite-mail = Benutzer können ohne E-Mail hinzugefügt werden
policy-may-skip-invite-mail-hint = Die Einladung kann später gesendet werden.
policy-block-disposable = Wegwerfadressen ablehnen
policy-block-disposable-hint = Erlaubte Domains werden nie abgelehnt.
policy-allowed-domains = Erlaubte Domains
policy-allowed-domains-hint = Wenn es welche gibt, können nur diese eingeladen werden.
policy-blocked-domains = Gesperrte Domains
policy-blocked-domains-hint = Diese können nicht eingeladen werden.
policy-deletion = Löschen
policy-deletion-hint = Was mit den Daten eines gelöschten Benutzers geschieht.
policy-deletion-hard = Entfernt den Benutzer sofort endgültig
policy-deletion-soft = Beendet den Zugang und behält die Daten
policy-deletion-soft-then-purge = Beendet den Zugang und entfernt den Benutzer später
policy-deletion-purge = Tage, bis ein gelöschter Benutzer entfernt wird
policy-deletion-purge-hint = Nur, wenn Benutzer später entfernt werden. Von 1 bis 3.650.
policy-deletion-days = { $n ->
    [one] nach 1 Tag entfernt
   *[other] nach { $n } Tagen entfernt
}
policy-deletable-from = Benutzer können gelöscht werden im Status
policy-deletable-from-hint = Ohne Häkchen: in jedem Status.
policy-retention-inactive-days = Tage, bis ein deaktivierter Benutzer entfernt wird
policy-retention-inactive-days-hint = Gilt auch für bereits deaktivierte Benutzer: Wer es schon länger ist, wird bald nach dem Speichern entfernt.
policy-max-admins = Höchstzahl der Administratoren
policy-max-admins-hint = Weniger als jetzt nimmt niemandem die Rolle; niemand Neues erhält sie.
policy-vocabulary = Wörter und Kategorien
policy-vocabulary-hint = Wie Status heißen, und die Kacheln der Liste.
policy-vocabulary-standard = Standard: jeder Status unter eigenem Namen
policy-vocabulary-workflow = Workflow: aktiv und inaktiv
policy-vocabulary-mssp = MSSP: freigegeben, gesperrt, unbestätigt
policy-vocabulary-child-users = Child users: Statuscodes
policy-vocabulary-permissions = Berechtigungen: eingeladen, aktiv, gelöscht
policy-vocabulary-simple = Einfach: aktive Benutzer, offene Einladungen, deaktivierte Benutzer
policy-required-fields = Ein neuer Benutzer muss haben
policy-required-fields-hint = Eine E-Mail-Adresse ist immer nötig.
policy-required-fields-first-name = Vorname
policy-required-fields-last-name = Nachname
policy-required-fields-username = Benutzername
policy-language = Sprache des Portals
policy-language-hint = Für Seiten und E-Mails von Personen, die keine gewählt haben.
policy-time-zone-shown = Zeitzone
policy-time-zone-shown-hint = Die Überschrift jeder Spalte nennt sie.

policy-way-none = Nichts: Aus der Liste läuft sie sofort
policy-way-dialog = Ein Klick
policy-way-typed-email = Die eingetippte E-Mail-Adresse; bei vielen die eingetippte Anzahl
policy-way-typed-count = Bei vielen die eingetippte Anzahl; bei einem ein Klick
policy-confirm-activate = Aktivieren
policy-confirm-unlock = Entsperren
policy-confirm-restore = Erneut einladen
policy-confirm-resend = Einladung erneut senden
policy-confirm-set-permissions = Berechtigungen ändern
policy-confirm-set-modules = Module ändern
policy-confirm-set-sub-accounts = Unterkonten ändern
policy-confirm-set-app-roles = App-Rollen ändern
policy-confirm-set-role = Rolle ändern
policy-confirm-reset-password = Passwort zurücksetzen
policy-confirm-reset-mfa = Zweiten Faktor zurücksetzen
policy-confirm-deactivate = Deaktivieren
policy-confirm-lock = Sperren
policy-confirm-revoke = Einladung widerrufen
policy-confirm-delete = Löschen
policy-confirm-erase = Endgültig entfernen
