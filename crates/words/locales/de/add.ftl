# Einen Benutzer hinzufügen.

add-users = Benutzer
    .permissions = Benutzerberechtigungen
add-title = Benutzer hinzufügen
    .mssp = Neuen Benutzer hinzufügen
add-submit = Benutzer hinzufügen
    .mssp = Einladen
add-and-another = Hinzufügen und noch einen
add-cancel = Abbrechen
add-first-name = Vorname
add-last-name = Nachname
add-email = E-Mail
add-username = Benutzername
add-username-hint = Zum Anmelden. Buchstaben, Ziffern, Punkt, Bindestrich und Unterstrich.
add-role = Rolle
add-send = Einladung jetzt senden
add-send-hint = Sonst wird der Benutzer nur hinzugefügt. Sie können später aus der Liste einladen.
add-always = Eine Einladung wird per E-Mail gesendet.
add-done = Fertig. { $email } wurde hinzugefügt. Fügen Sie noch jemanden hinzu.
add-show-in-list = In der Liste zeigen
add-seats = { $owned ->
    [one] { $free } von { $owned } Platz ist frei.
   *[other] { $free } von { $owned } Plätzen sind frei.
}
