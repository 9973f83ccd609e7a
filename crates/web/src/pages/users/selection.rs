//! Whom a form means: the ticked users, or everybody who matches a filter that the server signed, less some (ui.md B6).

use crate::pages::fields::Fields;
use crate::speak::t;
use app::Ctx;
use app::error::AppError;
use app::users::list;
use app::users::run::Target;
use model::ids::UserId;
use model::query::Filter;

/// The number seen, where the list itself could not say it exactly.
pub(super) const UNKNOWN: i64 = -1;

/// A selection.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one per request, never many side by side")]
pub(super) enum Selection {
    /// These users.
    Ids(Vec<UserId>),
    /// Everybody who matches.
    All {
        /// What they match.
        filter: Filter,
        /// How many they were when the person looked.
        seen: i64,
        /// Except these.
        except: Vec<UserId>,
    },
}

impl Selection {
    /// Reads a form; none when nothing is selected.
    ///
    /// # Errors
    /// `Invalid` for ids that are none, and for a filter that this server has not signed for this portal.
    pub(super) fn read(ctx: &Ctx, fields: &Fields) -> Result<Option<Self>, AppError> {
        if fields.get("sel") == "all" {
            let thawed = list::thaw(ctx, fields.get("filter"));
            let stale = |_| AppError::invalid("filter", t!("list-selection-stale"));
            let (filter, seen) = thawed.map_err(stale)?;
            return Ok(Some(Self::All {
                filter,
                seen,
                except: ids(fields, "except")?,
            }));
        }
        let ids = ids(fields, "ids")?;
        Ok((!ids.is_empty()).then_some(Self::Ids(ids)))
    }

    /// The set for the use cases.
    pub(super) fn target(&self) -> Target {
        match self {
            Self::Ids(ids) => Target::Ids(ids.clone()),
            Self::All { filter, except, .. } => Target::Matching {
                filter: filter.clone(),
                except: except.clone(),
            },
        }
    }

    /// How many are meant now, each of the ticked ones counted.
    ///
    /// # Errors
    /// `Forbidden`, or the database's.
    pub(super) fn size(&self, ctx: &Ctx) -> Result<usize, AppError> {
        match self {
            Self::Ids(ids) => Ok(ids.len()),
            Self::All { filter, except, .. } => {
                let n = list::count_all(ctx, filter, except)?;
                Ok(usize::try_from(n).unwrap_or_default())
            }
        }
    }

    /// How many match now, where that was another number when the person looked.
    ///
    /// # Errors
    /// `Forbidden`, or the database's.
    pub(super) fn changed(&self, ctx: &Ctx) -> Result<Option<(i64, i64)>, AppError> {
        match self {
            Self::All { filter, seen, .. } if *seen != UNKNOWN => {
                let now = list::count_all(ctx, filter, &[])?;
                Ok((now != *seen).then_some((now, *seen)))
            }
            _ => Ok(None),
        }
    }

    /// The hidden fields that carry the selection on; a filter is signed again with the number of now.
    ///
    /// # Errors
    /// `Forbidden`, or the database's.
    pub(super) fn hidden(&self, ctx: &Ctx) -> Result<Vec<(String, String)>, AppError> {
        let many = |name: &str, ids: &[UserId]| {
            ids.iter()
                .map(|id| (name.to_owned(), id.to_string()))
                .collect::<Vec<_>>()
        };
        match self {
            Self::Ids(ids) => Ok(many("ids", ids)),
            Self::All { filter, except, .. } => {
                let frozen = list::freeze(ctx, filter, list::count_all(ctx, filter, &[])?);
                let mut hidden = vec![
                    (String::from("sel"), String::from("all")),
                    (String::from("filter"), frozen),
                ];
                hidden.extend(many("except", except));
                Ok(hidden)
            }
        }
    }
}

fn ids(fields: &Fields, name: &str) -> Result<Vec<UserId>, AppError> {
    let parsed = fields.all(name).map(str::parse);
    parsed
        .collect::<Result<_, _>>()
        .map_err(|_| AppError::invalid("ids", t!("error-no-id")))
}
