//! Time-based codes (RFC 6238): 30 seconds, six digits, SHA-1, one step of drift either way. SHA-1 is what every
//! authenticator app understands; its collisions are no matter in an HMAC. Which steps were used is the store's to know.

use super::Enrolment;
use crate::ctx::Ctx;
use crate::error::AppError;
use model::ids::UserPk;
use model::time::Time;
use totp_rs::{Builder, Secret, Totp};

/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;
/// Longest name of a portal in an app, in characters: the picture has to stay readable.
const MAX_ISSUER: usize = 60;

pub(super) fn new_secret(ctx: &Ctx) -> Vec<u8> {
    ctx.app().random().bytes().into_iter().take(SECRET_BYTES).collect()
}

/// A secret is bound to its user: copied to another row it opens nothing.
fn context(pk: UserPk) -> Vec<u8> {
    format!("totp {}", pk.0).into_bytes()
}

pub(super) fn seal(ctx: &Ctx, pk: UserPk, secret: &[u8]) -> Result<Vec<u8>, AppError> {
    ctx.app().keys().seal(ctx.app().random().nonce(), &context(pk), secret)
}

pub(super) fn open(ctx: &Ctx, pk: UserPk, sealed: &[u8]) -> Result<Vec<u8>, AppError> {
    ctx.app().keys().open(&context(pk), sealed)
}

fn totp(secret: &[u8]) -> Result<Totp, AppError> {
    // The defaults of the builder are those of the RFC, named in the first line of this file.
    let built = Builder::new().with_secret(Secret::new(secret.into())).build();
    built.map_err(|error| AppError::Internal(format!("totp: {error}")))
}

/// The six digits of a code, however it was typed; nothing for what is no such code.
pub(super) fn digits(code: &str) -> Option<String> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (code.len() == DIGITS && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// The time step that a code belongs to, if it is right now or was half a minute ago.
pub(super) fn step_of(secret: &[u8], code: &str, now: Time) -> Result<Option<i64>, AppError> {
    let seconds = u64::try_from(now.0 / 1_000_000).unwrap_or_default();
    let Some(code) = digits(code) else {
        return Ok(None);
    };
    let step = totp(secret)?.check(&code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

pub(super) fn enrolment(secret: &[u8], portal: &str, email: &str) -> Enrolment {
    let base32 = Secret::new(secret.into()).to_base32();
    let issuer: String = portal.chars().take(MAX_ISSUER).collect();
    let issuer = encoded(&issuer);
    let groups: Vec<String> = base32
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    Enrolment {
        uri: format!(
            "otpauth://totp/{issuer}:{}?secret={base32}&issuer={issuer}",
            encoded(email)
        ),
        secret: groups.join(" "),
    }
}

/// Percent-encoded for the label and the query alike.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_rfc_and_work_a_step_early_or_late() {
        let secret = b"12345678901234567890";
        let at = |seconds: i64| Time(seconds * 1_000_000);
        for (seconds, code) in [
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let step = seconds / 30;
            assert_eq!(step_of(secret, code, at(seconds)), Ok(Some(step)));
            assert_eq!(
                step_of(secret, code, at((step + 1) * 30)),
                Ok(Some(step)),
                "a step late"
            );
            assert_eq!(
                step_of(secret, code, at((step - 1) * 30)),
                Ok(Some(step)),
                "a step early"
            );
            assert_eq!(step_of(secret, code, at((step + 2) * 30)), Ok(None), "two late");
            assert_eq!(step_of(secret, code, at((step - 1) * 30 - 1)), Ok(None), "two early");
        }
        assert_eq!(
            step_of(secret, " 287 082 ", at(59)),
            Ok(Some(1)),
            "spaces do not matter"
        );
        for none in ["", "28708", "2870820", "28708x", "+87082", "２８７０８２"] {
            assert_eq!(step_of(secret, none, at(59)), Ok(None), "{none}");
        }
    }

    #[test]
    fn the_picture_carries_portal_address_and_secret() {
        let made = enrolment(b"12345678901234567890", "Acme: R&D", "ann@acme.example");
        assert_eq!(
            made.uri,
            "otpauth://totp/Acme%3A%20R%26D:ann%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%3A%20R%26D"
        );
        assert_eq!(made.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
