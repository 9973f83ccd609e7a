# Permissions as a thing to do.

permission-users-view = View users
permission-users-invite = Add and invite users
permission-users-resend = Resend invitations
permission-users-edit = Edit names and addresses
permission-users-permissions = Edit roles and permissions
permission-users-activate = Activate and deactivate users
permission-users-lock = Lock users
permission-users-unlock = Unlock users
permission-users-reset-password = Reset passwords
permission-users-reset-mfa = Reset multi-factor sign-in
permission-users-sessions = See and end sessions
permission-users-delete = Delete users
permission-users-erase = Erase users
permission-users-export = Export users
permission-users-import = Import users
permission-activity-view = View activity
permission-activity-export = Export activity
permission-roles-manage = Manage roles
permission-portal-settings = Change portal settings
permission-portal-integrations = Manage API tokens
permission-portals-view = View portals
permission-portals-create = Create portals
permission-portals-manage = Manage portals
permission-staff-manage = Manage provider staff
permission-system-operate = Operate the installation
