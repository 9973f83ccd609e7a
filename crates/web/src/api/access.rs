//! Commands that change what users may reach (S2.9, S3.26, S4.2, S0.5): one body each, as each has its own words.

use super::answer::Answer;
use super::commands::{CommandBody, carried_out};
use super::input::Body;
use super::users::FilterBody;
use super::view::Report;
use crate::extract::Program;
use crate::server::Server;
use app::error::AppError;
use axum::extract::State;
use model::access::Permission;
use model::command::Command;
use model::ids::UserId;
use model::user::access::Edit;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// A set of users, and the words of one command.
macro_rules! body {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* } => $command:expr) => {
        $(#[$doc])*
        #[derive(Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// These users, in this order: at most 10,000.
            #[schema(value_type = Option<Vec<uuid::Uuid>>)]
            ids: Option<Vec<UserId>>,
            /// Everyone who matches when the command is given.
            filter: Option<FilterBody>,
            /// With `filter`: but not these.
            #[schema(value_type = Option<Vec<uuid::Uuid>>)]
            except: Option<Vec<UserId>>,
            /// Whether to say only what would happen.
            #[serde(default)]
            dry_run: bool,
            $($(#[$attribute])* $field: $type,)*
        }

        impl $name {
            fn parts(self) -> (Result<Command, AppError>, CommandBody) {
                let set = CommandBody::of_set(self.ids, self.filter, self.except, self.dry_run);
                let command: fn($($type),*) -> Result<Command, AppError> = $command;
                (command($(self.$field),*), set)
            }
        }
    };
}

body! {
    /// A set of users and their new role.
    SetRole {
        /// The slug of a role that holds no more than you do.
        #[schema(example = "helpdesk")]
        role: String,
    } => |role| Ok(Command::SetRole { role })
}

body! {
    /// A set of users and single permissions on top of the role.
    SetPermissions {
        /// Codes; those of the role need not be named.
        #[schema(example = json!(["users.export"]))]
        permissions: Vec<String>,
        /// `set` (these and no others; also where nothing is said), `add` or `remove`.
        #[serde(default)]
        #[schema(value_type = Option<String>, example = "add")]
        edit: Edit,
    } => |permissions, edit| Ok(Command::SetPermissions { permissions: codes(&permissions)?, edit })
}

body! {
    /// A set of users and their modules.
    SetModules {
        /// Slugs.
        modules: Vec<String>,
        /// `set` (these and no others; also where nothing is said), `add` or `remove`.
        #[serde(default)]
        #[schema(value_type = Option<String>, example = "add")]
        edit: Edit,
    } => |modules, edit| Ok(Command::SetModules { modules, edit })
}

body! {
    /// A set of users and their sub-accounts.
    SetSubAccounts {
        /// Slugs; null for all sub-accounts, also those that come later.
        #[serde(deserialize_with = "nullable")]
        sub_accounts: Option<Vec<String>>,
        /// `set` (these and no others; also where nothing is said), `add` or `remove`.
        #[serde(default)]
        #[schema(value_type = Option<String>, example = "add")]
        edit: Edit,
    } => |sub_accounts, edit| Ok(Command::SetSubAccounts { sub_accounts, edit })
}

body! {
    /// A set of users and their app roles.
    SetAppRoles {
        /// `app/role`, by their slugs.
        #[schema(example = json!(["crm/editor"]))]
        app_roles: Vec<String>,
        /// `set` (these and no others; also where nothing is said), `add` or `remove`.
        #[serde(default)]
        #[schema(value_type = Option<String>, example = "add")]
        edit: Edit,
    } => |app_roles, edit| Ok(Command::SetAppRoles { app_roles, edit })
}

/// A field that may be null but must be there: nobody gives everything away by forgetting it.
fn nullable<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Vec<String>>, D::Error> {
    Option::deserialize(d)
}

/// The permissions with these codes.
///
/// # Errors
/// `Invalid` for a code that there is not.
pub(super) fn codes(codes: &[String]) -> Result<Vec<Permission>, AppError> {
    let unknown = |code: &str| AppError::invalid("permissions", format!("There is no permission “{code}”."));
    let read = |code: &String| Permission::from_code(code).ok_or_else(|| unknown(code));
    codes.iter().map(read).collect()
}

/// Gives another role
///
/// Effective at once, also for sessions that are open. Needs `users.permissions`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/set-role", tag = "commands", operation_id = "set_role",
    request_body = SetRole,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn set_role(State(server): State<Server>, program: Program, Body(body): Body<SetRole>) -> Answer {
    let (command, set) = body.parts();
    carried_out(&server, &program, command, set).await
}

/// Changes single permissions
///
/// On top of what the role holds. Nobody gives or takes what they do not hold. Needs `users.permissions`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/set-permissions", tag = "commands", operation_id = "set_permissions",
    request_body = SetPermissions,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn set_permissions(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<SetPermissions>,
) -> Answer {
    let (command, set) = body.parts();
    carried_out(&server, &program, command, set).await
}

/// Changes modules
///
/// Modules for admins only are skipped for everybody else. Needs `users.permissions`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/set-modules", tag = "commands", operation_id = "set_modules",
    request_body = SetModules,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn set_modules(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<SetModules>,
) -> Answer {
    let (command, set) = body.parts();
    carried_out(&server, &program, command, set).await
}

/// Changes sub-accounts
///
/// They also limit whom an admin sees. Nobody gives a sub-account that is not theirs. Needs `users.permissions`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/set-sub-accounts", tag = "commands", operation_id = "set_sub_accounts",
    request_body = SetSubAccounts,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn set_sub_accounts(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<SetSubAccounts>,
) -> Answer {
    let (command, set) = body.parts();
    carried_out(&server, &program, command, set).await
}

/// Changes app roles
///
/// In an external portal in production only external users can be added. Needs `users.permissions`.
#[utoipa::path(
    post, path = "/api/v1/portals/{slug}/users/set-app-roles", tag = "commands", operation_id = "set_app_roles",
    request_body = SetAppRoles,
    responses(
        (status = 200, description = "What became of each", body = Report),
        (status = 202, description = "A large set: `Location` names the operation", body = Report)
    )
)]
pub(super) async fn set_app_roles(
    State(server): State<Server>,
    program: Program,
    Body(body): Body<SetAppRoles>,
) -> Answer {
    let (command, set) = body.parts();
    carried_out(&server, &program, command, set).await
}
