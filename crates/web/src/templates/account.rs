//! One's own account: profile, password, sessions, preferences (B18).

use super::components::{Fact, Icon, Message, Tab, facts, heading, hidden, icon, tabs, when};
use super::entered::{Rule, form_page, new_password, problems, signs_in_with};
use super::form::{Choice, Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use super::user_page::{FactValue, SessionRow};
use maud::{Markup, html};

/// The account pages.
#[derive(Debug, Clone, Default)]
pub struct AccountPage {
    /// "Profile", "Password", "Sessions", "Preferences", "My activity".
    pub tabs: Vec<Tab>,
    /// What the chosen tab shows.
    pub section: AccountSection,
}

/// What the chosen tab shows.
#[derive(Debug, Clone)]
pub enum AccountSection {
    /// Facts about oneself, and who can change them.
    Profile {
        /// Name, address, username, role, portal, last sign-in.
        facts: Vec<(String, FactValue)>,
        /// "Ask an admin of Acme to change them.", or empty.
        note: String,
    },
    /// A new password.
    Password(Box<PasswordForm>),
    /// One's sessions.
    Sessions {
        /// Newest first; the own one marked.
        rows: Vec<SessionRow>,
        /// POST address that ends all but this one.
        end_others: Option<String>,
    },
    /// How pages look.
    Preferences(Box<Preferences>),
}

impl Default for AccountSection {
    fn default() -> Self {
        Self::Profile {
            facts: Vec::new(),
            note: String::new(),
        }
    }
}

/// A new password, with the current one.
#[derive(Debug, Clone, Default)]
pub struct PasswordForm {
    /// Where it is posted; fields `current_password` and `password`.
    pub action: String,
    /// "E-mail" or "Username", and what it is.
    pub signs_in_with: (String, String),
    /// What is wrong with the current password.
    pub current_error: Option<String>,
    /// What is wrong with the new one. Neither is ever shown again.
    pub error: Option<String>,
    /// The rules for it.
    pub rules: Vec<Rule>,
}

/// How pages look, kept with the account.
#[derive(Debug, Clone, Default)]
pub struct Preferences {
    /// Where it is posted; fields `theme density zone size`.
    pub action: String,
    /// Hidden fields.
    pub hidden: Vec<(String, String)>,
    /// Auto, Light, Dark.
    pub themes: Vec<Choice>,
    /// Normal, Compact.
    pub densities: Vec<Choice>,
    /// GMT, the portal's zone, and others.
    pub zones: Vec<Choice>,
    /// What is wrong with it.
    pub zone_error: Option<String>,
    /// Rows per page.
    pub sizes: Vec<Choice>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, account: &AccountPage) -> Markup {
    let main = html! {
        (heading("Your account", &[]))
        (tabs("Sections of your account", &account.tabs))
        @match &account.section {
            AccountSection::Profile { facts, note } => { (profile(facts, note)) },
            AccountSection::Password(form) => { (password(form)) },
            AccountSection::Sessions { rows, end_others } => { (sessions(rows, end_others.as_deref())) },
            AccountSection::Preferences(preferences) => { (self::preferences(preferences)) },
        }
    };
    match &account.section {
        AccountSection::Password(form) => form_page(frame, &form.fields(), None, main),
        _ => frame_page(frame, main),
    }
}

fn password(form: &PasswordForm) -> Markup {
    let fields = form.fields();
    let (label, name) = &form.signs_in_with;
    html! {
        (problems(&fields, None))
        section.card.narrow aria-labelledby="password-title" {
            h2 #password-title { "Set a new password" }
            form.stack method="post" action=(form.action) data-once {
                (signs_in_with(label, name))
                @for current in fields.iter().filter(|field| field.name == "current_password") { (field(current)) }
                (new_password("password", form.error.as_deref(), &form.rules))
                div.form-foot { button.btn.primary type="submit" { "Set password" } }
            }
        }
        p.muted { "You stay signed in here. All your other sessions end, and your API tokens stop working." }
    }
}

impl PasswordForm {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                name: String::from("current_password"),
                label: String::from("Current password"),
                input: Input::Password,
                autocomplete: String::from("current-password"),
                error: self.current_error.clone(),
                ..Field::default()
            },
            Field {
                name: String::from("password"),
                error: self.error.clone(),
                ..Field::default()
            },
        ]
    }
}

fn profile(rows: &[(String, FactValue)], note: &str) -> Markup {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, fact)| Fact {
            label: label.clone(),
            value: value(fact),
        })
        .collect();
    html! {
        section.card.narrow aria-labelledby="profile-title" {
            h2 #profile-title { "Profile" }
            (facts(&rows))
            @if !note.is_empty() { p.hint { (note) } }
        }
    }
}

fn value(fact: &FactValue) -> Markup {
    match fact {
        FactValue::Text(text) => html! { bdi { (text) } },
        FactValue::At(at, after) => html! { (when(at)) @if !after.is_empty() { " " (after) } },
    }
}

fn sessions(rows: &[SessionRow], end_others: Option<&str>) -> Markup {
    let heads = [
        head("Device", Cell::Name),
        head("Address", Cell::Text),
        head("Started (GMT)", Cell::Text),
        head("Last used (GMT)", Cell::Text),
        head("Action", Cell::Action),
    ];
    let cells: Vec<_> = rows.iter().map(session).collect();
    html! {
        section aria-labelledby="sessions-title" {
            div.page-head.below {
                h2 #sessions-title { "Where you are signed in" }
                @if let Some(action) = end_others {
                    form method="post" action=(action) data-once { button.btn type="submit" { (icon(Icon::SignOut)) "Sign out all others" } }
                }
            }
            (plain_table("Sessions", &heads, &cells))
        }
        p.muted { "Do you not know one of them? Sign it out and set a new password." }
    }
}

fn session(row: &SessionRow) -> Vec<Markup> {
    vec![
        html! { (row.device) @if row.own { span.sub { "This device" } } },
        html! { bdi dir="ltr" { (row.address) } },
        when(&row.started),
        when(&row.used),
        html! { @if let Some(action) = &row.end { form method="post" action=(action) data-once { button.btn.small type="submit" aria-label={ "Sign out " (row.device) } { "Sign out" } } } },
    ]
}

fn preferences(preferences: &Preferences) -> Markup {
    let fields = preferences.fields();
    html! {
        (problems(&fields, preferences.problem.as_ref()))
        form.card.narrow method="post" action=(preferences.action) data-once {
            (hidden(&preferences.hidden))
            @for one in &fields { (field(one)) }
            div.form-foot { button.btn.primary type="submit" { "Save preferences" } }
        }
    }
}

impl Preferences {
    fn fields(&self) -> Vec<Field> {
        let of = |name: &str, label: &str, hint: &str, input| Field {
            name: String::from(name),
            label: String::from(label),
            hint: String::from(hint),
            input,
            ..Field::default()
        };
        let mut fields = vec![
            of("theme", "Colours", "", Input::Radios(self.themes.clone())),
            of("density", "Row height", "", Input::Radios(self.densities.clone())),
            Field {
                error: self.zone_error.clone(),
                ..of(
                    "zone",
                    "Time zone",
                    "Tables can show times in it. Files always use UTC.",
                    Input::Select(self.zones.clone()),
                )
            },
        ];
        if !self.sizes.is_empty() {
            fields.push(of("size", "Rows per page", "", Input::Select(self.sizes.clone())));
        }
        fields
    }
}
