//! `/p/{portal}/users/{id}`: the page of one user, its sections as tabs, and what its own forms do.

use super::result::{self, Told};
use super::{offers, status};
use crate::assets::icons::Icon;
use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use crate::pages::{Refusal, activity, device, local};
use crate::templates::components::{Action, Kind, Look, Message, Opens, Tab, When};
use crate::templates::form::{Field, Need};
use crate::templates::user_page::{
    Activity, EditField, FactValue, MailRow, MailState, Profile, Section, Security, SessionRow, UserPage,
    page as user_page,
};
use app::Ctx;
use app::activity::EventQuery;
use app::error::AppError;
use app::store::outbox::Message as Mail;
use app::store::sessions::Session;
use app::users::list::{self, UserView, role_label};
use axum::response::{IntoResponse as _, Response};
use model::access::Permission as P;
use model::ids::{PortalPk, UserId};
use model::policy::SignInWith;
use model::time::Time;
use model::user::{InactiveReason, Lifecycle, Lock, Password};

/// Lines of activity on the tab.
const LINES: usize = 50;

/// The profile.
///
/// # Errors
/// The page of the refusal.
pub async fn profile(page: Page) -> Result<Response, Refusal> {
    profile_with(&page, &Fields::default(), &Errors::default()).await
}

/// The profile with a field that could not be saved.
pub(super) async fn profile_with(page: &Page, typed: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let id: UserId = page.id("id")?;
    let (mut shown, mails) = load(page, move |ctx| mails(ctx, id)).await?;
    shown.note = shown.note.or_else(|| done(page));
    let section = Section::Profile(Profile {
        editable: editable(page, &shown.view, typed, errors),
        facts: profile_facts(page, &shown.view),
        pending_email: None,
        mail: mails.iter().map(|mail| mail_row(page, mail)).collect(),
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
        "added" => "Done. The user was added.",
        "saved" => "Saved.",
        "signed-out" => "Done. The user is signed out everywhere.",
        "session" => "Done. The session has ended.",
        _ => return None,
    };
    Some(Message {
        kind: Kind::Done,
        text: text.to_owned(),
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
        factors: Vec::new(),
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
    let view = |label: &str, href: String, current| Tab {
        label: label.to_owned(),
        href,
        current,
    };
    let section = Section::Activity(Activity {
        views: vec![
            view("About this user", base.clone(), !by),
            view("By this user", format!("{base}?by=1"), by),
        ],
        rows: log.events.iter().map(|event| activity::row(&page, event)).collect(),
        pager: activity::pager(&page, &base, &log),
    });
    Ok(shown.render(&page, 2, section))
}

/// A user with what its page shows on every tab.
struct Shown {
    frame: crate::templates::frame::Frame,
    view: UserView,
    told: Option<Told>,
    note: Option<Message>,
}

async fn load<T: Send + 'static>(
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
    fn render(self, page: &Page, tab: usize, section: Section) -> Response {
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
            back: (String::from("Users"), back),
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
    let mut tabs = vec![(0, "Profile", "")];
    if page.may(P::UsersSessions) || own {
        tabs.push((1, "Security", "/security"));
    }
    if page.may(P::ActivityView) {
        tabs.push((2, "Activity", "/activity"));
    }
    if page.ctx().portal.pk == PortalPk::PROVIDER && page.may(P::PortalsView) {
        tabs.push((3, "Portals", "/portals"));
    }
    tabs.into_iter()
        .map(|(at, label, path)| Tab {
            label: label.to_owned(),
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
        .map_or_else(|| text("Never"), |time| at(page, time));
    vec![
        (String::from("Last signed in"), seen),
        (String::from("Added"), at(page, user.added_at)),
        (String::from("Modified"), at(page, user.modified_at)),
    ]
}

fn actions(page: &Page, view: &UserView) -> Vec<Action> {
    let facts = offers::Facts::of_user(&view.user);
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
    let note = |text: &str| Message {
        kind: Kind::Info,
        text: text.to_owned(),
        ..Message::default()
    };
    match view.user.lifecycle {
        Lifecycle::Inactive(InactiveReason::NoSeat) => {
            vec![note(
                "The invitation was accepted. The user becomes active as soon as a seat is free.",
            )]
        }
        Lifecycle::Deleted { .. } => vec![note("This user is deleted and cannot sign in.")],
        _ => Vec::new(),
    }
}

fn with_username(page: &Page, view: &UserView) -> bool {
    page.ctx().portal.policy.sign_in_with != SignInWith::Email || view.user.profile.username.is_some()
}

fn editable(page: &Page, view: &UserView, typed: &Fields, errors: &Errors) -> Vec<EditField> {
    let user = &view.user;
    let own = page.ctx().person().is_some_and(|p| p.id == user.id);
    let may = own || (page.may(P::UsersEdit) && page.ctx().actor.reaches(user.role.rank));
    if !may || matches!(user.lifecycle, Lifecycle::Deleted { .. }) {
        return Vec::new();
    }
    let names = names(page, view).into_iter();
    names
        .map(|(name, label, value)| EditField {
            field: Field {
                name: name.to_owned(),
                label: label.to_owned(),
                value: if typed.all(name).next().is_some() {
                    typed.get(name).to_owned()
                } else {
                    value
                },
                error: errors.of(name),
                need: Need::Optional,
                max_length: Some(200),
                ..Field::default()
            },
            action: page.at(&format!("/users/{}/profile", user.id)),
            version: user.version.to_string(),
        })
        .collect()
}

fn names(page: &Page, view: &UserView) -> Vec<(&'static str, &'static str, String)> {
    let profile = &view.user.profile;
    let mut names = vec![
        (
            "first_name",
            "First name",
            profile.first_name.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
        (
            "last_name",
            "Last name",
            profile.last_name.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
    ];
    if with_username(page, view) {
        names.push((
            "username",
            "Username",
            profile.username.as_ref().map(ToString::to_string).unwrap_or_default(),
        ));
    }
    names
}

fn profile_facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    let user = &view.user;
    let mut facts = Vec::new();
    if editable(page, view, &Fields::default(), &Errors::default()).is_empty() {
        let shown = names(page, view).into_iter();
        facts.extend(shown.map(|(_, label, value)| {
            (
                label.to_owned(),
                text(if value.is_empty() { String::from("–") } else { value }),
            )
        }));
    }
    facts.push((String::from("Role"), text(role_label(&user.role.slug))));
    let verified = user
        .email_verified_at
        .map_or_else(|| text("Not yet"), |time| at(page, time));
    facts.push((String::from("E-mail confirmed"), verified));
    facts
}

fn mail_row(page: &Page, mail: &Mail) -> MailRow {
    let subject = match mail.kind.as_str() {
        "invitation" => "Invitation",
        "verify_email" => "E-mail verification",
        "activated" => "Account activated",
        "waiting_for_seat" => "Waiting for a seat",
        "password_set" => "Password set",
        "reset_password" => "Password reset",
        "api_token_created" => "API token created",
        "made_admin" => "Admin rights given",
        "owner_recovery" => "Owner recovery",
        other => other,
    };
    MailRow {
        subject: subject.to_owned(),
        to: mail.recipient.clone(),
        at: page.long(mail.created_at),
        state: match mail.state.as_str() {
            "sent" => MailState::Sent,
            "dead" => MailState::Dead,
            "cancelled" => MailState::Dropped,
            _ => MailState::Queued,
        },
        reason: mail.error.clone().unwrap_or_default(),
        retry: None,
    }
}

/// The age of a password outlives a request for a new one (C10): when that came, only its mail says.
fn password_facts(page: &Page, view: &UserView, mails: &[Mail]) -> Vec<(String, FactValue)> {
    let (state, since) = match view.user.password {
        Password::None => return Vec::new(),
        Password::Set(since) | Password::Recovery(since) => ("Set", since),
        Password::MustReset(since) => ("Must be set anew", since),
    };
    let mut facts = vec![
        (String::from("State"), text(state)),
        (String::from("Since"), at(page, since)),
    ];
    if matches!(view.user.password, Password::Recovery(_)) {
        let mail = mails.iter().find(|mail| mail.kind == "reset_password");
        let asked = mail.map_or_else(|| text("Yes"), |mail| at(page, mail.created_at));
        facts.push((String::from("Reset asked for"), asked));
    }
    facts
}

fn lock_facts(page: &Page, view: &UserView) -> Vec<(String, FactValue)> {
    match view.user.lock_at(page.ctx().now) {
        None => Vec::new(),
        Some(Lock::Auto { until, failures }) => vec![
            (
                String::from("Kind"),
                text(format!("Automatic, after {failures} wrong passwords")),
            ),
            (String::from("Ends"), at(page, *until)),
        ],
        Some(Lock::Admin { by, reason }) => vec![
            (String::from("Kind"), text("By an admin")),
            (String::from("By"), text(by.clone())),
            (
                String::from("Reason"),
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
