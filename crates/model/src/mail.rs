//! The outbox vocabulary: every mail that Portico can send, as data. Rendering happens when it is sent, so a retry
//! says the same words with the same link.

use crate::time::Time;
use serde::{Deserialize, Serialize};

/// One mail to one person. Stored encrypted, wiped after delivery.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// The one recipient: always the address of a database row, never one from a request (pattern 5 of `security.md`).
    pub to: String,
    /// The name to greet with; empty where none is known.
    pub name: String,
    /// The portal's display name: it is in the subject and the sender's display name.
    pub portal: String,
    /// The IANA zone that times are shown in.
    pub zone: String,
    /// The language that it is written in, by code.
    #[serde(default = "english")]
    pub language: String,
    /// What the mail says.
    pub letter: Letter,
}

/// What a mail says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// First invitation and every resend of it (S0.16, S1.12, S2.27, S3.5, S4.10).
    Invitation {
        /// Built from the configured base URL only.
        link: String,
        /// When the link stops working.
        expires_at: Time,
        /// Words of the person who invites, if any. Plain text.
        message: Option<String>,
        /// E-mail of the person who invites.
        invited_by: String,
    },
    /// A changed address must be confirmed (S0.36, S0.22).
    VerifyEmail {
        /// Built from the configured base URL only.
        link: String,
        /// When the link stops working.
        expires_at: Time,
    },
    /// A link that sets a new password: asked for by an admin or by the person (S0.28).
    ResetPassword {
        /// Built from the configured base URL only.
        link: String,
        /// When the link stops working.
        expires_at: Time,
        /// The admin who reset it; none when the person asked.
        by: Option<String>,
    },
    /// The account was activated: the person can sign in (again).
    Activated {
        /// The portal's sign-in page.
        link: String,
    },
    /// The person has accepted, but every seat is taken (S0.21).
    WaitingForSeat,
    /// A password was set or changed; tells what to do if it was not you (NIST 4.6).
    PasswordSet {
        /// When it happened.
        at: Time,
    },
    /// A new API token acts for the person (NIST 4.6).
    ApiTokenCreated {
        /// The token's name.
        token_name: String,
        /// Who made it.
        created_by: String,
    },
    /// The person was given administrator rights (NIST 4.6).
    MadeAdmin {
        /// Who gave them.
        by: String,
    },
    /// The address of the account is about to change: to the old address, with the way back (NIST 4.6).
    EmailChanging {
        /// The new address.
        to: String,
        /// Undoes the change; built from the configured base URL only.
        link: String,
        /// When the link stops working.
        expires_at: Time,
        /// The admin who changed it; none when the person did.
        by: Option<String>,
    },
    /// A second factor was set up.
    SecondFactorOn {
        /// When it happened.
        at: Time,
    },
    /// The second factor is gone: removed by the person, or reset by an admin (S2.26).
    SecondFactorOff {
        /// When it happened.
        at: Time,
        /// The admin who reset it; none when the person removed it.
        by: Option<String>,
    },
    /// A recovery code was used instead of the authenticator (NIST 4.6).
    RecoveryCodeUsed {
        /// When it happened.
        at: Time,
        /// How many codes still work.
        left: i64,
    },
    /// New recovery codes were made; the former ones are dead (NIST 4.6).
    RecoveryCodesMade {
        /// When it happened.
        at: Time,
    },
    /// The account was locked after wrong passwords: tells the owner, who is the only one to know whether it was them.
    AutoLocked {
        /// When the lock ends by itself.
        until: Time,
    },
    /// A fresh link for the owner, asked for on the host (`portico admin recover`).
    OwnerRecovery {
        /// Built from the configured base URL only.
        link: String,
        /// When the link stops working.
        expires_at: Time,
    },
}

impl Letter {
    /// The word that the database and the user page show for this kind of mail.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::VerifyEmail { .. } => "verify_email",
            Self::ResetPassword { .. } => "reset_password",
            Self::Activated { .. } => "activated",
            Self::WaitingForSeat => "waiting_for_seat",
            Self::PasswordSet { .. } => "password_set",
            Self::ApiTokenCreated { .. } => "api_token_created",
            Self::MadeAdmin { .. } => "made_admin",
            Self::EmailChanging { .. } => "email_changing",
            Self::SecondFactorOn { .. } => "second_factor_on",
            Self::SecondFactorOff { .. } => "second_factor_off",
            Self::RecoveryCodeUsed { .. } => "recovery_code_used",
            Self::RecoveryCodesMade { .. } => "recovery_codes_made",
            Self::AutoLocked { .. } => "auto_locked",
            Self::OwnerRecovery { .. } => "owner_recovery",
        }
    }

    /// When the link inside stops working: a mail older than that must not go out (a dead link is worse than none).
    #[must_use]
    pub const fn link_expires_at(&self) -> Option<Time> {
        match self {
            Self::Invitation { expires_at, .. }
            | Self::VerifyEmail { expires_at, .. }
            | Self::ResetPassword { expires_at, .. }
            | Self::EmailChanging { expires_at, .. }
            | Self::OwnerRecovery { expires_at, .. } => Some(*expires_at),
            Self::Activated { .. }
            | Self::WaitingForSeat
            | Self::PasswordSet { .. }
            | Self::ApiTokenCreated { .. }
            | Self::SecondFactorOn { .. }
            | Self::SecondFactorOff { .. }
            | Self::RecoveryCodeUsed { .. }
            | Self::RecoveryCodesMade { .. }
            | Self::AutoLocked { .. }
            | Self::MadeAdmin { .. } => None,
        }
    }
}

fn english() -> String {
    String::from("en")
}
