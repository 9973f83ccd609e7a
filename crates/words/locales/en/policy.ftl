# The rules of a portal: names of settings, what they do, what they may be, and where their values come from.

policy-title = Policy
policy-sections = Sections of the policy
policy-preset = Preset { $preset }: { $what }
policy-save = Save
policy-save-section = Save: { $section }
policy-saved = Saved. What follows for users is done in the background.
policy-reset-done = Done. The preset’s value holds again.
policy-stale = Somebody else has changed these settings meanwhile. What you typed is still here: check it and save again.
policy-contradicts = This does not go with another setting, “{ $setting }”: { $why }
policy-from-preset = From the preset { $preset }.
policy-from-start = As it was when the portal was made.
policy-changed = Changed here by { $who } on { $at }.
policy-use-preset = Use the preset’s value: { $value }

policy-on = On
policy-off = Off
policy-none = None
policy-any = Any status
policy-no-limit = No limit
policy-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
policy-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
policy-bounds-number = From { $least } to { $most }.
policy-bounds-limit = From { $least } to { $most }, or empty for no limit.
policy-bounds-minutes = In minutes, from { $least } to { $most }.
policy-bounds-hours = In hours, from { $least } to { $most }.
policy-bounds-domains = One per line, at most 200.
policy-bounds-zone = An IANA name, for example Europe/Berlin; UTC is shown as GMT.
policy-wrong-number = Enter a whole number from { $least } to { $most }.
policy-wrong-limit = Enter a whole number from { $least } to { $most }, or nothing for no limit.
policy-wrong-choice = Choose one of the values on offer.
policy-wrong-domains = Enter domain names such as example.com, each once, at most 200.
policy-wrong-zone = Enter the IANA name of a time zone, such as UTC or Europe/Berlin.
policy-wrong-deletion = Enter a whole number of days from 1 to 3,650.
policy-wrong-short-passwords = Use 15 to 64 characters; 8 to 64 only where everyone needs a second factor.
policy-wrong-idle = Use at most the length of the whole session.
policy-wrong-username = Tick the username: people sign in with it and nothing else.
policy-wrong-two-lists = A domain cannot be allowed and blocked at once.

policy-section-sign-in = Sign-in and passwords
policy-section-sign-in-about = How people sign in, what a password must be, how long links and sessions last.
policy-section-locking = Locking
policy-section-locking-about = What wrong passwords lead to. A lock that has begun ends as it was begun.
policy-section-second-factor = Multi-factor
policy-section-second-factor-about = Who must confirm a sign-in with a second factor.
policy-section-invitations = Invitations
policy-section-invitations-about = Who can be invited, and how long links work.
policy-section-deletion = Deletion and retention
policy-section-deletion-about = What deleting does, and how long data is kept. Users that are deleted already are kept at least as long as was said then.
policy-section-seats = Seats and admins
policy-section-seats-about = How many people the portal may have.
policy-section-words = List and words
policy-section-words-about = The words and categories of the list, the fields of a new user, the language.
policy-section-times = Times
policy-section-times-about = The zone of times in tables. Everybody can choose another one for themselves; files always have UTC.
policy-section-confirmations = Confirmations
policy-section-confirmations-about = What is asked before an action runs. A typed value is the e-mail of one user, or the number of many.

policy-seats = { $owned ->
    [one] { $held } of 1 seat is taken. Only the provider changes the number of seats.
   *[other] { $held } of { $owned } seats are taken. Only the provider changes the number of seats.
}
policy-seats-unlimited = { $held ->
    [one] 1 seat is taken; there is no limit. Only the provider changes the number of seats.
   *[other] { $held } seats are taken; there is no limit. Only the provider changes the number of seats.
}
policy-seats-change = Change the number of seats

policy-sign-in-with = People sign in with
policy-sign-in-with-hint = Usernames are unique in the portal.
policy-sign-in-with-email = E-mail address
policy-sign-in-with-username = Username
policy-sign-in-with-both = Either of them
policy-password-sign-in = Sign-in with a password
policy-password-sign-in-hint = Off: nobody signs in with a password here, and none is reset.
policy-password-min-length = Shortest password
policy-password-min-length-hint = In characters; less than 15 only where everyone needs a second factor.
policy-password-history = Former passwords that may not come back
policy-password-history-hint = 0 allows all of them.
policy-password-max-age-days = Days until a password expires
policy-password-max-age-days-hint = Whose password has expired sets a new one at the next sign-in.
policy-reset-ttl-admin-seconds = An admin’s reset link works for
policy-reset-ttl-admin-seconds-hint = The old password is void until a new one is set.
policy-reset-ttl-self-seconds = A person’s own reset link works for
policy-reset-ttl-self-seconds-hint = The old password works on meanwhile.
policy-session-idle-seconds = A session ends without requests after
policy-session-idle-seconds-hint = Also holds for sessions that are open now.
policy-session-absolute-seconds = A session ends in any case after
policy-session-absolute-seconds-hint = Holds for sessions that begin from now on.
policy-lockout-failures = Wrong passwords in a row that lock
policy-lockout-failures-hint = The count starts again after a right one.
policy-lockout-window-seconds = A wrong password is forgotten after
policy-lockout-window-seconds-hint = Older ones do not count.
policy-lockout-duration-seconds = The first lock lasts
policy-lockout-duration-seconds-hint = It ends by itself.
policy-lockout-doubling = Each further lock lasts twice as long
policy-lockout-doubling-hint = Up to an hour.
policy-lockout-reset-unlocks = A new password lifts the lock
policy-lockout-reset-unlocks-hint = Only an automatic lock; what an admin locked stays locked.
policy-mfa-required = Second factor needed by
policy-mfa-required-hint = Who has none sets it up at the next sign-in.
policy-mfa-required-nobody = Nobody
policy-mfa-required-admins = Admins
policy-mfa-required-everyone = Everyone
policy-invite-ttl-seconds = An invitation link works for
policy-invite-ttl-seconds-hint = Holds for invitations from now on.
policy-verify-ttl-seconds = A verification link works for
policy-verify-ttl-seconds-hint = Holds for links from now on.
policy-may-skip-invite-mail = Users can be added without a mail
policy-may-skip-invite-mail-hint = The invitation can be sent later.
policy-block-disposable = Refuse disposable addresses
policy-block-disposable-hint = Allowed domains are never refused.
policy-allowed-domains = Allowed domains
policy-allowed-domains-hint = If there are any, only these can be invited.
policy-blocked-domains = Blocked domains
policy-blocked-domains-hint = These cannot be invited.
policy-deletion = Deleting
policy-deletion-hint = What happens to the data of a deleted user.
policy-deletion-hard = Erases the user at once
policy-deletion-soft = Ends access and keeps the data
policy-deletion-soft-then-purge = Ends access, and erases the user later
policy-deletion-purge = Days until a deleted user is erased
policy-deletion-purge-hint = Only where users are erased later. From 1 to 3,650.
policy-deletion-days = { $n ->
    [one] erased after 1 day
   *[other] erased after { $n } days
}
policy-deletable-from = Users can be deleted while they are
policy-deletable-from-hint = Without a tick: in any status.
policy-retention-inactive-days = Days until a deactivated user is erased
policy-retention-inactive-days-hint = Also holds for users who are deactivated already: who has been for longer is erased soon after saving.
policy-max-admins = Most admins
policy-max-admins-hint = Fewer than there are now takes nobody’s role away; nobody new gets it.
policy-vocabulary = Words and categories
policy-vocabulary-hint = How statuses are called, and the tiles of the list.
policy-vocabulary-standard = Standard: every status under its own name
policy-vocabulary-workflow = Workflow: active and inactive
policy-vocabulary-mssp = MSSP: enabled, disabled, unconfirmed
policy-vocabulary-child-users = Child users: status codes
policy-vocabulary-permissions = Permissions: invited, active, deleted
policy-vocabulary-simple = Simple: active users, pending invitations, deactivated users
policy-required-fields = A new user must have
policy-required-fields-hint = An e-mail address is always needed.
policy-required-fields-first-name = First name
policy-required-fields-last-name = Last name
policy-required-fields-username = Username
policy-language = Language of the portal
policy-language-hint = For pages and mails of people who have chosen none.
policy-time-zone-shown = Time zone
policy-time-zone-shown-hint = The heading of each column says it.

policy-way-none = Nothing: from the list it runs at once
policy-way-dialog = A click
policy-way-typed-email = The typed e-mail; for many the typed number
policy-way-typed-count = For many the typed number; for one a click
policy-confirm-activate = Activate
policy-confirm-unlock = Unlock
policy-confirm-restore = Invite again
policy-confirm-resend = Resend invitation
policy-confirm-set-permissions = Change permissions
policy-confirm-set-modules = Change modules
policy-confirm-set-sub-accounts = Change sub-accounts
policy-confirm-set-app-roles = Change app roles
policy-confirm-set-role = Change role
policy-confirm-reset-password = Reset password
policy-confirm-reset-mfa = Reset MFA
policy-confirm-deactivate = Deactivate
policy-confirm-lock = Lock
policy-confirm-revoke = Revoke invitation
policy-confirm-delete = Delete
policy-confirm-erase = Erase
