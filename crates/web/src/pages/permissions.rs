//! Permissions in words, for forms and for the page that says which one is missing.

use model::access::Permission as P;

/// The permission as a thing to do.
#[must_use]
pub(crate) const fn words(permission: P) -> &'static str {
    match permission {
        P::UsersView => "View users",
        P::UsersInvite => "Add and invite users",
        P::UsersResend => "Resend invitations",
        P::UsersEdit => "Edit names and addresses",
        P::UsersPermissions => "Edit roles and permissions",
        P::UsersActivate => "Activate and deactivate users",
        P::UsersLock => "Lock users",
        P::UsersUnlock => "Unlock users",
        P::UsersResetPassword => "Reset passwords",
        P::UsersResetMfa => "Reset multi-factor sign-in",
        P::UsersSessions => "See and end sessions",
        P::UsersDelete => "Delete users",
        P::UsersErase => "Erase users",
        P::UsersExport => "Export users",
        P::UsersImport => "Import users",
        P::ActivityView => "View activity",
        P::ActivityExport => "Export activity",
        P::RolesManage => "Manage roles",
        P::PortalSettings => "Change portal settings",
        P::PortalIntegrations => "Manage API tokens",
        P::PortalsView => "View portals",
        P::PortalsCreate => "Create portals",
        P::PortalsManage => "Manage portals",
        P::StaffManage => "Manage provider staff",
        P::SystemOperate => "Operate the installation",
    }
}
