# What admins do to users: buttons, confirmations, results. Each act has a family of messages.
bulk-activate-label = Activate
bulk-activate-question-one = Activate { $name }?
bulk-activate-question = { $n ->
    [one] Activate { $n } user?
   *[other] Activate { $n } users?
}
bulk-activate-button-one = Activate user
bulk-activate-button = { $n ->
    [one] Activate { $n } user
   *[other] Activate { $n } users
}
bulk-activate-done = { $n ->
    [one] Done. { $n } user activated.
   *[other] Done. { $n } users activated.
}
bulk-activate-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} activated. Not activated, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-activate-none = Not done. No user was activated. { $why }.
bulk-activate-error = Error. No user was activated. { $why }.

bulk-deactivate-label = Deactivate
bulk-deactivate-question-one = Deactivate { $name }?
bulk-deactivate-question = { $n ->
    [one] Deactivate { $n } user?
   *[other] Deactivate { $n } users?
}
bulk-deactivate-button-one = Deactivate user
bulk-deactivate-button = { $n ->
    [one] Deactivate { $n } user
   *[other] Deactivate { $n } users
}
bulk-deactivate-done = { $n ->
    [one] Done. { $n } user deactivated.
   *[other] Done. { $n } users deactivated.
}
bulk-deactivate-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} deactivated. Not deactivated, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-deactivate-none = Not done. No user was deactivated. { $why }.
bulk-deactivate-error = Error. No user was deactivated. { $why }.

bulk-lock-label = Lock
bulk-lock-question-one = Lock { $name }?
bulk-lock-question = { $n ->
    [one] Lock { $n } user?
   *[other] Lock { $n } users?
}
bulk-lock-button-one = Lock user
bulk-lock-button = { $n ->
    [one] Lock { $n } user
   *[other] Lock { $n } users
}
bulk-lock-done = { $n ->
    [one] Done. { $n } user locked.
   *[other] Done. { $n } users locked.
}
bulk-lock-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} locked. Not locked, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-lock-none = Not done. No user was locked. { $why }.
bulk-lock-error = Error. No user was locked. { $why }.

bulk-unlock-label = Unlock
bulk-unlock-question-one = Unlock { $name }?
bulk-unlock-question = { $n ->
    [one] Unlock { $n } user?
   *[other] Unlock { $n } users?
}
bulk-unlock-button-one = Unlock user
bulk-unlock-button = { $n ->
    [one] Unlock { $n } user
   *[other] Unlock { $n } users
}
bulk-unlock-done = { $n ->
    [one] Done. { $n } user unlocked.
   *[other] Done. { $n } users unlocked.
}
bulk-unlock-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} unlocked. Not unlocked, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-unlock-none = Not done. No user was unlocked. { $why }.
bulk-unlock-error = Error. No user was unlocked. { $why }.

bulk-resend-label = Resend invitation
bulk-resend-question-one = Send a new invitation to { $name }?
bulk-resend-question = { $n ->
    [one] Send a new invitation to { $n } person?
   *[other] Send a new invitation to { $n } people?
}
bulk-resend-button-one = Send invitation
bulk-resend-button = { $n ->
    [one] Send { $n } invitation
   *[other] Send { $n } invitations
}
bulk-resend-done = { $n ->
    [one] Done. Invitation e-mail sent to { $n } user.
   *[other] Done. Invitation e-mail sent to { $n } users.
}
bulk-resend-partly = Partly done. Invitation e-mail sent to { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
}. Not sent to { $missed }: { $reasons }.
bulk-resend-none = Not done. No e-mail was sent. { $why }.
bulk-resend-error = Error. No e-mail was sent. { $why }.

bulk-revoke-label = Revoke invitation
bulk-revoke-question-one = Revoke the invitation of { $name }?
bulk-revoke-question = { $n ->
    [one] Revoke the invitation of { $n } user?
   *[other] Revoke the invitation of { $n } users?
}
bulk-revoke-button-one = Revoke invitation
bulk-revoke-button = { $n ->
    [one] Revoke { $n } invitation
   *[other] Revoke { $n } invitations
}
bulk-revoke-done = { $n ->
    [one] Done. The invitation of { $n } user was revoked.
   *[other] Done. The invitation of { $n } users were revoked.
}
bulk-revoke-partly = Partly done. The invitation of { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} { $done ->
    [one] was
   *[other] were
} revoked. Not revoked, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-revoke-none = Not done. No user was revoked. { $why }.
bulk-revoke-error = Error. No user was revoked. { $why }.

bulk-reset-password-label = Reset password
bulk-reset-password-question-one = Send { $name } a password reset?
bulk-reset-password-question = { $n ->
    [one] Send { $n } user a password reset?
   *[other] Send { $n } users a password reset?
}
bulk-reset-password-button-one = Reset password
bulk-reset-password-button = { $n ->
    [one] Reset { $n } password
   *[other] Reset { $n } passwords
}
bulk-reset-password-done = { $n ->
    [one] Done. Password reset sent to { $n } user.
   *[other] Done. Password reset sent to { $n } users.
}
bulk-reset-password-partly = Partly done. Password reset sent to { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
}. Not sent to { $missed }: { $reasons }.
bulk-reset-password-none = Not done. No e-mail was sent. { $why }.
bulk-reset-password-error = Error. No e-mail was sent. { $why }.

bulk-reset-mfa-label = Reset MFA
bulk-reset-mfa-question-one = Reset multi-factor sign-in of { $name }?
bulk-reset-mfa-question = { $n ->
    [one] Reset multi-factor sign-in of { $n } user?
   *[other] Reset multi-factor sign-in of { $n } users?
}
bulk-reset-mfa-button-one = Reset MFA
bulk-reset-mfa-button = { $n ->
    [one] Reset MFA of { $n } user
   *[other] Reset MFA of { $n } users
}
bulk-reset-mfa-done = { $n ->
    [one] Done. Multi-factor sign-in of { $n } user was reset.
   *[other] Done. Multi-factor sign-in of { $n } users were reset.
}
bulk-reset-mfa-partly = Partly done. Multi-factor sign-in of { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} { $done ->
    [one] was
   *[other] were
} reset. Not reset, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-reset-mfa-none = Not done. No user was reset. { $why }.
bulk-reset-mfa-error = Error. No user was reset. { $why }.

bulk-delete-label = Delete
bulk-delete-question-one = Delete { $name }?
bulk-delete-question = { $n ->
    [one] Delete { $n } user?
   *[other] Delete { $n } users?
}
bulk-delete-button-one = Delete user
bulk-delete-button = { $n ->
    [one] Delete { $n } user
   *[other] Delete { $n } users
}
bulk-delete-done = { $n ->
    [one] Done. { $n } user deleted.
   *[other] Done. { $n } users deleted.
}
bulk-delete-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} deleted. Not deleted, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-delete-none = Not done. No user was deleted. { $why }.
bulk-delete-error = Error. No user was deleted. { $why }.

bulk-restore-label = Invite again
bulk-restore-question-one = Invite { $name } again?
bulk-restore-question = { $n ->
    [one] Invite { $n } user again?
   *[other] Invite { $n } users again?
}
bulk-restore-button-one = Send invitation
bulk-restore-button = { $n ->
    [one] Invite { $n } user
   *[other] Invite { $n } users
}
bulk-restore-done = { $n ->
    [one] Done. { $n } user was invited again.
   *[other] Done. { $n } users were invited again.
}
bulk-restore-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} { $done ->
    [one] was
   *[other] were
} invited again. Not sent to { $missed }: { $reasons }.
bulk-restore-none = Not done. No e-mail was sent. { $why }.
bulk-restore-error = Error. No e-mail was sent. { $why }.

bulk-erase-label = Erase
bulk-erase-question-one = Erase { $name } and all personal data?
bulk-erase-question = { $n ->
    [one] Erase { $n } user and all personal data?
   *[other] Erase { $n } users and all personal data?
}
bulk-erase-button-one = Erase for good
bulk-erase-button = { $n ->
    [one] Erase { $n } user for good
   *[other] Erase { $n } users for good
}
bulk-erase-done = { $n ->
    [one] Done. { $n } user erased.
   *[other] Done. { $n } users erased.
}
bulk-erase-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} erased. Not erased, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-erase-none = Not done. No user was erased. { $why }.
bulk-erase-error = Error. No user was erased. { $why }.

bulk-sign-out-label = Sign out everywhere
bulk-sign-out-question-one = Sign out { $name } everywhere?
bulk-sign-out-question = { $n ->
    [one] Sign out { $n } user everywhere?
   *[other] Sign out { $n } users everywhere?
}
bulk-sign-out-button-one = Sign out user
bulk-sign-out-button = { $n ->
    [one] Sign out { $n } user
   *[other] Sign out { $n } users
}
bulk-sign-out-done = { $n ->
    [one] Done. { $n } user signed out.
   *[other] Done. { $n } users signed out.
}
bulk-sign-out-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} signed out. Not signed out, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-sign-out-none = Not done. No user was signed out. { $why }.
bulk-sign-out-error = Error. No user was signed out. { $why }.

bulk-set-role-label = Change role
bulk-set-role-question-one = Change the role of { $name }?
bulk-set-role-question = { $n ->
    [one] Change the role of { $n } user?
   *[other] Change the role of { $n } users?
}
bulk-set-role-button-one = Change role
bulk-set-role-button = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
bulk-set-role-done = { $n ->
    [one] Done. { $n } user changed.
   *[other] Done. { $n } users changed.
}
bulk-set-role-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} changed. Not changed, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-set-role-none = Not done. No user was changed. { $why }.
bulk-set-role-error = Error. No user was changed. { $why }.

bulk-set-permissions-label = Change permissions
bulk-set-permissions-question-one = Change the permissions of { $name }?
bulk-set-permissions-question = { $n ->
    [one] Change the permissions of { $n } user?
   *[other] Change the permissions of { $n } users?
}
bulk-set-permissions-button-one = Change permissions
bulk-set-permissions-button = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
bulk-set-permissions-done = { $n ->
    [one] Done. { $n } user changed.
   *[other] Done. { $n } users changed.
}
bulk-set-permissions-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} changed. Not changed, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-set-permissions-none = Not done. No user was changed. { $why }.
bulk-set-permissions-error = Error. No user was changed. { $why }.

bulk-set-modules-label = Change modules
bulk-set-modules-question-one = Change the modules of { $name }?
bulk-set-modules-question = { $n ->
    [one] Change the modules of { $n } user?
   *[other] Change the modules of { $n } users?
}
bulk-set-modules-button-one = Change modules
bulk-set-modules-button = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
bulk-set-modules-done = { $n ->
    [one] Done. { $n } user changed.
   *[other] Done. { $n } users changed.
}
bulk-set-modules-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} changed. Not changed, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-set-modules-none = Not done. No user was changed. { $why }.
bulk-set-modules-error = Error. No user was changed. { $why }.

bulk-set-sub-accounts-label = Change sub-accounts
bulk-set-sub-accounts-question-one = Change the sub-accounts of { $name }?
bulk-set-sub-accounts-question = { $n ->
    [one] Change the sub-accounts of { $n } user?
   *[other] Change the sub-accounts of { $n } users?
}
bulk-set-sub-accounts-button-one = Change sub-accounts
bulk-set-sub-accounts-button = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
bulk-set-sub-accounts-done = { $n ->
    [one] Done. { $n } user changed.
   *[other] Done. { $n } users changed.
}
bulk-set-sub-accounts-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} changed. Not changed, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-set-sub-accounts-none = Not done. No user was changed. { $why }.
bulk-set-sub-accounts-error = Error. No user was changed. { $why }.

bulk-set-app-roles-label = Change app roles
bulk-set-app-roles-question-one = Change the app roles of { $name }?
bulk-set-app-roles-question = { $n ->
    [one] Change the app roles of { $n } user?
   *[other] Change the app roles of { $n } users?
}
bulk-set-app-roles-button-one = Change app roles
bulk-set-app-roles-button = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
bulk-set-app-roles-done = { $n ->
    [one] Done. { $n } user changed.
   *[other] Done. { $n } users changed.
}
bulk-set-app-roles-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} changed. Not changed, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
bulk-set-app-roles-none = Not done. No user was changed. { $why }.
bulk-set-app-roles-error = Error. No user was changed. { $why }.

bulk-undo-label = Undo
bulk-undo-done = { $n ->
    [one] Done. The change of { $n } user was undone.
   *[other] Done. The changes of { $n } users were undone.
}
bulk-undo-partly = Partly done. Undone for { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
}. Not undone for { $missed }: { $reasons }.
bulk-undo-none = Not done. Nothing was undone. { $why }.
bulk-undo-error = Error. Nothing was undone. { $why }.

bulk-undo = Undo
bulk-undone = Undone
bulk-details = Details
bulk-download = Download CSV
bulk-try-again = { $n ->
    [one] Try the remaining 1
   *[other] Try the remaining { $n }
}
bulk-stop-sending = Stop sending
bulk-running = The job is running.
bulk-single-done = Done.
bulk-failed = failed and can be tried again
bulk-nothing-selected = Nothing was selected
bulk-reason = Reason: { $reason }
bulk-all = All { $total ->
    [one] { $total } user
   *[other] { $total } users
}: { $reason }
bulk-seats-free = { $n ->
    [one] { $n } seat is free now.
   *[other] { $n } seats are free now.
}
bulk-invited-done = { $n ->
    [one] Done. { $n } invitation is being sent.
   *[other] Done. { $n } invitations are being sent.
}
bulk-invited-partly = Partly done. { $n ->
    [one] { $n } invitation is being sent.
   *[other] { $n } invitations are being sent.
} Not invited, { $missed }: { $reasons }.
bulk-invited-none = Not done. Nobody was invited: { $reasons }.
bulk-added-done = { $n ->
    [one] Done. { $n } user added.
   *[other] Done. { $n } users added.
}
bulk-added-partly = Partly done. { $n ->
    [one] { $n } user added.
   *[other] { $n } users added.
} Not added, { $missed }: { $reasons }.
bulk-added-none = Not done. Nobody was added: { $reasons }.

# Why an act cannot be undone.
bulk-mail-stays = Sent mail cannot be taken back.
bulk-password-stays = A password reset cannot be taken back: the old password does not come back.
bulk-mfa-stays = A reset second factor does not come back: it is set up anew at the next sign-in.
bulk-revoked-stays = A revoked link does not come back to life: send a new invitation instead.
bulk-erased-stays = Erased data cannot be brought back.

# What a confirmation says.
bulk-can-sign-in = They can sign in again.
bulk-signed-out = They are signed out everywhere now.
bulk-cannot-sign-in = They cannot sign in.
bulk-seats-become-free = Their seats become free.
bulk-locked-until = They are signed out and cannot sign in until an admin unlocks them.
bulk-seats-stay = Seats stay taken.
bulk-count-zero = The count of wrong passwords is set to zero.
bulk-links-stop = Older links stop working.
bulk-links-until = New links work until { $until }.
bulk-link-stops = The link stops working at once.
bulk-invite-again = You can invite the address again.
bulk-new-password-first = They cannot sign in until they have set a new password.
bulk-reset-mail = They get a mail with a link that sets it.
bulk-codes-stop = The authenticator and the recovery codes stop working.
bulk-set-up-again = The next sign-in sets them up from scratch.
bulk-data-removed = Name, e-mail and sign-in data are removed.
bulk-anonymous = Activity entries keep an anonymous reference.
bulk-final = This cannot be undone.
bulk-sessions-end = All sessions end now.
bulk-sign-in-at-once = They can sign in again at once.
bulk-access-changes = What they may do changes at once, also where they are signed in.
bulk-seats-enough = Seats: { $free } free, { $needed } needed.
bulk-seats-short = { $free } will be activated, { $short } will be skipped because no seat is free.
bulk-deletes-all = All personal data is erased. This cannot be undone.
bulk-deletes-until = Access ends now. Data is kept and can be restored by a new invitation until { $until }.
bulk-until-erased = they are erased

# The page around a confirmation.
bulk-users = Users
bulk-title = { $act } users
bulk-reason-field = Reason
bulk-reason-optional = (optional, kept in the activity)
bulk-cancel = Cancel
bulk-show-all = Show all
bulk-and-more = and { $n } more
bulk-group = { $title }: { $n }
bulk-will-change = Will change
bulk-will-be-skipped = Will be skipped
bulk-attention = Needs your attention
bulk-unknown-user = unknown user
bulk-type-email = Type the user’s e-mail, { $email }, to confirm
bulk-type-count = Type { $n } to confirm
bulk-wrong-email = This is not the user’s e-mail.
bulk-wrong-count = This is not the number of users.
bulk-list-changed = { $now ->
    [one] The list changed: { $now } user matches now, { $seen } when you looked.
   *[other] The list changed: { $now } users match now, { $seen } when you looked.
}

# Menus and buttons of one user.
bulk-view-or-edit = View or edit
bulk-view-activity = View activity
bulk-resend-verification = Resend verification
bulk-send-invitation = Send invitation
bulk-send = Send
bulk-resend = Resend
bulk-activate-name = Activate { $name }
bulk-unlock-name = Unlock { $name }
bulk-restore-name = Invite { $name } again
bulk-send-name = Send invitation to { $name }
bulk-verify-name = Resend verification to { $name }
bulk-resend-name = Resend invitation to { $name }
