# What users may reach: permissions, modules, sub-accounts, app roles.

access-title = Permissions
access-users = Users
    .permissions = User Permissions
access-role = Role
access-permissions = Permissions on top of the role
access-permissions-hint = What the role brings need not be ticked.
access-modules = Modules
access-sub-accounts = Sub-accounts
access-app-roles = App roles
access-admins-only = Admins only
access-find-sub-account = Find a sub-account
access-scope-all = All sub-accounts
access-scope-all-hint = Also those that come later
access-scope-named = Only these
access-group-users = Users
access-group-activity = Activity
access-group-portal = Portal
access-group-provider = Provider
access-by-role = Comes with the role
access-not-yours = You do not hold this permission, so you cannot give it.
access-not-yours-held = The user holds it. You do not, so you cannot take it away.
access-save = Save permissions
access-cancel = Cancel
# Filled in by the script: %a and %r are numbers.
access-changes = Adds { $added }, removes { $removed }
access-saved = Saved. { $added } added, { $removed } removed.
access-unchanged = Saved. Nothing was changed.
access-own-role = You cannot change your own role. Ask another admin.
access-outranked = This user has a higher role than you.
access-out-of-reach = This user also works outside your sub-accounts.
access-deleted = This user is deleted. Invite the user again to change permissions.
access-role-above = You cannot give this role.
access-conflict = Somebody else changed this user meanwhile. Saved now: role { $role }; permissions { $permissions }; modules { $modules }; sub-accounts { $subs }; app roles { $apps }. Below is what you chose: save again to use it, or cancel.
access-none = none
access-all = all
access-edit-link = Edit permissions
access-edit-of = Edit permissions of { $name }
access-column = Permissions
access-by-role-only = By role only
access-mfa-on = On
access-mfa-off = Off
access-scope-note = You can see users of { $seen } of { $all } sub-accounts.
access-bulk = Change permissions
access-many-title = { $n ->
    [one] Change permissions of { $n } user
   *[other] Change permissions of { $n } users
}
access-many-matching = Change permissions of all matching users
access-many-hint = Choose what to change. You see what will happen before anything is done.
access-edit = How
access-edit-add = Add these
access-edit-remove = Remove these
access-edit-set = Only these: replaces what users have
access-preview-role = Preview role
access-preview-permissions = Preview permissions
access-preview-modules = Preview modules
access-preview-sub-accounts = Preview sub-accounts
access-preview-app-roles = Preview app roles
access-make-admin-question = { $n ->
    [one] Give { $n } user admin rights?
   *[other] Give { $n } users admin rights?
}
access-make-admin-one = Give { $name } admin rights?
access-make-admin-what = Admins can manage users, pricing and payment.
access-make-admin-button = { $n ->
    [one] Make { $n } user an admin
   *[other] Make { $n } users admins
}
access-make-admin-button-one = Make admin
access-will-role = New role: { $role }.
access-will-add = Adds: { $names }.
access-will-remove = Removes: { $names }.
access-will-set = Replaces what users have by: { $names }.
access-will-all = Gives all sub-accounts, also those that come later.
access-at-once = Open sessions follow at once.
access-reminder = Nothing is ticked at first: without a module people can sign in but reach nothing until somebody gives them one.
access-set-permissions = Set permissions
    .simple = Set Permission
access-role-admin = Manages users, roles and the portal
access-role-manager = Manages users
access-role-helpdesk = Resends invitations, helps with sign-in
access-role-auditor = Sees users and activity, changes nothing
access-role-user = Uses the portal, manages nobody
access-role-owner = Everything, also the installation itself
access-role-provider-admin = All portals and the staff
access-role-technician = Users of the portals assigned to them
access-role-provider-auditor = Sees all, changes nothing
