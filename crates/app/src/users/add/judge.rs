//! Who may come in: every person of a batch against the rows and the portal's rules.

use super::role_of;
use crate::ctx::Ctx;
use crate::error::AppError;
use crate::import::rename;
use crate::users::access;
use model::access::Role;
use model::admission::{Admission, Difference, Form, admit, differing, missing};
use model::command::Command;
use model::email::Email;
use model::name::{PersonName, Username};
use model::operation::{Grant, NewPerson};
use model::plan::{Candidate, Change};
use model::report::{Outcome, Skip};
use model::user::{Lifecycle, Lock, Profile, User};
use std::collections::{HashMap, HashSet};
use store::portal_tx::PortalTx;
use store::users;

/// What is known of one person before the writing.
pub(crate) enum Verdict {
    Skip(Skip, Option<Box<User>>),
    New(Box<Profile>, Role),
    Resend(Box<User>),
    Rename(Box<Change>),
}

/// Judges people against the rows and the portal's rules; a preview and the writing use the same one. What earlier people
/// of the same judge have taken (usernames, places for admins) is gone for later ones.
pub(crate) struct Judge<'c> {
    ctx: &'c Ctx,
    grant: &'c Grant,
    form: Form,
    admins_left: Option<i64>,
    usernames: HashSet<String>,
}

impl<'c> Judge<'c> {
    pub(crate) fn new(ctx: &'c Ctx, p: &mut PortalTx<'_, '_>, grant: &'c Grant, form: Form) -> Result<Self, AppError> {
        let admins_left = ctx
            .portal
            .policy
            .max_admins
            .map(|max| users::admins(p).map(|n| max - n))
            .transpose()?;
        Ok(Self {
            ctx,
            grant,
            form,
            admins_left,
            usernames: HashSet::new(),
        })
    }

    /// One verdict per person, in order.
    pub(crate) fn judge(
        &mut self,
        p: &mut PortalTx<'_, '_>,
        people: &[(&NewPerson, Option<Outcome>)],
    ) -> Result<Vec<Verdict>, AppError> {
        let emails: Vec<Option<Email>> = people
            .iter()
            .map(|(person, _)| Email::parse(&person.email).ok())
            .collect();
        let keys: Vec<String> = emails.iter().flatten().map(|e| e.key().to_owned()).collect();
        let existing: HashMap<String, Candidate> = users::lock_by_email(p, &keys)?
            .into_iter()
            .map(|c| (c.user.profile.email.key().to_owned(), c))
            .collect();
        let pending = users::pending_addresses(p, &keys)?;
        let one = |((person, settled), email): (&(&NewPerson, Option<Outcome>), &Option<Email>)| match (settled, email)
        {
            (Some(Outcome::Skipped(skip)), _) => Ok(Verdict::Skip(*skip, None)),
            (_, None) => Ok(Verdict::Skip(Skip::NotUnderstood, None)),
            (_, Some(email)) if pending.contains(email.key()) => Ok(Verdict::Skip(Skip::AlreadyUser, None)),
            (_, Some(email)) => self.one(p, person, email, existing.get(email.key())),
        };
        people.iter().zip(&emails).map(one).collect()
    }

    fn one(
        &mut self,
        p: &mut PortalTx<'_, '_>,
        person: &NewPerson,
        email: &Email,
        found: Option<&Candidate>,
    ) -> Result<Verdict, AppError> {
        let known = found.map(|found| &found.user);
        // Of somebody out of sight nothing is told but that the address is taken.
        if known.is_some_and(|user| !self.ctx.sight().sees(user)) {
            return Ok(Verdict::Skip(Skip::AlreadyUser, None));
        }
        if let Some(user) = known.filter(|_| self.form == Form::File)
            && let Some(verdict) = self.known(p, person, user)?
        {
            return Ok(verdict);
        }
        match admit(email, known, &self.ctx.portal.policy, self.grant) {
            Err(skip) => Ok(Verdict::Skip(skip, known.cloned().map(Box::new))),
            Ok(Admission::Resend) => Ok(found.map_or(Verdict::Skip(Skip::NotFound, None), |found| self.again(found))),
            Ok(Admission::New) => match self.newcomer(p, person, email)? {
                Err(skip) => Ok(Verdict::Skip(skip, None)),
                Ok((_, role)) if !self.admits_admin(&role) => Ok(Verdict::Skip(Skip::AdminLimit, None)),
                Ok((profile, role)) => Ok(Verdict::New(Box::new(profile), role)),
            },
        }
    }

    /// Somebody of a file who is there already: unchanged, or with other names. None where the usual rules say it.
    fn known(
        &mut self,
        p: &mut PortalTx<'_, '_>,
        person: &NewPerson,
        user: &User,
    ) -> Result<Option<Verdict>, AppError> {
        let differences = differing(person, user);
        if differences.is_empty() {
            return Ok(Some(Verdict::Skip(Skip::NoChange, Some(Box::new(user.clone())))));
        }
        if matches!(user.lifecycle, Lifecycle::Deleted { .. }) || !differences.iter().any(Difference::is_imported) {
            return Ok(None);
        }
        let renamed = rename::renamed(self.ctx, p, person, user, &mut self.usernames)?;
        Ok(Some(match renamed {
            Ok(change) => Verdict::Rename(Box::new(change)),
            Err(skip) => Verdict::Skip(skip, Some(Box::new(user.clone()))),
        }))
    }

    /// The same guards as `resend`: whom the actor may act on, no lock.
    fn again(&self, found: &Candidate) -> Verdict {
        let user = &found.user;
        let recent = found
            .last_sent
            .is_some_and(|at| at + self.ctx.portal.policy.resend_cooldown() > self.ctx.now);
        let resend = Command::Resend { message: None };
        let verdict = self
            .ctx
            .actor
            .may_act_on(user, &resend)
            .and_then(|()| match user.lock_at(self.ctx.now) {
                Some(Lock::Admin { .. }) => Err(Skip::LockedByAdmin),
                _ if recent => Err(Skip::Cooldown),
                _ => Ok(()),
            });
        match verdict {
            Ok(()) => Verdict::Resend(Box::new(user.clone())),
            Err(skip) => Verdict::Skip(skip, Some(Box::new(user.clone()))),
        }
    }

    fn admits_admin(&mut self, role: &Role) -> bool {
        match self.admins_left.as_mut().filter(|_| role.is_admin()) {
            None => true,
            Some(left) if *left <= 0 => false,
            Some(left) => {
                *left -= 1;
                true
            }
        }
    }

    fn newcomer(
        &mut self,
        p: &mut PortalTx<'_, '_>,
        person: &NewPerson,
        email: &Email,
    ) -> Result<Result<(Profile, Role), Skip>, AppError> {
        if let Some(skip) = person.settled {
            return Ok(Err(skip));
        }
        if !missing(person, &self.ctx.portal.policy, self.form).is_empty() {
            return Ok(Err(Skip::FieldMissing));
        }
        let slug = person
            .role
            .as_deref()
            .map(str::trim)
            .filter(|r| !r.is_empty())
            .unwrap_or(&self.grant.role);
        let Some(role) =
            role_of(self.ctx, slug).filter(|role| self.ctx.actor.may_give(role, &self.ctx.portal.catalogue))
        else {
            return Ok(Err(Skip::RoleNotGrantable));
        };
        if let Some(skip) = access::withheld(self.ctx, &self.grant.access, &role, self.grant.kind) {
            return Ok(Err(skip));
        }
        let name = |text: &Option<String>| {
            text.as_deref()
                .and_then(|t| PersonName::parse_optional(t).ok().flatten())
        };
        let username = match person
            .username
            .as_deref()
            .filter(|u| !u.trim().is_empty())
            .map(Username::parse)
        {
            None => None,
            Some(Err(_)) => return Ok(Err(Skip::NotUnderstood)),
            Some(Ok(username)) => Some(username),
        };
        if let Some(username) = &username
            && (!self.usernames.insert(username.key().to_owned())
                || users::by_username_key(p, username.key())?.is_some())
        {
            return Ok(Err(Skip::UsernameTaken));
        }
        let (first_name, last_name) = (name(&person.first_name), name(&person.last_name));
        Ok(Ok((
            Profile {
                first_name,
                last_name,
                email: email.clone(),
                username,
            },
            role,
        )))
    }
}
