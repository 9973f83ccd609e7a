//! The configuration: defaults, then `portico.toml`, then `PORTICO_*` in the environment, then flags; later wins. The only
//! place that reads the environment. What is unknown, wrong or unsafe stops the start with its key, value and remedy.

mod checks;
mod layers;

pub(crate) use layers::Given;

use app::store::DatabaseUrl;
use layers::Layers;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Everything that can be configured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Config {
    /// `listen`: address and port; port 0 takes a free one. Default `127.0.0.1:8080`.
    pub(crate) listen: SocketAddr,
    /// `base_url`: where people open Portico, without a path; every link is built from it. Default: `http://` and the
    /// address listened on.
    pub(crate) base_url: Option<String>,
    /// `database_url`: `sqlite:PATH` or `postgres://…`. Default: `portico.db` in `data_dir`.
    pub(crate) database_url: DatabaseUrl,
    /// `mail`: `capture`, `file:DIR`, `smtp://…` or `smtps://…`. Default `capture`: mail stays in memory, at `/dev/mail`.
    pub(crate) mail: String,
    /// `mail_from`: whom mail is from. No default, but for captured mail.
    pub(crate) mail_from: String,
    /// `key_file`: the key of encryption and signing, made on first start. Default: `portico.key` in `data_dir`.
    pub(crate) key_file: PathBuf,
    /// `trusted_proxies`: addresses whose `X-Forwarded-For` counts. Default: none.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// `log`: `text` or `json`, on the error stream. Default `text`.
    pub(crate) log: Log,
    /// `metrics_listen`: a listener of its own for `/metrics`. Default: none.
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// `workers`: connections to the database for requests, 1 to 256; four requests at a time are let in for each. Default 8.
    pub(crate) workers: usize,
    /// `data_dir`: where the database and the key are, unless said otherwise. Default `portico-data`, in the current folder.
    pub(crate) data_dir: PathBuf,
    /// `insecure_http`: whether a non-loopback `listen` may do without an `https` base URL. Default `false`.
    pub(crate) plain_http: PlainHttp,
}

/// How log lines look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Log {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

/// Whether passwords may cross a network in the clear.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PlainHttp {
    /// No.
    Refused,
    /// The operator said so.
    Allowed,
}

/// A setting that cannot work.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// Its value is wrong, or unsafe with the others.
    #[error("{key} = \"{value}\" ({place}): {remedy}")]
    Value {
        /// The key.
        key: &'static str,
        /// The value, without its password.
        value: String,
        /// Where it comes from.
        place: String,
        /// What to do.
        remedy: String,
    },
    /// There is no such key.
    #[error("{key} ({place}) is no setting of Portico: correct or remove it. The settings are {}.", layers::KEYS.join(", "))]
    Unknown {
        /// The key.
        key: String,
        /// Where it comes from.
        place: String,
    },
    /// The file is not readable.
    #[error("{0}")]
    File(String),
}

impl Config {
    /// Reads every layer, with the environment of the process.
    pub(crate) fn load(given: &Given) -> Result<Self, ConfigError> {
        let environment =
            std::env::vars_os().map(|(k, v)| (k.to_string_lossy().into_owned(), v.to_string_lossy().into_owned()));
        Self::from_layers(&Layers::read(given, environment)?)
    }

    fn from_layers(layers: &Layers) -> Result<Self, ConfigError> {
        let data_dir = PathBuf::from(layers.text("data_dir").unwrap_or("portico-data"));
        let in_data_dir = |name: &str| data_dir.join(name);
        let default_database = format!("sqlite:{}", in_data_dir("portico.db").display());
        let config = Self {
            listen: layers.value("listen", "127.0.0.1:8080", checks::address)?,
            base_url: layers.optional("base_url", checks::base_url)?,
            database_url: layers.value("database_url", &default_database, |text| {
                DatabaseUrl::parse(text).map_err(|error| error.to_string())
            })?,
            mail: layers.text("mail").unwrap_or("capture").trim().to_owned(),
            mail_from: layers.text("mail_from").unwrap_or_default().to_owned(),
            key_file: layers
                .text("key_file")
                .map_or_else(|| in_data_dir("portico.key"), PathBuf::from),
            trusted_proxies: layers.value("trusted_proxies", "", checks::addresses)?,
            log: layers.value("log", "text", checks::log)?,
            metrics_listen: layers.optional("metrics_listen", checks::address)?,
            workers: layers.value("workers", "8", checks::workers)?,
            plain_http: layers.value("insecure_http", "false", checks::plain_http)?,
            data_dir,
        };
        checks::together(&config, layers)?;
        Ok(config)
    }

    /// Whether mail stays in memory.
    pub(crate) fn captures_mail(&self) -> bool {
        self.mail == "capture"
    }

    /// Where links begin, when Portico listens on `address`.
    pub(crate) fn base_url(&self, address: SocketAddr) -> String {
        self.base_url.clone().unwrap_or_else(|| format!("http://{address}"))
    }
}
