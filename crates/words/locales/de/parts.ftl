# Kleine Teile vieler Seiten.

parts-first = Erste
parts-previous = Vorige
parts-next = Nächste
parts-last = Letzte
parts-pages = Seiten
parts-rows-per-page = Zeilen je Seite
parts-rows = Zeilen
parts-copied = Kopiert: { $what }
parts-copy = { $what } kopieren
