//! The first start: the provider, its owner, and the one-time link that makes them.

use crate::App;
use crate::ctx::Request;
use crate::error::{AppError, FieldError};
use crate::keys::{self, Secret};
use crate::passwords;
use model::access::{Place, Role, SystemActor};
use model::catalogue::Catalogue;
use model::email::Email;
use model::event::{Action, EventResult};
use model::ids::{PortalId, PortalPk, UserId, UserPk};
use model::name::PersonName;
use model::plan::CountDelta;
use model::policy::{Policy, SessionRules};
use model::user::access::Grants;
use model::user::lifecycle::{Env, NewUser};
use model::user::{Kind, Lifecycle, Password, Profile, User};
use store::portal_tx::PortalTx;
use store::portals::{self, Portal, PortalKind, Stage};
use store::{counts, users};

const SETTING: &str = "set_up_token";

/// What the set-up needs to know.
#[derive(Clone, Debug)]
pub struct Form {
    /// The provider's name.
    pub provider: String,
    /// The owner's address.
    pub owner_email: String,
    /// The owner's given name; may be empty.
    pub first_name: String,
    /// The owner's family name; may be empty.
    pub last_name: String,
    /// The owner's password.
    pub password: String,
}

/// By what right somebody sets up.
#[derive(Clone, Debug)]
pub enum Right {
    /// The link that the server printed.
    Link(Secret),
    /// The command line on the host.
    Host,
}

/// Whether the installation has its provider and owner.
///
/// # Errors
/// When the database fails.
pub fn is_set_up(app: &App) -> Result<bool, AppError> {
    Ok(app.db().read(|tx| portals::by_pk(tx, PortalPk::PROVIDER))?.is_some())
}

/// A fresh set-up link, where the installation is not set up yet. An older one stops working.
///
/// # Errors
/// When the database fails.
pub fn link(app: &App) -> Result<Option<String>, AppError> {
    if is_set_up(app)? {
        return Ok(None);
    }
    let secret = Secret::from_bytes(app.random().bytes());
    let hash = text_hash(&secret);
    app.db().write(|tx| portals::set_setting(tx, SETTING, &hash))?;
    Ok(Some(format!("{}/setup?token={}", app.base_url(), secret.expose())))
}

/// Whether a set-up link works.
///
/// # Errors
/// When the database fails.
pub fn link_works(app: &App, secret: &Secret) -> Result<bool, AppError> {
    let stored = app.db().read(|tx| portals::setting(tx, SETTING))?;
    Ok(stored.as_deref() == Some(&text_hash(secret)) && !is_set_up(app)?)
}

fn text_hash(secret: &Secret) -> String {
    keys::hash(secret.expose()).iter().map(|b| format!("{b:02x}")).collect()
}

/// Creates the provider and its owner. Of two requests exactly one wins.
///
/// # Errors
/// `Conflict` with code `already_set_up`, `Conflict` with code `link_not_valid`, `Invalid`.
pub fn set_up(app: &App, right: &Right, form: &Form, request: Request) -> Result<(), AppError> {
    let done = || AppError::conflict("already_set_up", words::t!("error-set-up-already"));
    if is_set_up(app)? {
        return Err(done());
    }
    let portal = provider(app, form)?;
    let owner = owner(app, form, &portal)?;
    passwords::acceptable(&form.password, &portal.policy.password, &owner, &portal.name)?;
    let hash = app.hasher().hash(&form.password, app.random().bytes())?;
    let ctx = app.ctx(
        model::access::Actor::System(SystemActor::CommandLine),
        portal.clone(),
        request,
    );
    ctx.write(|w| {
        if portals::by_pk(w.p.tx(), PortalPk::PROVIDER)?.is_some() {
            return Err(done());
        }
        if let Right::Link(secret) = right
            && !portals::take_setting(w.p.tx(), SETTING, &text_hash(secret))?
        {
            return Err(AppError::conflict("link_not_valid", words::t!("error-set-up-link")));
        }
        portals::insert(w.p.tx(), &portal)?;
        insert_owner(&mut w.p, &owner, &hash, &portal.policy)?;
        let mut event = ctx.event(Action::InstallationSetUp, Some(&owner));
        event.result = EventResult::Done;
        Ok(w.finish(vec![event], ()))
    })
}

fn insert_owner(p: &mut PortalTx<'_, '_>, owner: &User, hash: &str, policy: &Policy) -> Result<(), AppError> {
    users::take_numbers(p, 1)?;
    users::insert(p, &[owner], policy)?;
    users::set_password_hash(p, owner.pk, hash, owner.added_at)?;
    let mut delta = CountDelta::default();
    delta.enter(owner);
    Ok(counts::add(p, &delta)?)
}

fn provider(app: &App, form: &Form) -> Result<Portal, AppError> {
    let name = PersonName::parse(&form.provider).map_err(|e| AppError::invalid("provider", e))?;
    let now = app.clock().now();
    // Staff act on many customers: shorter sessions than a portal's own users.
    let policy = Policy {
        session: SessionRules {
            idle_seconds: 3_600,
            absolute_seconds: 12 * 3_600,
        },
        ..Policy::default()
    };
    Ok(Portal {
        pk: PortalPk::PROVIDER,
        id: PortalId(app.new_id(now)),
        slug: model::name::Slug::PROVIDER.to_string(),
        name: name.to_string(),
        state: String::from("active"),
        preset: String::from("standard"),
        policy,
        seat_limit: None,
        created_at: now,
        version: 1,
        catalogue: Catalogue::default(),
        kind: PortalKind::Internal,
        stage: Stage::Production,
        language: String::from("en"),
    })
}

fn owner(app: &App, form: &Form, portal: &Portal) -> Result<User, AppError> {
    let now = app.clock().now();
    let mut errors = Vec::new();
    let email = Email::parse(&form.owner_email).map_err(|e| errors.push(FieldError::new("owner_email", e)));
    let mut name = |field, text: &str| {
        PersonName::parse_optional(text).unwrap_or_else(|e| {
            errors.push(FieldError::new(field, e));
            None
        })
    };
    let first_name = name("first_name", &form.first_name);
    let last_name = name("last_name", &form.last_name);
    let Ok(email) = email else {
        return Err(AppError::Invalid(errors));
    };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let env = Env {
        now,
        policy: &portal.policy,
        catalogue: &portal.catalogue,
        door: portal.door(),
    };
    let profile = Profile {
        first_name,
        last_name,
        email,
        username: None,
    };
    let role =
        Role::built_in("owner", Place::Provider).ok_or_else(|| AppError::Internal(String::from("no owner role")))?;
    let new = NewUser {
        pk: UserPk::new(PortalPk::PROVIDER, 1),
        id: UserId(app.new_id(now)),
        kind: Kind::Internal,
        profile,
        role,
        grants: Grants::default(),
    };
    let mut owner = User::added(new, &env);
    // Whoever holds the host vouches for the owner's address.
    owner.lifecycle = Lifecycle::Active;
    owner.password = Password::Set(now);
    owner.email_verified_at = Some(now);
    owner.status = owner.status_at(&portal.policy, now);
    Ok(owner)
}
