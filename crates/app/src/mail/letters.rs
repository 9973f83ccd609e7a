//! Every letter as messages of `mail.ftl`: which sentences it has, and where its one link stands.

use super::words::{Gaps, Line, Words};
use model::mail::{Letter, Mail};
use model::time::Time;

/// The words of one letter. The gaps of all letters are filled already.
pub(super) fn letter(gaps: Gaps, mail: &Mail) -> Words {
    match &mail.letter {
        Letter::Invitation {
            link,
            expires_at,
            message,
            invited_by,
        } => {
            let gaps = gaps.latin("by", invited_by).until(*expires_at, mail);
            invitation(&gaps, link, message.as_deref())
        }
        Letter::VerifyEmail { link, expires_at } => verify_email(&gaps.until(*expires_at, mail), link),
        Letter::ResetPassword {
            link,
            expires_at,
            by: Some(by),
        } => reset_by_admin(&gaps.latin("by", by).until(*expires_at, mail), link),
        Letter::ResetPassword {
            link,
            expires_at,
            by: None,
        } => reset_by_oneself(&gaps.until(*expires_at, mail), link),
        Letter::Activated { link } => activated(&gaps, link),
        Letter::WaitingForSeat => waiting_for_seat(&gaps),
        Letter::PasswordSet { at } => password_set(&gaps.at(*at, mail)),
        Letter::ApiTokenCreated { token_name, created_by } => {
            api_token_created(&gaps.name("token", token_name).latin("by", created_by))
        }
        Letter::MadeAdmin { by } => made_admin(&gaps.latin("by", by)),
        Letter::EmailChanging {
            to,
            link,
            expires_at,
            by,
        } => {
            let gaps = gaps.latin("new", to).until(*expires_at, mail);
            email_changing(gaps, link, by.as_deref())
        }
        Letter::SecondFactorOn { at } => second_factor_on(&gaps.at(*at, mail)),
        Letter::SecondFactorOff { at, by } => second_factor_off(gaps.at(*at, mail), by.as_deref()),
        Letter::RecoveryCodeUsed { at, left } => {
            let left = ::words::number(gaps.language(), *left);
            recovery_code_used(&gaps.at(*at, mail).latin("left", &left))
        }
        Letter::RecoveryCodesMade { at } => recovery_codes_made(&gaps.at(*at, mail)),
        Letter::AutoLocked { until } => auto_locked(&gaps.until(*until, mail)),
        Letter::OwnerRecovery { link, expires_at } => owner_recovery(&gaps.until(*expires_at, mail), link),
    }
}

impl Gaps {
    fn at(self, at: Time, mail: &Mail) -> Self {
        let text = ::words::long_date(self.language(), at, &mail.zone);
        self.latin("at", &text)
    }

    fn until(self, at: Time, mail: &Mail) -> Self {
        let text = ::words::long_date(self.language(), at, &mail.zone);
        self.latin("until", &text)
    }
}

fn invitation(gaps: &Gaps, link: &str, message: Option<&str>) -> Words {
    let quote = message.map(Words::quoted).unwrap_or_default();
    let mut before = vec![gaps.say("mail-invitation")];
    if !quote.is_empty() {
        before.push(gaps.say("mail-invitation-writes"));
    }
    let after = vec![
        gaps.say("mail-invitation-once"),
        gaps.say("mail-do-not-forward"),
        gaps.say("mail-invitation-unexpected"),
    ];
    let subject = gaps.say("mail-invitation-subject");
    let words = gaps.with_link(subject, before, gaps.say("mail-invitation-accept"), link, after);
    Words { quote, ..words }
}

fn verify_email(gaps: &Gaps, link: &str) -> Words {
    let after = vec![gaps.say("mail-link-once"), gaps.say("mail-verify-unexpected")];
    gaps.with_link(
        gaps.say("mail-verify-subject"),
        vec![gaps.say("mail-verify")],
        gaps.say("mail-verify-confirm"),
        link,
        after,
    )
}

fn reset_by_admin(gaps: &Gaps, link: &str) -> Words {
    reset(gaps, gaps.say("mail-reset-by-admin"), link, gaps.say("mail-ask-why"))
}

fn reset_by_oneself(gaps: &Gaps, link: &str) -> Words {
    reset(gaps, gaps.say("mail-reset-asked"), link, gaps.say("mail-reset-not-you"))
}

fn reset(gaps: &Gaps, why: Line, link: &str, end: Line) -> Words {
    let after = vec![gaps.say("mail-link-once"), end];
    let subject = gaps.say("mail-reset-subject");
    gaps.with_link(subject, vec![why], gaps.say("mail-reset-set"), link, after)
}

fn activated(gaps: &Gaps, link: &str) -> Words {
    gaps.with_link(
        gaps.say("mail-activated-subject"),
        vec![gaps.say("mail-activated")],
        gaps.say("mail-activated-sign-in"),
        link,
        vec![gaps.say("mail-activated-unknown")],
    )
}

fn waiting_for_seat(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-waiting-subject"),
        vec![gaps.say("mail-waiting"), gaps.say("mail-waiting-seats")],
        vec![gaps.say("mail-waiting-unexpected")],
    )
}

fn password_set(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-password-set-subject"),
        vec![gaps.say("mail-password-set")],
        vec![gaps.say("mail-was-you"), gaps.say("mail-password-set-not-you")],
    )
}

fn api_token_created(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-token-subject"),
        vec![gaps.say("mail-token"), gaps.say("mail-token-can")],
        vec![gaps.say("mail-known"), gaps.say("mail-token-unexpected")],
    )
}

fn made_admin(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-admin-subject"),
        vec![gaps.say("mail-admin"), gaps.say("mail-admin-can")],
        vec![gaps.say("mail-admin-unexpected")],
    )
}

fn email_changing(gaps: Gaps, link: &str, by: Option<&str>) -> Words {
    let gaps = gaps.latin("by", by.unwrap_or_default());
    let (before, after) = if by.is_some() {
        (
            vec![gaps.say("mail-address-by-admin"), gaps.say("mail-address-no-sign-in")],
            vec![gaps.say("mail-address-known"), gaps.say("mail-address-mistake")],
        )
    } else {
        (
            vec![gaps.say("mail-address")],
            vec![gaps.say("mail-address-was-you"), gaps.say("mail-address-not-you")],
        )
    };
    let subject = gaps.say("mail-address-subject");
    gaps.with_link(subject, before, gaps.say("mail-address-keep"), link, after)
}

fn second_factor_on(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-factor-on-subject"),
        vec![gaps.say("mail-factor-on")],
        vec![gaps.say("mail-was-you"), gaps.say("mail-tell-at-once")],
    )
}

fn second_factor_off(gaps: Gaps, by: Option<&str>) -> Words {
    let gaps = gaps.latin("by", by.unwrap_or_default());
    if by.is_some() {
        return gaps.without_link(
            gaps.say("mail-factor-reset-subject"),
            vec![gaps.say("mail-factor-reset"), gaps.say("mail-factor-reset-effect")],
            vec![gaps.say("mail-factor-again"), gaps.say("mail-ask-why")],
        );
    }
    gaps.without_link(
        gaps.say("mail-factor-off-subject"),
        vec![gaps.say("mail-factor-off")],
        vec![gaps.say("mail-was-you"), gaps.say("mail-tell-at-once")],
    )
}

fn recovery_code_used(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-code-used-subject"),
        vec![gaps.say("mail-code-used"), gaps.say("mail-code-used-left")],
        vec![gaps.say("mail-was-you"), gaps.say("mail-tell-at-once")],
    )
}

fn recovery_codes_made(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-codes-made-subject"),
        vec![gaps.say("mail-codes-made"), gaps.say("mail-codes-made-effect")],
        vec![gaps.say("mail-was-you"), gaps.say("mail-tell-at-once")],
    )
}

fn auto_locked(gaps: &Gaps) -> Words {
    gaps.without_link(
        gaps.say("mail-locked-subject"),
        vec![gaps.say("mail-locked"), gaps.say("mail-locked-until")],
        vec![gaps.say("mail-locked-not-you")],
    )
}

fn owner_recovery(gaps: &Gaps, link: &str) -> Words {
    let after = vec![gaps.say("mail-owner-once"), gaps.say("mail-owner-unexpected")];
    gaps.with_link(
        gaps.say("mail-owner-subject"),
        vec![gaps.say("mail-owner")],
        gaps.say("mail-owner-enter"),
        link,
        after,
    )
}
