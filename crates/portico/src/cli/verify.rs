//! Checks any database against the invariants of the model.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::installation;
use app::store::verify::{self, Finding};
use app::store::{Db, Ownership, migrate};
use serde_json::{Value, json};

pub(super) fn verify(config: &Config, answer: Answer) -> Result<(), Failure> {
    installation::must_have_database(config)?;
    let (db, owned) = opened(config)?;
    if !migrate::pending(&db)?.is_empty() {
        return Err(Failure::new(
            "The database has the schema of an older Portico: run portico migrate first.",
        ));
    }
    let mut found = db.read(verify::verify)?;
    if owned == Ownership::Owner {
        found.extend(verify::search_index(&db)?);
    }
    let json: Vec<Value> = found
        .iter()
        .map(|f| json!({ "check": f.check, "portal": f.portal, "detail": f.detail }))
        .collect();
    let text = if found.is_empty() {
        String::from("Every check passed.")
    } else {
        lines(&found)
    };
    answer.say(&text, &json!({ "findings": json }))?;
    match found.len() {
        0 => Ok(()),
        1 => Err(Failure::new("1 finding: restore a backup from before, or report it.")),
        n => Err(Failure::new(format!(
            "{n} findings: restore a backup from before, or report them."
        ))),
    }
}

/// As its owner, because only that one may look into the search index; beside a running server as a guest.
fn opened(config: &Config) -> Result<(Db, Ownership), Failure> {
    match installation::database(config, Ownership::Owner) {
        Ok(db) => Ok((db, Ownership::Owner)),
        Err(_) => Ok((installation::database(config, Ownership::Guest)?, Ownership::Guest)),
    }
}

fn lines(found: &[Finding]) -> String {
    let line = |f: &Finding| match &f.portal {
        Some(portal) => format!("{} in {portal}: {}", f.check, f.detail),
        None => format!("{}: {}", f.check, f.detail),
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}
