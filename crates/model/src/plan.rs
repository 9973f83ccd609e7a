//! A command over a set: changes, skips, and the rules that only the whole set can judge.

use crate::access::Actor;
use crate::command::Command;
use crate::event::Action;
use crate::ids::UserPk;
use crate::report::Skip;
use crate::status::Status;
use crate::time::Time;
use crate::user::former::Former;
use crate::user::lifecycle::Env;
use crate::user::{Lifecycle, User};
use std::collections::{BTreeMap, HashMap};

/// What must leave after the commit, or be made inside it with fresh randomness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// A new invitation link, older ones void, and the mail that carries it.
    InvitationLink {
        /// When the link stops working.
        expires_at: Time,
        /// Words of the person who invites.
        message: Option<String>,
    },
    /// A new link that confirms a changed address, and its mail to that address.
    VerifyEmailLink {
        /// When the link stops working.
        expires_at: Time,
    },
    /// "Your address is being changed", to the former address, with a link that takes the change back.
    EmailChangeNotice {
        /// When the link stops working.
        expires_at: Time,
    },
    /// A new link that sets a password, older ones void, and its mail.
    ResetLink {
        /// When the link stops working.
        expires_at: Time,
    },
    /// "You have been given admin rights" (NIST 4.6).
    MailMadeAdmin,
    /// "A second factor was set up".
    MailSecondFactorOn,
    /// "Your second factor was reset".
    MailSecondFactorOff,
    /// "Your account is locked for a while".
    MailAutoLocked {
        /// When the lock ends.
        until: Time,
    },
    /// "A password was set", to the owner of the mailbox (NIST 4.6).
    MailPasswordSet,
    /// "You can sign in (again)".
    MailActivated,
    /// "You have accepted, every seat is taken".
    MailWaitingForSeat,
}

/// One user before and after, and what goes with it. A change is decided once and written as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The row as it was read and locked.
    pub before: User,
    /// The row as it will be.
    pub after: User,
    /// The word in the audit log.
    pub action: Action,
    /// What else has to happen.
    pub effects: Vec<Effect>,
    /// Whether the row is still there afterwards.
    pub fate: Fate,
}

/// Whether a row is still there after a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It is.
    Kept,
    /// It is gone, with all personal data; the audit log keeps a pseudonym.
    Erased,
}

impl Change {
    /// A change of `before` into `after`: stamps version, time and status, so no caller can forget them.
    #[must_use]
    pub fn new(before: &User, mut after: User, action: Action, env: &Env<'_>) -> Self {
        after.version = before.version + 1;
        after.modified_at = env.now;
        after.status = after.status_at(env.policy, env.now);
        Self {
            before: before.clone(),
            after,
            action,
            effects: Vec::new(),
            fate: Fate::Kept,
        }
    }

    /// The same change with one more effect.
    #[must_use]
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// The same change with another fate of the row.
    #[must_use]
    pub const fn ending(mut self, fate: Fate) -> Self {
        self.fate = fate;
        self
    }

    /// Whether sessions, tokens and links made before this change stop working.
    #[must_use]
    pub fn ends_access(&self) -> bool {
        self.after.access_epoch != self.before.access_epoch
    }

    /// Whether the account ends by this change.
    #[must_use]
    pub const fn is_deletion(&self) -> bool {
        matches!(self.after.lifecycle, Lifecycle::Deleted { .. })
            && !matches!(self.before.lifecycle, Lifecycle::Deleted { .. })
    }

    /// Whether the user has no second factor any more: secrets and recovery codes go with it.
    #[must_use]
    pub const fn loses_second_factor(&self) -> bool {
        self.before.second_factor_at.is_some() && self.after.second_factor_at.is_none()
    }

    fn takes_seat(&self) -> bool {
        !self.before.holds_seat() && self.after.holds_seat()
    }

    fn takes_admin_place(&self) -> bool {
        !holds_admin_place(&self.before) && holds_admin_place(&self.after)
    }

    fn frees_admin_place(&self) -> bool {
        holds_admin_place(&self.before) && !holds_admin_place(&self.after)
    }

    fn removes_able_admin(&self) -> bool {
        self.before.is_able_admin() && !self.after.is_able_admin()
    }
}

/// Whether the user counts against the portal's number of admins (C8).
fn holds_admin_place(user: &User) -> bool {
    user.role.is_admin() && !matches!(user.lifecycle, Lifecycle::Deleted { .. })
}

/// What the set rules have left to give, carried from chunk to chunk of a large set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Free seats; `None` where the portal has no limit.
    pub seats: Option<i64>,
    /// Admins of the portal who can sign in now.
    pub admins: i64,
    /// Admins that the portal may still get; `None` for any number.
    pub admin_places: Option<i64>,
}

/// The decision for one asked user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Will be written.
    Change(Box<Change>),
    /// Will not, and why.
    Skip(Box<User>, Skip),
}

/// A command decided for a set of users, in the order asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// One decision per loaded user.
    pub decisions: Vec<Decision>,
}

impl Plan {
    /// Decides a command for every user: first who may touch whom, then what the user's own state allows, then the
    /// set rules. `room` is used up as the plan goes.
    #[must_use]
    pub fn new(actor: &Actor, command: &Command, users: Vec<Candidate>, env: &Env<'_>, room: &mut Room) -> Self {
        Self::of(actor, command, users, room, |candidate| {
            command.decide(&candidate.user, candidate.last_sent, actor, env)
        })
    }

    /// The way back from a command: the same judgement about who may touch whom, and the same set rules.
    #[must_use]
    pub fn undoing(
        actor: &Actor,
        command: &Command,
        formers: &HashMap<UserPk, Former>,
        users: Vec<Candidate>,
        env: &Env<'_>,
        room: &mut Room,
    ) -> Self {
        Self::of(actor, command, users, room, |candidate| {
            let former = formers.get(&candidate.user.pk).ok_or(Skip::NoChange)?;
            candidate.user.undo(former, actor, env)
        })
    }

    fn of(
        actor: &Actor,
        command: &Command,
        users: Vec<Candidate>,
        room: &mut Room,
        transition: impl Fn(&Candidate) -> Result<Change, Skip>,
    ) -> Self {
        let decide = |candidate: Candidate| {
            let decided = actor
                .may_act_on(&candidate.user, command)
                .and_then(|()| transition(&candidate))
                .and_then(|change| room.admit(change));
            let user = candidate.user;
            match decided {
                Ok(change) => Decision::Change(Box::new(change)),
                Err(skip) => Decision::Skip(Box::new(user), skip),
            }
        };
        Self {
            decisions: users.into_iter().map(decide).collect(),
        }
    }

    /// The changes, in order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.decisions.iter().filter_map(|d| match d {
            Decision::Change(change) => Some(change.as_ref()),
            Decision::Skip(..) => None,
        })
    }
}

/// A user as loaded for a command, with the one outside fact a transition may need.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The locked row.
    pub user: User,
    /// When the last onboarding mail was queued, if any: resending has a cooldown.
    pub last_sent: Option<Time>,
}

impl Room {
    /// Lets a change through if the set rules still hold with it.
    ///
    /// # Errors
    /// `last_admin` (I2), `no_seat` (I1), `admin_limit` (C8).
    pub fn admit(&mut self, change: Change) -> Result<Change, Skip> {
        if change.removes_able_admin() {
            if self.admins <= 1 {
                return Err(Skip::LastAdmin);
            }
            self.admins -= 1;
        }
        if change.takes_admin_place()
            && let Some(places) = self.admin_places.as_mut()
        {
            if *places <= 0 {
                return Err(Skip::AdminLimit);
            }
            *places -= 1;
        }
        if change.frees_admin_place()
            && let Some(places) = self.admin_places.as_mut()
        {
            *places += 1;
        }
        if change.takes_seat()
            && let Some(seats) = self.seats.as_mut()
        {
            if *seats <= 0 {
                return Err(Skip::NoSeat);
            }
            *seats -= 1;
        }
        if change.before.holds_seat()
            && !change.after.holds_seat()
            && let Some(seats) = self.seats.as_mut()
        {
            *seats += 1;
        }
        Ok(change)
    }
}

/// What the kept counters gain and lose by a set of changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CountDelta {
    /// Per status.
    pub status: BTreeMap<Status, i64>,
    /// Seats held.
    pub seats: i64,
}

impl CountDelta {
    /// Adds one change.
    pub fn add(&mut self, change: &Change) {
        self.leave(&change.before);
        if change.fate == Fate::Kept {
            self.enter(&change.after);
        }
    }

    /// A user appears.
    pub fn enter(&mut self, user: &User) {
        *self.status.entry(user.status).or_default() += 1;
        self.seats += i64::from(user.holds_seat());
    }

    /// A user goes.
    pub fn leave(&mut self, user: &User) {
        *self.status.entry(user.status).or_default() -= 1;
        self.seats -= i64::from(user.holds_seat());
    }
}
