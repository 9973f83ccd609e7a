# Mehrstufige Anmeldung.

mfa-name = Mehrstufige Anmeldung
mfa-security = Sicherheit

## Der Code bei der Anmeldung

mfa-code-title = Geben Sie Ihren Code ein
mfa-code-how = Öffnen Sie Ihre Authenticator-App, und geben Sie die sechs Ziffern ein, die sie für dieses Konto zeigt.
mfa-code = Code
mfa-code-wrong = Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten, und geben Sie diesen ein.
mfa-lockout = Nach { $tries } falschen Versuchen ist das Konto für { $minutes } Minuten gesperrt.
mfa-continue = Weiter
mfa-use-recovery-code = Stattdessen einen Wiederherstellungscode verwenden
mfa-recovery-title = Geben Sie einen Wiederherstellungscode ein
mfa-recovery-how = Geben Sie einen der Wiederherstellungscodes ein, die Sie beim Einrichten der mehrstufigen Anmeldung aufbewahrt haben. Jeder gilt einmal.
mfa-recovery-code = Wiederherstellungscode
mfa-use-authenticator = Stattdessen die Authenticator-App verwenden
mfa-nothing-left = Weder Telefon noch Wiederherstellungscodes? Bitten Sie Ihren Administrator, Ihre mehrstufige Anmeldung zurückzusetzen.

## Einrichten

mfa-set-up-title = Mehrstufige Anmeldung einrichten
mfa-required-by = { $portal } verlangt einen zweiten Faktor: neben Ihrem Passwort einen Code von Ihrem Telefon.
mfa-step-app = Installieren Sie eine Authenticator-App auf Ihrem Telefon. Jede App für zeitbasierte Codes ist geeignet.
mfa-step-scan = Scannen Sie dieses Bild mit der App.
mfa-picture = Bild mit dem Geheimnis für Ihre Authenticator-App. Dasselbe Geheimnis steht darunter als Text.
mfa-step-type = Keine Kamera? Geben Sie stattdessen dieses Geheimnis in die App ein:
mfa-step-code = Geben Sie die sechs Ziffern ein, die die App jetzt zeigt.
mfa-confirm = Bestätigen
mfa-sessions-end = Hier bleiben Sie angemeldet. Alle Ihre anderen Sitzungen enden.
mfa-codes-title = Die mehrstufige Anmeldung ist eingerichtet
mfa-codes = Ihre Wiederherstellungscodes
mfa-codes-why = Ohne Ihr Telefon können Sie sich mit einem dieser Codes anmelden. Jeder gilt einmal. Drucken Sie sie aus, oder bewahren Sie sie in einem Passwort-Manager auf, nicht auf dem Telefon.
mfa-codes-once = Sie werden nicht noch einmal angezeigt.
mfa-copy-codes = Alle Codes kopieren
mfa-codes-copied = Wiederherstellungscodes kopiert.
mfa-codes-kept = Ich habe sie aufbewahrt

## Im eigenen Konto

mfa-off = Aus: Nur Ihr Passwort schützt Ihr Konto.
mfa-set-up = Einrichten
mfa-on-since = Ein seit
mfa-codes-left = Übrige Wiederherstellungscodes
mfa-codes-left-of = { $left } von { $of }
mfa-few-codes = Es sind nur noch wenige Wiederherstellungscodes übrig. Erzeugen Sie neue, bevor Sie sie brauchen.
mfa-wanted = Dieses Portal verlangt sie, deshalb lässt sie sich nicht ausschalten.
mfa-removed = Erledigt. Die mehrstufige Anmeldung ist aus.
mfa-recovered = Sie haben sich mit einem Wiederherstellungscode angemeldet, der nun verbraucht ist. Ist Ihr Telefon weg? Nehmen Sie dessen Authenticator hier heraus, und richten Sie einen anderen ein.
mfa-new-codes = Neue Wiederherstellungscodes
mfa-new-codes-title = Neue Wiederherstellungscodes erzeugen
mfa-new-codes-text = Die Codes, die Sie jetzt haben, gelten dann nicht mehr.
mfa-turn-off = Ausschalten
mfa-remove-title = Mehrstufige Anmeldung ausschalten
mfa-remove-text = Ihr Authenticator und Ihre Wiederherstellungscodes gelten nicht mehr. Alle Ihre anderen Sitzungen enden.
mfa-replace = Anderen Authenticator einrichten
mfa-replace-text = Der jetzige Authenticator und seine Wiederherstellungscodes gelten nicht mehr, und alle Ihre anderen Sitzungen enden. Dann richten Sie sofort den neuen ein: Bis das erledigt ist, steht Ihnen nichts anderes offen.
mfa-replace-button = Weiter
mfa-any-code = Code aus Ihrer App oder ein Wiederherstellungscode
mfa-cancel = Abbrechen
