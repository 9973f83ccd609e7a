# Anzahlen, die mehrere Bereiche verwenden.

count-users = { $n ->
    [one] { $n } Benutzer
   *[other] { $n } Benutzer
}
