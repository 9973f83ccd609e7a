# Counts that several areas use.

count-users = { $n ->
    [one] { $n } user
   *[other] { $n } users
}
