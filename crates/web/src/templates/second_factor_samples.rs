//! Samples of the steps on the way in, and of the second factor in the own account.

use super::account::{self, AccountPage, AccountSection};
use super::account_security::{ProofForm, SecurityView, SetUpForm, Wanted, proof, set_up_form, state};
use super::form_samples::{moment, plain, public, s};
use super::frame::Theme;
use super::second_factor::{
    CodeKind, CodePage, Codes, CodesPage, EnrolPage, ExpiredPage, SetUp, Way, code, codes, codes_page, enrol, expired,
};
use maud::Markup;

/// Every sample of these pages: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let outside = |title: &str| public(title, theme);
    let own = |section| {
        let page = AccountPage {
            tabs: Vec::new(),
            section: AccountSection::Own(section),
        };
        account::page(&plain("Security", theme), &page)
    };
    vec![
        (
            "code",
            code(&outside("Sign in"), &code_page(CodeKind::Authenticator, None)),
        ),
        (
            "code-wrong",
            code(
                &outside("Sign in"),
                &code_page(CodeKind::Authenticator, Some("Not right.")),
            ),
        ),
        (
            "recovery-code",
            code(&outside("Sign in"), &code_page(CodeKind::Recovery, None)),
        ),
        ("expired", expired(&outside("New password"), &expired_page())),
        ("enrol", enrol(&outside("Set up"), &enrol_page())),
        ("codes-waiting", codes_page(&outside("Set up"), &waiting())),
        ("security-off", own(state(&security(None, Wanted::No)))),
        (
            "security-on",
            own(state(&security(Some("22 Nov 2026 14:05 GMT"), Wanted::Yes))),
        ),
        ("security-set-up", own(set_up_form(&setting_up()))),
        ("security-proof", own(proof(&proving()))),
        ("security-codes", own(codes(&kept()))),
    ]
}

fn way(page: &str) -> Way {
    Way {
        portal: s("Acme Industries"),
        action: format!("/p/acme/sign-in/{page}"),
        hidden: vec![(s("next"), s("/p/acme/users"))],
        sign_out_action: s("/p/acme/sign-out"),
        problem: None,
    }
}

fn code_page(kind: CodeKind, error: Option<&str>) -> CodePage {
    CodePage {
        way: way("code"),
        kind,
        error: error.map(s),
        lockout: (5, 15),
        other_href: s("/p/acme/sign-in/recovery-code"),
    }
}

fn expired_page() -> ExpiredPage {
    ExpiredPage {
        way: way("new-password"),
        signs_in_with: (s("E-mail"), s("ann@example.com")),
        current_error: Some(s("This is not your current password.")),
        ..ExpiredPage::default()
    }
}

fn set_up() -> SetUp {
    SetUp {
        uri: s("otpauth://totp/Acme:ann%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer=Acme"),
        secret: s("GEZD GNBV GY3T QOJQ"),
        error: None,
    }
}

fn enrol_page() -> EnrolPage {
    EnrolPage {
        way: way("enrol"),
        set_up: set_up(),
    }
}

fn kept() -> Codes {
    Codes {
        codes: vec![s("7QF2-0MXA-11GH-9ZRT"), s("0A1B-2C3D-4E5F-6G7H")],
        on_href: Some(s("/p/acme/users")),
    }
}

fn waiting() -> CodesPage {
    CodesPage {
        codes: Codes {
            on_href: None,
            ..kept()
        },
        waiting: Some((s("Acme Industries"), s("ann@example.com"))),
    }
}

fn security(since: Option<&str>, wanted: Wanted) -> SecurityView {
    SecurityView {
        since: since.map(moment),
        codes: (3, 10),
        wanted,
        base: s("/p/acme/account/security"),
    }
}

fn setting_up() -> SetUpForm {
    SetUpForm {
        action: s("/p/acme/account/security/set-up"),
        password_error: Some(s("This is not your current password.")),
        set_up: set_up(),
        problem: None,
        cancel_href: s("/p/acme/account/security"),
    }
}

fn proving() -> ProofForm {
    ProofForm {
        title: s("Turn off"),
        text: s("Your authenticator stops working."),
        action: s("/p/acme/account/security/remove"),
        submit: s("Turn off"),
        cancel_href: s("/p/acme/account/security"),
        ..ProofForm::default()
    }
}
