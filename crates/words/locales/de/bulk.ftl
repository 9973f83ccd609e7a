# Was Administratoren mit Benutzern tun: Schaltflächen, Bestätigungen, Ergebnisse. Jede Aktion hat eine Familie von Texten.
bulk-activate-label = Aktivieren
    .mssp = Freischalten
bulk-activate-question-one = { $name } aktivieren?
    .mssp = { $name } freischalten?
bulk-activate-question = { $n ->
    [one] { $n } Benutzer aktivieren?
   *[other] { $n } Benutzer aktivieren?
}
    .mssp = { $n ->
        [one] { $n } Benutzer freischalten?
       *[other] { $n } Benutzer freischalten?
    }
bulk-activate-button-one = Benutzer aktivieren
    .mssp = Benutzer freischalten
bulk-activate-button = { $n ->
    [one] { $n } Benutzer aktivieren
   *[other] { $n } Benutzer aktivieren
}
    .mssp = { $n ->
        [one] { $n } Benutzer freischalten
       *[other] { $n } Benutzer freischalten
    }
bulk-activate-done = { $n ->
    [one] Erledigt. { $n } Benutzer aktiviert.
   *[other] Erledigt. { $n } Benutzer aktiviert.
}
    .mssp = { $n ->
        [one] Erledigt. { $n } Benutzer freigeschaltet.
       *[other] Erledigt. { $n } Benutzer freigeschaltet.
    }
bulk-activate-partly = Teilweise erledigt. { $done } von { $total } Benutzern aktiviert. Nicht aktiviert: { $missed }, davon { $reasons }.
    .mssp = Teilweise erledigt. { $done } von { $total } Benutzern freigeschaltet. Nicht freigeschaltet: { $missed }, davon { $reasons }.
bulk-activate-none = Nicht erledigt. Kein Benutzer wurde aktiviert. { $why }.
    .mssp = Nicht erledigt. Kein Benutzer wurde freigeschaltet. { $why }.
bulk-activate-error = Fehler. Kein Benutzer wurde aktiviert. { $why }.
    .mssp = Fehler. Kein Benutzer wurde freigeschaltet. { $why }.

bulk-deactivate-label = Deaktivieren
    .mssp = Abschalten
bulk-deactivate-question-one = { $name } deaktivieren?
    .mssp = { $name } abschalten?
bulk-deactivate-question = { $n ->
    [one] { $n } Benutzer deaktivieren?
   *[other] { $n } Benutzer deaktivieren?
}
    .mssp = { $n ->
        [one] { $n } Benutzer abschalten?
       *[other] { $n } Benutzer abschalten?
    }
bulk-deactivate-button-one = Benutzer deaktivieren
    .mssp = Benutzer abschalten
bulk-deactivate-button = { $n ->
    [one] { $n } Benutzer deaktivieren
   *[other] { $n } Benutzer deaktivieren
}
    .mssp = { $n ->
        [one] { $n } Benutzer abschalten
       *[other] { $n } Benutzer abschalten
    }
bulk-deactivate-done = { $n ->
    [one] Erledigt. { $n } Benutzer deaktiviert.
   *[other] Erledigt. { $n } Benutzer deaktiviert.
}
    .mssp = { $n ->
        [one] Erledigt. { $n } Benutzer abgeschaltet.
       *[other] Erledigt. { $n } Benutzer abgeschaltet.
    }
bulk-deactivate-partly = Teilweise erledigt. { $done } von { $total } Benutzern deaktiviert. Nicht deaktiviert: { $missed }, davon { $reasons }.
    .mssp = Teilweise erledigt. { $done } von { $total } Benutzern abgeschaltet. Nicht abgeschaltet: { $missed }, davon { $reasons }.
bulk-deactivate-none = Nicht erledigt. Kein Benutzer wurde deaktiviert. { $why }.
    .mssp = Nicht erledigt. Kein Benutzer wurde abgeschaltet. { $why }.
bulk-deactivate-error = Fehler. Kein Benutzer wurde deaktiviert. { $why }.
    .mssp = Fehler. Kein Benutzer wurde abgeschaltet. { $why }.

bulk-lock-label = Sperren
bulk-lock-question-one = { $name } sperren?
bulk-lock-question = { $n ->
    [one] { $n } Benutzer sperren?
   *[other] { $n } Benutzer sperren?
}
bulk-lock-button-one = Benutzer sperren
bulk-lock-button = { $n ->
    [one] { $n } Benutzer sperren
   *[other] { $n } Benutzer sperren
}
bulk-lock-done = { $n ->
    [one] Erledigt. { $n } Benutzer gesperrt.
   *[other] Erledigt. { $n } Benutzer gesperrt.
}
bulk-lock-partly = Teilweise erledigt. { $done } von { $total } Benutzern gesperrt. Nicht gesperrt: { $missed }, davon { $reasons }.
bulk-lock-none = Nicht erledigt. Kein Benutzer wurde gesperrt. { $why }.
bulk-lock-error = Fehler. Kein Benutzer wurde gesperrt. { $why }.

bulk-unlock-label = Entsperren
bulk-unlock-question-one = { $name } entsperren?
bulk-unlock-question = { $n ->
    [one] { $n } Benutzer entsperren?
   *[other] { $n } Benutzer entsperren?
}
bulk-unlock-button-one = Benutzer entsperren
bulk-unlock-button = { $n ->
    [one] { $n } Benutzer entsperren
   *[other] { $n } Benutzer entsperren
}
bulk-unlock-done = { $n ->
    [one] Erledigt. { $n } Benutzer entsperrt.
   *[other] Erledigt. { $n } Benutzer entsperrt.
}
bulk-unlock-partly = Teilweise erledigt. { $done } von { $total } Benutzern entsperrt. Nicht entsperrt: { $missed }, davon { $reasons }.
bulk-unlock-none = Nicht erledigt. Kein Benutzer wurde entsperrt. { $why }.
bulk-unlock-error = Fehler. Kein Benutzer wurde entsperrt. { $why }.

bulk-resend-label = Einladung erneut senden
    .workflow = Bestätigungs-E-Mail erneut senden
    .child-users = Willkommens-E-Mail erneut senden
    .mssp = Erneut einladen
bulk-resend-question-one = { $name } eine neue Einladung senden?
    .workflow = { $name } eine neue Bestätigungs-E-Mail senden?
    .child-users = { $name } eine neue Willkommens-E-Mail senden?
    .mssp = { $name } erneut einladen?
bulk-resend-question = { $n ->
    [one] { $n } Person eine neue Einladung senden?
   *[other] { $n } Personen eine neue Einladung senden?
}
    .workflow = { $n ->
        [one] { $n } Person eine neue Bestätigungs-E-Mail senden?
       *[other] { $n } Personen eine neue Bestätigungs-E-Mail senden?
    }
    .child-users = { $n ->
        [one] { $n } Person eine neue Willkommens-E-Mail senden?
       *[other] { $n } Personen eine neue Willkommens-E-Mail senden?
    }
    .mssp = { $n ->
        [one] { $n } Benutzer erneut einladen?
       *[other] { $n } Benutzer erneut einladen?
    }
bulk-resend-button-one = Einladung senden
    .workflow = Bestätigungs-E-Mail erneut senden
    .child-users = Willkommens-E-Mail erneut senden
    .mssp = Benutzer erneut einladen
bulk-resend-button = { $n ->
    [one] { $n } Einladung senden
   *[other] { $n } Einladungen senden
}
    .workflow = { $n ->
        [one] { $n } Bestätigungs-E-Mail senden
       *[other] { $n } Bestätigungs-E-Mails senden
    }
    .child-users = { $n ->
        [one] { $n } Willkommens-E-Mail senden
       *[other] { $n } Willkommens-E-Mails senden
    }
    .mssp = { $n ->
        [one] { $n } Benutzer erneut einladen
       *[other] { $n } Benutzer erneut einladen
    }
bulk-resend-done = { $n ->
    [one] Erledigt. Einladung an { $n } Benutzer gesendet.
   *[other] Erledigt. Einladungen an { $n } Benutzer gesendet.
}
    .workflow = { $n ->
        [one] Erledigt. Bestätigungs-E-Mail an { $n } Benutzer gesendet.
       *[other] Erledigt. Bestätigungs-E-Mails an { $n } Benutzer gesendet.
    }
    .child-users = { $n ->
        [one] Erledigt. Willkommens-E-Mail an { $n } Benutzer gesendet.
       *[other] Erledigt. Willkommens-E-Mails an { $n } Benutzer gesendet.
    }
    .mssp = { $n ->
        [one] Erledigt. { $n } Benutzer erneut eingeladen.
       *[other] Erledigt. { $n } Benutzer erneut eingeladen.
    }
bulk-resend-partly = Teilweise erledigt. Einladung an { $done } von { $total } Benutzern gesendet. Nicht gesendet an { $missed }: { $reasons }.
    .workflow = Teilweise erledigt. Bestätigungs-E-Mail an { $done } von { $total } Benutzern gesendet. Nicht gesendet an { $missed }: { $reasons }.
    .child-users = Teilweise erledigt. Willkommens-E-Mail an { $done } von { $total } Benutzern gesendet. Nicht gesendet an { $missed }: { $reasons }.
    .mssp = Teilweise erledigt. { $done } von { $total } Benutzern erneut eingeladen. Nicht gesendet an { $missed }: { $reasons }.
bulk-resend-none = Nicht erledigt. Es wurde keine E-Mail gesendet. { $why }.
bulk-resend-error = Fehler. Es wurde keine E-Mail gesendet. { $why }.

bulk-revoke-label = Einladung widerrufen
bulk-revoke-question-one = Die Einladung von { $name } widerrufen?
bulk-revoke-question = { $n ->
    [one] Die Einladung von { $n } Benutzer widerrufen?
   *[other] Die Einladungen von { $n } Benutzern widerrufen?
}
bulk-revoke-button-one = Einladung widerrufen
bulk-revoke-button = { $n ->
    [one] { $n } Einladung widerrufen
   *[other] { $n } Einladungen widerrufen
}
bulk-revoke-done = { $n ->
    [one] Erledigt. { $n } Einladung widerrufen.
   *[other] Erledigt. { $n } Einladungen widerrufen.
}
bulk-revoke-partly = Teilweise erledigt. { $done } von { $total } Einladungen widerrufen. Nicht widerrufen: { $missed }, davon { $reasons }.
bulk-revoke-none = Nicht erledigt. Keine Einladung wurde widerrufen. { $why }.
bulk-revoke-error = Fehler. Keine Einladung wurde widerrufen. { $why }.

bulk-reset-password-label = Passwort zurücksetzen
bulk-reset-password-question-one = Das Passwort von { $name } zurücksetzen?
bulk-reset-password-question = { $n ->
    [one] Das Passwort von { $n } Benutzer zurücksetzen?
   *[other] Die Passwörter von { $n } Benutzern zurücksetzen?
}
bulk-reset-password-button-one = Passwort zurücksetzen
bulk-reset-password-button = { $n ->
    [one] { $n } Passwort zurücksetzen
   *[other] { $n } Passwörter zurücksetzen
}
bulk-reset-password-done = { $n ->
    [one] Erledigt. Link zum Zurücksetzen an { $n } Benutzer gesendet.
   *[other] Erledigt. Links zum Zurücksetzen an { $n } Benutzer gesendet.
}
bulk-reset-password-partly = Teilweise erledigt. Link zum Zurücksetzen an { $done } von { $total } Benutzern gesendet. Nicht gesendet an { $missed }: { $reasons }.
bulk-reset-password-none = Nicht erledigt. Es wurde keine E-Mail gesendet. { $why }.
bulk-reset-password-error = Fehler. Es wurde keine E-Mail gesendet. { $why }.

bulk-reset-mfa-label = Zweiten Faktor zurücksetzen
bulk-reset-mfa-question-one = Den zweiten Faktor von { $name } zurücksetzen?
bulk-reset-mfa-question = { $n ->
    [one] Den zweiten Faktor von { $n } Benutzer zurücksetzen?
   *[other] Den zweiten Faktor von { $n } Benutzern zurücksetzen?
}
bulk-reset-mfa-button-one = Zweiten Faktor zurücksetzen
bulk-reset-mfa-button = { $n ->
    [one] Zweiten Faktor von { $n } Benutzer zurücksetzen
   *[other] Zweiten Faktor von { $n } Benutzern zurücksetzen
}
bulk-reset-mfa-done = { $n ->
    [one] Erledigt. Zweiter Faktor von { $n } Benutzer zurückgesetzt.
   *[other] Erledigt. Zweiter Faktor von { $n } Benutzern zurückgesetzt.
}
bulk-reset-mfa-partly = Teilweise erledigt. Zweiter Faktor von { $done } von { $total } Benutzern zurückgesetzt. Nicht zurückgesetzt: { $missed }, davon { $reasons }.
bulk-reset-mfa-none = Nicht erledigt. Kein zweiter Faktor wurde zurückgesetzt. { $why }.
bulk-reset-mfa-error = Fehler. Kein zweiter Faktor wurde zurückgesetzt. { $why }.

bulk-delete-label = Löschen
    .permissions = Benutzer löschen
    .simple = Benutzer entfernen
bulk-delete-many = Löschen
    .workflow = Benutzer löschen
    .permissions = Benutzer löschen
    .simple = Benutzer entfernen
bulk-delete-question-one = { $name } löschen?
    .simple = { $name } entfernen?
bulk-delete-question = { $n ->
    [one] { $n } Benutzer löschen?
   *[other] { $n } Benutzer löschen?
}
    .simple = { $n ->
        [one] { $n } Benutzer entfernen?
       *[other] { $n } Benutzer entfernen?
    }
bulk-delete-button-one = Benutzer löschen
    .simple = Benutzer entfernen
bulk-delete-button = { $n ->
    [one] { $n } Benutzer löschen
   *[other] { $n } Benutzer löschen
}
    .simple = { $n ->
        [one] { $n } Benutzer entfernen
       *[other] { $n } Benutzer entfernen
    }
bulk-delete-done = { $n ->
    [one] Erledigt. { $n } Benutzer gelöscht.
   *[other] Erledigt. { $n } Benutzer gelöscht.
}
    .simple = { $n ->
        [one] Erledigt. { $n } Benutzer entfernt.
       *[other] Erledigt. { $n } Benutzer entfernt.
    }
bulk-delete-partly = Teilweise erledigt. { $done } von { $total } Benutzern gelöscht. Nicht gelöscht: { $missed }, davon { $reasons }.
    .simple = Teilweise erledigt. { $done } von { $total } Benutzern entfernt. Nicht entfernt: { $missed }, davon { $reasons }.
bulk-delete-none = Nicht erledigt. Kein Benutzer wurde gelöscht. { $why }.
    .simple = Nicht erledigt. Kein Benutzer wurde entfernt. { $why }.
bulk-delete-error = Fehler. Kein Benutzer wurde gelöscht. { $why }.
    .simple = Fehler. Kein Benutzer wurde entfernt. { $why }.

bulk-restore-label = Erneut einladen
bulk-restore-question-one = { $name } erneut einladen?
bulk-restore-question = { $n ->
    [one] { $n } Benutzer erneut einladen?
   *[other] { $n } Benutzer erneut einladen?
}
bulk-restore-button-one = Einladung senden
bulk-restore-button = { $n ->
    [one] { $n } Benutzer einladen
   *[other] { $n } Benutzer einladen
}
bulk-restore-done = { $n ->
    [one] Erledigt. { $n } Benutzer erneut eingeladen.
   *[other] Erledigt. { $n } Benutzer erneut eingeladen.
}
bulk-restore-partly = Teilweise erledigt. { $done } von { $total } Benutzern erneut eingeladen. Nicht gesendet an { $missed }: { $reasons }.
bulk-restore-none = Nicht erledigt. Es wurde keine E-Mail gesendet. { $why }.
bulk-restore-error = Fehler. Es wurde keine E-Mail gesendet. { $why }.

bulk-erase-label = Endgültig entfernen
bulk-erase-question-one = { $name } und alle persönlichen Daten endgültig entfernen?
bulk-erase-question = { $n ->
    [one] { $n } Benutzer und alle persönlichen Daten endgültig entfernen?
   *[other] { $n } Benutzer und alle persönlichen Daten endgültig entfernen?
}
bulk-erase-button-one = Endgültig entfernen
bulk-erase-button = { $n ->
    [one] { $n } Benutzer endgültig entfernen
   *[other] { $n } Benutzer endgültig entfernen
}
bulk-erase-done = { $n ->
    [one] Erledigt. { $n } Benutzer endgültig entfernt.
   *[other] Erledigt. { $n } Benutzer endgültig entfernt.
}
bulk-erase-partly = Teilweise erledigt. { $done } von { $total } Benutzern endgültig entfernt. Nicht endgültig entfernt: { $missed }, davon { $reasons }.
bulk-erase-none = Nicht erledigt. Kein Benutzer wurde endgültig entfernt. { $why }.
bulk-erase-error = Fehler. Kein Benutzer wurde endgültig entfernt. { $why }.

bulk-sign-out-label = Überall abmelden
bulk-sign-out-question-one = { $name } überall abmelden?
bulk-sign-out-question = { $n ->
    [one] { $n } Benutzer überall abmelden?
   *[other] { $n } Benutzer überall abmelden?
}
bulk-sign-out-button-one = Benutzer abmelden
bulk-sign-out-button = { $n ->
    [one] { $n } Benutzer abmelden
   *[other] { $n } Benutzer abmelden
}
bulk-sign-out-done = { $n ->
    [one] Erledigt. { $n } Benutzer abgemeldet.
   *[other] Erledigt. { $n } Benutzer abgemeldet.
}
bulk-sign-out-partly = Teilweise erledigt. { $done } von { $total } Benutzern abgemeldet. Nicht abgemeldet: { $missed }, davon { $reasons }.
bulk-sign-out-none = Nicht erledigt. Kein Benutzer wurde abgemeldet. { $why }.
bulk-sign-out-error = Fehler. Kein Benutzer wurde abgemeldet. { $why }.

bulk-set-role-label = Rolle ändern
bulk-set-role-question-one = Die Rolle von { $name } ändern?
bulk-set-role-question = { $n ->
    [one] Die Rolle von { $n } Benutzer ändern?
   *[other] Die Rolle von { $n } Benutzern ändern?
}
bulk-set-role-button-one = Rolle ändern
bulk-set-role-button = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
bulk-set-role-done = { $n ->
    [one] Erledigt. { $n } Benutzer geändert.
   *[other] Erledigt. { $n } Benutzer geändert.
}
bulk-set-role-partly = Teilweise erledigt. { $done } von { $total } Benutzern geändert. Nicht geändert: { $missed }, davon { $reasons }.
bulk-set-role-none = Nicht erledigt. Kein Benutzer wurde geändert. { $why }.
bulk-set-role-error = Fehler. Kein Benutzer wurde geändert. { $why }.

bulk-set-permissions-label = Berechtigungen ändern
bulk-set-permissions-question-one = Die Berechtigungen von { $name } ändern?
bulk-set-permissions-question = { $n ->
    [one] Die Berechtigungen von { $n } Benutzer ändern?
   *[other] Die Berechtigungen von { $n } Benutzern ändern?
}
bulk-set-permissions-button-one = Berechtigungen ändern
bulk-set-permissions-button = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
bulk-set-permissions-done = { $n ->
    [one] Erledigt. { $n } Benutzer geändert.
   *[other] Erledigt. { $n } Benutzer geändert.
}
bulk-set-permissions-partly = Teilweise erledigt. { $done } von { $total } Benutzern geändert. Nicht geändert: { $missed }, davon { $reasons }.
bulk-set-permissions-none = Nicht erledigt. Kein Benutzer wurde geändert. { $why }.
bulk-set-permissions-error = Fehler. Kein Benutzer wurde geändert. { $why }.

bulk-set-modules-label = Module ändern
bulk-set-modules-question-one = Die Module von { $name } ändern?
bulk-set-modules-question = { $n ->
    [one] Die Module von { $n } Benutzer ändern?
   *[other] Die Module von { $n } Benutzern ändern?
}
bulk-set-modules-button-one = Module ändern
bulk-set-modules-button = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
bulk-set-modules-done = { $n ->
    [one] Erledigt. { $n } Benutzer geändert.
   *[other] Erledigt. { $n } Benutzer geändert.
}
bulk-set-modules-partly = Teilweise erledigt. { $done } von { $total } Benutzern geändert. Nicht geändert: { $missed }, davon { $reasons }.
bulk-set-modules-none = Nicht erledigt. Kein Benutzer wurde geändert. { $why }.
bulk-set-modules-error = Fehler. Kein Benutzer wurde geändert. { $why }.

bulk-set-sub-accounts-label = Unterkonten ändern
bulk-set-sub-accounts-question-one = Die Unterkonten von { $name } ändern?
bulk-set-sub-accounts-question = { $n ->
    [one] Die Unterkonten von { $n } Benutzer ändern?
   *[other] Die Unterkonten von { $n } Benutzern ändern?
}
bulk-set-sub-accounts-button-one = Unterkonten ändern
bulk-set-sub-accounts-button = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
bulk-set-sub-accounts-done = { $n ->
    [one] Erledigt. { $n } Benutzer geändert.
   *[other] Erledigt. { $n } Benutzer geändert.
}
bulk-set-sub-accounts-partly = Teilweise erledigt. { $done } von { $total } Benutzern geändert. Nicht geändert: { $missed }, davon { $reasons }.
bulk-set-sub-accounts-none = Nicht erledigt. Kein Benutzer wurde geändert. { $why }.
bulk-set-sub-accounts-error = Fehler. Kein Benutzer wurde geändert. { $why }.

bulk-set-app-roles-label = App-Rollen ändern
bulk-set-app-roles-question-one = Die App-Rollen von { $name } ändern?
bulk-set-app-roles-question = { $n ->
    [one] Die App-Rollen von { $n } Benutzer ändern?
   *[other] Die App-Rollen von { $n } Benutzern ändern?
}
bulk-set-app-roles-button-one = App-Rollen ändern
bulk-set-app-roles-button = { $n ->
    [one] { $n } Benutzer ändern
   *[other] { $n } Benutzer ändern
}
bulk-set-app-roles-done = { $n ->
    [one] Erledigt. { $n } Benutzer geändert.
   *[other] Erledigt. { $n } Benutzer geändert.
}
bulk-set-app-roles-partly = Teilweise erledigt. { $done } von { $total } Benutzern geändert. Nicht geändert: { $missed }, davon { $reasons }.
bulk-set-app-roles-none = Nicht erledigt. Kein Benutzer wurde geändert. { $why }.
bulk-set-app-roles-error = Fehler. Kein Benutzer wurde geändert. { $why }.

bulk-undo-label = Rückgängig machen
bulk-undo-done = { $n ->
    [one] Erledigt. Änderung von { $n } Benutzer rückgängig gemacht.
   *[other] Erledigt. Änderungen von { $n } Benutzern rückgängig gemacht.
}
bulk-undo-partly = Teilweise erledigt. Für { $done } von { $total } Benutzern rückgängig gemacht. Nicht für { $missed }: { $reasons }.
bulk-undo-none = Nicht erledigt. Nichts wurde rückgängig gemacht. { $why }.
bulk-undo-error = Fehler. Nichts wurde rückgängig gemacht. { $why }.

bulk-undo = Rückgängig machen
bulk-undone = Rückgängig gemacht
bulk-details = Einzelheiten
bulk-download = CSV herunterladen
bulk-try-again = { $n ->
    [one] Den übrigen 1 noch einmal versuchen
   *[other] Die übrigen { $n } noch einmal versuchen
}
bulk-stop-sending = Senden anhalten
bulk-running = Der Auftrag läuft.
bulk-single-done = Erledigt.
bulk-failed = fehlgeschlagen, ein neuer Versuch ist möglich
bulk-nothing-selected = Es war nichts ausgewählt
bulk-reason = Grund: { $reason }
bulk-all = Alle { $total }: { $reason }
bulk-all-already-verified = Alle { $n } Benutzer sind bereits bestätigt
bulk-all-deactivated = Alle { $n } Benutzer sind deaktiviert
bulk-all-deleted = Alle { $n } Benutzer sind gelöscht
bulk-all-locked-by-admin = Alle { $n } Benutzer sind von einem Administrator gesperrt
bulk-all-already-active = Alle { $n } Benutzer sind bereits aktiv
bulk-all-not-verified = Alle { $n } Benutzer sind unbestätigt
bulk-all-already-inactive = Alle { $n } Benutzer sind bereits inaktiv
bulk-all-already-locked = Alle { $n } Benutzer sind bereits gesperrt
bulk-all-not-locked = Alle { $n } Benutzer sind nicht gesperrt
bulk-all-inactive = Alle { $n } Benutzer sind inaktiv
bulk-all-already-deleted = Alle { $n } Benutzer sind bereits gelöscht
bulk-all-not-deleted = Alle { $n } Benutzer sind nicht gelöscht
bulk-seats-free = { $n ->
    [one] Jetzt ist { $n } Platz frei.
   *[other] Jetzt sind { $n } Plätze frei.
}
bulk-invited-done = { $n ->
    [one] Erledigt. { $n } Einladung wird gesendet.
   *[other] Erledigt. { $n } Einladungen werden gesendet.
}
bulk-invited-partly = Teilweise erledigt. { $n ->
    [one] { $n } Einladung wird gesendet.
   *[other] { $n } Einladungen werden gesendet.
} Nicht eingeladen, { $missed }: { $reasons }.
bulk-invited-none = Nicht erledigt. Niemand wurde eingeladen: { $reasons }.
bulk-added-done = { $n ->
    [one] Erledigt. { $n } Benutzer hinzugefügt.
   *[other] Erledigt. { $n } Benutzer hinzugefügt.
}
bulk-added-partly = Teilweise erledigt. { $n ->
    [one] { $n } Benutzer hinzugefügt.
   *[other] { $n } Benutzer hinzugefügt.
} Nicht hinzugefügt, { $missed }: { $reasons }.
bulk-added-none = Nicht erledigt. Niemand wurde hinzugefügt: { $reasons }.

bulk-mail-stays = Gesendete E-Mails können nicht zurückgeholt werden.
bulk-password-stays = Das Zurücksetzen eines Passworts kann nicht rückgängig gemacht werden: Das alte Passwort kommt nicht wieder.
bulk-mfa-stays = Ein zurückgesetzter zweiter Faktor kommt nicht wieder: Er wird bei der nächsten Anmeldung neu eingerichtet.
bulk-revoked-stays = Ein widerrufener Link gilt nicht wieder: Senden Sie stattdessen eine neue Einladung.
bulk-erased-stays = Endgültig entfernte Daten können nicht zurückgeholt werden.

bulk-can-sign-in = Sie können sich wieder anmelden.
bulk-signed-out = Sie werden jetzt überall abgemeldet.
bulk-cannot-sign-in = Sie können sich nicht anmelden.
bulk-seats-become-free = { $n ->
    [one] Der Platz wird frei.
   *[other] Ihre Plätze werden frei.
}
bulk-locked-until = Sie werden abgemeldet und können sich nicht anmelden, bis ein Administrator sie entsperrt.
bulk-seats-stay = { $n ->
    [one] Der Platz bleibt belegt.
   *[other] Plätze bleiben belegt.
}
bulk-count-zero = Die Zahl der falschen Passwörter wird auf null gesetzt.
bulk-links-stop = Ältere Links gelten nicht mehr.
bulk-links-until = Neue Links gelten bis { $until }.
bulk-link-stops = Der Link gilt sofort nicht mehr.
bulk-invite-again = Die Adresse kann wieder eingeladen werden.
bulk-new-password-first = Sie können sich nicht anmelden, bis sie ein neues Passwort gesetzt haben.
bulk-reset-mail = Sie erhalten eine E-Mail mit einem Link dafür.
bulk-codes-stop = Die Authenticator-App und die Wiederherstellungscodes gelten nicht mehr.
bulk-set-up-again = Bei der nächsten Anmeldung werden sie neu eingerichtet.
bulk-data-removed = Name, E-Mail-Adresse und Anmeldedaten werden entfernt.
bulk-anonymous = Einträge im Aktivitätsprotokoll behalten einen anonymen Verweis.
bulk-final = Dies kann nicht rückgängig gemacht werden.
bulk-sessions-end = Alle Sitzungen enden jetzt.
bulk-sign-in-at-once = Sie können sich sofort wieder anmelden.
bulk-access-changes = Was sie dürfen, ändert sich sofort, auch wo sie angemeldet sind.
bulk-seats-enough = Plätze: { $free } frei, { $needed } benötigt.
bulk-seats-short = { $free } werden aktiviert, { $short } werden übersprungen, weil kein Platz frei ist.
    .mssp = { $free } werden freigeschaltet, { $short } werden übersprungen, weil kein Platz frei ist.
bulk-deletes-all = Alle persönlichen Daten werden endgültig entfernt. Dies kann nicht rückgängig gemacht werden.
bulk-deletes-until = Der Zugang endet jetzt. Die Daten bleiben erhalten; eine neue Einladung stellt sie wieder her, möglich bis { $until }.
bulk-until-erased = zur endgültigen Entfernung

bulk-users = Benutzer
    .permissions = Benutzerberechtigungen
bulk-title = Benutzer: { $act }
bulk-reason-field = Grund
bulk-reason-optional = (freiwillig, steht im Aktivitätsprotokoll)
bulk-cancel = Abbrechen
bulk-show-all = Alle anzeigen
bulk-and-more = und { $n } weitere
bulk-group = { $title }: { $n }
bulk-will-change = Wird geändert
bulk-will-be-skipped = Wird übersprungen
bulk-attention = Braucht Ihre Aufmerksamkeit
bulk-unknown-user = unbekannter Benutzer
bulk-type-email = Geben Sie zur Bestätigung die E-Mail-Adresse des Benutzers ein: { $email }
bulk-type-count = Geben Sie zur Bestätigung { $n } ein
bulk-wrong-email = Das ist nicht die E-Mail-Adresse des Benutzers.
bulk-wrong-count = Das ist nicht die Zahl der Benutzer.
bulk-list-changed = { $now ->
    [one] Die Liste hat sich geändert: { $now } Benutzer passt jetzt, { $seen } waren es, als Sie nachgesehen haben.
   *[other] Die Liste hat sich geändert: { $now } Benutzer passen jetzt, { $seen } waren es, als Sie nachgesehen haben.
}

bulk-view-or-edit = Ansehen oder bearbeiten
    .child-users = Ansehen/Bearbeiten
bulk-view-activity = Aktivität ansehen
    .permissions = Benutzeraktivität ansehen
bulk-resend-verification = Bestätigung erneut senden
    .workflow = Bestätigungs-E-Mail erneut senden
    .mssp = Erneut einladen
    .child-users = Willkommens-E-Mail erneut senden
bulk-send-invitation = Einladung senden
    .child-users = Willkommens-E-Mail senden
bulk-send = Senden
bulk-resend = Erneut senden
    .mssp = Erneut einladen
bulk-activate-name = { $name } aktivieren
    .mssp = { $name } freischalten
bulk-unlock-name = { $name } entsperren
bulk-restore-name = Erneut einladen: { $name }
bulk-send-name = Einladung an { $name } senden
    .child-users = Willkommens-E-Mail an { $name } senden
bulk-verify-name = Bestätigung erneut senden an { $name }
    .workflow = Bestätigungs-E-Mail erneut senden an { $name }
    .mssp = Erneut einladen: { $name }
    .child-users = Willkommens-E-Mail erneut senden an { $name }
bulk-resend-name = Einladung erneut senden an { $name }
    .workflow = Bestätigungs-E-Mail erneut senden an { $name }
    .mssp = Erneut einladen: { $name }
    .child-users = Willkommens-E-Mail erneut senden an { $name }
bulk-export = Auswahl exportieren
