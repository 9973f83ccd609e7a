//! How each command is confirmed (C4, C5).

use crate::command::{Command, Weight};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// How a command is confirmed. The page of the confirmation is always there: without script nothing runs at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirm {
    /// Not: from the row it runs at once. Only for commands that take nothing away.
    None,
    /// By a button.
    Dialog,
    /// By typing the user's e-mail, or the number of many users.
    TypedEmail,
    /// By typing the number of many users; one user by a button.
    TypedCount,
}

impl Confirm {
    /// What a light command may have.
    pub(super) const LIGHT: &'static [&'static str] = &["none", "dialog", "typed_email", "typed_count"];
    /// What a command that takes something away may have.
    pub(super) const FIRM: &'static [&'static str] = &["dialog", "typed_email", "typed_count"];
}

/// One way of confirming for every command, by its name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(transparent)]
pub struct Confirmations(BTreeMap<&'static str, Confirm>);

impl Default for Confirmations {
    /// A dialog for every command, a typed value for those that cannot be taken back.
    fn default() -> Self {
        let usual = |name: &&'static str| {
            let last = Command::from_name(name).is_some_and(|command| command.weight() == Weight::Final);
            (*name, if last { Confirm::TypedEmail } else { Confirm::Dialog })
        };
        Self(Command::NAMES.iter().map(usual).collect())
    }
}

impl Confirmations {
    /// A dialog for every command (S1.20).
    #[must_use]
    pub fn dialogs() -> Self {
        Self(Command::NAMES.iter().map(|name| (*name, Confirm::Dialog)).collect())
    }

    /// A dialog where something is taken away, nothing where it is not.
    #[must_use]
    pub fn where_it_matters() -> Self {
        let light = |name: &str| Command::from_name(name).is_some_and(|command| command.weight() == Weight::Light);
        let usual = |name: &&'static str| (*name, if light(name) { Confirm::None } else { Confirm::Dialog });
        Self(Command::NAMES.iter().map(usual).collect())
    }

    /// The same with another way for one command.
    #[must_use]
    pub fn with(mut self, name: &'static str, confirm: Confirm) -> Self {
        self.0.insert(name, confirm);
        self
    }

    /// How a command is confirmed.
    #[must_use]
    pub fn of(&self, command: &Command) -> Confirm {
        self.0.get(command.name()).copied().unwrap_or(Confirm::Dialog)
    }
}

impl<'de> Deserialize<'de> for Confirmations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut all = Self::default();
        for (name, confirm) in BTreeMap::<String, Confirm>::deserialize(deserializer)? {
            let known = Command::NAMES.iter().find(|known| **known == name);
            let unknown = || serde::de::Error::custom(format!("there is no command {name}"));
            all.0.insert(known.ok_or_else(unknown)?, confirm);
        }
        Ok(all)
    }
}
