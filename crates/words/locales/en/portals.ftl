# The provider's portals: the list, a new one, its settings, and which staff works on which.

portals-title = Portals
portals-active = Active
portals-suspended = Suspended
portals-closing = Closing
portals-find = Find portals
portals-find-hint = Name or address word
portals-search = Search
portals-no-match = No portal matches “{ $q }”
portals-clear-search = Clear search
portals-none = No portals yet
portals-none-hint = A portal holds the users of one customer.
portals-portal = Portal
portals-state = State
portals-users = Users
portals-pending = Pending
portals-seats = Seats
portals-preset = Preset
portals-settings = Settings
portals-settings-of = Settings of { $name }
portals-settings-title = Portal settings
portals-none-free = none free
portals-seats-no-limit = { $held }, no limit
portals-seats-of = { $owned ->
    [one] { $held } of { $owned } seat
   *[other] { $held } of { $owned } seats
}
portals-range = { $first }–{ $last } of { $all }

portals-new = New portal
portals-create = Create portal and invite admin
portals-cancel = Cancel
portals-name = Name
portals-name-hint = The customer, as its users know it.
portals-slug = Address word
portals-slug-hint = The end of its address, { $start }acme. Small letters, digits and hyphens. It cannot be changed later.
portals-preset-hint = How users, statuses and deletion work. Every single setting can be changed later.
portals-kind = Kind
portals-kind-hint = In production only external users can be added to the app roles of an external portal.
portals-external = External
portals-external-hint = For the people of a customer
portals-internal = Internal
portals-internal-hint = For your own people
portals-seats-hint = How many users can be active at once. Leave it empty for any number.
portals-seats-wrong = Enter a whole number, or nothing for any number.
portals-admin-email = Admin’s e-mail
portals-admin-hint = Gets an invitation and manages everybody else.

portals-open = Open portal
portals-name-and-seats = Name and seats
portals-made-from = Preset { $preset }
portals-save = Save
portals-save-field = Save { $field }
portals-seats-taken = { $held } taken. Leave it empty for any number.
portals-access = Access
portals-access-on = People can sign in. Suspending signs everybody out and keeps all data.
portals-access-off = Nobody can sign in. Users, seats and settings are kept.
portals-suspend = Suspend portal
portals-resume = Resume portal
portals-suspend-question = Suspend { $name }?
portals-suspend-out = { $n ->
    [one] Everybody is signed out now: { $n } active user.
   *[other] Everybody is signed out now: { $n } active users.
}
portals-suspend-links = Nobody can sign in, and links in mails stop working, until the portal is resumed.
portals-suspend-kept = Users, seats and settings are kept.
portals-production = Production
portals-deployment = Deployment
portals-external-draft = For external users, a draft.
portals-external-production = For external users, in production.
portals-internal-draft = For internal users, a draft.
portals-internal-production = For internal users, in production.
portals-draft = Back to draft
portals-draft-question = Take { $name } back to draft?
portals-draft-internal = Internal users can be added to app roles again.
portals-draft-kept = Nobody loses anything, and people can still sign in.
portals-done-created = Done. The portal is there, and its admin gets an invitation.
portals-done-saved = Saved.
portals-done-suspended = Done. Nobody can sign in until the portal is resumed.
portals-done-resumed = Done. People can sign in again.
portals-done-draft = Done. The portal is a draft again.

portals-of-staff = Portals of this staff member
portals-staff-all = All portals, now and later. The role gives this.
portals-staff-none = No portals.
portals-staff-assigned = { $n ->
    [one] Assigned to { $n } portal of { $all }. Taking one away ends access to it at once.
   *[other] Assigned to { $n } portals of { $all }. Taking one away ends access to it at once.
}
portals-staff-save = Save portals
