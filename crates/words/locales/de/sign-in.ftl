# Anmelden, und eine Einladung annehmen.

sign-in-page = Anmelden
sign-in-title = Bei { $portal } anmelden
sign-in-button = Anmelden
sign-in-forgot = Passwort vergessen?
sign-in-no-account = Noch kein Konto? Ein Administrator von { $portal } kann Sie einladen.
sign-in-email = E-Mail
sign-in-username = Benutzername
sign-in-email-or-username = E-Mail oder Benutzername
sign-in-password = Passwort
sign-in-wait = { $n ->
    [one] Zu viele Versuche. Warten Sie { $n } Sekunde, und melden Sie sich dann noch einmal an.
   *[other] Zu viele Versuche. Warten Sie { $n } Sekunden, und melden Sie sich dann noch einmal an.
}
sign-in-accepted = Ihr Passwort ist gesetzt. Melden Sie sich damit an.
sign-in-password-set = Ihr neues Passwort ist gesetzt. Melden Sie sich damit an.
sign-in-set-up = Portico ist eingerichtet. Melden Sie sich mit dem Passwort an, das Sie soeben gesetzt haben.
sign-in-signed-out = Sie sind abgemeldet.
sign-in-ended = Ihre Sitzung ist beendet. Melden Sie sich noch einmal an.
sign-in-failed-email = E-Mail oder Passwort stimmt nicht, oder mit dem Konto ist keine Anmeldung möglich. Nach { $tries } falschen Versuchen ist ein Konto für { $minutes } Minuten gesperrt.
sign-in-failed-username = Benutzername oder Passwort stimmt nicht, oder mit dem Konto ist keine Anmeldung möglich. Nach { $tries } falschen Versuchen ist ein Konto für { $minutes } Minuten gesperrt.
sign-in-failed-both = E-Mail, Benutzername oder Passwort stimmt nicht, oder mit dem Konto ist keine Anmeldung möglich. Nach { $tries } falschen Versuchen ist ein Konto für { $minutes } Minuten gesperrt.

## Die Seite hinter einer Einladung

sign-in-invitation = Einladung
sign-in-welcome = Willkommen bei { $portal }
sign-in-invited = Sie wurden eingeladen. Setzen Sie ein Passwort, um zu beginnen.
sign-in-waiting-title = Fast geschafft
sign-in-waiting-done = Ihr Passwort ist gesetzt, und Ihre E-Mail-Adresse ist bestätigt.
sign-in-no-seat = Alle Plätze von { $portal } sind zurzeit belegt, deshalb können Sie sich noch nicht anmelden.
sign-in-no-seat-mail = Sie müssen nichts tun. Sobald ein Platz frei ist, bekommen Sie eine E-Mail an { $email }.
sign-in-no-seat-urgent = Ist es dringend? Bitten Sie Ihren Administrator, einen Platz frei zu machen oder weitere zu kaufen.
sign-in-dead-used = Diese Einladung wurde schon benutzt
sign-in-dead-expired = Diese Einladung ist abgelaufen
sign-in-dead-void = Diese Einladung gilt nicht mehr
sign-in-used-at = Die Einladung zu { $portal } wurde am { $time } angenommen.
sign-in-used = Die Einladung zu { $portal } wurde angenommen.
sign-in-expired-at = Die Einladung zu { $portal } galt bis { $time }.
sign-in-expired = Die Einladung zu { $portal } ist abgelaufen.
sign-in-void = Die Einladung zu { $portal } wurde zurückgezogen, oder es wurde eine neuere gesendet. Suchen Sie nach einer neueren E-Mail.
sign-in-not-you = Waren Sie es nicht? Sagen Sie es sofort Ihrem Administrator.
sign-in-ask-admin = Bitten Sie Ihren Administrator um eine neue Einladung.
sign-in-ask-admin-button = Administrator um eine neue Einladung bitten
sign-in-have-password = Haben Sie schon ein Passwort?
