//! SQLite is told its way: each statement of a page must go by an index, and sort only what is few.

use super::access::Access;
use super::driver::Driver;
use super::order::Walk;
use super::statement::Statement;
use super::wanted::Wanted;
use super::{COLUMNS, Strategy};
use crate::db::{DatabaseUrl, Db, DbOptions, Engine, Tx};
use crate::dialect::Substring;
use crate::portal_tx::PortalTx;
use crate::{StoreError, migrate};
use model::ids::{PortalPk, UserId};
use model::presets::Preset;
use model::query::{Cursor, Direction, Filter, Page, Sort, SortValue};
use model::status::Status;
use model::time::Time;
use uuid::Uuid;

/// Rows that the counters of the empty database claim.
const CLAIMED: i64 = 1_000_000;

fn claimed() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(
        &DatabaseUrl::Sqlite(folder.path().join("portico.db")),
        &DbOptions::default(),
    )
    .unwrap();
    migrate::migrate(&db, Time(0)).unwrap();
    db.write(|tx| {
        tx.exec(
            "INSERT INTO portals (pk, id, slug, name, state, kind, stage, preset, policy, time_zone, language, catalogue, \
             next_user, created_at, modified_at, version) \
             VALUES (2, $1, 'p', 'P', 'active', 'external', 'draft', 'standard', '{}', 'UTC', 'en', '{}', 1, 0, 0, 1)",
            &[&Uuid::nil()],
        )?;
        crate::counts::create(tx, PortalPk(2))?;
        for (status, n) in [("ACTIVE", CLAIMED), ("INVITED", 20_000), ("DELETED", 9_000), ("AUTO_LOCKED", 5)] {
            tx.exec("UPDATE counts SET n = $2 WHERE portal = 2 AND name = $1", &[&format!("status:{status}"), &n])?;
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    (folder, db)
}

/// Reads in the claimed portal.
fn with<T>(db: &Db, filter: &Filter, run: impl Fn(&mut PortalTx<'_, '_>, &Wanted<'_>) -> Result<T, StoreError>) -> T {
    db.read(|tx| {
        let mut p = PortalTx::new(tx, PortalPk(2));
        let wanted = Wanted::of(&mut p, filter, &Preset::Standard.policy(), &Strategy::default())?;
        run(&mut p, &wanted)
    })
    .unwrap()
}

fn explain(tx: &mut Tx<'_>, statement: &Statement) -> Result<Vec<String>, StoreError> {
    tx.rows(
        &format!("EXPLAIN QUERY PLAN {}", statement.sql),
        &statement.params(),
        |row| Ok(row.text(3)?.to_owned()),
    )
}

fn filters() -> Vec<Filter> {
    let base = Filter::default();
    vec![
        Filter {
            q: "smith jo".into(),
            ..base.clone()
        },
        Filter {
            q: "z".into(),
            ..base.clone()
        },
        Filter {
            status: vec![Status::Active],
            ..base.clone()
        },
        Filter {
            status: vec![Status::AutoLocked, Status::LockedByAdmin],
            ..base.clone()
        },
        Filter {
            role: vec!["admin".into()],
            ..base.clone()
        },
        Filter {
            never_seen: true,
            ..base.clone()
        },
        Filter {
            seen_before: Some(Time(5)),
            ..base.clone()
        },
        Filter {
            added_after: Some(Time(5)),
            added_before: Some(Time(9)),
            ..base.clone()
        },
        Filter {
            ids: vec![UserId(Uuid::nil())],
            ..base.clone()
        },
        base,
    ]
}

#[test]
fn a_walk_goes_along_the_index_of_its_order_and_sorts_nothing() {
    let (_folder, db) = claimed();
    let cursors = [SortValue::Bytes(vec![5]), SortValue::Int(5), SortValue::Null].map(|value| Cursor { value, pk: 9 });
    for sort in Sort::ALL {
        let pages = cursors
            .iter()
            .flat_map(|cursor| [Page::After(cursor.clone()), Page::Before(cursor.clone())]);
        for page in pages.chain([Page::First, Page::Last]) {
            for (filter, dir) in filters()
                .iter()
                .flat_map(|filter| [(filter, Direction::Asc), (filter, Direction::Desc)])
            {
                let walk = Walk::to(&page, *sort, dir).by_ranges(Engine::Sqlite);
                for segment in &walk.segments {
                    with(&db, filter, |p, wanted| {
                        let mut statement = Statement::new(&format!("SELECT {COLUMNS}"));
                        wanted.by_walk(&walk, &mut statement);
                        wanted.conditions(&mut statement, Substring::Looked);
                        if walk.within(segment, &mut statement).is_err() {
                            return Ok(()); // A cursor of the other kind of column.
                        }
                        wanted.on_sort_column(*sort, segment, &mut statement);
                        statement.push(&walk.along_index());
                        let plan = explain(p.tx, &statement)?;
                        let by = if *sort == Sort::Name && filter.status == [Status::Active] {
                            "users_by_status_name"
                        } else {
                            walk.column.index
                        };
                        assert!(
                            plan[0].starts_with(&format!("SEARCH users USING INDEX {by} (portal=?")),
                            "{plan:?} {}",
                            statement.sql
                        );
                        assert_eq!(plan.len(), 1, "{plan:?} {}", statement.sql);
                        Ok(())
                    });
                }
            }
        }
    }
}

#[test]
fn the_place_of_a_page_is_found_by_the_whole_key() {
    let (_folder, db) = claimed();
    let page = |value| Page::After(Cursor { value, pk: 9 });
    let directed = |sort, page: Page, dir| {
        let walk = Walk::to(&page, sort, dir).by_ranges(Engine::Sqlite);
        with(&db, &Filter::default(), |p, wanted| {
            let plan = walk.segments.iter().map(|segment| {
                let mut statement = Statement::new("SELECT users.email");
                wanted.by_walk(&walk, &mut statement);
                walk.within(segment, &mut statement)?;
                statement.push(&walk.along_index());
                Ok(explain(p.tx, &statement)?
                    .join("; ")
                    .replace("SEARCH users USING INDEX ", ""))
            });
            plan.collect::<Result<Vec<_>, StoreError>>()
        })
        .join("\n")
    };
    let plan = |sort, page| directed(sort, page, Direction::Asc);
    let descending = |sort, page| directed(sort, page, Direction::Desc);
    insta::assert_snapshot!(plan(Sort::Name, page(SortValue::Bytes(vec![7]))), @r"
    users_by_name (portal=? AND name_sort=? AND pk>?)
    users_by_name (portal=? AND name_sort>?)
    users_by_name (portal=? AND name_sort=?)
    ");
    insta::assert_snapshot!(descending(Sort::Name, page(SortValue::Bytes(vec![7]))), @r"
    users_by_name (portal=? AND name_sort=? AND pk<?)
    users_by_name (portal=? AND name_sort>? AND name_sort<?)
    users_by_name (portal=? AND name_sort=?)
    ");
    insta::assert_snapshot!(plan(Sort::Name, page(SortValue::Null)), @"users_by_name (portal=? AND name_sort=? AND pk>?)");
    insta::assert_snapshot!(plan(Sort::Name, Page::First), @r"
    users_by_name (portal=? AND name_sort>?)
    users_by_name (portal=? AND name_sort=?)
    ");
    insta::assert_snapshot!(plan(Sort::Added, page(SortValue::Int(7))), @r"
    users_by_added (portal=? AND added_at=? AND pk>?)
    users_by_added (portal=? AND added_at>?)
    ");
}

#[test]
fn a_driver_reads_its_index_first_and_then_only_its_users() {
    let (_folder, db) = claimed();
    let plans = filters().into_iter().map(|filter| {
        with(&db, &filter, |p, wanted| {
            let Some(counted) = wanted.best_driver(p, 100)? else {
                return Ok(String::from("none"));
            };
            let mut statement = Statement::new(&format!("SELECT {COLUMNS}"));
            wanted.by_driver(&counted.driver, &mut statement);
            wanted.conditions(&mut statement, Substring::Indexed);
            statement.push(&Walk::through(Sort::Name, Direction::Asc).by_sorting());
            let plan = explain(p.tx, &statement)?;
            assert!(
                !plan
                    .iter()
                    .any(|step| step.starts_with("SCAN users") && !step.contains("VIRTUAL TABLE")),
                "{plan:?}"
            );
            let kind = format!("{:?}", counted.driver);
            Ok(format!(
                "{}: {}",
                kind.split(['(', ' ']).next().unwrap_or_default(),
                plan.join("; ")
            ))
        })
    });
    insta::assert_snapshot!(plans.collect::<Vec<_>>().join("\n"), @r"
    Trigrams: SCAN users_fts VIRTUAL TABLE INDEX 0:M1><; SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Trigrams: SCAN users_fts VIRTUAL TABLE INDEX 0:M1><; SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    none
    Statuses: SEARCH users USING COVERING INDEX users_by_status_name (portal=? AND status=?); SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Admins: SEARCH users USING INDEX users_admins (portal=?); SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Unseen: SEARCH users USING COVERING INDEX users_by_seen (portal=? AND last_sign_in_at=?); SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Unseen: CO-ROUTINE hits; COMPOUND QUERY; LEFT-MOST SUBQUERY; SEARCH users USING COVERING INDEX users_by_seen (portal=? AND last_sign_in_at=?); UNION ALL; SEARCH users USING COVERING INDEX users_by_seen (portal=? AND last_sign_in_at<?); SCAN hits; SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Added: SEARCH users USING COVERING INDEX users_by_added (portal=? AND added_at>? AND added_at<?); SEARCH users USING INTEGER PRIMARY KEY (rowid=?); USE TEMP B-TREE FOR ORDER BY
    Ids: SEARCH users USING INDEX users_id (id=?); SEARCH users USING INDEX users_id (id=? AND rowid=?)
    none
    ");
}

#[test]
fn the_way_to_a_page_follows_from_the_numbers() {
    let (_folder, db) = claimed();
    let way = |filter: &Filter| {
        with(&db, filter, |p, wanted| {
            Ok(match Strategy::default().access(p, wanted, Sort::Name, 51, None)? {
                Access::Walk => String::from("walk"),
                Access::Fetch(driver) => format!("fetch by {}", name(&driver)),
                Access::Leap(_) => String::from("leap"),
                Access::WalkSome { reach, driver } | Access::WalkFound { reach, driver } => {
                    format!("walk {reach}, then fetch by {}", name(&driver))
                }
            })
        })
    };
    let category = |key: &str| {
        way(&Filter {
            category: Some(key.into()),
            ..Filter::default()
        })
    };
    insta::assert_snapshot!(way(&Filter::default()), @"walk");
    insta::assert_snapshot!(category("active"), @"walk");
    insta::assert_snapshot!(category("locked"), @"fetch by Statuses");
    insta::assert_snapshot!(category("unconfirmed"), @"walk 7244, then fetch by Statuses");
    insta::assert_snapshot!(way(&Filter { q: "qxz".into(), ..Filter::default() }), @"fetch by Trigrams");
    insta::assert_snapshot!(way(&Filter { q: "zz".into(), ..Filter::default() }), @"fetch by Trigrams");
    insta::assert_snapshot!(way(&Filter { q: Uuid::nil().to_string(), ..Filter::default() }), @"fetch by Ids");
    insta::assert_snapshot!(way(&Filter { role: vec!["user".into()], ..Filter::default() }), @"fetch by Roles");
}

fn name(driver: &Driver) -> String {
    format!("{driver:?}").split('(').next().unwrap_or_default().to_owned()
}
