//! The layers of the configuration, as texts with where they come from.

use super::ConfigError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every key, as in the file; with `PORTICO_` in front and in capitals in the environment.
pub(super) const KEYS: [&str; 12] = [
    "listen",
    "base_url",
    "database_url",
    "mail",
    "mail_from",
    "key_file",
    "trusted_proxies",
    "log",
    "metrics_listen",
    "workers",
    "data_dir",
    "insecure_http",
];

/// The file that is read where none is named.
const FILE: &str = "portico.toml";

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// The file, instead of `portico.toml` in the current folder.
    pub(crate) file: Option<PathBuf>,
    /// Keys with their texts.
    pub(crate) flags: Vec<(&'static str, String)>,
}

/// One setting.
#[derive(Clone, Debug)]
struct Setting {
    text: String,
    place: String,
}

/// All layers, laid over each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers(BTreeMap<&'static str, Setting>);

impl Layers {
    pub(super) fn read(
        given: &Given,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut layers = Self::default();
        let mut named = given.file.clone();
        let mut variables = Vec::new();
        for (name, value) in environment {
            match name.strip_prefix("PORTICO_") {
                Some("CONFIG") => named = named.or(Some(PathBuf::from(value))),
                Some(rest) => variables.push((rest.to_ascii_lowercase(), name.clone(), value)),
                None => {}
            }
        }
        layers.file(named.as_deref())?;
        for (key, name, value) in variables {
            layers.set(&key, &name, value, &format!("environment variable {name}"))?;
        }
        for (key, value) in &given.flags {
            layers.set(key, key, value.clone(), &format!("flag --{}", key.replace('_', "-")))?;
        }
        Ok(layers)
    }

    fn file(&mut self, named: Option<&Path>) -> Result<(), ConfigError> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            // Only a file that somebody named must be there.
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                let why = format!(
                    "The configuration file {} cannot be read ({error}): check its path and permissions.",
                    path.display()
                );
                return Err(ConfigError::File(why));
            }
        };
        let table: toml::Table = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start).unwrap_or_default().matches('\n').count() + 1
            });
            ConfigError::File(format!(
                "{}, line {line}: {}. Write it as key = \"value\".",
                path.display(),
                error.message()
            ))
        })?;
        for (key, value) in table {
            let place = path.display().to_string();
            // A key that nobody knows is named as such, whatever its value is.
            let text = text_of(&value);
            self.set(&key, &key, text.clone().unwrap_or_default(), &place)?;
            if text.is_none() {
                return Err(ConfigError::File(format!(
                    "{place}: {key} cannot be a {}. Write it as {key} = \"value\".",
                    value.type_str()
                )));
            }
        }
        Ok(())
    }

    fn set(&mut self, key: &str, shown: &str, text: String, place: &str) -> Result<(), ConfigError> {
        let Some(known) = KEYS.iter().copied().find(|known| *known == key) else {
            return Err(ConfigError::Unknown {
                key: shown.to_owned(),
                place: place.to_owned(),
            });
        };
        self.0.insert(
            known,
            Setting {
                text,
                place: place.to_owned(),
            },
        );
        Ok(())
    }

    pub(super) fn text(&self, key: &'static str) -> Option<&str> {
        self.0.get(key).map(|setting| setting.text.as_str())
    }

    /// A setting with a default.
    pub(super) fn value<T>(
        &self,
        key: &'static str,
        default: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        read(self.text(key).unwrap_or(default)).map_err(|remedy| self.error(key, default, remedy))
    }

    /// A setting that may be missing.
    pub(super) fn optional<T>(
        &self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        self.text(key)
            .map(&read)
            .transpose()
            .map_err(|remedy| self.error(key, "", remedy))
    }

    /// The complaint about a setting.
    pub(super) fn error(&self, key: &'static str, default: &str, remedy: impl Into<String>) -> ConfigError {
        let setting = self.0.get(key);
        ConfigError::Value {
            key,
            value: without_secret(setting.map_or(default, |s| &s.text)),
            place: setting.map_or_else(|| String::from("default"), |s| s.place.clone()),
            remedy: remedy.into(),
        }
    }
}

fn text_of(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        toml::Value::Array(list) => list
            .iter()
            .map(text_of)
            .collect::<Option<Vec<_>>>()
            .map(|texts| texts.join(",")),
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

/// URLs may hold a password between `://` and `@`.
fn without_secret(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://***@{place}"),
        _ => text.to_owned(),
    }
}
