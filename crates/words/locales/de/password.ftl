# Vergessene, zurückgesetzte und abgelaufene Passwörter.

password-forgot-page = Passwort vergessen
password-forgot-title = Passwort für { $portal } vergessen?
password-forgot-how = Wir senden einen Link an Ihr Postfach. Damit setzen Sie ein neues Passwort.
password-send-link = Link senden
password-back = Zurück zur Anmeldung
password-enter-email = Geben Sie Ihre E-Mail-Adresse ein.
password-enter-username = Geben Sie Ihren Benutzernamen ein.
password-enter-either = Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.
password-sent-title = Sehen Sie in Ihr Postfach
password-sent-email = Wenn es zu dieser Adresse ein Konto gibt, haben wir einen Link gesendet. Er gilt { $time }.
password-sent-username = Wenn es zu diesem Benutzernamen ein Konto gibt, haben wir einen Link gesendet. Er gilt { $time }.
password-sent-both = Wenn es zu dieser E-Mail-Adresse oder diesem Benutzernamen ein Konto gibt, haben wir einen Link gesendet. Er gilt { $time }.
password-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
password-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
password-no-mail = Keine E-Mail? Sehen Sie bei unerwünschten E-Mails nach, warten Sie eine Minute, und { $again }.
password-ask-again = fordern Sie noch einen Link an
password-reset-page = Neues Passwort
password-reset-title = Neues Passwort für { $portal } setzen
password-reset-hint = Danach sind Sie überall abgemeldet und melden sich mit dem neuen Passwort an.
password-set = Passwort setzen
password-link-until = Dieser Link gilt bis { $time }.
password-new-link = Neuen Link senden
password-known = Wissen Sie Ihr Passwort?
password-not-you = Waren Sie es nicht? Fordern Sie einen neuen Link an, setzen Sie ein anderes Passwort, und sagen Sie es sofort Ihrem Administrator.
password-dead-used = Dieser Link wurde schon benutzt
password-dead-expired = Dieser Link ist abgelaufen
password-dead-void = Dieser Link gilt nicht mehr
password-dead-unknown = Dieser Link funktioniert nicht
password-used-at = Damit wurde am { $time } ein neues Passwort für { $portal } gesetzt.
password-used = Damit wurde ein neues Passwort für { $portal } gesetzt.
password-expired-at = Der Link zu einem neuen Passwort für { $portal } galt bis { $time }.
password-expired = Der Link zu einem neuen Passwort für { $portal } ist abgelaufen.
password-void = Ein neuerer Link zu einem neuen Passwort für { $portal } wurde gesendet, oder das Konto hat sich seither geändert. Suchen Sie nach einer neueren E-Mail.
password-unknown = Vielleicht ist er unvollständig. Kopieren Sie den ganzen Link aus der E-Mail in die Adresszeile.

## Ein abgelaufenes Passwort bei der Anmeldung

password-renew-title = Ihr Passwort für { $portal } ist abgelaufen
password-renew-how = Wählen Sie ein neues, um fortzufahren. Alle Ihre anderen Sitzungen enden.
password-current = Aktuelles Passwort
password-current-wrong = Das ist nicht Ihr aktuelles Passwort.
