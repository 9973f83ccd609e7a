//! The steps on the way in: the code of a second factor, a password in the place of an expired one, and setting up a second
//! factor (B18). The same parts are used in the own account.

use super::accept::no_seat;
use super::components::{Icon, Message, hidden, icon};
use super::entered::{Rule, form_page, new_password, problems, settled, signs_in_with};
use super::form::{Field, Input, field};
use super::frame::Frame;
use crate::speak::{rich, t};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};

/// What every form on the way in has.
#[derive(Debug, Clone, Default)]
pub struct Way {
    /// The portal's name.
    pub portal: String,
    /// Where the form is posted.
    pub action: String,
    /// Hidden fields: where to go afterwards.
    pub hidden: Vec<(String, String)>,
    /// POST address that signs out: the only other thing that can be done here.
    pub sign_out_action: String,
    /// A sentence about the whole form.
    pub problem: Option<Message>,
}

/// The code of a second factor; field `code`.
#[derive(Debug, Clone, Default)]
pub struct CodePage {
    /// The form.
    pub way: Way,
    /// Which code.
    pub kind: CodeKind,
    /// What is wrong with it; it is never shown again.
    pub error: Option<String>,
    /// So many wrong tries lock the account, for so many minutes.
    pub lockout: (i64, i64),
    /// The page for the other kind of code.
    pub other_href: String,
}

/// Which code is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CodeKind {
    /// The six digits of an authenticator app.
    #[default]
    Authenticator,
    /// One of the recovery codes.
    Recovery,
}

/// A password in the place of an expired one; fields `current_password` and `password`.
#[derive(Debug, Clone, Default)]
pub struct ExpiredPage {
    /// The form.
    pub way: Way,
    /// "E-mail" or "Username", and what it is.
    pub signs_in_with: (String, String),
    /// What is wrong with the current password.
    pub current_error: Option<String>,
    /// What is wrong with the new one.
    pub error: Option<String>,
    /// The rules for it.
    pub rules: Vec<Rule>,
}

/// What is needed to set up an authenticator app.
#[derive(Clone, Default)]
pub struct SetUp {
    /// The address that the picture carries.
    pub uri: String,
    /// The secret in groups, for typing.
    pub secret: String,
    /// What is wrong with the code.
    pub error: Option<String>,
}

/// Setting up a second factor on the way in; field `code`.
#[derive(Clone, Default)]
pub struct EnrolPage {
    /// The form.
    pub way: Way,
    /// The authenticator app.
    pub set_up: SetUp,
}

/// Recovery codes, shown once.
#[derive(Clone, Default)]
pub struct Codes {
    /// The codes.
    pub codes: Vec<String>,
    /// Where one goes on, once they are kept; none where nothing is open yet.
    pub on_href: Option<String>,
}

/// Recovery codes at the end of setting up on the way in.
#[derive(Clone, Default)]
pub struct CodesPage {
    /// The codes.
    pub codes: Codes,
    /// Portal and address of somebody who waits for a seat.
    pub waiting: Option<(String, String)>,
}

/// The page of a code.
#[must_use]
pub fn code(frame: &Frame, page: &CodePage) -> Markup {
    let fields = settled(vec![page.field()]);
    let (tries, minutes) = page.lockout;
    let (title, how, other) = match page.kind {
        CodeKind::Authenticator => (t!("mfa-code-title"), t!("mfa-code-how"), t!("mfa-use-recovery-code")),
        CodeKind::Recovery => (
            t!("mfa-recovery-title"),
            t!("mfa-recovery-how"),
            t!("mfa-use-authenticator"),
        ),
    };
    let main = html! {
        h1 #title tabindex="-1" { (title) }
        (problems(&fields, page.way.problem.as_ref()))
        form.card method="post" action=(page.way.action) data-once {
            p { (how) }
            (hidden(&page.way.hidden))
            @for one in &fields { (field(one)) }
            p.hint { (t!("mfa-lockout", tries = tries, minutes = minutes)) }
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("mfa-continue")) } }
            p { a href=(page.other_href) { (other) } }
            @if page.kind == CodeKind::Recovery { p.hint { (t!("mfa-nothing-left")) } }
        }
        (sign_out(&page.way))
    };
    form_page(frame, &fields, page.way.problem.as_ref(), main)
}

impl CodePage {
    fn field(&self) -> Field {
        let of = match self.kind {
            CodeKind::Authenticator => code_field(self.error.clone()),
            CodeKind::Recovery => Field {
                name: String::from("code"),
                label: t!("mfa-recovery-code"),
                autocomplete: String::from("off"),
                error: self.error.clone(),
                max_length: Some(64),
                ..Field::default()
            },
        };
        Field {
            focus: self.way.problem.is_none(),
            ..of
        }
    }
}

/// The six digits; spaces are ignored, so there is room for them.
#[must_use]
pub fn code_field(error: Option<String>) -> Field {
    Field {
        name: String::from("code"),
        label: t!("mfa-code"),
        input: Input::Code,
        autocomplete: String::from("one-time-code"),
        error,
        max_length: Some(20),
        ..Field::default()
    }
}

/// The current password, asked for again.
#[must_use]
pub fn current_password(name: &str, error: Option<String>) -> Field {
    Field {
        name: String::from(name),
        label: t!("password-current"),
        input: Input::Password,
        autocomplete: String::from("current-password"),
        error,
        ..Field::default()
    }
}

fn sign_out(way: &Way) -> Markup {
    html! {
        form.centred method="post" action=(way.sign_out_action) data-sign-out {
            button.link type="submit" { (t!("frame-sign-out")) }
        }
    }
}

/// The page of an expired password.
#[must_use]
pub fn expired(frame: &Frame, page: &ExpiredPage) -> Markup {
    let current = current_password("current_password", page.current_error.clone());
    let new = Field {
        name: String::from("password"),
        error: page.error.clone(),
        ..Field::default()
    };
    let errors = [current.clone(), new];
    let (label, name) = &page.signs_in_with;
    let main = html! {
        h1 #title tabindex="-1" { (rich!("password-renew-title", portal = html! { bdi { (page.way.portal) } })) }
        (problems(&errors, page.way.problem.as_ref()))
        form.card method="post" action=(page.way.action) data-once {
            p { (t!("password-renew-how")) }
            (hidden(&page.way.hidden))
            (signs_in_with(label, name))
            (field(&current))
            (new_password("password", page.error.as_deref(), &page.rules))
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("password-set")) } }
        }
        (sign_out(&page.way))
    };
    form_page(frame, &errors, page.way.problem.as_ref(), main)
}

/// The page that sets up a second factor because the portal wants one.
#[must_use]
pub fn enrol(frame: &Frame, page: &EnrolPage) -> Markup {
    let fields = [code_field(page.set_up.error.clone())];
    let main = html! {
        h1 #title tabindex="-1" { (t!("mfa-set-up-title")) }
        p { (rich!("mfa-required-by", portal = html! { bdi { (page.way.portal) } })) }
        (problems(&fields, page.way.problem.as_ref()))
        form.card method="post" action=(page.way.action) data-once {
            (hidden(&page.way.hidden))
            (set_up(&page.set_up))
            div.form-foot { button.btn.primary.wide-button type="submit" { (t!("mfa-confirm")) } }
        }
        (sign_out(&page.way))
    };
    form_page(frame, &fields, page.way.problem.as_ref(), main)
}

/// How an authenticator app is set up: get one, scan or type, enter its code.
#[must_use]
pub fn set_up(set_up: &SetUp) -> Markup {
    html! {
        ol {
            li { (t!("mfa-step-app")) }
            li {
                (t!("mfa-step-scan"))
                @if let Some(src) = picture(&set_up.uri) { p { img src=(src) width="240" height="240" alt=(t!("mfa-picture")); } }
                p { (t!("mfa-step-type")) br; strong { code { bdi dir="ltr" { (set_up.secret) } } } }
            }
            li { (t!("mfa-step-code")) }
        }
        (field(&code_field(set_up.error.clone())))
    }
}

/// A picture as an address of its own: nothing is fetched, and no style stands in the page.
fn picture(uri: &str) -> Option<String> {
    // An address too long for a picture leaves the secret for typing.
    let code = QRBuilder::new(uri).ecl(ECL::M).build().ok()?;
    let svg = SvgBuilder::default().to_str(&code);
    Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)))
}

/// The page of the codes on the way in.
#[must_use]
pub fn codes_page(frame: &Frame, page: &CodesPage) -> Markup {
    let main = html! {
        h1 #title tabindex="-1" { (t!("mfa-codes-title")) }
        (codes(&page.codes))
        @if let Some((portal, email)) = &page.waiting { div.card { (no_seat(portal, email)) } }
    };
    super::frame::page(frame, main)
}

/// The codes, to be copied or printed: this is the only time that they are shown.
#[must_use]
pub fn codes(codes: &Codes) -> Markup {
    let all = codes.codes.join("\n");
    html! {
        section.card aria-labelledby="codes-title" {
            h2 #codes-title { (t!("mfa-codes")) }
            p { (t!("mfa-codes-why")) }
            ol { @for code in &codes.codes { li { code { bdi dir="ltr" { (code) } } } } }
            p { strong { (t!("mfa-codes-once")) } }
            div.actions {
                button.btn.needs-script type="button" data-copy=(all) data-said=(t!("mfa-codes-copied")) { (icon(Icon::Copy)) (t!("mfa-copy-codes")) }
                @if let Some(href) = &codes.on_href { a.btn.primary href=(href) { (t!("mfa-codes-kept")) } }
            }
        }
    }
}
