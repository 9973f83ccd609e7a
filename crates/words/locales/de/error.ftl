# Was statt eines Ergebnisses kommt: warum nicht, und was zu tun ist.

# Jeder Vorgang
error-sign-in-failed = die E-Mail-Adresse oder das Passwort stimmt nicht, oder das Konto kann sich nicht anmelden
error-stale = jemand anderes hat dies inzwischen geändert: Sehen Sie es sich erneut an und wiederholen Sie es dann
error-key-reused = dieser Idempotency-Key gehört zu einer anderen Anfrage: Verwenden Sie einen neuen
error-bad-cursor = diese Stelle gehört nicht zu dieser Liste: Beginnen Sie mit der ersten Seite
error-address-of-user = Diese Adresse gehört bereits einem Benutzer des Portals.
error-portal-full = Das Portal hat keine Nummer mehr für weitere Benutzer: Legen Sie dafür ein weiteres Portal an.
error-address-taken = Ein anderer Benutzer des Portals hat diese Adresse.
error-username-taken = Ein anderer Benutzer hat diesen Benutzernamen: Wählen Sie einen anderen.
error-slug-taken = Ein anderes Portal hat diesen Namen in seiner Adresse: Wählen Sie einen anderen.
error-in-progress = Dieselbe Anfrage wird gerade ausgeführt: Warten Sie einen Augenblick und wiederholen Sie sie dann.
error-already-undone = Dies wurde bereits rückgängig gemacht.

# Passwörter und zweite Faktoren
error-password-short = Verwenden Sie mindestens { $min } Zeichen: Einige Wörter nacheinander sind leicht zu merken.
error-password-long = Verwenden Sie höchstens { $most } Zeichen.
error-current-password = Das ist nicht Ihr aktuelles Passwort.
error-password-before = Sie hatten dieses Passwort schon einmal: Wählen Sie ein anderes.
error-not-password = Das ist nicht Ihr Passwort.
error-code = Dieser Code stimmt nicht oder wurde schon verwendet.
error-factor-set-up = Ein zweiter Faktor ist bereits eingerichtet.
error-factor-required = Dieses Portal verlangt von Ihnen einen zweiten Faktor.
error-link = Dieser Link wurde schon benutzt oder ist abgelaufen.

# Benutzer hinzufügen und einladen
error-no-address = Geben Sie mindestens eine E-Mail-Adresse ein.
error-first-name = Geben Sie einen Vornamen ein.
error-last-name = Geben Sie einen Nachnamen ein.
error-username-sign-in = Geben Sie einen Benutzernamen ein: Hier meldet man sich damit an.
error-username = Geben Sie einen Benutzernamen ein.
error-no-role-here = Diese Rolle gibt es hier nicht.
error-role-beyond = Sie können keine Rolle vergeben, die mehr Rechte hat als Sie.
error-always-invites = Dieses Portal sendet die Einladung immer.
error-too-long = Verwenden Sie höchstens { $most } Zeichen.
error-language-offered = Wählen Sie eine der angebotenen Sprachen.
error-zone-offered = Wählen Sie eine der angebotenen Zeitzonen.

# Befehle
error-no-user = Nennen Sie mindestens einen Benutzer.
error-many-users = Nennen Sie höchstens { $most } Benutzer, oder senden Sie stattdessen einen Filter.
error-undo-late = Ein Vorgang lässt sich 24 Stunden lang rückgängig machen.
error-undo-nobody = Dieser Vorgang hat niemanden geändert, bei dem sich das rückgängig machen lässt.
error-not-undoable = Dieser Vorgang lässt sich nicht rückgängig machen.
error-still-running = Der Vorgang läuft noch: Warten Sie, bis er beendet ist.
error-retry-nothing = Ein weiterer Versuch würde nichts ändern.
error-not-retriable = Dieser Vorgang lässt sich nicht noch einmal versuchen.
error-operation-ended = Der Vorgang ist bereits beendet.
error-all-sent = Alle E-Mails sind bereits versandt.

# Rollen, Berechtigungen, Module, Unterkonten und Anwendungsrollen der Benutzer
error-no-role = Die Rolle „{ $role }“ gibt es hier nicht.
error-name-sub-accounts = Nennen Sie die Unterkonten, die entzogen werden sollen.
error-foreign-permission = „{ $permission }“ ist keine Berechtigung dieses Portals.
error-no-module = Das Modul „{ $name }“ gibt es hier nicht.
error-no-sub-account = Das Unterkonto „{ $name }“ gibt es hier nicht.
error-no-app-role = Die Anwendungsrolle „{ $name }“ gibt es hier nicht.
error-not-held = Sie können „{ $permission }“ nicht vergeben: Sie haben diese Berechtigung selbst nicht.
error-admin-module = „{ $module }“ ist nur für Administratoren.
error-own-sub-accounts = Wählen Sie Unterkonten, in denen Sie selbst arbeiten.
error-one-sub-account = Wählen Sie mindestens ein Unterkonto.
error-several-admins = Das Portal darf mehrere Administratoren haben: Geben Sie dem Benutzer stattdessen die Rolle Administrator.
error-former-role = Wählen Sie eine Rolle unterhalb des Administrators, die Sie vergeben dürfen.

# Einrichtung
error-set-up-already = Portico ist bereits eingerichtet: Melden Sie sich als Inhaber an.
error-set-up-link = Dieser Einrichtungslink funktioniert nicht: Starten Sie den Server neu, um einen neuen zu erhalten.

# Rollen, Module, Unterkonten und Anwendungen eines Portals
error-word-taken = Dieses Wort ist schon vergeben: Wählen Sie ein anderes.
error-some-sub-accounts = Sie arbeiten nur in einigen Unterkonten: Fragen Sie jemanden, der in allen arbeitet.
error-rank = Verwenden Sie eine ganze Zahl von 1 bis 49.
error-rank-below = Verwenden Sie einen Rang unterhalb Ihres eigenen.
error-built-in-role = Eine eingebaute Rolle hat dieses Wort: Wählen Sie ein anderes.
error-not-held-here = Sie können { $permission } nicht vergeben: Sie haben diese Berechtigung hier selbst nicht.
error-role-outranks = Diese Rolle reicht weiter als Ihre: Fragen Sie jemanden mit einer höheren Rolle.
error-role-in-use = { $n ->
    [one] 1 Benutzer hat diese Rolle: Geben Sie ihm zuerst eine andere.
   *[other] { $n } Benutzer haben diese Rolle: Geben Sie ihnen zuerst eine andere.
}

# Portale
error-kind = Verwenden Sie external oder internal.
error-seats = Geben Sie eine Zahl von 1 bis 10.000.000 ein, oder nichts für beliebig viele.
error-seats-held = { $n ->
    [one] { $n } Platz ist belegt: Deaktivieren Sie zuerst Benutzer.
   *[other] { $n } Plätze sind belegt: Deaktivieren Sie zuerst Benutzer.
}
error-draft-already = Das Portal ist bereits ein Entwurf.
error-in-production = Das Portal ist bereits in Betrieb.
error-language = Verwenden Sie en oder de.

# API-Token
error-token-life = Verwenden Sie 1 Tag bis 10 Jahre.
error-token-beyond = { $email } hat die Berechtigung { $permission } nicht.
error-token-own = Sie können nur Token für sich selbst erstellen.
error-token-whom = Geben Sie an, für wen das Token handelt.
error-token-cannot-sign-in = { $email } kann sich nicht anmelden, deshalb kann kein Token für diesen Benutzer handeln.
error-token-revoked = Das Token ist bereits widerrufen.

# Formulare
error-form-empty = Das Formular nennt kein Feld.
error-form-unreadable = Das Formular konnte nicht gelesen werden.
error-no-id = Das ist keine Kennung eines Benutzers.
