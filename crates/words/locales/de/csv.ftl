# Titel der Spalten in CSV-Dateien. Der Import versteht beide Sprachen.

csv-first-name = Vorname
csv-last-name = Nachname
csv-e-mail = E-Mail
csv-username = Benutzername
csv-role = Rolle
csv-permissions = Berechtigungen
csv-status = Status
csv-status-label = Statusbezeichnung
csv-user-id = Benutzer-ID
csv-kind = Art
csv-e-mail-verified = E-Mail bestätigt
csv-last-sign-in = Letzte Anmeldung
csv-added = Hinzugefügt
csv-modified = Geändert
csv-state-detail = Zustand
csv-state-ends = Zustand endet
csv-lock = Sperre
csv-lock-ends = Sperre endet
csv-lock-reason = Sperrgrund
csv-onboarding-mail = Einladungsmail
csv-onboarding-mail-queued = Einladungsmail eingereiht
csv-version = Version
