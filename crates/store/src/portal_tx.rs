//! A transaction bound to one portal: the tenant is part of the type, so no query can forget it.

use crate::db::Tx;
use model::ids::PortalPk;

/// Everything that reads or writes the rows of one portal goes through this. Only the use cases make one, from the
/// portal of the request (architecture.md section 5).
pub struct PortalTx<'a, 't> {
    pub(crate) tx: &'a mut Tx<'t>,
    pub(crate) portal: PortalPk,
}

impl<'a, 't> PortalTx<'a, 't> {
    /// Binds a transaction to a portal.
    pub const fn new(tx: &'a mut Tx<'t>, portal: PortalPk) -> Self {
        Self { tx, portal }
    }

    /// The portal this is bound to.
    #[must_use]
    pub const fn portal(&self) -> PortalPk {
        self.portal
    }

    /// The transaction, for rows that carry their portal themselves.
    pub const fn tx(&mut self) -> &mut Tx<'t> {
        self.tx
    }
}
