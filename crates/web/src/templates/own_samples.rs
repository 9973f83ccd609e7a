//! Samples of the own account, and of a forgotten password.

use super::accept::Dead;
use super::account::{self, AccountPage, AccountSection, PasswordForm, Preferences};
use super::components::Tab;
use super::email::{self, ChangePage, DeadEmailLink, OwnEmail, Sentences, UndoPage, VerifyPage};
use super::entered::{Entered, Rule};
use super::form::Field;
use super::form_samples::{described, moment, plain, public, s};
use super::frame::Theme;
use super::password::{self, DeadReset, ForgotPage, LinkSent, ResetPage};
use super::sign_in::SignInName;
use super::user_page::{EditField, EditNote, FactValue, PendingEmail, SessionRow};
use app::users::email_link::EmailLink;
use maud::Markup;

/// Every sample of these pages: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let page = |title: &str, section| account::page(&plain(title, theme), &account(section));
    vec![
        ("account", page("Your account", 0)),
        ("account-password", page("Password", 1)),
        (
            "account-password-wrong",
            account::page(&plain("Password", theme), &wrong_password()),
        ),
        ("account-email", account::page(&plain("E-mail", theme), &own_email())),
        (
            "change-email",
            email::change_page(&plain("Change e-mail", theme), &change_email()),
        ),
        ("verify", email::verify(&public("Confirm e-mail", theme), &verify())),
        (
            "undo-email",
            email::undo(&public("Keep your old address", theme), &undo()),
        ),
        ("email-told", email::told(&public("Confirm e-mail", theme), &told())),
        (
            "verify-expired",
            email::dead(
                &public("Confirm e-mail", theme),
                &dead_email(EmailLink::Verify, Dead::Expired),
            ),
        ),
        (
            "undo-used",
            email::dead(
                &public("Keep your old address", theme),
                &dead_email(EmailLink::Undo, Dead::Used),
            ),
        ),
        ("account-sessions", page("Sessions", 2)),
        ("account-preferences", page("Preferences", 3)),
        ("forgot", password::forgot(&public("Forgot password", theme), &forgot())),
        (
            "forgot-sent",
            password::sent(&public("Forgot password", theme), &link_sent()),
        ),
        ("reset", password::reset(&public("New password", theme), &reset())),
        (
            "reset-used",
            password::dead(&public("New password", theme), &dead_reset(Dead::Used)),
        ),
        (
            "reset-unknown",
            password::dead(&public("New password", theme), &dead_reset(Dead::Unknown)),
        ),
    ]
}

pub(crate) fn account(section: usize) -> AccountPage {
    let tab = |at, label: &str, path: &str| Tab {
        label: s(label),
        href: format!("/p/acme/account{path}"),
        current: at == section,
    };
    AccountPage {
        tabs: vec![
            tab(0, "Profile", ""),
            tab(1, "Password", "/password"),
            tab(2, "Sessions", "/sessions"),
            tab(3, "Preferences", "/preferences"),
            tab(4, "My activity", "/activity"),
        ],
        section: match section {
            0 => own_profile(),
            1 => AccountSection::Password(Box::new(own_password())),
            2 => own_sessions(),
            _ => AccountSection::Preferences(Box::new(own_preferences())),
        },
    }
}

fn own_profile() -> AccountSection {
    AccountSection::Profile {
        editable: vec![EditField {
            field: Field {
                name: s("first_name"),
                label: s("First name"),
                value: s("Maria"),
                ..Field::default()
            },
            action: s("/p/acme/account/profile"),
            version: s("3"),
            was: s("Maria"),
            note: Some(EditNote::Saved {
                text: s("Saved 14:05 GMT"),
                said: s("First name saved."),
                undo: s("Mari"),
            }),
        }],
        facts: vec![
            (s("E-mail"), FactValue::Text(s("maria@acme.example"))),
            (s("Role"), FactValue::Text(s("Portal admin"))),
            (
                s("Last signed in"),
                FactValue::At(moment("2026-11-22 14:05 GMT"), s("from 203.0.113.7")),
            ),
        ],
        note: s("Is something wrong? Ask another admin of Acme Industries to change it."),
    }
}

fn own_email() -> AccountPage {
    let own = OwnEmail {
        action: s("/p/acme/account/email"),
        current: s("maria@acme.example"),
        pending: Some(PendingEmail {
            address: s("maria@new.example"),
            resend: Some(s("/p/acme/account/email/resend")),
            cancel: Some(s("/p/acme/account/email/cancel")),
        }),
        email: Entered::kept("taken@acme.example")
            .wrong("Another user of the portal has this address. Use another address."),
        password_error: Some(s("This is not your current password.")),
        problem: None,
    };
    AccountPage {
        section: AccountSection::Email(Box::new(own)),
        ..account(0)
    }
}

fn change_email() -> ChangePage {
    ChangePage {
        back: (s("Ann Lee"), s("/p/acme/users/1")),
        name: s("Ann Lee"),
        current: s("ann@example.com"),
        action: s("/p/acme/users/1/change-email"),
        ..ChangePage::default()
    }
}

fn verify() -> VerifyPage {
    VerifyPage {
        portal: s("Acme Industries"),
        email: s("ann@new.example"),
        action: s("/p/acme/verify/abc"),
        expires: moment("2026-11-23 14:05 GMT"),
    }
}

fn undo() -> UndoPage {
    UndoPage {
        portal: s("Acme Industries"),
        former: s("ann@example.com"),
        instead: s("ann@new.example"),
        action: s("/p/acme/undo-email/abc"),
        expires: moment("2026-11-29 14:05 GMT"),
    }
}

fn told() -> Sentences {
    Sentences {
        title: s("Your e-mail is confirmed"),
        lines: vec![s("From now on mail goes to this address.")],
        link: (s("Go on"), s("/p/acme/sign-in")),
    }
}

fn dead_email(which: EmailLink, why: Dead) -> DeadEmailLink {
    DeadEmailLink {
        which,
        portal: s("Acme Industries"),
        why,
        at: Some(moment("2026-11-22 14:05 GMT")),
        again: (why == Dead::Expired).then(|| s("/p/acme/verify/abc/again")),
        sign_in_href: s("/p/acme/sign-in"),
    }
}

fn own_password() -> PasswordForm {
    PasswordForm {
        action: s("/p/acme/account/password"),
        signs_in_with: (s("E-mail"), s("maria@acme.example")),
        rules: rules(),
        ..PasswordForm::default()
    }
}

fn wrong_password() -> AccountPage {
    let form = PasswordForm {
        current_error: Some(s("This is not your current password.")),
        ..own_password()
    };
    AccountPage {
        section: AccountSection::Password(Box::new(form)),
        ..account(1)
    }
}

fn rules() -> Vec<Rule> {
    ["At least 15 characters", "Not a password that you had here before"]
        .map(|text| Rule {
            text: s(text),
            ..Rule::default()
        })
        .to_vec()
}

fn forgot() -> ForgotPage {
    ForgotPage {
        portal: s("Acme Industries"),
        action: s("/p/acme/forgot"),
        with: SignInName::Both,
        sign_in_href: s("/p/acme/sign-in"),
        ..ForgotPage::default()
    }
}

fn link_sent() -> LinkSent {
    LinkSent {
        valid: s("1 hour"),
        forgot_href: s("/p/acme/forgot"),
        sign_in_href: s("/p/acme/sign-in"),
        ..LinkSent::default()
    }
}

fn reset() -> ResetPage {
    ResetPage {
        portal: s("Acme Industries"),
        action: s("/p/acme/reset/abc"),
        email: s("ann@example.com"),
        expires: moment("2026-11-22 15:05 GMT"),
        error: None,
        rules: rules(),
    }
}

pub(crate) fn dead_reset(why: Dead) -> DeadReset {
    DeadReset {
        portal: s("Acme Industries"),
        why,
        at: Some(moment("2026-11-22 14:05 GMT")),
        forgot_href: s("/p/acme/forgot"),
        sign_in_href: s("/p/acme/sign-in"),
    }
}

fn own_sessions() -> AccountSection {
    let session = |device: &str, own: bool| SessionRow {
        device: s(device),
        address: s("203.0.113.7"),
        started: moment("2026-11-22 08:00"),
        used: moment("2026-11-22 14:05"),
        own,
        end: (!own).then(|| s("/p/acme/account/sessions/2/end")),
    };
    AccountSection::Sessions {
        rows: vec![session("Firefox on Windows", true), session("Safari on iPhone", false)],
        end_others: Some(s("/p/acme/account/sessions/end-others")),
    }
}

fn own_preferences() -> Preferences {
    Preferences {
        action: s("/p/acme/account/preferences"),
        themes: vec![
            described("auto", "Auto", "As the system says", true),
            described("light", "Light", "", false),
            described("dark", "Dark", "", false),
        ],
        densities: vec![
            described("normal", "Normal", "", true),
            described("compact", "Compact", "More rows on a screen", false),
        ],
        zones: vec![
            described("GMT", "GMT", "", true),
            described("Europe/Berlin", "Europe/Berlin", "", false),
        ],
        sizes: ["25", "50", "100", "200"]
            .map(|n| described(n, n, "", n == "50"))
            .to_vec(),
        ..Preferences::default()
    }
}
