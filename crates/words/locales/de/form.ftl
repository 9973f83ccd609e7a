# Felder von Formularen, und was daran falsch ist.

form-optional = (freiwillig)
form-show-password = Passwort anzeigen
form-show = Anzeigen
form-problems = { $n ->
    [one] Es gibt ein Problem
   *[other] Es gibt { $n } Probleme
}
form-new-password = Neues Passwort
form-rule-length = Mindestens { $min } Zeichen; einige Wörter nacheinander sind leicht zu merken
form-rule-common = Kein häufiges Passwort und nicht aus Ihrem Namen oder Ihrer E-Mail-Adresse gebildet
form-rule-before = Kein Passwort, das Sie hier schon hatten
form-rule-met = { $rule }: erfüllt
form-rule-not-met = { $rule }: nicht erfüllt
form-error-title = Fehler: { $title }
