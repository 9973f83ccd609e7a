# Another e-mail address: asking for it, confirming it, taking it back.

email-field = E-mail
email-new = New e-mail address
email-change = Change e-mail
email-change-title = Change the e-mail of { $name }
email-change-own = Change your e-mail
email-continue = Continue
email-cancel = Cancel
# $email is the present address.
email-is-now = The address is { $email } now.
email-current-password = Current password
email-own-hint = We send a link to the new address. Until you have opened it, you sign in with the present one.
email-question = Change the e-mail of { $name } to { $email }?
email-what-access = The user is signed out everywhere now.
email-what-confirm = The new address must be confirmed before the next sign-in.
email-what-notice = The old address gets a notice, with a way back for seven days.
email-what-invitation = A new invitation goes to the new address, and the link in the old one stops working.
email-what-replaced = The address is replaced at once. No mail is sent.
email-waiting = New address { $email } is not confirmed yet.
email-resend = Resend
email-cancel-change = Cancel change
email-done-started = Done. A link went to the new address. The user can sign in once it is confirmed.
email-done-replaced = Done. The address is changed.
email-done-cancelled = Done. The change is cancelled, and the former address counts.
email-done-own = Done. A link went to the new address. It counts once you have confirmed it.
email-done-sent = Done. A new link went to the new address, and older links stop working.

## Behind the link to the new address

email-verify-page = Confirm e-mail
email-verify-title = Confirm your e-mail for { $portal }
email-verify-what = Is { $email } your address? Then confirm it: from now on mail goes there, and you sign in with it.
email-verify-button = Confirm e-mail
email-link-until = This link works until { $time }.
email-verified-title = Your e-mail is confirmed
email-verified = From now on mail goes to this address.
email-go-on = Go on
email-send-again = Send me a new link
email-again-title = Look into your mailbox
email-again = If the new address still waits to be confirmed, we have sent a new link to it. Older links stop working.
email-to-sign-in = Sign in

## Behind the link in the notice to the former address

email-undo-page = Keep your old address
email-undo-title = Keep your old address for { $portal }?
email-undo-what = Your account then belongs to { $former } again, and not to { $instead }.
email-undo-consequence = Everybody is signed out of the account, and the link in the new mailbox stops working.
email-undo-button = Keep my old address
email-undone-title = Your old address counts again
email-undone = Everybody is signed out of the account.
email-undone-password = Was it somebody else who changed the address? Then they may know your password: set a new one now.
email-new-password = Set a new password
email-not-undone-title = The old address is taken
email-ask-admin = Ask an admin of the portal to help.

## Links that do not work

email-dead-used = This link has been used
email-dead-expired = This link has expired
email-dead-void = This link no longer works
email-dead-unknown = This link does not work
email-dead-hint = Do you still want to change your address? Start again in your account, or ask your admin.
email-used-at = The address was confirmed with it on { $time }.
email-expired-at = It worked until { $time }.
email-void = A newer link was sent, or the change was cancelled. Look for a newer mail.
email-unknown = It may be incomplete. Copy the whole link from the mail into the address bar.
email-undo-used-at = The change was taken back with it on { $time }.
email-undo-void = There is nothing to take back any more: the change was cancelled or taken back.
