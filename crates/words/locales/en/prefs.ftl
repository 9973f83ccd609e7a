# How pages look and speak.

prefs-language = Language
prefs-language-hint = Pages speak it in this browser.
