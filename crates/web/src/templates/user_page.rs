//! The page of one user (B10): header with facts and actions, then Profile, Security or Activity.

use super::components::{
    Action, Fact, Kind, Message, Pager, Tab, Tag, When, back_link, button, copyable, facts, notice, pager, tabs, tag,
    when,
};
use super::form::{Field, field};
use super::frame::{Frame, page as frame_page};
use super::mark::email;
use crate::assets::icons::{Icon, icon};
use maud::{Markup, html};

/// One user.
#[derive(Debug, Clone, Default)]
pub struct UserPage {
    /// "Users", and the exact list one came from.
    pub back: (String, String),
    /// First and last name, or the address.
    pub name: String,
    /// The status.
    pub status: Tag,
    /// Primary address.
    pub email: String,
    /// The facts below the name: last signed in, added by, modified by.
    pub facts: Vec<(String, FactValue)>,
    /// The id, with a button to copy it.
    pub id: String,
    /// What the viewer may do; the fitting one first.
    pub actions: Vec<Action>,
    /// "This user was deleted and will be erased on 22 Dec 2026.", with its kind.
    pub notes: Vec<Message>,
    /// The tabs.
    pub tabs: Vec<Tab>,
    /// What the chosen tab shows.
    pub section: Section,
}

/// The value of a fact.
#[derive(Debug, Clone)]
pub enum FactValue {
    /// Words.
    Text(String),
    /// A moment, and words after it: "by Maria Gomez".
    At(When, String),
}

/// What the chosen tab shows.
#[derive(Debug, Clone)]
pub enum Section {
    /// Profile and mail.
    Profile(Profile),
    /// Password, lock, second factors, sessions.
    Security(Security),
    /// Activity.
    Activity(Activity),
}

impl Default for Section {
    fn default() -> Self {
        Self::Profile(Profile::default())
    }
}

/// The profile tab.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Fields that may be edited, each its own form with its own Save.
    pub editable: Vec<EditField>,
    /// Everything that is only shown: role, permissions, modules, sub-accounts.
    pub facts: Vec<(String, FactValue)>,
    /// The new address that waits for confirmation: address, POST address that cancels it.
    pub pending_email: Option<(String, Option<String>)>,
    /// Mail to this user, newest first.
    pub mail: Vec<MailRow>,
}

/// A field with its own form.
#[derive(Debug, Clone, Default)]
pub struct EditField {
    /// The field.
    pub field: Field,
    /// POST address.
    pub action: String,
    /// The version of the user that was shown.
    pub version: String,
}

/// A mail to the user and what became of it.
#[derive(Debug, Clone, Default)]
pub struct MailRow {
    /// "Invitation".
    pub subject: String,
    /// To which address.
    pub to: String,
    /// When it was queued.
    pub at: When,
    /// What became of it.
    pub state: MailState,
    /// "mailbox unknown (550 5.1.1)", or empty.
    pub reason: String,
    /// POST address that tries a dead letter again.
    pub retry: Option<String>,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MailState {
    /// Waiting, maybe after a failed try.
    #[default]
    Queued,
    /// Taken by the mail server.
    Sent,
    /// Given up.
    Dead,
    /// No longer needed.
    Dropped,
}

/// The security tab.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// Password: state, since when, expiry.
    pub password: Vec<(String, FactValue)>,
    /// Lock: kind, since, tries, unlocks at, by whom and why. Empty when not locked.
    pub lock: Vec<(String, FactValue)>,
    /// Second factors, one each; empty when none.
    pub factors: Vec<(String, FactValue)>,
    /// Live sessions.
    pub sessions: Vec<SessionRow>,
    /// POST address that ends all of them.
    pub sign_out_all: Option<String>,
}

/// A live session.
#[derive(Debug, Clone, Default)]
pub struct SessionRow {
    /// "Firefox on Windows".
    pub device: String,
    /// Where it comes from.
    pub address: String,
    /// When it began.
    pub started: When,
    /// When it was last used.
    pub used: When,
    /// Whether it is the viewer's own.
    pub own: bool,
    /// POST address that ends it.
    pub end: Option<String>,
}

/// The activity tab.
#[derive(Debug, Clone, Default)]
pub struct Activity {
    /// "About this user", "By this user".
    pub views: Vec<Tab>,
    /// Newest first.
    pub rows: Vec<ActivityRow>,
    /// The foot.
    pub pager: Pager,
}

/// One line of the activity.
#[derive(Debug, Clone, Default)]
pub struct ActivityRow {
    /// When, with seconds.
    pub at: When,
    /// By whom.
    pub actor: String,
    /// "User deactivated".
    pub action: String,
    /// Whom or what it was about.
    pub reference: String,
    /// "Done", "Refused", "Failed".
    pub result: String,
    /// How the result is meant.
    pub kind: Kind,
    /// The entry.
    pub href: String,
}

/// The whole page.
#[must_use]
pub fn page(frame: &Frame, user: &UserPage) -> Markup {
    let main = html! {
        (back_link(&user.back.0, &user.back.1))
        (header(user))
        @for note in &user.notes { (notice(note.kind, html! { p { (note.text) } @for (label, href) in &note.links { a href=(href) { (label) } } })) }
        (tabs("Sections of this user", &user.tabs))
        @match &user.section {
            Section::Profile(profile) => { (self::profile(profile)) },
            Section::Security(security) => { (self::security(security)) },
            Section::Activity(activity) => { (self::activity(activity)) },
        }
    };
    frame_page(frame, main)
}

fn header(user: &UserPage) -> Markup {
    html! {
        div.page-head.user-head {
            div {
                h1 #title tabindex="-1" { bdi { (user.name) } }
                p.user-line { (tag(&user.status)) (email(&user.email, &[])) }
            }
            @if !user.actions.is_empty() { div.actions { @for action in &user.actions { (button(action)) } } }
        }
        dl.facts-row {
            @for (label, fact) in &user.facts { div { dt { (label) } dd { (value(fact)) } } }
            div { dt { "User ID" } dd { (copyable("User ID", &user.id)) } }
        }
    }
}

fn value(fact: &FactValue) -> Markup {
    match fact {
        FactValue::Text(text) => html! { (text) },
        FactValue::At(at, after) => html! { (when(at)) @if !after.is_empty() { " " (after) } },
    }
}

fn shown(rows: &[(String, FactValue)]) -> Markup {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, fact)| Fact {
            label: label.clone(),
            value: value(fact),
        })
        .collect();
    facts(&rows)
}

fn profile(profile: &Profile) -> Markup {
    html! {
        div.columns {
            section.card aria-labelledby="profile-title" {
                h2 #profile-title { "Profile" }
                @for edit in &profile.editable { (edit_form(edit)) }
                @if let Some((address, cancel)) = &profile.pending_email { (pending(address, cancel.as_deref())) }
                (shown(&profile.facts))
            }
            section.card aria-labelledby="mail-title" {
                h2 #mail-title { "Mail to this user" }
                @if profile.mail.is_empty() { p.muted { "No mail in the last 30 days." } }
                @else { ul.timeline { @for mail in &profile.mail { (mail_row(mail)) } } }
            }
        }
    }
}

fn edit_form(edit: &EditField) -> Markup {
    html! {
        form.edit method="post" action=(edit.action) data-once {
            input type="hidden" name="version" value=(edit.version);
            (field(&edit.field))
            button.btn type="submit" aria-label={ "Save " (edit.field.label) } { "Save" }
        }
    }
}

fn pending(address: &str, cancel: Option<&str>) -> Markup {
    let body = html! {
        p { "New address " (email(address, &[])) " is not confirmed yet." }
        @if let Some(action) = cancel { form method="post" action=(action) data-once { button.link type="submit" { "Cancel change" } } }
    };
    notice(Kind::Info, body)
}

fn mail_row(mail: &MailRow) -> Markup {
    let (kind, word, drawing) = match mail.state {
        MailState::Queued => ("info", "Waiting", Icon::Hourglass),
        MailState::Sent => ("done", "Sent", Icon::Check),
        MailState::Dead => ("error", "Not delivered", Icon::MailX),
        MailState::Dropped => ("info", "Not sent: no longer needed", Icon::Bar),
    };
    html! {
        li data-kind=(kind) {
            (icon(drawing))
            div {
                p { strong { (mail.subject) } " · " (word) @if !mail.reason.is_empty() { ": " (mail.reason) } }
                p.hint { (when(&mail.at)) " to " (email(&mail.to, &[])) }
                @if let Some(action) = &mail.retry { form method="post" action=(action) data-once { button.link type="submit" { "Try again" } } }
            }
        }
    }
}

fn security(security: &Security) -> Markup {
    html! {
        div.columns.even {
            (card("password", "Password", &security.password, "No password: this user signs in another way."))
            (card("lock", "Lock", &security.lock, "Not locked."))
            (card("factors", "Multi-factor sign-in", &security.factors, "Not set up."))
        }
        section.card aria-labelledby="sessions-title" {
            div.page-head {
                h2 #sessions-title { "Sessions" }
                @if let Some(action) = &security.sign_out_all {
                    form method="post" action=(action) data-once { button.btn type="submit" { (icon(Icon::SignOut)) "Sign out everywhere" } }
                }
            }
            @if security.sessions.is_empty() { p.muted { "Not signed in anywhere." } } @else { (sessions(&security.sessions)) }
        }
    }
}

fn card(id: &str, title: &str, rows: &[(String, FactValue)], none: &str) -> Markup {
    html! {
        section.card aria-labelledby={ (id) "-title" } {
            h2 #{ (id) "-title" } { (title) }
            @if rows.is_empty() { p.muted { (none) } } @else { (shown(rows)) }
        }
    }
}

fn sessions(rows: &[SessionRow]) -> Markup {
    html! {
        div.table-card role="region" aria-label="List of sessions" tabindex="0" {
            table.plain {
                thead { tr { th scope="col" { "Device" } th scope="col" { "Address" } th scope="col" { "Started (GMT)" } th scope="col" { "Last used (GMT)" } th scope="col" { span.vh { "Action" } } } }
                tbody { @for row in rows { (session(row)) } }
            }
        }
    }
}

fn session(row: &SessionRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.device) @if row.own { span.sub { "This is you" } } }
            td { bdi dir="ltr" { (row.address) } }
            td { (when(&row.started)) }
            td { (when(&row.used)) }
            td.num { @if let Some(action) = &row.end { form method="post" action=(action) data-once { button.btn.small type="submit" aria-label={ "Sign out " (row.device) } { "Sign out" } } } }
        }
    }
}

fn activity(activity: &Activity) -> Markup {
    html! {
        div.segments role="group" aria-label="Which activity" {
            @for view in &activity.views { a href=(view.href) aria-current=[view.current.then_some("true")] { (view.label) } }
        }
        @if activity.rows.is_empty() { div.card { p.muted { "No activity." } } } @else { (activity_table(&activity.rows)) }
        div.pager { (pager(&activity.pager)) }
    }
}

/// The table of activity lines, as the user page and other lists show it.
#[must_use]
pub fn activity_table(rows: &[ActivityRow]) -> Markup {
    html! {
        div.table-card role="region" aria-label="Activity" tabindex="0" {
            table.plain {
                thead { tr { th scope="col" { "Time (GMT)" } th scope="col" { "Performed by" } th scope="col" { "Action" } th scope="col" { "Reference" } th scope="col" { "Result" } th scope="col" { span.vh { "Details" } } } }
                tbody { @for row in rows { (activity_row(row)) } }
            }
        }
    }
}

fn activity_row(row: &ActivityRow) -> Markup {
    html! {
        tr {
            td { (when(&row.at)) }
            td { bdi { (row.actor) } }
            th scope="row" { (row.action) }
            td { bdi { (row.reference) } }
            td { span.result data-kind=(super::components::kind_class(row.kind)) { (icon(super::components::kind_icon(row.kind))) (row.result) } }
            td.num { a href=(row.href) aria-label={ "Details of " (row.action) ", " (row.at.text) } { "Details" } }
        }
    }
}
