# Was Benutzer erreichen: Berechtigungen, Module, Unterkonten, App-Rollen.

access-title = Berechtigungen
access-users = Benutzer
    .permissions = Benutzerberechtigungen
access-role = Rolle
access-permissions = Berechtigungen zusätzlich zur Rolle
access-permissions-hint = Was die Rolle mitbringt, müssen Sie nicht ankreuzen.
access-modules = Module
access-sub-accounts = Unterkonten
access-app-roles = App-Rollen
access-admins-only = Nur für Administratoren
access-find-sub-account = Unterkonto finden
access-scope-all = Alle Unterkonten
access-scope-all-hint = Auch solche, die später dazukommen
access-scope-named = Nur diese
access-group-users = Benutzer
access-group-activity = Aktivität
access-group-portal = Portal
access-group-provider = Anbieter
access-by-role = Kommt mit der Rolle
access-not-yours = Sie haben diese Berechtigung nicht und können sie deshalb nicht vergeben.
access-not-yours-held = Der Benutzer hat sie. Sie haben sie nicht und können sie deshalb nicht entziehen.
access-save = Berechtigungen speichern
access-cancel = Abbrechen
access-changes = { $added } dazu, { $removed } weg
access-saved = Gespeichert. { $added } dazu, { $removed } weg.
access-unchanged = Gespeichert. Es hat sich nichts geändert.
access-own-role = Ihre eigene Rolle können Sie nicht ändern. Bitten Sie einen anderen Administrator darum.
access-outranked = Dieser Benutzer hat eine höhere Rolle als Sie.
access-out-of-reach = Dieser Benutzer arbeitet auch außerhalb Ihrer Unterkonten.
access-deleted = Dieser Benutzer ist gelöscht. Laden Sie den Benutzer erneut ein, um Berechtigungen zu ändern.
access-role-above = Diese Rolle können Sie nicht vergeben.
access-conflict = Jemand anderes hat diesen Benutzer inzwischen geändert. Jetzt gespeichert: Rolle { $role }; Berechtigungen { $permissions }; Module { $modules }; Unterkonten { $subs }; App-Rollen { $apps }. Unten steht Ihre Auswahl: Speichern Sie erneut, um sie zu verwenden, oder brechen Sie ab.
access-none = keine
access-all = alle
access-edit-link = Berechtigungen bearbeiten
access-edit-of = Berechtigungen von { $name } bearbeiten
access-column = Berechtigungen
access-by-role-only = Nur durch die Rolle
access-mfa-on = Ein
access-mfa-off = Aus
access-scope-note = Sie sehen Benutzer aus { $seen } von { $all } Unterkonten.
access-bulk = Berechtigungen ändern
access-many-title = { $n ->
    [one] Berechtigungen von { $n } Benutzer ändern
   *[other] Berechtigungen von { $n } Benutzern ändern
}
access-many-matching = Berechtigungen aller passenden Benutzer ändern
access-many-hint = Wählen Sie, was sich ändern soll. Sie sehen, was geschehen wird, bevor etwas geschieht.
access-edit = Wie
access-edit-add = Diese hinzufügen
access-edit-remove = Diese entfernen
access-edit-set = Nur diese: ersetzt, was die Benutzer haben
access-preview-role = Vorschau der Rolle
access-preview-permissions = Vorschau der Berechtigungen
access-preview-modules = Vorschau der Module
access-preview-sub-accounts = Vorschau der Unterkonten
access-preview-app-roles = Vorschau der App-Rollen
access-make-admin-question = { $n ->
    [one] { $n } Benutzer Administratorrechte geben?
   *[other] { $n } Benutzern Administratorrechte geben?
}
access-make-admin-one = { $name } Administratorrechte geben?
access-make-admin-what = Administratoren können Benutzer, Preise und Zahlungen verwalten.
access-make-admin-button = { $n ->
    [one] { $n } Benutzer zum Administrator machen
   *[other] { $n } Benutzer zu Administratoren machen
}
access-make-admin-button-one = Zum Administrator machen
access-will-role = Neue Rolle: { $role }.
access-will-add = Fügt hinzu: { $names }.
access-will-remove = Entfernt: { $names }.
access-will-set = Ersetzt, was die Benutzer haben, durch: { $names }.
access-will-all = Gibt alle Unterkonten, auch solche, die später dazukommen.
access-at-once = Offene Sitzungen folgen sofort.
access-reminder = Anfangs ist nichts angekreuzt: Ohne Modul können sich die Personen anmelden, erreichen aber nichts, bis ihnen jemand eines gibt.
access-set-permissions = Berechtigungen festlegen
access-role-admin = Verwaltet Benutzer, Rollen und das Portal
access-role-manager = Verwaltet Benutzer
access-role-helpdesk = Sendet Einladungen erneut, hilft bei der Anmeldung
access-role-auditor = Sieht Benutzer und Aktivität, ändert nichts
access-role-user = Nutzt das Portal, verwaltet niemanden
access-role-owner = Alles, auch die Installation selbst
access-role-provider-admin = Alle Portale und die Mitarbeiter
access-role-technician = Benutzer der zugewiesenen Portale
access-role-provider-auditor = Sieht alles, ändert nichts
