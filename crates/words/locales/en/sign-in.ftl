# Signing in, and accepting an invitation.

sign-in-page = Sign in
sign-in-title = Sign in to { $portal }
sign-in-button = Sign in
sign-in-forgot = Forgot password?
sign-in-no-account = No account yet? An admin of { $portal } can invite you.
sign-in-email = E-mail
sign-in-username = Username
sign-in-email-or-username = E-mail or username
sign-in-password = Password
sign-in-wait = { $n ->
    [one] Too many tries. Wait { $n } second, then sign in again.
   *[other] Too many tries. Wait { $n } seconds, then sign in again.
}
sign-in-accepted = Your password is set. Sign in with it to start.
sign-in-password-set = Your new password is set. Sign in with it.
sign-in-set-up = Portico is set up. Sign in with the password you have just set.
sign-in-signed-out = You are signed out.
sign-in-ended = Your session has ended. Sign in again to go on.
# One text for every cause of a failure.
sign-in-failed-email = E-mail or password is not right, or the account cannot sign in. After { $tries } wrong tries an account locks for { $minutes } minutes.
sign-in-failed-username = Username or password is not right, or the account cannot sign in. After { $tries } wrong tries an account locks for { $minutes } minutes.
sign-in-failed-both = E-mail, username or password is not right, or the account cannot sign in. After { $tries } wrong tries an account locks for { $minutes } minutes.

## The page behind an invitation

sign-in-invitation = Invitation
sign-in-welcome = Welcome to { $portal }
sign-in-invited = You have been invited. Set a password to start.
sign-in-waiting-title = Almost there
sign-in-waiting-done = Your password is set and your e-mail is confirmed.
sign-in-no-seat = All seats of { $portal } are taken at the moment, so you cannot sign in yet.
sign-in-no-seat-mail = You need to do nothing. As soon as a seat is free you get a mail at { $email }.
sign-in-no-seat-urgent = Is it urgent? Ask your admin to free a seat or to buy more.
sign-in-dead-used = This invitation has been used
sign-in-dead-expired = This invitation has expired
sign-in-dead-void = This invitation no longer works
sign-in-used-at = The invitation to { $portal } was accepted on { $time }.
sign-in-used = The invitation to { $portal } was accepted.
sign-in-expired-at = The invitation to { $portal } worked until { $time }.
sign-in-expired = The invitation to { $portal } has run out.
sign-in-void = The invitation to { $portal } was taken back, or a newer one was sent. Look for a newer mail.
sign-in-not-you = Was it not you? Tell your admin at once.
sign-in-ask-admin = Ask your admin for a new invitation.
sign-in-ask-admin-button = Ask your admin for a new invitation
# Before a link "Sign in".
sign-in-have-password = Already have a password?
