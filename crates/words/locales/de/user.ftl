# Die Seite eines Benutzers: Profil, Sicherheit, Aktivität. Das eigene Konto hat dieselben Felder.

user-users = Benutzer
    .permissions = Benutzerberechtigungen
user-sections = Abschnitte zu diesem Benutzer
user-profile = Profil
user-permissions = Berechtigungen
user-security = Sicherheit
user-activity = Aktivität
user-portals = Portale
user-id = Benutzer-ID
user-never = Nie
user-seen = Zuletzt angemeldet
user-added = Hinzugefügt
user-modified = Geändert
user-waits-for-seat = Die Einladung wurde angenommen. Der Benutzer wird aktiv, sobald ein Platz frei ist.
user-is-deleted = Dieser Benutzer ist gelöscht und kann sich nicht anmelden.
user-done-added = Erledigt. Der Benutzer wurde hinzugefügt.
user-done-saved = Gespeichert.
user-done-signed-out = Erledigt. Der Benutzer ist überall abgemeldet.
user-done-session = Erledigt. Die Sitzung ist beendet.

## Felder des Profils, jedes wird für sich gespeichert

user-first-name = Vorname
user-last-name = Nachname
user-username = Benutzername
user-language = Sprache
user-time-zone = Zeitzone
user-as-portal = Wie das Portal: { $value }
user-role = Rolle
user-verified = E-Mail bestätigt
user-not-yet = Noch nicht
user-save = Speichern
user-save-field = { $field } speichern
user-saving = Wird gespeichert …
user-unreached = Nicht gespeichert: Der Server ist nicht erreichbar. Drücken Sie im Feld die Eingabetaste, um es noch einmal zu versuchen.
user-said-unreached = Nicht gespeichert. Der Server ist nicht erreichbar.
user-saved-at = Gespeichert { $time }
user-said-saved = { $field } gespeichert.
user-not-saved = Nicht gespeichert: { $why }
user-said-not-saved = { $field } nicht gespeichert. { $why }
user-undo = Rückgängig machen
user-conflict = { $who } hat dies um { $time } in „{ $value }“ geändert.
user-conflict-removed = { $who } hat dies um { $time } entfernt.
user-conflict-somebody = Jemand anderes hat dies inzwischen in „{ $value }“ geändert.
user-conflict-somebody-removed = Jemand anderes hat dies inzwischen entfernt.
user-keep = { $value } behalten
user-keep-empty = Leer lassen
user-use-mine = Meinen Text verwenden

## E-Mails

user-mail = E-Mails an diesen Benutzer
user-no-mail = Keine E-Mails in den letzten 30 Tagen.
user-mail-queued = Wartet
user-mail-sent = Gesendet
user-mail-dead = Nicht zugestellt
user-mail-dropped = Nicht gesendet: nicht mehr nötig
user-mail-to = { $time } an { $email }
user-mail-retry = Noch einmal versuchen
user-mail-invitation = Einladung
user-mail-verify = Bestätigung der E-Mail-Adresse
user-mail-activated = Konto aktiviert
user-mail-waiting = Wartet auf einen Platz
user-mail-password-set = Passwort gesetzt
user-mail-reset = Passwort zurückgesetzt
user-mail-token = API-Token erstellt
user-mail-admin = Administratorrechte erteilt
user-mail-changing = Änderung der E-Mail-Adresse
user-mail-factor-on = Zweiter Faktor eingerichtet
user-mail-factor-off = Zweiter Faktor entfernt
user-mail-code-used = Wiederherstellungscode verwendet
user-mail-codes-made = Neue Wiederherstellungscodes
user-mail-locked = Konto gesperrt
user-mail-recovery = Wiederherstellung des Inhabers

## Sicherheit

user-password = Passwort
user-no-password = Kein Passwort: Dieser Benutzer meldet sich auf andere Weise an.
user-password-set = Gesetzt
user-password-must = Muss neu gesetzt werden
user-state = Zustand
user-since = Seit
user-yes = Ja
user-reset-asked = Zurücksetzen angefordert
user-lock = Sperre
user-not-locked = Nicht gesperrt.
user-kind = Art
user-lock-auto = { $n ->
    [one] Automatisch, nach { $n } falschem Passwort
   *[other] Automatisch, nach { $n } falschen Passwörtern
}
user-lock-admin = Durch einen Administrator
user-lock-ends = Endet
user-lock-by = Von
user-reason = Grund
user-factors = Mehrstufige Anmeldung
user-no-factors = Nicht eingerichtet.
user-sessions = Sitzungen
user-sessions-list = Liste der Sitzungen
user-no-sessions = Nirgends angemeldet.
user-device = Gerät
user-address = Adresse
user-started = Begonnen (GMT)
user-used = Zuletzt genutzt (GMT)
user-action = Aktion
user-this-is-you = Das sind Sie
user-sign-out = Abmelden
user-sign-out-of = { $device } abmelden
user-sign-out-all = Überall abmelden

## Aktivität

user-which-activity = Welche Aktivität
user-about = Über diesen Benutzer
user-by-this = Von diesem Benutzer
user-no-activity = Keine Aktivität.
user-time = Zeit (GMT)
user-by = Ausgeführt von
user-reference = Betrifft
user-result = Ergebnis
user-details = Details
user-details-of = Details zu { $action }, { $time }
