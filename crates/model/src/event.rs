//! The audit vocabulary: what happened, to whom, by whom, with what result.

use crate::ids::{EventId, OperationId, RequestId, UserId, UserPk};
use crate::time::Time;
use crate::user::User;
use crate::user::access::Scope;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $label:literal;)*) => {
        /// What happened. Closed: a new action needs words here before it compiles.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Action { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code in API and database.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }

            /// The English words of the activity list.
            #[must_use]
            pub const fn label(self) -> &'static str { match self { $(Self::$name => $label),* } }
        }
    };
}

actions! {
    /// The installation was set up.
    InstallationSetUp = "installation.set_up", "Set up Portico";
    /// A fresh link for the owner was made on the host.
    OwnerRecoveryStarted = "owner.recovery_started", "Started owner recovery";
    /// A portal was created.
    PortalCreated = "portal.created", "Created portal";
    /// A portal was changed: name, seats.
    PortalChanged = "portal.changed", "Changed portal";
    /// A portal was suspended: nobody signs in.
    PortalSuspended = "portal.suspended", "Suspended portal";
    /// A suspended portal was opened again.
    PortalResumed = "portal.resumed", "Resumed portal";
    /// Portals were assigned to a member of the staff.
    StaffAssigned = "staff.assigned", "Assigned portals";
    /// A user was added without a mail.
    UserAdded = "user.added", "Added user";
    /// A user was added and invited.
    UserInvited = "user.invited", "Invited user";
    /// The invitation was sent again, with a new link.
    InvitationResent = "invitation.resent", "Resent invitation";
    /// The verification mail was sent again, with a new link.
    VerificationResent = "verification.resent", "Resent verification e-mail";
    /// The invitation was taken back.
    InvitationRevoked = "invitation.revoked", "Revoked invitation";
    /// The invitation ran out.
    InvitationExpired = "invitation.expired", "Invitation expired";
    /// The person accepted: active now, or as soon as a required second factor is set up.
    InvitationAccepted = "invitation.accepted", "Accepted invitation";
    /// The person accepted and waits for a seat.
    InvitationAcceptedWithoutSeat = "invitation.accepted_without_seat", "Accepted invitation, no free seat";
    /// A user was activated.
    UserActivated = "user.activated", "Activated user";
    /// A user moved up into a freed seat.
    UserMovedUp = "user.moved_up", "Moved up into a free seat";
    /// A user was deactivated.
    UserDeactivated = "user.deactivated", "Deactivated user";
    /// A user was locked by hand.
    UserLocked = "user.locked", "Locked user";
    /// A lock was taken off.
    UserUnlocked = "user.unlocked", "Unlocked user";
    /// Too many wrong passwords.
    UserAutoLocked = "user.auto_locked", "Locked after wrong passwords";
    /// An admin voided the password and sent a link.
    PasswordReset = "user.password_reset", "Reset password";
    /// The person asked for a new password.
    PasswordForgotten = "user.password_forgotten", "Asked for a new password";
    /// The person set a new password.
    PasswordSet = "user.password_set", "Set password";
    /// A user was deleted; the row is kept.
    UserDeleted = "user.deleted", "Deleted user";
    /// A deleted user was invited again.
    UserRestored = "user.restored", "Restored user";
    /// The personal data of a user is gone.
    UserErased = "user.erased", "Erased user";
    /// Names were changed.
    ProfileChanged = "user.profile_changed", "Changed profile";
    /// Another role was given.
    RoleChanged = "user.role_changed", "Changed role";
    /// The single admin of a portal changed.
    AdminTransferred = "user.admin_transferred", "Transferred admin role";
    /// Single permissions were changed.
    PermissionsChanged = "user.permissions_changed", "Changed permissions";
    /// Modules were changed.
    ModulesChanged = "user.modules_changed", "Changed modules";
    /// Sub-accounts were changed.
    SubAccountsChanged = "user.sub_accounts_changed", "Changed sub-accounts";
    /// App roles were changed.
    AppRolesChanged = "user.app_roles_changed", "Changed app roles";
    /// A new address waits for its owner's confirmation.
    EmailChangeStarted = "user.email_change_started", "Started e-mail change";
    /// The new address was confirmed.
    EmailChanged = "user.email_changed", "Changed e-mail";
    /// The change of address was taken back.
    EmailChangeCancelled = "user.email_change_cancelled", "Cancelled e-mail change";
    /// The owner of the old address took the change back.
    EmailChangeUndone = "user.email_change_undone", "Undid e-mail change";
    /// A second factor was set up.
    SecondFactorEnrolled = "user.second_factor_enrolled", "Set up second factor";
    /// The person removed the own second factor.
    SecondFactorRemoved = "user.second_factor_removed", "Removed second factor";
    /// An admin reset the second factor.
    SecondFactorReset = "user.second_factor_reset", "Reset second factor";
    /// A recovery code was used to sign in.
    RecoveryCodeUsed = "user.recovery_code_used", "Used recovery code";
    /// New recovery codes were made.
    RecoveryCodesMade = "user.recovery_codes_made", "Made new recovery codes";
    /// A change was undone.
    ChangeUndone = "user.change_undone", "Undid a change";
    /// The portal's policy was changed.
    PolicyChanged = "portal.policy_changed", "Changed policy";
    /// Roles, modules, sub-accounts or apps of the portal were changed.
    CatalogueChanged = "portal.catalogue_changed", "Changed roles, modules, sub-accounts or apps";
    /// The portal went into production.
    PortalDeployed = "portal.deployed", "Deployed portal to production";
    /// An automatic lock ended.
    AutoLockEnded = "user.auto_lock_ended", "Automatic lock ended";
    /// The password reached its maximum age.
    PasswordExpired = "user.password_expired", "Password expired";
    /// Time alone changed the status.
    StatusRefreshed = "user.status_refreshed", "Status changed by time";
    /// Signed in.
    SignedIn = "session.signed_in", "Signed in";
    /// A sign-in was refused.
    SignInRefused = "session.sign_in_refused", "Sign-in refused";
    /// Signed out.
    SignedOut = "session.signed_out", "Signed out";
    /// Every session of a user was ended.
    SessionsEnded = "session.all_ended", "Signed out everywhere";
    /// An API token was made.
    TokenCreated = "token.created", "Created API token";
    /// An API token was revoked.
    TokenRevoked = "token.revoked", "Revoked API token";
    /// A command over a set was refused as a whole or in part.
    CommandRefused = "command.refused", "Command refused";
    /// A long operation was stopped.
    OperationStopped = "operation.stopped", "Stopped operation";
    /// Users were exported.
    UsersExported = "users.exported", "Exported users";
    /// Users were imported.
    UsersImported = "users.imported", "Imported users";
    /// Demonstration users were made.
    UsersSeeded = "users.seeded", "Seeded demonstration users";
    /// A mail could not be delivered and was given up.
    MailGivenUp = "mail.given_up", "Mail not delivered";
}

impl Action {
    /// The action with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.code() == code)
    }
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventResult {
    /// It happened.
    Done,
    /// It was refused; nothing changed.
    Refused,
    /// It was tried and failed.
    Failed,
}

impl EventResult {
    /// Every result.
    pub const ALL: &[Self] = &[Self::Done, Self::Refused, Self::Failed];

    /// The code in API and database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// Who acted, as the entry keeps it for good.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct By {
    /// The person's row, if it was one.
    pub pk: Option<UserPk>,
    /// E-mail, or `system`.
    pub label: String,
    /// The role slug, or the empty string.
    pub role: String,
    /// Whether provider staff acted inside a customer's portal.
    pub provider: bool,
}

/// One line of the audit log. Never edited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Time-ordered id: the order of the log.
    pub id: EventId,
    /// When.
    pub at: Time,
    /// Who.
    pub by: By,
    /// What.
    pub action: Action,
    /// How it ended.
    pub result: EventResult,
    /// The user it was done to, if any.
    pub target: Option<Target>,
    /// The skip code of a refusal, or what the actor wrote.
    pub reason: Option<String>,
    /// The operation it belongs to.
    pub operation: Option<OperationId>,
    /// The request it came with.
    pub request: RequestId,
    /// Changed fields with their former and new values; never a secret.
    pub changes: Map<String, Value>,
    /// Address of the client; empty for the system.
    pub ip: String,
    /// Name of the client program, cut; empty for the system.
    pub client: String,
}

/// The user that something was done to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Row key.
    pub pk: UserPk,
    /// Public id: the reference of S3.19.
    pub id: UserId,
    /// E-mail at that time.
    pub label: String,
}

impl Target {
    /// The reference to a user.
    #[must_use]
    pub fn of(user: &User) -> Self {
        Self {
            pk: user.pk,
            id: user.id,
            label: user.profile.email.to_string(),
        }
    }
}

/// The fields that differ, as `{"field": {"before": …, "after": …}}`. Secrets are not fields of a user.
#[must_use]
pub fn differences(before: &User, after: &User) -> Map<String, Value> {
    let (before, after) = (visible(before), visible(after));
    let mut out = Map::new();
    for ((name, old), (_, new)) in before.into_iter().zip(after) {
        if old != new {
            out.insert(name.to_owned(), serde_json::json!({ "before": old, "after": new }));
        }
    }
    out
}

fn visible(user: &User) -> [(&'static str, Value); 17] {
    let text = |t: Option<String>| t.map_or(Value::Null, Value::String);
    [
        ("status", Value::String(user.status.code().to_owned())),
        (
            "first_name",
            text(user.profile.first_name.as_ref().map(|n| n.as_str().to_owned())),
        ),
        (
            "last_name",
            text(user.profile.last_name.as_ref().map(|n| n.as_str().to_owned())),
        ),
        ("email", Value::String(user.profile.email.to_string())),
        (
            "username",
            text(user.profile.username.as_ref().map(|n| n.as_str().to_owned())),
        ),
        ("language", text(user.language.clone())),
        ("time_zone", text(user.time_zone.clone())),
        ("role", Value::String(user.role.slug.clone())),
        ("permissions", list(user.grants.permissions.iter().map(|p| p.code()))),
        ("modules", list(user.grants.modules.iter().map(String::as_str))),
        (
            "sub_accounts",
            match &user.grants.sub_accounts {
                Scope::All => Value::Null,
                Scope::Named(named) => list(named.iter().map(String::as_str)),
            },
        ),
        ("app_roles", list(user.grants.app_roles.iter().map(String::as_str))),
        (
            "pending_email",
            text(user.pending_email.as_ref().map(|pending| pending.email.to_string())),
        ),
        ("second_factor_at", text(user.second_factor_at.map(Time::rfc3339))),
        ("email_verified_at", text(user.email_verified_at.map(Time::rfc3339))),
        ("locked", Value::Bool(user.lock.is_some())),
        ("access_ended", Value::Number(user.access_epoch.into())),
    ]
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Value {
    Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
}
