# Die erste Seite einer Installation.

set-up-page = Einrichtung
set-up-title = Portico einrichten
set-up-intro = Nennen Sie das Unternehmen, das diese Installation betreibt, und legen Sie das Konto an, dem sie gehört. Alle anderen können Sie danach einladen.
set-up-provider = Name des Anbieters
set-up-provider-hint = Ihr Unternehmen. Ihre Kunden sehen den Namen in E-Mails.
set-up-owner = E-Mail-Adresse des Inhabers
set-up-owner-hint = Damit melden Sie sich an. Sie wird nicht durch eine E-Mail geprüft: Geben Sie sie sorgfältig ein.
set-up-first-name = Vorname
set-up-last-name = Nachname
set-up-dead-title = Dieser Einrichtungslink funktioniert nicht
set-up-dead-why = Er ist unvollständig, oder ein neuerer wurde ausgegeben.
set-up-dead-fix = Starten Sie Portico auf seinem Server neu: Solange nichts eingerichtet ist, gibt jeder Start einen neuen Link aus.
set-up-done-title = Portico ist bereits eingerichtet
set-up-done = Der Inhaber kann sich anmelden und Sie einladen.
set-up-sign-in = Anmelden
set-up-locked-out = Ist der Inhaber ausgesperrt? { $command } auf dem Server gibt einen neuen Link aus.
