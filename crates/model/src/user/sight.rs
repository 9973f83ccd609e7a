//! Whom a request sees (C21): everybody of the portal, or those who work in the actor's own sub-accounts.

use super::User;
use super::access::Scope;
use crate::access::Actor;
use crate::ids::{PortalPk, UserPk};
use std::collections::BTreeSet;

/// Whom a request sees. Who is not seen is not found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Sight {
    /// Everybody of the portal.
    #[default]
    Everybody,
    /// Users of these sub-accounts, and oneself.
    Of {
        /// Oneself.
        own: UserPk,
        /// The actor's sub-accounts.
        sub_accounts: BTreeSet<String>,
    },
}

impl Sight {
    /// Whether nobody is left out.
    #[must_use]
    pub const fn is_everybody(&self) -> bool {
        matches!(self, Self::Everybody)
    }

    /// Whether a user is seen: a part in common, as [`Scope::sees`] says, or oneself.
    #[must_use]
    pub fn sees(&self, user: &User) -> bool {
        match (self, &user.grants.sub_accounts) {
            (Self::Everybody, _) => true,
            (Self::Of { own, .. }, _) if *own == user.pk => true,
            (Self::Of { .. }, Scope::All) => false,
            (Self::Of { sub_accounts, .. }, Scope::Named(named)) => !sub_accounts.is_disjoint(named),
        }
    }
}

impl Actor {
    /// Whom this actor sees in a portal. The provider's staff are limited by portal, not by sub-account.
    #[must_use]
    pub fn sight(&self, portal: PortalPk) -> Sight {
        match self {
            Self::Person(person) if person.pk.portal() == portal => match &person.scope {
                Scope::All => Sight::Everybody,
                Scope::Named(named) => Sight::Of {
                    own: person.pk,
                    sub_accounts: named.clone(),
                },
            },
            Self::Person(_) | Self::System(_) => Sight::Everybody,
        }
    }
}
