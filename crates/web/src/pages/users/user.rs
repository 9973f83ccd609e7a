//! `/p/{portal}/users/{id}`: the page of one user, its sections as tabs, and what its own forms do.

use super::result::{self, Told};
use super::{offers, status};
use crate::assets::icons::Icon;
use crate::pages::page::Page;
use crate::pages::profile::{self as fields, Place, Tried};
use crate::pages::{Refusal, activity, device, local};
use crate::speak::{self, t};
use crate::templates::components::{Action, Kind, Look, Message, Opens, Tab, When};
use crate::templates::form::{Field, Input, Need};
use crate::templates::user_page::{
    Activity, EmailForm, FactValue, PendingEmail, Profile, Section, Security, SessionRow, UserPage, page as user_page,
};
use app::Ctx;
use app::activity::EventQuery;
use app::error::AppError;
use app::store::outbox::Message as Mail;
use app::store::sessions::Session;
use app::users::list::{self, UserView};
use app::users::profile::ProfileField;
use axum::response::{IntoResponse as _, Response};
use model::access::Permission as P;
use model::ids::{PortalPk, UserId};
use model::policy::SignInWith;
use model::time::Time;
use model::user::{InactiveReason, Kind as UserKind, Lifecycle, Lock, Password};

/// The number of the tab with permissions.
pub(super) const PERMISSIONS: usize = 4;
/// Lines of activity on the tab.
const LINES: usize = 50;

/// The profile.
///
/// # Errors
/// The page of the refusal.
pub async fn profile(page: Page) -> Result<Response, Refusal> {
    profile_with(&page, None).await
}

/// Where the fields of a user are saved.
pub(super) fn place(page: &Page, id: UserId) -> Place {
    let here = page.at(&format!("/users/{id}"));
    Place {
        action: format!("{here}/profile"),
        page: here,
    }
}

/// The profile, with the field that was just tried.
pub(super) async fn profile_with(page: &Page, tried: Option<&Tried>) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let (mut shown, mails) = load(page, move |ctx| mails(ctx, id)).await?;
    shown.note = shown.note.or_else(|| done(page));
    let view = &shown.view;
    let editable = if may_edit(page, view) {
        fields::editable(page, &view.user, &place(page, id), &shown_fields(page, view), tried)
    } else {
        Vec::new()
    };
    let section = Section::Profile(Profile {
        facts: profile_facts(page, view),
        email: email_form(page, view),
        pending_email: pending_email(page, view),
        mail: mails.iter().map(|mail| super::mails::row(page, mail)).collect(),
        editable,
    });
    Ok(shown.render(page, 0, section))
}

/// The user's mail, for who may see users; oneself sees it in the mailbox.
fn mails(ctx: &Ctx, id: UserId) -> Result<Vec<Mail>, AppError> {
    if ctx.actor.may(P::UsersView) {
        list::mails(ctx, id)
    } else {
        Ok(Vec::new())
    }
}

/// What a form elsewhere has just done, in words.
fn done(page: &Page) -> Option<Message> {
    let text = match page.query.get("done") {
        "transferred" => t!("catalogue-transferred"),
        "added" => t!("user-done-added"),
        "saved" => t!("user-done-saved"),
        "signed-out" => t!("user-done-signed-out"),
        "session" => t!("user-done-session"),
        "email-started" => t!("email-done-started"),
        "email-replaced" => t!("email-done-replaced"),
        "email-cancelled" => t!("email-done-cancelled"),
        _ => return None,
    };
    Some(Message {
        kind: Kind::Done,
        text,
        focus: true,
        ..Message::default()
    })
}

/// Password, lock, second factors, sessions.
///
/// # Errors
/// The page of the refusal.
pub async fn security(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let more = move |ctx: &Ctx| Ok((list::sessions(ctx, id)?, mails(ctx, id)?));
    let (mut shown, (sessions, mails)) = load(&page, more).await?;
    shown.note = done(&page);
    let base = page.at(&format!("/users/{id}"));
    let own = page.visit.session_id();
    let rows: Vec<SessionRow> = sessions
        .iter()
        .map(|s| session_row(s, own, &format!("{base}/sessions")))
        .collect();
    let section = Section::Security(Security {
        password: password_facts(&page, &shown.view, &mails),
        lock: lock_facts(&page, &shown.view),
        factors: factor_facts(&page, &shown.view),
        sign_out_all: (!rows.is_empty()).then(|| format!("{base}/sign-out")),
        sessions: rows,
    });
    Ok(shown.render(&page, 1, section))
}

/// What was done to the user, or by the user (S3.18).
///
/// # Errors
/// The page of the refusal.
pub async fn activity(page: Page) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let by = page.query.get("by") == "1";
    let cursor = activity::cursor(&page.query);
    let (shown, log) = load(&page, move |ctx| {
        let pk = list::get(ctx, id)?.user.pk;
        let about = EventQuery { limit: LINES, ..cursor };
        let query = if by {
            EventQuery {
                actor_pk: Some(pk),
                ..about
            }
        } else {
            EventQuery {
                target_pk: Some(pk),
                ..about
            }
        };
        app::activity::list(ctx, &query)
    })
    .await?;
    let base = page.at(&format!("/users/{id}/activity"));
    let view = |label, href: String, current| Tab { label, href, current };
    let section = Section::Activity(Activity {
        views: vec![
            view(t!("user-about"), base.clone(), !by),
            view(t!("user-by-this"), format!("{base}?by=1"), by),
        ],
        rows: log.events.iter().map(|event| activity::row(&page, event)).collect(),
        pager: activity::pager(&page, &base, &log),
    });
    Ok(shown.render(&page, 2, section))
}

/// A user with what its page shows on every tab.
pub(super) struct Shown {
    frame: crate::templates::frame::Frame,
    pub(super) view: UserView,
    told: Option<Told>,
    pub(super) note: Option<Message>,
}

pub(super) async fn load<T: Send + 'static>(
    page: &Page,
    more: impl FnOnce(&Ctx) -> Result<T, AppError> + Send + 'static,
) -> Result<(Shown, T), Refusal> {
    let id: UserId = page.id("id")?;
    let told = page.query.get("result").parse().ok();
    let load = move |ctx: &Ctx| {
        let view = list::get(ctx, id)?;
        let told = told.map(|id| result::load(ctx, id)).transpose().unwrap_or_default();
        Ok((view, told, more(ctx)?))
    };
    let (frame, (view, told, more)) = page.show("", load).await?;
    Ok((
        Shown {
            frame,
            view,
            told,
            note: None,
        },
        more,
    ))
}

impl Shown {
    pub(super) fn render(self, page: &Page, tab: usize, section: Section) -> Response {
        let Self {
            mut frame,
            view,
            told,
            note,
        } = self;
        let user = &view.user;
        let name = if user.full_name().is_empty() {
            user.profile.email.to_string()
        } else {
            user.full_name()
        };
        frame.title.clone_from(&name);
        frame.message = told.map(|told| result::message(page, &told, None)).or(note);
        let list = page.at("/users");
        let from = local::below(&list, page.query.get("from")).or_else(|| local::came_from(&page.visit.headers, &list));
        // Coming from a page below the list is not coming from the list.
        let back = from
            .filter(|from| !from.starts_with(&format!("{list}/")))
            .unwrap_or(list);
        let view = UserPage {
            back: (t!("user-users"), back),
            name,
            status: status::of_user(user, view.delivery.as_ref(), &page.ctx().portal.policy, &page.zone()),
            email: user.profile.email.to_string(),
            facts: facts(page, &view),
            id: user.id.to_string(),
            actions: actions(page, &view),
            notes: notes(&view),
            tabs: tabs(page, &view, tab),
            section,
        };
        user_page(&frame, &view).into_response()
    }
}

fn tabs(page: &Page, view: &UserView, current: usize) -> Vec<Tab> {
    let base = page.at(&format!("/users/{}", view.user.id));
    let own = page.ctx().person().is_some_and(|p| p.id == view.user.id);
    let mut tabs = vec![(0, t!("user-profile"), "")];
    if page.may(P::UsersSessions) || own {
        tabs.push((1, t!("user-security"), "/security"));
    }
    if page.may(P::ActivityView) {
        tabs.push((2, t!("user-activity"), "/activity"));
    }
    if page.may(P::UsersPermissions) {
        tabs.insert(1, (PERMISSIONS, t!("user-permissions"), "/permissions"));
    }
    if page.ctx().portal.pk == PortalPk::PROVIDER && page.may(P::PortalsView) {
        tabs.push((3, t!("user-portals"), "/portals"));
    }
    tabs.into_iter()
        .map(|(at, label, path)| Tab {
            label,
            href: format!("{base}{path}"),
            current: at == current,
        })
        .collect()
}

fn at(page: &Page, time: Time) -> FactValue {
    FactValue::At(page.long(time), String::new())
}

fn text(text: impl Into<String>) -> FactValue {
    FactValue::Text(text.into())
}

fn facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    let user = &view.user;
    let seen = user
        .last_sign_in_at
        .map_or_else(|| text(t!("user-never")), |time| at(page, time));
    vec![
        (t!("user-seen"), seen),
        (t!("user-added"), at(page, user.added_at)),
        (t!("user-modified"), at(page, user.modified_at)),
    ]
}

fn actions(page: &Page, view: &UserView) -> Vec<Action> {
    let facts = offers::Facts::of_user(&view.user, &page.ctx().portal.policy);
    let offered = offers::of(&page.ctx().actor, facts);
    let mut actions: Vec<Action> = offered
        .iter()
        .map(|command| Action {
            label: offers::label(command, facts.status).to_owned(),
            href: page.at(&format!("/users/{}/{}", facts.id, command.name())),
            icon: Some(icon(command.name())),
            look: Look::Secondary,
            opens: Opens::Dialog,
        })
        .collect();
    // The first offer is the main thing to do, where it helps the user.
    if let (Some(action), Some(first)) = (actions.first_mut(), offered.first())
        && !first.takes_access()
    {
        action.look = Look::Primary;
    }
    actions.extend(
        offers::may_take_over(page.ctx(), &view.user.role, facts.status).then(|| Action {
            label: t!("catalogue-transfer"),
            href: page.at(&format!("/users/{}/transfer-admin", facts.id)),
            icon: Some(Icon::Shield),
            look: Look::Secondary,
            opens: Opens::Dialog,
        }),
    );
    actions
}

fn icon(command: &str) -> Icon {
    match command {
        "activate" => Icon::Power,
        "resend" | "restore" => Icon::Send,
        "revoke" => Icon::Unlink,
        "lock" => Icon::Lock,
        "unlock" => Icon::Check,
        "reset-password" => Icon::Key,
        "delete" | "erase" => Icon::Bin,
        _ => Icon::Bar,
    }
}

fn notes(view: &UserView) -> Vec<Message> {
    let note = |text| Message {
        kind: Kind::Info,
        text,
        ..Message::default()
    };
    match view.user.lifecycle {
        Lifecycle::Inactive(InactiveReason::NoSeat) => vec![note(t!("user-waits-for-seat"))],
        Lifecycle::Deleted { .. } => vec![note(t!("user-is-deleted"))],
        _ => Vec::new(),
    }
}

fn with_username(page: &Page, view: &UserView) -> bool {
    page.ctx().portal.policy.sign_in_with != SignInWith::Email || view.user.profile.username.is_some()
}

/// Whether the viewer may edit this user; the use cases judge again.
pub(super) fn may_edit(page: &Page, view: &UserView) -> bool {
    let user = &view.user;
    let own = page.ctx().person().is_some_and(|p| p.id == user.id);
    let may = own || (page.may(P::UsersEdit) && page.ctx().actor.may_touch(user).is_ok());
    may && !matches!(user.lifecycle, Lifecycle::Deleted { .. })
}

fn shown_fields(page: &Page, view: &UserView) -> Vec<ProfileField> {
    let mut fields = ProfileField::ALL.to_vec();
    fields.retain(|field| *field != ProfileField::Username || with_username(page, view));
    fields
}

/// The form for another address. One's own has a page of its own, where it takes the password.
fn email_form(page: &Page, view: &UserView) -> Option<EmailForm> {
    let own = page.ctx().person().is_some_and(|p| p.id == view.user.id);
    (!own && may_edit(page, view)).then(|| EmailForm {
        field: Field {
            name: String::from("email"),
            label: t!("email-field"),
            value: view.user.profile.email.to_string(),
            input: Input::Email,
            need: Need::Required,
            max_length: Some(254),
            ..Field::default()
        },
        action: page.at(&format!("/users/{}/change-email", view.user.id)),
    })
}

fn pending_email(page: &Page, view: &UserView) -> Option<PendingEmail> {
    let user = &view.user;
    let pending = user.pending_email.as_ref()?;
    let base = page.at(&format!("/users/{}", user.id));
    Some(PendingEmail {
        address: pending.email.to_string(),
        resend: page.may(P::UsersResend).then(|| format!("{base}/resend")),
        cancel: may_edit(page, view).then(|| format!("{base}/change-email/cancel")),
    })
}

fn profile_facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    let user = &view.user;
    let mut facts = Vec::new();
    if !may_edit(page, view) {
        let shown = shown_fields(page, view).into_iter().map(|field| {
            let value = fields::words_of(page, field, &field.of(user));
            (
                fields::label(field),
                text(if value.is_empty() { String::from("–") } else { value }),
            )
        });
        facts.extend(shown);
    }
    let role = words::role(speak::language(), &page.ctx().portal.catalogue, &user.role.slug);
    facts.push((t!("user-role"), text(role)));
    if page.ctx().portal.pk != PortalPk::PROVIDER {
        facts.push((t!("catalogue-kind"), text(kind(user.kind))));
    }
    let verified = user
        .email_verified_at
        .map_or_else(|| text(t!("user-not-yet")), |time| at(page, time));
    facts.push((t!("user-verified"), verified));
    facts
}

fn kind(kind: UserKind) -> String {
    match kind {
        UserKind::External => t!("catalogue-kind-external"),
        UserKind::Internal => t!("catalogue-kind-internal"),
        UserKind::Service => t!("catalogue-kind-service"),
    }
}

/// The age of a password outlives a request for a new one (C10): when that came, only its mail says.
fn password_facts(page: &Page, view: &UserView, mails: &[Mail]) -> Vec<(String, FactValue)> {
    let (state, since) = match view.user.password {
        Password::None => return Vec::new(),
        Password::Set(since) | Password::Recovery(since) => (t!("user-password-set"), since),
        Password::MustReset(since) => (t!("user-password-must"), since),
    };
    let mut facts = vec![(t!("user-state"), text(state)), (t!("user-since"), at(page, since))];
    if matches!(view.user.password, Password::Recovery(_)) {
        let mail = mails.iter().find(|mail| mail.kind == "reset_password");
        let asked = mail.map_or_else(|| text(t!("user-yes")), |mail| at(page, mail.created_at));
        facts.push((t!("user-reset-asked"), asked));
    }
    facts
}

/// Since when there is a second factor; nothing where there is none (S2.30).
fn factor_facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    let since = view.user.second_factor_at.into_iter();
    since.map(|since| (t!("mfa-on-since"), at(page, since))).collect()
}

fn lock_facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    match view.user.lock_at(page.ctx().now) {
        None => Vec::new(),
        Some(Lock::Auto { until, failures }) => vec![
            (t!("user-kind"), text(t!("user-lock-auto", n = *failures))),
            (t!("user-lock-ends"), at(page, *until)),
        ],
        Some(Lock::Admin { by, reason }) => vec![
            (t!("user-kind"), text(t!("user-lock-admin"))),
            (t!("user-lock-by"), text(by.clone())),
            (
                t!("user-reason"),
                text(reason.clone().unwrap_or_else(|| String::from("–"))),
            ),
        ],
    }
}

/// A session; those tables are in GMT.
pub(in crate::pages) fn session_row(session: &Session, own: Option<uuid::Uuid>, base: &str) -> SessionRow {
    let when = |at: Time| When {
        datetime: at.rfc3339(),
        text: at.short("UTC"),
    };
    let is_own = own == Some(session.id);
    SessionRow {
        device: device::name(&session.client),
        address: session.ip.clone(),
        started: when(session.created_at),
        used: when(session.last_seen_at),
        own: is_own,
        end: (!is_own).then(|| format!("{base}/{}/end", session.id)),
    }
}
