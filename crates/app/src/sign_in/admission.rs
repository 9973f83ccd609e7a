//! Letting requests in, as many as come together: their credentials are looked up by one query, so that a thousand
//! requests a second do not mean a thousand trips to the database. Each is judged by rows that were read after it came.

use super::caller::Caller;
use crate::App;
use crate::ctx::{Ctx, Request};
use crate::error::AppError;
use crate::keys::Secret;
use model::ids::TokenId;
use model::time::Time;
use std::collections::HashMap;
use store::{api_tokens, sessions};

/// By what a request is known.
pub enum Ticket {
    /// The cookie of a session.
    Session(Secret),
    /// A bearer token.
    Token(Secret),
}

/// A request at the door.
pub struct Knock {
    /// By what it is known.
    pub ticket: Ticket,
    /// The slug of the portal that it is for; none for the caller's own.
    pub portal: Option<String>,
    /// Where it comes from.
    pub request: Request,
}

/// A request that was let in.
pub struct Admitted {
    /// Who calls.
    pub caller: Caller,
    /// What the use cases need.
    pub ctx: Ctx,
    /// A use to be noted before the answer; none if it was noted less than a minute ago.
    pub used: Option<Used>,
}

/// The use of a credential, for [`App::note`].
pub enum Used {
    /// A session by the hash of its secret.
    Session(Vec<u8>, Time),
    /// A token.
    Token(TokenId, Time),
}

/// What the look-up found, by hash.
struct Found {
    holders: HashMap<Vec<u8>, sessions::Holder>,
    bearers: HashMap<Vec<u8>, api_tokens::Bearer>,
}

impl App {
    /// Judges requests that came together, in their order.
    ///
    /// # Errors
    /// For each its own: `Unauthenticated`, `Unfinished`, `NotFound`, or the database's.
    pub fn admit(&self, knocks: Vec<Knock>) -> Vec<Result<Admitted, AppError>> {
        match self.look_up(&knocks) {
            Ok(found) => knocks.into_iter().map(|knock| self.judge(knock, &found)).collect(),
            Err(error) => knocks.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// One read transaction for all of them.
    fn look_up(&self, knocks: &[Knock]) -> Result<Found, AppError> {
        let (mut cookies, mut tokens) = (Vec::new(), Vec::new());
        for knock in knocks {
            match &knock.ticket {
                Ticket::Session(secret) => cookies.push(secret.hash()),
                Ticket::Token(secret) => tokens.push(secret.hash()),
            }
        }
        for hashes in [&mut cookies, &mut tokens] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        Ok(self.db().glance(|tx| {
            Ok::<_, store::StoreError>(Found {
                holders: sessions::find_all(tx, &slices(&cookies))?.into_iter().collect(),
                bearers: api_tokens::find_all(tx, &slices(&tokens))?.into_iter().collect(),
            })
        })?)
    }

    fn judge(&self, knock: Knock, found: &Found) -> Result<Admitted, AppError> {
        let (caller, used) = match &knock.ticket {
            Ticket::Session(secret) => {
                let hash = secret.hash();
                let (holder, ends_at, used) = self.judge_session(found.holders.get(&hash).cloned(), &hash)?;
                (self.session_caller(holder, ends_at)?, used)
            }
            Ticket::Token(secret) => self.judge_token(found.bearers.get(&secret.hash()).cloned())?,
        };
        let own = || caller.portal.slug.clone();
        let ctx = self.enter(&caller, &knock.portal.unwrap_or_else(own), knock.request)?;
        Ok(Admitted { caller, ctx, used })
    }

    /// Notes uses of credentials. Reading goes on while nothing can be written: a use that is not noted only shortens the
    /// session.
    pub fn note(&self, uses: &[Used]) {
        if uses.is_empty() {
            return;
        }
        let written = self.db().write(|tx| {
            uses.iter().try_for_each(|used| match used {
                Used::Session(hash, at) => sessions::touch(tx, hash, *at),
                Used::Token(id, at) => api_tokens::touch(tx, *id, *at),
            })
        });
        if let Err(error) = written {
            tracing::warn!(%error, "the use of a credential was not noted");
        }
    }
}

fn slices(hashes: &[Vec<u8>]) -> Vec<&[u8]> {
    hashes.iter().map(Vec::as_slice).collect()
}
