//! What somebody may reach, as fields of a form: permissions, modules, sub-accounts, app roles (B10, S4.6 to S4.9); and
//! the pages around them: the tab of one user, and the choice for many.

use super::components::{Kind, back_link, heading, hidden, notice};
use super::form::{Choice, Field, Input, field};
use super::frame::{Frame, page as frame_page};
use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use maud::{Markup, html};

/// The fields. Parts that the portal does not have are empty and left out.
#[derive(Debug, Clone, Default)]
pub struct AccessFields {
    /// Permissions that the viewer may give, by group.
    pub permissions: Vec<Choices>,
    /// Permissions that the viewer cannot give, as words with the reason.
    pub withheld: Vec<(String, String)>,
    /// Modules for everybody.
    pub modules: Vec<Choice>,
    /// Names of the modules for admins only.
    pub admins_only: Vec<String>,
    /// Parts of the customer.
    pub sub_accounts: SubAccounts,
    /// App roles, by app.
    pub app_roles: Vec<Choices>,
    /// What is wrong: part and sentence.
    pub errors: Vec<(String, String)>,
}

/// Choices below a heading of their own.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// "Users".
    pub title: String,
    /// Any of them.
    pub choices: Vec<Choice>,
}

/// The sub-accounts.
#[derive(Debug, Clone, Default)]
pub struct SubAccounts {
    /// The two radios "all" and "only these"; empty for a viewer who cannot give all.
    pub scopes: Vec<Choice>,
    /// The sub-accounts that the viewer may give.
    pub choices: Vec<Choice>,
}

/// From so many sub-accounts on there is a box to find one.
const FIND_ABOVE: usize = 15;

/// Which parts of the fields a form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Single permissions.
    Permissions,
    /// Modules.
    Modules,
    /// Sub-accounts.
    SubAccounts,
    /// App roles.
    AppRoles,
}

impl Part {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Permissions, Self::Modules, Self::SubAccounts, Self::AppRoles];

    /// The word in forms: the part was on the page, so nothing ticked means nothing.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Permissions => "permissions",
            Self::Modules => "modules",
            Self::SubAccounts => "sub_accounts",
            Self::AppRoles => "app_roles",
        }
    }
}

impl AccessFields {
    fn has(&self, part: Part) -> bool {
        match part {
            Part::Permissions => !self.permissions.is_empty() || !self.withheld.is_empty(),
            Part::Modules => !self.modules.is_empty() || !self.admins_only.is_empty(),
            Part::SubAccounts => !self.sub_accounts.choices.is_empty(),
            Part::AppRoles => !self.app_roles.is_empty(),
        }
    }

    fn is_touched(&self) -> bool {
        let groups = self.permissions.iter().chain(&self.app_roles);
        let mut choices = groups.flat_map(|group| &group.choices).chain(&self.modules);
        let limited = self
            .sub_accounts
            .scopes
            .iter()
            .any(|scope| scope.chosen && scope.value == "named");
        !self.errors.is_empty() || limited || choices.any(|choice| choice.chosen)
    }

    fn error(&self, part: Part) -> Option<&str> {
        let found = self.errors.iter().find(|(field, _)| field == part.key());
        found.map(|(_, text)| text.as_str())
    }

    /// The parts with errors as fields, for the summary above the form.
    #[must_use]
    pub fn wrong(&self) -> Vec<Field> {
        let wrong = Part::ALL.into_iter().filter_map(|part| {
            self.error(part).map(|error| Field {
                name: part.key().to_owned(),
                error: Some(error.to_owned()),
                ..Field::default()
            })
        });
        wrong.collect()
    }
}

/// All parts that the portal has.
#[must_use]
pub fn fields(access: &AccessFields) -> Markup {
    html! { @for part in Part::ALL { (part_of(access, part)) } }
}

/// All parts behind "Set permissions" (S4.6), open where something is ticked or wrong; with a reminder that nothing is
/// ticked at first (S4.7).
#[must_use]
pub fn folded(access: &AccessFields) -> Markup {
    html! {
        @if Part::ALL.into_iter().any(|part| access.has(part)) {
            details #set-permissions .drop-in open[access.is_touched()] {
                summary.btn { (t!("access-set-permissions")) }
                p.hint { (t!("access-reminder")) }
                (fields(access))
            }
        }
    }
}

/// One part with its legend, its error, and the word that says it was there.
#[must_use]
pub fn part_of(access: &AccessFields, part: Part) -> Markup {
    let error = access.error(part);
    let (key, legend, body) = match part {
        Part::Permissions => (part.key(), t!("access-permissions"), permissions(access)),
        Part::Modules => (part.key(), t!("access-modules"), modules(access)),
        Part::SubAccounts => (
            part.key(),
            t!("access-sub-accounts"),
            sub_accounts(&access.sub_accounts),
        ),
        Part::AppRoles => (
            part.key(),
            t!("access-app-roles"),
            grouped("app_role", &access.app_roles),
        ),
    };
    html! {
        @if access.has(part) {
            fieldset.field.access #(key) .wrong[error.is_some()] aria-describedby=[error.map(|_| format!("{key}-error"))] {
                legend { (legend) }
                input type="hidden" name="part" value=(key);
                (body)
                @if let Some(error) = error { p.error #{ (key) "-error" } { (icon(Icon::Error)) (error) } }
            }
        }
    }
}

fn permissions(access: &AccessFields) -> Markup {
    html! {
        p.hint { (t!("access-permissions-hint")) }
        (grouped("permission", &access.permissions))
        @if !access.withheld.is_empty() {
            ul.access-text { @for (words, reason) in &access.withheld { li { (words) span.sub { (reason) } } } }
        }
    }
}

fn modules(access: &AccessFields) -> Markup {
    html! {
        div.checks { (ticks("module", &access.modules)) }
        @if !access.admins_only.is_empty() {
            p.access-text { (access.admins_only.join(", ")) span.sub { (t!("access-admins-only")) } }
        }
    }
}

fn sub_accounts(subs: &SubAccounts) -> Markup {
    html! {
        @for scope in &subs.scopes {
            label.choice {
                input type="radio" name="scope" value=(scope.value) checked[scope.chosen];
                span { (scope.label) @if !scope.hint.is_empty() { span.sub { (scope.hint) } } }
            }
        }
        @if subs.scopes.is_empty() { input type="hidden" name="scope" value="named"; }
        @if subs.choices.len() > FIND_ABOVE {
            div.needs-script {
                label for="find-sub" { (t!("access-find-sub-account")) }
                input #find-sub type="search" autocomplete="off" spellcheck="false" data-find-in="sub-choices";
            }
        }
        div.checks.inset #sub-choices { (ticks("sub", &subs.choices)) }
    }
}

fn grouped(name: &str, groups: &[Choices]) -> Markup {
    html! {
        @for group in groups {
            div.access-group role="group" aria-label=(group.title) {
                p.access-title { (group.title) }
                div.checks { (ticks(name, &group.choices)) }
            }
        }
    }
}

fn ticks(name: &str, choices: &[Choice]) -> Markup {
    html! { @for choice in choices { (super::form::check(name, choice)) } }
}

/// The tab "Permissions" of one user.
#[derive(Debug, Clone, Default)]
pub struct AccessTab {
    /// Where it is posted: fields `role part permission module scope sub app_role version`.
    pub action: String,
    /// Hidden fields: version.
    pub hidden: Vec<(String, String)>,
    /// The roles that the viewer may give.
    pub roles: Vec<Choice>,
    /// The role as words with the reason why it cannot be changed, instead of radios.
    pub fixed_role: Option<(String, String)>,
    /// What is wrong with the role.
    pub role_error: Option<String>,
    /// The other parts.
    pub access: AccessFields,
    /// Why nothing can be changed here: then everything is shown as words.
    pub read_only: Option<String>,
    /// Label and value, where nothing can be changed.
    pub facts: Vec<(String, String)>,
    /// Where Cancel leads.
    pub cancel_href: String,
}

/// The section below the tabs of a user.
#[must_use]
pub fn tab(tab: &AccessTab) -> Markup {
    html! {
        section.card aria-labelledby="access-title" {
            h2 #access-title { (t!("access-title")) }
            @match &tab.read_only {
                Some(reason) => {
                    (notice(Kind::Info, html! { p { (reason) } }))
                    dl.facts { @for (label, value) in &tab.facts { div { dt { (label) } dd { (value) } } } }
                },
                None => (form(tab)),
            }
        }
    }
}

fn form(tab: &AccessTab) -> Markup {
    html! {
        form.stack method="post" action=(tab.action) autocomplete="off" data-once data-changes {
            (hidden(&tab.hidden))
            @match &tab.fixed_role {
                Some((role, reason)) => div.field {
                    p.access-title { (t!("access-role")) }
                    p.access-text { (role) span.sub { (reason) } }
                },
                None => (field(&tab.role_field())),
            }
            (fields(&tab.access))
            div.form-foot {
                button.btn.primary type="submit" { (t!("access-save")) }
                a.btn.ghost href=(tab.cancel_href) { (t!("access-cancel")) }
                p.muted role="status" data-changes-text=(t!("access-changes", added = "%a", removed = "%r")) {}
            }
        }
    }
}

impl AccessTab {
    fn role_field(&self) -> Field {
        Field {
            name: String::from("role"),
            label: t!("access-role"),
            error: self.role_error.clone(),
            input: Input::Radios(self.roles.clone()),
            ..Field::default()
        }
    }

    /// The fields with errors, for the summary above the page.
    #[must_use]
    pub fn wrong(&self) -> Vec<Field> {
        let role = self.role_error.is_some().then(|| self.role_field());
        role.into_iter().chain(self.access.wrong()).collect()
    }
}

/// What to change for many: one form for each part.
#[derive(Debug, Clone, Default)]
pub struct ManyPage {
    /// "Change permissions of 3 users".
    pub title: String,
    /// The list one came from.
    pub back_href: String,
    /// The address below which the commands are: `/p/acme/users/bulk`.
    pub path: String,
    /// Hidden fields: the selection and where to return.
    pub hidden: Vec<(String, String)>,
    /// The roles that the viewer may give.
    pub roles: Vec<Choice>,
    /// The other parts, nothing ticked.
    pub access: AccessFields,
}

/// The page.
#[must_use]
pub fn many(frame: &Frame, many: &ManyPage) -> Markup {
    let main = html! {
        (back_link(&t!("access-users"), &many.back_href))
        (heading(&many.title, &[]))
        p { (t!("access-many-hint")) }
        (role_form(many))
        @for part in Part::ALL { @if many.access.has(part) { (part_form(many, part)) } }
        p { a.btn.ghost href=(many.back_href) { (t!("access-cancel")) } }
    };
    frame_page(frame, main)
}

fn role_form(many: &ManyPage) -> Markup {
    let role = Field {
        name: String::from("role"),
        label: t!("access-role"),
        input: Input::Select(many.roles.clone()),
        ..Field::default()
    };
    html! {
        form.card.narrow method="post" action={ (many.path) "/set-role" } autocomplete="off" {
            (hidden(&many.hidden))
            (field(&role))
            div.form-foot { button.btn type="submit" { (t!("access-preview-role")) } }
        }
    }
}

fn part_form(many: &ManyPage, part: Part) -> Markup {
    let (command, label) = match part {
        Part::Permissions => ("set-permissions", t!("access-preview-permissions")),
        Part::Modules => ("set-modules", t!("access-preview-modules")),
        Part::SubAccounts => ("set-sub-accounts", t!("access-preview-sub-accounts")),
        Part::AppRoles => ("set-app-roles", t!("access-preview-app-roles")),
    };
    html! {
        form.card.narrow method="post" action={ (many.path) "/" (command) } autocomplete="off" {
            (hidden(&many.hidden))
            (edits(command))
            (part_of(&many.access, part))
            div.form-foot { button.btn type="submit" { (label) } }
        }
    }
}

/// Add, remove, or these and no others.
fn edits(command: &str) -> Markup {
    let edits = [
        ("add", t!("access-edit-add")),
        ("remove", t!("access-edit-remove")),
        ("set", t!("access-edit-set")),
    ];
    html! {
        fieldset.field #{ (command) "-edit" } {
            legend { (t!("access-edit")) }
            @for (at, (value, label)) in edits.iter().enumerate() {
                label.choice { input type="radio" name="edit" value=(value) checked[at == 0]; span { (label) } }
            }
        }
    }
}
