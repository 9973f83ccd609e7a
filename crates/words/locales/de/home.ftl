# Die erste Seite.

home-not-set-up = Portico ist noch nicht eingerichtet
home-link = Der Server hat beim Start einen Link ausgegeben. Öffnen Sie ihn, um den Anbieter und seinen Inhaber zu benennen.
home-again = Starten Sie den Server für einen neuen Link noch einmal:
home-portal = Portal
home-portal-hint = Das Wort nach /p/ in Ihrer Einladung oder Ihrem Lesezeichen, zum Beispiel acme.
home-sign-in = Anmelden
home-go = Zur Anmeldung
home-provider = Arbeiten Sie für den Anbieter?
home-staff = Als Personal anmelden
