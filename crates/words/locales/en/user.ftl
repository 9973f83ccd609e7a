# The page of one user: profile, security, activity. The own account uses the same fields.

user-users = Users
    .permissions = User Permissions
user-sections = Sections of this user
user-profile = Profile
user-permissions = Permissions
user-security = Security
user-activity = Activity
user-portals = Portals
user-id = User ID
user-never = Never
user-seen = Last signed in
user-added = Added
user-modified = Modified
user-waits-for-seat = The invitation was accepted. The user becomes active as soon as a seat is free.
user-is-deleted = This user is deleted and cannot sign in.
user-done-added = Done. The user was added.
user-done-saved = Saved.
user-done-signed-out = Done. The user is signed out everywhere.
user-done-session = Done. The session has ended.

## Fields of the profile, each saved by itself

user-first-name = First name
user-last-name = Last name
user-username = Username
user-language = Language
user-time-zone = Time zone
# $value is a language or a time zone.
user-as-portal = As the portal: { $value }
user-role = Role
user-verified = E-mail confirmed
user-not-yet = Not yet
user-save = Save
user-save-field = Save { $field }
user-saving = Saving…
user-unreached = Not saved: the server could not be reached. Press Enter in the field to try again.
user-said-unreached = Not saved. The server could not be reached.
# $time is a time of day with its zone.
user-saved-at = Saved { $time }
user-said-saved = { $field } saved.
# $why is a sentence.
user-not-saved = Not saved: { $why }
user-said-not-saved = { $field } not saved. { $why }
user-undo = Undo
user-conflict = { $who } changed this to “{ $value }” at { $time }.
user-conflict-removed = { $who } removed this at { $time }.
user-conflict-somebody = Somebody else changed this to “{ $value }” meanwhile.
user-conflict-somebody-removed = Somebody else removed this meanwhile.
user-keep = Keep { $value }
user-keep-empty = Keep it empty
user-use-mine = Use my text

## Mail

user-mail = Mail to this user
user-no-mail = No mail in the last 30 days.
user-mail-queued = Waiting
user-mail-sent = Sent
user-mail-dead = Not delivered
user-mail-dropped = Not sent: no longer needed
user-mail-to = { $time } to { $email }
user-mail-retry = Try again
user-mail-invitation = Invitation
user-mail-verify = E-mail verification
user-mail-activated = Account activated
user-mail-waiting = Waiting for a seat
user-mail-password-set = Password set
user-mail-reset = Password reset
user-mail-token = API token created
user-mail-admin = Admin rights given
user-mail-changing = Change of e-mail
user-mail-factor-on = Second factor set up
user-mail-factor-off = Second factor removed
user-mail-code-used = Recovery code used
user-mail-codes-made = New recovery codes
user-mail-locked = Account locked
user-mail-recovery = Owner recovery

## Security

user-password = Password
user-no-password = No password: this user signs in another way.
user-password-set = Set
user-password-must = Must be set anew
user-state = State
user-since = Since
user-yes = Yes
user-reset-asked = Reset asked for
user-lock = Lock
user-not-locked = Not locked.
user-kind = Kind
user-lock-auto = { $n ->
    [one] Automatic, after { $n } wrong password
   *[other] Automatic, after { $n } wrong passwords
}
user-lock-admin = By an admin
user-lock-ends = Ends
user-lock-by = By
user-reason = Reason
user-factors = Multi-factor sign-in
user-no-factors = Not set up.
user-sessions = Sessions
user-sessions-list = List of sessions
user-no-sessions = Not signed in anywhere.
user-device = Device
user-address = Address
user-started = Started (GMT)
user-used = Last used (GMT)
user-action = Action
user-this-is-you = This is you
user-sign-out = Sign out
user-sign-out-of = Sign out { $device }
user-sign-out-all = Sign out everywhere

## Activity

user-which-activity = Which activity
user-about = About this user
user-by-this = By this user
user-no-activity = No activity.
user-time = Time (GMT)
user-by = Performed by
user-reference = Reference
user-result = Result
user-details = Details
user-details-of = Details of { $action }, { $time }
