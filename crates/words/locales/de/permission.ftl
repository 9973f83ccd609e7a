# Berechtigungen als Tätigkeiten.

permission-users-view = Benutzer sehen
permission-users-invite = Benutzer hinzufügen und einladen
permission-users-resend = Einladungen erneut senden
permission-users-edit = Namen und Adressen bearbeiten
permission-users-permissions = Rollen und Berechtigungen bearbeiten
permission-users-activate = Benutzer aktivieren und deaktivieren
permission-users-lock = Benutzer sperren
permission-users-unlock = Benutzer entsperren
permission-users-reset-password = Passwörter zurücksetzen
permission-users-reset-mfa = Mehr-Faktor-Anmeldung zurücksetzen
permission-users-sessions = Sitzungen sehen und beenden
permission-users-delete = Benutzer löschen
permission-users-erase = Benutzer endgültig löschen
permission-users-export = Benutzer exportieren
permission-users-import = Benutzer importieren
permission-activity-view = Aktivitäten sehen
permission-activity-export = Aktivitäten exportieren
permission-roles-manage = Rollen verwalten
permission-portal-settings = Einstellungen des Portals ändern
permission-portal-integrations = API-Tokens verwalten
permission-portals-view = Portale sehen
permission-portals-create = Portale anlegen
permission-portals-manage = Portale verwalten
permission-staff-manage = Personal des Anbieters verwalten
permission-system-operate = Die Installation betreiben
