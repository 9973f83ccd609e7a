//! A filter, analysed: which statuses, what text, how large the portal is; and its conditions in SQL.

use super::Strategy;
use super::held::{self, Held};
use super::order::Segment;
use super::statement::Statement;
use crate::StoreError;
use crate::counts::{self, Counts};
use crate::db::Engine;
use crate::dialect::{self, Substring};
use crate::portal_tx::PortalTx;
use crate::users::search::{BEGINNINGS, Beginning, Size, Text};
use model::ids::PortalPk;
use model::policy::{Policy, Switch};
use model::query::{Filter, Sort};
use model::status::Status;
use model::user::sight::Sight;

/// Which users are wanted.
pub(super) struct Wanted<'f> {
    pub(super) engine: Engine,
    pub(super) portal: PortalPk,
    pub(super) filter: &'f Filter,
    pub(super) statuses: Vec<Status>,
    pub(super) text: Text,
    pub(super) counts: Counts,
    /// All rows of the portal.
    pub(super) users: i64,
    pub(super) size: Size,
    /// Whom the actor sees.
    pub(super) sight: Sight,
    /// The ranks of the roles asked for, where every one of them is known: what the index has.
    pub(super) ranks: Vec<i64>,
    /// What the wanted users hold; all of these conditions must be met.
    pub(super) held: Vec<Held>,
}

/// The statuses that a filter admits: its own within those of its category; without either, all but deleted. A category
/// that the policy does not have holds nobody.
fn statuses(filter: &Filter, policy: &Policy) -> Vec<Status> {
    let admitted = |status: Status| match &filter.category {
        Some(key) => policy
            .category(key)
            .is_some_and(|category| category.statuses.contains(&status)),
        None => status != Status::Deleted || filter.status.contains(&status),
    };
    let asked = |status: Status| filter.status.is_empty() || filter.status.contains(&status);
    Status::ALL
        .iter()
        .copied()
        .filter(|status| admitted(*status) && asked(*status))
        .collect()
}

impl<'f> Wanted<'f> {
    pub(super) fn of(
        p: &mut PortalTx<'_, '_>,
        filter: &'f Filter,
        policy: &Policy,
        strategy: &Strategy,
    ) -> Result<Self, StoreError> {
        let counts = counts::of_portal(p)?;
        let users = counts.of(Status::ALL);
        let size = if users > strategy.walk_up_to {
            Size::Big
        } else {
            Size::Small
        };
        let wanted = Self {
            engine: p.tx.engine(),
            portal: p.portal,
            filter,
            statuses: statuses(filter, policy),
            text: Text::of(&filter.q, size),
            counts,
            users,
            size,
            sight: p.sight.clone(),
            ranks: held::ranks(p, filter)?,
            held: held::of(p, filter)?,
        };
        if wanted.is_narrowed() {
            p.tx.search_plan()?;
        }
        Ok(wanted)
    }

    /// Whether the statuses alone do not say who is wanted.
    pub(super) fn is_narrowed(&self) -> bool {
        let Filter {
            q: _,
            status: _,
            category: _,
            role,
            seen_before,
            never_seen,
            added_after,
            added_before,
            ids,
            permission: _,
            module: _,
            sub_account: _,
            app_role: _,
            second_factor,
        } = self.filter;
        self.text != Text::Any
            || !self.sight.is_everybody()
            || !self.held.is_empty()
            || second_factor.is_some()
            || !role.is_empty()
            || seen_before.is_some()
            || *never_seen
            || added_after.is_some()
            || added_before.is_some()
            || !ids.is_empty()
    }

    /// Whether everybody who is listed by default is wanted.
    pub(super) fn is_open(&self) -> bool {
        !self.is_narrowed() && self.filter.status.is_empty() && self.filter.category.is_none()
    }

    /// How many users have the wanted statuses, by the counters.
    pub(super) fn of_statuses(&self) -> i64 {
        self.counts.of(&self.statuses)
    }

    /// ` WHERE …`: the users of the portal.
    pub(super) fn in_portal(&self, statement: &mut Statement) {
        let portal = statement.bind(self.portal.0);
        statement.push(&format!(" WHERE users.portal = {portal}"));
    }

    /// `status IN (…)`. The codes are words of this program, and a plan may depend on them.
    pub(super) fn in_statuses(&self) -> String {
        let codes: Vec<String> = self
            .statuses
            .iter()
            .map(|status| format!("'{}'", status.code()))
            .collect();
        match codes.is_empty() {
            true => String::from("1 = 0"),
            false => format!("users.status IN ({})", codes.join(", ")),
        }
    }

    /// Whether all but the deleted are wanted, as far as the status goes.
    pub(super) fn has_all_statuses(&self) -> bool {
        Status::ALL
            .iter()
            .all(|status| self.statuses.contains(status) != (*status == Status::Deleted))
    }

    /// How texts are searched. What all portals have in the search index is no matter of a small one.
    pub(super) const fn how(&self) -> Substring {
        match self.size {
            Size::Small => Substring::Looked,
            Size::Big => Substring::Indexed,
        }
    }

    /// ` AND …`: every condition but the portal.
    pub(super) fn conditions(&self, statement: &mut Statement, how: Substring) {
        if self.has_all_statuses() && !dialect::plans_by_statistics(self.engine) {
            statement.push(" AND NOT users.deleted");
        } else {
            let status = self.in_statuses();
            statement.push(&format!(" AND {status}"));
        }
        self.text_conditions(statement, how);
        self.other_conditions(statement);
    }

    /// ` AND …`: every condition but the portal, the status and the text.
    pub(super) fn other_conditions(&self, statement: &mut Statement) {
        let Filter {
            role,
            seen_before,
            never_seen,
            ids,
            ..
        } = self.filter;
        if !self.ranks.is_empty() {
            statement.push(&format!(" AND {}", held::in_ranks(&self.ranks)));
        }
        if !role.is_empty() {
            let slugs = statement.bind_all(self.roles());
            statement.push(&format!(" AND users.role IN ({slugs})"));
        }
        if let Some(before) = seen_before {
            let before = statement.bind(before.0);
            statement.push(&format!(
                " AND (users.last_sign_in_at < {before} OR users.last_sign_in_at IS NULL)"
            ));
        }
        if *never_seen {
            statement.push(" AND users.last_sign_in_at IS NULL");
        }
        let added = self.added_range(statement);
        statement.push(&added);
        if !ids.is_empty() {
            let ids = statement.bind_all(ids.iter().map(|id| id.0));
            statement.push(&format!(" AND users.id IN ({ids})"));
        }
        for held in &self.held {
            let condition = held.condition(self.portal, statement);
            statement.push(&format!(" AND {condition}"));
        }
        if let Some(second_factor) = self.filter.second_factor {
            statement.push(&format!(" AND {}", with_second_factor(second_factor)));
        }
        statement.seen(&self.sight, self.portal);
    }

    /// The slugs asked for. PostgreSQL takes no NUL, and no role has one.
    pub(super) fn roles(&self) -> impl Iterator<Item = String> {
        self.filter.role.iter().map(|slug| slug.replace('\0', "\u{FFFD}"))
    }

    fn text_conditions(&self, statement: &mut Statement, how: Substring) {
        match &self.text {
            Text::Any => {}
            Text::Id(id) => {
                let id = statement.bind(*id);
                statement.push(&format!(" AND users.id = {id}"));
            }
            Text::Words(words) if how == Substring::Indexed && dialect::plans_by_statistics(self.engine) => {
                self.among_found(words, statement);
            }
            Text::Words(words) => self.words(words, "users.search_key", how, statement),
            Text::Beginnings(beginnings) => {
                for beginning in beginnings {
                    // The text first: SQLite has it beside the name, and looks the sort keys up for hits only.
                    let begins = self.begins(beginning, statement);
                    let fields = within(beginning, statement).join(" OR ");
                    statement.push(&format!(" AND {begins} AND ({fields})"));
                }
            }
        }
    }

    /// That a field begins so as it is searched.
    pub(super) fn begins(&self, beginning: &Beginning, statement: &mut Statement) -> String {
        let begun = statement.bind(format!("\n{}", beginning.word));
        Substring::Looked.condition(self.engine, "('\n' || users.search_key)", &begun)
    }

    pub(super) fn words(&self, words: &[String], column: &str, how: Substring, statement: &mut Statement) {
        for word in words {
            let word = statement.bind(how.operand(self.engine, word));
            statement.push(&format!(" AND {}", how.condition(self.engine, column, &word)));
        }
    }

    /// Whether nothing but a text and statuses is asked for.
    pub(super) fn is_text_alone(&self) -> bool {
        let text = Filter {
            q: self.filter.q.clone(),
            status: self.filter.status.clone(),
            category: self.filter.category.clone(),
            ..Filter::default()
        };
        *self.filter == text && self.sight.is_everybody()
    }

    /// What is held, where nothing but that is asked for, of all who are not deleted.
    pub(super) fn held_alone(&self) -> Option<&Held> {
        let held = Filter {
            permission: self.filter.permission.clone(),
            module: self.filter.module.clone(),
            ..Filter::default()
        };
        let alone = *self.filter == held && self.sight.is_everybody();
        match self.held.as_slice() {
            [held] if alone => Some(held),
            _ => None,
        }
    }

    /// ` AND …`, to be pushed: the range of dates of adding.
    pub(super) fn added_range(&self, statement: &mut Statement) -> String {
        let after = self
            .filter
            .added_after
            .map(|after| format!(" AND users.added_at >= {}", statement.bind(after.0)));
        let before = self
            .filter
            .added_before
            .map(|before| format!(" AND users.added_at < {}", statement.bind(before.0)));
        after.into_iter().chain(before).collect()
    }

    /// ` AND …`: what the filter says about the sort column itself. A walk must not begin at the end of the index where
    /// nobody is wanted.
    pub(super) fn on_sort_column(&self, sort: Sort, segment: &Segment, statement: &mut Statement) {
        match (sort, segment) {
            (Sort::Added, _) => {
                let added = self.added_range(statement);
                statement.push(&added);
            }
            (Sort::Seen, Segment::Empty(_)) => {}
            (Sort::Seen, _) if self.filter.never_seen => statement.push(" AND 1 = 0"),
            (Sort::Seen, _) => {
                if let Some(before) = self.filter.seen_before {
                    let before = statement.bind(before.0);
                    statement.push(&format!(" AND users.last_sign_in_at < {before}"));
                }
            }
            (Sort::Status, _) => {
                let orders = self.statuses.iter().map(|status| status.order());
                if let (Some(least), Some(most)) = (orders.clone().min(), orders.max()) {
                    let (least, most) = (statement.bind(least), statement.bind(most));
                    statement.push(&format!(
                        " AND users.status_order >= {least} AND users.status_order <= {most}"
                    ));
                }
            }
            _ => {}
        }
    }
}

/// Whether a second factor is set up.
pub(super) const fn with_second_factor(wanted: Switch) -> &'static str {
    match wanted {
        Switch::On => "users.second_factor_at IS NOT NULL",
        Switch::Off => "users.second_factor_at IS NULL",
    }
}

/// For each field, the condition that it begins so.
pub(super) fn within(beginning: &Beginning, statement: &mut Statement) -> Vec<String> {
    let (from, before) = (
        statement.bind(beginning.from.clone()),
        statement.bind(beginning.before.clone()),
    );
    let field = |column: &&str| format!("(users.{column} >= {from} AND users.{column} < {before})");
    BEGINNINGS.iter().map(field).collect()
}
