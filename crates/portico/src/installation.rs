//! From the configuration to a running installation: key, database, mail.

use crate::config::Config;
use crate::failure::Failure;
use crate::key_file::{self, Missing};
use app::mail::{Sender, Transport};
use app::passwords::Cost;
use app::sign_in::throttle::Throttle;
use app::source::{Clock, Random};
use app::store::{DatabaseUrl, Db, DbOptions, Ownership, migrate};
use app::{App, Ctx, Parts};

/// Whom captured mail is from, where nobody is named.
const CAPTURED_FROM: &str = "Portico <portico@localhost>";

/// Opens the installation as its owner: makes what is missing and brings the schema up to date.
pub(crate) fn open(config: &Config) -> Result<App, Failure> {
    open_at(config, &config.base_url(config.listen))
}

/// The same for a command that writes very many rows and then ends.
pub(crate) fn open_for_many(config: &Config) -> Result<App, Failure> {
    const MUCH: u32 = 512;
    open_with(config, &config.base_url(config.listen), MUCH)
}

/// The same for a server whose address is known only now.
pub(crate) fn open_at(config: &Config, base_url: &str) -> Result<App, Failure> {
    open_with(config, base_url, DbOptions::default().write_cache)
}

fn open_with(config: &Config, base_url: &str, write_cache: u32) -> Result<App, Failure> {
    let transport = transport(config)?;
    let key = key_file::load(&config.key_file, missing(config))?;
    let options = DbOptions {
        write_cache,
        ..options(config, Ownership::Owner)
    };
    let db = Db::open(&config.database_url, &options)?;
    migrate::migrate(&db, Clock::System.now())?;
    let app = app(config, db, &key, transport, base_url)?;
    app.remember_key()?;
    Ok(app)
}

/// A key is made for a database that has none yet; where rows may be encrypted already, it must be there.
fn missing(config: &Config) -> Missing {
    match &config.database_url {
        DatabaseUrl::Sqlite(path) if path.metadata().is_ok_and(|file| file.len() > 0) => Missing::Refuse,
        // A server's database shows by `remember_key` whether the new key fits.
        _ => Missing::Make,
    }
}

/// Looks at the installation beside a running server: reads only, makes nothing.
pub(crate) fn look(config: &Config) -> Result<App, Failure> {
    let transport = transport(config)?;
    let key = key_file::load(&config.key_file, Missing::Refuse)?;
    let db = look_at_database(config)?;
    app(config, db, &key, transport, &config.base_url(config.listen))
}

/// The database beside a running server.
pub(crate) fn look_at_database(config: &Config) -> Result<Db, Failure> {
    must_have_database(config)?;
    database(config, Ownership::Guest)
}

/// Refuses where there is no database file yet: looking must not make one.
pub(crate) fn must_have_database(config: &Config) -> Result<(), Failure> {
    if has_database(config) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "There is no database at {}: start portico there once, or correct database_url.",
        config.database_url
    )))
}

fn has_database(config: &Config) -> bool {
    match &config.database_url {
        DatabaseUrl::Sqlite(path) => path.exists(),
        DatabaseUrl::Postgres(_) => true,
    }
}

/// The database, as its owner or as a guest.
pub(crate) fn database(config: &Config, ownership: Ownership) -> Result<Db, Failure> {
    Ok(Db::open(&config.database_url, &options(config, ownership))?)
}

/// The background jobs need connections of their own beside the requests.
fn options(config: &Config, ownership: Ownership) -> DbOptions {
    DbOptions {
        readers: config.workers + 2,
        connections: config.workers + 3,
        ownership,
        ..DbOptions::default()
    }
}

fn transport(config: &Config) -> Result<Transport, Failure> {
    let wrong = |error: app::mail::MailConfigError| Failure::new(error.to_string());
    Transport::from_url(&config.mail, &config.mail_from).map_err(wrong)
}

fn app(config: &Config, db: Db, key: &[u8; 32], transport: Transport, base_url: &str) -> Result<App, Failure> {
    let from = if config.mail_from.is_empty() {
        CAPTURED_FROM
    } else {
        &config.mail_from
    };
    let sender = Sender::parse(from).map_err(|error| Failure::new(error.to_string()))?;
    let app = App::new(Parts {
        db,
        keys: app::keys::Keys::new(key)?,
        base_url: base_url.to_owned(),
        transport,
        sender,
        clock: Clock::System,
        random: Random::system(),
        password_cost: Cost::STANDARD,
        password_rooms: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        throttle: Throttle::standard(),
    })?;
    Ok(app)
}

/// The command line in a portal.
pub(crate) fn portal(app: &App, slug: &str) -> Result<Ctx, Failure> {
    if !app::set_up::is_set_up(app)? {
        return Err(Failure::new(
            "Portico is not set up yet: run portico init, or open the set-up link that portico prints at its start.",
        ));
    }
    app.host_ctx(slug).map_err(|error| match error {
        app::error::AppError::NotFound(_) => Failure::new(format!(
            "There is no portal \"{slug}\": check the name, or create it with portico portal create {slug}."
        )),
        other => other.into(),
    })
}
