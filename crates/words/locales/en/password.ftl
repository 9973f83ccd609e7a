# Forgotten, reset and expired passwords.

password-forgot-page = Forgot password
password-forgot-title = Forgot your password for { $portal }?
password-forgot-how = We send a link to your mailbox. With it you set a new password.
password-send-link = Send link
password-back = Back to sign-in
password-enter-email = Enter your e-mail.
password-enter-username = Enter your username.
password-enter-either = Enter your e-mail or username.
password-sent-title = Look into your mailbox
# $time is password-hours or password-minutes.
password-sent-email = If an account exists for that address, we have sent a link. It works for { $time }.
password-sent-username = If an account exists for that username, we have sent a link. It works for { $time }.
password-sent-both = If an account exists for that e-mail or username, we have sent a link. It works for { $time }.
password-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
password-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
# $again is a link: password-ask-again.
password-no-mail = No mail? Look among unwanted mail, wait a minute, then { $again }.
password-ask-again = ask again
password-reset-page = New password
password-reset-title = Set a new password for { $portal }
password-reset-hint = You are then signed out everywhere, and sign in with the new password.
password-set = Set password
password-link-until = This link works until { $time }.
password-new-link = Send me a new link
# Before a link "Sign in".
password-known = Do you know your password?
password-not-you = Was it not you? Ask for a new link, set another password, and tell your admin at once.
password-dead-used = This link has been used
password-dead-expired = This link has expired
password-dead-void = This link no longer works
password-dead-unknown = This link does not work
password-used-at = A new password for { $portal } was set with it on { $time }.
password-used = A new password for { $portal } was set with it.
password-expired-at = The link to a new password for { $portal } worked until { $time }.
password-expired = The link to a new password for { $portal } has run out.
password-void = A newer link to a new password for { $portal } was sent, or the account has changed since. Look for a newer mail.
password-unknown = It may be incomplete. Copy the whole link from the mail into the address bar.

## An expired password at sign-in

password-renew-title = Your password for { $portal } has expired
password-renew-how = Choose a new one to go on. All your other sessions end.
password-current = Current password
password-current-wrong = This is not your current password.
