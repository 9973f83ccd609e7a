//! Where the database is, as the configuration says it.

use crate::error::StoreError;
use std::fmt;
use std::path::PathBuf;

/// The two places a database can be.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH`: a file of this machine, owned by one process.
    Sqlite(PathBuf),
    /// `postgres://…` or `postgresql://…`, kept whole because it holds a password.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH`, `postgres://USER:PASSWORD@HOST/NAME` or the same with `postgresql`.
    ///
    /// # Errors
    /// `Other` with a sentence for the operator; the text itself is not repeated because it may hold a password.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text
            .strip_prefix("sqlite:")
            .map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        match path {
            Some("" | ":memory:") => Err(StoreError::Other(
                "The database URL needs a file: sqlite:/var/lib/portico/portico.db".into(),
            )),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            None => Err(StoreError::Other(
                "The database URL must start with sqlite: or postgres://, for example sqlite:portico.db".into(),
            )),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_secret(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `postgres://host/name`: without user, password and options, so that it can be logged.
fn without_secret(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let rest = rest.split('?').next().unwrap_or_default();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_its_engine_and_hides_its_password() {
        let file = |text: &str| DatabaseUrl::Sqlite(PathBuf::from(text));
        assert_eq!(DatabaseUrl::parse("sqlite:data/p.db"), Ok(file("data/p.db")));
        assert_eq!(DatabaseUrl::parse("sqlite:///srv/p.db"), Ok(file("/srv/p.db")));
        let url = DatabaseUrl::parse("postgresql://ada:p@ss@db.example/portico?password=hidden").unwrap();
        insta::assert_snapshot!(format!("{url:?}"), @"postgresql://db.example/portico");
        insta::assert_snapshot!(DatabaseUrl::parse("mysql://x").unwrap_err(), @"The database URL must start with sqlite: or postgres://, for example sqlite:portico.db");
        insta::assert_snapshot!(DatabaseUrl::parse("sqlite::memory:").unwrap_err(), @"The database URL needs a file: sqlite:/var/lib/portico/portico.db");
    }
}
