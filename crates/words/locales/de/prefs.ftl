# Wie Seiten aussehen und sprechen.

prefs-language = Sprache
prefs-language-hint = In diesem Browser sprechen die Seiten sie.
