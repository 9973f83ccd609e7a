# Was um jede Seite steht.

frame-skip-main = Zum Inhalt springen
frame-skip-table = Zur Benutzertabelle springen
frame-menu = Menü
frame-navigation = Hauptmenü
frame-job-running = Auftrag läuft: { $job }
frame-switch-portal = Portal wechseln
frame-account-of = Konto von
frame-colours = Farben
frame-theme-auto = Automatisch
frame-theme-light = Hell
frame-theme-dark = Dunkel
frame-sign-out = Abmelden
frame-provider-staff = Personal des Anbieters
frame-acting-in = Sie handeln als Personal des Anbieters in { $portal }.
frame-leave = Verlassen
frame-times-in = Zeiten in { $zone }
frame-captured-mail = Abgefangene E-Mails

## Wohin die Menüs führen

frame-all-portals = Alle Portale
frame-your-account = Ihr Konto
frame-sessions = Sitzungen
frame-preferences = Einstellungen
frame-portals = Portale
frame-staff = Personal
frame-users = Benutzer
    .permissions = Benutzerberechtigungen
frame-activity = Aktivitäten
frame-jobs = Aufträge und Exporte
