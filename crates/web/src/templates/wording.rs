//! The English words of confirmations and results (B8, B9). Numbers and names come in, whole sentences go out.

use super::components::{Kind, count, number};

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
}

/// How much a confirmation asks for (B8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
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
    /// How many failed for a technical reason.
    pub failed: u64,
    /// One more sentence after a full success: "41 seats are free now."
    pub after: String,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 12] = [
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
        }
    }

    /// The action of an address.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.slug() == slug)
    }

    /// The words in menus and on bulk buttons.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Activate => "Activate",
            Self::Deactivate => "Deactivate",
            Self::Lock => "Lock",
            Self::Unlock => "Unlock",
            Self::Resend => "Resend invitation",
            Self::Revoke => "Revoke invitation",
            Self::ResetPassword => "Reset password",
            Self::ResetMfa => "Reset MFA",
            Self::Delete => "Delete",
            Self::Restore => "Invite again",
            Self::Erase => "Erase",
            Self::SignOut => "Sign out everywhere",
        }
    }

    /// How much the confirmation asks for by default; a portal's policy may ask for more.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Activate | Self::Unlock | Self::Resend | Self::Restore => Level::One,
            Self::Deactivate | Self::Lock | Self::Revoke | Self::ResetPassword | Self::ResetMfa | Self::SignOut => {
                Level::Two
            }
            Self::Delete | Self::Erase => Level::Three,
        }
    }

    /// The question that is the title.
    #[must_use]
    pub fn question(self, who: &Who) -> String {
        let users = match who {
            Who::One(name) => name.clone(),
            Who::Many(n) => count(*n, "user", "users"),
        };
        let people = match who {
            Who::One(name) => name.clone(),
            Who::Many(n) => count(*n, "person", "people"),
        };
        match self {
            Self::Resend => format!("Send a new invitation to {people}?"),
            Self::Revoke => format!("Revoke the invitation of {users}?"),
            Self::ResetPassword => format!("Send {users} a password reset?"),
            Self::ResetMfa => format!("Reset multi-factor sign-in of {users}?"),
            Self::Erase => format!("Erase {users} and all personal data?"),
            Self::Restore => format!("Invite {users} again?"),
            Self::SignOut => format!("Sign out {users} everywhere?"),
            _ => format!("{} {users}?", self.label()),
        }
    }

    /// The words on the button that does it, for so many users.
    #[must_use]
    pub fn confirm_label(self, who: &Who) -> String {
        let Who::Many(n) = who else {
            return String::from(self.confirm_one());
        };
        match self {
            Self::Resend => format!("Send {}", count(*n, "invitation", "invitations")),
            Self::Revoke => format!("Revoke {}", count(*n, "invitation", "invitations")),
            Self::ResetPassword => format!("Reset {}", count(*n, "password", "passwords")),
            Self::ResetMfa => format!("Reset MFA of {}", count(*n, "user", "users")),
            Self::Restore => format!("Invite {}", count(*n, "user", "users")),
            Self::Erase => format!("Erase {} for good", count(*n, "user", "users")),
            Self::SignOut => format!("Sign out {}", count(*n, "user", "users")),
            _ => format!("{} {}", self.label(), count(*n, "user", "users")),
        }
    }

    const fn confirm_one(self) -> &'static str {
        match self {
            Self::Activate => "Activate user",
            Self::Deactivate => "Deactivate user",
            Self::Lock => "Lock user",
            Self::Unlock => "Unlock user",
            Self::Resend => "Send invitation",
            Self::Revoke => "Revoke invitation",
            Self::ResetPassword => "Reset password",
            Self::ResetMfa => "Reset MFA",
            Self::Delete => "Delete user",
            Self::Restore => "Send invitation",
            Self::Erase => "Erase for good",
            Self::SignOut => "Sign out user",
        }
    }

    /// What it means, one sentence or clause each.
    #[must_use]
    pub fn consequences(self, terms: &Terms) -> Vec<String> {
        let lines: Vec<Option<String>> = match self {
            Self::Activate => vec![some("They can sign in again."), terms.seats()],
            Self::Deactivate => vec![
                some("They are signed out everywhere now."),
                some("They cannot sign in."),
                some("Their seats become free."),
                terms.retention.clone(),
            ],
            Self::Lock => {
                vec![
                    some("They are signed out and cannot sign in until an admin unlocks them."),
                    some("Seats stay taken."),
                ]
            }
            Self::Unlock => vec![some("The count of wrong passwords is set to zero.")],
            Self::Resend | Self::Restore => {
                let until = terms
                    .valid_until
                    .as_ref()
                    .map(|until| format!("New links work until {until}."));
                vec![some("Older links stop working."), until]
            }
            Self::Revoke => vec![
                some("The link stops working at once."),
                some("You can invite the address again."),
            ],
            Self::ResetPassword => vec![
                some("They cannot sign in until they have set a new password."),
                some("They get a mail with a link that sets it."),
            ],
            Self::ResetMfa => vec![
                some("The authenticator and the recovery codes stop working."),
                some("The next sign-in sets them up from scratch."),
            ],
            Self::Delete => vec![Some(terms.deletion())],
            Self::Erase => vec![
                some("Name, e-mail and sign-in data are removed."),
                some("Activity entries keep an anonymous reference."),
                some("This cannot be undone."),
            ],
            Self::SignOut => vec![some("All sessions end now."), some("They can sign in again at once.")],
        };
        lines.into_iter().flatten().collect()
    }

    /// The strip's sentence after the fact, with its kind (B9).
    #[must_use]
    pub fn result(self, outcome: &Outcome) -> (Kind, String) {
        let skipped: u64 = outcome.skipped.iter().map(|(n, _)| n).sum();
        let total = outcome.done + skipped + outcome.failed;
        let missed = skipped + outcome.failed;
        let mut reasons = outcome.skipped.clone();
        if outcome.failed > 0 {
            reasons.push((outcome.failed, String::from("failed and can be tried again")));
        }
        match (outcome.done, missed) {
            (done, 0) if done > 0 => (
                Kind::Done,
                join(
                    &format!("Done. {}.", self.done(&count(done, "user", "users"), done)),
                    &outcome.after,
                ),
            ),
            (0, _) => (
                self.nothing(outcome),
                format!("{}. {}.", self.none(outcome), all_or_list(total, &reasons)),
            ),
            (done, missed) => {
                let of = format!("{} of {}", number(done), count(total, "user", "users"));
                let head = format!("Partly done. {}.", self.done(&of, done));
                (
                    Kind::Partly,
                    format!("{head} Not {}: {}.", self.missed(missed), list(&reasons)),
                )
            }
        }
    }

    const fn nothing(self, outcome: &Outcome) -> Kind {
        if outcome.failed > 0 { Kind::Error } else { Kind::NotDone }
    }

    fn done(self, who: &str, n: u64) -> String {
        let were = if n == 1 { "was" } else { "were" };
        match self {
            Self::Resend => format!("Invitation e-mail sent to {who}"),
            Self::ResetPassword => format!("Password reset sent to {who}"),
            Self::Revoke => format!("The invitation of {who} {were} revoked"),
            Self::ResetMfa => format!("Multi-factor sign-in of {who} {were} reset"),
            Self::Restore => format!("{who} {were} invited again"),
            _ => format!("{who} {}", self.participle()),
        }
    }

    fn none(self, outcome: &Outcome) -> String {
        let word = if outcome.failed > 0 { "Error" } else { "Not done" };
        match self {
            Self::Resend | Self::ResetPassword | Self::Restore => format!("{word}. No e-mail was sent"),
            _ => format!("{word}. No user was {}", self.participle()),
        }
    }

    fn missed(self, n: u64) -> String {
        match self {
            Self::Resend | Self::ResetPassword | Self::Restore => format!("sent to {}", number(n)),
            _ => format!("{}, {}", self.participle(), count(n, "user", "users")),
        }
    }

    const fn participle(self) -> &'static str {
        match self {
            Self::Activate => "activated",
            Self::Deactivate => "deactivated",
            Self::Lock => "locked",
            Self::Unlock => "unlocked",
            Self::Resend => "sent",
            Self::Revoke => "revoked",
            Self::ResetPassword | Self::ResetMfa => "reset",
            Self::Delete => "deleted",
            Self::Restore => "invited again",
            Self::Erase => "erased",
            Self::SignOut => "signed out",
        }
    }
}

impl Terms {
    fn seats(&self) -> Option<String> {
        let free = self.seats_free?;
        let short = self.seats_needed.saturating_sub(free);
        Some(if short == 0 {
            format!("Seats: {} free, {} needed.", number(free), number(self.seats_needed))
        } else {
            let skipped = format!("{} will be skipped because no seat is free", number(short));
            format!("{} will be activated, {skipped}.", number(free))
        })
    }

    fn deletion(&self) -> String {
        self.restorable_until.as_ref().map_or_else(
            || String::from("All personal data is erased. This cannot be undone."),
            |until| format!("Access ends now. Data is kept and can be restored by a new invitation until {until}."),
        )
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
        [] => String::from("Nothing was selected"),
        [(1, reason)] => format!("Reason: {reason}"),
        [(n, reason)] if *n == total => format!("All {}: {reason}", count(total, "user", "users")),
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

fn some(text: &str) -> Option<String> {
    Some(String::from(text))
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
            after: String::new(),
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
        insta::assert_snapshot!(text, @r"
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
