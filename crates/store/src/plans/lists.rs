//! Pages, totals, "all matching", exports.

use super::judge::{For, brief, complaints};
use super::million::{self, BIG, MIDDLE, Million, NOW, SMALL, SOMEBODY, user_id};
use crate::db::explain::{Explained, recorded};
use crate::portal_tx::PortalTx;
use crate::users::list::{ListLine, Strategy};
use crate::{Engine, StoreError};
use model::access::{Place, Role};
use model::ids::PortalPk;
use model::policy::Switch;
use model::presets::Preset;
use model::query::{Cursor, Direction, Filter, Page, Sort, SortValue, UserQuery};
use model::status::Status;
use model::time::Span;
use model::user::sight::Sight;

/// Filters by a name for the snapshots: the searches of performance.md, every condition, some together.
fn filters() -> Vec<(&'static str, Filter)> {
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    let search = |q: &str| with(&|f: &mut Filter| f.q = q.into());
    let category = |key: &str| with(&|f: &mut Filter| f.category = Some(key.into()));
    vec![
        ("everybody", Filter::default()),
        ("one letter", search("s")),
        ("two letters", search("zz")),
        ("frequent", search("smith")),
        ("rare", search("zanthor")),
        ("part of an address", search("ample.or")),
        ("two words", search("smith jo")),
        ("no hit", search("qxz")),
        ("Cyrillic", search("иван")),
        ("Arabic", search("محمد")),
        ("two Chinese letters", search("王伟")),
        ("%", search("%")),
        ("100 letters", search(&"x".repeat(100))),
        ("an id", search(&user_id(SOMEBODY).0.to_string())),
        ("active", category("active")),
        ("inactive", category("inactive")),
        ("locked", category("locked")),
        ("unconfirmed", category("unconfirmed")),
        ("deleted", with(&|f| f.status = vec![Status::Deleted])),
        ("one frequent status", with(&|f| f.status = vec![Status::Active])),
        (
            "rare statuses",
            with(&|f| f.status = vec![Status::AutoLocked, Status::LockedByAdmin]),
        ),
        ("admins", with(&|f| f.role = vec!["admin".into()])),
        ("a frequent role", with(&|f| f.role = vec!["user".into()])),
        ("a rare role", with(&|f| f.role = vec!["manager".into()])),
        ("a role of nobody", with(&|f| f.role = vec!["nobody".into()])),
        ("never seen", with(&|f| f.never_seen = true)),
        ("long unseen", with(&|f| f.seen_before = Some(NOW - Span::days(500)))),
        (
            "added in a week",
            with(&|f| {
                (f.added_after, f.added_before) = (Some(NOW - Span::days(400)), Some(NOW - Span::days(393)));
            }),
        ),
        ("added long ago", with(&|f| f.added_before = Some(NOW - Span::days(2)))),
        (
            "selected",
            with(&|f| f.ids = vec![user_id(SOMEBODY), user_id(million::SOMEBODY)]),
        ),
        (
            "a rare permission",
            with(&|f| f.permission = vec![model::access::Permission::UsersExport]),
        ),
        (
            "a common permission",
            with(&|f| f.permission = vec![model::access::Permission::UsersView]),
        ),
        ("a module", with(&|f| f.module = vec!["reports".into()])),
        ("a small sub-account", with(&|f| f.sub_account = vec!["berlin".into()])),
        ("a large sub-account", with(&|f| f.sub_account = vec!["hamburg".into()])),
        ("an app role", with(&|f| f.app_role = vec!["crm/editor".into()])),
        ("a second factor", with(&|f| f.second_factor = Some(Switch::On))),
        ("no second factor", with(&|f| f.second_factor = Some(Switch::Off))),
        (
            "frequent and admins",
            with(&|f| (f.q, f.role) = ("smith".into(), vec!["admin".into()])),
        ),
        (
            "frequent and locked",
            with(&|f| (f.q, f.category) = ("smith".into(), Some("locked".into()))),
        ),
        (
            "frequent and never seen",
            with(&|f| (f.q, f.never_seen) = ("smith".into(), true)),
        ),
        (
            "one letter and a sub-account",
            with(&|f| (f.q, f.sub_account) = ("s".into(), vec!["berlin".into()])),
        ),
    ]
}

/// The three kinds of sub-accounts that an actor may be bound to.
fn sights() -> [(&'static str, Sight); 3] {
    let of = |parts: &[&str]| Sight::Of {
        own: SOMEBODY,
        sub_accounts: parts.iter().map(|part| (*part).to_owned()).collect(),
    };
    [
        (" seen from Berlin", of(&["berlin"])),
        (" seen from Hamburg", of(&["hamburg", "berlin"])),
        (" seen from nowhere", of(&[])),
    ]
}

/// A value in the middle of a column, and the place of a row in the middle of the list.
fn middle(sort: Sort) -> Cursor {
    let value = match sort {
        Sort::Status => SortValue::Int(Status::Active.order()),
        Sort::Role => SortValue::Int(Role::built_in("user", Place::Portal).unwrap().rank),
        Sort::Seen => SortValue::Int((NOW - Span::days(100)).0),
        Sort::Added | Sort::Modified => SortValue::Int((NOW - Span::days(400)).0),
        Sort::Name | Sort::First | Sort::Last | Sort::User | Sort::Email => SortValue::Bytes(million::middle_name()),
    };
    Cursor { value, pk: SOMEBODY.0 }
}

fn pages(sort: Sort) -> Vec<(&'static str, Page)> {
    let mut pages = vec![
        ("first", Page::First),
        ("after", Page::After(middle(sort))),
        ("before", Page::Before(middle(sort))),
        ("last", Page::Last),
    ];
    if matches!(sort, Sort::Name | Sort::First | Sort::Last | Sort::User | Sort::Seen) {
        let nameless = Cursor {
            value: SortValue::Null,
            pk: SOMEBODY.0,
        };
        pages.push(("after the nameless", Page::After(nameless.clone())));
        pages.push(("before the nameless", Page::Before(nameless)));
    }
    pages
}

/// The ways of a page. SQLite counts hits, of which there are too few here to be many: it is made to find them many.
fn strategies(engine: Engine) -> Vec<Strategy> {
    let with = |few, patience| Strategy {
        few,
        patience,
        ..Strategy::default()
    };
    match engine {
        Engine::Sqlite => vec![Strategy::default(), with(0, 1), with(0, 1_000_000)],
        Engine::Postgres => vec![Strategy::default()],
    }
}

/// A test of one engine: what was explained, and what was wrong with it.
struct Session<'m> {
    million: &'m Million,
    wrong: Vec<String>,
    explained: usize,
}

impl Session<'_> {
    fn within(
        &mut self,
        (portal, sight): (PortalPk, &Sight),
        purpose: For,
        what: &str,
        run: impl Fn(&mut PortalTx<'_, '_>) -> Result<(), StoreError>,
    ) -> Vec<Explained> {
        let statements = recorded(|| {
            let read = self
                .million
                .db
                .read(|tx| run(&mut PortalTx::new(tx, portal).within(sight.clone())));
            read.unwrap_or_else(|error| panic!("{what}: {error}"));
        });
        let engine = self.million.db.engine();
        self.explained += statements.len();
        self.wrong.extend(complaints(engine, purpose, what, &statements));
        if portal == SMALL {
            // Its search must not cost more because others are large: that index has the texts of all portals.
            let asked = |explained: &&Explained| explained.plan.iter().any(|step| step.contains("users_trigrams"));
            let asking = statements.iter().filter(asked);
            self.wrong
                .extend(asking.map(|explained| format!("{what} asks the index of all portals: {}", explained.sql)));
        }
        statements
    }

    fn page(&mut self, place: (PortalPk, &Sight), what: &str, query: &UserQuery) -> Vec<Explained> {
        let policy = Preset::Standard.policy();
        let mut all = Vec::new();
        for strategy in strategies(self.million.db.engine()) {
            all.extend(self.within(place, For::Page, what, |p| strategy.page(p, query, &policy).map(|_| ())));
        }
        all
    }
}

fn query(filter: &Filter, sort: Sort, dir: Direction, page: Page) -> UserQuery {
    UserQuery {
        filter: filter.clone(),
        sort,
        dir,
        page,
        limit: 50,
    }
}

/// The plans of the statements about users, in one line each, a repeated one once.
fn briefs(engine: Engine, statements: &[Explained]) -> String {
    let mut lines = Vec::new();
    for explained in statements.iter().filter(|explained| explained.sql.contains("users")) {
        let line = brief(engine, &explained.plan);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n    ")
}

/// What was asked and its plans; questions with the same plans stand together.
#[derive(Default)]
struct Shown(Vec<(Vec<String>, String)>);

impl Shown {
    fn push(&mut self, what: String, plans: String) {
        match self.0.iter_mut().find(|(_, known)| *known == plans) {
            Some((questions, _)) => questions.push(what),
            None => self.0.push((vec![what], plans)),
        }
    }

    fn text(&self) -> String {
        let paragraph = |(questions, plans): &(Vec<String>, String)| format!("{}:\n    {plans}", questions.join("\n"));
        self.0.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
    }
}

fn whole_list(million: &Million) -> String {
    let mut session = session(million);
    let mut shown = Shown::default();
    for sort in Sort::ALL {
        for (at, page) in pages(*sort) {
            for dir in [Direction::Asc, Direction::Desc] {
                let what = format!("{} {}, {at}", sort.key(), dir.key());
                let query = query(&Filter::default(), *sort, dir, page.clone());
                let statements = session.page((BIG, &Sight::Everybody), &what, &query);
                shown.push(what, briefs(million.db.engine(), &statements));
            }
        }
    }
    session.end();
    shown.text()
}

fn session(million: &Million) -> Session<'_> {
    Session {
        million,
        wrong: Vec::new(),
        explained: 0,
    }
}

impl Session<'_> {
    /// All complaints together, so that one run shows them all.
    fn end(self) {
        assert!(self.explained > 0);
        assert!(
            self.wrong.is_empty(),
            "{} of {} statements:\n{}",
            self.wrong.len(),
            self.explained,
            self.wrong.join("\n\n")
        );
    }
}

/// Every filter in the big portal; its first page also in smaller ones, and for each sight.
fn every_filter(million: &Million) -> String {
    let mut session = session(million);
    let mut shown = Shown::default();
    let everybody = Sight::Everybody;
    for (name, filter) in filters() {
        for (sort, dir) in [(Sort::Name, Direction::Asc), (Sort::Seen, Direction::Desc)] {
            for (at, page) in pages(sort).into_iter().take(2) {
                let what = format!("{name} by {}, {at}", sort.key());
                let statements = session.page((BIG, &everybody), &what, &query(&filter, sort, dir, page));
                if (sort, at) == (Sort::Name, "first") {
                    shown.push(name.to_owned(), briefs(million.db.engine(), &statements));
                }
            }
        }
        let first = query(&filter, Sort::Name, Direction::Asc, Page::First);
        for portal in [MIDDLE, SMALL] {
            session.page((portal, &everybody), &format!("{name} in {}", portal.0), &first);
        }
        for (seen, sight) in sights() {
            let what = format!("{name}{seen}");
            let statements = session.page((BIG, &sight), &what, &first);
            if name == "everybody" || name == "rare" {
                shown.push(what, briefs(million.db.engine(), &statements));
            }
        }
    }
    session.end();
    shown.text()
}

fn totals(million: &Million) -> String {
    let policy = Preset::Standard.policy();
    let mut session = session(million);
    let mut shown = Shown::default();
    let whole = [
        (BIG, "", Sight::Everybody),
        (SMALL, " in a small portal", Sight::Everybody),
    ];
    let parts = sights().map(|(seen, sight)| (BIG, seen, sight));
    for (portal, seen, sight) in whole.into_iter().chain(parts) {
        for (name, filter) in filters() {
            let total = format!("total of {name}{seen}");
            let statements = session.within((portal, &sight), For::Page, &total, |p| {
                Strategy::default().count(p, &filter, &policy).map(|_| ())
            });
            if portal == BIG && sight.is_everybody() {
                shown.push(name.to_owned(), briefs(million.db.engine(), &statements));
            }
        }
    }
    session.end();
    shown.text()
}

fn exports(million: &Million) -> String {
    let policy = Preset::Standard.policy();
    let strategy = Strategy::default();
    let engine = million.db.engine();
    let mut session = session(million);
    let mut shown = Shown::default();
    let [(berlin, part), ..] = sights();
    for (seen, sight) in [("", Sight::Everybody), (berlin, part)] {
        for (name, filter) in filters() {
            let ids = format!("ids of {name}{seen}");
            let frozen = session.within((BIG, &sight), For::Everything, &ids, |p| {
                strategy.ids(p, &filter, &policy).map(|_| ())
            });
            let by_added = query(&filter, Sort::Added, Direction::Desc, Page::First);
            let export = format!("export of {name}{seen}");
            let exported = session.within((BIG, &sight), For::Everything, &export, |p| {
                strategy.each(p, &by_added, &policy, |_: &ListLine<'_>| Ok::<_, StoreError>(()))
            });
            if sight.is_everybody() {
                shown.push(ids, briefs(engine, &frozen));
                shown.push(export, briefs(engine, &exported));
            }
        }
    }
    session.end();
    shown.text()
}

super::on_both! {
    whole_list: sqlite_walks_the_whole_list_along_its_indexes, postgresql_walks_the_whole_list_along_its_indexes;
    every_filter: sqlite_reads_no_portal_for_a_filtered_page, postgresql_reads_no_portal_for_a_filtered_page;
    totals: sqlite_counts_without_a_scan, postgresql_counts_without_a_scan;
    exports: sqlite_exports_without_a_scan, postgresql_exports_without_a_scan;
}
