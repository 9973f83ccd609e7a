//! The letters that the tests of mail look at.

use app::mail::{Brand, Rendered};
use model::mail::{Letter, Mail};
use model::time::Time;

/// Who runs the server.
pub(crate) fn brand() -> Brand {
    Brand {
        product: "Portico".into(),
        base_url: "https://portal.example.com".into(),
    }
}

/// A letter to Ann.
pub(crate) fn mail(letter: Letter) -> Mail {
    Mail {
        to: "ann@example.com".into(),
        name: "Ann".into(),
        portal: "Acme Care".into(),
        zone: "Europe/Berlin".into(),
        language: "en".into(),
        letter,
    }
}

/// A moment.
pub(crate) fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).unwrap()
}

/// One of every kind, and both sorts of those that an admin or the person starts.
pub(crate) fn every_letter() -> Vec<Letter> {
    let link = || "https://portal.example.com/acme/accept/k3y".to_owned();
    let expires_at = at("2026-11-29T14:05:00Z");
    vec![
        Letter::Invitation {
            link: link(),
            expires_at,
            message: Some("Hi!\r\n\r\nSee you there.\n".into()),
            invited_by: "bob@acme.example".into(),
        },
        Letter::VerifyEmail {
            link: link(),
            expires_at,
        },
        Letter::ResetPassword {
            link: link(),
            expires_at,
            by: Some("bob@acme.example".into()),
        },
        Letter::ResetPassword {
            link: link(),
            expires_at,
            by: None,
        },
        Letter::Activated {
            link: "https://portal.example.com/acme/sign-in".into(),
        },
        Letter::WaitingForSeat,
        Letter::PasswordSet {
            at: at("2026-11-22T14:05:09Z"),
        },
        Letter::ApiTokenCreated {
            token_name: "Nightly export".into(),
            created_by: "bob@acme.example".into(),
        },
        Letter::MadeAdmin {
            by: "bob@acme.example".into(),
        },
        Letter::EmailChanging {
            to: "ann.lee@example.com".into(),
            link: link(),
            expires_at,
            by: Some("bob@acme.example".into()),
        },
        Letter::EmailChanging {
            to: "ann.lee@example.com".into(),
            link: link(),
            expires_at,
            by: None,
        },
        Letter::SecondFactorOn {
            at: at("2026-11-22T14:05:09Z"),
        },
        Letter::SecondFactorOff {
            at: at("2026-11-22T14:05:09Z"),
            by: Some("bob@acme.example".into()),
        },
        Letter::SecondFactorOff {
            at: at("2026-11-22T14:05:09Z"),
            by: None,
        },
        Letter::RecoveryCodeUsed {
            at: at("2026-11-22T14:05:09Z"),
            left: 9,
        },
        Letter::RecoveryCodesMade {
            at: at("2026-11-22T14:05:09Z"),
        },
        Letter::AutoLocked {
            until: at("2026-11-22T14:20:09Z"),
        },
        Letter::OwnerRecovery {
            link: link(),
            expires_at,
        },
    ]
}

/// As a person reads it.
pub(crate) fn shown(rendered: &Rendered) -> String {
    format!("Subject: {}\n\n{}", rendered.subject, rendered.text)
}
