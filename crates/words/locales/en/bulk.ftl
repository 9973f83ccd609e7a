# What admins do to users: buttons, confirmations, results. Each act has a family of messages.
bulk-activate-label = Activate
    .mssp = Enable
bulk-activate-question-one = Activate { $name }?
    .mssp = Enable { $name }?
bulk-activate-question = { $n ->
    [one] Activate { $n } user?
   *[other] Activate { $n } users?
}
    .mssp = { $n ->
        [one] Enable { $n } user?
       *[other] Enable { $n } users?
    }
bulk-activate-button-one = Activate user
    .mssp = Enable user
bulk-activate-button = { $n ->
    [one] Activate { $n } user
   *[other] Activate { $n } users
}
    .mssp = { $n ->
        [one] Enable { $n } user
       *[other] Enable { $n } users
    }
bulk-activate-done = { $n ->
    [one] Done. { $n } user activated.
   *[other] Done. { $n } users activated.
}
    .mssp = { $n ->
        [one] Done. { $n } user enabled.
       *[other] Done. { $n } users enabled.
    }
bulk-activate-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} activated. Not activated, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
    .mssp = Partly done. { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    } enabled. Not enabled, { $missed ->
        [one] { $missed } user
       *[other] { $missed } users
    }: { $reasons }.
bulk-activate-none = Not done. No user was activated. { $why }.
    .mssp = Not done. No user was enabled. { $why }.
bulk-activate-error = Error. No user was activated. { $why }.
    .mssp = Error. No user was enabled. { $why }.

bulk-deactivate-label = Deactivate
    .mssp = Disable
bulk-deactivate-question-one = Deactivate { $name }?
    .mssp = Disable { $name }?
bulk-deactivate-question = { $n ->
    [one] Deactivate { $n } user?
   *[other] Deactivate { $n } users?
}
    .mssp = { $n ->
        [one] Disable { $n } user?
       *[other] Disable { $n } users?
    }
bulk-deactivate-button-one = Deactivate user
    .mssp = Disable user
bulk-deactivate-button = { $n ->
    [one] Deactivate { $n } user
   *[other] Deactivate { $n } users
}
    .mssp = { $n ->
        [one] Disable { $n } user
       *[other] Disable { $n } users
    }
bulk-deactivate-done = { $n ->
    [one] Done. { $n } user deactivated.
   *[other] Done. { $n } users deactivated.
}
    .mssp = { $n ->
        [one] Done. { $n } user disabled.
       *[other] Done. { $n } users disabled.
    }
bulk-deactivate-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} deactivated. Not deactivated, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
    .mssp = Partly done. { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    } disabled. Not disabled, { $missed ->
        [one] { $missed } user
       *[other] { $missed } users
    }: { $reasons }.
bulk-deactivate-none = Not done. No user was deactivated. { $why }.
    .mssp = Not done. No user was disabled. { $why }.
bulk-deactivate-error = Error. No user was deactivated. { $why }.
    .mssp = Error. No user was disabled. { $why }.

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
    .workflow = Resend verification email
    .child-users = Resend new user email
    .permissions = Resend invite
    .mssp = Reinvite
bulk-resend-question-one = Send a new invitation to { $name }?
    .workflow = Send a new verification email to { $name }?
    .child-users = Send another new user email to { $name }?
    .permissions = Send a new invite to { $name }?
    .mssp = Reinvite { $name }?
bulk-resend-question = { $n ->
    [one] Send a new invitation to { $n } person?
   *[other] Send a new invitation to { $n } people?
}
    .workflow = { $n ->
        [one] Send a new verification email to { $n } person?
       *[other] Send a new verification email to { $n } people?
    }
    .child-users = { $n ->
        [one] Send another new user email to { $n } person?
       *[other] Send another new user email to { $n } people?
    }
    .permissions = { $n ->
        [one] Send a new invite to { $n } person?
       *[other] Send a new invite to { $n } people?
    }
    .mssp = { $n ->
        [one] Reinvite { $n } user?
       *[other] Reinvite { $n } users?
    }
bulk-resend-button-one = Send invitation
    .workflow = Resend verification email
    .child-users = Resend new user email
    .permissions = Resend invite
    .mssp = Reinvite user
bulk-resend-button = { $n ->
    [one] Send { $n } invitation
   *[other] Send { $n } invitations
}
    .workflow = { $n ->
        [one] Send { $n } verification email
       *[other] Send { $n } verification emails
    }
    .child-users = { $n ->
        [one] Send { $n } new user email
       *[other] Send { $n } new user emails
    }
    .permissions = { $n ->
        [one] Send { $n } invite
       *[other] Send { $n } invites
    }
    .mssp = { $n ->
        [one] Reinvite { $n } user
       *[other] Reinvite { $n } users
    }
bulk-resend-done = { $n ->
    [one] Done. Invitation e-mail sent to { $n } user.
   *[other] Done. Invitation e-mail sent to { $n } users.
}
    .workflow = { $n ->
        [one] Done. Verification email sent to { $n } user.
       *[other] Done. Verification email sent to { $n } users.
    }
    .child-users = { $n ->
        [one] Done. New user email sent to { $n } user.
       *[other] Done. New user email sent to { $n } users.
    }
    .permissions = { $n ->
        [one] Done. Invite sent to { $n } user.
       *[other] Done. Invite sent to { $n } users.
    }
    .mssp = { $n ->
        [one] Done. { $n } user reinvited.
       *[other] Done. { $n } users reinvited.
    }
bulk-resend-partly = Partly done. Invitation e-mail sent to { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
}. Not sent to { $missed }: { $reasons }.
    .workflow = Partly done. Verification email sent to { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    }. Not sent to { $missed }: { $reasons }.
    .child-users = Partly done. New user email sent to { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    }. Not sent to { $missed }: { $reasons }.
    .permissions = Partly done. Invite sent to { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    }. Not sent to { $missed }: { $reasons }.
    .mssp = Partly done. { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    } reinvited. Not sent to { $missed }: { $reasons }.
bulk-resend-none = Not done. No e-mail was sent. { $why }.
bulk-resend-error = Error. No e-mail was sent. { $why }.

bulk-revoke-label = Revoke invitation
    .permissions = Revoke invite
bulk-revoke-question-one = Revoke the invitation of { $name }?
    .permissions = Revoke the invite of { $name }?
bulk-revoke-question = { $n ->
    [one] Revoke the invitation of { $n } user?
   *[other] Revoke the invitation of { $n } users?
}
    .permissions = { $n ->
        [one] Revoke the invite of { $n } user?
       *[other] Revoke the invite of { $n } users?
    }
bulk-revoke-button-one = Revoke invitation
    .permissions = Revoke invite
bulk-revoke-button = { $n ->
    [one] Revoke { $n } invitation
   *[other] Revoke { $n } invitations
}
    .permissions = { $n ->
        [one] Revoke { $n } invite
       *[other] Revoke { $n } invites
    }
bulk-revoke-done = { $n ->
    [one] Done. The invitation of { $n } user was revoked.
   *[other] Done. The invitations of { $n } users were revoked.
}
    .permissions = { $n ->
        [one] Done. The invite of { $n } user was revoked.
       *[other] Done. The invites of { $n } users were revoked.
    }
bulk-revoke-partly = Partly done. { $done } of { $total ->
    [one] { $total } invitation
   *[other] { $total } invitations
} revoked. Not revoked, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
    .permissions = Partly done. { $done } of { $total ->
        [one] { $total } invite
       *[other] { $total } invites
    } revoked. Not revoked, { $missed ->
        [one] { $missed } user
       *[other] { $missed } users
    }: { $reasons }.
bulk-revoke-none = Not done. No invitation was revoked. { $why }.
    .permissions = Not done. No invite was revoked. { $why }.
bulk-revoke-error = Error. No invitation was revoked. { $why }.
    .permissions = Error. No invite was revoked. { $why }.

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
bulk-reset-mfa-none = Not done. No multi-factor sign-in was reset. { $why }.
bulk-reset-mfa-error = Error. No multi-factor sign-in was reset. { $why }.

bulk-delete-label = Delete
    .permissions = Delete user
    .simple = Remove user
bulk-delete-many = Delete
    .workflow = Delete users
    .permissions = Delete users
    .simple = Remove users
bulk-delete-question-one = Delete { $name }?
    .simple = Remove { $name }?
bulk-delete-question = { $n ->
    [one] Delete { $n } user?
   *[other] Delete { $n } users?
}
    .simple = { $n ->
        [one] Remove { $n } user?
       *[other] Remove { $n } users?
    }
bulk-delete-button-one = Delete user
    .simple = Remove user
bulk-delete-button = { $n ->
    [one] Delete { $n } user
   *[other] Delete { $n } users
}
    .simple = { $n ->
        [one] Remove { $n } user
       *[other] Remove { $n } users
    }
bulk-delete-done = { $n ->
    [one] Done. { $n } user deleted.
   *[other] Done. { $n } users deleted.
}
    .simple = { $n ->
        [one] Done. { $n } user removed.
       *[other] Done. { $n } users removed.
    }
bulk-delete-partly = Partly done. { $done } of { $total ->
    [one] { $total } user
   *[other] { $total } users
} deleted. Not deleted, { $missed ->
    [one] { $missed } user
   *[other] { $missed } users
}: { $reasons }.
    .simple = Partly done. { $done } of { $total ->
        [one] { $total } user
       *[other] { $total } users
    } removed. Not removed, { $missed ->
        [one] { $missed } user
       *[other] { $missed } users
    }: { $reasons }.
bulk-delete-none = Not done. No user was deleted. { $why }.
    .simple = Not done. No user was removed. { $why }.
bulk-delete-error = Error. No user was deleted. { $why }.
    .simple = Error. No user was removed. { $why }.

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
bulk-all-already-verified = All { $n } users are already verified
bulk-all-deactivated = All { $n } users are deactivated
bulk-all-deleted = All { $n } users are deleted
bulk-all-locked-by-admin = All { $n } users are locked by an admin
bulk-all-already-active = All { $n } users are already active
bulk-all-not-verified = All { $n } users are unverified
bulk-all-already-inactive = All { $n } users are already inactive
bulk-all-already-locked = All { $n } users are already locked
bulk-all-not-locked = All { $n } users are not locked
bulk-all-inactive = All { $n } users are inactive
bulk-all-already-deleted = All { $n } users are already deleted
bulk-all-not-deleted = All { $n } users are not deleted
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
bulk-seats-become-free = { $n ->
    [one] The seat becomes free.
   *[other] Their seats become free.
}
bulk-locked-until = They are signed out and cannot sign in until an admin unlocks them.
bulk-seats-stay = { $n ->
    [one] The seat stays taken.
   *[other] Seats stay taken.
}
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
    .mssp = { $free } will be enabled, { $short } will be skipped because no seat is free.
bulk-deletes-all = All personal data is erased. This cannot be undone.
bulk-deletes-until = Access ends now. Data is kept and can be restored by a new invitation until { $until }.
bulk-until-erased = they are erased

# The page around a confirmation.
bulk-users = Users
    .permissions = User Permissions
bulk-title = Users: { $act }
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
    .child-users = View/Edit
bulk-view-activity = View activity
    .permissions = View User Activity
bulk-resend-verification = Resend verification
    .workflow = Resend verification email
    .mssp = Reinvite
    .child-users = Resend new user email
bulk-send-invitation = Send invitation
    .child-users = Send new user email
    .permissions = Send invite
bulk-send = Send
bulk-resend = Resend
    .mssp = Reinvite
bulk-activate-name = Activate { $name }
    .mssp = Enable { $name }
bulk-unlock-name = Unlock { $name }
bulk-restore-name = Invite again: { $name }
bulk-send-name = Send invitation to { $name }
    .child-users = Send new user email to { $name }
    .permissions = Send invite to { $name }
bulk-verify-name = Resend verification to { $name }
    .workflow = Resend verification email to { $name }
    .mssp = Reinvite { $name }
    .child-users = Resend new user email to { $name }
bulk-resend-name = Resend invitation to { $name }
    .workflow = Resend verification email to { $name }
    .mssp = Reinvite { $name }
    .child-users = Resend new user email to { $name }
    .permissions = Resend invite to { $name }
bulk-export = Export selected
