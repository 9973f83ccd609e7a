//! Mail to a user, as the page of the user lists it.

use crate::pages::page::Page;
use crate::speak::t;
use crate::templates::user_page::{MailRow, MailState};
use app::store::outbox::Message as Mail;

/// One mail, and what became of it.
pub(super) fn row(page: &Page, mail: &Mail) -> MailRow {
    let subject = match mail.kind.as_str() {
        "invitation" => t!("user-mail-invitation"),
        "verify_email" => t!("user-mail-verify"),
        "activated" => t!("user-mail-activated"),
        "waiting_for_seat" => t!("user-mail-waiting"),
        "password_set" => t!("user-mail-password-set"),
        "reset_password" => t!("user-mail-reset"),
        "api_token_created" => t!("user-mail-token"),
        "made_admin" => t!("user-mail-admin"),
        "email_changing" => t!("user-mail-changing"),
        "second_factor_on" => t!("user-mail-factor-on"),
        "second_factor_off" => t!("user-mail-factor-off"),
        "recovery_code_used" => t!("user-mail-code-used"),
        "recovery_codes_made" => t!("user-mail-codes-made"),
        "auto_locked" => t!("user-mail-locked"),
        "owner_recovery" => t!("user-mail-recovery"),
        other => other.to_owned(),
    };
    MailRow {
        subject,
        to: mail.recipient.clone(),
        at: page.long(mail.created_at),
        state: match mail.state.as_str() {
            "sent" => MailState::Sent,
            "dead" => MailState::Dead,
            "cancelled" => MailState::Dropped,
            _ => MailState::Queued,
        },
        reason: mail.error.clone().unwrap_or_default(),
        retry: None,
    }
}
