# Inviting many.

invite-users = Users
    .permissions = User Permissions
invite-title = Invite users
invite-review-title = Review invitations
invite-cancel = Cancel
invite-back = Back
invite-no-address = Enter at least one e-mail address.
invite-step-addresses = Addresses and role
invite-step-review = Review
invite-step-sent = Sent
invite-addresses = E-mail addresses
invite-addresses-hint = One per line, or separated by comma, semicolon, space or tab. “Ann Lee <ann@example.com>” also works. You can paste a column. Up to 5,000.
invite-role = Role for all of them
invite-message = Message
invite-message-hint = Stands in the mail above the link. Plain text, up to 500 characters.
invite-link-life = Each person gets a mail with a link that works for { $life }.
invite-file = Names and roles in a file?
invite-import = Import a CSV file
invite-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
invite-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
invite-summary = Role: { $role }. The links work for { $life }.
invite-permissions = Permissions: { $names }.
invite-modules = Modules: { $names }.
invite-sub-accounts = Sub-accounts: { $names }.
invite-app-roles = App roles: { $names }.
invite-will = Will be invited
invite-already = Already invited
invite-skipped = Skipped
invite-group = { $title }: { $n }
invite-show-more = Show { $n } more
invite-and-more = and { $n } more
invite-seats-short = { $free } free, { $invited } invited: the last { $short } to accept stay inactive until a seat is free.
invite-send = Send invitations
    .simple = Send Invites
invite-send-count = { $n ->
    [one] Send { $n } invitation
   *[other] Send { $n } invitations
}
    .simple = { $n ->
        [one] Send { $n } Invite
       *[other] Send { $n } Invites
    }
invite-resend = { $n ->
    [one] Send { $n } person with an invitation a new one
   *[other] Send { $n } people with an invitation a new one
}
invite-resend-hint = They are already invited. Their older link stops working.
invite-unread = Not understood: { $n }
invite-unread-hint = Mend them here and check again. Lines left as they are get no invitation.
invite-check-again = Check again
invite-line = Line { $n }
