# Was ein Portal für sich selbst festlegt: Rollen, Module, Unterkonten, Apps; der Weg in den Betrieb; der eine Admin.

catalogue-settings = Einstellungen
catalogue-tab-policy = Regeln
catalogue-tab-tokens = API-Tokens

catalogue-name = Name
catalogue-slug = Wort in der API
catalogue-slug-hint = 2 bis 40 kleine Buchstaben, Ziffern und Bindestriche. Es kann später nicht geändert werden.
catalogue-users = Benutzer
catalogue-action = Aktion
catalogue-remove = Entfernen
catalogue-remove-named = { $name } entfernen
catalogue-remove-logged = Es kann nicht zurückgeholt werden. In den Aktivitäten steht, was geändert wurde.
catalogue-save = Speichern
catalogue-cancel = Abbrechen
catalogue-locked = Sie können dies ansehen, aber nicht ändern: Es reicht weiter als Ihre eigene Rolle.
catalogue-stale = Jemand hat das Portal geändert, seit Sie diese Seite geöffnet haben. Prüfen Sie Ihre Eingaben und senden Sie sie noch einmal.
catalogue-done-added = Fertig. Der Eintrag wurde hinzugefügt.
catalogue-done-saved = Gespeichert.
catalogue-done-removed = Fertig. Der Eintrag wurde entfernt.

catalogue-roles = Rollen
catalogue-roles-intro = Eine Rolle sagt, was ihre Inhaber dürfen. Ein Benutzer hat genau eine.
catalogue-roles-none = Noch keine eigenen Rollen
catalogue-roles-none-hint = Fügen Sie eine hinzu, wenn die mitgelieferten Rollen unten nicht passen.
catalogue-role-new = Neue Rolle
catalogue-role-add = Rolle hinzufügen
catalogue-role-remove = Rolle entfernen
catalogue-role-question = Die Rolle { $name } entfernen?
catalogue-role-holders = { $n ->
    [one] { $n } Benutzer hat diese Rolle. Geben Sie ihm zuerst eine andere.
   *[other] { $n } Benutzer haben diese Rolle. Geben Sie ihnen zuerst eine andere.
}
catalogue-role-unused = Niemand hat diese Rolle.
catalogue-rank = Rang
catalogue-rank-hint = 1 bis 49, unter Ihrem eigenen. Niemand kann Benutzer mit höherem Rang ändern: Ein Benutzer hat 10, der Helpdesk 30, ein Benutzerverwalter 40. Der Rang kann später nicht geändert werden.
catalogue-permission = Berechtigung
catalogue-permissions = Berechtigungen
catalogue-permissions-hint = Sie können nur geben, was Sie selbst haben. Eine Änderung gilt sofort für alle mit dieser Rolle.
catalogue-permissions-none = Keine
catalogue-built-in = Mitgelieferte Rollen
catalogue-built-in-hint = Sie können nicht geändert werden.
catalogue-holds = Ja
catalogue-holds-not = Nein

catalogue-modules = Module
catalogue-modules-intro = Die Menüs des Portals. Jeder Benutzer erhält die gewählten Module; ein Admin hat alle.
catalogue-modules-none = Noch keine Module
catalogue-modules-none-hint = Fügen Sie eines für jedes Menü hinzu, das nicht alle haben sollen.
catalogue-module-new = Neues Modul
catalogue-module-add = Modul hinzufügen
catalogue-module-remove = Modul entfernen
catalogue-module-question = Das Modul { $name } entfernen?
catalogue-module-holders = { $n ->
    [0] Kein Benutzer hat dieses Modul erhalten.
    [one] Es wird { $n } Benutzer sofort entzogen.
   *[other] Es wird { $n } Benutzern sofort entzogen.
}
catalogue-for = Für
catalogue-for-admins = Nur Admins
catalogue-for-all = Alle, die es erhalten
catalogue-admins-only = Nur für Admins
catalogue-admins-only-hint = Andere Benutzer haben es nicht, auch wenn sie es früher erhalten haben.

catalogue-sub-accounts = Unterkonten
catalogue-sub-accounts-intro = Die Teile des Kunden. Ein Benutzer arbeitet in allen oder in den genannten; Admins eines Teils sehen nur dessen Benutzer.
catalogue-sub-accounts-none = Noch keine Unterkonten
catalogue-sub-accounts-none-hint = Fügen Sie eines für jede Filiale oder Abteilung hinzu, deren Benutzer getrennt verwaltet werden.
catalogue-sub-account-new = Neues Unterkonto
catalogue-sub-account-add = Unterkonto hinzufügen
catalogue-sub-account-remove = Unterkonto entfernen
catalogue-sub-account-question = Das Unterkonto { $name } entfernen?
catalogue-sub-account-holders = { $n ->
    [0] Kein Benutzer ist auf dieses Unterkonto beschränkt.
    [one] Es wird { $n } Benutzer entzogen, der darauf beschränkt ist.
   *[other] Es wird { $n } Benutzern entzogen, die darauf beschränkt sind.
}
catalogue-sub-account-empty = Wer nur darauf beschränkt war, gehört dann zu keinem Unterkonto und sieht niemanden. Niemand sieht mehr als zuvor.

catalogue-apps = Apps
catalogue-apps-intro = Die Anwendungen des Portals mit ihren Rollen. Benutzer werden zu den Rollen hinzugefügt.
catalogue-apps-none = Noch keine Apps
catalogue-apps-none-hint = Fügen Sie eine App hinzu, danach ihre Rollen.
catalogue-app-new = Neue App
catalogue-app-add = App hinzufügen
catalogue-app-remove = App entfernen
catalogue-app-question = Die App { $name } und ihre Rollen entfernen?
catalogue-app-holders = { $n ->
    [0] Niemand hat eine Rolle, die wegfällt.
    [one] { $n } Benutzer verliert sofort eine Rolle der App.
   *[other] Rollen der App werden sofort { $n }-mal entzogen.
}
catalogue-app-roles = App-Rollen
catalogue-app-roles-none = Noch keine Rollen
catalogue-app-role-new = Neue Rolle dieser App
catalogue-app-role-add = App-Rolle hinzufügen
catalogue-app-role-remove = App-Rolle entfernen
catalogue-app-role-question = Die Rolle { $name } von { $app } entfernen?

catalogue-deploy = Inbetriebnahme
catalogue-stage = Stufe
catalogue-state-external-draft = Dieses Portal ist für externe Benutzer. Es ist ein Entwurf.
catalogue-state-external-production = Dieses Portal ist für externe Benutzer. Es ist in Betrieb.
catalogue-state-internal-draft = Dieses Portal ist für interne Benutzer. Es ist ein Entwurf.
catalogue-state-internal-production = Dieses Portal ist für interne Benutzer. Es ist in Betrieb.
catalogue-about-draft = Interne Benutzer können zum Testen App-Rollen haben. Nach der Inbetriebnahme können nur externe Benutzer zu App-Rollen hinzugefügt werden; interne behalten, was sie haben, bis Sie es entfernen.
catalogue-about-production = Nur externe Benutzer können zu App-Rollen hinzugefügt werden.
catalogue-about-internal = Interne und externe Benutzer können zu App-Rollen hinzugefügt werden.
catalogue-deploy-button = In Betrieb nehmen
catalogue-draft-button = Zurück zum Entwurf
catalogue-deployed = Fertig. Das Portal ist in Betrieb.
catalogue-user = Benutzer
catalogue-internal = Interne Benutzer mit App-Rollen
catalogue-internal-none = Kein interner Benutzer hat eine App-Rolle.
catalogue-internal-hint = { $n ->
    [one] { $n } interner Benutzer hat App-Rollen. In Betrieb sollte es keiner sein.
   *[other] { $n } interne Benutzer haben App-Rollen. In Betrieb sollte es keiner sein.
}
catalogue-release = { $n ->
    [one] Die App-Rollen von { $n } Benutzer entfernen
   *[other] Die App-Rollen von { $n } Benutzern entfernen
}
catalogue-released = { $skipped ->
    [0] Fertig. Die App-Rollen von { $n } internen Benutzern wurden entfernt.
   *[other] Die App-Rollen von { $n } internen Benutzern wurden entfernt. { $skipped } wurden übersprungen.
}

catalogue-kind = Art
catalogue-kind-external = Extern
catalogue-kind-internal = Intern
catalogue-kind-service = Programm
catalogue-kind-external-hint = Eine Person des Kunden
catalogue-kind-internal-hint = Eine Person des Anbieters oder des Portalinhabers

catalogue-transfer = Admin-Rolle übertragen
catalogue-transfer-question = { $name } zum Admin dieses Portals machen?
catalogue-transfer-new = { $name } wird der einzige Admin und kann alle Benutzer, Einstellungen und Unterkonten verwalten.
catalogue-transfer-former = { $email } ist nicht länger Admin und hat sofort die Rolle Benutzer.
catalogue-transfer-yourself = Sie sind nicht länger Admin und haben sofort die Rolle Benutzer. Nur der neue Admin oder der Anbieter kann das ändern.
catalogue-transfer-mail = Der neue Admin erhält eine E-Mail.
catalogue-transferred = Fertig. Die Admin-Rolle wurde übertragen.
