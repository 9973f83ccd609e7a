//! A transaction bound to one portal, and in it to the users that the actor sees: the tenant and the scope are part of
//! the type, so no query can forget them.

use crate::db::Tx;
use model::ids::PortalPk;
use model::user::sight::Sight;

/// Everything that reads or writes the rows of one portal goes through this. Only the use cases make one, from the
/// portal of the request (architecture.md section 5).
pub struct PortalTx<'a, 't> {
    pub(crate) tx: &'a mut Tx<'t>,
    pub(crate) portal: PortalPk,
    pub(crate) sight: Sight,
}

impl<'a, 't> PortalTx<'a, 't> {
    /// Binds a transaction to a portal. It sees everybody: for the server itself, and for what nobody is signed in for.
    pub const fn new(tx: &'a mut Tx<'t>, portal: PortalPk) -> Self {
        Self {
            tx,
            portal,
            sight: Sight::Everybody,
        }
    }

    /// The same, bound to whom the actor sees. Users, lists, counts and the log leave everybody else out; the rules over
    /// the whole portal (admins, seats, addresses taken) do not.
    #[must_use]
    pub fn within(self, sight: Sight) -> Self {
        Self { sight, ..self }
    }

    /// The portal this is bound to.
    #[must_use]
    pub const fn portal(&self) -> PortalPk {
        self.portal
    }

    /// Whom this sees.
    #[must_use]
    pub const fn sight(&self) -> &Sight {
        &self.sight
    }

    /// The transaction, for rows that carry their portal themselves.
    pub const fn tx(&mut self) -> &mut Tx<'t> {
        self.tx
    }
}
