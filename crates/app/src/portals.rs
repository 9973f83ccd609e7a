//! The provider's side: customers' portals and staff. The only module that works over several portals.

pub mod deploy;

use crate::ctx::Ctx;
use crate::error::{AppError, FieldError};
use crate::sign_in::caller::sees_all_portals;
use crate::users::add;
use model::access::Permission;
use model::admission::Form;
use model::catalogue::Catalogue;
use model::email::Email;
use model::event::Action;
use model::ids::{PortalId, PortalPk, UserId};
use model::name::{PersonName, Slug, Username};
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson};
use model::policy::SignInWith;
use model::presets::Preset;
use model::user::Kind;
use model::user::access::Grants;
use std::sync::Arc;
use store::portals::{self, Portal, PortalKind, PortalLine, Stage};
use store::users;

/// What a new portal needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPortal {
    /// The word in its URLs.
    pub slug: String,
    /// The name that people see.
    pub name: String,
    /// Where its policy starts.
    pub preset: String,
    /// Seats owned; none for any number.
    pub seats: Option<i64>,
    /// Who gets the invitation of the first admin.
    pub admin_email: String,
    /// `external` or `internal`: whom the portal is for.
    pub kind: String,
}

fn require_provider(ctx: &Ctx) -> Result<(), AppError> {
    // Asked from inside a customer's portal, these things do not exist.
    if ctx.portal.pk == PortalPk::PROVIDER {
        Ok(())
    } else {
        Err(AppError::NotFound("page"))
    }
}

/// The portals that the caller may enter, by name, with their numbers.
///
/// # Errors
/// `Forbidden`, `NotFound` from a customer's portal.
pub fn list(ctx: &Ctx) -> Result<Vec<PortalLine>, AppError> {
    require_provider(ctx)?;
    ctx.require(Permission::PortalsView)?;
    let limited = ctx.person().filter(|p| !sees_all_portals(p)).map(|p| p.pk);
    Ok(ctx.app.db().read(|tx| portals::list(tx, limited))?)
}

/// Creates a portal and invites its admin, in one transaction.
///
/// # Errors
/// `Forbidden`, `Invalid` with every bad field.
pub fn create(ctx: &Ctx, new: &NewPortal) -> Result<Portal, AppError> {
    require_provider(ctx)?;
    ctx.require_for_change(Permission::PortalsCreate)?;
    let portal = parse(ctx, new)?;
    ctx.write(|w| {
        let mut portal = portal.clone();
        // Behind this lock no two portals get one number.
        portals::lock(w.p.tx(), PortalPk::PROVIDER)?;
        portal.pk = portals::next_pk(w.p.tx())?;
        portals::insert(w.p.tx(), &portal)?;
        let inside = Ctx {
            portal: Arc::new(portal.clone()),
            ..ctx.clone()
        };
        w.event_elsewhere(portal.pk, inside.event(Action::PortalCreated, None));
        for event in invite_admin(&inside, w, &new.admin_email)? {
            w.event_elsewhere(portal.pk, event);
        }
        let mut event = ctx.event(Action::PortalCreated, None);
        event.changes = crate::ctx::change_of("slug", serde_json::Value::Null, portal.slug.clone());
        Ok(w.finish(vec![event], portal))
    })
}

fn invite_admin(
    inside: &Ctx,
    w: &mut crate::ctx::Write<'_, '_>,
    email: &str,
) -> Result<Vec<model::event::Event>, AppError> {
    let person = NewPerson {
        input: email.to_owned(),
        email: email.to_owned(),
        username: (inside.portal.policy.sign_in_with == SignInWith::Username).then(|| first_username(email)),
        ..NewPerson::default()
    };
    let grant = Grant {
        role: String::from("admin"),
        message: None,
        mail: InviteMail::Send,
        already_invited: AlreadyInvited::Skip,
        access: Grants::default(),
        kind: Kind::External,
    };
    let mut within = w.in_portal(inside.portal.pk);
    let added = add::write_batch(inside, &mut within, &[(&person, None)], &grant, Form::Addresses)?;
    match added.lines.first().map(|(line, _)| &line.outcome) {
        Some(model::report::Outcome::Done) => Ok(added.events),
        Some(model::report::Outcome::Skipped(skip)) => Err(AppError::invalid("admin_email", *skip)),
        _ => Err(AppError::Internal(String::from("the admin was not added"))),
    }
}

/// Where people sign in by username the first admin needs one: the part before the @, or `admin` where that is none.
fn first_username(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    Username::parse(local).map_or_else(|_| String::from("admin"), |username| username.to_string())
}

fn parse(ctx: &Ctx, new: &NewPortal) -> Result<Portal, AppError> {
    let mut errors = Vec::new();
    let slug = Slug::parse_new(&new.slug).map_err(|e| errors.push(FieldError::new("slug", e)));
    let name = PersonName::parse(&new.name).map_err(|e| errors.push(FieldError::new("name", e)));
    let preset = new
        .preset
        .parse::<Preset>()
        .map_err(|e| errors.push(FieldError::new("preset", e)));
    if let Err(e) = Email::parse(&new.admin_email) {
        errors.push(FieldError::new("admin_email", e));
    }
    check_seats(new.seats, &mut errors);
    let kind = kind(&new.kind).map_err(|e| errors.push(e));
    let (Ok(slug), Ok(name), Ok(preset), Ok(kind), true) = (slug, name, preset, kind, errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };
    Ok(Portal {
        pk: PortalPk(0),
        id: PortalId(ctx.new_id()),
        slug: slug.to_string(),
        name: name.to_string(),
        state: String::from("active"),
        preset: preset.name().to_owned(),
        policy: preset.policy(),
        seat_limit: new.seats,
        created_at: ctx.now,
        version: 1,
        catalogue: Catalogue::starting(),
        kind,
        stage: Stage::Draft,
        language: String::from("en"),
    })
}

fn kind(word: &str) -> Result<PortalKind, FieldError> {
    let known = [PortalKind::External, PortalKind::Internal];
    known
        .into_iter()
        .find(|kind| kind.code() == word)
        .ok_or_else(|| FieldError::new("kind", words::t!("error-kind")))
}

fn check_seats(seats: Option<i64>, errors: &mut Vec<FieldError>) {
    if seats.is_some_and(|n| !(1..=10_000_000).contains(&n)) {
        errors.push(FieldError::new("seats", words::t!("error-seats")));
    }
}

/// What can be changed about a portal from outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// The name that people see.
    Rename(String),
    /// Seats owned. Fewer than held is refused.
    Seats(Option<i64>),
    /// Nobody signs in; sessions stop working at once, because the portal's state is judged at use.
    Suspend,
    /// The opposite.
    Resume,
    /// Out of production: internal users can be added to app roles again.
    BackToDraft,
}

/// Changes a portal.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid`, `Conflict` with code `seats_held` when more seats are held than shall be owned.
pub fn edit(ctx: &Ctx, slug: &str, edit: &Edit) -> Result<Portal, AppError> {
    require_provider(ctx)?;
    ctx.require_for_change(Permission::PortalsManage)?;
    let found = ctx
        .app
        .db()
        .read(|tx| portals::by_slug(tx, slug))?
        .filter(|p| p.pk != PortalPk::PROVIDER);
    let pk = found.ok_or(AppError::NotFound("portal"))?.pk;
    ctx.write(|w| {
        let before = portals::lock(w.p.tx(), pk)?.ok_or(AppError::NotFound("portal"))?;
        let held = store::counts::of_portal(&mut w.in_portal(pk).p)?.seats;
        let (after, action) = edited(&before, edit, held)?;
        portals::update(w.p.tx(), &after, ctx.now)?;
        let inside = Ctx {
            portal: Arc::new(after.clone()),
            ..ctx.clone()
        };
        let mut event = inside.event(action, None);
        event.changes = portal_changes(&before, &after);
        w.event_elsewhere(pk, event.clone());
        let mut moved = Vec::new();
        if after.seat_limit != before.seat_limit {
            moved = crate::users::apply::move_up(&inside, &mut w.in_portal(pk))?;
        }
        moved.into_iter().for_each(|event| w.event_elsewhere(pk, event));
        let mut own = ctx.event(action, None);
        own.changes = event.changes;
        own.reason = Some(after.slug.clone());
        Ok(w.finish(vec![own], after))
    })
}

fn edited(before: &Portal, edit: &Edit, held: i64) -> Result<(Portal, Action), AppError> {
    let mut after = before.clone();
    let action = match edit {
        Edit::Rename(name) => {
            after.name = PersonName::parse(name)
                .map_err(|e| AppError::invalid("name", e))?
                .to_string();
            Action::PortalChanged
        }
        Edit::Seats(seats) => {
            let mut errors = Vec::new();
            check_seats(*seats, &mut errors);
            if !errors.is_empty() {
                return Err(AppError::Invalid(errors));
            }
            if seats.is_some_and(|n| n < held) {
                return Err(AppError::conflict(
                    "seats_held",
                    words::t!("error-seats-held", n = held),
                ));
            }
            after.seat_limit = *seats;
            Action::PortalChanged
        }
        Edit::Suspend => {
            after.state = String::from("suspended");
            Action::PortalSuspended
        }
        Edit::Resume => {
            after.state = String::from("active");
            Action::PortalResumed
        }
        Edit::BackToDraft => {
            if before.stage == Stage::Draft {
                return Err(AppError::conflict("already_draft", words::t!("error-draft-already")));
            }
            after.stage = Stage::Draft;
            Action::PortalChanged
        }
    };
    Ok((after, action))
}

fn portal_changes(before: &Portal, after: &Portal) -> serde_json::Map<String, serde_json::Value> {
    let mut changes = serde_json::Map::new();
    if before.name != after.name {
        changes.extend(crate::ctx::change_of("name", before.name.clone(), after.name.clone()));
    }
    if before.seat_limit != after.seat_limit {
        changes.extend(crate::ctx::change_of("seats", before.seat_limit, after.seat_limit));
    }
    if before.state != after.state {
        changes.extend(crate::ctx::change_of(
            "state",
            before.state.clone(),
            after.state.clone(),
        ));
    }
    if before.stage != after.stage {
        changes.extend(crate::ctx::change_of("stage", before.stage.code(), after.stage.code()));
    }
    changes
}

/// Assigns portals to a member of the staff; technicians see no others (S1.21).
///
/// # Errors
/// `Forbidden`, `NotFound` for the user or one of the portals.
pub fn assign(ctx: &Ctx, staff: UserId, slugs: &[String]) -> Result<(), AppError> {
    require_provider(ctx)?;
    ctx.require_for_change(Permission::StaffManage)?;
    ctx.write(|w| {
        let user = users::lock(&mut w.p, &[staff])?
            .pop()
            .ok_or(AppError::NotFound("user"))?
            .user;
        let mut numbers = Vec::with_capacity(slugs.len());
        for slug in slugs {
            let portal = portals::by_slug(w.p.tx(), slug)?.ok_or(AppError::NotFound("portal"))?;
            numbers.push(portal.pk.0);
        }
        users::assign_portals(w.p.tx(), user.pk, &numbers)?;
        let mut event = ctx.event(Action::StaffAssigned, Some(&user));
        event.changes = crate::ctx::change_of("portals", serde_json::Value::Null, slugs.to_vec());
        Ok(w.finish(vec![event], ()))
    })
}

/// The slugs of the portals assigned to a member of the staff.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub fn assigned(ctx: &Ctx, staff: UserId) -> Result<Vec<String>, AppError> {
    require_provider(ctx)?;
    let view = crate::users::list::get(ctx, staff)?;
    ctx.app.db().read(|tx| {
        let mut slugs = Vec::new();
        for pk in users::assigned_portals(tx, view.user.pk)? {
            slugs.extend(portals::by_pk(tx, PortalPk(pk))?.map(|p| p.slug));
        }
        Ok(slugs)
    })
}
