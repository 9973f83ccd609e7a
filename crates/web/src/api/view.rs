//! The JSON shapes of the API. Only this file says how a thing looks outside.

use app::users::list::Summary as Tiles;
use model::access::{BuiltIn, Permission};
use model::event::Event;
use model::operation::Operation;
use model::policy::Policy;
use model::report::{Line, Report as Outcomes};
use model::time::Time;
use model::user::{self, Lifecycle, Onboarding};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use app::store::portals::PortalLine;
use app::store::users::Delivery;
use app::store::users::list::ListRow;
use utoipa::ToSchema;
use uuid::Uuid;

/// An instant: RFC 3339, UTC.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = DateTime, example = "2026-11-22T14:05:00Z")]
pub(super) struct Instant(pub(super) Time);

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// The entries.
    pub(super) items: Vec<T>,
    /// The value of `after` for the next page; null on the last one.
    pub(super) next: Option<String>,
    /// The value of `before` for the page before; null on the first one.
    pub(super) prev: Option<String>,
    /// How many match; null where they are not counted.
    pub(super) total: Option<i64>,
    /// Whether `total` is the exact number; if not, there are more.
    pub(super) total_is_exact: bool,
}

/// Everything of a short list: it has no pages.
#[derive(Serialize, ToSchema)]
pub(super) struct All<T> {
    /// The entries.
    pub(super) items: Vec<T>,
}

/// A user.
#[derive(Serialize, ToSchema)]
pub(super) struct User {
    id: Uuid,
    email: String,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    /// `external`, `internal` or `service`.
    #[schema(example = "external")]
    kind: String,
    /// The derived status.
    #[schema(example = "ACTIVE")]
    status: String,
    /// The key of the portal's category that the status belongs to; empty where it is not listed.
    category: String,
    /// The slug of the role.
    #[schema(example = "user")]
    role: String,
    /// What the role holds.
    permissions: Vec<String>,
    /// Modules of the user.
    modules: Vec<String>,
    /// Sub-accounts that the user is limited to.
    sub_accounts: Vec<String>,
    /// Roles in apps.
    app_roles: Vec<String>,
    /// Second factors.
    mfa: Vec<String>,
    last_sign_in_at: Option<Instant>,
    added_at: Instant,
    modified_at: Instant,
    /// The last invitation, while it has not been accepted.
    invitation: Option<Invitation>,
    /// The lock that counts now.
    lock: Option<Lock>,
    /// Whether a command can delete this user; false as long as there is no such command.
    deletable: bool,
    /// Goes up with every change; also the `ETag`.
    pub(super) version: i64,
}

/// An invitation that has not been accepted.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitation {
    /// When the mail was queued.
    sent_at: Option<Instant>,
    /// When the link stops working; null once it was revoked.
    expires_at: Option<Instant>,
    /// What became of the mail: `queued`, `sent`, `dead` or `cancelled`.
    delivery: Option<String>,
}

/// A lock: no sign-in.
#[derive(Serialize, ToSchema)]
pub(super) struct Lock {
    /// `auto` (too many wrong passwords) or `admin`.
    kind: String,
    /// When it ends by itself.
    until: Option<Instant>,
    /// What the admin wrote.
    reason: Option<String>,
}

fn instant(time: Time) -> Instant {
    Instant(time)
}

fn codes(permissions: impl IntoIterator<Item = Permission>) -> Vec<String> {
    permissions.into_iter().map(|p| p.code().to_owned()).collect()
}

fn held_by(role: &str) -> Vec<String> {
    codes(model::access::Role { slug: role.to_owned(), rank: 0 }.permissions())
}

impl User {
    /// A row of a list.
    pub(super) fn of_row(row: ListRow, policy: &Policy, now: Time) -> Self {
        let invitation = match row.lifecycle_detail.as_deref() {
            Some("invited") => Some((row.lifecycle_at, row.mail_at, row.mail_state)),
            Some("revoked") => Some((None, row.mail_at, row.mail_state)),
            _ => None,
        };
        let until = row.lock_until;
        let lock = row.lock_kind.filter(|_| until.is_none_or(|at| at > now));
        Self {
            id: row.id.0,
            email: row.email,
            username: row.username,
            first_name: row.first_name,
            last_name: row.last_name,
            kind: row.kind,
            status: row.status.code().to_owned(),
            category: policy.category_of(row.status).to_owned(),
            permissions: held_by(&row.role),
            role: row.role,
            modules: Vec::new(),
            sub_accounts: Vec::new(),
            app_roles: Vec::new(),
            mfa: Vec::new(),
            last_sign_in_at: row.last_sign_in_at.map(Instant),
            added_at: instant(row.added_at),
            modified_at: instant(row.modified_at),
            invitation: invitation.map(|(expires_at, sent_at, delivery)| Invitation {
                sent_at: sent_at.map(Instant),
                expires_at: expires_at.map(Instant),
                delivery,
            }),
            lock: lock.map(|kind| Lock { kind, until: until.map(Instant), reason: row.lock_reason }),
            deletable: false,
            version: row.version,
        }
    }

    /// A user, whole.
    pub(super) fn of(user: &user::User, delivery: Option<&Delivery>, policy: &Policy, now: Time) -> Self {
        let profile = &user.profile;
        Self {
            id: user.id.0,
            email: profile.email.to_string(),
            username: profile.username.as_ref().map(ToString::to_string),
            first_name: profile.first_name.as_ref().map(ToString::to_string),
            last_name: profile.last_name.as_ref().map(ToString::to_string),
            kind: user.kind.code().to_owned(),
            status: user.status.code().to_owned(),
            category: policy.category_of(user.status).to_owned(),
            role: user.role.slug.clone(),
            permissions: codes(user.role.permissions()),
            modules: Vec::new(),
            sub_accounts: Vec::new(),
            app_roles: Vec::new(),
            mfa: Vec::new(),
            last_sign_in_at: user.last_sign_in_at.map(Instant),
            added_at: instant(user.added_at),
            modified_at: instant(user.modified_at),
            invitation: invitation(user.lifecycle, delivery),
            lock: user.lock_at(now).map(lock),
            deletable: false,
            version: user.version,
        }
    }
}

fn invitation(lifecycle: Lifecycle, delivery: Option<&Delivery>) -> Option<Invitation> {
    let expires_at = match lifecycle {
        Lifecycle::Pending(Onboarding::Invited { expires_at }) => Some(instant(expires_at)),
        Lifecycle::Pending(Onboarding::Revoked) => None,
        _ => return None,
    };
    Some(Invitation {
        sent_at: delivery.map(|d| instant(d.at)),
        expires_at,
        delivery: delivery.map(|d| d.state.clone()),
    })
}

fn lock(lock: &user::Lock) -> Lock {
    match lock {
        user::Lock::Auto { until, .. } => Lock { kind: String::from("auto"), until: Some(instant(*until)), reason: None },
        user::Lock::Admin { reason, .. } => Lock { kind: String::from("admin"), until: None, reason: reason.clone() },
    }
}

/// What a command did: `done + skipped + failed` users were asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct Report {
    /// The operation, for later reference; null for a dry run.
    operation: Option<Uuid>,
    done: i64,
    skipped: i64,
    failed: i64,
    /// One entry per asked user or address, in the order asked; empty while a large set is being worked on.
    outcomes: Vec<Outcome>,
}

/// What became of one asked user or address.
#[derive(Serialize, ToSchema)]
pub(super) struct Outcome {
    /// The text that was asked for; only for addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    /// The user, where there is one.
    id: Option<Uuid>,
    /// The user's address; null where there is none to show.
    email: Option<String>,
    /// `done`, `skipped` or `failed`.
    #[schema(example = "done")]
    outcome: String,
    /// Why it was skipped, as a stable code; or what failed.
    reason: Option<String>,
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Report {
    /// Every user has its outcome.
    pub(super) fn finished(report: Outcomes) -> Self {
        Self {
            operation: report.operation.map(|id| id.0),
            done: number(report.done()),
            skipped: number(report.skipped()),
            failed: number(report.failed()),
            outcomes: report.lines.into_iter().map(Outcome::of).collect(),
        }
    }

    /// A large set that is being worked on.
    pub(super) fn started(operation: &Operation) -> Self {
        Self {
            operation: Some(operation.id.0),
            done: operation.done,
            skipped: operation.skipped,
            failed: operation.failed,
            outcomes: Vec::new(),
        }
    }
}

impl Outcome {
    pub(super) fn of(line: Line) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        Self {
            outcome: line.outcome.code().to_owned(),
            reason: line.outcome.reason().map(str::to_owned),
            input: some(line.input),
            id: line.id.map(|id| id.0),
            email: some(line.email),
        }
    }
}

/// One command run on a set of users.
#[derive(Serialize, ToSchema)]
pub(super) struct Job {
    id: Uuid,
    /// The command: `activate`, `deactivate`, `resend`, `revoke`, `invite`, `add` and so on.
    command: String,
    /// `running`, `done` or `stopped`.
    state: String,
    /// Who asked for it.
    actor: String,
    total: i64,
    done: i64,
    skipped: i64,
    failed: i64,
    created_at: Instant,
    finished_at: Option<Instant>,
}

impl Job {
    pub(super) fn of(operation: &Operation) -> Self {
        Self {
            id: operation.id.0,
            command: operation.work.name().to_owned(),
            state: operation.state.code().to_owned(),
            actor: operation.actor_label.clone(),
            total: operation.total,
            done: operation.done,
            skipped: operation.skipped,
            failed: operation.failed,
            created_at: instant(operation.created_at),
            finished_at: operation.finished_at.map(Instant),
        }
    }
}

/// The numbers of a portal.
#[derive(Serialize, ToSchema)]
pub(super) struct Summary {
    /// Users of every status but `DELETED`.
    users: i64,
    /// The portal's categories, in its order.
    categories: Vec<CategoryCount>,
    /// Users per status; every status is named.
    statuses: BTreeMap<String, i64>,
    seats: SeatCount,
}

/// Users of one category.
#[derive(Serialize, ToSchema)]
pub(super) struct CategoryCount {
    key: String,
    label: String,
    statuses: Vec<String>,
    users: i64,
}

/// Seats of a portal.
#[derive(Serialize, ToSchema)]
pub(super) struct SeatCount {
    /// Taken by active users.
    held: i64,
    /// The limit; null for any number.
    owned: Option<i64>,
}

impl Summary {
    pub(super) fn of(tiles: &Tiles) -> Self {
        let category = |category: &model::policy::Category| CategoryCount {
            key: category.key.to_owned(),
            label: category.label.to_owned(),
            statuses: category.statuses.iter().map(|s| s.code().to_owned()).collect(),
            users: tiles.in_category(category),
        };
        let all = model::status::Status::ALL.iter();
        Self {
            users: tiles.all(),
            categories: tiles.categories.iter().map(category).collect(),
            statuses: all.map(|s| (s.code().to_owned(), tiles.counts.of(&[*s]))).collect(),
            seats: SeatCount { held: tiles.counts.seats, owned: tiles.seats_owned },
        }
    }
}

/// One line of the audit log.
#[derive(Serialize, ToSchema)]
pub(super) struct Entry {
    pub(super) id: Uuid,
    at: Instant,
    actor: EntryActor,
    /// What happened.
    #[schema(example = "user.deactivated")]
    action: String,
    /// `done`, `refused` or `failed`.
    result: String,
    /// The user it was done to.
    target: Option<EntryTarget>,
    /// Why it was refused, or what the actor wrote.
    reason: Option<String>,
    /// The operation it belongs to.
    operation: Option<Uuid>,
    request_id: Uuid,
    /// Changed fields: `{"field": {"before": …, "after": …}}`.
    #[schema(value_type = Object)]
    changes: serde_json::Map<String, serde_json::Value>,
    /// Address of the client; empty for the system.
    ip: String,
    /// Name of the client program.
    client: String,
}

/// Who acted.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryActor {
    /// The address, `system` or `command line`.
    email: String,
    /// The slug of the role at that time; empty for the system.
    role: String,
    /// Whether the provider's staff acted inside a customer's portal.
    provider: bool,
}

/// Whom it was done to.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryTarget {
    id: Uuid,
    /// The address at that time.
    email: String,
}

impl Entry {
    pub(super) fn of(event: Event) -> Self {
        Self {
            id: event.id.0,
            at: instant(event.at),
            actor: EntryActor { email: event.by.label, role: event.by.role, provider: event.by.provider },
            action: event.action.code().to_owned(),
            result: event.result.code().to_owned(),
            target: event.target.map(|t| EntryTarget { id: t.id.0, email: t.label }),
            reason: event.reason,
            operation: event.operation.map(|id| id.0),
            request_id: event.request.0,
            changes: event.changes,
            ip: event.ip,
            client: event.client,
        }
    }
}

/// An API token, without its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct Token {
    id: Uuid,
    name: String,
    /// The address of the user it acts for.
    user: String,
    /// What it is cut down to; null for all that its user holds.
    permissions: Option<Vec<String>>,
    /// `live`, `expired`, `revoked`, or `ended` when the access of its user was ended since it was made.
    state: String,
    created_at: Instant,
    created_by: String,
    expires_at: Option<Instant>,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
}

impl Token {
    pub(super) fn of(token: app::store::api_tokens::Token, user: String, now: Time) -> Self {
        let state = match &token {
            t if t.revoked_at.is_some() => "revoked",
            t if t.epoch != t.user_epoch => "ended",
            t if t.expires_at.is_some_and(|at| at <= now) => "expired",
            _ => "live",
        };
        Self {
            id: token.id.0,
            name: token.name,
            user,
            permissions: token.permissions.map(codes),
            state: state.to_owned(),
            created_at: instant(token.created_at),
            created_by: token.created_by,
            expires_at: token.expires_at.map(Instant),
            last_used_at: token.last_used_at.map(Instant),
            revoked_at: token.revoked_at.map(Instant),
        }
    }
}

/// A new API token. The secret is shown this once.
#[derive(Serialize, ToSchema)]
pub(super) struct NewToken {
    pub(super) id: Uuid,
    /// The text for the `Authorization` header.
    #[schema(example = "ptc_…")]
    pub(super) token: String,
}

/// A role that can be held in the portal.
#[derive(Serialize, ToSchema)]
pub(super) struct RoleInfo {
    slug: String,
    label: String,
    /// Nobody acts on a higher rank.
    rank: i64,
    permissions: Vec<String>,
}

impl RoleInfo {
    pub(super) fn of(role: &BuiltIn) -> Self {
        Self {
            slug: role.slug.to_owned(),
            label: role.label.to_owned(),
            rank: role.rank,
            permissions: codes((role.permissions)()),
        }
    }
}

/// A session of a user.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionInfo {
    id: Uuid,
    created_at: Instant,
    last_seen_at: Instant,
    expires_at: Instant,
    ip: String,
    client: String,
}

impl SessionInfo {
    pub(super) fn of(session: app::store::sessions::Session) -> Self {
        Self {
            id: session.id,
            created_at: instant(session.created_at),
            last_seen_at: instant(session.last_seen_at),
            expires_at: instant(session.expires_at),
            ip: session.ip,
            client: session.client,
        }
    }
}

/// Who the token is and what it may do.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// The user that the token acts for.
    pub(super) user: User,
    /// The portal that the request is in.
    pub(super) portal: PortalName,
    /// What the token may do: never more than its user holds now.
    pub(super) permissions: Vec<String>,
    /// The token.
    pub(super) token: TokenName,
}

impl Me {
    pub(super) fn of(user: User, portal: PortalName, permissions: &[Permission], token: TokenName) -> Self {
        Self { user, portal, permissions: codes(permissions.iter().copied()), token }
    }
}

/// A portal by its names.
#[derive(Serialize, ToSchema)]
pub(super) struct PortalName {
    pub(super) slug: String,
    pub(super) name: String,
}

/// A token by its names.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenName {
    pub(super) id: Uuid,
    pub(super) name: String,
}

/// A customer's portal.
#[derive(Serialize, ToSchema)]
pub(super) struct PortalInfo {
    pub(super) slug: String,
    pub(super) name: String,
    /// The preset that its policy began with.
    pub(super) preset: String,
    /// `active`, `suspended` or `closing`.
    pub(super) state: String,
    seats: SeatCount,
    /// Users of every status but `DELETED`.
    users: i64,
    /// Users who have not accepted yet.
    pending: i64,
    created_at: Instant,
    /// Goes up with every change; also the `ETag`.
    pub(super) version: i64,
}

impl PortalInfo {
    pub(super) fn of(line: PortalLine) -> Self {
        Self {
            slug: line.portal.slug,
            name: line.portal.name,
            preset: line.portal.preset,
            state: line.portal.state,
            seats: SeatCount { held: line.seats_held, owned: line.portal.seat_limit },
            users: line.users,
            pending: line.pending,
            created_at: instant(line.portal.created_at),
            version: line.portal.version,
        }
    }
}

/// An error (RFC 9457), sent as `application/problem+json`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `error::Problem` writes")]
pub(super) struct Problem {
    /// `about:blank#` and the code.
    r#type: String,
    /// The words of the HTTP status.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What went wrong; stable.
    #[schema(example = "invalid")]
    code: String,
    /// One sentence for people.
    detail: String,
    /// Stands in the log, too.
    request_id: Uuid,
    /// With code `invalid`: the fields.
    errors: Option<Vec<ProblemField>>,
    /// With code `forbidden`: what was missing.
    permission: Option<String>,
}

/// One field that cannot stand as it is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `error::Problem` writes")]
pub(super) struct ProblemField {
    field: String,
    message: String,
}
