# Adding one user.

add-users = Users
    .permissions = User Permissions
add-title = Add user
    .mssp = Add New User
add-submit = Add user
    .mssp = Invite
add-and-another = Add and add another
add-cancel = Cancel
add-first-name = First name
add-last-name = Last name
add-email = E-mail
add-username = Username
add-username-hint = For signing in. Letters, digits, dot, hyphen and underscore.
add-role = Role
add-send = Send an invitation now
add-send-hint = Otherwise the user is only added. You can invite later from the list.
add-always = An invitation is sent by e-mail.
add-done = Done. { $email } was added. Add another.
add-show-in-list = Show in the list
add-seats = { $owned ->
    [one] { $free } of { $owned } seat is free.
   *[other] { $free } of { $owned } seats are free.
}
