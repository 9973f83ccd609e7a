# Eine andere E-Mail-Adresse: sie verlangen, bestätigen, zurücknehmen.

email-field = E-Mail
email-new = Neue E-Mail-Adresse
email-change = E-Mail ändern
email-change-title = E-Mail von { $name } ändern
email-change-own = Ihre E-Mail ändern
email-continue = Weiter
email-cancel = Abbrechen
email-is-now = Die Adresse ist jetzt { $email }.
email-current-password = Aktuelles Passwort
email-own-hint = Wir senden einen Link an die neue Adresse. Bis Sie ihn geöffnet haben, melden Sie sich mit der bisherigen an.
email-question = E-Mail von { $name } in { $email } ändern?
email-what-access = Der Benutzer wird jetzt überall abgemeldet.
email-what-confirm = Die neue Adresse muss vor der nächsten Anmeldung bestätigt werden.
email-what-notice = Die alte Adresse erhält einen Hinweis, mit dem sich die Änderung sieben Tage lang zurücknehmen lässt.
email-what-invitation = Eine neue Einladung geht an die neue Adresse, und der Link in der alten gilt nicht mehr.
email-what-replaced = Die Adresse wird sofort ersetzt. Es wird keine E-Mail gesendet.
email-waiting = Die neue Adresse { $email } ist noch nicht bestätigt.
email-resend = Erneut senden
email-cancel-change = Änderung abbrechen
email-done-started = Erledigt. Ein Link ging an die neue Adresse. Der Benutzer kann sich anmelden, sobald sie bestätigt ist.
email-done-replaced = Erledigt. Die Adresse ist geändert.
email-done-cancelled = Erledigt. Die Änderung ist abgebrochen, und die bisherige Adresse gilt.
email-done-own = Erledigt. Ein Link ging an die neue Adresse. Sie gilt, sobald Sie sie bestätigt haben.
email-done-sent = Erledigt. Ein neuer Link ging an die neue Adresse, und ältere Links gelten nicht mehr.

## Hinter dem Link an die neue Adresse

email-verify-page = E-Mail bestätigen
email-verify-title = Bestätigen Sie Ihre E-Mail für { $portal }
email-verify-what = Ist { $email } Ihre Adresse? Dann bestätigen Sie sie: Von jetzt an gehen E-Mails dorthin, und Sie melden sich damit an.
email-verify-button = E-Mail bestätigen
email-link-until = Dieser Link gilt bis { $time }.
email-verified-title = Ihre E-Mail ist bestätigt
email-verified = Von jetzt an gehen E-Mails an diese Adresse.
email-go-on = Weiter
email-send-again = Neuen Link senden
email-again-title = Sehen Sie in Ihr Postfach
email-again = Wenn die neue Adresse noch auf die Bestätigung wartet, haben wir einen neuen Link dorthin gesendet. Ältere Links gelten nicht mehr.
email-to-sign-in = Anmelden

## Hinter dem Link im Hinweis an die bisherige Adresse

email-undo-page = Alte Adresse behalten
email-undo-title = Alte Adresse für { $portal } behalten?
email-undo-what = Ihr Konto gehört dann wieder zu { $former } und nicht zu { $instead }.
email-undo-consequence = Alle werden aus dem Konto abgemeldet, und der Link im neuen Postfach gilt nicht mehr.
email-undo-button = Meine alte Adresse behalten
email-undone-title = Ihre alte Adresse gilt wieder
email-undone = Alle sind aus dem Konto abgemeldet.
email-undone-password = Hat jemand anderes die Adresse geändert? Dann kennt diese Person vielleicht Ihr Passwort: Setzen Sie jetzt ein neues.
email-new-password = Neues Passwort setzen
email-not-undone-title = Die alte Adresse ist vergeben
email-ask-admin = Bitten Sie einen Administrator des Portals um Hilfe.

## Links, die nicht gelten

email-dead-used = Dieser Link wurde schon verwendet
email-dead-expired = Dieser Link ist abgelaufen
email-dead-void = Dieser Link gilt nicht mehr
email-dead-unknown = Dieser Link funktioniert nicht
email-dead-hint = Möchten Sie Ihre Adresse weiterhin ändern? Beginnen Sie in Ihrem Konto von vorn, oder fragen Sie Ihren Administrator.
email-used-at = Die Adresse wurde damit am { $time } bestätigt.
email-expired-at = Er galt bis { $time }.
email-void = Ein neuerer Link wurde gesendet, oder die Änderung wurde abgebrochen. Suchen Sie nach einer neueren E-Mail.
email-unknown = Er ist vielleicht unvollständig. Kopieren Sie den ganzen Link aus der E-Mail in die Adresszeile.
email-undo-used-at = Die Änderung wurde damit am { $time } zurückgenommen.
email-undo-void = Es gibt nichts mehr zurückzunehmen: Die Änderung wurde abgebrochen oder zurückgenommen.
