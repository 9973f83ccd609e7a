# What a portal defines for itself: roles, modules, sub-accounts, apps; the way into production; the one admin.

catalogue-settings = Settings
catalogue-tab-policy = Policy
catalogue-tab-tokens = API tokens

catalogue-name = Name
catalogue-slug = Word in the API
catalogue-slug-hint = 2 to 40 small letters, digits and hyphens. It cannot be changed later.
catalogue-users = Users
catalogue-action = Action
catalogue-remove = Remove
catalogue-remove-named = Remove { $name }
catalogue-remove-logged = It cannot be brought back. The activity keeps what was changed.
catalogue-save = Save
catalogue-cancel = Cancel
catalogue-locked = You can look at this, but not change it: it reaches further than your own role.
catalogue-stale = Somebody has changed the portal since you opened this page. Check what you entered, then send it again.
catalogue-done-added = Done. It was added.
catalogue-done-saved = Saved.
catalogue-done-removed = Done. It was removed.

catalogue-roles = Roles
catalogue-roles-intro = A role says what its holders may do. A user has exactly one.
catalogue-roles-none = No roles of your own yet
catalogue-roles-none-hint = Add one where the built-in roles below do not fit.
catalogue-role-new = New role
catalogue-role-add = Add role
catalogue-role-remove = Remove role
catalogue-role-question = Remove the role { $name }?
catalogue-role-holders = { $n ->
    [one] { $n } user holds this role. Give that user another role first.
   *[other] { $n } users hold this role. Give them another role first.
}
catalogue-role-unused = Nobody holds this role.
catalogue-rank = Rank
catalogue-rank-hint = 1 to 49, below your own. Nobody can change users of a higher rank: a user has 10, help desk 30, a user manager 40. It cannot be changed later.
catalogue-permission = Permission
catalogue-permissions = Permissions
catalogue-permissions-hint = Only what you hold yourself can be given. A change counts at once for everybody with the role.
catalogue-permissions-none = None
catalogue-built-in = Built-in roles
catalogue-built-in-hint = They cannot be changed.
catalogue-holds = Yes
catalogue-holds-not = No

catalogue-modules = Modules
catalogue-modules-intro = The menus of the portal. Each user gets the modules that are chosen; an admin has all of them.
catalogue-modules-none = No modules yet
catalogue-modules-none-hint = Add one for each menu that not everybody should have.
catalogue-module-new = New module
catalogue-module-add = Add module
catalogue-module-remove = Remove module
catalogue-module-question = Remove the module { $name }?
catalogue-module-holders = { $n ->
    [0] No user was given this module.
    [one] It is taken from { $n } user at once.
   *[other] It is taken from { $n } users at once.
}
catalogue-for = For
catalogue-for-admins = Admins only
catalogue-for-all = Everybody who is given it
catalogue-admins-only = Admins only
catalogue-admins-only-hint = Other users do not have it, even if it was given to them before.

catalogue-sub-accounts = Sub-accounts
catalogue-sub-accounts-intro = The parts of the customer. A user works in all of them, or in those that are named; admins of a part see only its users.
catalogue-sub-accounts-none = No sub-accounts yet
catalogue-sub-accounts-none-hint = Add one for each branch or department whose users should be managed apart.
catalogue-sub-account-new = New sub-account
catalogue-sub-account-add = Add sub-account
catalogue-sub-account-remove = Remove sub-account
catalogue-sub-account-question = Remove the sub-account { $name }?
catalogue-sub-account-holders = { $n ->
    [0] No user is limited to this sub-account.
    [one] It is taken from { $n } user who is limited to it.
   *[other] It is taken from { $n } users who are limited to it.
}
catalogue-sub-account-empty = Who was limited to it alone belongs to no sub-account then, and sees nobody. Nobody sees more than before.

catalogue-apps = Apps
catalogue-apps-intro = The applications of the portal with their roles. Users are added to the roles.
catalogue-apps-none = No apps yet
catalogue-apps-none-hint = Add an app, then its roles.
catalogue-app-new = New app
catalogue-app-add = Add app
catalogue-app-remove = Remove app
catalogue-app-question = Remove the app { $name } and its roles?
catalogue-app-holders = { $n ->
    [0] Nobody holds a role that goes.
    [one] { $n } user loses a role of the app at once.
   *[other] Roles of the app are taken { $n } times, at once.
}
catalogue-app-roles = App roles
catalogue-app-roles-none = No roles yet
catalogue-app-role-new = New role of this app
catalogue-app-role-add = Add app role
catalogue-app-role-remove = Remove app role
catalogue-app-role-question = Remove the role { $name } of { $app }?

catalogue-deploy = Deployment
catalogue-stage = Stage
catalogue-state-external-draft = This portal is for external users. It is a draft.
catalogue-state-external-production = This portal is for external users. It is in production.
catalogue-state-internal-draft = This portal is for internal users. It is a draft.
catalogue-state-internal-production = This portal is for internal users. It is in production.
catalogue-about-draft = Internal users can hold app roles for testing. After the deployment only external users can be added to app roles; internal users keep what they hold until you remove it.
catalogue-about-production = Only external users can be added to app roles.
catalogue-about-internal = Internal and external users can be added to app roles.
catalogue-deploy-button = Deploy to production
catalogue-draft-button = Back to draft
catalogue-deployed = Done. The portal is in production.
catalogue-user = User
catalogue-internal = Internal users with app roles
catalogue-internal-none = No internal user holds an app role.
catalogue-internal-hint = { $n ->
    [one] { $n } internal user holds app roles. In production this should be none.
   *[other] { $n } internal users hold app roles. In production this should be none.
}
catalogue-release = { $n ->
    [one] Remove the app roles of { $n } user
   *[other] Remove the app roles of { $n } users
}
catalogue-released = { $skipped ->
    [0] { $n ->
        [one] Done. The app roles of { $n } internal user were removed.
       *[other] Done. The app roles of { $n } internal users were removed.
    }
   *[other] { $n ->
        [one] The app roles of { $n } internal user were removed. { $skipped } were skipped.
       *[other] The app roles of { $n } internal users were removed. { $skipped } were skipped.
    }
}

catalogue-kind = Kind
catalogue-kind-external = External
catalogue-kind-internal = Internal
catalogue-kind-service = Program
catalogue-kind-external-hint = A person of the customer
catalogue-kind-internal-hint = A person of the provider or of the portal's owner

catalogue-transfer = Transfer admin role
catalogue-transfer-question = Make { $name } the admin of this portal?
catalogue-transfer-new = { $name } becomes the only admin and can manage all users, settings and sub-accounts.
catalogue-transfer-former = { $email } is no longer admin, and has the role User at once.
catalogue-transfer-yourself = You are no longer admin, and have the role User at once. Only the new admin or the provider can change that.
catalogue-transfer-mail = The new admin gets an e-mail.
catalogue-transferred = Done. The admin role was transferred.
