# E-Mails. Jede Lücke ist ein Wert, der für sich steht: $name und $portal sind Namen, $to, $by und $new sind Adressen,
# $until und $at sind Zeitpunkte mit Wochentag und Zone.

mail-hello = Guten Tag,
mail-hello-name = Guten Tag { $name },
mail-footer = { $product } hat diese E-Mail für { $portal } an { $to } gesendet.
mail-link-hint = Falls die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in die Adresszeile Ihres Browsers:

## Sätze mehrerer Briefe

mail-link-once = Der Link funktioniert einmal, bis { $until }. Wenn Sie eine neuere E-Mail dieser Art bekommen, funktioniert nur noch der Link darin.
mail-do-not-forward = Der Link ist nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter.
mail-ask-why = Wenn Sie den Grund wissen möchten, fragen Sie bitte einen Administrator von { $portal }.
mail-was-you = Wenn Sie das waren, ist nichts zu tun.
mail-known = Wenn Sie davon wissen, ist nichts zu tun.
mail-tell-at-once = Wenn Sie das nicht waren, sagen Sie es bitte sofort einem Administrator von { $portal }.

## Einladung

mail-invitation-subject = Einladung zu { $portal }
mail-invitation = { $by } lädt Sie zu { $portal } ein.
mail-invitation-writes = { $by } schreibt:
mail-invitation-accept = Einladung annehmen
mail-invitation-once = Der Link funktioniert einmal, bis { $until }. Wenn Sie eine neuere Einladung bekommen, funktioniert nur noch der Link darin.
mail-invitation-unexpected = Wenn Sie diese Einladung nicht erwartet haben, beachten Sie diese E-Mail nicht. Ohne den Link kann niemand in Ihrem Namen beitreten.

## Bestätigung einer Adresse

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse für { $portal }
mail-verify = Bitte bestätigen Sie, dass { $to } Ihre E-Mail-Adresse für { $portal } ist. Vorher kann sie nicht zum Anmelden verwendet werden.
mail-verify-confirm = Adresse bestätigen
mail-verify-unexpected = Wenn Sie kein Konto in { $portal } haben oder diese E-Mail nicht erwartet haben, beachten Sie sie nicht. Die Adresse bleibt dann unbestätigt.

## Ein Link für ein neues Passwort

mail-reset-subject = Legen Sie ein neues Passwort für { $portal } fest
mail-reset-by-admin = { $by } hat Ihr Passwort für { $portal } zurückgesetzt. Das alte funktioniert nicht mehr: Legen Sie ein neues fest, um sich wieder anzumelden.
mail-reset-asked = Jemand, wahrscheinlich Sie selbst, hat ein neues Passwort für { $portal } angefordert.
mail-reset-set = Neues Passwort festlegen
mail-reset-not-you = Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht: Es hat sich nichts geändert, und Ihr Passwort funktioniert weiterhin.

## Das Konto ist aktiv

mail-activated-subject = Sie können sich bei { $portal } anmelden
mail-activated = Ihr Konto in { $portal } ist aktiv. Sie können sich jetzt anmelden.
mail-activated-sign-in = Anmelden
mail-activated-unknown = Wenn Sie { $portal } nicht kennen, beachten Sie diese E-Mail bitte nicht.

## Angenommen, aber kein Platz ist frei

mail-waiting-subject = Ihr Konto in { $portal } wartet auf einen freien Platz
mail-waiting = Vielen Dank, dass Sie die Einladung zu { $portal } angenommen haben. Auf Ihrer Seite ist alles getan.
mail-waiting-seats = Im Moment sind alle Plätze von { $portal } vergeben, deshalb können Sie sich noch nicht anmelden. Sie bekommen eine E-Mail, sobald Ihr Konto aktiv ist.
mail-waiting-unexpected = Wenn Sie keine Einladung zu { $portal } angenommen haben, sagen Sie es bitte einem Administrator von { $portal }.

## Das Passwort wurde festgelegt

mail-password-set-subject = Ihr Passwort für { $portal } wurde festgelegt
mail-password-set = Das Passwort Ihres Kontos in { $portal } wurde am { $at } festgelegt.
mail-password-set-not-you = Wenn Sie das nicht waren, kann sich möglicherweise jemand anderes als Sie anmelden. Sagen Sie es bitte sofort einem Administrator von { $portal }, und lassen Sie Ihr Konto sperren.

## Ein neues API-Token

mail-token-subject = Neues API-Token für Ihr Konto in { $portal }
mail-token = { $by } hat das API-Token „{ $token }“ für Ihr Konto in { $portal } erstellt.
mail-token-can = Ein Programm, das dieses Token hat, kann in { $portal } in Ihrem Namen handeln.
mail-token-unexpected = Wenn Sie das nicht erwartet haben, sagen Sie es bitte sofort einem Administrator von { $portal }, und lassen Sie das Token widerrufen.

## Rechte eines Administrators

mail-admin-subject = Sie sind jetzt Administrator von { $portal }
mail-admin = { $by } hat Ihnen in { $portal } die Rechte eines Administrators gegeben.
mail-admin-can = Sie können jetzt die Benutzer von { $portal } verwalten.
mail-admin-unexpected = Wenn Sie das nicht erwartet haben, fragen Sie bitte { $by } oder einen anderen Administrator von { $portal }.

## Die Adresse wird geändert; an die alte Adresse

mail-address-subject = Ihre E-Mail-Adresse für { $portal } wird geändert
mail-address = Die E-Mail-Adresse Ihres Kontos in { $portal } wird in { $new } geändert.
mail-address-was-you = Wenn Sie das waren, ist hier nichts zu tun: Öffnen Sie die E-Mail, die an die neue Adresse gesendet wurde.
mail-address-not-you = Wenn Sie das nicht waren, nehmen Sie die Änderung mit der Schaltfläche oben zurück, und sagen Sie es einem Administrator von { $portal }. Das geht bis { $until }.
mail-address-by-admin = { $by } hat die E-Mail-Adresse Ihres Kontos in { $portal } in { $new } geändert.
mail-address-no-sign-in = Sie können sich nicht anmelden, bis die neue Adresse bestätigt ist.
mail-address-known = Wenn Sie davon wissen, ist hier nichts zu tun: Öffnen Sie die E-Mail, die an die neue Adresse gesendet wurde.
mail-address-mistake = Wenn das ein Irrtum ist, nehmen Sie die Änderung mit der Schaltfläche oben zurück. Das geht bis { $until }.
mail-address-keep = Meine alte Adresse behalten

## Mehr-Faktor-Anmeldung

mail-factor-on-subject = Die Mehr-Faktor-Anmeldung für { $portal } ist eingerichtet
mail-factor-on = Die Mehr-Faktor-Anmeldung für Ihr Konto in { $portal } wurde am { $at } eingerichtet.
mail-factor-off-subject = Die Mehr-Faktor-Anmeldung für { $portal } wurde entfernt
mail-factor-off = Die Mehr-Faktor-Anmeldung für Ihr Konto in { $portal } wurde am { $at } entfernt.
mail-factor-reset-subject = Die Mehr-Faktor-Anmeldung für { $portal } wurde zurückgesetzt
mail-factor-reset = { $by } hat die Mehr-Faktor-Anmeldung Ihres Kontos in { $portal } am { $at } zurückgesetzt.
mail-factor-reset-effect = Ihr Authenticator und Ihre Wiederherstellungscodes funktionieren nicht mehr. Sie wurden überall abgemeldet.
mail-factor-again = Nach dem Anmelden können Sie sie neu einrichten.
mail-code-used-subject = Ein Wiederherstellungscode für { $portal } wurde verwendet
mail-code-used = Für Ihr Konto in { $portal } wurde am { $at } ein Wiederherstellungscode als Nachweis verwendet.
mail-code-used-left = Dieser Code funktioniert nicht mehr. Codes, die noch gelten: { $left }. Auf der Seite Ihres Kontos können Sie neue anlegen.
mail-codes-made-subject = Neue Wiederherstellungscodes für { $portal }
mail-codes-made = Für Ihr Konto in { $portal } wurden am { $at } neue Wiederherstellungscodes angelegt.
mail-codes-made-effect = Die früheren Codes funktionieren nicht mehr.

## Nach falschen Passwörtern gesperrt

mail-locked-subject = Ihr Konto in { $portal } ist für eine Weile gesperrt
mail-locked = Jemand hat zu oft ein falsches Passwort für Ihr Konto in { $portal } eingegeben, deshalb ist es gesperrt.
mail-locked-until = Die Sperre endet von selbst am { $until }. Ein Administrator von { $portal } kann sie vorher beenden.
mail-locked-not-you = Wenn Sie das nicht waren, ist Ihr Passwort weiterhin sicher, und es ist nichts zu tun. Sagen Sie es bitte einem Administrator von { $portal }, falls es wieder geschieht.

## Ein Weg zurück für den Inhaber

mail-owner-subject = Ihr Wiederherstellungslink für { $portal }
mail-owner = Auf dem Server, auf dem { $product } läuft, wurde ein neuer Link angefordert, damit Sie, { $to }, wieder in { $portal } hineinkommen.
mail-owner-enter = Wieder hinein
mail-owner-once = Der Link funktioniert einmal, bis { $until }. Er ist nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter.
mail-owner-unexpected = Wenn niemand in Ihrer Organisation ihn angefordert hat, verwenden Sie den Link nicht. Sagen Sie es bitte sofort denen, die den Server betreiben: Jemand hatte Zugang dazu.
