//! The words of confirmations and results (B8, B9). Numbers and names come in, whole sentences go out.

use super::components::{Kind, number};
use crate::speak::{say, t};
use words::Value;

/// What an admin does to users, as the pages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Take a seat, allow sign-in.
    Activate,
    /// End access, free the seat.
    Deactivate,
    /// End access, keep the seat.
    Lock,
    /// Undo a lock.
    Unlock,
    /// Send the invitation or verification again.
    Resend,
    /// Make the invitation link dead.
    Revoke,
    /// Void the password and send a link.
    ResetPassword,
    /// Remove all second factors.
    ResetMfa,
    /// Move to Deleted.
    Delete,
    /// Bring back from Deleted.
    Restore,
    /// Remove the data.
    Erase,
    /// End all sessions.
    SignOut,
    /// Give another role.
    SetRole,
    /// Change single permissions.
    SetPermissions,
    /// Change modules.
    SetModules,
    /// Change sub-accounts.
    SetSubAccounts,
    /// Change app roles.
    SetAppRoles,
}

/// How much a confirmation asks for (B8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing where script runs; without it, like level 1.
    Zero,
    /// One sentence, focus on the button.
    One,
    /// Consequences as a list, focus on Cancel.
    Two,
    /// Consequences and a typed value, focus on the heading.
    Three,
}

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// One user, by name or address.
    One(String),
    /// So many users.
    Many(u64),
}

/// What consequences depend on; texts are ready to read, none when not known or not so.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Free seats; none without a limit.
    pub seats_free: Option<u64>,
    /// How many will be activated.
    pub seats_needed: u64,
    /// How many users it is about.
    pub users: u64,
    /// Until when new links work: "29 Nov 2026 14:05 GMT".
    pub valid_until: Option<String>,
    /// "data is kept for 90 days, then erased (12 Feb 2027)".
    pub retention: Option<String>,
    /// Until when a deleted user can come back; none when deletion erases at once.
    pub restorable_until: Option<String>,
}

/// The outcome of an action on a set of users.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How many were changed.
    pub done: u64,
    /// Skipped: how many and the reason in words that follow a number, "already verified".
    pub skipped: Vec<(u64, String)>,
    /// Where one state of the users is the whole reason, that in a clause: "All 25 users are already verified".
    pub all_are: Option<String>,
    /// How many failed for a technical reason.
    pub failed: u64,
    /// One more sentence after a full success: "41 seats are free now."
    pub after: String,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Activate,
        Self::Deactivate,
        Self::Lock,
        Self::Unlock,
        Self::Resend,
        Self::Revoke,
        Self::ResetPassword,
        Self::ResetMfa,
        Self::Delete,
        Self::Restore,
        Self::Erase,
        Self::SignOut,
        Self::SetRole,
        Self::SetPermissions,
        Self::SetModules,
        Self::SetSubAccounts,
        Self::SetAppRoles,
    ];

    /// The word in addresses: `reset-password`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Resend => "resend",
            Self::Revoke => "revoke",
            Self::ResetPassword => "reset-password",
            Self::ResetMfa => "reset-mfa",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Erase => "erase",
            Self::SignOut => "sign-out",
            Self::SetRole => "set-role",
            Self::SetPermissions => "set-permissions",
            Self::SetModules => "set-modules",
            Self::SetSubAccounts => "set-sub-accounts",
            Self::SetAppRoles => "set-app-roles",
        }
    }

    /// The action of an address.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.slug() == slug)
    }

    /// The words in menus and on bulk buttons.
    #[must_use]
    pub fn label(self) -> String {
        of(self.slug(), "label", &[])
    }

    /// The words for several users: "Delete users", where a portal says so.
    #[must_use]
    pub fn label_for_many(self) -> String {
        match self {
            Self::Delete => t!("bulk-delete-many"),
            _ => self.label(),
        }
    }

    /// How much the confirmation asks for by default; a portal's policy may ask for more.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Activate | Self::Unlock | Self::Resend | Self::Restore => Level::One,
            Self::SetPermissions | Self::SetModules | Self::SetSubAccounts | Self::SetAppRoles => Level::One,
            Self::SetRole => Level::Two,
            Self::Deactivate | Self::Lock | Self::Revoke | Self::ResetPassword | Self::ResetMfa | Self::SignOut => {
                Level::Two
            }
            Self::Delete | Self::Erase => Level::Three,
        }
    }

    /// The question that is the title.
    #[must_use]
    pub fn question(self, who: &Who) -> String {
        match who {
            Who::One(name) => of(self.slug(), "question-one", &[("name", name.as_str().into())]),
            Who::Many(n) => of(self.slug(), "question", &[("n", (*n).into())]),
        }
    }

    /// The words on the button that does it, for so many users.
    #[must_use]
    pub fn confirm_label(self, who: &Who) -> String {
        match who {
            Who::One(_) => of(self.slug(), "button-one", &[]),
            Who::Many(n) => of(self.slug(), "button", &[("n", (*n).into())]),
        }
    }

    /// What it means, one sentence or clause each.
    #[must_use]
    pub fn consequences(self, terms: &Terms) -> Vec<String> {
        let until = || {
            let until = terms.valid_until.as_deref()?;
            Some(t!("bulk-links-until", until = until))
        };
        match self {
            Self::Activate => with([t!("bulk-can-sign-in")], terms.seats()),
            Self::Deactivate => with(
                [
                    t!("bulk-signed-out"),
                    t!("bulk-cannot-sign-in"),
                    t!("bulk-seats-become-free", n = terms.users),
                ],
                terms.retention.clone(),
            ),
            Self::Lock => vec![t!("bulk-locked-until"), t!("bulk-seats-stay", n = terms.users)],
            Self::Unlock => vec![t!("bulk-count-zero")],
            Self::Resend | Self::Restore => with([t!("bulk-links-stop")], until()),
            Self::Revoke => vec![t!("bulk-link-stops"), t!("bulk-invite-again")],
            Self::ResetPassword => vec![t!("bulk-new-password-first"), t!("bulk-reset-mail")],
            Self::ResetMfa => vec![t!("bulk-codes-stop"), t!("bulk-set-up-again")],
            Self::Delete => vec![terms.deletion()],
            Self::Erase => vec![t!("bulk-data-removed"), t!("bulk-anonymous"), t!("bulk-final")],
            Self::SignOut => vec![t!("bulk-sessions-end"), t!("bulk-sign-in-at-once")],
            Self::SetRole | Self::SetPermissions | Self::SetModules | Self::SetSubAccounts | Self::SetAppRoles => {
                vec![t!("bulk-access-changes")]
            }
        }
    }

    /// The strip's sentence after the fact, with its kind (B9).
    #[must_use]
    pub fn result(self, outcome: &Outcome) -> (Kind, String) {
        told(self.slug(), outcome)
    }

    /// Why it cannot be undone, where it cannot (B9).
    #[must_use]
    pub fn stays(self) -> Option<String> {
        match self {
            Self::Resend | Self::Restore => Some(t!("bulk-mail-stays")),
            Self::Revoke => Some(t!("bulk-revoked-stays")),
            Self::ResetPassword => Some(t!("bulk-password-stays")),
            Self::ResetMfa => Some(t!("bulk-mfa-stays")),
            Self::Erase => Some(t!("bulk-erased-stays")),
            _ => None,
        }
    }
}

/// The sentence after an operation was taken back.
#[must_use]
pub fn undone(outcome: &Outcome) -> (Kind, String) {
    told("undo", outcome)
}

/// A text of the family of an act.
fn of(slug: &str, what: &str, args: &[(&str, Value<'_>)]) -> String {
    let id = format!("bulk-{slug}-{what}");
    say(&id, args)
}

fn with<const N: usize>(sentences: [String; N], more: Option<String>) -> Vec<String> {
    sentences.into_iter().chain(more).collect()
}

fn told(slug: &str, outcome: &Outcome) -> (Kind, String) {
    let skipped: u64 = outcome.skipped.iter().map(|(n, _)| n).sum();
    let missed = skipped + outcome.failed;
    let total = outcome.done + missed;
    let reasons = outcome.reasons();
    match (outcome.done, missed) {
        (done, 0) if done > 0 => {
            let sentence = of(slug, "done", &[("n", done.into())]);
            (Kind::Done, join(&sentence, &outcome.after))
        }
        (0, _) => {
            let (kind, what) = if outcome.failed > 0 {
                (Kind::Error, "error")
            } else {
                (Kind::NotDone, "none")
            };
            let why = || all_or_list(total, &reasons);
            let why = outcome.all_are.clone().unwrap_or_else(why);
            (kind, of(slug, what, &[("why", why.into())]))
        }
        (done, missed) => {
            let args = [
                ("done", done.into()),
                ("total", total.into()),
                ("missed", missed.into()),
                ("reasons", list(&reasons).into()),
            ];
            (Kind::Partly, of(slug, "partly", &args))
        }
    }
}

impl Outcome {
    /// Why not, in words that follow a number; what failed comes last.
    #[must_use]
    pub fn reasons(&self) -> Vec<(u64, String)> {
        let failed = (self.failed > 0).then(|| (self.failed, t!("bulk-failed")));
        self.skipped.iter().cloned().chain(failed).collect()
    }
}

impl Terms {
    fn seats(&self) -> Option<String> {
        let free = self.seats_free?;
        let short = self.seats_needed.saturating_sub(free);
        Some(if short == 0 {
            t!("bulk-seats-enough", free = free, needed = self.seats_needed)
        } else {
            t!("bulk-seats-short", free = free, short = short)
        })
    }

    fn deletion(&self) -> String {
        match self.restorable_until.as_deref() {
            Some(until) => t!("bulk-deletes-until", until = until),
            None => t!("bulk-deletes-all"),
        }
    }
}

/// "5 already verified, 2 deactivated".
#[must_use]
pub fn list(reasons: &[(u64, String)]) -> String {
    let parts: Vec<_> = reasons
        .iter()
        .map(|(n, reason)| format!("{} {reason}", number(*n)))
        .collect();
    parts.join(", ")
}

fn all_or_list(total: u64, reasons: &[(u64, String)]) -> String {
    match reasons {
        [] => t!("bulk-nothing-selected"),
        [(1, reason)] => t!("bulk-reason", reason = reason),
        [(n, reason)] if *n == total => t!("bulk-all", total = total, reason = reason),
        _ => list(reasons),
    }
}

fn join(head: &str, after: &str) -> String {
    if after.is_empty() {
        String::from(head)
    } else {
        format!("{head} {after}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Outcome, Terms, Who};

    fn outcome(done: u64, skipped: &[(u64, &str)], failed: u64) -> Outcome {
        let skipped = skipped.iter().map(|(n, reason)| (*n, String::from(*reason))).collect();
        Outcome {
            done,
            skipped,
            failed,
            ..Outcome::default()
        }
    }

    #[test]
    fn results_say_how_many_and_why_not() {
        let full = Outcome {
            after: String::from("41 seats are free now."),
            ..outcome(3, &[], 0)
        };
        insta::assert_snapshot!(Act::Deactivate.result(&full).1, @"Done. 3 users deactivated. 41 seats are free now.");
        let partly = outcome(18, &[(5, "already verified"), (2, "deactivated")], 0);
        insta::assert_snapshot!(Act::Resend.result(&partly).1, @"Partly done. Invitation e-mail sent to 18 of 25 users. Not sent to 7: 5 already verified, 2 deactivated.");
        insta::assert_snapshot!(Act::Lock.result(&outcome(1, &[(1, "yourself")], 1)).1, @"Partly done. 1 of 3 users locked. Not locked, 2 users: 1 yourself, 1 failed and can be tried again.");
        insta::assert_snapshot!(Act::Resend.result(&outcome(0, &[(25, "already verified")], 0)).1, @"Not done. No e-mail was sent. All 25 users: already verified.");
        let everybody = Outcome {
            all_are: Some(String::from("All 25 users are already verified")),
            ..outcome(0, &[(25, "already verified")], 0)
        };
        insta::assert_snapshot!(Act::Resend.result(&everybody).1, @"Not done. No e-mail was sent. All 25 users are already verified.");
        insta::assert_snapshot!(Act::Delete.result(&outcome(0, &[(1, "last admin of this portal")], 0)).1, @"Not done. No user was deleted. Reason: last admin of this portal.");
        insta::assert_snapshot!(Act::Unlock.result(&outcome(0, &[], 4)).1, @"Error. No user was unlocked. All 4 users: failed and can be tried again.");
        insta::assert_snapshot!(Act::ResetMfa.result(&outcome(1, &[], 0)).1, @"Done. Multi-factor sign-in of 1 user was reset.");
    }

    #[test]
    fn questions_and_buttons_repeat_verb_and_noun() {
        let ann = Who::One(String::from("Ann Lee"));
        let text = Act::ALL
            .map(|act| format!("{} [{}]", act.question(&ann), act.confirm_label(&ann)))
            .join("\n");
        insta::assert_snapshot!(text, @"
        Activate Ann Lee? [Activate user]
        Deactivate Ann Lee? [Deactivate user]
        Lock Ann Lee? [Lock user]
        Unlock Ann Lee? [Unlock user]
        Send a new invitation to Ann Lee? [Send invitation]
        Revoke the invitation of Ann Lee? [Revoke invitation]
        Send Ann Lee a password reset? [Reset password]
        Reset multi-factor sign-in of Ann Lee? [Reset MFA]
        Delete Ann Lee? [Delete user]
        Invite Ann Lee again? [Send invitation]
        Erase Ann Lee and all personal data? [Erase for good]
        Sign out Ann Lee everywhere? [Sign out user]
        Change the role of Ann Lee? [Change role]
        Change the permissions of Ann Lee? [Change permissions]
        Change the modules of Ann Lee? [Change modules]
        Change the sub-accounts of Ann Lee? [Change sub-accounts]
        Change the app roles of Ann Lee? [Change app roles]
        ");
        let many = Who::Many(1_212);
        insta::assert_snapshot!(Act::Delete.confirm_label(&many), @"Delete 1,212 users");
        insta::assert_snapshot!(Act::Resend.question(&Who::Many(1)), @"Send a new invitation to 1 person?");
        insta::assert_snapshot!(Act::ResetPassword.confirm_label(&Who::Many(21)), @"Reset 21 passwords");
    }

    #[test]
    fn seats_and_deletion_depend_on_the_portal() {
        let enough = Terms {
            seats_free: Some(38),
            seats_needed: 12,
            ..Terms::default()
        };
        let short = Terms {
            seats_free: Some(38),
            seats_needed: 42,
            ..Terms::default()
        };
        insta::assert_snapshot!(Act::Activate.consequences(&enough).join(" "), @"They can sign in again. Seats: 38 free, 12 needed.");
        insta::assert_snapshot!(Act::Activate.consequences(&short).join(" "), @"They can sign in again. 38 will be activated, 4 will be skipped because no seat is free.");
        insta::assert_snapshot!(Act::Activate.consequences(&Terms::default()).join(" "), @"They can sign in again.");
        insta::assert_snapshot!(Act::Delete.consequences(&Terms::default()).join(" "), @"All personal data is erased. This cannot be undone.");
        let soft = Terms {
            restorable_until: Some(String::from("22 Dec 2026")),
            ..Terms::default()
        };
        insta::assert_snapshot!(Act::Delete.consequences(&soft).join(" "), @"Access ends now. Data is kept and can be restored by a new invitation until 22 Dec 2026.");
    }

    #[test]
    fn every_slug_leads_back_to_its_act() {
        for act in Act::ALL {
            assert_eq!(Act::from_slug(act.slug()), Some(act));
        }
        assert_eq!(Act::from_slug("promote"), None);
    }
}
