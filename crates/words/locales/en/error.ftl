# What use cases answer instead of a result: why, and what to do.

# Any use case
error-sign-in-failed = the e-mail or password is not right, or the account cannot sign in
error-stale = somebody else changed this meanwhile: look again, then repeat
error-key-reused = this Idempotency-Key was used for another request: use a new key
error-bad-cursor = the cursor is not one of this list: start at the first page
error-address-of-user = This address already belongs to a user of the portal.
error-portal-full = The portal has no number left for another user: make another portal for further ones.
error-address-taken = Another user of the portal has this address.
error-username-taken = Another user has this username: choose another.
error-slug-taken = Another portal has this name in its address: choose another.
error-in-progress = The same request is being carried out: wait a moment, then repeat it.
error-already-undone = This has been undone already.

# Passwords and second factors
error-password-short = Use at least { $min } characters: a few words in a row are easy to remember.
error-password-long = Use at most { $most } characters.
error-current-password = This is not your current password.
error-password-before = You have used this password before: choose another.
error-not-password = This is not your password.
error-code = This code is not right, or was used already.
error-factor-set-up = A second factor is set up already.
error-factor-required = This portal asks everybody like you for a second factor.
error-link = This link was used or has expired.

# Adding and inviting users
error-no-address = Enter at least one e-mail address.
error-first-name = Enter a first name.
error-last-name = Enter a last name.
error-username-sign-in = Enter a username: people sign in with it here.
error-username = Enter a username.
error-no-role-here = This role does not exist here.
error-role-beyond = You cannot give a role that holds more than you do.
error-always-invites = This portal always sends the invitation.
error-too-long = Use at most { $most } characters.
error-language-offered = Choose one of the languages offered.
error-zone-offered = Choose one of the time zones offered.

# Commands
error-no-user = Name at least one user.
error-many-users = Name at most { $most } users, or send a filter instead.
error-undo-late = An operation can be undone for 24 hours.
error-undo-nobody = This operation changed nobody who can come back.
error-not-undoable = This operation cannot be undone.
error-still-running = The operation is running: wait until it has ended.
error-retry-nothing = Trying again would change nothing.
error-not-retriable = This operation cannot be tried again.
error-operation-ended = The operation has ended already.
error-all-sent = Every mail has left already.

# Roles, permissions, modules, sub-accounts and app roles of users
error-no-role = There is no role “{ $role }” here.
error-name-sub-accounts = Name the sub-accounts to take away.
error-foreign-permission = “{ $permission }” is no permission of this portal.
error-no-module = There is no module “{ $name }” here.
error-no-sub-account = There is no sub-account “{ $name }” here.
error-no-app-role = There is no app role “{ $name }” here.
error-not-held = You cannot give “{ $permission }”: you do not hold it.
error-admin-module = “{ $module }” is for admins only.
error-own-sub-accounts = Choose sub-accounts of your own.
error-one-sub-account = Choose at least one sub-account.
error-several-admins = The portal may have several admins: give the role of admin to the user instead.
error-former-role = Choose a role below admin that you may give.

# Setting up
error-set-up-already = Portico is set up already: sign in as its owner.
error-set-up-link = This set-up link does not work: start the server again for a new one.

# The catalogue of a portal
error-word-taken = There is one with this word already: choose another.
error-some-sub-accounts = You work in some sub-accounts only: ask somebody who works in all of them.
error-rank = Use a whole number from 1 to 49.
error-rank-below = Use a rank below your own.
error-built-in-role = A built-in role has this word: choose another.
error-not-held-here = You cannot give { $permission }: you do not hold it here.
error-role-outranks = This role reaches further than yours: ask somebody with a higher role.
error-role-in-use = { $n ->
    [one] 1 user holds this role: give that user another role first.
   *[other] { $n } users hold this role: give them another role first.
}

# Portals
error-kind = Use external or internal.
error-seats = Enter a number from 1 to 10,000,000, or nothing for any number.
error-seats-held = { $n ->
    [one] { $n } seat is held: deactivate users first.
   *[other] { $n } seats are held: deactivate users first.
}
error-draft-already = The portal is a draft already.
error-in-production = The portal is in production already.
error-language = Use one of en, de.

# API tokens
error-token-life = Use 1 day to 10 years.
error-token-beyond = { $email } does not hold { $permission }.
error-token-own = You can make tokens for yourself only.
error-token-whom = Say whom the token acts for.
error-token-cannot-sign-in = { $email } cannot sign in, so no token can act for this user.
error-token-revoked = The token is revoked already.

# Forms
error-form-empty = The form names no field.
error-form-unreadable = The form could not be read.
error-no-id = This is not the id of a user.
