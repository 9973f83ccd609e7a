//! The named starting points of a policy: `standard`, and one for each source document (requirements.md, last table).

use crate::policy::{Confirm, Confirmations, Deletion, Field, Policy, SignInWith, Switch, Vocabulary};
use crate::status::Status;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A named starting point of a policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everything under its own name.
    Standard,
    /// Document 000.
    Workflow,
    /// Document 001.
    Mssp,
    /// Document 002.
    ChildUsers,
    /// Document 003.
    Permissions,
    /// Document 004.
    Simple,
}

impl Preset {
    /// Every preset.
    pub const ALL: &[Self] = &[
        Self::Standard,
        Self::Workflow,
        Self::Mssp,
        Self::ChildUsers,
        Self::Permissions,
        Self::Simple,
    ];

    /// The name on the command line, in the API and on the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Workflow => "workflow",
            Self::Mssp => "mssp",
            Self::ChildUsers => "child_users",
            Self::Permissions => "permissions",
            Self::Simple => "simple",
        }
    }

    /// One sentence for the form that offers it.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Standard => "Every status under its own name; deleted users can be restored for 30 days.",
            Self::Workflow => "Active and inactive users against licence seats; deleting is final.",
            Self::Mssp => "Enabled, disabled and unconfirmed users with one portal admin.",
            Self::ChildUsers => "Sign-in by username, six status codes, times in GMT.",
            Self::Permissions => "Invited, active and deleted users; deleting keeps the data.",
            Self::Simple => "Active users, pending invitations, deactivated users; no disposable addresses.",
        }
    }

    /// The policy it stands for.
    #[must_use]
    pub fn policy(self) -> Policy {
        let base = Policy::default();
        match self {
            Self::Standard => base,
            Self::Workflow => Policy {
                vocabulary: Vocabulary::Workflow,
                confirm: Confirmations::where_it_matters(),
                required_fields: vec![Field::FirstName],
                deletion: Deletion::Hard,
                retention_inactive_days: Some(90),
                ..base
            },
            Self::Mssp => Policy {
                vocabulary: Vocabulary::Mssp,
                confirm: Confirmations::dialogs(),
                required_fields: vec![Field::FirstName],
                may_skip_invite_mail: Switch::Off,
                max_admins: Some(1),
                deletion: Deletion::Hard,
                ..base
            },
            Self::ChildUsers => Policy {
                vocabulary: Vocabulary::ChildUsers,
                confirm: Confirmations::where_it_matters(),
                required_fields: vec![Field::FirstName, Field::LastName, Field::Username],
                sign_in_with: SignInWith::Username,
                may_skip_invite_mail: Switch::Off,
                reset_ttl_admin_seconds: 3_600,
                deletion: Deletion::Hard,
                ..base
            },
            Self::Permissions => Policy {
                vocabulary: Vocabulary::Permissions,
                confirm: Confirmations::where_it_matters()
                    .with("delete", Confirm::TypedEmail)
                    .with("erase", Confirm::TypedEmail),
                may_skip_invite_mail: Switch::Off,
                deletion: Deletion::Soft,
                deletable_from: vec![Status::Active],
                ..base
            },
            Self::Simple => Policy {
                vocabulary: Vocabulary::Simple,
                confirm: Confirmations::where_it_matters(),
                may_skip_invite_mail: Switch::Off,
                block_disposable: Switch::On,
                deletion: Deletion::Hard,
                // An invitation is removed in the same way as a user (S4.13).
                deletable_from: vec![
                    Status::Active,
                    Status::Invited,
                    Status::InviteExpired,
                    Status::InviteRevoked,
                    Status::Added,
                    Status::Provisioned,
                ],
                ..base
            },
        }
    }
}

impl FromStr for Preset {
    type Err = UnknownPreset;
    fn from_str(name: &str) -> Result<Self, UnknownPreset> {
        Self::ALL
            .iter()
            .copied()
            .find(|p| p.name() == name)
            .ok_or(UnknownPreset)
    }
}

/// No preset has this name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("unknown preset: use standard, workflow, mssp, child_users, permissions or simple")]
pub struct UnknownPreset;
