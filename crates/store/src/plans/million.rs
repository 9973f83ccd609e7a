//! A database that its engine takes for one of a million users.
//!
//! There are 20,000, of skewed names, statuses and roles, in one big portal and some small ones. The counters claim
//! fifty times as many. PostgreSQL plans by `pg_statistic`, which speaks of fractions and so is right for any size, and
//! by rows per page × the pages of the file. So the rows of `pg_class` are raised fifty-fold and its pages left as they
//! are: the planner takes each page for fuller than it is. That errs on the safe side. Reading a whole table or index
//! costs fifty times the work on rows but no more pages than it has, so it looks cheaper than at a real million, while a
//! plan that reads few rows looks as it would. What wins here by reading few rows wins there by more.

use super::postgres_server::{TestDatabase, TestPostgres};
use crate::db::{DatabaseUrl, Db, DbOptions};
use crate::portal_tx::PortalTx;
use crate::portals::{self, Portal, PortalKind, Stage};
use crate::{Engine, StoreError, Tx, counts, migrate, users};
use model::access::{Permission, Place, Role};
use model::catalogue::Catalogue;
use model::email::Email;
use model::ids::{PortalId, PortalPk, UserId, UserPk};
use model::keys::sort_key;
use model::name::{PersonName, Username};
use model::plan::CountDelta;
use model::policy::Policy;
use model::presets::Preset;
use model::time::{Span, Time};
use model::user::access::{Door, Grants, Scope};
use model::user::former::Former;
use model::user::lifecycle::{Env, NewUser};
use model::user::{InactiveReason, Kind, Lifecycle, Lock, Onboarding, Password, Profile, User};
use uuid::Uuid;

/// Each row stands for so many.
const EACH: i64 = 50;
/// 900,000 users are claimed.
pub(super) const BIG: PortalPk = PortalPk(2);
/// 15,000 users: too many to look at each.
pub(super) const MIDDLE: PortalPk = PortalPk(3);
/// 1,000 users: each may be looked at.
pub(super) const SMALL: PortalPk = PortalPk(9);
/// Somebody in the middle of the big portal.
pub(super) const SOMEBODY: UserPk = UserPk::new(BIG, 9_001);
/// 2026-01-01.
pub(super) const NOW: Time = Time(1_767_225_600_000_000);

/// Portal and size.
fn portals() -> impl Iterator<Item = (i64, u32)> {
    let middle = (3..=7).map(|portal| (portal, 300));
    [(2, 18_000)]
        .into_iter()
        .chain(middle)
        .chain((8..=32).map(|portal| (portal, 20)))
}

pub(super) struct Million {
    pub(super) db: Db,
    #[expect(dead_code, reason = "held for its Drop")]
    home: Home,
}

#[expect(dead_code, reason = "held for its Drop")]
enum Home {
    Folder(tempfile::TempDir),
    Server(TestDatabase),
}

/// SQLite knows no statistics, so a tenth of the people does.
pub(super) fn sqlite() -> Million {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&DatabaseUrl::Sqlite(folder.path().join("portico.db")));
    fill(&db, 10);
    db.write(|tx| tx.exec(RUNNING, &[&Uuid::from_u128(1)])).unwrap();
    Million {
        db,
        home: Home::Folder(folder),
    }
}

/// The version of PostgreSQL that the snapshots are of. Others may plan otherwise, within the same rules.
const SNAPSHOTS_OF: &str = "15";

impl Million {
    /// Whether the plans must be those of the snapshots, too.
    pub(super) fn has_snapshots(&self) -> bool {
        let version = "SELECT CAST(CAST(current_setting('server_version_num') AS INTEGER) / 10000 AS TEXT)";
        let of_server = |tx: &mut Tx<'_>| tx.one(version, &[], |row| row.get::<String>(0));
        self.db.engine() == Engine::Sqlite || self.db.read(of_server).unwrap().as_deref() == Some(SNAPSHOTS_OF)
    }
}

/// Copied from a template that is made once as long as the test server runs.
pub(super) fn postgres() -> Million {
    let source = concat!(include_str!("million.rs"), include_str!("million.sql"));
    let digest = ring::digest::digest(&ring::digest::SHA256, source.as_bytes());
    let version: String = digest.as_ref()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("million_{}_{version}", migrate::fingerprint());
    let copy = TestPostgres::shared().create_from_template(&name, |url| {
        fill(&open(&DatabaseUrl::parse(url).unwrap()), 1);
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        let left = include_str!("million.sql").replace("@former", &former());
        for sql in [LATER, "VACUUM FULL users", &left, ALL_ROWS, "VACUUM (ANALYZE)"] {
            client.batch_execute(sql).unwrap();
        }
        let sampled: Vec<String> = client
            .query(SAMPLED, &[])
            .unwrap()
            .iter()
            .map(|row| row.get(0))
            .collect();
        assert!(
            sampled.is_empty(),
            "statistics of a sample differ from run to run: {sampled:?}"
        );
        client
            .batch_execute(&format!(
                "UPDATE pg_class SET reltuples = reltuples * {EACH} WHERE relnamespace = 'public'::regnamespace \
                 AND relkind IN ('r', 'i') AND relname !~ '^(portals|counts|settings|staff_portals|schema_migrations)'"
            ))
            .unwrap();
    });
    Million {
        db: open(&DatabaseUrl::parse(&copy.url).unwrap()),
        home: Home::Server(copy),
    }
}

/// The facts that an operation keeps for its undo.
fn former() -> String {
    let user = person(BIG, 1, &Policy::default());
    serde_json::to_string(&Former {
        lifecycle: user.lifecycle,
        since: user.lifecycle_since,
        lock: user.lock,
        role: user.role,
        grants: user.grants,
        version: 1,
    })
    .unwrap()
}

/// An operation without items.
const RUNNING: &str = "INSERT INTO operations (id, portal, actor_label, work, state, total, done, skipped, failed, next_item, \
    request, created_at) VALUES ($1, 2, 'ann@example.com', '{\"work\":\"users\",\"command\":{\"command\":\"activate\"}}', \
    'running', 0, 0, 0, 0, 0, $1, 0)";

/// What a user gets after the row was inserted.
const LATER: &str = "UPDATE users SET second_factor_at = CASE WHEN pk % 50 = 3 THEN added_at END, mail_at = added_at, \
    mail_state = CASE pk % 50 WHEN 0 THEN 'queued' WHEN 1 THEN 'dead' ELSE 'sent' END";

/// `ANALYZE` looks at 300 rows for each unit of a table's largest target. Of a sample the statistics, and with them what is
/// chosen where two plans cost nearly the same, would differ from run to run. In these columns all values are the same, so
/// their own statistics stay what they are.
const ALL_ROWS: &str = "ALTER TABLE events ALTER COLUMN client SET STATISTICS 1000; \
    ALTER TABLE former_passwords ALTER COLUMN hash SET STATISTICS 1000";

/// Tables of which `ANALYZE` did not look at every row.
const SAMPLED: &str = "SELECT CAST(relname AS TEXT) FROM pg_class AS c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
    AND reltuples > 300 * (SELECT GREATEST(100, MAX(attstattarget)) FROM pg_attribute WHERE attrelid = c.oid) ORDER BY 1";

fn open(url: &DatabaseUrl) -> Db {
    Db::open(url, &DbOptions::default()).unwrap()
}

/// Every portal with its people, one in `thinned` of them.
fn fill(db: &Db, thinned: u32) {
    migrate::migrate(db, Time(0)).unwrap();
    let policy = Preset::Standard.policy();
    for (number, size) in portals() {
        let portal = PortalPk(number);
        let people: Vec<User> = (1..=size)
            .filter(|n| n % thinned == 1 % thinned)
            .map(|n| person(portal, n, &policy))
            .collect();
        db.write(|tx| {
            portals::insert(tx, &self::portal(portal, &policy))?;
            let mut p = PortalTx::new(tx, portal);
            users::insert(&mut p, &people.iter().collect::<Vec<_>>(), &policy)?;
            counts::add(&mut p, &claimed(&people, thinned))
        })
        .unwrap();
    }
}

fn claimed(people: &[User], thinned: u32) -> CountDelta {
    let mut delta = CountDelta::default();
    people.iter().for_each(|user| delta.enter(user));
    let each = EACH * i64::from(thinned);
    delta.status.values_mut().for_each(|n| *n *= each);
    delta.seats *= each;
    delta
}

fn portal(pk: PortalPk, policy: &Policy) -> Portal {
    Portal {
        pk,
        id: PortalId(Uuid::from_u128(pk.0.unsigned_abs().into())),
        slug: format!("portal-{}", pk.0),
        name: format!("Portal {}", pk.0),
        state: "active".into(),
        preset: "standard".into(),
        policy: policy.clone(),
        seat_limit: None,
        created_at: Time(0),
        version: 1,
        catalogue: Catalogue::starting(),
        kind: PortalKind::External,
        stage: Stage::Draft,
        language: "en".into(),
    }
}

/// Frequent names first: the first tenth of a list is a third of the people.
const FIRST: &str = "John Anna Michael Maria Peter Laura Thomas Иван Jan Olga David Zoë Emma Paul Nina Omar Lukas Sofia Hugo \
     محمد Ida Jörg Mia 伟 Noah Åsa Øystein Ravi Chloé Yuki Þór Xaver";
const LAST: &str = "Smith Müller Jones Garcia Schmidt Rossi Novak Петров Johnson Silva Kim Nowak Jensen Brown Weber Martin \
     Dubois Costa Ivanov Sato 王 Lopez Fischer Larsen Moreau علي Olsen Bauer Ricci Kowalski Horvath Łukasz Đorđević Byrne \
     O'Neil Quist Zanthor";

/// The id of the person of a number.
pub(super) fn user_id(pk: UserPk) -> UserId {
    let high = (0x018f_u128 << 112) | (0x7 << 76) | (0x8 << 60);
    // The numbers are spread, as random ids are; their order must not be that of the row keys.
    UserId(Uuid::from_u128(
        high | u128::from(pk.0.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 4),
    ))
}

/// A number from 0 to 999, the same in every run.
fn dice(n: u32, salt: u32) -> usize {
    let mut x = n.wrapping_mul(0x9e37_79b9) ^ salt.wrapping_mul(0x85eb_ca6b);
    for _ in 0..2 {
        x = (x ^ (x >> 15)).wrapping_mul(0x2c1b_3c6d);
    }
    (x >> 12) as usize % 1_000
}

fn skewed(names: &str, n: u32, salt: u32) -> &str {
    let names: Vec<&str> = names.split_whitespace().collect();
    let thrown = dice(n, salt);
    names[thrown * thrown * names.len() / 1_000_000]
}

fn person(portal: PortalPk, n: u32, policy: &Policy) -> User {
    let (first, last) = (skewed(FIRST, n, 1), skewed(LAST, n, 2));
    let pk = UserPk::new(portal, n);
    let domain = ["example.com", "example.org", "mail.example"][dice(n, 3) % 3];
    let new = NewUser {
        pk,
        id: user_id(pk),
        kind: Kind::External,
        profile: Profile {
            first_name: (dice(n, 4) > 30).then(|| PersonName::parse(first).unwrap()),
            last_name: (dice(n, 5) > 30).then(|| PersonName::parse(last).unwrap()),
            email: Email::parse(&format!("{}{n}@{domain}", mailbox(first))).unwrap(),
            username: (dice(n, 6) > 600).then(|| Username::parse(&format!("{}{n}", mailbox(last))).unwrap()),
        },
        role: role(n),
        grants: grants(n),
    };
    let added = NOW - Span::minutes(i64::from(n) * 80);
    let env = Env {
        now: added,
        policy,
        catalogue: &Catalogue::default(),
        door: Door::Open,
    };
    let mut user = User::added(new, &env);
    bring_on(&mut user, n);
    user.modified_at = added + Span::minutes(dice(n, 7) as i64 * 60);
    user.last_sign_in_at = (dice(n, 8) > 150).then(|| NOW - Span::minutes((dice(n, 9) * dice(n, 10)) as i64));
    user.status = user.status_at(policy, NOW);
    user
}

/// Latin letters of a name, as a mailbox has them.
fn mailbox(name: &str) -> String {
    let latin: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    if latin.is_empty() {
        "user".into()
    } else {
        latin.to_lowercase()
    }
}

fn role(n: u32) -> Role {
    let slug = match dice(n, 12) {
        0..=4 => "admin",
        5..=14 => "manager",
        15..=39 => "helpdesk",
        _ => "user",
    };
    Role::built_in(slug, Place::Portal).unwrap()
}

/// Hamburg is large, Berlin small; twenty branches are in between.
fn grants(n: u32) -> Grants {
    let part = match dice(n, 13) {
        0..=4 => Some(String::from("berlin")),
        5..=149 => Some(String::from("hamburg")),
        150..=649 => Some(format!("branch-{}", n % 20)),
        _ => None,
    };
    Grants {
        permissions: (dice(n, 14) < 3)
            .then_some(Permission::UsersExport)
            .into_iter()
            .collect(),
        modules: (dice(n, 15) < 300).then(|| "reports".to_owned()).into_iter().collect(),
        sub_accounts: part.map_or(Scope::All, |part| Scope::Named([part].into())),
        app_roles: (dice(n, 16) < 2).then(|| "crm/editor".to_owned()).into_iter().collect(),
    }
}

/// Nine of ten are active; some of each other kind.
fn bring_on(user: &mut User, n: u32) {
    let ends = |days: usize| NOW + Span::days(days as i64 % 7 + 1);
    let thrown = dice(n, 17);
    user.lifecycle = match thrown {
        0..=9 => Lifecycle::Pending(Onboarding::Added),
        10..=49 => Lifecycle::Pending(Onboarding::Invited {
            expires_at: ends(thrown),
        }),
        50..=59 => Lifecycle::Inactive(InactiveReason::Manual),
        60..=69 => Lifecycle::Deleted {
            purge_after: Some(ends(thrown)),
        },
        70..=71 => Lifecycle::Inactive(InactiveReason::NoSeat),
        _ => Lifecycle::Active,
    };
    user.lock = match thrown {
        72 => Some(Lock::Auto {
            until: ends(n as usize),
            failures: 5,
        }),
        73..=75 => Some(Lock::Admin {
            by: "admin@example.org".into(),
            reason: None,
        }),
        _ => None,
    };
    user.email_verified_at = (thrown > 49).then_some(NOW);
    user.password = if thrown > 49 {
        Password::Set(NOW)
    } else {
        Password::None
    };
}

/// What the sort keys of names in the middle of a list begin with.
pub(super) fn middle_name() -> Vec<u8> {
    sort_key("m")
}

/// Runs in a portal and takes it back.
pub(super) fn undone(db: &Db, mut body: impl FnMut(&mut Tx<'_>) -> Result<(), StoreError>) {
    const TAKEN_BACK: &str = "taken back";
    let end = db.write(|tx| {
        body(tx)?;
        Err::<(), _>(StoreError::Other(TAKEN_BACK.into()))
    });
    assert!(
        matches!(&end, Err(StoreError::Other(why)) if why == TAKEN_BACK),
        "{end:?}"
    );
}

#[test]
fn postgresql_believes_in_a_million() {
    let million = postgres();
    for (table, rows) in [("users", 1_000_000), ("events", 3_000_000)] {
        let plan = million.db.read(|tx| {
            let lines = tx.rows(&format!("EXPLAIN SELECT 1 FROM {table}"), &[], |row| {
                row.get::<String>(0)
            })?;
            Ok::<_, StoreError>(lines.join("\n"))
        });
        let plan = plan.unwrap();
        assert!(plan.contains(&format!("rows={rows} ")), "{plan}");
    }
    let undone = counts_of(&million);
    assert!((800_000..=900_000).contains(&undone), "{undone} active");
}

fn counts_of(million: &Million) -> i64 {
    let counts = million.db.read(|tx| counts::of_portal(&mut PortalTx::new(tx, BIG)));
    counts.unwrap().of(&[model::status::Status::Active])
}
