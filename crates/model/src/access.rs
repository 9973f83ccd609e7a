//! Who may do what: permissions, roles, and the actor of a request.

use crate::catalogue::Catalogue;
use crate::command::Command;
use crate::ids::UserPk;
use crate::report::Skip;
use crate::user::User;
use crate::user::access::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// One thing that an actor may do.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Permission { $($(#[$doc])* #[serde(rename = $code)] $name,)* }

        impl Permission {
            /// Every permission.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code in API, audit log and error pages.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }
        }
    };
}

permissions! {
    /// See users.
    UsersView = "users.view";
    /// Add and invite users.
    UsersInvite = "users.invite";
    /// Send the onboarding mail of an existing user again; comes with `users.invite`.
    UsersResend = "users.resend";
    /// Edit names and addresses.
    UsersEdit = "users.edit";
    /// Edit roles and permissions ("Edit User", S3.3).
    UsersPermissions = "users.permissions";
    /// Activate and deactivate.
    UsersActivate = "users.activate";
    /// Lock.
    UsersLock = "users.lock";
    /// Unlock; comes with `users.lock`, and help desk holds it alone.
    UsersUnlock = "users.unlock";
    /// Reset passwords.
    UsersResetPassword = "users.reset_password";
    /// Reset second factors.
    UsersResetMfa = "users.reset_mfa";
    /// See and end sessions.
    UsersSessions = "users.sessions";
    /// Delete ("Delete User", S3.9).
    UsersDelete = "users.delete";
    /// Erase personal data for good.
    UsersErase = "users.erase";
    /// Export lists ("Export User List", S3.21).
    UsersExport = "users.export";
    /// Import lists.
    UsersImport = "users.import";
    /// Read the audit log.
    ActivityView = "activity.view";
    /// Export the audit log.
    ActivityExport = "activity.export";
    /// Define the portal's own roles.
    RolesManage = "roles.manage";
    /// Edit the portal's policy.
    PortalSettings = "portal.settings";
    /// API tokens and other integrations.
    PortalIntegrations = "portal.integrations";
    /// See portals.
    PortalsView = "portals.view";
    /// Create portals.
    PortalsCreate = "portals.create";
    /// Change and suspend portals.
    PortalsManage = "portals.manage";
    /// Manage the provider's staff.
    StaffManage = "staff.manage";
    /// Operate the installation.
    SystemOperate = "system.operate";
}

impl Permission {
    /// The permission with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.code() == code)
    }
}

use Permission as P;

const ALL_USERS: &[P] = &[
    P::UsersView,
    P::UsersInvite,
    P::UsersResend,
    P::UsersEdit,
    P::UsersPermissions,
    P::UsersActivate,
    P::UsersLock,
    P::UsersUnlock,
    P::UsersResetPassword,
    P::UsersResetMfa,
    P::UsersSessions,
    P::UsersDelete,
    P::UsersExport,
    P::UsersImport,
];

/// Where a role can be held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the built-in portal of the provider's staff.
    Provider,
    /// In a customer's portal.
    Portal,
}

/// A built-in role.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// The name in the API.
    pub slug: &'static str,
    /// The English name.
    pub label: &'static str,
    /// Nobody acts on a higher rank.
    pub rank: i64,
    /// Where it can be held.
    pub place: Place,
    /// What it holds.
    pub permissions: fn() -> BTreeSet<Permission>,
}

fn set(parts: &[&[P]]) -> BTreeSet<P> {
    parts.iter().flat_map(|p| p.iter().copied()).collect()
}

fn everything_of_a_portal() -> BTreeSet<P> {
    set(&[
        ALL_USERS,
        &[
            P::UsersErase,
            P::ActivityView,
            P::ActivityExport,
            P::RolesManage,
            P::PortalSettings,
            P::PortalIntegrations,
        ],
    ])
}

/// The built-in roles, highest first (model.md section 5).
pub const ROLES: &[BuiltIn] = &[
    BuiltIn {
        slug: "owner",
        label: "Owner",
        rank: 100,
        place: Place::Provider,
        permissions: || P::ALL.iter().copied().collect(),
    },
    BuiltIn {
        slug: "provider-admin",
        label: "Provider admin",
        rank: 90,
        place: Place::Provider,
        permissions: || P::ALL.iter().copied().filter(|p| *p != P::SystemOperate).collect(),
    },
    BuiltIn {
        slug: "technician",
        label: "Technician",
        rank: 70,
        place: Place::Provider,
        permissions: || {
            let mut held = set(&[ALL_USERS, &[P::ActivityView, P::PortalsView]]);
            held.remove(&P::UsersImport);
            held
        },
    },
    BuiltIn {
        slug: "provider-auditor",
        label: "Provider auditor",
        rank: 60,
        place: Place::Provider,
        permissions: || {
            set(&[&[
                P::UsersView,
                P::ActivityView,
                P::ActivityExport,
                P::UsersExport,
                P::PortalsView,
            ]])
        },
    },
    BuiltIn {
        slug: "admin",
        label: "Admin",
        rank: 50,
        place: Place::Portal,
        permissions: everything_of_a_portal,
    },
    BuiltIn {
        slug: "manager",
        label: "User manager",
        rank: 40,
        place: Place::Portal,
        permissions: || set(&[ALL_USERS]),
    },
    BuiltIn {
        slug: "helpdesk",
        label: "Help desk",
        rank: 30,
        place: Place::Portal,
        permissions: || {
            set(&[&[
                P::UsersView,
                P::UsersResend,
                P::UsersResetPassword,
                P::UsersResetMfa,
                P::UsersUnlock,
                P::UsersSessions,
            ]])
        },
    },
    BuiltIn {
        slug: "auditor",
        label: "Auditor",
        rank: 20,
        place: Place::Portal,
        permissions: || set(&[&[P::UsersView, P::ActivityView, P::ActivityExport, P::UsersExport]]),
    },
    BuiltIn {
        slug: "user",
        label: "User",
        rank: 10,
        place: Place::Portal,
        permissions: BTreeSet::new,
    },
];

/// A role as a user holds it: its name and rank.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Role {
    /// The name in the API.
    pub slug: String,
    /// Nobody acts on a higher rank.
    pub rank: i64,
}

impl Role {
    /// The built-in role with this slug, where it can be held in `place`.
    #[must_use]
    pub fn built_in(slug: &str, place: Place) -> Option<Self> {
        ROLES.iter().find(|r| r.slug == slug && r.place == place).map(|r| Self {
            slug: r.slug.to_owned(),
            rank: r.rank,
        })
    }

    /// Whether holders count as admins of their portal (I2): the owner among the provider's staff, else the portal admin.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        matches!(self.slug.as_str(), "admin" | "owner")
    }
}

/// By what right a request acts. Made from exactly one credential.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A person, by session or API token.
    Person(Person),
    /// The server itself: clock, jobs, and the command line on the host.
    System(SystemActor),
}

/// Which part of the server acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SystemActor {
    /// Time passing: expiry, unlocking, moving up.
    Clock,
    /// The command line on the host.
    CommandLine,
}

/// A person who acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Row key; its portal is the provider's for staff.
    pub pk: UserPk,
    /// Public id.
    pub id: crate::ids::UserId,
    /// The address, as the audit log shows it (S3.17).
    pub email: String,
    /// The name, for greeting.
    pub name: String,
    /// The role.
    pub role: Role,
    /// What the person may do by this credential: an API token may hold less than its user.
    pub permissions: BTreeSet<Permission>,
    /// The sub-accounts whose users the person sees.
    pub scope: Scope,
}

impl Actor {
    /// Whether the actor holds a permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Self::Person(person) => person.permissions.contains(&permission),
            Self::System(_) => true,
        }
    }

    /// The rank of the actor; the system is above all.
    #[must_use]
    pub const fn rank(&self) -> i64 {
        match self {
            Self::Person(person) => person.role.rank,
            Self::System(_) => i64::MAX,
        }
    }

    /// Whether the actor may act on holders of this rank, or give it: admins up to their own, everybody else strictly
    /// below (model.md section 5, "roles below its own rank").
    #[must_use]
    pub const fn reaches(&self, rank: i64) -> bool {
        if self.rank() >= 50 {
            rank <= self.rank()
        } else {
            rank < self.rank()
        }
    }

    /// Whether the actor may give this role: within reach, and nothing in it that the actor does not hold. A token cut
    /// down to one permission makes no admin (pattern 6 of `security.md`).
    #[must_use]
    pub fn may_give(&self, role: &Role, catalogue: &Catalogue) -> bool {
        let held = catalogue.permissions_of(role);
        self.reaches(role.rank) && held.iter().all(|permission| self.may(*permission))
    }

    /// The sub-accounts whose users the actor sees and acts on.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        match self {
            Self::Person(person) => &person.scope,
            Self::System(_) => &Scope::All,
        }
    }

    /// The e-mail of a person, or the word for the system.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Person(person) => &person.email,
            Self::System(SystemActor::Clock) => "system",
            Self::System(SystemActor::CommandLine) => "command line",
        }
    }

    /// Whether this actor may run a command on this user. One function for every door (pattern 6 of `security.md`).
    ///
    /// # Errors
    /// `is_self`, `outranked`, `no_permission` for somebody who also works outside the actor's sub-accounts.
    pub fn may_act_on(&self, user: &User, command: &Command) -> Result<(), Skip> {
        if command.takes_access() && matches!(self, Self::Person(person) if person.pk == user.pk) {
            return Err(Skip::IsSelf);
        }
        self.may_touch(user)
    }

    /// Whether this actor may change this user at all: rank, and no part of the user outside the actor's sub-accounts.
    ///
    /// # Errors
    /// `outranked`, `no_permission`.
    pub fn may_touch(&self, user: &User) -> Result<(), Skip> {
        if !self.reaches(user.role.rank) {
            return Err(Skip::Outranked);
        }
        if !self.scope().covers(&user.grants.sub_accounts) {
            return Err(Skip::NoPermission);
        }
        Ok(())
    }

    /// Whether this actor may move the account to a mailbox of their choice: whoever reads it can have the password there,
    /// so nobody does that to an account that may do what they may not (pattern 6 of `security.md`).
    ///
    /// # Errors
    /// `no_permission`.
    pub fn may_take_over(&self, user: &User, catalogue: &Catalogue) -> Result<(), Skip> {
        if user
            .permissions(catalogue)
            .iter()
            .all(|permission| self.may(*permission))
        {
            Ok(())
        } else {
            Err(Skip::NoPermission)
        }
    }
}

/// The role × permission table, as the documentation and a snapshot test show it.
#[must_use]
pub fn matrix() -> String {
    let mut out = String::from("permission");
    for role in ROLES {
        out.push('\t');
        out.push_str(role.slug);
    }
    for permission in P::ALL {
        out.push('\n');
        out.push_str(permission.code());
        for role in ROLES {
            out.push_str(if (role.permissions)().contains(permission) {
                "\tx"
            } else {
                "\t-"
            });
        }
    }
    out
}
