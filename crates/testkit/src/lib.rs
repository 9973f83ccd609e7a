//! What the tests of every crate share: both databases, a frozen clock, captured mail, and people to act.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

pub mod phone;
pub mod postgres;
pub mod smtp;

use app::mail::{Capture, Sender, Transport};
use app::passwords::Cost;
use app::portals::NewPortal;
use app::set_up::{Form, Right};
use app::sign_in::throttle::{Limit, Throttle};
use app::source::{Clock, Random};
use app::users::{accept, add, list};
use app::{App, Ctx, Parts, jobs, sign_in};
use model::access::Permission;
use model::command::Command;
use model::ids::UserId;
use model::operation::{AlreadyInvited, Grant, InviteMail, NewPerson};
use model::plan::CountDelta;
use model::time::{Span, Time};
use model::user::access::{Edit, Grants};
use model::user::{Kind, User};
use std::path::PathBuf;
use std::sync::Arc;
use store::portal_tx::PortalTx;
use store::{DatabaseUrl, Db, DbOptions};

/// Which database a test runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the private server.
    Postgres,
}

impl Backend {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery staple";
/// The address of the installation's owner in tests.
pub const OWNER: &str = "owner@provider.example";
/// Where links begin in tests.
pub const BASE_URL: &str = "http://portico.test";

/// An installation of its own, gone after the test. Dropping it checks the invariants of the whole database.
pub struct TestApp {
    /// The installation.
    pub app: App,
    /// Its clock; stands still.
    pub clock: Clock,
    /// The mail it sent.
    pub mail: Arc<Capture>,
    /// Where it keeps its rows.
    pub backend: Backend,
    /// The database, for tests that break it.
    pub db: Db,
    /// Its URL.
    pub url: DatabaseUrl,
    _place: Place,
}

#[expect(dead_code, reason = "held for its Drop")]
enum Place {
    Folder(tempfile::TempDir),
    Server(postgres::TestDatabase),
}

/// Runs a test on both databases, each time on a fresh installation that is set up.
///
/// # Panics
/// When the test does.
pub fn on_both(test: impl Fn(&TestApp)) {
    for backend in Backend::ALL {
        let t = TestApp::new(backend);
        t.set_up();
        test(&t);
        t.assert_clean();
    }
}

impl TestApp {
    /// An empty installation, not set up yet.
    ///
    /// # Panics
    /// When the database cannot be made.
    #[must_use]
    pub fn new(backend: Backend) -> Self {
        let (url, place) = match backend {
            Backend::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                (
                    DatabaseUrl::Sqlite(PathBuf::from(folder.path()).join("portico.db")),
                    Place::Folder(folder),
                )
            }
            Backend::Postgres => {
                let database = migrated_database();
                (
                    DatabaseUrl::parse(&database.url).expect("a URL"),
                    Place::Server(database),
                )
            }
        };
        let db = Db::open(
            &url,
            &DbOptions {
                readers: 4,
                connections: 8,
                ..DbOptions::default()
            },
        )
        .expect("the database");
        let clock = Clock::frozen(Time::parse_rfc3339("2026-11-22T14:05:00Z").expect("a time"));
        store::migrate::migrate(&db, clock.now()).expect("migrations");
        let transport = Transport::from_url("capture", "").expect("capture");
        let Transport::Capture(mail) = &transport else {
            panic!("capture is capture")
        };
        let mail = Arc::clone(mail);
        let app = App::new(Parts {
            db: db.clone(),
            keys: app::keys::Keys::new(&[7; 32]).expect("keys"),
            base_url: BASE_URL.to_owned(),
            transport,
            sender: Sender::parse("Portico <portico@provider.example>").expect("a sender"),
            clock: clock.clone(),
            random: Random::seeded(1),
            password_cost: Cost::CHEAP,
            password_rooms: 4,
            throttle: Throttle::new(
                Limit {
                    tries: 10_000,
                    window: Span::minutes(1),
                },
                Limit {
                    tries: 100_000,
                    window: Span::minutes(1),
                },
            ),
        });
        Self {
            app: app.expect("the app"),
            clock,
            mail,
            backend,
            db,
            url,
            _place: place,
        }
    }

    /// Sets up the provider and its owner.
    ///
    /// # Panics
    /// When it is set up already.
    pub fn set_up(&self) {
        let form = Form {
            provider: String::from("Provider Ltd"),
            owner_email: OWNER.to_owned(),
            first_name: String::from("Olga"),
            last_name: String::from("Owner"),
            password: PASSWORD.to_owned(),
        };
        app::set_up::set_up(&self.app, &Right::Host, &form, self.app.own_request()).expect("set-up");
    }

    /// Makes a portal whose admin `admin@SLUG.example` has accepted.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn portal(&self, slug: &str, preset: &str, seats: Option<i64>) -> Ctx {
        let new = NewPortal {
            slug: slug.to_owned(),
            name: slug.to_uppercase(),
            preset: preset.to_owned(),
            seats,
            admin_email: admin_of(slug),
            kind: String::from("external"),
        };
        app::portals::create(&self.owner(), &new).expect("a portal");
        self.accept(slug, &admin_of(slug));
        self.ctx(slug, &admin_of(slug))
    }

    /// Invites somebody with a role and accepts for them.
    ///
    /// # Panics
    /// When they cannot be invited.
    pub fn user(&self, slug: &str, email: &str, role: &str) -> UserId {
        let id = self.invite(slug, email, role);
        self.accept(slug, email);
        id
    }

    /// Invites somebody with a role.
    ///
    /// # Panics
    /// When they cannot be invited.
    pub fn invite(&self, slug: &str, email: &str, role: &str) -> UserId {
        let ctx = self.app.host_ctx(slug).expect("the portal");
        let local = email.split('@').next().unwrap_or_default();
        let person = NewPerson {
            input: email.to_owned(),
            email: email.to_owned(),
            first_name: Some(capital(local)),
            last_name: Some(String::from("Test")),
            // A portal may sign in by username.
            username: Some(format!("user.{local}")),
            role: None,
            settled: None,
        };
        add::one(&ctx, person, grant(role), None)
            .expect("an invitation")
            .user
            .id
    }

    /// Accepts the newest invitation of an address with [`PASSWORD`].
    ///
    /// # Panics
    /// When there is none that works.
    pub fn accept(&self, slug: &str, email: &str) {
        let secret = self.link_to(email);
        accept::accept(&self.app, slug, &secret, PASSWORD, self.app.own_request()).expect("acceptance");
    }

    /// The secret of the newest link mailed to an address.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn link_to(&self, email: &str) -> app::keys::Secret {
        self.run_jobs();
        let mails = self.mail.list();
        let newest = mails
            .iter()
            .rev()
            .find(|m| m.mail.to == email && m.mail.text.contains(BASE_URL));
        let text = &newest
            .unwrap_or_else(|| panic!("no mail with a link to {email}"))
            .mail
            .text;
        let link = text
            .split_whitespace()
            .find(|word| word.starts_with(BASE_URL))
            .expect("a link");
        app::keys::Secret::from_text(link.rsplit('/').next().unwrap_or_default())
    }

    /// What the owner does in the provider's portal.
    ///
    /// # Panics
    /// When the owner cannot sign in.
    #[must_use]
    pub fn owner(&self) -> Ctx {
        self.ctx("provider", OWNER)
    }

    /// What somebody does in their own portal, after signing in.
    ///
    /// # Panics
    /// When they cannot sign in.
    #[must_use]
    pub fn ctx(&self, slug: &str, email: &str) -> Ctx {
        let started = sign_in::sign_in(&self.app, slug, email, PASSWORD, self.app.own_request()).expect("sign-in");
        let caller = self.app.caller_of_session(&started.secret).expect("the session");
        self.app
            .enter(&caller, slug, self.app.own_request())
            .expect("the portal")
    }

    /// The status code of a user.
    ///
    /// # Panics
    /// When there is no such user.
    #[must_use]
    pub fn status(&self, slug: &str, id: UserId) -> &'static str {
        let ctx = self.app.host_ctx(slug).expect("the portal");
        list::get(&ctx, id).expect("the user").user.status.code()
    }

    /// The status code of a user, or `gone` after erasing.
    ///
    /// # Panics
    /// When the database fails.
    #[must_use]
    pub fn status_or_gone(&self, slug: &str, id: UserId) -> &'static str {
        let ctx = self.app.host_ctx(slug).expect("the portal");
        match list::get(&ctx, id) {
            Ok(view) => view.user.status.code(),
            Err(app::AppError::NotFound(_)) => "gone",
            Err(error) => panic!("{error}"),
        }
    }

    /// Puts a user into any state, as if it had come there by itself: for states that no command reaches yet.
    ///
    /// # Panics
    /// When there is no such user.
    pub fn force(&self, slug: &str, id: UserId, edit: impl Fn(&mut User)) {
        let ctx = self.app.host_ctx(slug).expect("the portal");
        let write = self.db.write(|tx| {
            let p = &mut PortalTx::new(tx, ctx.portal.pk);
            let before = store::users::lock(p, &[id])?.pop().expect("the user").user;
            let mut after = before.clone();
            edit(&mut after);
            after.version += 1;
            after.status = after.status_at(&ctx.portal.policy, self.clock.now());
            store::users::update(p, &[(&before, &after)], &ctx.portal.policy)?;
            let mut delta = CountDelta::default();
            delta.leave(&before);
            delta.enter(&after);
            store::counts::add(p, &delta)
        });
        write.expect("the forced state");
    }

    /// Runs background jobs until nothing is due.
    ///
    /// # Panics
    /// When one fails.
    pub fn run_jobs(&self) {
        jobs::run_due(&self.app).expect("jobs");
    }

    /// Moves the clock.
    pub fn advance(&self, by: Span) {
        self.clock.advance(by);
    }

    /// Checks every invariant of the whole database.
    ///
    /// # Panics
    /// When one is broken.
    pub fn assert_clean(&self) {
        let findings = self.app.verify().expect("verify");
        assert!(findings.is_empty(), "on {:?}: {findings:#?}", self.backend);
    }
}

/// The address of the admin of a test portal.
#[must_use]
pub fn admin_of(slug: &str) -> String {
    format!("admin@{slug}.example")
}

/// The command of this name, with something to do: every walk over all commands takes them from here.
///
/// # Panics
/// When there is no such command.
pub fn command(name: &str) -> Command {
    match Command::from_name(name).expect("a command of this name") {
        Command::SetRole { .. } => Command::SetRole {
            role: String::from("manager"),
        },
        Command::SetPermissions { .. } => Command::SetPermissions {
            edit: Edit::Add,
            permissions: vec![Permission::UsersExport],
        },
        Command::SetModules { .. } => Command::SetModules {
            edit: Edit::Set,
            modules: vec![String::from("reports")],
        },
        Command::SetSubAccounts { .. } => Command::SetSubAccounts {
            edit: Edit::Set,
            sub_accounts: Some(Vec::new()),
        },
        other => other,
    }
}

/// What a batch gets in tests: a role, and a mail.
#[must_use]
pub fn grant(role: &str) -> Grant {
    Grant {
        role: role.to_owned(),
        message: None,
        mail: InviteMail::Send,
        already_invited: AlreadyInvited::Skip,
        access: Grants::default(),
        kind: Kind::External,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A database with the schema of this program: a copy of a template, which is much faster than migrating.
fn migrated_database() -> postgres::TestDatabase {
    postgres::TestPostgres::shared().create_from_template(&store::migrate::fingerprint(), |url| {
        let url = DatabaseUrl::parse(url).expect("a URL");
        let db = Db::open(&url, &DbOptions::default()).expect("the template");
        store::migrate::migrate(&db, Time(0)).expect("migrations");
    })
}
