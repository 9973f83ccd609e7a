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
use crate::speak::t;
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
        (heading(&t!("token-list"), &tokens.actions))
        p.muted { (t!("token-explained")) " " a href=(tokens.docs_href) { (t!("token-docs")) } }
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
        text: t!("token-none"),
        hint: t!("token-none-hint"),
        links: links.collect(),
    }
}

fn table(rows: &[TokenRow]) -> Markup {
    let heads = [
        head(t!("token-name"), Cell::Name),
        head(t!("token-acts-for"), Cell::Text),
        head(t!("token-permissions"), Cell::Text),
        head(t!("token-created"), Cell::Text),
        head(t!("token-used"), Cell::Text),
        head(t!("token-expires"), Cell::Text),
        head(t!("token-action"), Cell::Action),
    ];
    let rows: Vec<_> = rows.iter().map(row).collect();
    plain_table(&t!("token-list"), &heads, &rows)
}

fn row(token: &TokenRow) -> Vec<Markup> {
    let time =
        |at: &Option<When>, none: &str| html! { @if let Some(at) = at { (when(at)) } @else { span.muted { (none) } } };
    vec![
        html! { bdi { (token.name) } @if token.state != TokenState::Live { " " (state(token.state)) } },
        email(&token.acts_for, &[]),
        html! { (token.permissions) },
        when(&token.created),
        time(&token.used, &t!("token-never")),
        time(&token.expires, &t!("token-never")),
        html! { @if let Some(href) = &token.revoke_href { a.btn.small href=(href) data-dialog aria-label=(t!("token-revoke-one", name = token.name.as_str())) { (t!("token-revoke")) } } },
    ]
}

fn state(state: TokenState) -> Markup {
    let (tone, drawing, word) = match state {
        TokenState::Live => ("t-active", Icon::Check, t!("token-works")),
        TokenState::Expired => ("t-stale", Icon::Hourglass, t!("token-expired")),
        TokenState::Revoked => ("t-inactive", Icon::Unlink, t!("token-revoked")),
    };
    html! { span class={ "tag " (tone) } { (icon(drawing)) (word) } }
}

/// The form.
#[must_use]
pub fn new_token(frame: &Frame, token: &NewTokenPage) -> Markup {
    let fields = settled(token.fields());
    let main = html! {
        (back_link(&t!("token-list"), &token.back_href))
        (heading(&t!("token-new"), &[]))
        (problems(&fields, token.problem.as_ref()))
        form.card.narrow method="post" action=(token.action) autocomplete="off" data-once {
            (hidden(&token.hidden))
            p { (t!("token-acts")) " " strong { (email(&token.acts_for, &[])) } " " (t!("token-acts-until")) }
            @for one in &fields { (field(one)) }
            div.form-foot {
                button.btn.primary type="submit" { (t!("token-create")) }
                a.btn href=(token.back_href) { (t!("token-cancel")) }
            }
        }
    };
    form_page(frame, &fields, token.problem.as_ref(), main)
}

impl NewTokenPage {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                hint: t!("token-name-hint"),
                focus: true,
                max_length: Some(100),
                ..self.name.field("name", &t!("token-name"), Input::Text)
            },
            Field {
                name: String::from("permission"),
                label: t!("token-permissions"),
                hint: t!("token-permissions-hint"),
                error: self.permissions_error.clone(),
                input: Input::Checks(self.permissions.clone()),
                ..Field::default()
            },
            Field {
                name: String::from("expires"),
                label: t!("token-life"),
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
        (back_link(&t!("token-list"), &token.back_href))
        (heading(&t!("token-made"), &[]))
        (notice(Kind::NotDone, html! { p { strong { (t!("token-copy-now")) } " " (t!("token-once")) } }))
        section.card.narrow aria-label=(t!("token-token")) {
            h2 { bdi { (token.name) } }
            (secret(&t!("token-token"), &t!("token-copy-token"), &token.secret))
            @if let Some(at) = &token.expires { p.muted { (t!("token-until")) " " (when(at)) "." } }
            (secret(&t!("token-try"), &t!("token-copy-example"), &token.example))
            p { a.btn.primary href=(token.back_href) { (t!("token-copied")) } }
        }
    };
    frame_page(frame, main)
}

fn secret(label: &str, what: &str, value: &str) -> Markup {
    html! {
        div.secret {
            p.secret-label { (label) }
            code.block { bdi dir="ltr" { (value) } }
            button.btn.needs-script type="button" data-copy=(value) data-said=(t!("token-copied-said", what = label)) aria-label=(what) { (icon(Icon::Copy)) (t!("token-copy")) }
        }
    }
}

/// The confirmation of revoking.
#[must_use]
pub fn revoke_confirmation(name: &str, action: &str, cancel_href: &str) -> ConfirmPage {
    ConfirmPage {
        title: t!("token-revoke-question", name = name),
        level: Level::Two,
        consequences: vec![t!("token-revoke-at-once"), t!("token-revoke-final")],
        changed_note: String::new(),
        groups: Vec::new(),
        typed: None,
        reason: None,
        action: String::from(action),
        hidden: Vec::new(),
        confirm_label: Some(t!("token-revoke-button")),
        danger: true,
        cancel_href: String::from(cancel_href),
    }
}

/// The page of that confirmation.
#[must_use]
pub fn revoke_page(frame: &Frame, confirm: &ConfirmPage) -> Markup {
    frame_page(
        frame,
        html! { (back_link(&t!("token-list"), &confirm.cancel_href)) (confirmation(confirm)) },
    )
}
