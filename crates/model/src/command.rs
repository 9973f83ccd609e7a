//! The commands that run over a set of existing users, as data: the page, the API, the CLI and the operation that
//! outlives a crash all carry this one enum. Adding a command: `docs/howto/add-a-command.md`.

use crate::access::{Actor, Permission, Place};
use crate::ids::PortalPk;
use crate::plan::Change;
use crate::report::Skip;
use crate::time::Time;
use crate::user::User;
use crate::user::access::{Edit, Scope};
use crate::user::lifecycle::Env;
use serde::{Deserialize, Serialize};

/// A command over a set of users.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Takes a seat and gives access.
    Activate,
    /// Ends access and frees the seat.
    Deactivate {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Sends the onboarding mail again, with a new link.
    Resend {
        /// Words for the mail.
        #[serde(default)]
        message: Option<String>,
    },
    /// Takes an invitation back.
    Revoke {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Ends access until somebody unlocks; the seat is kept.
    Lock {
        /// Why, for the audit log and the user page.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Takes any lock off.
    Unlock,
    /// Voids the password at once and mails a link for a new one.
    ResetPassword,
    /// Ends the account; what stays of it is the policy's.
    Delete {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Invites a deleted user again: same id, same history.
    Restore {
        /// Words for the mail.
        #[serde(default)]
        message: Option<String>,
    },
    /// Removes every second factor; the next sign-in sets it up from scratch (S2.26).
    ResetMfa,
    /// Gives another role.
    SetRole {
        /// Its slug.
        #[serde(default)]
        role: String,
    },
    /// Changes single permissions on top of the role.
    SetPermissions {
        /// How.
        #[serde(default)]
        edit: Edit,
        /// Which.
        #[serde(default)]
        permissions: Vec<Permission>,
    },
    /// Changes modules.
    SetModules {
        /// How.
        #[serde(default)]
        edit: Edit,
        /// Which, by slug.
        #[serde(default)]
        modules: Vec<String>,
    },
    /// Changes the sub-accounts.
    SetSubAccounts {
        /// How.
        #[serde(default)]
        edit: Edit,
        /// Which; all of them where nothing is named.
        #[serde(default)]
        sub_accounts: Option<Vec<String>>,
    },
    /// Changes app roles.
    SetAppRoles {
        /// How.
        #[serde(default)]
        edit: Edit,
        /// Which, as `app/role`.
        #[serde(default)]
        app_roles: Vec<String>,
    },
    /// Removes the personal data of a deleted user for good.
    Erase {
        /// Why, for the audit log.
        #[serde(default)]
        reason: Option<String>,
    },
}

/// How dangerous a command is, hence how it is confirmed (ui.md B8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// One sentence.
    Light,
    /// The consequences as a list.
    Heavy,
    /// The consequences, and a typed value where the policy asks for one.
    Final,
}

impl Command {
    /// The names of every command, as they stand in URLs.
    pub const NAMES: &[&str] = &[
        "activate",
        "deactivate",
        "resend",
        "revoke",
        "lock",
        "unlock",
        "reset-password",
        "delete",
        "restore",
        "erase",
        "reset-mfa",
        "set-role",
        "set-permissions",
        "set-modules",
        "set-sub-accounts",
        "set-app-roles",
    ];

    /// The command with this name and no further words.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "activate" => Some(Self::Activate),
            "deactivate" => Some(Self::Deactivate { reason: None }),
            "resend" => Some(Self::Resend { message: None }),
            "revoke" => Some(Self::Revoke { reason: None }),
            "lock" => Some(Self::Lock { reason: None }),
            "unlock" => Some(Self::Unlock),
            "reset-password" => Some(Self::ResetPassword),
            "delete" => Some(Self::Delete { reason: None }),
            "restore" => Some(Self::Restore { message: None }),
            "erase" => Some(Self::Erase { reason: None }),
            "reset-mfa" => Some(Self::ResetMfa),
            "set-role" => Some(Self::SetRole { role: String::new() }),
            "set-permissions" => Some(Self::SetPermissions {
                edit: Edit::Set,
                permissions: vec![],
            }),
            "set-modules" => Some(Self::SetModules {
                edit: Edit::Set,
                modules: vec![],
            }),
            "set-sub-accounts" => Some(Self::SetSubAccounts {
                edit: Edit::Set,
                sub_accounts: None,
            }),
            "set-app-roles" => Some(Self::SetAppRoles {
                edit: Edit::Set,
                app_roles: vec![],
            }),
            _ => None,
        }
    }

    /// The name in URLs, the API and the audit log.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate { .. } => "deactivate",
            Self::Resend { .. } => "resend",
            Self::Revoke { .. } => "revoke",
            Self::Lock { .. } => "lock",
            Self::Unlock => "unlock",
            Self::ResetPassword => "reset-password",
            Self::Delete { .. } => "delete",
            Self::Restore { .. } => "restore",
            Self::Erase { .. } => "erase",
            Self::ResetMfa => "reset-mfa",
            Self::SetRole { .. } => "set-role",
            Self::SetPermissions { .. } => "set-permissions",
            Self::SetModules { .. } => "set-modules",
            Self::SetSubAccounts { .. } => "set-sub-accounts",
            Self::SetAppRoles { .. } => "set-app-roles",
        }
    }

    /// The permission that the actor needs.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Activate | Self::Deactivate { .. } => Permission::UsersActivate,
            // Help desk holds no users.invite for new rows, but may resend to existing ones.
            Self::Resend { .. } => Permission::UsersResend,
            Self::Revoke { .. } | Self::Restore { .. } => Permission::UsersInvite,
            Self::Lock { .. } => Permission::UsersLock,
            // Help desk lets people in again, it locks nobody out.
            Self::Unlock => Permission::UsersUnlock,
            Self::ResetPassword => Permission::UsersResetPassword,
            Self::Delete { .. } => Permission::UsersDelete,
            Self::Erase { .. } => Permission::UsersErase,
            Self::ResetMfa => Permission::UsersResetMfa,
            Self::SetRole { .. } | Self::SetPermissions { .. } | Self::SetModules { .. } => {
                Permission::UsersPermissions
            }
            Self::SetSubAccounts { .. } | Self::SetAppRoles { .. } => Permission::UsersPermissions,
        }
    }

    /// Whether the command takes access away: then nobody may run it on themselves.
    #[must_use]
    pub const fn takes_access(&self) -> bool {
        match self {
            Self::Deactivate { .. } | Self::Revoke { .. } | Self::Lock { .. } => true,
            Self::ResetPassword | Self::Delete { .. } | Self::Erase { .. } | Self::ResetMfa => true,
            // Who changes the own role or place could leave the portal without an admin who sees everybody.
            Self::SetRole { .. } | Self::SetSubAccounts { .. } => true,
            Self::SetPermissions { .. } | Self::SetModules { .. } | Self::SetAppRoles { .. } => false,
            Self::Activate | Self::Resend { .. } | Self::Unlock | Self::Restore { .. } => false,
        }
    }

    /// Whether it can be undone (ui.md B9). Sent mail cannot be taken back, a void password or factor not be revived.
    #[must_use]
    pub const fn is_undoable(&self) -> bool {
        match self {
            Self::Activate | Self::Deactivate { .. } | Self::Lock { .. } | Self::Unlock | Self::Delete { .. } => true,
            Self::SetRole { .. } | Self::SetPermissions { .. } | Self::SetModules { .. } => true,
            Self::SetSubAccounts { .. } | Self::SetAppRoles { .. } => true,
            Self::Resend { .. } | Self::Revoke { .. } | Self::Restore { .. } => false,
            Self::ResetPassword | Self::ResetMfa | Self::Erase { .. } => false,
        }
    }

    /// Whether the actor may say why.
    #[must_use]
    pub const fn takes_reason(&self) -> bool {
        matches!(
            self,
            Self::Deactivate { .. }
                | Self::Revoke { .. }
                | Self::Lock { .. }
                | Self::Delete { .. }
                | Self::Erase { .. }
        )
    }

    /// How it is confirmed.
    #[must_use]
    pub const fn weight(&self) -> Weight {
        match self {
            Self::Activate | Self::Resend { .. } | Self::Unlock | Self::Restore { .. } => Weight::Light,
            Self::Deactivate { .. } | Self::Revoke { .. } | Self::Lock { .. } | Self::ResetPassword => Weight::Heavy,
            Self::ResetMfa | Self::SetRole { .. } => Weight::Heavy,
            Self::SetPermissions { .. } | Self::SetModules { .. } => Weight::Light,
            Self::SetSubAccounts { .. } | Self::SetAppRoles { .. } => Weight::Light,
            Self::Delete { .. } | Self::Erase { .. } => Weight::Final,
        }
    }

    /// What the actor wrote, for the audit log.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Deactivate { reason } | Self::Revoke { reason } | Self::Lock { reason } => reason.as_deref(),
            Self::Delete { reason } | Self::Erase { reason } => reason.as_deref(),
            Self::Activate | Self::Resend { .. } | Self::Unlock | Self::ResetPassword | Self::Restore { .. } => None,
            Self::ResetMfa | Self::SetRole { .. } | Self::SetPermissions { .. } | Self::SetModules { .. } => None,
            Self::SetSubAccounts { .. } | Self::SetAppRoles { .. } => None,
        }
    }

    /// Checks the lengths of what the actor wrote.
    ///
    /// # Errors
    /// The field, and how many characters it may have.
    pub fn check_texts(&self) -> Result<(), (&'static str, usize)> {
        let message = match self {
            Self::Resend { message } | Self::Restore { message } => message.as_deref(),
            _ => None,
        };
        let fits =
            |text: Option<&str>, most: usize| text.is_none_or(|t| t.chars().count() <= most && !t.contains('\0'));
        if !fits(self.reason(), 200) {
            return Err(("reason", 200));
        }
        if !fits(message, 2_000) {
            return Err(("message", 2_000));
        }
        Ok(())
    }

    /// The decision for one user. Pure.
    ///
    /// # Errors
    /// The skip reason of the transition.
    pub fn decide(&self, user: &User, last_sent: Option<Time>, actor: &Actor, env: &Env<'_>) -> Result<Change, Skip> {
        match self {
            Self::Activate => user.activate(env),
            Self::Deactivate { .. } => user.deactivate(env),
            Self::Resend { message } => user.resend(env, message.as_deref(), last_sent),
            Self::Revoke { .. } => user.revoke(env),
            Self::Lock { reason } => user.lock(env, actor.label(), reason.as_deref()),
            Self::Unlock => user.unlock(env),
            Self::ResetPassword => user.reset_password(env),
            Self::Delete { .. } => user.delete(env),
            Self::Restore { message } => user.restore(env, message.as_deref()),
            Self::Erase { .. } => user.erase(env),
            Self::ResetMfa => user.reset_second_factor(env),
            Self::SetRole { role } => user.set_role(role, place_of(user), actor, env),
            Self::SetPermissions { edit, permissions } => user.set_permissions(*edit, permissions, actor, env),
            Self::SetModules { edit, modules } => user.set_modules(*edit, modules, env),
            Self::SetSubAccounts { edit, sub_accounts } => {
                let asked = sub_accounts
                    .as_ref()
                    .map_or(Scope::All, |named| Scope::Named(named.iter().cloned().collect()));
                user.set_sub_accounts(*edit, &asked, actor, env)
            }
            Self::SetAppRoles { edit, app_roles } => user.set_app_roles(*edit, app_roles, env),
        }
    }
}

/// Where the user's role can be held.
fn place_of(user: &User) -> Place {
    if user.portal() == PortalPk::PROVIDER {
        Place::Provider
    } else {
        Place::Portal
    }
}
