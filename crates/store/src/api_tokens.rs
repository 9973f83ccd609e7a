//! API tokens: a person's rights, or a part of them, for a program. Only hashes are kept.

use crate::StoreError;
use crate::db::{Param, Row, Tx};
use crate::portal_tx::PortalTx;
use crate::portals::{self, PORTAL_COLUMNS, PORTAL_WIDTH, Portal};
use crate::users::seen::{self, Value};
use crate::users::{USER_COLUMNS, USER_WIDTH, expect_rows, user};
use crate::values::{Rows, row};
use model::access::Permission;
use model::ids::{TokenId, UserPk};
use model::time::Time;
use model::user::User;
use std::sync::Arc;

/// A token to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewToken {
    /// Public id.
    pub id: TokenId,
    /// Hash of the secret.
    pub hash: Vec<u8>,
    /// Whose rights it has.
    pub user: UserPk,
    /// What people call it.
    pub name: String,
    /// The rights it is cut down to; none for all of its user's.
    pub permissions: Option<Vec<Permission>>,
    /// The user's access epoch; the token dies when the user's goes up.
    pub epoch: i64,
    /// When it was made.
    pub created_at: Time,
    /// E-mail of who made it.
    pub created_by: String,
    /// When it stops working, if ever.
    pub expires_at: Option<Time>,
}

/// A token as the list shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Public id.
    pub id: TokenId,
    /// Whose rights it has.
    pub user: UserPk,
    /// What people call it.
    pub name: String,
    /// The rights it is cut down to; none for all of its user's.
    pub permissions: Option<Vec<Permission>>,
    /// The user's access epoch when it was made.
    pub epoch: i64,
    /// The user's access epoch now; where it differs, the token does not work any more.
    pub user_epoch: i64,
    /// When it was made.
    pub created_at: Time,
    /// E-mail of who made it.
    pub created_by: String,
    /// When it stops working, if ever.
    pub expires_at: Option<Time>,
    /// The last use noted.
    pub last_used_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
}

/// A token with its user and the user's portal: all that judging a request needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Bearer {
    /// The token.
    pub token: Token,
    /// Whose rights it has, as of now.
    pub user: User,
    /// The portal that the user belongs to.
    pub portal: Arc<Portal>,
}

/// The columns of a [`Token`]; the table `users` is joined.
const TOKEN_COLUMNS: &str = "api_tokens.id, api_tokens.user_pk, api_tokens.name, api_tokens.permissions, api_tokens.epoch, \
     users.access_epoch, api_tokens.created_at, api_tokens.created_by, api_tokens.expires_at, api_tokens.last_used_at, \
     api_tokens.revoked_at";
const TOKEN_WIDTH: usize = 11;

fn token(row: &Row<'_>, at: usize) -> Result<Token, StoreError> {
    Ok(Token {
        id: TokenId(row.get(at)?),
        user: UserPk(row.get(at + 1)?),
        name: row.get(at + 2)?,
        permissions: permissions(row, at + 3)?,
        epoch: row.get(at + 4)?,
        user_epoch: row.get(at + 5)?,
        created_at: Time(row.get(at + 6)?),
        created_by: row.get(at + 7)?,
        expires_at: row.get::<Option<i64>>(at + 8)?.map(Time),
        last_used_at: row.get::<Option<i64>>(at + 9)?.map(Time),
        revoked_at: row.get::<Option<i64>>(at + 10)?.map(Time),
    })
}

/// Reads rights that are kept as a list of codes.
pub(crate) fn permissions(row: &Row<'_>, at: usize) -> Result<Option<Vec<Permission>>, StoreError> {
    let text = row.optional_text(at)?;
    text.map(|t| serde_json::from_str(t).map_err(|e| StoreError::Corrupt(format!("permissions are {t:?}: {e}"))))
        .transpose()
}

/// The text that [`permissions`] reads.
pub(crate) fn permissions_text(permissions: Option<&[Permission]>) -> Result<Option<String>, StoreError> {
    permissions
        .map(|list| serde_json::to_string(list).map_err(|e| StoreError::Other(e.to_string())))
        .transpose()
}

/// Keeps a token.
///
/// # Errors
/// `Conflict` when the id or the hash exists.
pub fn insert(p: &mut PortalTx<'_, '_>, new: &NewToken) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    rows.push(row![
        new.id.0,
        new.hash.clone(),
        p.portal.0,
        new.user.0,
        new.name.clone(),
        permissions_text(new.permissions.as_deref())?,
        new.epoch,
        new.created_at.0,
        new.created_by.clone(),
        new.expires_at.map(|t| t.0),
    ]);
    // The join leaves out a user of another portal, and then the number of rows is wrong.
    let sql = |values: &str| {
        format!(
            "INSERT INTO api_tokens (id, hash, portal, user_pk, name, permissions, epoch, created_at, created_by, expires_at) \
         WITH v (id, hash, portal, user_pk, name, permissions, epoch, created_at, created_by, expires_at) AS ({values}) \
         SELECT v.* FROM v JOIN users ON users.pk = v.user_pk AND users.portal = v.portal"
        )
    };
    let written = rows.exec(p.tx, &[], sql)?;
    expect_rows(written, 1)
}

/// The token with this hash, unless it was revoked or its user's access has ended since it was made (I4). Its time limit
/// and whether the user and the portal may sign in are for the caller to judge.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Bearer>, StoreError> {
    Ok(find_all(tx, &[hash])?.pop().map(|(_, bearer)| bearer))
}

/// The same for several hashes at once: those that are found, each with its hash.
///
/// # Errors
/// When the database fails.
pub fn find_all(tx: &mut Tx<'_>, hashes: &[&[u8]]) -> Result<Vec<(Vec<u8>, Bearer)>, StoreError> {
    let mut rows = Rows::default();
    hashes.iter().for_each(|hash| rows.push(row![*hash]));
    let sql = |any: &str| {
        format!(
            "SELECT {USER_COLUMNS}, {TOKEN_COLUMNS}, {PORTAL_COLUMNS}, api_tokens.hash FROM api_tokens \
             JOIN users ON users.pk = api_tokens.user_pk AND users.access_epoch = api_tokens.epoch \
             JOIN portals ON portals.pk = users.portal WHERE api_tokens.hash {any} AND api_tokens.revoked_at IS NULL"
        )
    };
    rows.select_any(tx, &[], sql, |row| {
        let bearer = Bearer {
            user: user(row, 0)?,
            token: token(row, USER_WIDTH)?,
            portal: portals::shared(row, USER_WIDTH + TOKEN_WIDTH)?,
        };
        Ok((row.get(USER_WIDTH + TOKEN_WIDTH + PORTAL_WIDTH)?, bearer))
    })
}

/// Notes a use; time never goes back.
///
/// # Errors
/// When the database fails.
pub fn touch(tx: &mut Tx<'_>, id: TokenId, at: Time) -> Result<(), StoreError> {
    let sql = "UPDATE api_tokens SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
    tx.exec(sql, &[&id.0, &at.0])?;
    Ok(())
}

/// Every token of the portal with the e-mail of its user, newest first; revoked ones too.
///
/// # Errors
/// When the database fails.
pub fn list(p: &mut PortalTx<'_, '_>) -> Result<Vec<(Token, String)>, StoreError> {
    let mut params: Vec<Value> = vec![Box::new(p.portal.0)];
    let seen = seen::and(p, "users.pk", &mut params);
    let sql = format!(
        "SELECT {TOKEN_COLUMNS}, users.email FROM api_tokens JOIN users ON users.pk = api_tokens.user_pk \
         WHERE api_tokens.portal = $1{seen} ORDER BY api_tokens.created_at DESC, api_tokens.id DESC"
    );
    let line = |row: &Row<'_>| Ok((token(row, 0)?, row.get(TOKEN_WIDTH)?));
    p.tx.rows(&sql, &seen::bound(&params), line)
}

/// One token of the portal.
///
/// # Errors
/// When the database fails.
pub fn by_id(p: &mut PortalTx<'_, '_>, id: TokenId) -> Result<Option<Token>, StoreError> {
    let sql = format!(
        "SELECT {TOKEN_COLUMNS} FROM api_tokens JOIN users ON users.pk = api_tokens.user_pk \
         WHERE api_tokens.id = $1 AND api_tokens.portal = $2"
    );
    let params: [&dyn Param; 2] = [&id.0, &p.portal.0];
    p.tx.one(&sql, &params, |row| token(row, 0))
}

/// Revokes a token; says whether one was there to revoke.
///
/// # Errors
/// When the database fails.
pub fn revoke(p: &mut PortalTx<'_, '_>, id: TokenId, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND portal = $2 AND revoked_at IS NULL";
    Ok(p.tx.exec(sql, &[&id.0, &p.portal.0, &now.0])? == 1)
}
