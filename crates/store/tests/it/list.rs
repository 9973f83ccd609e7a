//! Pages, totals, search and exports, compared with the same list made in memory.

use crate::people::{People, people};
use crate::support::migrated;
use model::ids::{PortalPk, UserId, UserPk};
use model::keys::{search_key, search_terms, sort_key};
use model::policy::Policy;
use model::presets::Preset;
use model::query::{COUNT_LIMIT, Cursor, Direction, Filter, Page, Sort, SortValue, Total, UserQuery};
use model::status::Status;
use model::time::Time;
use model::user::User;
use std::cmp::Ordering;
use std::str::FromStr;
use store::portal_tx::PortalTx;
use store::users::list::{self, ListPage, Strategy};
use store::{Db, StoreError};
use uuid::Uuid;

/// Each way to a page: the small portal's walk, then what a big one may choose.
const WAYS: [(&str, Strategy); 4] = [
    ("walk", Strategy { walk_up_to: 5_000, few: 1, patience: 1 }),
    ("fetch", Strategy { walk_up_to: 0, few: 1_000_000, patience: 1 }),
    ("walk some", Strategy { walk_up_to: 0, few: 0, patience: 1_000_000 }),
    ("give up and fetch", Strategy { walk_up_to: 0, few: 0, patience: 1 }),
];

fn is_big(strategy: Strategy) -> bool {
    strategy.walk_up_to == 0
}

fn in_portal<T>(db: &Db, portal: PortalPk, run: impl FnOnce(&mut PortalTx<'_, '_>) -> Result<T, StoreError>) -> T {
    db.read(|tx| run(&mut PortalTx::new(tx, portal))).unwrap()
}

/// The list as it must be.
fn expected<'u>(users: &'u [User], filter: &Filter, sort: Sort, dir: Direction, policy: &Policy, big: bool) -> Vec<&'u User> {
    let found = users.iter().filter(|user| matches(user, filter, policy, big));
    let mut found: Vec<(SortValue, &User)> = found.map(|user| (sort_value(user, sort), user)).collect();
    found.sort_by(|(x, a), (y, b)| {
        let turned = |order: Ordering| if dir == Direction::Desc { order.reverse() } else { order };
        match (x, y) {
            (SortValue::Null, SortValue::Null) => turned(a.pk.cmp(&b.pk)),
            (SortValue::Null, _) => Ordering::Greater,
            (_, SortValue::Null) => Ordering::Less,
            (SortValue::Bytes(x), SortValue::Bytes(y)) => turned(x.cmp(y).then(a.pk.cmp(&b.pk))),
            (SortValue::Int(x), SortValue::Int(y)) => turned(x.cmp(y).then(a.pk.cmp(&b.pk))),
            _ => panic!("a column of two kinds"),
        }
    });
    found.into_iter().map(|(_, user)| user).collect()
}

fn sort_value(user: &User, sort: Sort) -> SortValue {
    let text = |text: Option<&str>| text.map_or(SortValue::Null, |text| SortValue::Bytes(sort_key(text)));
    let profile = &user.profile;
    let first = profile.first_name.as_ref().map(|name| name.as_str());
    let last = profile.last_name.as_ref().map(|name| name.as_str());
    match sort {
        Sort::Name => match (last, first) {
            (Some(last), Some(first)) => SortValue::Bytes([sort_key(last), vec![0], sort_key(first)].concat()),
            (last, first) => text(last.or(first)),
        },
        Sort::First => text(first),
        Sort::Last => text(last),
        Sort::User => text(profile.username.as_ref().map(|name| name.as_str())),
        Sort::Status => SortValue::Int(user.status.order()),
        Sort::Role => SortValue::Int(user.role.rank),
        Sort::Email => text(Some(profile.email.as_str())),
        Sort::Seen => user.last_sign_in_at.map_or(SortValue::Null, |at| SortValue::Int(at.0)),
        Sort::Added => SortValue::Int(user.added_at.0),
        Sort::Modified => SortValue::Int(user.modified_at.0),
    }
}

fn matches(user: &User, filter: &Filter, policy: &Policy, big: bool) -> bool {
    let status = match &filter.category {
        Some(key) => policy.category(key).is_some_and(|c| c.statuses.contains(&user.status)),
        None => !filter.status.is_empty() || user.status != Status::Deleted,
    };
    status
        && (filter.status.is_empty() || filter.status.contains(&user.status))
        && (filter.role.is_empty() || filter.role.contains(&user.role.slug))
        && filter.seen_before.is_none_or(|before| user.last_sign_in_at.is_none_or(|at| at < before))
        && (!filter.never_seen || user.last_sign_in_at.is_none())
        && filter.added_after.is_none_or(|after| user.added_at >= after)
        && filter.added_before.is_none_or(|before| user.added_at < before)
        && (filter.ids.is_empty() || filter.ids.contains(&user.id))
        && finds(user, &filter.q, big)
}

fn finds(user: &User, q: &str, big: bool) -> bool {
    if let Ok(id) = UserId::from_str(q.trim()) {
        return user.id == id;
    }
    let profile = &user.profile;
    let (first, last, username) = (profile.first_name.as_ref(), profile.last_name.as_ref(), profile.username.as_ref());
    let terms = search_terms(q);
    if big && terms.iter().all(|term| term.chars().count() < 3) {
        let fields =
            [first.map(|n| n.as_str()), last.map(|n| n.as_str()), username.map(|n| n.as_str()), Some(profile.email.as_str())];
        return terms.iter().all(|term| {
            let (from, before) = (sort_key(term), sort_key(&format!("{term}\u{FFFF}")));
            fields.iter().flatten().map(|field| sort_key(field)).any(|key| from <= key && key < before)
        });
    }
    let key = search_key(first, last, username, Some(&profile.email));
    terms.iter().all(|term| key.contains(term.as_str()))
}

fn pks(page: &ListPage) -> Vec<UserPk> {
    page.rows.iter().map(|row| row.pk).collect()
}

fn cursor(row: &list::ListRow) -> Cursor {
    Cursor { value: row.sort_value.clone(), pk: row.pk.0 }
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
        let (there_is_more, came_from) =
            if backward { (page.has_prev, page.has_next) } else { (page.has_next, page.has_prev) };
        assert_eq!(came_from, turn > 0, "{query:?}");
        let edge = if backward { page.rows.first() } else { page.rows.last() };
        query.page = match edge.map(cursor) {
            Some(edge) if backward => Page::Before(edge),
            Some(edge) => Page::After(edge),
            None => Page::First,
        };
        let shown = pks(&page);
        all = if backward { [shown, all].concat() } else { [all, shown].concat() };
        if !there_is_more {
            return Ok(all);
        }
        assert_eq!(page.rows.len(), query.limit, "a page that others follow is full");
    }
    unreachable!("the loop returns")
}

fn compare_pages(db: &Db, people: &People, filter: &Filter, sorts: &[Sort], limits: &[usize]) {
    let policy = &people.policy;
    for (sort, dir) in sorts.iter().flat_map(|sort| [(*sort, Direction::Asc), (*sort, Direction::Desc)]) {
        let keys = |big| expected(&people.users, filter, sort, dir, policy, big).iter().map(|user| user.pk).collect();
        let (small, big): (Vec<UserPk>, Vec<UserPk>) = (keys(false), keys(true));
        for (way, strategy) in WAYS {
            let expected = if is_big(strategy) { &big } else { &small };
            for (limit, page) in limits.iter().flat_map(|limit| [(*limit, Page::First), (*limit, Page::Last)]) {
                let query = UserQuery { filter: filter.clone(), sort, dir, page, limit };
                let shown = in_portal(db, people.portal, |p| turn_pages(p, strategy, &query, policy));
                assert!(shown == *expected, "{:?} {way}: {query:?}\n{shown:?}\n{expected:?}", db.engine());
            }
        }
    }
}

/// Everything that asks for the same users must agree.
fn compare_sets(db: &Db, people: &People, filter: &Filter) {
    let policy = &people.policy;
    for (way, strategy) in WAYS {
        let told = format!("{:?} {way}: {filter:?}", db.engine());
        let by_name = expected(&people.users, filter, Sort::Name, Direction::Asc, policy, is_big(strategy));
        let total = in_portal(db, people.portal, |p| strategy.count(p, filter, policy));
        assert_eq!(total, Total::Exact(i64::try_from(by_name.len()).unwrap()), "{told}");
        let all = in_portal(db, people.portal, |p| strategy.ids(p, filter, policy));
        assert_eq!(all, by_name.iter().map(|user| (user.pk, user.id)).collect::<Vec<_>>(), "{told}");
        for dir in [Direction::Asc, Direction::Desc] {
            let query = UserQuery { filter: filter.clone(), sort: Sort::User, dir, ..UserQuery::default() };
            let mut lines = Vec::new();
            in_portal(db, people.portal, |p| {
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

fn filter(change: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    change(&mut filter);
    filter
}

#[test]
fn every_sort_visits_everybody_once_in_order_both_ways() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        compare_pages(&test.db, &people, &Filter::default(), Sort::ALL, &[7, 50]);
        compare_pages(&test.db, &people, &filter(|f| f.added_before = Some(people.users[50].added_at)), Sort::ALL, &[1]);
        compare_pages(&test.db, &people, &filter(|f| f.q = "mit".into()), Sort::ALL, &[7]);
    }
}

#[test]
fn every_filter_and_search_finds_the_same_users_each_way() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for (n, filter) in filters(&people, &other).into_iter().enumerate() {
            compare_pages(&test.db, &people, &filter, &[Sort::Name, Sort::ALL[n % Sort::ALL.len()]], &[50]);
            compare_sets(&test.db, &people, &filter);
        }
    }
}

fn filters(people: &People, other: &People) -> Vec<Filter> {
    let users = &people.users;
    let middle = users[150].added_at;
    let seen = users.iter().filter_map(|user| user.last_sign_in_at).max().unwrap_or(Time(0));
    let mut filters = vec![
        Filter::default(),
        filter(|f| f.never_seen = true),
        filter(|f| f.seen_before = Some(seen)),
        filter(|f| (f.seen_before, f.never_seen) = (Some(seen), true)),
        filter(|f| f.added_after = Some(middle)),
        filter(|f| f.added_before = Some(middle)),
        filter(|f| (f.added_after, f.added_before) = (Some(users[50].added_at), Some(middle))),
        filter(|f| f.role = vec!["admin".into()]),
        filter(|f| f.role = vec!["user".into(), "helpdesk".into()]),
        filter(|f| f.role = vec!["no\0body".into()]),
        filter(|f| f.ids = vec![users[3].id, users[7].id, other.users[0].id, UserId(Uuid::from_u128(1))]),
        filter(|f| f.category = Some("unknown".into())),
        filter(|f| (f.category, f.status) = (Some("active".into()), vec![Status::Deleted])),
        filter(|f| (f.category, f.status) = (Some("locked".into()), vec![Status::AutoLocked, Status::Active])),
        filter(|f| f.status = vec![Status::Deleted, Status::Active]),
        filter(|f| (f.q, f.role) = ("mit".into(), vec!["admin".into()])),
        filter(|f| (f.q, f.category) = ("example".into(), Some("inactive".into()))),
        filter(|f| (f.q, f.never_seen) = ("s".into(), true)),
    ];
    filters.extend(people.policy.categories().iter().map(|c| filter(|f| f.category = Some(c.key.into()))));
    filters.extend(Status::ALL.iter().map(|status| filter(|f| f.status = vec![*status])));
    filters.extend(searches(people, other).into_iter().map(|q| filter(|f| f.q = q)));
    filters
}

/// The test set of performance.md, and the texts that have gone wrong elsewhere.
fn searches(people: &People, other: &People) -> Vec<String> {
    let fixed = [
        "mit", "smith jo", "jo smith", "SMITH JO", "joh", "joerg", "jorg", "Jörg", "zoe", "øst", "strasse", "иван", "петр", "محمد",
        "王伟", "王小明", "小明", "王", "伟", "ジョ", "นาย", "เก", "example.org", "ith12", "a", "zz", "z", "qxz", "qxz mit", "%", "_", "%%%",
        "___", "100%", "a_b", "\"", "\"\"\"", "o\"n", "o'n", "'", "\\", "a\\b", "a\\%b", "*", "mit*", "NEAR", "AND", "mit OR joh", "(mit",
        "-", "mit -joh", "^mit", "{mit}", "search_key:mit", "   ", "\u{200B}", "jo\nsmith", "j s", "m sm", "\0", "mi\0t", ".", "@", "d", "đor", "t", "th", "þór",
    ];
    let mut searches: Vec<String> = fixed.iter().map(|q| (*q).to_owned()).collect();
    searches.push("x".repeat(100));
    searches.push("mit ".repeat(30));
    searches.push(people.users[5].id.to_string());
    searches.push(format!(" {} ", people.users[6].id.to_string().to_uppercase()));
    searches.push(other.users[5].id.to_string());
    searches
}

#[test]
fn the_searches_of_the_test_set_find_somebody() {
    let test = crate::support::migrated().into_iter().next().unwrap();
    let [people, other] = people(&test.db);
    let all = searches(&people, &other);
    let successful = |big| all.iter().filter(|q| people.users.iter().any(|user| finds(user, q, big))).count();
    let (small, big) = (successful(false), successful(true));
    // The comparisons would prove nothing if most searches found nobody.
    assert!(small * 2 > all.len() && big * 2 > all.len(), "{small} and {big} of {} find somebody", all.len());
}

#[test]
fn another_portal_is_never_seen_and_its_cursors_lead_nowhere_else() {
    for test in migrated() {
        let [people, other] = people(&test.db);
        for (way, strategy) in WAYS {
            for q in ["", "mit", "s", "example"] {
                let query = UserQuery { filter: filter(|f| f.q = q.into()), limit: 200, ..UserQuery::default() };
                let far = Cursor { value: SortValue::Null, pk: UserPk::new(other.portal, 1).0 };
                for page in [Page::First, Page::Last, Page::After(far.clone()), Page::Before(far)] {
                    let query = UserQuery { page, ..query.clone() };
                    let shown = in_portal(&test.db, people.portal, |p| strategy.page(p, &query, &people.policy));
                    assert!(shown.rows.iter().all(|row| row.pk.portal() == people.portal), "{way}: {query:?}");
                }
            }
        }
        let asked = [other.users[0].id, people.users[1].id, people.users[0].id, people.users[1].id];
        let rows = in_portal(&test.db, people.portal, |p| list::by_ids(p, &asked));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [people.users[1].id, people.users[0].id]);
    }
}

#[test]
fn a_row_shows_what_was_written() {
    for test in migrated() {
        let [people, _] = people(&test.db);
        let rows = in_portal(&test.db, people.portal, |p| {
            list::by_ids(p, &people.users.iter().map(|user| user.id).collect::<Vec<_>>())
        });
        assert_eq!(rows.len(), people.users.len());
        for (row, user) in rows.iter().zip(&people.users) {
            let profile = &user.profile;
            assert_eq!((row.pk, row.id, row.status, row.version), (user.pk, user.id, user.status, user.version));
            assert_eq!((row.email.as_str(), row.kind.as_str(), &row.role), (profile.email.as_str(), user.kind.code(), &user.role.slug));
            assert_eq!(row.username.as_deref(), profile.username.as_ref().map(|name| name.as_str()));
            assert_eq!(row.first_name.as_deref(), profile.first_name.as_ref().map(|name| name.as_str()));
            assert_eq!(row.last_name.as_deref(), profile.last_name.as_ref().map(|name| name.as_str()));
            assert_eq!((row.last_sign_in_at, row.added_at, row.modified_at), (user.last_sign_in_at, user.added_at, user.modified_at));
            assert_eq!((row.email_verified_at, row.mail_state.as_deref()), (user.email_verified_at, None));
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
                store::users::update_profile(&mut PortalTx::new(tx, people.portal), before, &after)?;
                store::users::search::merge(tx)
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
        let page = Page::After(Cursor { value: SortValue::Int(5), pk: 7 });
        let query = UserQuery { page, limit: 5, ..UserQuery::default() };
        let shown = test.db.read(|tx| list::page(&mut PortalTx::new(tx, people.portal), &query, &people.policy));
        assert!(matches!(shown, Err(StoreError::Other(_))), "{shown:?}");
    }
}

#[test]
fn a_total_above_the_limit_is_not_counted_on() {
    for test in migrated() {
        let [_, other] = people(&test.db);
        // Every user more would need a row; the counters alone decide what is known without counting.
        let many = COUNT_LIMIT + 5;
        test.db
            .write(|tx| {
                tx.exec("UPDATE counts SET n = $2 WHERE portal = $1 AND name = 'status:ACTIVE'", &[&other.portal.0, &many])
            })
            .unwrap();
        let policy = Preset::Standard.policy();
        let known = in_portal(&test.db, other.portal, |p| list::count(p, &filter(|f| f.category = Some("active".into())), &policy));
        assert_eq!(known, Total::Exact(many));
    }
}
