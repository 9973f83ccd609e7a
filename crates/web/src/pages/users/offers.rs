//! What can be done with a user: by the state of the user, and by the right of the viewer. Pages offer nothing else; the
//! use cases judge again.

use crate::speak::t;
use crate::templates::components::{MenuItem, Opens};
use crate::templates::list_view::RowButton;
use crate::templates::wording::Act;
use app::Ctx;
use app::store::users::list::ListRow;
use app::users::transfer;
use model::access::{Actor, Role};
use model::command::Command;
use model::ids::UserId;
use model::policy::{Policy, Switch};
use model::status::Status;
use model::time::Time;
use model::user::User;

/// What of a user decides about the offers.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whose they are.
    pub id: UserId,
    /// The status.
    pub status: Status,
    /// Whether the mailbox has proved itself.
    pub verified: Switch,
    /// The rank of the role.
    pub rank: i64,
    /// Whether a second factor is enrolled.
    pub second_factor: Switch,
    /// Whether the policy lets somebody in this status be deleted.
    pub deletable: Switch,
}

impl Facts {
    /// Of a row of the list.
    #[must_use]
    pub fn of_row(row: &ListRow, policy: &Policy) -> Self {
        Self {
            id: row.id,
            status: row.status,
            verified: on_since(row.email_verified_at),
            rank: row.role_rank,
            second_factor: on_since(row.second_factor_at),
            deletable: deletable(row.status, policy),
        }
    }

    /// Of a whole user.
    #[must_use]
    pub fn of_user(user: &User, policy: &Policy) -> Self {
        Self {
            id: user.id,
            status: user.status,
            verified: on_since(user.email_verified_at),
            rank: user.role.rank,
            second_factor: on_since(user.second_factor_at),
            deletable: deletable(user.status, policy),
        }
    }
}

const fn on_since(since: Option<Time>) -> Switch {
    match since {
        Some(_) => Switch::On,
        None => Switch::Off,
    }
}

fn deletable(status: Status, policy: &Policy) -> Switch {
    match policy.deletable_from.as_slice() {
        [] => Switch::On,
        from if from.contains(&status) => Switch::On,
        _ => Switch::Off,
    }
}

/// Every command, in the order of menus: what gives first, what cannot be taken back last.
const ORDER: [&str; 11] = [
    "activate",
    "unlock",
    "restore",
    "resend",
    "reset-password",
    "reset-mfa",
    "deactivate",
    "lock",
    "revoke",
    "delete",
    "erase",
];

/// Every command, in the order of menus.
#[must_use]
pub fn commands() -> Vec<Command> {
    ORDER.into_iter().filter_map(Command::from_name).collect()
}

/// The commands that the viewer may run, those first that fit most of these statuses. What removes people stands last:
/// it would be a neighbour of everyday buttons otherwise.
#[must_use]
pub fn for_many(actor: &Actor, statuses: &[Status]) -> Vec<Command> {
    let facts = |status| Facts {
        id: UserId(uuid::Uuid::nil()),
        status,
        verified: Switch::On,
        rank: 0,
        second_factor: Switch::On,
        deletable: Switch::On,
    };
    let misfits = |command: &Command| statuses.iter().filter(|status| !fits(command, facts(**status))).count();
    let mut allowed: Vec<Command> = commands()
        .into_iter()
        .filter(|command| actor.may(command.permission()))
        .collect();
    let removes = |command: &Command| matches!(command, Command::Delete { .. } | Command::Erase { .. });
    allowed.sort_by_key(|command| (removes(command), misfits(command)));
    allowed
}

/// The page's words for a command.
#[must_use]
pub const fn act_of(command: &Command) -> Act {
    match command {
        Command::Activate => Act::Activate,
        Command::Deactivate { .. } => Act::Deactivate,
        Command::Resend { .. } => Act::Resend,
        Command::Revoke { .. } => Act::Revoke,
        Command::Lock { .. } => Act::Lock,
        Command::Unlock => Act::Unlock,
        Command::ResetPassword => Act::ResetPassword,
        Command::Delete { .. } => Act::Delete,
        Command::Restore { .. } => Act::Restore,
        Command::Erase { .. } => Act::Erase,
        Command::ResetMfa => Act::ResetMfa,
        Command::SetRole { .. } => Act::SetRole,
        Command::SetPermissions { .. } => Act::SetPermissions,
        Command::SetModules { .. } => Act::SetModules,
        Command::SetSubAccounts { .. } => Act::SetSubAccounts,
        Command::SetAppRoles { .. } => Act::SetAppRoles,
    }
}

/// Whether the command can change somebody in this state at all.
fn fits(command: &Command, facts: Facts) -> bool {
    use Status as S;
    match command {
        Command::Activate => matches!(facts.status, S::Inactive | S::Provisioned) && facts.verified == Switch::On,
        Command::Deactivate { .. } => !matches!(facts.status, S::Inactive | S::Deleted),
        Command::Resend { .. } => matches!(
            facts.status,
            S::Added | S::Invited | S::InviteExpired | S::InviteRevoked | S::Unverified
        ),
        Command::Revoke { .. } => matches!(facts.status, S::Invited | S::InviteExpired),
        Command::Lock { .. } => !matches!(facts.status, S::LockedByAdmin | S::Inactive | S::Deleted),
        Command::Unlock => matches!(facts.status, S::AutoLocked | S::LockedByAdmin),
        Command::ResetPassword => matches!(
            facts.status,
            S::Active | S::Recovery | S::AwaitingNewPassword | S::AutoLocked
        ),
        Command::ResetMfa => {
            // Who has not accepted has nothing to reset yet.
            let early = matches!(
                facts.status,
                S::Added | S::Invited | S::InviteExpired | S::InviteRevoked
            );
            facts.second_factor == Switch::On && facts.status != S::Deleted && !early
        }
        // What somebody may reach is changed on the page of permissions.
        Command::SetRole { .. } | Command::SetPermissions { .. } | Command::SetModules { .. } => false,
        Command::SetSubAccounts { .. } | Command::SetAppRoles { .. } => false,
        Command::Delete { .. } => facts.status != S::Deleted && facts.deletable == Switch::On,
        Command::Restore { .. } | Command::Erase { .. } => facts.status == S::Deleted,
    }
}

/// Whether the viewer may run the command on this user.
fn allowed(command: &Command, actor: &Actor, facts: Facts) -> bool {
    let is_self = matches!(actor, Actor::Person(person) if person.id == facts.id);
    actor.may(command.permission()) && actor.reaches(facts.rank) && !(is_self && command.takes_access())
}

/// What to offer for a user, in the order of menus.
#[must_use]
pub fn of(actor: &Actor, facts: Facts) -> Vec<Command> {
    commands()
        .into_iter()
        .filter(|command| fits(command, facts) && allowed(command, actor, facts))
        .collect()
}

/// Whether the role of the portal's one admin can be handed to somebody like this (C8, S1.3).
#[must_use]
pub fn may_take_over(ctx: &Ctx, role: &Role, status: Status) -> bool {
    let able = matches!(
        status,
        Status::Active | Status::Recovery | Status::AwaitingNewPassword | Status::AutoLocked
    );
    able && !role.is_admin() && transfer::is_offered(ctx)
}

/// The entry of the menu that hands the admin role to the user with this page.
#[must_use]
pub fn transfer(href: &str) -> MenuItem {
    MenuItem::Link {
        label: t!("catalogue-transfer"),
        href: format!("{href}/transfer-admin"),
        opens: Opens::Dialog,
    }
}

/// The words for a command on a user in this state: an unverified address gets no invitation.
#[must_use]
pub fn label(command: &Command, status: Status) -> String {
    match (command, status) {
        (Command::Resend { .. }, Status::Unverified) => t!("bulk-resend-verification"),
        (Command::Resend { .. }, Status::Added) => t!("bulk-send-invitation"),
        _ => act_of(command).label(),
    }
}

/// The one button that fits the status (ui.md B1).
#[must_use]
pub fn button(offers: &[Command], status: Status, href: &str, name: &str) -> Option<RowButton> {
    let fitting = |c: &&Command| {
        matches!(
            c,
            Command::Activate | Command::Resend { .. } | Command::Unlock | Command::Restore { .. }
        )
    };
    let command = offers.iter().find(fitting)?;
    let (short, full) = match (command, status) {
        (Command::Activate, _) => (act_of(command).label(), t!("bulk-activate-name", name = name)),
        (Command::Unlock, _) => (act_of(command).label(), t!("bulk-unlock-name", name = name)),
        (Command::Restore { .. }, _) => (act_of(command).label(), t!("bulk-restore-name", name = name)),
        (_, Status::Added) => (t!("bulk-send"), t!("bulk-send-name", name = name)),
        (_, Status::Unverified) => (t!("bulk-resend"), t!("bulk-verify-name", name = name)),
        _ => (t!("bulk-resend"), t!("bulk-resend-name", name = name)),
    };
    Some(RowButton {
        label: short,
        full_name: full,
        href: format!("{href}/{}", command.name()),
    })
}

/// The menu of a row. `last_admin` says why access cannot be taken away, where it cannot.
#[must_use]
pub fn menu(
    offers: &[Command],
    status: Status,
    href: &str,
    last_admin: Option<&str>,
    activity: Switch,
) -> Vec<MenuItem> {
    let link = |label: String, href: String, opens| MenuItem::Link { label, href, opens };
    let mut items = vec![link(t!("bulk-view-or-edit"), href.to_owned(), Opens::Page)];
    if activity == Switch::On {
        items.push(link(t!("bulk-view-activity"), format!("{href}/activity"), Opens::Page));
    }
    // A reset password comes back by mail: also the last admin's.
    let takes = |command: &&Command| command.takes_access() && **command != Command::ResetPassword;
    let (taking, giving): (Vec<_>, Vec<_>) = offers.iter().partition(takes);
    items.extend(
        giving
            .into_iter()
            .map(|c| link(label(c, status), format!("{href}/{}", c.name()), Opens::Dialog)),
    );
    if !taking.is_empty() {
        items.push(MenuItem::Rule);
    }
    items.extend(taking.into_iter().map(|command| match last_admin {
        Some(reason) => MenuItem::Text {
            label: label(command, status),
            reason: reason.to_owned(),
        },
        None => link(
            label(command, status),
            format!("{href}/{}", command.name()),
            Opens::Dialog,
        ),
    }));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::access::SystemActor;

    #[test]
    fn what_fits_the_category_stands_first() {
        let first = |statuses: &[Status]| {
            let offered = for_many(&Actor::System(SystemActor::Clock), statuses);
            offered.iter().map(Command::name).take(3).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            first(&[Status::Invited, Status::InviteExpired, Status::Added]),
            "resend, deactivate, lock"
        );
        assert!(first(&[Status::Inactive]).starts_with("activate"));
        assert!(first(&[Status::Active]).starts_with("reset-password"));
        assert!(
            !first(Status::ALL).contains("delete"),
            "never beside the everyday buttons"
        );
        let offered: Vec<_> = commands().iter().map(Command::name).collect();
        let forgotten = |name: &&&str| !offered.contains(name) && !name.starts_with("set-");
        assert_eq!(Command::NAMES.iter().find(forgotten), None, "no command is forgotten");
    }

    /// Proves: S1.19
    #[test]
    fn each_status_gets_its_offers() {
        let mut table = String::new();
        for status in Status::ALL {
            let verified = if matches!(status, Status::Inactive | Status::Active | Status::Provisioned) {
                Switch::On
            } else {
                Switch::Off
            };
            let facts = Facts {
                id: UserId(uuid::Uuid::nil()),
                status: *status,
                verified,
                rank: 10,
                second_factor: Switch::Off,
                deletable: Switch::On,
            };
            let offers = of(&Actor::System(SystemActor::Clock), facts);
            let names: Vec<_> = offers.iter().map(Command::name).collect();
            table.push_str(&format!("{status}: {}\n", names.join(", ")));
        }
        insta::assert_snapshot!(table, @"
        ACTIVE: reset-password, deactivate, lock, delete
        RECOVERY: reset-password, deactivate, lock, delete
        AWAITING_NEW_PASSWORD: reset-password, deactivate, lock, delete
        UNVERIFIED: resend, deactivate, lock, delete
        INVITED: resend, deactivate, lock, revoke, delete
        INVITE_EXPIRED: resend, deactivate, lock, revoke, delete
        INVITE_REVOKED: resend, deactivate, lock, delete
        ADDED: resend, deactivate, lock, delete
        PROVISIONED: activate, deactivate, lock, delete
        AUTO_LOCKED: unlock, reset-password, deactivate, lock, delete
        LOCKED_BY_ADMIN: unlock, deactivate, delete
        INACTIVE: activate, delete
        DELETED: restore, erase
        ");
    }
}
