//! API tokens: the list, a new one, the page that shows it once, and revoking.

use super::bulk::{ConfirmPage, confirmation};
use super::components::{
    Action, Empty, Icon, Kind, Message, Pager, When, back_link, empty, heading, hidden, icon, notice, pager, when,
};
use super::entered::{Entered, form_page, problems, settled};
use super::form::{Choice, Field, Input, field};
use super::frame::{Frame, page as frame_page};
use super::mark::email;
use super::plain_table::{Cell, head, plain_table};
use super::wording::Level;
use maud::{Markup, html};

/// The list.
#[derive(Debug, Clone, Default)]
pub struct TokensPage {
    /// "New token".
    pub actions: Vec<Action>,
    /// The documentation of the API.
    pub docs_href: String,
    /// Newest first.
    pub rows: Vec<TokenRow>,
    /// The foot.
    pub pager: Pager,
}

/// One token in the list.
#[derive(Debug, Clone, Default)]
pub struct TokenRow {
    /// "Nightly sync".
    pub name: String,
    /// For whom it acts.
    pub acts_for: String,
    /// "View users, Invite users".
    pub permissions: String,
    /// When it was made.
    pub created: When,
    /// When it was last used.
    pub used: Option<When>,
    /// When it stops working.
    pub expires: Option<When>,
    /// Whether it works.
    pub state: TokenState,
    /// The confirmation of revoking, where that is possible.
    pub revoke_href: Option<String>,
}

/// Whether a token works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenState {
    /// It does.
    #[default]
    Live,
    /// It has run out.
    Expired,
    /// It was revoked.
    Revoked,
}

/// The form.
#[derive(Debug, Clone, Default)]
pub struct NewTokenPage {
    /// The list.
    pub back_href: String,
    /// Where it is posted; fields `name permission expires`.
    pub action: String,
    /// Hidden fields: idempotency key.
    pub hidden: Vec<(String, String)>,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
    /// For whom it will act.
    pub acts_for: String,
    /// What it is for.
    pub name: Entered,
    /// The viewer's own permissions, with words; none but these can be given.
    pub permissions: Vec<Choice>,
    /// What is wrong with them.
    pub permissions_error: Option<String>,
    /// 30 days, 90 days, a year.
    pub lives: Vec<Choice>,
    /// What is wrong with it.
    pub life_error: Option<String>,
}

/// The token, once.
#[derive(Debug, Clone, Default)]
pub struct TokenShown {
    /// The list.
    pub back_href: String,
    /// What it is for.
    pub name: String,
    /// The secret.
    pub secret: String,
    /// The line of a first call: `curl -H "Authorization: Bearer …" https://…/api/v1/portals/acme/me`.
    pub example: String,
    /// When it stops working.
    pub expires: Option<When>,
}

/// The list.
#[must_use]
pub fn page(frame: &Frame, tokens: &TokensPage) -> Markup {
    let main = html! {
        (heading("API tokens", &tokens.actions))
        p.muted { "A token lets a program act for one user, never with more than that user holds now. " a href=(tokens.docs_href) { "API documentation" } }
        @if tokens.rows.is_empty() { div.card { (empty(&nothing(tokens))) } } @else { (table(&tokens.rows)) }
        div.pager { @if !tokens.rows.is_empty() { (pager(&tokens.pager)) } }
    };
    frame_page(frame, main)
}

fn nothing(tokens: &TokensPage) -> Empty {
    let links = tokens
        .actions
        .iter()
        .map(|action| (action.label.clone(), action.href.clone()));
    Empty {
        text: String::from("No tokens yet"),
        hint: String::from("Make one for each program that uses the API."),
        links: links.collect(),
    }
}

fn table(rows: &[TokenRow]) -> Markup {
    let heads = [
        head("Name", Cell::Name),
        head("Acts for", Cell::Text),
        head("Permissions", Cell::Text),
        head("Created", Cell::Text),
        head("Last used", Cell::Text),
        head("Expires", Cell::Text),
        head("Action", Cell::Action),
    ];
    let rows: Vec<_> = rows.iter().map(row).collect();
    plain_table("API tokens", &heads, &rows)
}

fn row(token: &TokenRow) -> Vec<Markup> {
    let time =
        |at: &Option<When>, none: &str| html! { @if let Some(at) = at { (when(at)) } @else { span.muted { (none) } } };
    vec![
        html! { bdi { (token.name) } @if token.state != TokenState::Live { " " (state(token.state)) } },
        email(&token.acts_for, &[]),
        html! { (token.permissions) },
        when(&token.created),
        time(&token.used, "Never"),
        time(&token.expires, "Never"),
        html! { @if let Some(href) = &token.revoke_href { a.btn.small href=(href) data-dialog aria-label={ "Revoke " (token.name) } { "Revoke" } } },
    ]
}

fn state(state: TokenState) -> Markup {
    let (tone, drawing, word) = match state {
        TokenState::Live => ("t-active", Icon::Check, "Works"),
        TokenState::Expired => ("t-stale", Icon::Hourglass, "Expired"),
        TokenState::Revoked => ("t-inactive", Icon::Unlink, "Revoked"),
    };
    html! { span class={ "tag " (tone) } { (icon(drawing)) (word) } }
}

/// The form.
#[must_use]
pub fn new_token(frame: &Frame, token: &NewTokenPage) -> Markup {
    let fields = settled(token.fields());
    let main = html! {
        (back_link("API tokens", &token.back_href))
        (heading("New token", &[]))
        (problems(&fields, token.problem.as_ref()))
        form.card.narrow method="post" action=(token.action) autocomplete="off" data-once {
            (hidden(&token.hidden))
            p { "It acts for " strong { (email(&token.acts_for, &[])) } " and stops when that user loses access." }
            @for one in &fields { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { "Create token" }
                a.btn href=(token.back_href) { "Cancel" }
            }
        }
    };
    form_page(frame, &fields, token.problem.as_ref(), main)
}

impl NewTokenPage {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                hint: String::from("What it is for: “Nightly sync”. Shown here and in the activity."),
                focus: true,
                max_length: Some(100),
                ..self.name.field("name", "Name", Input::Text)
            },
            Field {
                name: String::from("permission"),
                label: String::from("Permissions"),
                hint: String::from("Tick only what the program needs."),
                error: self.permissions_error.clone(),
                input: Input::Checks(self.permissions.clone()),
                ..Field::default()
            },
            Field {
                name: String::from("expires"),
                label: String::from("Works for"),
                error: self.life_error.clone(),
                input: Input::Select(self.lives.clone()),
                ..Field::default()
            },
        ]
    }
}

/// The only page that ever shows the secret; answer it with `Cache-Control: no-store`.
#[must_use]
pub fn shown_once(frame: &Frame, token: &TokenShown) -> Markup {
    let main = html! {
        (back_link("API tokens", &token.back_href))
        (heading("Token created", &[]))
        (notice(Kind::NotDone, html! { p { strong { "Copy the token now." } " It is shown only this once and cannot be looked up later." } }))
        section.card.narrow aria-label="Token" {
            h2 { bdi { (token.name) } }
            (secret("Token", "token", &token.secret))
            @if let Some(at) = &token.expires { p.muted { "Works until " (when(at)) "." } }
            (secret("Try it", "example call", &token.example))
            p { a.btn.primary href=(token.back_href) { "I have copied it" } }
        }
    };
    frame_page(frame, main)
}

fn secret(label: &str, what: &str, value: &str) -> Markup {
    html! {
        div.secret {
            p.secret-label { (label) }
            code.block { bdi dir="ltr" { (value) } }
            button.btn.needs-script type="button" data-copy=(value) data-said={ (label) " copied." } aria-label={ "Copy " (what) } { (icon(Icon::Copy)) "Copy" }
        }
    }
}

/// The confirmation of revoking.
#[must_use]
pub fn revoke_confirmation(name: &str, action: &str, cancel_href: &str) -> ConfirmPage {
    ConfirmPage {
        title: format!("Revoke the token {name}?"),
        level: Level::Two,
        consequences: vec![
            String::from("Programs that use it are refused at once."),
            String::from("It cannot be brought back. You can create a new one."),
        ],
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: String::from(action),
        hidden: Vec::new(),
        confirm_label: Some(String::from("Revoke token")),
        danger: true,
        cancel_href: String::from(cancel_href),
    }
}

/// The page of that confirmation.
#[must_use]
pub fn revoke_page(frame: &Frame, confirm: &ConfirmPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link("API tokens", &confirm.cancel_href)) (confirmation(confirm)) },
    )
}
