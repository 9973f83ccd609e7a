//! How a PostgreSQL server is reached: in the clear on this machine, encrypted and verified anywhere else.

use crate::dialect;
use crate::error::StoreError;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// A parsed URL, ready to connect.
pub(super) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// What the URL says about encryption, beyond what the driver understands.
#[derive(Default)]
struct TlsOptions<'u> {
    mode: Option<&'u str>,
    roots: Option<&'u str>,
}

impl Target {
    /// Reads the URL. `sslmode=disable` turns TLS off and `require`, `verify-ca` or `verify-full` turn it on, always with
    /// the certificate verified against `sslrootcert=FILE` or the public authorities. Without `sslmode`, or with
    /// `allow` or `prefer`, TLS is on unless the server is on this machine: falling back to clear text is no choice.
    pub(super) fn parse(url: &str) -> Result<Self, StoreError> {
        let (url, options) = split_tls_options(url);
        let mut config = url.parse::<Config>().map_err(|error| {
            StoreError::Other(format!(
                "The database URL cannot be read: {}",
                dialect::with_causes(&error)
            ))
        })?;
        let encrypted = match options.mode {
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            None | Some("allow" | "prefer") => !is_local(&config),
            Some(other) => {
                return Err(StoreError::Other(format!(
                    "The database URL has sslmode={other}; use disable, require or verify-full."
                )));
            }
        };
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        set_patience(&mut config);
        let tls = if encrypted {
            Some(connector(options.roots)?)
        } else {
            None
        };
        Ok(Self { config, tls })
    }

    /// Opens a connection.
    pub(super) fn connect(&self) -> Result<Client, StoreError> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        client.map_err(|error| {
            StoreError::Unavailable(format!(
                "cannot connect to PostgreSQL: {}",
                dialect::with_causes(&error)
            ))
        })
    }
}

/// A server that vanished without a word must not hold a caller for hours.
fn set_patience(config: &mut Config) {
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(30));
    }
    if config.get_application_name().is_none() {
        config.application_name("portico");
    }
    // The driver would log notices, such as "already exists, skipping", as if they mattered.
    config.notice_callback(|notice| tracing::debug!(message = notice.message(), "PostgreSQL says"));
}

fn split_tls_options(url: &str) -> (String, TlsOptions<'_>) {
    let mut options = TlsOptions::default();
    let Some((place, query)) = url.split_once('?') else {
        return (url.to_owned(), options);
    };
    let mut rest = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("sslmode", mode)) => options.mode = Some(mode),
            Some(("sslrootcert", file)) => options.roots = Some(file),
            _ => rest.push(pair),
        }
    }
    (
        if rest.is_empty() {
            place.to_owned()
        } else {
            format!("{place}?{}", rest.join("&"))
        },
        options,
    )
}

fn is_local(config: &Config) -> bool {
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    hosts && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn connector(roots: Option<&str>) -> Result<MakeRustlsConnect, StoreError> {
    let mut store = RootCertStore::empty();
    match roots {
        None => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(file) => read_roots(file, &mut store)?,
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::Other(format!("TLS cannot be set up: {error}")))?;
    Ok(MakeRustlsConnect::new(
        builder.with_root_certificates(store).with_no_client_auth(),
    ))
}

fn read_roots(file: &str, store: &mut RootCertStore) -> Result<(), StoreError> {
    let cannot = |why: String| StoreError::Other(format!("The file {file} named by sslrootcert cannot be used: {why}"));
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| cannot(error.to_string()))? {
        let certificate = certificate.map_err(|error| cannot(error.to_string()))?;
        store.add(certificate).map_err(|error| cannot(error.to_string()))?;
    }
    if store.is_empty() {
        Err(cannot("it holds no certificate".into()))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encrypted(url: &str) -> bool {
        Target::parse(url).unwrap().tls.is_some()
    }

    #[test]
    fn only_a_server_on_this_machine_is_spoken_to_in_the_clear() {
        assert!(!encrypted("postgres://a@localhost/p"));
        assert!(!encrypted("postgres://a@127.0.0.1:5433/p?sslmode=prefer"));
        assert!(!encrypted(
            "postgres://a@db.example/p?connect_timeout=3&sslmode=disable"
        ));
        assert!(encrypted("postgres://a@db.example/p"));
        assert!(encrypted("postgres://a@localhost,db.example/p"));
        assert!(encrypted("postgres://a@db.example/p?sslmode=prefer"));
        assert!(encrypted("postgres://a@localhost/p?sslmode=verify-full"));
    }

    #[test]
    fn a_wrong_url_is_refused_without_its_password() {
        let refused = |url: &str| {
            Target::parse(url)
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        insta::assert_snapshot!(refused("postgres://a:secret@h/p?sslmode=off"), @"The database URL has sslmode=off; use disable, require or verify-full.");
        insta::assert_snapshot!(refused("postgres://a:secret@h/p?colour=red"), @"The database URL cannot be read: invalid connection string: unknown option `colour`");
        insta::assert_snapshot!(refused("postgres://a@h/p?sslrootcert=/nowhere.pem"), @"The file /nowhere.pem named by sslrootcert cannot be used: I/O error: No such file or directory (os error 2)");
    }
}
