//! What users lose when the portal no longer has it: the other half of removing something from the catalogue.

use super::User;
use super::lifecycle::Env;
use crate::access::Role;
use crate::event::Action;
use crate::plan::Change;
use crate::user::access::Scope;

/// Something that the portal had, and its users held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lost {
    /// A role that only deleted users still have; they get this one.
    Role(Role),
    /// A module, by slug.
    Module(String),
    /// A sub-account, by slug.
    SubAccount(String),
    /// App roles, `app/role`.
    AppRoles(Vec<String>),
}

impl User {
    /// The same user without it. Whose last sub-account goes belongs nowhere then, and sees nobody: never everything.
    #[must_use]
    pub fn lose(&self, lost: &Lost, env: &Env<'_>) -> Change {
        let mut after = self.clone();
        let action = match lost {
            Lost::Role(instead) => {
                after.role = instead.clone();
                Action::RoleChanged
            }
            Lost::Module(slug) => {
                after.grants.modules.remove(slug);
                Action::ModulesChanged
            }
            Lost::SubAccount(slug) => {
                if let Scope::Named(named) = &mut after.grants.sub_accounts {
                    named.remove(slug);
                }
                Action::SubAccountsChanged
            }
            Lost::AppRoles(names) => {
                after.grants.app_roles.retain(|held| !names.contains(held));
                Action::AppRolesChanged
            }
        };
        Change::new(self, after, action, env)
    }
}
