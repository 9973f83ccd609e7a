# Seiten, die sagen, was schiefging und was als Nächstes zu tun ist.

errors-forbidden-title = Das dürfen Sie nicht
errors-not-found-title = Seite nicht gefunden
errors-conflict-title = Jemand war schneller
errors-too-large-title = Das ist zu groß
errors-not-understood-title = Das war nicht zu verstehen
errors-too-many-title = Zu viele Anfragen
errors-internal-title = Hier ist etwas schiefgegangen
errors-unavailable-title = Im Moment nicht verfügbar
errors-load-again = Neu laden
errors-try-again = Erneut versuchen
errors-go-to = Weiter zu: { $place }
errors-start-page = Startseite
errors-request = Anfrage { $id }
errors-not-found = Die Adresse ist falsch, oder was hier war, wurde entfernt, oder Sie dürfen es nicht sehen.
errors-conflict = Von Ihnen wurde nichts gespeichert. Laden Sie die Seite neu, und wiederholen Sie die Änderung, falls sie noch nötig ist.
errors-too-large = Höchstens { $limit } können auf einmal gesendet werden. Nichts wurde geändert. Teilen Sie es auf, und senden Sie die Teile.
errors-nothing-changed = Nichts wurde geändert.
errors-mend = Gehen Sie zurück, berichtigen Sie es, und senden Sie es noch einmal.
errors-too-many = Nichts wurde geändert. Versuchen Sie es in { $time } erneut.
errors-seconds = { $n ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}
errors-internal = Es liegt nicht an Ihnen. Gehen Sie zurück, und versuchen Sie es noch einmal. Falls es wieder geschieht, nennen Sie Ihrem Administrator die Anfrage unten.
errors-unavailable = Der Server startet gerade, oder seine Datenbank antwortet nicht. Nichts wurde geändert. Versuchen Sie es in einigen Sekunden erneut.
errors-not-open = Für Ihr Konto ist das nicht offen.
errors-needs = Sie brauchen die Berechtigung { $permission } ({ $code }).
errors-granted-by = { $who } kann sie vergeben.
errors-any-admin = Jeder Administrator von { $portal }
