# Mails. Every gap is a value that stands by itself: $name and $portal are names, $to, $by and $new are addresses,
# $until and $at are moments with weekday and zone.

mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-footer = { $product } sent this mail to { $to } for { $portal }.
mail-link-hint = If the button does not work, copy this link into the address bar of your browser:

## Sentences of several letters

mail-link-once = The link works once, until { $until }. If you get a newer mail like this one, only the link in that one works.
mail-do-not-forward = The link is meant for you alone: please do not forward this mail.
mail-ask-why = If you wonder why, please ask an administrator of { $portal }.
mail-was-you = If that was you, there is nothing to do.
mail-known = If you know about it, there is nothing to do.
mail-tell-at-once = If it was not you, please tell an administrator of { $portal } at once.

## Invitation

mail-invitation-subject = Invitation to { $portal }
mail-invitation = { $by } invites you to join { $portal }.
mail-invitation-writes = { $by } writes:
mail-invitation-accept = Accept the invitation
mail-invitation-once = The link works once, until { $until }. If you get a newer invitation, only the link in that one works.
mail-invitation-unexpected = If you did not expect this invitation, ignore this mail. Without the link nobody can join in your name.

## Verification of an address

mail-verify-subject = Confirm your e-mail address for { $portal }
mail-verify = Please confirm that { $to } is your e-mail address for { $portal }. Until then it cannot be used to sign in.
mail-verify-confirm = Confirm the address
mail-verify-unexpected = If you have no account in { $portal } or did not expect this mail, ignore it. The address then stays unconfirmed.

## A link for a new password

mail-reset-subject = Set a new password for { $portal }
mail-reset-by-admin = { $by } has reset your password for { $portal }. The old one does not work any more: set a new one to sign in again.
mail-reset-asked = Somebody, most likely you, asked for a new password for { $portal }.
mail-reset-set = Set a new password
mail-reset-not-you = If it was not you, ignore this mail: nothing has changed, and your password still works.

## The account is active

mail-activated-subject = You can sign in to { $portal }
mail-activated = Your account in { $portal } is active. You can sign in now.
mail-activated-sign-in = Sign in
mail-activated-unknown = If you do not know { $portal }, please ignore this mail.

## Accepted, but no seat is free

mail-waiting-subject = Your account in { $portal } waits for a free seat
mail-waiting = Thank you for accepting the invitation to { $portal }. Everything on your side is done.
mail-waiting-seats = All seats of { $portal } are taken at the moment, so you cannot sign in yet. You will get a mail as soon as your account is active.
mail-waiting-unexpected = If you did not accept an invitation to { $portal }, please tell an administrator of { $portal }.

## The password was set

mail-password-set-subject = Your password for { $portal } was set
mail-password-set = The password of your account in { $portal } was set on { $at }.
mail-password-set-not-you = If it was not you, somebody else may be able to sign in as you. Please tell an administrator of { $portal } at once and ask for your account to be locked.

## A new API token

mail-token-subject = New API token for your account in { $portal }
mail-token = { $by } made the API token “{ $token }” for your account in { $portal }.
mail-token-can = A program that has this token can act in { $portal } in your name.
mail-token-unexpected = If you did not expect it, please tell an administrator of { $portal } at once and ask for the token to be revoked.

## Administrator rights

mail-admin-subject = You are now an administrator of { $portal }
mail-admin = { $by } gave you administrator rights in { $portal }.
mail-admin-can = You can now manage the users of { $portal }.
mail-admin-unexpected = If you did not expect this, please ask { $by } or another administrator of { $portal }.

## The address is being changed; to the old address

mail-address-subject = Your e-mail address for { $portal } is being changed
mail-address = The e-mail address of your account in { $portal } is being changed to { $new }.
mail-address-was-you = If that was you, there is nothing to do here: open the mail that was sent to the new address.
mail-address-not-you = If it was not you, take the change back with the button above, and tell an administrator of { $portal }. That works until { $until }.
mail-address-by-admin = { $by } has changed the e-mail address of your account in { $portal } to { $new }.
mail-address-no-sign-in = You cannot sign in until the new address is confirmed.
mail-address-known = If you know about it, there is nothing to do here: open the mail that was sent to the new address.
mail-address-mistake = If this is a mistake, take the change back with the button above. That works until { $until }.
mail-address-keep = Keep my old address

## Multi-factor sign-in

mail-factor-on-subject = Multi-factor sign-in for { $portal } is set up
mail-factor-on = Multi-factor sign-in was set up for your account in { $portal } on { $at }.
mail-factor-off-subject = Multi-factor sign-in for { $portal } was removed
mail-factor-off = Multi-factor sign-in was removed from your account in { $portal } on { $at }.
mail-factor-reset-subject = Multi-factor sign-in for { $portal } was reset
mail-factor-reset = { $by } reset the multi-factor sign-in of your account in { $portal } on { $at }.
mail-factor-reset-effect = Your authenticator and your recovery codes do not work any more. You were signed out everywhere.
mail-factor-again = You can set it up again after signing in.
mail-code-used-subject = A recovery code was used for { $portal }
mail-code-used = A recovery code was used to prove that it is you, for your account in { $portal }, on { $at }.
mail-code-used-left = That code does not work any more. Codes that still work: { $left }. You can make new ones on the page of your account.
mail-codes-made-subject = New recovery codes for { $portal }
mail-codes-made = New recovery codes were made for your account in { $portal } on { $at }.
mail-codes-made-effect = The former codes do not work any more.

## Locked after wrong passwords

mail-locked-subject = Your account in { $portal } is locked for a while
mail-locked = Somebody entered a wrong password for your account in { $portal } too often, so it is locked.
mail-locked-until = The lock ends by itself on { $until }. An administrator of { $portal } can end it before.
mail-locked-not-you = If it was not you, your password is still safe, and there is nothing to do. Please tell an administrator of { $portal } if it happens again.

## A way back in for the owner

mail-owner-subject = Your recovery link for { $portal }
mail-owner = On the server that runs { $product }, a new link was asked for so that you, { $to }, can get back into { $portal }.
mail-owner-enter = Get back in
mail-owner-once = The link works once, until { $until }. It is meant for you alone: please do not forward this mail.
mail-owner-unexpected = If nobody in your organisation asked for it, do not use the link. Please tell whoever runs the server at once: somebody had access to it.
