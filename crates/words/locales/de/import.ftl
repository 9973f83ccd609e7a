# Benutzer aus einer CSV-Datei importieren.

import-back = Benutzer
    .permissions = Benutzerberechtigungen
import-title = Benutzer importieren
import-note = Noch wird nichts geändert: Die nächste Seite zeigt, was jede Zeile bewirken würde.
import-check = Zeilen prüfen
import-cancel = Abbrechen
import-invite = Den neuen Benutzern Einladungen senden
import-invite-hint = Sonst werden sie nur hinzugefügt. Sie können sie später aus der Liste einladen.
import-invite-always = Neue Benutzer erhalten eine Einladung per E-Mail.
import-columns = Welche Spalten verstanden werden
import-columns-others = Exporte aus Google Workspace, Microsoft Entra und Okta werden so verstanden, wie sie sind, ebenso die Exporte dieses Portals. Eine leere Zelle ändert nichts.
import-example = Beispiel herunterladen
import-file = CSV-Datei
import-file-hint = Erste Zeile mit Spaltennamen. Höchstens { $limit }.
import-limit = 10 MB und 100.000 Zeilen
import-paste = Oder die Zeilen einfügen
import-paste-hint = Wird verwendet, wenn keine Datei gewählt ist.
import-column-email = E-Mail
import-column-email-holds = Die Adresse; jede Zeile braucht sie
import-column-first = Vorname
import-column-first-holds = Vorname
import-column-last = Nachname
import-column-last-holds = Familienname
import-column-username = Benutzername
import-column-username-holds = Für die Anmeldung, wenn das Portal Benutzernamen verwendet
import-column-role = Rolle
import-column-role-holds = Der Name einer Rolle; leer für einen einfachen Benutzer
import-choose = Wählen Sie eine Datei, oder fügen Sie die Zeilen ein.
import-unreadable = Die Datei konnte nicht gelesen werden.

# Der Bericht vor einem Import.
import-report-title = Import prüfen
import-new = Werden hinzugefügt
import-invitations = Einladungen
import-changed = Werden geändert
import-unchanged = Unverändert
import-skipped = Übersprungen
import-not-understood = Nicht verstanden
import-not-understood-note = Nicht verstandene Zeilen werden ausgelassen. Berichtigen Sie sie in der Datei, und importieren Sie sie erneut: Zeilen, die schon Benutzer sind, ändern dann nichts.
import-ignored = { $n ->
    [one] Die Spalte { $titles } wird nicht beachtet.
   *[other] Diese Spalten werden nicht beachtet: { $titles }.
}
import-seats = { $seats } Wer später annimmt, wartet auf einen Platz.
import-kept-note = Ein Import ändert Namen und Benutzernamen vorhandener Benutzer. Ihre Rollen und E-Mail-Adressen bleiben, wie sie sind.
import-run = { $n ->
    [one] { $n } Benutzer importieren
   *[other] { $n } Benutzer importieren
}
import-run-changes = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
import-run-both = { $add ->
    [one] { $add } Benutzer importieren und { $change } ändern
   *[other] { $add } Benutzer importieren und { $change } ändern
}
import-diff = Alle Zeilen als CSV herunterladen
import-other-file = Andere Datei wählen
import-head-line = Zeile
import-head-email = E-Mail
import-head-what = Was geschieht
import-group = { $title }: { $n ->
    [one] { $n } Zeile
   *[other] { $n } Zeilen
}
import-unlisted = { $n ->
    [one] und { $n } weitere Zeile
   *[other] und { $n } weitere Zeilen
}
import-nothing = (nichts)
import-stays = (bleibt, wie es ist)
import-field-first-name = Vorname
import-field-last-name = Nachname
import-field-username = Benutzername
import-field-role = Rolle

# Das Ergebnis eines Imports, in der Zeile über der Liste.
import-result-added = { $n ->
    [one] { $n } Benutzer wurde hinzugefügt.
   *[other] { $n } Benutzer wurden hinzugefügt.
}
import-result-invited = { $n ->
    [one] { $n } Einladung wird versendet.
   *[other] { $n } Einladungen werden versendet.
}
import-result-changed = { $n ->
    [one] { $n } Benutzer wurde geändert.
   *[other] { $n } Benutzer wurden geändert.
}
import-result-done = Erledigt.
import-result-partly = Teilweise erledigt.
import-result-left-out = Ausgelassen, { $n }: { $why }.

# Was an einer Datei nicht stimmt.
import-empty = Die Datei ist leer: Sie braucht eine Kopfzeile und mindestens eine Zeile.
import-too-many-rows = Es sind mehr als 100.000 Zeilen: Teilen Sie die Datei.
import-too-large = Die Datei ist größer als 10 MB: Teilen Sie sie.
import-utf16 = Die Datei ist in UTF-16: Speichern Sie sie als „CSV UTF-8“.
import-not-utf8 = Zeile { $row } ist nicht in UTF-8: Speichern Sie die Datei als „CSV UTF-8“.
import-more-faults = Es kann noch mehr geben: Berichtigen Sie zuerst diese.
import-twice = Die Spalte „{ $title }“ gibt es zweimal: Entfernen Sie eine der beiden.
import-no-address = Es gibt keine Spalte für die E-Mail-Adresse: Die erste Zeile muss eine Kopfzeile mit einer Spalte „E-Mail“ sein.
import-row = Zeile { $row }: { $fault }
import-cells = Sie hat { $n } Zellen und die Kopfzeile { $columns }: Eine Zelle mit einem Trennzeichen braucht Anführungszeichen.
import-bad-first-name = Vorname: { $fault }
import-bad-last-name = Nachname: { $fault }
import-bad-username = Benutzername: { $fault }
