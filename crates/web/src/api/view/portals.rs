//! Portals and their numbers.

use super::Instant;
use app::portals::deploy::Deployment;
use app::store::portals::PortalLine;
use app::users::list::Summary as Tiles;
use model::user::User;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The numbers of a portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct Summary {
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
pub(crate) struct CategoryCount {
    key: String,
    label: String,
    statuses: Vec<String>,
    users: i64,
}

/// Seats of a portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeatCount {
    /// Taken by active users.
    held: i64,
    /// The limit; null for any number.
    owned: Option<i64>,
}

impl Summary {
    pub(crate) fn of(tiles: &Tiles) -> Self {
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
            seats: SeatCount {
                held: tiles.counts.seats,
                owned: tiles.seats_owned,
            },
        }
    }
}

/// A customer's portal.
#[derive(Serialize, ToSchema)]
pub(crate) struct PortalInfo {
    pub(crate) slug: String,
    pub(crate) name: String,
    /// The preset that its policy began with.
    pub(crate) preset: String,
    /// `active`, `suspended` or `closing`.
    pub(crate) state: String,
    /// Whom it is for: `external` or `internal`.
    kind: String,
    /// `draft` or `production`.
    stage: String,
    seats: SeatCount,
    /// Users of every status but `DELETED`.
    users: i64,
    /// Users who have not accepted yet.
    pending: i64,
    created_at: Instant,
    /// Goes up with every change; also the `ETag`.
    pub(crate) version: i64,
}

impl PortalInfo {
    pub(crate) fn of(line: PortalLine) -> Self {
        Self {
            slug: line.portal.slug,
            name: line.portal.name,
            preset: line.portal.preset,
            state: line.portal.state,
            kind: line.portal.kind.code().to_owned(),
            stage: line.portal.stage.code().to_owned(),
            seats: SeatCount {
                held: line.seats_held,
                owned: line.portal.seat_limit,
            },
            users: line.users,
            pending: line.pending,
            created_at: Instant(line.portal.created_at),
            version: line.portal.version,
        }
    }
}

/// Where a portal is on its way into production.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deployed {
    /// `draft` or `production`.
    stage: String,
    /// `external` or `internal`.
    kind: String,
    /// Users who are not external and hold app roles.
    internal_users: Vec<InternalUser>,
}

/// A user who is not external and holds app roles.
#[derive(Serialize, ToSchema)]
pub(crate) struct InternalUser {
    id: uuid::Uuid,
    email: String,
    name: String,
    /// As `app/role`.
    app_roles: Vec<String>,
}

impl Deployed {
    pub(crate) fn of(report: &Deployment) -> Self {
        let user = |user: &User| InternalUser {
            id: user.id.0,
            email: user.profile.email.to_string(),
            name: user.full_name(),
            app_roles: user.grants.app_roles.iter().cloned().collect(),
        };
        Self {
            stage: report.stage.code().to_owned(),
            kind: report.kind.code().to_owned(),
            internal_users: report.internal_users.iter().map(user).collect(),
        }
    }
}
