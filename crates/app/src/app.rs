//! The running installation: database, keys, clock, mail; and the making of contexts.

use crate::ctx::{Ctx, Request};
use crate::error::AppError;
use crate::jobs::{Bell, Bells};
use crate::keys::Keys;
use crate::mail::{Sender, Transport};
use crate::passwords::{Cost, Hasher};
use crate::sign_in::throttle::Throttle;
use crate::source::{Clock, Ids, Random};
use model::access::{Actor, SystemActor};
use model::ids::{PortalPk, RequestId};
use model::time::Time;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::db::{Db, Wake};
use store::portals::{self, Portal};

/// What an installation is made of.
pub struct Parts {
    /// The database, migrated.
    pub db: Db,
    /// The installation's keys.
    pub keys: Keys,
    /// Where every link begins, without a slash at the end: the only source of links (pattern 5 of `security.md`).
    pub base_url: String,
    /// How mail leaves.
    pub transport: Transport,
    /// Whom mail is from.
    pub sender: Sender,
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// How costly a password hash is.
    pub password_cost: Cost,
    /// How many passwords are hashed at a time.
    pub password_rooms: usize,
    /// Limits on tries to sign in.
    pub throttle: Throttle,
}

struct Inner {
    db: Db,
    keys: Keys,
    base_url: String,
    transport: Transport,
    sender: Sender,
    clock: Clock,
    random: Random,
    ids: Ids,
    hasher: Hasher,
    throttle: Throttle,
    bells: Bells,
    cleaned: AtomicI64,
    /// The search index as it was when there was nothing left to merge.
    merged: Mutex<Option<Vec<u8>>>,
}

/// The installation. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the password cost is out of bounds.
    pub fn new(parts: Parts) -> Result<Self, AppError> {
        let hasher = Hasher::new(parts.password_cost, parts.password_rooms, 64, parts.random.bytes())?;
        Ok(Self(Arc::new(Inner {
            db: parts.db,
            keys: parts.keys,
            base_url: parts.base_url,
            transport: parts.transport,
            sender: parts.sender,
            clock: parts.clock,
            random: parts.random,
            ids: Ids::default(),
            hasher,
            throttle: parts.throttle,
            bells: Bells::default(),
            cleaned: AtomicI64::new(0),
            merged: Mutex::default(),
        })))
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }
    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }
    pub(crate) fn random(&self) -> &Random {
        &self.0.random
    }
    pub(crate) fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }
    pub(crate) fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }
    pub(crate) fn sender(&self) -> &Sender {
        &self.0.sender
    }

    /// Whether a read costs less than waking another thread for it: where the database is a file of this machine.
    #[must_use]
    pub fn reads_at_once(&self) -> bool {
        self.0.db.engine() == store::Engine::Sqlite
    }

    /// How mail leaves; the page `/dev/mail` reads the captured ones.
    #[must_use]
    pub fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// Where every link begins.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn bell(&self, bell: Bell) -> &Wake {
        self.0.bells.of(bell)
    }

    /// Whether it is time to clear away what has run out, and if so takes the task: once an hour.
    pub(crate) fn takes_cleaning(&self, now: Time) -> bool {
        let last = self.0.cleaned.load(Ordering::Relaxed);
        let due = last + model::time::Span::hours(1).0 <= now.0;
        due && self
            .0
            .cleaned
            .compare_exchange(last, now.0, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// Whether the search index consists of what it did when there was nothing left to merge; always where there is none.
    pub(crate) fn is_merged(&self, segments: &Option<Vec<u8>>) -> bool {
        segments.is_none() || *self.merged() == *segments
    }

    pub(crate) fn remember_merged(&self, segments: Option<Vec<u8>>) {
        *self.merged() = segments;
    }

    fn merged(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.0.merged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells a background job that there may be work.
    pub(crate) fn ring(&self, bell: Bell) {
        self.bell(bell).notify();
    }

    pub(crate) fn new_id(&self, now: Time) -> uuid::Uuid {
        self.0.ids.next(now, &self.0.random)
    }

    /// A request of the outside world.
    #[must_use]
    pub fn request(&self, ip: String, client: &str) -> Request {
        let client = client.chars().filter(|c| !c.is_control()).take(200).collect();
        Request {
            id: RequestId(self.new_id(self.0.clock.now())),
            ip,
            client,
        }
    }

    /// A request of the server itself.
    #[must_use]
    pub fn own_request(&self) -> Request {
        self.request(String::new(), "")
    }

    /// The context of a part of the server, in one portal.
    pub(crate) fn system_ctx(&self, by: SystemActor, portal: Portal) -> Ctx {
        self.ctx(Actor::System(by), portal, self.own_request())
    }

    /// The context of the command line on the host, in the portal with this slug.
    ///
    /// # Errors
    /// `NotFound` when there is no such portal.
    pub fn host_ctx(&self, slug: &str) -> Result<Ctx, AppError> {
        let portal = self
            .0
            .db
            .read(|tx| portals::by_slug(tx, slug))?
            .ok_or(AppError::NotFound("portal"))?;
        Ok(self.system_ctx(SystemActor::CommandLine, portal))
    }

    pub(crate) fn ctx(&self, actor: Actor, portal: impl Into<Arc<Portal>>, request: Request) -> Ctx {
        Ctx {
            app: self.clone(),
            actor: Arc::new(actor),
            portal: portal.into(),
            request,
            now: self.0.clock.now(),
            operation: None,
        }
    }

    pub(crate) fn portal(&self, pk: PortalPk) -> Result<Portal, AppError> {
        self.0
            .db
            .read(|tx| portals::by_pk(tx, pk))?
            .ok_or(AppError::NotFound("portal"))
    }

    /// Whether the database answers and its schema is the program's: `/readyz`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub fn ready(&self) -> Result<(), AppError> {
        self.0.db.read(|tx| portals::setting(tx, "set_up"))?;
        Ok(())
    }

    /// The invariants of model.md section 6, checked on the whole database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn verify(&self) -> Result<Vec<store::verify::Finding>, AppError> {
        Ok(self.0.db.read(store::verify::verify)?)
    }
}
