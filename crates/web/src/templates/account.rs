//! One's own account: profile, password, sessions, preferences (B18).

use super::components::{Fact, Icon, Message, Tab, facts, heading, hidden, icon, tabs, when};
use super::email::{self, OwnEmail};
use super::entered::{Rule, form_page, new_password, problems, signs_in_with};
use super::form::{Choice, Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::plain_table::{Cell, head, plain_table};
use super::user_page::{EditField, FactValue, SessionRow, edit_forms};
use crate::speak::t;
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
        /// Fields that are saved one by one.
        editable: Vec<EditField>,
        /// "Ask an admin of Acme to change them.", or empty.
        note: String,
    },
    /// One's address.
    Email(Box<OwnEmail>),
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
    /// A section with markup of its own.
    Own(Markup),
}

impl Default for AccountSection {
    fn default() -> Self {
        Self::Profile {
            facts: Vec::new(),
            editable: Vec::new(),
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
    /// Languages to choose from; none where there is only one.
    pub languages: Vec<Choice>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, account: &AccountPage) -> Markup {
    let main = html! {
        (heading(&t!("account-title"), &[]))
        (tabs(&t!("account-sections"), &account.tabs))
        @match &account.section {
            AccountSection::Profile { facts, editable, note } => { (profile(facts, editable, note)) },
            AccountSection::Email(own) => { (email::own(own)) },
            AccountSection::Password(form) => { (password(form)) },
            AccountSection::Sessions { rows, end_others } => { (sessions(rows, end_others.as_deref())) },
            AccountSection::Preferences(preferences) => { (self::preferences(preferences)) },
            AccountSection::Own(section) => { (section) },
        }
    };
    match &account.section {
        AccountSection::Password(form) => form_page(frame, &form.fields(), None, main),
        AccountSection::Email(own) => form_page(frame, &own.fields(), own.problem.as_ref(), main),
        _ => frame_page(frame, main),
    }
}

fn password(form: &PasswordForm) -> Markup {
    let fields = form.fields();
    let (label, name) = &form.signs_in_with;
    html! {
        (problems(&fields, None))
        section.card.narrow aria-labelledby="password-title" {
            h2 #password-title { (t!("account-new-password")) }
            form.stack method="post" action=(form.action) data-once {
                (signs_in_with(label, name))
                @for current in fields.iter().filter(|field| field.name == "current_password") { (field(current)) }
                (new_password("password", form.error.as_deref(), &form.rules))
                div.form-foot { button.btn.primary type="submit" { (t!("account-set-password")) } }
            }
        }
        p.muted { (t!("account-password-hint")) }
    }
}

impl PasswordForm {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                name: String::from("current_password"),
                label: t!("email-current-password"),
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

fn profile(rows: &[(String, FactValue)], editable: &[EditField], note: &str) -> Markup {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, fact)| Fact {
            label: label.clone(),
            value: value(fact),
        })
        .collect();
    html! {
        section.card.narrow aria-labelledby="profile-title" {
            h2 #profile-title { (t!("account-profile")) }
            (edit_forms(editable))
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
        head(t!("user-device"), Cell::Name),
        head(t!("user-address"), Cell::Text),
        head(t!("user-started"), Cell::Text),
        head(t!("user-used"), Cell::Text),
        head(t!("user-action"), Cell::Action),
    ];
    let cells: Vec<_> = rows.iter().map(session).collect();
    html! {
        section aria-labelledby="sessions-title" {
            div.page-head.below {
                h2 #sessions-title { (t!("account-where")) }
                @if let Some(action) = end_others {
                    form method="post" action=(action) data-once { button.btn type="submit" { (icon(Icon::SignOut)) (t!("account-end-others")) } }
                }
            }
            (plain_table(&t!("account-sessions"), &heads, &cells))
        }
        p.muted { (t!("account-unknown-session")) }
    }
}

fn session(row: &SessionRow) -> Vec<Markup> {
    vec![
        html! { (row.device) @if row.own { span.sub { (t!("account-this-device")) } } },
        html! { bdi dir="ltr" { (row.address) } },
        when(&row.started),
        when(&row.used),
        html! { @if let Some(action) = &row.end { form method="post" action=(action) data-once { button.btn.small type="submit" aria-label=(t!("user-sign-out-of", device = &row.device)) { (t!("user-sign-out")) } } } },
    ]
}

fn preferences(preferences: &Preferences) -> Markup {
    let fields = preferences.fields();
    html! {
        (problems(&fields, preferences.problem.as_ref()))
        form.card.narrow method="post" action=(preferences.action) data-once {
            (hidden(&preferences.hidden))
            @for one in &fields { (field(one)) }
            div.form-foot { button.btn.primary type="submit" { (t!("account-save-preferences")) } }
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
            of("theme", &t!("account-colours"), "", Input::Radios(self.themes.clone())),
            of(
                "density",
                &t!("account-row-height"),
                "",
                Input::Radios(self.densities.clone()),
            ),
            Field {
                error: self.zone_error.clone(),
                ..of(
                    "zone",
                    &t!("user-time-zone"),
                    &t!("account-zone-hint"),
                    Input::Select(self.zones.clone()),
                )
            },
        ];
        if !self.languages.is_empty() {
            let languages = Input::Select(self.languages.clone());
            fields.push(of(
                "language",
                &t!("prefs-language"),
                &t!("prefs-language-hint"),
                languages,
            ));
        }
        if !self.sizes.is_empty() {
            fields.push(of("size", &t!("account-rows"), "", Input::Select(self.sizes.clone())));
        }
        fields
    }
}
