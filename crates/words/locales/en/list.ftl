# The user list.

list-categories = User categories
list-search = Search
list-find = Find users
list-find-hint = Name, username, e-mail or user ID
list-filters = Filters
list-apply-filters = Apply filters
list-clear-all = Clear all
list-from = From
list-to = To
list-times-in = Times in
list-sort-by = Sort by
list-order = Order
list-ascending = Ascending
list-descending = Descending
list-sort = Sort
list-columns = Columns
list-columns-shown = Columns shown
list-show-columns = Show columns
list-remove-filter = Remove filter:
list-clear-all-filters = Clear all filters
list-idle = Tick users to act on several at once
list-select-all-matching = Select all { $n } matching users
list-undo = Undo
list-show-selected = Show selected
list-clear = Clear
list-all-matching = All { $n } matching
list-more-actions = More actions
list-actions = Actions
list-select-page = Select all users on this page
list-select = Select { $name }
list-no-name = No name yet
list-never = Never
list-extra-permissions = { $n ->
    [one] + { $n } permission
   *[other] + { $n } permissions
}
list-new-address = New, not confirmed:
list-more-for = More actions for { $name }
list-column-first = First name
list-column-last = Last name
list-column-user = Username
list-column-status = Status
list-column-role = Role
list-column-email = Primary email
list-column-seen = Last signed in
list-column-added = Added
list-column-modified = Modified
list-column-sub = Sub-accounts
list-column-mfa = Multi-factor
list-column-id = User ID
list-sorted = Sorted by { $order }.
list-order-newest = { $column }, newest first
list-order-oldest = { $column }, oldest first
list-order-ascending = { $column }, ascending
list-order-descending = { $column }, descending
list-empty = No users.
list-empty-category = No { $category } users.
list-alone = No other users yet
list-alone-hint = Invite the people who should work in this portal.
list-invite = Invite users
list-add = Add user
    .mssp = Add New User
list-export = Export list
    .permissions = Export User List
list-no-match-search = No users match “{ $q }”.
list-no-match-search-in = No users match “{ $q }” in { $category }.
list-no-match-filters = No users match these filters.
list-no-match-filters-in = No users match these filters in { $category }.
list-search-in = Search in { $category } ({ $n } found)
list-clear-search = Clear search
list-remove-filters = Remove filters
list-tick-first = Tick at least one user first.
list-selection-forgotten = The selection is no longer remembered; showing everybody.
list-selection-stale = This selection does not work any more: select the users again.
list-not-delivered = Invite not delivered
list-not-delivered-why = not delivered: { $why }
list-given-up = given up
list-expires = expires { $at }
list-since = since { $at }
list-link-revoked = link taken back
list-no-invitation = no invitation sent
list-until = until { $at }
list-erased-on = erased on { $at }
list-no-seat = no free seat
list-dormant = not used for long
list-ended = end date reached
list-provisioning = by the customer's directory
list-deactivated = deactivated
list-staff = Staff
list-users = Users
    .permissions = User Permissions
list-all-users = All users
list-all-but-deleted = all but deleted
list-seats-none = 0 seats free
list-seats = { $held } of { $owned ->
    [one] { $owned } seat
   *[other] { $owned } seats
}
list-caption = Users, { $category }, sorted by { $order }; column headers sort
list-more-than = more than { $n }
list-range-none = 0 users
list-range-one = { $first } of { $whole }
list-range = { $first }–{ $last } of { $whole }
list-range-unknown = { $n } of { $whole }
list-users-range = Users { $range }.
list-found-none = No users match.
list-found = { $n ->
    [one] { $n } user found.
   *[other] { $n } users found.
}
list-found-more = More than { $n } users found.
list-last-admin = Last admin of this portal
list-job-running = Job running: { $name }, { $percent } %
list-range-to = { " to " }
list-changed = The list has changed; showing the first page.
