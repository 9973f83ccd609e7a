//! Pages, totals, search and exports, compared with the same list made in memory.

use crate::filters::{filter, filters, searches};
use crate::people::{People, people};
use crate::reference::{expected, finds};
use crate::support::migrated;
use model::ids::UserPk;
use model::keys::search_key;
use model::policy::Policy;
use model::query::{COUNT_LIMIT, Cursor, Direction, Filter, Page, Sort, SortValue, Total, UserQuery};
use model::status::Status;
use model::user::sight::Sight;
use std::collections::BTreeSet;
use store::portal_tx::PortalTx;
use store::users::list::{self, ListPage, Strategy};
use store::{Db, Engine, StoreError};

/// Each way to a page: the small portal's walk, then what a big one may choose.
const WAYS: [(&str, Strategy); 4] = [
    (
        "walk",
        Strategy {
            walk_up_to: 5_000,
            few: 1,
            patience: 1,
            leap: 3,
            counted: COUNT_LIMIT,
        },
    ),
    (
        "fetch",
        Strategy {
            walk_up_to: 0,
            few: 1_000_000,
            patience: 1,
            leap: 3,
            counted: COUNT_LIMIT,
        },
    ),
    (
        "walk some",
        Strategy {
            walk_up_to: 0,
            few: 0,
            patience: 1_000_000,
            leap: 3,
            counted: COUNT_LIMIT,
        },
    ),
    (
        "give up and fetch",
        Strategy {
            walk_up_to: 0,
            few: 0,
            patience: 1,
            leap: 3,
            counted: COUNT_LIMIT,
        },
    ),
];

fn is_big(strategy: Strategy) -> bool {
    strategy.walk_up_to == 0
}

fn in_portal<T>(db: &Db, people: &People, run: impl FnOnce(&mut PortalTx<'_, '_>) -> Result<T, StoreError>) -> T {
    db.read(|tx| run(&mut PortalTx::new(tx, people.portal).within(people.sight.clone())))
        .unwrap()
}

fn pks(page: &ListPage) -> Vec<UserPk> {
    page.rows.iter().map(|row| row.pk).collect()
}

fn cursor(row: &list::ListRow) -> Cursor {
    Cursor {
        value: row.sort_value.clone(),
        pk: row.pk.0,
    }
}

/// Turns over the pages in one direction, and returns everybody in the order of the list.
fn turn_pages(
    p: &mut PortalTx<'_, '_>,
    strategy: Strategy,
    first: &UserQuery,
    policy: &Policy,
) -> Result<Vec<UserPk>, StoreError> {
    let mut query = first.clone();
    let backward = query.page == Page::Last;
    let mut all = Vec::new();
    for turn in 0.. {
        assert!(turn < 1_000, "the pages do not end: {query:?}");
        let page = strategy.page(p, &query, policy)?;
        assert!(page.rows.len() <= query.limit);
        let (there_is_more, came_from) = if backward {
            (page.has_prev, page.has_next)
        } else {
            (page.has_next, page.has_prev)
        };
        assert_eq!(came_from, turn > 0, "{query:?}");
        let edge = if backward { page.rows.first() } else { page.rows.last() };
        query.page = match edge.map(cursor) {
            Some(edge) if backward => Page::Before(edge),
            Some(edge) => Page::After(edge),
            None => Page::First,
        };
        let shown = pks(&page);
        all = if backward {
            [shown, all].concat()
        } else {
            [all, shown].concat()
        };
        if !there_is_more {
            return Ok(all);
        }
        assert_eq!(page.rows.len(), query.limit, "a page that others follow is full");
    }
    unreachable!("the loop returns")
}

fn compare_pages(db: &Db, people: &People, filter: &Filter, sorts: &[Sort], limits: &[usize]) {
    let policy = &people.policy;
    for (sort, dir) in sorts
        .iter()
        .flat_map(|sort| [(*sort, Direction::Asc), (*sort, Direction::Desc)])
    {
        let keys = |big| {
            expected(&people.users, filter, sort, dir, policy, big)
                .iter()
                .map(|user| user.pk)
                .collect()
        };
        let (small, big): (Vec<UserPk>, Vec<UserPk>) = (keys(false), keys(true));
        for (way, strategy) in WAYS {
            let expected = if is_big(strategy) { &big } else { &small };
            for (limit, page) in limits
                .iter()
                .flat_map(|limit| [(*limit, Page::First), (*limit, Page::Last)])
            {
                let query = UserQuery {
                    filter: filter.clone(),
                    sort,
                    dir,
                    page,
                    limit,
                };
                let shown = in_portal(db, people, |p| turn_pages(p, strategy, &query, policy));
                assert!(
                    shown == *expected,
                    "{:?} {way}: {query:?}\n{shown:?}\n{expected:?}",
                    db.engine()
                );
            }
        }
    }
}

/// Everything that asks for the same users must agree.
fn compare_sets(db: &Db, people: &People, filter: &Filter) {
    let policy = &people.policy;
    for (way, strategy) in WAYS {
        let told = format!("{:?} {way}: {filter:?}", db.engine());
        let by_name = expected(
            &people.users,
            filter,
            Sort::Name,
            Direction::Asc,
            policy,
            is_big(strategy),
        );
        let total = in_portal(db, people, |p| strategy.count(p, filter, policy));
        assert_eq!(total, Total::Exact(i64::try_from(by_name.len()).unwrap()), "{told}");
        let all = in_portal(db, people, |p| strategy.ids(p, filter, policy));
        let mut added: Vec<_> = by_name.iter().map(|user| (user.pk, user.id)).collect();
        added.sort();
        assert_eq!(all, added, "{told}");
        for dir in [Direction::Asc, Direction::Desc] {
            let query = UserQuery {
                filter: filter.clone(),
                sort: Sort::User,
                dir,
                ..UserQuery::default()
            };
            let mut lines = Vec::new();
            in_portal(db, people, |p| {
                strategy.each(p, &query, policy, |line| {
                    lines.push((line.pk, line.email.to_owned()));
                    Ok::<_, StoreError>(())
                })
            });
            let expected: Vec<_> = expected(&people.users, filter, Sort::User, dir, policy, is_big(strategy))
                .iter()
                .map(|user| (user.pk, user.profile.email.as_str().to_owned()))
                .collect();
            assert_eq!(lines, expected, "{told} {dir:?}");
        }
    }
}

/// Most totals above the limit are known by an index alone, before anybody is counted.
#[test]
fn whatever_is_searched_counts_stop_at_the_limit() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for filter in filters(&people, &other) {
            for (way, strategy) in WAYS {
                let big = is_big(strategy);
                let found = expected(&people.users, &filter, Sort::Name, Direction::Asc, &people.policy, big);
                let n = i64::try_from(found.len()).unwrap();
                for counted in [0, (n - 1).max(0), n, 20] {
                    let strategy = Strategy { counted, ..strategy };
                    let total = in_portal(&test.db, &people, |p| strategy.count(p, &filter, &people.policy));
                    // Beyond the limit the counters of statuses may still know it.
                    let right = match total {
                        Total::Exact(m) => m == n,
                        Total::MoreThan(limit) => limit == counted && n > counted,
                    };
                    assert!(right, "{:?} {way} {total:?} of {n}: {filter:?}", test.db.engine());
                }
            }
        }
    }
}

/// Proves: S2.22
#[test]
fn every_sort_visits_everybody_once_in_order_both_ways() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        compare_pages(&test.db, &people, &Filter::default(), Sort::ALL, &[7, 50]);
        compare_pages(
            &test.db,
            &people,
            &filter(|f| f.added_before = Some(people.users[50].added_at)),
            Sort::ALL,
            &[1],
        );
        compare_pages(&test.db, &people, &filter(|f| f.q = "mit".into()), Sort::ALL, &[7]);
    }
}

/// Proves: S2.23
#[test]
fn every_filter_and_search_finds_the_same_users_each_way() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for (n, filter) in filters(&people, &other).into_iter().enumerate() {
            compare_pages(
                &test.db,
                &people,
                &filter,
                &[Sort::Name, Sort::ALL[n % Sort::ALL.len()]],
                &[50],
            );
            compare_sets(&test.db, &people, &filter);
        }
    }
}

/// PostgreSQL keeps some letters of each text out of its trigram index (migration 0004), so any piece of any text is searched.
#[test]
fn every_piece_of_a_text_finds_whoever_has_it() {
    for test in migrated() {
        let both = people(&test.db);
        let all = both
            .iter()
            .flat_map(|people| pieces(people).into_iter().map(move |piece| (people, piece)));
        for (n, (people, piece)) in all.enumerate() {
            let filter = filter(|f| f.q.clone_from(&piece));
            let (way, strategy) = WAYS[1 + n % (WAYS.len() - 1)];
            let found = expected(&people.users, &filter, Sort::Name, Direction::Asc, &people.policy, true);
            let query = UserQuery {
                filter: filter.clone(),
                limit: people.users.len(),
                ..UserQuery::default()
            };
            let listed = in_portal(&test.db, people, |p| {
                strategy.page_with_total(p, &query, &people.policy)
            });
            let (page, total) = listed;
            let right: Vec<_> = found.iter().map(|user| user.pk).collect();
            assert_eq!(pks(&page), right, "{:?} {way}: {piece:?}", test.db.engine());
            let n = i64::try_from(found.len()).unwrap();
            assert_eq!(total, Total::Exact(n), "{:?} {way}: {piece:?}", test.db.engine());
        }
    }
}

/// Three to six letters from anywhere in a text, alone and with the beginning of the next.
fn pieces(people: &People) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    for user in people.users.iter().take(24) {
        let profile = &user.profile;
        let (first, last) = (profile.first_name.as_ref(), profile.last_name.as_ref());
        let key = search_key(first, last, profile.username.as_ref(), Some(&profile.email));
        let letters: Vec<char> = key.replace(['\n', ' '], "").chars().collect();
        for (at, size) in (0..letters.len().min(60)).zip((3..=6).cycle()) {
            let piece: String = letters.iter().skip(at).take(size).collect();
            if at % 5 == 0 {
                pieces.insert(format!("{piece} {}", letters[at / 2]));
            }
            pieces.insert(piece);
        }
    }
    pieces
}

#[test]
fn the_searches_of_the_test_set_find_somebody() {
    let test = crate::support::migrated().into_iter().next().unwrap();
    let [people, other] = people(&test.db);
    let all = searches(&people, &other);
    let successful = |big| {
        all.iter()
            .filter(|q| people.users.iter().any(|user| finds(user, q, big)))
            .count()
    };
    let (small, big) = (successful(false), successful(true));
    // The comparisons would prove nothing if most searches found nobody.
    assert!(
        small * 2 > all.len() && big * 2 > all.len(),
        "{small} and {big} of {} find somebody",
        all.len()
    );
}

/// Proves: S2.4
#[test]
fn another_portal_is_never_seen_and_its_cursors_lead_nowhere_else() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for (way, strategy) in WAYS {
            for q in ["", "mit", "s", "example"] {
                let query = UserQuery {
                    filter: filter(|f| f.q = q.into()),
                    limit: 200,
                    ..UserQuery::default()
                };
                let far = Cursor {
                    value: SortValue::Null,
                    pk: UserPk::new(other.portal, 1).0,
                };
                for page in [Page::First, Page::Last, Page::After(far.clone()), Page::Before(far)] {
                    let query = UserQuery { page, ..query.clone() };
                    let shown = in_portal(&test.db, &people, |p| strategy.page(p, &query, &people.policy));
                    assert!(
                        shown.rows.iter().all(|row| row.pk.portal() == people.portal),
                        "{way}: {query:?}"
                    );
                }
            }
        }
        let asked = [
            other.users[0].id,
            people.users[1].id,
            people.users[0].id,
            people.users[1].id,
        ];
        let rows = in_portal(&test.db, &people, |p| list::by_ids(p, &asked));
        assert_eq!(
            rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [people.users[1].id, people.users[0].id]
        );
    }
}

/// Proves: S2.4, S4.9
#[test]
fn an_actor_of_some_sub_accounts_sees_only_their_users_each_way() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for sub_accounts in [&["hamburg"][..], &["berlin", "hamburg"], &["nowhere"], &[]] {
            let own = people.users[0].pk;
            let sight = Sight::Of {
                own,
                sub_accounts: sub_accounts.iter().map(|slug| (*slug).to_owned()).collect(),
            };
            let mut seen = people.clone();
            seen.users.retain(|user| sight.sees(user));
            seen.sight = sight;
            assert!(seen.users.iter().any(|user| user.pk == own) && seen.users.len() < people.users.len());
            compare_pages(
                &test.db,
                &seen,
                &Filter::default(),
                &[Sort::Name, Sort::Seen, Sort::Email],
                &[7],
            );
            for filter in filters(&people, &other).into_iter().step_by(3) {
                compare_sets(&test.db, &seen, &filter);
            }
            let everybody: Vec<_> = people.users.iter().map(|user| user.id).collect();
            let expected: Vec<_> = seen.users.iter().map(|user| user.id).collect();
            let rows = in_portal(&test.db, &seen, |p| list::by_ids(p, &everybody));
            assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected);
            let locked = in_portal(&test.db, &seen, |p| store::users::lock(p, &everybody));
            assert_eq!(locked.iter().map(|found| found.user.id).collect::<Vec<_>>(), expected);
            let counts = in_portal(&test.db, &seen, store::counts::seen);
            assert_eq!(counts.of(Status::ALL), i64::try_from(expected.len()).unwrap());
            assert_eq!(
                counts.seats,
                seen.users.iter().filter(|user| user.holds_seat()).count() as i64
            );
            for user in &people.users {
                let found = in_portal(&test.db, &seen, |p| store::users::by_id(p, user.id));
                assert_eq!(found.is_some(), expected.contains(&user.id));
            }
        }
    }
}

#[test]
fn a_row_shows_what_was_written() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        let rows = in_portal(&test.db, &people, |p| {
            list::by_ids(p, &people.users.iter().map(|user| user.id).collect::<Vec<_>>())
        });
        assert_eq!(rows.len(), people.users.len());
        for (row, user) in rows.iter().zip(&people.users) {
            let profile = &user.profile;
            assert_eq!(
                (row.pk, row.id, row.status, row.version),
                (user.pk, user.id, user.status, user.version)
            );
            assert_eq!(
                (row.email.as_str(), row.kind.as_str(), &row.role),
                (profile.email.as_str(), user.kind.code(), &user.role.slug)
            );
            assert_eq!(
                row.username.as_deref(),
                profile.username.as_ref().map(|name| name.as_str())
            );
            assert_eq!(
                row.first_name.as_deref(),
                profile.first_name.as_ref().map(|name| name.as_str())
            );
            assert_eq!(
                row.last_name.as_deref(),
                profile.last_name.as_ref().map(|name| name.as_str())
            );
            assert_eq!(
                (row.last_sign_in_at, row.added_at, row.modified_at),
                (user.last_sign_in_at, user.added_at, user.modified_at)
            );
            assert_eq!(
                (row.email_verified_at, row.mail_state.as_deref()),
                (user.email_verified_at, None)
            );
            assert_eq!(row.lock_kind.is_some(), user.lock.is_some());
        }
    }
}

#[test]
fn a_changed_name_is_found_and_the_old_one_is_not() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        let before = &people.users[0];
        let mut after = before.clone();
        after.profile.first_name = Some("Xylophon".parse().unwrap());
        after.profile.last_name = Some("Wiesengrund".parse().unwrap());
        after.version += 1;
        test.db
            .write(|tx| {
                store::users::update_profile(
                    &mut PortalTx::new(tx, people.portal),
                    before,
                    &after,
                    &Policy::default(),
                )?;
                store::users::search::merge(tx, 64).map(|_| ())
            })
            .unwrap();
        let mut changed = people.clone();
        changed.users[0] = after;
        for q in ["xylophon", "wiesengrund", "xy", "mit", before.profile.email.as_str()] {
            compare_sets(&test.db, &changed, &filter(|f| f.q = q.into()));
        }
        if let Some(old) = &before.profile.last_name {
            compare_sets(&test.db, &changed, &filter(|f| f.q = old.as_str().into()));
        }
    }
}

#[test]
fn a_cursor_of_another_sort_is_refused() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        let page = Page::After(Cursor {
            value: SortValue::Int(5),
            pk: 7,
        });
        let query = UserQuery {
            page,
            limit: 5,
            ..UserQuery::default()
        };
        let shown = test
            .db
            .read(|tx| list::page(&mut PortalTx::new(tx, people.portal), &query, &people.policy));
        assert!(matches!(shown, Err(StoreError::Other(_))), "{shown:?}");
    }
}

#[test]
fn a_total_by_status_is_the_counters_and_any_other_is_counted_so_far() {
    for test in migrated() {
        let [_, other] = people(&test.db);
        let many = COUNT_LIMIT + 5;
        let new_id = match test.db.engine() {
            Engine::Sqlite => "randomblob(16)",
            Engine::Postgres => "gen_random_uuid()",
        };
        let insert = format!(
            "INSERT INTO users (pk, portal, id, kind, email, email_key, lifecycle, lifecycle_since, password_state, role, \
             role_rank, access_epoch, status, status_order, added_at, modified_at, version, search_key, email_sort, grants) \
             WITH RECURSIVE n (i) AS (SELECT CAST($2 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $3) \
             SELECT i, portal, {new_id}, kind, email, CAST(i AS TEXT), lifecycle, lifecycle_since, password_state, role, \
             role_rank, access_epoch, 'ACTIVE', 0, added_at, modified_at, version, search_key, email_sort, grants \
             FROM users CROSS JOIN n WHERE users.pk = $1"
        );
        let first = UserPk::new(other.portal, 1_000_000).0;
        test.db
            .write(|tx| {
                tx.exec(&insert, &[&other.users[0].pk.0, &first, &(first + many - 1)])?;
                let sql = "UPDATE counts SET n = $2 WHERE portal = $1 AND name = 'status:ACTIVE'";
                tx.exec(sql, &[&other.portal.0, &(many + 7)])
            })
            .unwrap();
        let total = |filter: Filter| in_portal(&test.db, &other, |p| list::count(p, &filter, &other.policy));
        assert_eq!(
            total(filter(|f| f.category = Some("active".into()))),
            Total::Exact(many + 7)
        );
        assert_eq!(total(filter(|f| f.never_seen = true)), Total::MoreThan(COUNT_LIMIT));
        let few = filter(|f| {
            (f.never_seen, f.status) = (
                true,
                vec![Status::Invited, Status::Added, Status::Inactive, Status::Unverified],
            )
        });
        assert!(matches!(total(few), Total::Exact(1..=40)));
    }
}
