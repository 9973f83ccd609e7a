//! The page of one user (B10): header with facts and actions, then Profile, Security or Activity.

use super::access::{self, AccessTab};
use super::components::{
    Action, Fact, Kind, Message, Pager, Tab, Tag, When, back_link, button, copyable, facts, notice, pager, tabs, tag,
    when,
};
use super::form::{Field, field};
use super::frame::{Frame, page as frame_page};
use super::mark::email;
use crate::assets::icons::{Icon, icon};
use crate::speak::{rich, t};
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
    /// What the user may reach.
    Permissions(Box<AccessTab>),
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
    /// The form that asks for another address.
    pub email: Option<EmailForm>,
    /// The new address that waits for confirmation.
    pub pending_email: Option<PendingEmail>,
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
    /// The value that was shown: somebody else's change of another field is no conflict.
    pub was: String,
    /// What became of the last try, for the script; a conflict is also said without it.
    pub note: Option<EditNote>,
}

/// What became of saving a field.
#[derive(Debug, Clone)]
pub enum EditNote {
    /// It is saved.
    Saved {
        /// "Saved 14:05 GMT".
        text: String,
        /// "First name saved."
        said: String,
        /// What stood there before, for Undo.
        undo: String,
    },
    /// It is not.
    NotSaved {
        /// "Not saved: Enter a first name."
        text: String,
        /// "First name not saved. Enter a first name."
        said: String,
    },
    /// Somebody else was quicker.
    Conflict {
        /// "Maria changed this to “Anna” at 14:04 GMT."
        text: String,
        /// "Keep Anna", and the page that shows it.
        keep: (String, String),
        /// "Use my text".
        mine: String,
    },
}

/// The form that asks for another address; a confirmation follows.
#[derive(Debug, Clone, Default)]
pub struct EmailForm {
    /// The field `email`.
    pub field: Field,
    /// POST address.
    pub action: String,
}

/// An address that waits for its owner.
#[derive(Debug, Clone, Default)]
pub struct PendingEmail {
    /// The address.
    pub address: String,
    /// The page that sends the link again.
    pub resend: Option<String>,
    /// POST address that cancels the change.
    pub cancel: Option<String>,
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
        (tabs(&t!("user-sections"), &user.tabs))
        @match &user.section {
            Section::Profile(profile) => { (self::profile(profile)) },
            Section::Security(security) => { (self::security(security)) },
            Section::Activity(activity) => { (self::activity(activity)) },
            Section::Permissions(access) => { (access::tab(access)) },
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
            div { dt { (t!("user-id")) } dd { (copyable(&t!("user-id"), &user.id)) } }
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
                h2 #profile-title { (t!("user-profile")) }
                (edit_forms(&profile.editable))
                @if let Some(form) = &profile.email { (email_form(form)) }
                @if let Some(waiting) = &profile.pending_email { (pending(waiting)) }
                (shown(&profile.facts))
            }
            section.card aria-labelledby="mail-title" {
                h2 #mail-title { (t!("user-mail")) }
                @if profile.mail.is_empty() { p.muted { (t!("user-no-mail")) } }
                @else { ul.timeline { @for mail in &profile.mail { (mail_row(mail)) } } }
            }
        }
    }
}

/// Fields with forms of their own, and what the script says about them all.
pub(super) fn edit_forms(fields: &[EditField]) -> Markup {
    html! {
        @if !fields.is_empty() {
            div.edits data-saving=(t!("user-saving")) data-unreached=(t!("user-unreached")) data-said=(t!("user-said-unreached")) {
                @for edit in fields { (edit_form(edit)) }
            }
        }
    }
}

/// One field with its form; also the fragment that answers the script.
#[must_use]
pub fn edit_form(edit: &EditField) -> Markup {
    html! {
        form.edit method="post" action=(edit.action) data-save novalidate {
            input type="hidden" name="version" value=(edit.version);
            input type="hidden" name="was" value=(edit.was);
            (field(&edit.field))
            button.btn.save type="submit" aria-label=(t!("user-save-field", field = &edit.field.label)) { (t!("user-save")) }
            (note(&edit.field.name, edit.note.as_ref()))
        }
    }
}

fn note(name: &str, note: Option<&EditNote>) -> Markup {
    let id = format!("{name}-note");
    match note {
        None => html! { p.note #(id) {} },
        Some(EditNote::Saved { text, said, undo }) => html! {
            p.note #(id) data-kind="done" data-said=(said) { (text) " · " button.link.needs-script type="button" data-undo=(undo) { (t!("user-undo")) } }
        },
        Some(EditNote::NotSaved { text, said }) => html! { p.note #(id) data-kind="error" data-said=(said) { (text) } },
        Some(EditNote::Conflict {
            text,
            keep: (keep, href),
            mine,
        }) => html! {
            p.note #(id) data-kind="not-done" data-said=(text) {
                (text) " " a href=(href) data-keep { (keep) } " · " button.link type="submit" data-mine { (mine) }
            }
        },
    }
}

fn email_form(form: &EmailForm) -> Markup {
    html! {
        form.edit method="post" action=(form.action) data-ask {
            (field(&form.field))
            button.btn type="submit" { (t!("email-change")) }
            p.note #email-note {}
        }
    }
}

/// An address that waits, with what can be done about it.
pub(super) fn pending(waiting: &PendingEmail) -> Markup {
    let body = html! {
        p { (rich!("email-waiting", email = email(&waiting.address, &[]))) }
        @if let Some(href) = &waiting.resend { a href=(href) data-dialog { (t!("email-resend")) } " " }
        @if let Some(action) = &waiting.cancel { form.inline method="post" action=(action) data-once { button.link type="submit" { (t!("email-cancel-change")) } } }
    };
    notice(Kind::Info, body)
}

fn mail_row(mail: &MailRow) -> Markup {
    let (kind, word, drawing) = match mail.state {
        MailState::Queued => ("info", t!("user-mail-queued"), Icon::Hourglass),
        MailState::Sent => ("done", t!("user-mail-sent"), Icon::Check),
        MailState::Dead => ("error", t!("user-mail-dead"), Icon::MailX),
        MailState::Dropped => ("info", t!("user-mail-dropped"), Icon::Bar),
    };
    html! {
        li data-kind=(kind) {
            (icon(drawing))
            div {
                p { strong { (mail.subject) } " · " (word) @if !mail.reason.is_empty() { ": " (mail.reason) } }
                p.hint { (rich!("user-mail-to", time = when(&mail.at), email = email(&mail.to, &[]))) }
                @if let Some(action) = &mail.retry { form method="post" action=(action) data-once { button.link type="submit" { (t!("user-mail-retry")) } } }
            }
        }
    }
}

fn security(security: &Security) -> Markup {
    html! {
        div.columns.even {
            (card("password", &t!("user-password"), &security.password, &t!("user-no-password")))
            (card("lock", &t!("user-lock"), &security.lock, &t!("user-not-locked")))
            (card("factors", &t!("user-factors"), &security.factors, &t!("user-no-factors")))
        }
        section.card aria-labelledby="sessions-title" {
            div.page-head {
                h2 #sessions-title { (t!("user-sessions")) }
                @if let Some(action) = &security.sign_out_all {
                    form method="post" action=(action) data-once { button.btn type="submit" { (icon(Icon::SignOut)) (t!("user-sign-out-all")) } }
                }
            }
            @if security.sessions.is_empty() { p.muted { (t!("user-no-sessions")) } } @else { (sessions(&security.sessions)) }
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
        div.table-card role="region" aria-label=(t!("user-sessions-list")) tabindex="0" {
            table.plain {
                thead { tr { th scope="col" { (t!("user-device")) } th scope="col" { (t!("user-address")) } th scope="col" { (t!("user-started")) } th scope="col" { (t!("user-used")) } th scope="col" { span.vh { (t!("user-action")) } } } }
                tbody { @for row in rows { (session(row)) } }
            }
        }
    }
}

fn session(row: &SessionRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.device) @if row.own { span.sub { (t!("user-this-is-you")) } } }
            td { bdi dir="ltr" { (row.address) } }
            td { (when(&row.started)) }
            td { (when(&row.used)) }
            td.num { @if let Some(action) = &row.end { form method="post" action=(action) data-once { button.btn.small type="submit" aria-label=(t!("user-sign-out-of", device = &row.device)) { (t!("user-sign-out")) } } } }
        }
    }
}

fn activity(activity: &Activity) -> Markup {
    html! {
        div.segments role="group" aria-label=(t!("user-which-activity")) {
            @for view in &activity.views { a href=(view.href) aria-current=[view.current.then_some("true")] { (view.label) } }
        }
        @if activity.rows.is_empty() { div.card { p.muted { (t!("user-no-activity")) } } } @else { (activity_table(&activity.rows)) }
        div.pager { (pager(&activity.pager)) }
    }
}

/// The table of activity lines, as the user page and other lists show it.
#[must_use]
pub fn activity_table(rows: &[ActivityRow]) -> Markup {
    html! {
        div.table-card role="region" aria-label=(t!("user-activity")) tabindex="0" {
            table.plain {
                thead { tr { th scope="col" { (t!("user-time")) } th scope="col" { (t!("user-by")) } th scope="col" { (t!("user-action")) } th scope="col" { (t!("user-reference")) } th scope="col" { (t!("user-result")) } th scope="col" { span.vh { (t!("user-details")) } } } }
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
            td.num { a href=(row.href) aria-label=(t!("user-details-of", action = &row.action, time = &row.at.text)) { (t!("user-details")) } }
        }
    }
}
